"""The tables that brokers export, as data: the headers that show each, its columns and its words. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from backend.imports.vocabulary.text import words_of
from backend.investment_imports.action_words import GENERIC, Meaning

Kind = Literal["activities", "holdings"]
Sign = Literal["received_positive", "paid_positive", "unsigned"]
# What a column can be. Of `fees` there may be several; `price_currency` is that of the security.
ROLES = (
    "date", "action", "ticker", "isin", "name", "security_type", "quantity", "price", "price_currency", "amount",
    "currency", "fees", "security_amount", "account", "notes", "cost", "value",
)  # fmt: skip
SEVERAL = ("fees",)


@dataclass(frozen=True, slots=True)
class Layout:
    """One table of one broker. Headers are folded with `words_of`; `columns` may name several for a role, of which the
    first that is there counts (of fees, all). `beside` names columns without a header, right of the one that is named.

    `amount_is_net`: fees are in the amount already; None: each row shows whether they are.
    """

    broker: str
    kind: Kind
    required: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    beside: Mapping[str, str] = field(default_factory=dict)
    date_order: str | None = "MDY"
    sign: Sign = "received_positive"
    amount_is_net: bool | None = True
    actions: Mapping[str, Meaning] = field(default_factory=dict)
    # What its amounts are in where no column says it; None: in the currency of the account.
    currency: str | None = "USD"

    @property
    def name(self) -> str:
        return f"{self.broker} {self.kind}"

    @property
    def words(self) -> dict[str, Meaning]:
        return {**GENERIC, **self.actions}

    def fits(self, headers: Sequence[str]) -> bool:
        return set(self.required) <= set(headers)


def layout_of(header: Sequence[str]) -> Layout | None:
    """Return the layout whose table has this header; of several, the one that asks for most."""
    headers = [words_of(cell) for cell in header]
    fitting = [layout for layout in LAYOUTS if layout.fits(headers)]
    return max(fitting, key=lambda layout: len(layout.required), default=None)


def columns_of(layout: Layout, header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return the columns of each role in this header."""
    headers = [words_of(cell) for cell in header]
    found: dict[str, tuple[int, ...]] = {}
    for role, names in layout.columns.items():
        places = tuple(headers.index(name) for name in names if name in headers)
        if places:
            found[role] = places if role in SEVERAL else places[:1]
    for role, name in layout.beside.items():
        place = headers.index(name) + 1 if name in headers else len(headers)
        if place < len(headers) and not headers[place]:
            found[role] = (place,)
    return found


_FIDELITY_ACTIONS: dict[str, Meaning] = {
    "you bought": "buy", "you sold": "sell", "reinvestment": "buy", "dividend received": "dividend",
    "interest earned": "interest", "long term cap gain": "capital_gain", "short term cap gain": "capital_gain",
    "purchase into core account": "sweep", "redemption from core account": "sweep", "exchanged to": "by_hand",
    "electronic funds transfer": "cash", "direct deposit": "deposit", "direct debit": "withdrawal",
    "transferred from": "transfer", "transferred to": "transfer", "transfer of assets": "transfer",
    "cash contribution": "deposit", "contribution": "deposit", "rollover": "cash", "partic contr": "deposit",
    "wire transfer": "cash", "check received": "deposit", "debit card purchase": "withdrawal",
    "bill payment": "withdrawal", "foreign tax paid": "tax", "fee charged": "fee", "adr fee": "fee",
    "return of capital": "return_of_capital", "in lieu of": "dividend", "redemption payout": "sell",
    "distribution": "split", "reverse split": "split", "merger": "by_hand", "expired": "sell", "assigned": "by_hand",
    "journaled": "cash", "margin interest": "interest", "royalty tr pymt": "dividend", "partnership dist": "dividend",
    "distribution spinoff": "spin_off", "normal distr": "withdrawal", "early dist": "withdrawal",
    "fed tax w h": "tax", "state tax w h": "tax",
}  # fmt: skip
_SCHWAB_ACTIONS: dict[str, Meaning] = {
    "reinvest shares": "buy", "reinvest dividend": "dividend", "qual div reinvest": "dividend",
    "long term cap gain": "capital_gain", "short term cap gain": "capital_gain", "non qualified div": "dividend",
    "special qual div": "dividend", "special dividend": "dividend", "pr yr": "dividend", "cash in lieu": "dividend",
    "moneylink": "cash", "money link": "cash", "wire": "cash", "funds received": "deposit", "funds paid": "withdrawal",
    "journal": "cash", "journaled shares": "transfer", "internal transfer": "transfer", "security transfer": "transfer",
    "stock plan activity": "transfer_in", "stock split": "split", "reverse split": "split", "adr mgmt fee": "fee",
    "nra tax adj": "tax", "nra withholding": "tax", "misc cash entry": "cash", "margin interest": "interest",
    "buy to open": "buy", "buy to close": "buy", "sell to open": "sell", "sell to close": "sell",
    "promotional award": "deposit", "full redemption": "sell", "cash merger": "by_hand", "stock merger": "by_hand",
    "spin off": "spin_off", "expired": "by_hand", "assigned": "by_hand", "exchange or exercise": "by_hand",
    "credit": "interest", "cd interest": "interest", "misc credits": "cash", "visa purchase": "withdrawal",
    "atm withdrawal": "withdrawal", "ira": "cash", "tax withholding": "tax",
}  # fmt: skip
_VANGUARD_ACTIONS: dict[str, Meaning] = {
    "reinvestment": "buy", "sweep in": "sweep", "sweep out": "sweep", "capital gain lt": "capital_gain",
    "capital gain st": "capital_gain", "capital gain": "capital_gain", "funds received": "deposit",
    "contribution": "deposit", "withdrawal": "withdrawal", "distribution": "withdrawal", "rollover": "cash",
    "transfer incoming": "transfer_in", "transfer outgoing": "transfer_out", "conversion incoming": "transfer_in",
    "conversion outgoing": "transfer_out", "stock split": "split", "corp action": "by_hand", "exchange": "trade",
}  # fmt: skip
_ETRADE_ACTIONS: dict[str, Meaning] = {
    "bought": "buy", "sold": "sell", "sold short": "sell", "bought to": "buy", "sold to": "sell",
    "online transfer": "cash", "transfer": "cash", "wire": "cash", "check": "cash", "reorganization": "by_hand",
    "interest income": "interest", "other": "by_hand", "option expiration": "by_hand", "misc trade": "trade",
    "lt cap gain": "capital_gain", "st cap gain": "capital_gain", "dividend reinvestment": "buy",
    "pos adj": "by_hand", "adjustment": "cash",
}  # fmt: skip
_ROBINHOOD_ACTIONS: dict[str, Meaning] = {
    "cdiv": "dividend", "mdiv": "dividend", "ach": "cash", "int": "interest", "gold": "fee", "slip": "interest",
    "dtax": "tax", "dfee": "fee", "afee": "fee", "spl": "split", "spr": "split", "itrf": "cash", "xent": "cash",
    "xent cc": "cash", "bto": "buy", "btc": "buy", "sto": "sell", "stc": "sell", "rec": "transfer_in",
    "acati": "transfer", "acato": "transfer", "rtp": "cash", "wire": "cash", "dcf": "cash", "cil": "dividend",
    "gdbp": "deposit", "gmpc": "deposit", "misc": "cash", "jnlc": "cash", "jnls": "transfer", "mtch": "deposit",
    "nciv": "dividend", "oexp": "by_hand", "oasgn": "by_hand", "oexcs": "by_hand", "soff": "spin_off",
    "mrgs": "by_hand", "roc": "return_of_capital", "bcxl": "by_hand", "scxl": "by_hand", "futswp": "cash",
    "coin": "nothing", "mint": "interest",
}  # fmt: skip
_MERRILL_ACTIONS: dict[str, Meaning] = {
    "purchase": "buy", "sale": "sell", "reinvestment program": "buy", "reinvestment share": "buy",
    "reinvestment": "buy", "bank interest": "interest", "withdrawal": "withdrawal", "funds transfer": "cash",
    "electronic transfer": "cash", "pre authorized": "cash", "advisory fee": "fee", "foreign tax": "tax",
    "long term capital gain": "capital_gain", "short term capital gain": "capital_gain", "redeemed": "sell",
    "tax withholding": "tax", "cash in lieu": "dividend", "stock dividend": "split", "foreign dividend": "dividend",
    "bank sweep": "sweep", "deposit sweep": "sweep",
}  # fmt: skip
_AMERITRADE_ACTIONS: dict[str, Meaning] = {
    "non taxable dividends": "dividend", "short term capital gains": "capital_gain",
    "long term capital gains": "capital_gain", "long term gain distribution": "capital_gain",
    "short term gain distribution": "capital_gain", "electronic funding": "cash",
    "client requested electronic funding": "cash", "wire": "cash", "free balance interest": "interest",
    "money market interest": "interest", "off cycle interest": "interest", "margin interest": "interest",
    "w 8 withholding": "tax", "foreign tax withheld": "tax", "transfer of security": "transfer",
    "cash movement": "cash", "internal transfer": "transfer", "transfer from": "cash", "transfer to": "cash",
    "removal of option": "by_hand", "mandatory": "by_hand", "non cash": "by_hand", "cash alternatives": "sweep",
    "miscellaneous journal entry": "cash", "qualified dividend": "dividend", "foreign dividend": "dividend",
    "adr fee": "fee", "dividend charge": "fee",
}  # fmt: skip
_TRADING212_ACTIONS: dict[str, Meaning] = {
    "lending interest": "interest", "interest on cash": "interest", "card debit": "withdrawal",
    "card credit": "deposit", "spending cashback": "deposit", "new card cost": "fee", "currency conversion": "nothing",
    "stock split open": "by_hand", "stock split close": "by_hand", "result adjustment": "cash",
    "stock distribution": "transfer_in",
}  # fmt: skip
_DEGIRO_COLUMNS: dict[str, tuple[str, ...]] = {
    "date": ("date", "datum", "data", "fecha"),
    "name": ("product", "produkt", "produit", "prodotto", "producto"),
    "isin": ("isin",),
    "quantity": ("quantity", "aantal", "anzahl", "quantite", "quantita", "numero"),
    "price": ("price", "koers", "kurs", "cours", "quotazione", "precio"),
    "fees": (
        "transaction and or third", "transaction and or third party fees", "transactiekosten en of",
        "transaktionsgebuhren", "autofx fee", "auto fx fee", "transaction and or third party fees eur",
        "transaktionsgebuhren eur", "transactiekosten en of kosten van derden eur", "autofx kosten",
    ),
    "amount": ("total", "totaal", "gesamt", "total eur", "totaal eur", "gesamt eur", "totale", "montant total"),
}  # fmt: skip
_PORTFOLIO_PERFORMANCE_ACTIONS: dict[str, Meaning] = {
    "interest charge": "interest", "fees refund": "fee", "tax refund": "tax", "transfer inbound": "transfer_in",
    "transfer outbound": "transfer_out", "zinsbelastung": "interest", "umbuchung eingang": "transfer_in",
    "umbuchung ausgang": "transfer_out", "steuern": "tax", "steuerruckerstattung": "tax", "gebuhren": "fee",
    "gebuhrenerstattung": "fee", "security transfer": "by_hand",
}  # fmt: skip
_WEALTHFOLIO_ACTIONS: dict[str, Meaning] = {
    "transfer in": "transfer_in", "transfer out": "transfer_out", "conversion in": "deposit",
    "conversion out": "withdrawal", "add holding": "transfer_in", "remove holding": "transfer_out",
}  # fmt: skip
_FIDELITY_COLUMNS: dict[str, tuple[str, ...]] = {
    "date": ("run date",),
    "action": ("action",),
    "ticker": ("symbol",),
    "name": ("description", "security description"),
    "quantity": ("quantity",),
    "price": ("price",),
    "fees": ("commission", "fees"),
    "amount": ("amount",),
    "account": ("account number", "account"),
}

LAYOUTS: tuple[Layout, ...] = (
    Layout("Fidelity", "activities", ("run date", "action", "symbol", "amount"), _FIDELITY_COLUMNS,
           actions=_FIDELITY_ACTIONS),
    Layout("Fidelity", "holdings", ("account number", "symbol", "quantity", "current value", "cost basis total"), {
        "account": ("account number",), "ticker": ("symbol",), "name": ("description",), "quantity": ("quantity",),
        "price": ("last price",), "value": ("current value",), "cost": ("cost basis total",)}),
    Layout("Fidelity", "holdings", ("account number", "symbol", "quantity", "current value", "cost basis"), {
        "account": ("account number",), "ticker": ("symbol",), "name": ("description",), "quantity": ("quantity",),
        "price": ("last price",), "value": ("current value",), "cost": ("cost basis",)}),
    Layout("Schwab", "activities", ("date", "action", "symbol", "description", "fees comm", "amount"), {
        "date": ("date",), "action": ("action",), "ticker": ("symbol",), "name": ("description",),
        "quantity": ("quantity",), "price": ("price",), "fees": ("fees comm",), "amount": ("amount",)},
        actions=_SCHWAB_ACTIONS),
    Layout("Schwab", "holdings", ("symbol", "description", "market value", "cost basis", "security type"), {
        "ticker": ("symbol",), "name": ("description",), "quantity": ("quantity",), "price": ("price",),
        "value": ("market value",), "cost": ("cost basis",), "security_type": ("security type",)}),
    Layout("Schwab", "holdings", ("symbol", "description", "mkt val market value", "cost basis"), {
        "ticker": ("symbol",), "name": ("description",), "quantity": ("qty quantity",), "price": ("price",),
        "value": ("mkt val market value",), "cost": ("cost basis",), "security_type": ("security type", "asset type")}),
    Layout("Vanguard", "activities",
           ("trade date", "transaction type", "investment name", "symbol", "shares", "net amount"), {
               "date": ("trade date",), "action": ("transaction type",), "ticker": ("symbol",),
               "name": ("investment name",), "quantity": ("shares",), "price": ("share price",),
               "fees": ("commission fees", "commissions and fees"), "amount": ("net amount",),
               "account": ("account number",), "notes": ("transaction description",)}, actions=_VANGUARD_ACTIONS),
    Layout("Vanguard", "holdings", ("account number", "investment name", "symbol", "shares", "total value"), {
        "account": ("account number",), "ticker": ("symbol",), "name": ("investment name",), "quantity": ("shares",),
        "price": ("share price",), "value": ("total value",)}),
    Layout("E*TRADE", "activities", ("transaction date", "transaction type", "security type", "symbol", "amount"), {
        "date": ("transaction date",), "action": ("transaction type",), "security_type": ("security type",),
        "ticker": ("symbol",), "quantity": ("quantity",), "amount": ("amount",), "price": ("price",),
        "fees": ("commission",), "name": ("description",)}, actions=_ETRADE_ACTIONS),
    Layout("E*TRADE", "activities", ("activity trade date", "activity type", "symbol", "quantity", "amount"), {
        "date": ("activity trade date",), "action": ("activity type",), "ticker": ("symbol",),
        "quantity": ("quantity",), "amount": ("amount",), "price": ("price",), "fees": ("commission",),
        "name": ("description",)}, actions=_ETRADE_ACTIONS),
    Layout("Robinhood", "activities", ("activity date", "settle date", "instrument", "trans code", "amount"), {
        "date": ("activity date",), "action": ("trans code",), "ticker": ("instrument",), "name": ("description",),
        "quantity": ("quantity",), "price": ("price",), "amount": ("amount",)}, actions=_ROBINHOOD_ACTIONS),
    Layout("Merrill", "activities", ("trade date", "settlement date", "description", "symbol cusip", "amount"), {
        "date": ("trade date",), "action": ("description",), "ticker": ("symbol cusip",), "quantity": ("quantity",),
        "price": ("price",), "amount": ("amount",), "account": ("account",), "name": ("description",)},
        actions=_MERRILL_ACTIONS),
    Layout("TD Ameritrade", "activities", ("date", "transaction id", "description", "quantity", "symbol", "reg fee"), {
        "date": ("date",), "action": ("description",), "ticker": ("symbol",), "quantity": ("quantity",),
        "price": ("price",), "fees": ("commission", "reg fee", "short term rdm fee", "fund redemption fee"),
        "amount": ("amount",)}, actions=_AMERITRADE_ACTIONS),
    Layout("Trading 212", "activities", ("action", "time", "isin", "ticker", "no of shares", "price share"), {
        "date": ("time",), "action": ("action",), "isin": ("isin",), "ticker": ("ticker",), "name": ("name",),
        "quantity": ("no of shares",), "price": ("price share",), "price_currency": ("currency price share",),
        "amount": ("total", "total eur", "total gbp", "total usd"), "currency": ("currency total",),
        "fees": ("currency conversion fee", "stamp duty reserve tax", "transaction fee", "finra fee",
                 "ptm levy", "stamp duty", "currency conversion fee eur", "currency conversion fee gbp"),
        "notes": ("notes",)}, date_order="YMD", sign="unsigned", currency=None, actions=_TRADING212_ACTIONS),
    *(Layout("DEGIRO", "activities", required, _DEGIRO_COLUMNS,
             beside={"price_currency": price, "currency": total}, date_order="DMY", currency=None)
      for required, price, total in (
          (("date", "product", "isin", "quantity", "price", "venue"), "price", "total"),
          (("datum", "product", "isin", "aantal", "koers"), "koers", "totaal"),
          (("datum", "produkt", "isin", "anzahl", "kurs"), "kurs", "gesamt"))),
    Layout("Portfolio Performance", "activities", ("date", "type", "value", "shares", "security name"), {
        "date": ("date",), "action": ("type",), "amount": ("value",), "currency": ("transaction currency",),
        "price_currency": ("currency gross amount",), "security_amount": ("gross amount",), "fees": ("fees", "taxes"),
        "quantity": ("shares",), "isin": ("isin",), "ticker": ("ticker symbol", "symbol"), "name": ("security name",),
        "account": ("cash account", "account"), "notes": ("note",)},
        date_order="YMD", sign="unsigned", currency=None, actions=_PORTFOLIO_PERFORMANCE_ACTIONS),
    Layout("Wealthfolio", "activities", ("date", "symbol", "quantity", "activity type", "unit price"), {
        "date": ("date",), "ticker": ("symbol",), "quantity": ("quantity",), "action": ("activity type",),
        "price": ("unit price",), "currency": ("currency",), "fees": ("fee",), "amount": ("amount",),
        "notes": ("comment",)}, date_order="YMD", sign="unsigned", amount_is_net=None, currency=None,
        actions=_WEALTHFOLIO_ACTIONS),
)  # fmt: skip

# Headers of tables that no layout knows, folded, by what the column probably is.
GENERIC_HEADERS: dict[str, tuple[str, ...]] = {
    "date": ("trade date", "date", "transaction date", "activity date", "run date", "time", "datetime", "date time",
             "executed at", "datum", "fecha", "data", "handelstag", "settlement date", "booking date"),
    "action": ("action", "type", "transaction type", "activity type", "activity", "trans code", "side", "operation",
               "buy sell", "order type", "typ", "art", "tipo", "vorgang", "transaktionstyp", "transaction"),
    "ticker": ("symbol", "ticker", "ticker symbol", "instrument", "stock symbol", "asset", "coin", "security id"),
    "isin": ("isin", "isin code"),
    "name": ("name", "security", "security name", "description", "investment name", "product", "company",
             "instrument name", "wertpapier", "fund", "fund name", "bezeichnung", "investment"),
    "quantity": ("quantity", "shares", "units", "qty", "no of shares", "amount of shares", "number of shares",
                 "anzahl", "stuck", "aantal", "cantidad", "quantite", "size", "volume", "nominal"),
    "price": ("price", "unit price", "share price", "price share", "price per share", "price unit", "kurs", "koers",
              "preis", "execution price", "precio", "cours", "nav", "rate", "last price"),
    "price_currency": ("price currency", "currency price share", "instrument currency"),
    "amount": ("amount", "net amount", "total", "total amount", "value", "net value", "cash amount", "total value",
               "betrag", "importe", "montant", "total cost", "proceeds", "gesamt", "cash"),
    "currency": ("currency", "ccy", "transaction currency", "account currency", "wahrung", "waehrung", "valuta",
                 "divisa", "devise", "currency code"),
    "fees": ("fees", "fee", "commission", "commissions", "fees comm", "commission fees", "charges", "gebuhren",
             "gebuhr", "provision", "taxes", "tax", "kosten", "comm fee"),
    "account": ("account", "account number", "account name", "depot", "konto", "portfolio"),
    "notes": ("notes", "note", "comment", "memo", "comments", "notiz"),
    "cost": ("cost basis", "cost", "book cost", "cost basis total", "total cost basis", "purchase value"),
    "value": ("market value", "current value", "value", "total value", "market price", "mkt value"),
}  # fmt: skip
