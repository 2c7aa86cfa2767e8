"""Edits of transactions as JSON."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from backend.infra.columns import MAX_MINOR
from backend.transactions.query_params import FilterIn
from backend.transactions.schemas import (
    DayIn,
    IdIn,
    Ids,
    In,
    Key,
    Line,
    MinorIn,
    Note,
    PersonName,
    Tags,
    TransactionOut,
)


class SplitIn(In):
    amount_minor: MinorIn
    category_short_desc: Key | None = None
    memo: Note | None = None
    tags: Tags = Field(default_factory=list)


class Fields(In):
    """What of a transaction can be edited. `splits` replaces all of them; an empty list makes it whole again."""

    account_id: IdIn | None = None
    on: DayIn | None = None
    amount_minor: MinorIn | None = None
    description: Line | None = None
    merchant_name: Line | None = None
    category_short_desc: Key | None = None
    notes: Note | None = None
    tags: Tags | None = None
    splits: Annotated[list[SplitIn], Field(max_length=100)] | None = None
    is_flagged: bool | None = None
    is_excluded: bool | None = None
    own_minor: MinorIn | None = None
    shared_with: PersonName | None = None


class EditIn(Fields):
    """Fields that are not named stay. `seen` are the values that the change was made from: if one of them was changed
    elsewhere meanwhile, nothing is saved."""

    seen: Fields | None = None


class BulkChangesIn(In):
    """What is not named stays. `shift_days` moves each to another day; empty notes are removed. `confirm` confirms what
    waits or is staged: with the category if one is named, else with its own or its suggestion."""

    category_short_desc: Key | None = None
    add_tags: Tags = Field(default_factory=list)
    remove_tags: Tags = Field(default_factory=list)
    notes: Note | None = None
    is_flagged: bool | None = None
    is_excluded: bool | None = None
    account_id: IdIn | None = None
    shift_days: Annotated[int, Field(strict=True, ge=-3660, le=3660)] = 0
    confirm: bool = False


class BulkEditIn(BulkChangesIn):
    transaction_ids: Annotated[Ids, Field(min_length=1)]


class BulkRunIn(In):
    """The same changes to all transactions that `filter` matches."""

    filter: FilterIn
    changes: BulkChangesIn


class BulkRunOut(BaseModel):
    """How far a bulk edit is; `total` is null until its transactions were found."""

    phase: Literal["running", "done", "failed", "cancelled"]
    done: int
    total: int | None
    change_id: int | None
    message: str | None


class BulkCancelledOut(BaseModel):
    is_stopping: bool


class BulkEditedOut(BaseModel):
    """`skipped` do not exist any more."""

    count: int
    skipped: int
    change_id: int | None


class PaysBackIn(In):
    purchase_id: IdIn
    amount_minor: Annotated[int, Field(strict=True, gt=0, lt=MAX_MINOR)]


class RefundIn(In):
    """`counts_in` is the month whose spending a refund lowers; a settlement of somebody's share lowers none."""

    pays_back: Annotated[list[PaysBackIn], Field(max_length=50)]
    kind: Literal["refund", "settlement"] = "refund"
    counts_in: Literal["purchase", "refund"] = "purchase"


class SettleIn(In):
    refund_id: IdIn | None = None


class SettleManyIn(In):
    transaction_ids: Annotated[list[IdIn], Field(min_length=1, max_length=500)]


class SettledOut(BaseModel):
    count: int
    change_id: int | None


class RefundLinkOut(BaseModel):
    """`transaction` is the other side; null if it was paid outside of the accounts here, or is deleted."""

    refund_id: int | None
    purchase_id: int
    amount_minor: int
    kind: Literal["refund", "settlement"]
    counts_in: Literal["purchase", "refund"]
    transaction: TransactionOut | None


class RefundCandidateOut(BaseModel):
    transaction: TransactionOut
    open_minor: int
    reason: str


class RefundsOut(BaseModel):
    pays_back: list[RefundLinkOut]
    paid_back_by: list[RefundLinkOut]
    candidates: list[RefundCandidateOut]


class OwedOut(BaseModel):
    person: str
    owed_minor: int
    currency: str
    transaction: TransactionOut
