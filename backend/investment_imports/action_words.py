"""Which words of a file mean which activity: those of no broker in particular. Layouts add their own. Pure."""

from typing import Literal

from backend.imports.vocabulary.text import words_of

# What an action can mean. Beyond the kinds of activities:
# `trade` is a purchase or a sale by the sign of its quantity, `cash` a deposit or a withdrawal by the sign of its
# amount, `transfer` shares (or, without a quantity, cash) in or out by their sign; `sweep` moves cash within the
# account; `spin_off` brings shares of a company that was part of another one, at a cost that the file does not say;
# `by_hand` changes several securities at once; `nothing` is no activity.
Meaning = Literal[
    "buy",
    "sell",
    "trade",
    "reinvest",
    "dividend",
    "interest",
    "capital_gain",
    "return_of_capital",
    "fee",
    "tax",
    "deposit",
    "withdrawal",
    "cash",
    "transfer_in",
    "transfer_out",
    "transfer",
    "split",
    "sweep",
    "spin_off",
    "by_hand",
    "nothing",
]

# Beginnings of folded action texts; the longest one that fits counts.
GENERIC: dict[str, Meaning] = {
    "buy": "buy", "bought": "buy", "purchase": "buy", "purchased": "buy", "market buy": "buy", "limit buy": "buy",
    "stop buy": "buy", "you bought": "buy", "achat": "buy", "kauf": "buy", "koop": "buy", "compra": "buy",
    "acquisto": "buy", "kop": "buy", "kjop": "buy", "kupno": "buy", "savings plan": "buy", "sparplan": "buy",
    "sell": "sell", "sold": "sell", "sale": "sell", "market sell": "sell", "limit sell": "sell", "stop sell": "sell",
    "you sold": "sell", "redemption": "sell", "vente": "sell", "verkauf": "sell", "verkoop": "sell", "venta": "sell",
    "vendita": "sell", "salj": "sell", "salg": "sell", "sprzedaz": "sell", "venda": "sell", "matured": "sell",
    "trade": "trade", "reinvest": "reinvest", "reinvestment": "reinvest", "dividend reinvestment": "reinvest",
    "drip": "reinvest",
    "dividend": "dividend", "div": "dividend", "cash dividend": "dividend", "qualified dividend": "dividend",
    "ordinary dividend": "dividend", "dividende": "dividend", "dividendo": "dividend", "utdelning": "dividend",
    "distribution": "dividend", "ausschuttung": "dividend", "dividenduitkering": "dividend", "dywidenda": "dividend",
    "interest": "interest", "int": "interest", "zinsen": "interest", "interets": "interest", "rente": "interest",
    "interes": "interest", "coupon": "interest", "bond interest": "interest", "credit interest": "interest",
    "margin interest": "interest", "bank interest": "interest", "staking reward": "interest",
    "capital gain": "capital_gain", "long term cap": "capital_gain", "short term cap": "capital_gain",
    "long term capital": "capital_gain", "short term capital": "capital_gain", "lt cap gain": "capital_gain",
    "st cap gain": "capital_gain",
    "return of capital": "return_of_capital", "return of principal": "return_of_capital",
    "fee": "fee", "fees": "fee", "commission": "fee", "management fee": "fee", "advisory fee": "fee",
    "custody fee": "fee", "gebuhr": "fee", "service fee": "fee", "adr": "fee",
    "tax": "tax", "taxes": "tax", "withholding": "tax", "foreign tax": "tax", "steuer": "tax", "nra tax": "tax",
    "dividend tax": "tax", "dividendbelasting": "tax",
    "deposit": "deposit", "contribution": "deposit", "funds received": "deposit", "einzahlung": "deposit",
    "einlage": "deposit", "cash in": "deposit", "deposito": "deposit", "direct deposit": "deposit",
    "withdrawal": "withdrawal", "removal": "withdrawal", "withdraw": "withdrawal", "auszahlung": "withdrawal",
    "entnahme": "withdrawal", "cash out": "withdrawal", "retrait": "withdrawal",
    "wire": "cash", "ach": "cash", "electronic funds transfer": "cash", "journal": "cash", "cash transfer": "cash",
    "transfer in": "transfer_in", "delivery inbound": "transfer_in", "einlieferung": "transfer_in",
    "received": "transfer_in", "transfer out": "transfer_out", "delivery outbound": "transfer_out",
    "auslieferung": "transfer_out", "transfer": "transfer",
    "split": "split", "stock split": "split", "reverse split": "split",
    "spin off": "spin_off", "spinoff": "spin_off", "merger": "by_hand", "exchange": "by_hand",
    "sweep": "sweep",
}  # fmt: skip


def meaning_of(action: str, words: dict[str, Meaning]) -> Meaning | None:
    """Return the meaning of the longest beginning of an action that is in `words`; None if there is none."""
    parts = words_of(action).split()
    for length in range(len(parts), 0, -1):
        if meaning := words.get(" ".join(parts[:length])):
            return meaning
    return None
