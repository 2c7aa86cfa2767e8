"""The report about taking older data over, as JSON."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel


class CountedRowsOut(BaseModel):
    before: int
    after: int
    set_aside: int


class NotKeptRowOut(BaseModel):
    """A row that could not be converted; it is kept as JSON."""

    table: str
    row_id: int | None
    reason: str
    row: dict[str, Any]


class ChangedValueOut(BaseModel):
    """A value that had to become another one."""

    table: str
    row_id: int | None
    column: str
    was: Any
    now: Any
    reason: str


class AdoptedMonthOut(BaseModel):
    """Rows and sums of one account in one month, in the older file and here; positive is money out."""

    table: str
    account_id: int | None
    account_name: str
    month: str
    rows_before: int
    rows_after: int
    sum_before: str
    sum_after: str
    is_equal: bool


class AdoptedFileOut(BaseModel):
    """What became of one older file. The lists show the first 200; `adoption.json` in the backup has all."""

    file: str
    backup: str
    adopted_at: datetime
    currency: str | None
    tables: dict[str, CountedRowsOut]
    months: list[AdoptedMonthOut]
    could_not_keep_count: int
    could_not_keep: list[NotKeptRowOut]
    changed_count: int
    changed: list[ChangedValueOut]
    remarks: list[str]


class AdoptionOut(BaseModel):
    budget: AdoptedFileOut | None
    investments: AdoptedFileOut | None
