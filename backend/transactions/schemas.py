"""Transactions as JSON, in and out."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from backend.infra.columns import MAX_MINOR
from backend.infra.fields import single_line
from backend.infra.web import MAX_ID
from backend.kit.period import FIRST_DAY, LAST_DAY

MinorIn = Annotated[int, Field(strict=True, gt=-MAX_MINOR, lt=MAX_MINOR)]
IdIn = Annotated[int, Field(strict=True, ge=1, le=MAX_ID)]
Ids = Annotated[list[IdIn], Field(max_length=100_000)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000, pattern=r"^[^\x00]*$")]
TagName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50), AfterValidator(single_line)
]
Tags = Annotated[list[TagName], Field(max_length=50)]
PersonName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), AfterValidator(single_line)
]
DayIn = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]


class In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SplitOut(BaseModel):
    """`category_name` is what the file called it where there is no such category here."""

    amount_minor: int
    memo: str | None
    category_short_desc: str | None
    category_name: str | None
    category_color: str | None
    tags: list[str]


class TransactionOut(BaseModel):
    id: int
    account_id: int
    account_name: str
    on: date
    authorized_on: date | None
    description: str
    merchant_name: str
    merchant_key: str
    amount_minor: int
    currency: str
    original_amount_minor: int | None
    original_currency: str | None
    balance_minor: int | None
    category_id: int | None
    category_name: str | None
    category_short_desc: str | None
    category_color: str | None
    parent_category_name: str | None
    predicted_category_id: int | None
    predicted_category_name: str | None
    predicted_category_short_desc: str | None
    predicted_category_color: str | None
    predicted_parent_category_name: str | None
    status: str
    source: str
    categorization_tier: str | None
    prediction_confidence: float | None
    reason: str | None
    locked_fields: list[str]
    notes: str | None
    is_pending: bool
    is_internal: bool
    is_excluded: bool
    is_flagged: bool
    # The part of the amount that is the person's own; null: all of it, or as the account says.
    own_minor: int | None
    shared_with: str | None
    import_id: int | None
    created_at: datetime
    updated_at: datetime
    tags: list[str]
    splits: list[SplitOut]


class EarlierSplitOut(BaseModel):
    """The splits of an earlier transaction of the merchant, scaled; `count` is how many were split."""

    on: date
    count: int
    splits: list[SplitOut]


class TagOut(BaseModel):
    name: str
    count: int


class SumOut(BaseModel):
    """`out_minor` and `in_minor` are of every row; the others are by the definition of the reports."""

    currency: str
    out_minor: int
    in_minor: int
    spent_minor: int
    income_minor: int
    waiting_count: int
    left_out_count: int


class TransactionPage(BaseModel):
    items: list[TransactionOut]
    next_cursor: str | None
    total: int
    sums: list[SumOut] | None


class PeriodCountOut(BaseModel):
    """`period` is a day or a month."""

    period: str
    count: int


class YearOut(BaseModel):
    year: int
    total: int
    pending: int


class ManualIn(In):
    account_id: IdIn
    on: DayIn
    description: Line
    amount_minor: MinorIn
    category_short_desc: Key | None = None
    merchant_name: Line | None = None
    notes: Note | None = None
    tags: Tags = []


class ChangedTransaction(BaseModel):
    transaction: TransactionOut
    change_id: int | None


class IdsIn(In):
    transaction_ids: Ids


class DeletedIdsIn(In):
    deleted_ids: Ids


class DeletedOut(BaseModel):
    status: str
    count: int
    transaction_ids: list[int]
    deleted_ids: list[int]
    change_id: int | None


class DeletedRow(BaseModel):
    id: int
    original_id: int
    account_id: int
    account_name: str
    on: date
    description: str
    merchant_name: str | None
    amount_minor: int
    currency: str
    category_name: str | None
    status: str
    source: str
    deleted_at: datetime


class DeletedPage(BaseModel):
    items: list[DeletedRow]
    next_cursor: str | None
    total: int


class RestoredOut(BaseModel):
    status: str
    count: int
    deleted_ids: list[int]
    transaction_ids: list[int]
    change_id: int | None


class PurgedOut(BaseModel):
    status: str
    purged: int


class SearchFieldOut(BaseModel):
    """A field of the query language; `values` are the words that a closed one takes."""

    name: str
    kind: Literal["text", "name", "amount", "date", "period", "choice", "flag", "presence"]
    operators: list[str]
    example: str
    means: str
    values: list[str]
