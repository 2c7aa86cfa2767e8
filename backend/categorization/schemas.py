"""Merchant mappings and amount rules as JSON."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from backend.infra.fields import OMITTED, Currency, Key, Minor, NonNegativeMinor, RequestBody, ResponseBody, single_line
from backend.transactions.schemas import TransactionOut

Match = Literal["word", "exact", "regex"]
PatternText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(single_line)
]
Count = Annotated[int, Field(ge=1, le=1_000_000)]
Notes = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class MerchantMapping(ResponseBody):
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


class NewMapping(RequestBody):
    merchant_pattern: PatternText
    match: Match = "word"
    category_short_desc: Key
    confidence: Count = 1


class MappingChanges(RequestBody):
    merchant_pattern: PatternText = OMITTED
    match: Match = OMITTED
    category_short_desc: Key = OMITTED
    confidence: Count = OMITTED


class MappingTrial(RequestBody):
    merchant_pattern: PatternText
    match: Match = "word"


class AmountRule(ResponseBody):
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


class RuleTrial(RequestBody):
    description_pattern: PatternText
    amount_minor: Minor
    tolerance_minor: NonNegativeMinor = 1
    currency: Currency | None = None


class NewRule(RuleTrial):
    category_short_desc: Key
    notes: Notes | None = None


class RuleChanges(RequestBody):
    description_pattern: PatternText = OMITTED
    amount_minor: Minor = OMITTED
    tolerance_minor: NonNegativeMinor = OMITTED
    currency: Currency | None = None
    category_short_desc: Key = OMITTED
    notes: Notes | None = None


class RuleRemoved(ResponseBody):
    status: Literal["removed"]
    change_id: int | None


class CaughtRows(ResponseBody):
    """How many transactions, and the newest twenty."""

    count: int
    items: list[TransactionOut]
