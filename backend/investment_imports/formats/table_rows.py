"""Read the rows of one table into activities and holdings, or say why a row is none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from backend.imports.table.csv_reader import Record
from backend.imports.values.dates import DateCache, UnreadableDate
from backend.imports.vocabulary.text import words_of
from backend.investment_imports.action_words import GENERIC, Meaning, meaning_of
from backend.investment_imports.activity_rules import (
    MONEY_FUNDS,
    LeftOutRow,
    RowValues,
    UnreadableRow,
    activity_from,
)
from backend.investment_imports.broker_file import ZERO, BrokerFile, FileHolding, FileRow, SecurityName
from backend.investment_imports.formats.layouts import Layout
from backend.investment_imports.formats.mapping import (
    TableMapping,
)
from backend.investment_imports.numbers import UnreadableNumber, currency_of, read_number
from backend.kit.currency import is_currency

_TOTALS = ("total", "account total", "positions total", "transactions total", "grand total", "pending activity")
_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}\d")
_CUSIP = re.compile(r"CUSIP:? *[0-9A-Z*@#]{9}")


@dataclass(slots=True)
class Table:
    mapping: TableMapping
    layout: Layout | None
    rows: list[Record]
    is_settled: bool = False
    actions: dict[str, Meaning | None] = field(default_factory=dict)


class TableReading:
    """Reads the rows of one table into the file."""

    def __init__(self, table: Table, file: BrokerFile, default_currency: str, account_hint: str) -> None:
        self.mapping = table.mapping
        self.layout = table.layout
        self.actions = table.actions
        self.file = file
        self.default_currency = (table.layout.currency if table.layout else None) or default_currency
        self.account_hint = account_hint
        self.days = DateCache(self.mapping.date_order)
        self.words = table.layout.words if table.layout else GENERIC
        self.columns = self.mapping.columns
        self.remarks: list[str] = []

    def take(self, record: Record) -> None:
        """Read one row into an activity or a holding, or say why it is none."""
        row = FileRow(record.line_no, record.raw.rstrip("\r\n"), "")
        try:
            if self.mapping.kind == "holdings":
                self._take_holding(record, row.raw)
            else:
                self._take_activity(record, row.raw)
        except LeftOutRow as reason:
            if len([cell for cell in record.cells if cell.strip()]) < 3:
                self.remarks.append(row.raw)
            self.file.left_out.append(replace(row, reason=str(reason)))
        except UnreadableRow as reason:
            self.file.unreadable.append(replace(row, reason=str(reason)))
        except UnreadableDate as error:
            self.file.unreadable.append(replace(row, reason=f"The date {error.why}."))

    def _take_activity(self, record: Record, raw: str) -> None:
        cells = record.cells
        day = self._cell(cells, "date")
        if not any(character.isdigit() for character in day):
            raise LeftOutRow("This line names no day, so it is a total or a remark of the broker.")
        filled = sum(1 for cell in cells if cell.strip())
        if filled < 3:
            raise LeftOutRow("This line has text but no values in the columns of the table; it is a remark.")
        on = self.days[day]
        action = self._cell(cells, "action")
        meaning = self._meaning(action)
        currency, _ = currency_of(self._cell(cells, "currency"))
        if currency is not None and not is_currency(currency):
            raise UnreadableRow(f"“{currency[:20]}” is no currency.")
        currency = currency or self._currency_of_header() or self.default_currency
        security = self._security(cells, currency, action)
        price = self._number(cells, "price", "price")
        if price is not None and currency_of(self._cell(cells, "price_currency"))[1]:
            price = price / 100
        quantity = self._number(cells, "quantity", "quantity")
        security_amount = self._number(cells, "security_amount", "amount")
        is_foreign = security is not None and security.currency not in (None, currency)
        if is_foreign and security_amount is None and price is not None and quantity is not None:
            security_amount = abs(price * quantity)
        activity = activity_from(
            RowValues(
                line_no=record.line_no,
                raw=raw,
                on=on,
                meaning=meaning,
                security=security,
                quantity=quantity,
                price=price,
                amount=self._number(cells, "amount", "amount"),
                fees=self._fees(cells),
                security_amount=security_amount if is_foreign else None,
                sign=self.mapping.sign,
                amount_is_net=self.mapping.amount_is_net,
                ratio_text=f"{action} {self._cell(cells, 'name')} {self._cell(cells, 'notes')}",
                notes=self._notes(cells, action, meaning),
            )
        )
        account = self._cell(cells, "account") or self.account_hint
        self.file.part(account, currency).activities.append(activity)

    def _take_holding(self, record: Record, raw: str) -> None:
        cells = record.cells
        ticker, name = self._cell(cells, "ticker"), self._cell(cells, "name")
        label = words_of(ticker or name)
        if not label or label in _TOTALS or words_of(cells[0]) in _TOTALS:
            raise LeftOutRow("This line is a total or a remark of the broker, not a holding.")
        currency, _ = currency_of(self._cell(cells, "currency"))
        currency = currency if currency and is_currency(currency) else self.default_currency
        value = self._number(cells, "value", "value")
        quantity = self._number(cells, "quantity", "quantity")
        is_cash = label.startswith("cash") or words_of(name).startswith("cash ")
        if quantity is None:
            if value is None:
                raise LeftOutRow("This line has no quantity and no value.")
            if not (is_cash or ticker.endswith("*") or _clean_ticker(ticker) in MONEY_FUNDS):
                raise UnreadableRow("The row has no quantity.")
            quantity = value
            is_cash = True
        security = self._security(cells, currency, "")
        if is_cash:
            security = SecurityName(name=f"Cash ({currency})", currency=currency, security_type="cash")
        if security is None:
            raise UnreadableRow("The row names no security.")
        cost = self._number(cells, "cost", "cost")
        account = self._cell(cells, "account") or self.account_hint
        holding = FileHolding(record.line_no, raw, security, quantity, value if is_cash else cost, value)
        self.file.part(account, currency).holdings.append(holding)

    def _cell(self, cells: Sequence[str], role: str) -> str:
        for place in self.columns.get(role, ()):
            if place < len(cells):
                return cells[place].strip()
        return ""

    def _number(self, cells: Sequence[str], role: str, label: str) -> Decimal | None:
        try:
            return read_number(self._cell(cells, role), self.mapping.decimal)
        except UnreadableNumber as error:
            raise UnreadableRow(f"The {label} {error}.") from error

    def _fees(self, cells: Sequence[str]) -> Decimal:
        total = ZERO
        for place in self.columns.get("fees", ()):
            if place < len(cells):
                try:
                    total += abs(read_number(cells[place], self.mapping.decimal) or ZERO)
                except UnreadableNumber as error:
                    raise UnreadableRow(f"The fee {error}.") from error
        return total

    def _meaning(self, action: str) -> Meaning:
        """Return what an action means. Raises UnreadableRow if nobody knows."""
        if "action" not in self.columns:
            return "trade"
        folded = words_of(action)
        if folded in self.mapping.actions:
            self.actions[folded] = self.mapping.actions[folded]
            return self.mapping.actions[folded]
        if folded not in self.actions:
            self.actions[folded] = meaning_of(action, self.words)
        meaning = self.actions[folded]
        if meaning is None:
            self.file.unknown_actions[action] = self.file.unknown_actions.get(action, 0) + 1
            raise UnreadableRow(f"“{action[:60]}” is an action without a meaning. Say what it means, or leave it out.")
        return meaning

    def _security(self, cells: Sequence[str], currency: str, action: str) -> SecurityName | None:
        ticker, name, isin = (self._cell(cells, role) for role in ("ticker", "name", "isin"))
        name = " ".join(_CUSIP.sub("", name).split())
        if name and name == " ".join(action.split()):
            # The column says what happened as well.
            name = "" if ticker else name
        clean = _clean_ticker(ticker)
        if not isin and _ISIN.fullmatch(clean):
            isin, clean = clean, ""
        if not clean and not isin and ("action" in self.columns and "ticker" in self.columns):
            # Where each security has a symbol, a row without one is about cash, whatever its description.
            return None
        if "action" in self.columns and words_of(name) == "cash":
            return None
        if not (clean or isin or name):
            return None
        price_currency, _ = currency_of(self._cell(cells, "price_currency"))
        if price_currency is None or not is_currency(price_currency):
            price_currency = currency
        return SecurityName(
            ticker=clean[:30] or None,
            isin=isin if _ISIN.fullmatch(isin) else None,
            name=name[:300] or None,
            currency=price_currency,
            security_type=security_type_of(clean, name, self._cell(cells, "security_type")),
        )

    def _notes(self, cells: Sequence[str], action: str, meaning: Meaning) -> str | None:
        notes = self._cell(cells, "notes")
        return (notes or (action if meaning in ("tax", "cash", "transfer") else ""))[:500] or None

    def _currency_of_header(self) -> str | None:
        """Return the currency that the header of the amounts names, as in “Total (EUR)”."""
        for place in self.columns.get("amount", ()):
            if place < len(self.mapping.header):
                last = self.mapping.header[place].strip(" )").rsplit(" ", 1)[-1].lstrip("(").upper()
                if len(last) == 3 and is_currency(last):
                    return last
        return None


def _clean_ticker(text: str) -> str:
    return (
        "" if words_of(text) in ("", "n a", "none") else re.sub(r"\s+", " ", text.strip().rstrip("*").strip()).upper()
    )


_OPTION = re.compile(r"\b(?:PUT|CALL)\b|^-?[A-Z.]{1,6}\d{6}[CP]\d+|\d{2}/\d{2}/\d{4} \d+\.\d\d [CP]\b")
_CRYPTO = frozenset({"BTC", "ETH", "SOL", "ADA", "DOGE", "LTC", "XRP", "DOT", "BTC-USD", "ETH-USD"})


def security_type_of(ticker: str, name: str, stated: str = "") -> str:
    """Return the type of a security that its ticker, its name and the words of the broker make probable."""
    words, said = f" {words_of(name)} ", words_of(stated)
    if ticker in MONEY_FUNDS or said.startswith(("money market", "cash")):
        return "cash"
    if said.startswith("option") or _OPTION.search(ticker) or _OPTION.search(name.upper()):
        return "derivative"
    if "etf" in said or "exchange traded" in said or " etf " in words or " ishares " in words or " ucits " in words:
        return "etf"
    if "fund" in said or (len(ticker) == 5 and ticker.endswith("X") and ticker.isalpha()):
        return "mutual_fund"
    if said.startswith(("bond", "fixed income", "treasur")) or " bond due " in words or " treasury bill " in words:
        return "fixed_income"
    if "crypto" in said or (ticker in _CRYPTO and not said):
        return "cryptocurrency"
    return "equity"
