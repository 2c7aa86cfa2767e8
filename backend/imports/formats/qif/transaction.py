"""Turn one QIF record into a draft, with its category and splits. The only place where the sign of QIF is applied."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from backend.imports.formats.qif.fields import ADDRESS, NUMBER, amount_column, direction, is_investing
from backend.imports.formats.qif.records import QifRecord
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.skip_reasons import reason_in_description
from backend.imports.values.amounts import Amount, UnreadableAmount, amount_reader
from backend.imports.values.dates import read_day
from backend.transactions.draft import Draft, SplitDraft

_ACCOUNT = re.compile(r"\[([^\[\]]*)\]")


class QifCategory(NamedTuple):
    category: str | None
    account: str | None


def category_in(text: str) -> QifCategory:
    """Return the category without its class, or the account that the money came from or went to."""
    if found := _ACCOUNT.search(text):
        return QifCategory(None, found[1].strip() or None)
    name = text.split("|")[0].split("/")[0].strip().strip(":")
    if "--split--" in text.lower():
        return QifCategory(None, None)
    return QifCategory(name or None, None)


class PartsDoNotFit(ValueError):
    """The parts of a record cannot be read or do not sum to its amount."""


def splits_of(record: QifRecord, out_of: Callable[[str], int], amount_minor: int) -> tuple[SplitDraft, ...]:
    """Return the parts, money out positive; none if the record is not divided. Raises PartsDoNotFit."""
    parts = _parts(record)
    if not any(amount for _, _, amount in parts):
        return ()
    try:
        splits = tuple(_split(category, memo, out_of(amount)) for category, memo, amount in parts)
    except UnreadableAmount as why:
        raise PartsDoNotFit from why
    if sum(split.amount_minor for split in splits) != amount_minor:
        raise PartsDoNotFit
    return splits


def _parts(record: QifRecord) -> list[tuple[str, str, str]]:
    """Return (category, memo, amount) as written: each S begins a part, E and $ belong to it."""
    parts: list[tuple[str, str, str]] = []
    for line in record.lines:
        code, value = line[:1], line[1:].strip()
        if code == "S":
            parts.append((value, "", ""))
        elif parts and code == "E":
            parts[-1] = (parts[-1][0], value, parts[-1][2])
        elif parts and code == "$":
            parts[-1] = (parts[-1][0], parts[-1][1], value)
    return parts


def _split(category_text: str, memo: str, amount_minor: int) -> SplitDraft:
    category, account = category_in(category_text)
    parts = [f"Transfer: {account}"] if account else []
    return SplitDraft(amount_minor, category, "; ".join([*parts, *([memo] if memo else [])]) or None)


class QifDates(dict[str, date]):
    """Remembers each text of a day it has read."""

    def __init__(self, order: str) -> None:
        super().__init__()
        self.order = order

    def __missing__(self, text: str) -> date:
        day = self[text] = read_day(text, self.order)
        return day


class QifTransactionReader:
    """Reads records by one mapping. `unfit_parts` counts the records whose parts do not sum to their amount."""

    def __init__(self, mapping: ColumnMapping, currency: str) -> None:
        self.mapping = mapping
        self.currency = currency
        self.amount = amount_column(mapping)
        self.days = QifDates(mapping.date_format)
        self.read_amount = amount_reader(mapping.decimal, currency)
        self.factor = 1 if mapping.sign == "plus_is_out" else -1
        self.unfit_parts = 0

    def read(self, record: QifRecord, cells: list[str]) -> Draft:
        """Return the draft of one record. Raises UnreadableDate or UnreadableAmount."""
        on = self.days[cells[self.mapping.date]]
        amount = self._amount_of(record, cells)
        out_minor = self._out_of(amount, _stated_direction(record))
        column = self.mapping.category
        category = category_in(cells[column]) if column is not None else QifCategory(None, None)
        return Draft(
            record.line_no,
            on,
            self.describe(cells),
            out_minor,
            amount.currency,
            record.raw,
            category_hint=category.category,
            notes=_notes(cells, category.account),
            splits=self._splits_of(record, out_minor),
        )

    def describe(self, cells: list[str]) -> str:
        """Return payee and memo in one line, without saying anything twice."""
        parts: list[str] = []
        for column in self.mapping.description:
            text = " ".join(cells[column].split())
            if text and not any(text in earlier for earlier in parts):
                parts = [earlier for earlier in parts if earlier not in text]
                parts.append(text)
        return " ".join(parts)

    def _amount_of(self, record: QifRecord, cells: list[str]) -> Amount:
        amount = self.read_amount(cells[self.amount])
        other = record.first("U")
        if other and record.first("T") and self.read_amount(other) != amount:
            raise UnreadableAmount("amount_twice", "is written twice, and the two differ")
        if amount.minor < 0 and _stated_direction(record):
            raise UnreadableAmount("direction_unknown", "has a minus that contradicts the action of this record")
        return amount

    def _out_of(self, amount: Amount, stated: str | None) -> int:
        """Return money out as positive: by what the record or a letter such as CR says, else by the sign."""
        side = stated or amount.mark
        if side is None:
            return self.factor * amount.minor
        return amount.minor if side == "out" else -amount.minor

    def _splits_of(self, record: QifRecord, out_minor: int) -> tuple[SplitDraft, ...]:
        try:
            return splits_of(record, lambda text: self._out_of(self.read_amount(text), None), out_minor)
        except PartsDoNotFit:
            self.unfit_parts += 1
            return ()


def _stated_direction(record: QifRecord) -> str | None:
    return direction(record) if is_investing(record.kind) else None


def is_opening(record: QifRecord) -> bool:
    """Say whether the record only tells what the account held at its beginning.

    Quicken writes it as a transfer of the account to itself.
    """
    category = record.first("L")
    other = category_in(category).account
    if other is not None and other == record.account.name:
        return True
    names_a_balance = reason_in_description(record.first("P")) is not None
    return names_a_balance and (other is not None or not category)


def _notes(cells: list[str], account: str | None) -> str | None:
    number, address = cells[NUMBER], cells[ADDRESS]
    parts: list[str] = []
    if account:
        parts.append(f"Transfer: {account}")
    if number.isdecimal():
        parts.append(f"Check {number}")
    elif any(character.isdecimal() for character in number):
        parts.append(f"No. {number}")
    if address:
        parts.append(address)
    return "; ".join(parts) or None
