"""Column mapping of a table: which column holds what, and how it is written. Detected, edited or remembered."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self, cast

Json = str | int | bool | None | list[str] | list[int]

ORDERS = ("YMD", "DMY", "MDY", "SERIAL")
SIGNS = ("minus_is_out", "plus_is_out", "column", "balance")


class BadMapping(ValueError):
    """A mapping from outside has a value that no mapping can have."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Columns are counted from 0, lines from 1. Either `amount` or `debit`/`credit` is set.

    `date_format` orders the numbers of a day ("YMD", "DMY", "MDY"; "SERIAL" is Excel's day count); names of months
    and years of four digits in front are understood in any case.
    `sign` says what a minus in the amount column means; with "balance" the running balance tells the direction of
    amounts without signs; with "column", `sign_column` holds one of `out_values`
    or `in_values`, and money in stands in `amount_in` and `currency_in` where these are set. `kind` is the text of
    rows without a description; a row whose kind is one of `transfer_values` does not tell its direction. `header` is
    the header row as it was, so that it is found again when the preamble grows.
    """

    delimiter: str
    encoding: str
    date: int
    header_line: int | None = None
    header: tuple[str, ...] = ()
    date_format: str = "YMD"
    description: tuple[int, ...] = ()
    amount: int | None = None
    amount_in: int | None = None
    debit: int | None = None
    credit: int | None = None
    is_debit_negative: bool = False
    is_credit_negative: bool = False
    fee: int | None = None
    sign: str = "minus_is_out"
    sign_column: int | None = None
    out_values: tuple[str, ...] = ()
    in_values: tuple[str, ...] = ()
    decimal: str = "."
    is_minor_units: bool = False
    balance: int | None = None
    currency: int | None = None
    currency_in: int | None = None
    category: int | None = None
    payee: int | None = None
    payer: int | None = None
    status: int | None = None
    notes: int | None = None
    provider_id: int | None = None
    authorized_date: int | None = None
    original_amount: int | None = None
    original_currency: int | None = None
    account: int | None = None
    kind: int | None = None
    transfer_values: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Json]:
        """Return a plain dict that `from_json` turns into an equal mapping."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}

    @classmethod
    def from_json(cls, plain: Mapping[str, Json]) -> Self:
        """Check and take over a mapping from outside. Unknown names and wrong values raise BadMapping."""
        kinds = {field.name: _kind_of(field.type) for field in fields(cls)}
        values = {name: _checked(name, kinds.get(name, ""), value) for name, value in plain.items()}
        if not {"delimiter", "encoding", "date"} <= values.keys():
            raise BadMapping("The mapping does not name the delimiter, the encoding and the date column.")
        mapping = cls(**cast(dict[str, Any], values))
        if mapping.sign not in SIGNS or mapping.date_format not in ORDERS or mapping.decimal not in (".", ","):
            raise BadMapping("The sign, the date format or the decimal mark of the mapping is not one we know.")
        if mapping.amount is None and mapping.debit is None and mapping.credit is None:
            raise BadMapping("The mapping does not name the column with the amounts.")
        if len(mapping.delimiter) != 1 or mapping.delimiter in '"\r\n':
            raise BadMapping("The delimiter must be one character.")
        return mapping

    def used_columns(self) -> list[int]:
        """Return the numbers of all columns the mapping points at."""
        single = (self.date, self.amount, self.amount_in, self.debit, self.credit, self.fee, self.sign_column,
                  self.balance, self.currency, self.currency_in, self.category, self.payee, self.payer, self.status,
                  self.notes, self.provider_id, self.authorized_date, self.original_amount, self.original_currency,
                  self.account, self.kind)  # fmt: skip
        return [column for column in (*single, *self.description) if column is not None]


def _kind_of(annotation: object) -> str:
    """Return "int" or "int | None": the classes among the annotations go by their name."""
    return annotation.__name__ if type(annotation) is type else str(annotation)


def _checked(name: str, kind: str, value: Json) -> Json | tuple[str, ...] | tuple[int, ...]:
    """Return the value in the type the field `name` wants."""
    inner = {"tuple[int, ...]": int, "tuple[str, ...]": str}.get(kind)
    if inner is not None and isinstance(value, list) and all(type(item) is inner for item in value):
        if inner is int and any(cast(int, item) < 0 for item in value):
            raise BadMapping(f"{name} counts columns from 0.")
        return cast(tuple[str, ...], tuple(value))
    simple = {"int": (int,), "int | None": (int, type(None)), "str": (str,), "bool": (bool,)}.get(kind, ())
    if type(value) not in simple or (type(value) is int and value < 0):
        raise BadMapping(f"{name} cannot be {value!r}.")
    return value
