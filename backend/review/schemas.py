"""The review as JSON, in and out."""

from typing import Literal

from pydantic import BaseModel, Field

from backend.transactions.schemas import Ids, In, Key, TransactionOut


class CategoryIn(In):
    category_short_desc: Key


class BulkIn(In):
    transaction_ids: Ids
    action: Literal["confirm", "change"]
    category_short_desc: Key | None = None


class SureIn(In):
    min_confidence: float = Field(default=0.9, ge=0, le=1, allow_inf_nan=False)


class LearnedOut(BaseModel):
    pattern: str
    count: int
    category_short_desc: str


class DecidedOut(BaseModel):
    status: str
    transaction: TransactionOut
    learned: LearnedOut | None
    similar_total: int
    change_id: int | None


class ReviewedOut(BaseModel):
    status: str
    updated: int
    skipped: int
    change_id: int | None


class StagedOut(BaseModel):
    status: str
    staged: int
    skipped: int
    change_id: int | None


class CommittedOut(BaseModel):
    status: str
    committed: int
    mappings_updated: int
    change_id: int | None


class RevertedOut(BaseModel):
    status: str
    reverted: int
    change_id: int | None


class ClearedOut(BaseModel):
    cleared: int
    change_id: int | None


class CountOut(BaseModel):
    count: int


class TiersOut(BaseModel):
    amount_rule: int
    merchant_map: int
    rule: int
    brand: int
    model: int
    ai: int
    none: int


class BatchOut(BaseModel):
    processed: int
    auto_staged: int
    predicted: int
    unmatched: int
    total_eligible: int
    by_tier: TiersOut
    change_id: int | None
