"""Recognise tables that look like statements but are not: orders, trades, prices, journals."""

from collections.abc import Sequence

from backend.imports.errors import NotAStatement
from backend.imports.vocabulary.text import words_of

_ORDERS = "Import the card or account that paid for the orders instead."
_TRADES = "Securities have their own import under Investments; here only movements of money are read."
_JOURNAL = "Export a single bank account from it instead."

_PRICES = (
    "price", "unit price", "rate", "kurs", "koers", "nav", "unitprice", "average price", "cours", "prix", "precio",
    "prezzo", "preco", "preis", "cena", "цена",
)  # fmt: skip


def refuse_other_tables(header: Sequence[str], *, has_signed_amount: bool) -> None:
    """Raise NotAStatement if the header belongs to another kind of table.

    Trades with a column of the money they moved are a statement of the account that paid for them.
    """
    words = {words_of(cell) for cell in header}
    has = words.__contains__
    if has("order id") and (
        has("items") or has("order url") or words & {"product name", "title", "asin", "asin isbn", "unit price"}
    ):
        raise NotAStatement("a list of orders", _ORDERS)
    symbol = words & {
        "symbol",
        "ticker",
        "isin",
        "security",
        "stock",
        "instrument",
        "pair",
        "coin",
        "asset",
        "market",
        "tradingsymbol",
        "wertpapier",
    }
    quantity = words & {
        "quantity",
        "qty",
        "shares",
        "units",
        "volume",
        "vol",
        "anzahl",
        "aantal",
        "stuck",
        "executed",
        "no of shares",
        "cantidad titulos",
        "quantite",
        "cantidad",
        "quantita",
        "quantidade",
        "menge",
        "stuckzahl",
        "antal",
        "ilosc",
        "количество",
    }
    price = any(name.startswith(_PRICES) for name in words)
    if symbol and quantity and price and not has_signed_amount:
        raise NotAStatement("a list of trades", _TRADES)
    if {"open", "high", "low", "close"} <= words:
        raise NotAStatement("a list of prices", _TRADES)
    if any(name.startswith("journal") for name in words) and words & {
        "account name",
        "account code",
        "account",
        "net amount",
    }:
        raise NotAStatement("a journal of an accounting program", _JOURNAL)
