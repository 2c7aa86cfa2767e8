"""Which column of a broker's table means what: from a layout, from its headers, or from a person. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast, get_args

from backend.imports.values.dates import UnreadableDate, read_day
from backend.imports.vocabulary.text import words_of
from backend.investment_imports.action_words import GENERIC, Meaning, meaning_of
from backend.investment_imports.activity_rules import Sign
from backend.investment_imports.formats.layouts import GENERIC_HEADERS, ROLES, SEVERAL, Kind, Layout, columns_of
from backend.investment_imports.numbers import UnreadableNumber, find_decimal_mark, read_number

_ORDERS = ("MDY", "DMY", "YMD")
_SIGNS = get_args(Sign)
_MEANINGS = get_args(Meaning)


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How one table is read. `actions` are what a person said words mean, by their folded text."""

    header: tuple[str, ...]
    kind: Kind
    columns: Mapping[str, tuple[int, ...]]
    date_order: str
    decimal: str
    sign: Sign
    amount_is_net: bool | None = None
    actions: Mapping[str, Meaning] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "header": list(self.header),
            "kind": self.kind,
            "columns": {role: list(places) for role, places in self.columns.items()},
            "date_order": self.date_order,
            "decimal": self.decimal,
            "sign": self.sign,
            "amount_is_net": self.amount_is_net,
            "actions": dict(self.actions),
        }


class BadMapping(ValueError):
    """The mapping is none; the message is a sentence that says why."""


def mapping_from_json(plain: Mapping[str, Any]) -> TableMapping:
    """Return a mapping that came from outside. Raises BadMapping."""
    header = plain.get("header")
    if not isinstance(header, list) or not all(isinstance(cell, str) for cell in header):
        raise BadMapping("The mapping names no header.")
    columns: dict[str, tuple[int, ...]] = {}
    for role, places in dict(plain.get("columns") or {}).items():
        is_places = isinstance(places, list) and all(type(each) is int and 0 <= each < len(header) for each in places)
        if role not in ROLES or not is_places or (len(places) > 1 and role not in SEVERAL):
            raise BadMapping(f"“{str(role)[:30]}” is not mapped to columns of this file.")
        if places:
            columns[role] = tuple(places)
    if "quantity" not in columns and "amount" not in columns and "value" not in columns:
        raise BadMapping("Choose the column of the quantity, or that of the amount.")
    actions = {words_of(str(text)): meaning for text, meaning in dict(plain.get("actions") or {}).items()}
    if not all(meaning in _MEANINGS for meaning in actions.values()):
        raise BadMapping("A word of the file is mapped to something that is no kind of activity.")
    kind, order = plain.get("kind", "activities"), plain.get("date_order", "YMD")
    sign, decimal = plain.get("sign", "received_positive"), plain.get("decimal", ".")
    is_net = plain.get("amount_is_net")
    is_known = kind in ("activities", "holdings") and order in _ORDERS and sign in _SIGNS and decimal in (".", ",")
    if not is_known or is_net not in (True, False, None):
        raise BadMapping("The mapping says something about days, numbers or signs that is not known.")
    if kind == "activities" and "date" not in columns:
        raise BadMapping("Choose the column of the date.")
    return TableMapping(tuple(header), kind, columns, order, decimal, sign, is_net, actions)


def mapping_of_layout(layout: Layout, header: Sequence[str], rows: Sequence[Sequence[str]]) -> TableMapping:
    """Return the mapping of a layout for this header; `rows` show how numbers are written."""
    columns = columns_of(layout, header)
    decimal = "." if layout.currency == "USD" else _decimal_mark(columns, rows)
    return TableMapping(
        header=tuple(header),
        kind=layout.kind,
        columns=columns,
        date_order=layout.date_order or "YMD",
        decimal=decimal,
        sign=layout.sign,
        amount_is_net=layout.amount_is_net,
    )


def header_score(header: Sequence[str]) -> int:
    """Return how many roles the words of a row name; 0 if they are no header of a broker's table."""
    roles = _generic_columns(header)
    # A statement of a bank has descriptions too.
    has_security = roles.keys() & {"ticker", "isin"} or roles.keys() >= {"name", "quantity"}
    has_value = roles.keys() & {"quantity", "amount", "value"}
    return len(roles) if has_security and has_value and len(roles) >= 3 else 0


def guessed_mapping(header: Sequence[str], rows: Sequence[Sequence[str]]) -> TableMapping:
    """Return what the headers and the first rows of an unknown table make probable."""
    columns = _generic_columns(header)
    kind: Kind = "activities" if "date" in columns and ("action" in columns or "price" in columns) else "holdings"
    columns.pop("value" if kind == "activities" else "amount", None)
    mapping = TableMapping(
        header=tuple(header),
        kind=kind,
        columns=columns,
        date_order=_date_order(columns, rows),
        decimal=_decimal_mark(columns, rows),
        sign="received_positive",
    )
    return replace(mapping, sign=_sign(mapping, rows))


def _generic_columns(header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    headers = [words_of(cell) for cell in header]
    found: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()
    for role, names in GENERIC_HEADERS.items():
        places = [headers.index(name) for name in names if name in headers and headers.index(name) not in taken]
        # “Amount (USD)” is an amount.
        places = places or [
            index
            for name in names
            for index, text in enumerate(headers)
            if index not in taken and text.startswith(f"{name} ") and len(text) - len(name) <= 4
        ]
        if places:
            found[role] = tuple(places) if role in SEVERAL else (places[0],)
            taken |= set(found[role])
    return found


def _cells(columns: Mapping[str, tuple[int, ...]], role: str, rows: Sequence[Sequence[str]]) -> list[str]:
    return [row[place] for place in columns.get(role, ()) for row in rows if place < len(row) and row[place].strip()]


def _decimal_mark(columns: Mapping[str, tuple[int, ...]], rows: Sequence[Sequence[str]]) -> str:
    return find_decimal_mark(
        text for role in ("amount", "price", "value", "quantity") for text in _cells(columns, role, rows)
    )


def _date_order(columns: Mapping[str, tuple[int, ...]], rows: Sequence[Sequence[str]]) -> str:
    texts = _cells(columns, "date", rows)
    scores = {order: sum(_is_day(text, order) for text in texts) for order in _ORDERS}
    return max(_ORDERS, key=lambda order: scores[order]) if texts else "YMD"


def _is_day(text: str, order: str) -> bool:
    try:
        return bool(read_day(text, order))
    except UnreadableDate:
        return False


def _sign(mapping: TableMapping, rows: Sequence[Sequence[str]]) -> Sign:
    """Return what the signs of the amounts mean, as purchases and sales show it."""
    if "action" not in mapping.columns or "amount" not in mapping.columns:
        return "unsigned" if "action" in mapping.columns else "received_positive"
    (action,), (amount,) = mapping.columns["action"], mapping.columns["amount"]
    negative: dict[str, list[bool]] = {"buy": [], "sell": []}
    for row in rows:
        meaning = meaning_of(row[action], GENERIC) if action < len(row) else None
        if meaning in ("buy", "sell") and amount < len(row):
            try:
                number = read_number(row[amount], mapping.decimal)
            except UnreadableNumber:
                continue
            if number:
                negative[cast(str, meaning)].append(number < 0)
    if any(negative["buy"]):
        return "received_positive"
    return "paid_positive" if any(negative["sell"]) else "unsigned"
