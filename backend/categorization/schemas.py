"""Merchant mappings and amount rules as JSON."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from backend.infra.fields import LEFT_OUT, Answer, Body, Currency, Key, Minor, Positive, plain
from backend.transactions.schemas import TransactionOut

Match = Literal["word", "exact", "regex"]
PatternText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(plain)
]
Count = Annotated[int, Field(ge=1, le=1_000_000)]
Notes = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class MerchantMapping(Answer):
    id: int
    merchant_pattern: str
    match: Match
    category_id: int
    category_short_desc: str
    category_name: str
    confidence: int
    is_seeded: bool
    hits: int
    last_matched_at: datetime | None


class ChangedMapping(MerchantMapping):
    change_id: int | None


class NewMapping(Body):
    merchant_pattern: PatternText
    match: Match = "word"
    category_short_desc: Key
    confidence: Count = 1


class MappingChanges(Body):
    merchant_pattern: PatternText = LEFT_OUT
    match: Match = LEFT_OUT
    category_short_desc: Key = LEFT_OUT
    confidence: Count = LEFT_OUT


class MappingTrial(Body):
    merchant_pattern: PatternText
    match: Match = "word"


class AmountRule(Answer):
    id: int
    description_pattern: str
    amount_minor: int
    tolerance_minor: int
    currency: str | None
    category_id: int
    category_short_desc: str
    category_name: str
    notes: str | None
    is_seeded: bool
    hits: int
    last_matched_at: datetime | None


class ChangedRule(AmountRule):
    change_id: int | None


class RuleTrial(Body):
    description_pattern: PatternText
    amount_minor: Minor
    tolerance_minor: Positive = 1
    currency: Currency | None = None


class NewRule(RuleTrial):
    category_short_desc: Key
    notes: Notes | None = None


class RuleChanges(Body):
    description_pattern: PatternText = LEFT_OUT
    amount_minor: Minor = LEFT_OUT
    tolerance_minor: Positive = LEFT_OUT
    currency: Currency | None = None
    category_short_desc: Key = LEFT_OUT
    notes: Notes | None = None


class RuleRemoved(Answer):
    status: Literal["removed"]
    change_id: int | None


class CaughtRows(Answer):
    """How many transactions, and the newest twenty."""

    count: int
    items: list[TransactionOut]
