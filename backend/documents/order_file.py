"""Read order histories of retailers, CSV or JSON: each order with its lines. Pure."""

import csv
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from backend.documents.purchase import Purchase, PurchaseLine
from backend.documents.receipt_text import day_in
from backend.kit.currency import is_currency, minor_digits

_NAMES = {
    "number": "orderid ordernumber orderno order bestellnummer bestellung numerodecommande id",
    "on": "orderdate orderedon date placedat createdat purchasedate bestelldatum datum datecommande",
    "total": "ordertotal grandtotal totalcharged totalamount total amountcharged summe gesamtbetrag",
    "text": "productname title itemname item product name description artikel artikelname produkt article",
    "quantity": "quantity qty itemquantity originalquantity menge anzahl quantite",
    "amount": "itemtotal totalowed linetotal itemsubtotal lineprice extendedprice totalprice gesamtpreis",
    "price": "unitprice price itemprice purchasepriceperunit einzelpreis preis prix",
    "shipping": "shipping shippingcharge shippingcost delivery versand",
    "tax": "tax taxamount salestax orderttax mwst",
    "currency": "currency currencycode wahrung",
    "merchant": "merchant seller store retailer website shop",
}  # fmt: skip
_BY_NAME = {name: field for field, names in _NAMES.items() for name in names.split()}
_LINES = {"items", "lines", "products", "lineitems", "orderitems", "articles"}
_ORDERS = {"orders", "orderhistory", "data", "results", "bestellungen"}
MAX_ORDERS = 5_000


def read_orders(text: str, *, currency: str, today: date) -> list[Purchase]:
    """Return the orders of a CSV or JSON file, empty if it is no order history: it must name orders, days and items."""
    stripped = text.lstrip("\ufeff \r\n\t")
    if stripped.startswith(("{", "[")):
        return _from_json(stripped, currency, today)
    return _from_csv(stripped, currency, today)


def _from_csv(text: str, currency: str, today: date) -> list[Purchase]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(text.splitlines(), delimiter=delimiter))
    except csv.Error:
        return []
    if len(rows) < 2:
        return []
    columns = [_BY_NAME.get(_plain(name)) for name in rows[0]]
    if not {"number", "on", "text"} <= set(columns) or not {"amount", "price", "total"} & set(columns):
        return []
    orders: dict[str, list[dict[str, str]]] = {}
    for row in rows[1:]:
        values = {field: cell.strip() for field, cell in zip(columns, row, strict=False) if field and cell.strip()}
        if "number" in values:
            orders.setdefault(values["number"], []).append(values)
    found = (_order(lines[0], lines, currency, today) for lines in list(orders.values())[:MAX_ORDERS])
    return [order for order in found if order is not None]


def _from_json(text: str, currency: str, today: date) -> list[Purchase]:
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        return []
    if isinstance(plain, dict):
        plain = next((value for name, value in plain.items() if _plain(name) in _ORDERS), [plain])
    if not isinstance(plain, list):
        return []
    orders = []
    for each in plain[:MAX_ORDERS]:
        if not isinstance(each, dict):
            continue
        lines = next((value for name, value in each.items() if _plain(name) in _LINES), None)
        if isinstance(lines, list):
            named = [_named(line) for line in lines if isinstance(line, dict)]
            orders.append(_order(_named(each), named, currency, today))
    return [order for order in orders if order is not None]


def _order(head: Mapping[str, str], lines: Iterable[Mapping[str, str]], default: str, today: date) -> Purchase | None:
    currency = head.get("currency", default).upper()
    currency = currency if is_currency(currency) else default
    on = _day(head.get("on", ""), today, currency)
    bought = [line for each in lines if (line := _line(each, currency)) is not None]
    if on is None or not bought:
        return None
    shipping, tax = _minor(head.get("shipping"), currency), _minor(head.get("tax"), currency)
    extras = (PurchaseLine("Shipping", shipping),) if shipping else ()
    total = _minor(head.get("total"), currency)
    if total is None:
        total = sum(line.amount_minor for line in bought) + (shipping or 0) + (tax or 0)
    return Purchase(head.get("merchant"), on, total, currency, tuple(bought), extras, tax or None, head.get("number"))


def _line(each: Mapping[str, str], currency: str) -> PurchaseLine | None:
    quantity = each.get("quantity")
    amount = _minor(each.get("amount"), currency)
    if amount is None and (price := _minor(each.get("price"), currency)) is not None:
        amount = price * int(quantity) if quantity and quantity.isdigit() else price
    if amount is None or "text" not in each:
        return None
    return PurchaseLine(each["text"][:200], amount, f"{quantity} ×" if quantity not in (None, "1") else None)


def _named(plain: Mapping[str, Any]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, value in plain.items():
        field = _BY_NAME.get(_plain(name))
        if field and isinstance(value, str | int | float) and not isinstance(value, bool):
            fields[field] = str(value).strip()
    # In a line "total" is the amount of the line.
    if "amount" not in fields and "total" in fields and "text" in fields:
        fields["amount"] = fields["total"]
    return fields


def _minor(text: str | None, currency: str) -> int | None:
    """Return an exact amount in minor units, None if the text is no amount."""
    if not text:
        return None
    digits = re.sub(r"[^\d.,-]", "", text)
    if re.search(r",\d{1,2}$", digits):
        digits = digits.replace(".", "").replace(",", ".")
    try:
        value = Decimal(digits.replace(",", "")).scaleb(minor_digits(currency))
    except InvalidOperation:
        return None
    return int(value) if value == value.to_integral_value() else None


def _day(text: str, today: date, currency: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return day_in(text, today=today, is_month_first=currency == "USD")


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.casefold().replace("ä", "a").replace("é", "e"))
