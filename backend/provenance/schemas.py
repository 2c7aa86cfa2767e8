"""The life of a row as JSON."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from backend.transactions.schemas import SplitOut, TransactionOut


class StepOut(BaseModel):
    tier: str
    outcome: Literal["decided", "suggested", "passed"]
    reason: str
    category_short_desc: str | None
    confidence: float | None


class ArrivalOut(BaseModel):
    at: datetime
    fate: str
    reason: str | None
    source: str
    import_id: int | None
    filename: str | None
    line_no: int | None
    raw: str


class FieldChangeOut(BaseModel):
    name: str
    before: str | None
    after: str | None


class RowChangeOut(BaseModel):
    change_id: int
    summary: str
    at: datetime
    can_undo: bool
    fields: list[FieldChangeOut]


class WhyOut(BaseModel):
    transaction: TransactionOut
    splits: list[SplitOut]
    source_row: ArrivalOut | None
    steps: list[StepOut]
    earlier: list[TransactionOut]
    ledger: list[ArrivalOut]
