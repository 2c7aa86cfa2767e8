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
    overruled: int = 0


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
    overruled: int = 0


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


class ConfidenceBand(ResponseBody):
    """Replayed predictions of one band of confidence: what was said (mean, 0..1) and how many of them were right."""

    lowest: float = Field(validation_alias="from", serialization_alias="from")
    said: float
    judged: int
    right: int


class CutOff(ResponseBody):
    """Predictions above a confidence, those that were right, and the share of right ones that this supports (0..1)."""

    at: float
    above: int
    right: int
    at_least: float | None


class ModelQuality(ResponseBody):
    """How the model would have done on the person's own past. `cut_off` is null where the past supports none;
    `above` counts the predictions above it."""

    judged: int
    right: int
    cut_off: float | None
    above: int
    above_right: int
    bands: list[ConfidenceBand]
    cut_offs: list[CutOff]
    seconds: float


class LocalModelState(ResponseBody):
    """`decisions` counts what there is to learn from, `needed` is the fewest that a model takes."""

    mode: Literal["off", "suggest", "confirm"]
    decisions: int
    needed: int
    examples: int
    trained_at: datetime | None
    quality: ModelQuality | None


class TierOutcome(ResponseBody):
    tier: str
    decided: int
    accepted: int
    overruled: int
    waiting: int


class MonthOfWork(ResponseBody):
    """Transactions of a month: looked at by the person, filed without a look, still waiting."""

    month: str
    touched: int
    automatic: int
    waiting: int


class TrackRecord(ResponseBody):
    model: LocalModelState
    tiers: list[TierOutcome]
    months: list[MonthOfWork]
