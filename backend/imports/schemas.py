"""Imports as JSON, in and out."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from backend.infra.fields import Currency
from backend.transactions.schemas import IdIn, In, Line

AccountType = Literal["checking", "savings", "credit", "loan", "investment", "cash", "asset", "liability"]


class NewAccountIn(In):
    name: Line = Field(max_length=100)
    account_type: AccountType
    currency: Currency
    institution: Line | None = Field(default=None, max_length=100)
    mask: str | None = Field(default=None, pattern=r"^\d{1,4}$")


class AgainIn(In):
    account_id: IdIn | None = None
    column_mapping: dict[str, Any] | None = None
    currency: Currency | None = None
    # The rows go to an account that is yet to be made; of those that are here none is looked for.
    is_for_new_account: bool = False


class CommitIn(In):
    account_id: IdIn | None = None
    new_account: NewAccountIn | None = None
    # The mapping that the page shows; without it the one of the preview counts.
    column_mapping: dict[str, Any] | None = None
    keep: list[int] = Field(default_factory=list, max_length=100_000)


class AccountRef(BaseModel):
    id: int
    name: str


class CandidateOut(BaseModel):
    id: int
    name: str
    reason: str


class ColumnOut(BaseModel):
    index: int
    header: str
    samples: list[str]


class CountsOut(BaseModel):
    total: int
    new: int
    repeated: int
    doubtful: int
    unreadable: int
    left_out: int


class BeforeOut(BaseModel):
    import_id: int
    at: datetime


class BalanceOut(BaseModel):
    on: date
    balance_minor: int
    kind: str


class SumsOut(BaseModel):
    currency: str
    out_minor: int
    in_minor: int


class PreviewOut(BaseModel):
    id: int
    status: str
    filename: str
    size: int
    format: str
    layout: str
    confidence: float
    needs_mapping: bool
    questions: list[str]
    column_mapping: dict[str, Any] | None
    columns: list[ColumnOut]
    currency: str
    account: AccountRef | None
    account_reason: str | None
    account_candidates: list[CandidateOut]
    account_hint: str | None
    account_type_hint: str | None
    part: str | None
    part_label: str | None
    siblings: list[int]
    name_hint: str | None
    institution_hint: str | None
    balances: list[BalanceOut]
    warnings: list[str]
    counts: CountsOut
    # Null where the rows are in several currencies; `sums` has each of them.
    out_minor: int | None
    in_minor: int | None
    sums: list[SumsOut]
    first_on: date | None
    last_on: date | None
    previously: BeforeOut | None


class TwinOut(BaseModel):
    transaction_id: int
    on: date
    description: str
    amount_minor: int
    account_name: str
    source: str


class PredictionOut(BaseModel):
    category_short_desc: str
    category_name: str
    color: str | None
    tier: str
    confidence: float | None


class RowOut(BaseModel):
    line_no: int | None
    on: date | None
    description: str
    amount_minor: int | None
    currency: str | None
    fate: str
    reason: str | None
    raw: str
    twin: TwinOut | None
    prediction: PredictionOut | None


class RowPage(BaseModel):
    items: list[RowOut]
    next_cursor: str | None
    total: int


class DoneOut(BaseModel):
    import_id: int
    status: str
    added: int
    repeated: int
    doubtful: int
    unreadable: int
    left_out: int
    auto_confirmed: int
    predicted: int
    unmatched: int
    out_minor: int | None
    in_minor: int | None
    sums: list[SumsOut]
    currency: str
    account: AccountRef


class HistoryOut(BaseModel):
    id: int
    filename: str
    format: str
    layout: str
    part_label: str | None
    account_id: int | None
    account_name: str | None
    status: str
    currency: str | None
    total: int
    added: int
    repeated: int
    doubtful: int
    unreadable: int
    left_out: int
    # Null where the rows are in several currencies; `sums` has each of them.
    out_minor: int | None
    in_minor: int | None
    sums: list[SumsOut]
    first_on: date | None
    last_on: date | None
    created_at: datetime
    undone_at: datetime | None
    # Transactions of an undone import that stay because a person changed them; more than 0 is "partly undone".
    kept: int = 0


class CoveredMonthOut(BaseModel):
    month: str
    count: int
    state: Literal["rows", "quiet", "missing"]


class GapOut(BaseModel):
    from_on: date
    to_on: date
    stated_minor: int
    missing_minor: int


class CoverageOut(BaseModel):
    account_id: int
    account_name: str
    currency: str
    months: list[CoveredMonthOut]
    gaps: list[GapOut]


class TableOut(BaseModel):
    file: str
    table: str | None
    account: str | None
    is_new_account: bool
    currency: str | None
    added: int
    repeated: int
    doubtful: int
    unreadable: int
    left_out: int
    categorised: int
    sum_minor: int
    refused: str | None
    problems: list[dict[str, Any]]


class ArchivedOut(BaseModel):
    tables: list[TableOut]
    new_accounts: list[str]
    new_categories: list[str]
    import_id: int | None


class ProgressOut(BaseModel):
    phase: str
    done: int
    total: int


class KeptOut(BaseModel):
    id: int
    on: date
    description: str
    amount_minor: int
    currency: str


class UndoIn(BaseModel):
    include_changed: bool = False


class UndoPreviewOut(BaseModel):
    removed: int
    changed: list[KeptOut]
    deleted: int
    # Transactions that stay because another import or a bank connection has them too.
    shared: int


class ImportUndoneOut(BaseModel):
    status: str
    removed: int
    kept: list[KeptOut]
    shared: int
    removed_categories: list[str]


class StatusOut(BaseModel):
    status: str


class OneStepOut(BaseModel):
    status: str
    file: str
    bank: str
    imported: int
    skipped_duplicates: int
    total_rows: int
    unreadable: int
    doubtful: int
    import_id: int
    import_ids: list[int]
