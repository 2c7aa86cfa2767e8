"""Rules as JSON."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from backend.rules.rule_book import Actions, SplitShare
from backend.transactions.query_params import FilterIn
from backend.transactions.schemas import IdIn, In, Key, Line, Note, Tags, TransactionOut

Stage = Annotated[int, Field(ge=1, le=3)]
Search = Annotated[str, Field(max_length=500)]
Name = Annotated[str, Field(min_length=1, max_length=100)]


class RuleShareIn(In):
    percent: Annotated[int, Field(ge=1, le=100)]
    category_short_desc: Key | None = None
    memo: Note | None = None


class RuleActionsIn(In):
    """What is done. `review` "ask" only suggests the category."""

    category_short_desc: Key | None = None
    payee: Line | None = None
    tags: Tags = Field(default_factory=list)
    note: Note | None = None
    split: Annotated[list[RuleShareIn], Field(max_length=20)] = Field(default_factory=list)
    is_transfer: bool = False
    is_excluded: bool = False
    review: Literal["ask", "confirm"] | None = None
    stop: bool = False

    def actions_with(self, category_id: int | None) -> Actions:
        """Return these actions."""
        split = tuple(SplitShare(each.percent, each.category_short_desc, each.memo) for each in self.split)
        return Actions(
            category_id=category_id,
            payee=self.payee,
            tags=tuple(self.tags),
            note=self.note,
            split=split,
            is_transfer=self.is_transfer,
            is_excluded=self.is_excluded,
            review=self.review,
            stop=self.stop,
        )


class RuleIn(RuleActionsIn):
    """A rule. With `apply_to_past` it also changes what it matches in the past, as part of the same change."""

    name: Name
    search: Search
    stage: Stage = 2
    is_enabled: bool = True
    apply_to_past: bool = False


class RuleChangesIn(In):
    """Fields that are not named stay; `actions` replaces all actions."""

    name: Name | None = None
    search: Search | None = None
    stage: Stage | None = None
    is_enabled: bool | None = None
    actions: RuleActionsIn | None = None
    apply_to_past: bool = False


class RuleMoveIn(In):
    stage: Stage
    position: Annotated[int, Field(ge=1, le=100_000)]


class RulePreviewIn(RuleActionsIn):
    """`rule_id` is the rule that is being edited, so that it takes its own place in the order."""

    search: Search
    stage: Stage = 2
    rule_id: IdIn | None = None


class RuleBulkIn(In):
    """The transactions that `ids` names, or all that `filter` matches."""

    ids: Annotated[list[IdIn], Field(max_length=100_000)] | None = None
    filter: FilterIn | None = None
    actions: RuleActionsIn


class RuleFromCorrectionIn(In):
    """The transaction that was corrected, and the category that its merchant gets from now on."""

    transaction_id: IdIn
    category_short_desc: Key


class RuleDismissIn(In):
    key: Annotated[str, Field(min_length=1, max_length=300)]


class RuleShareOut(BaseModel):
    percent: int
    category_short_desc: str | None
    memo: str | None


class RuleOut(BaseModel):
    """`decided` counts transactions whose category the rule gave, `overruled` those that the person changed after."""

    id: int
    name: str
    stage: int
    position: int
    is_enabled: bool
    search: str
    category_short_desc: str | None
    category_name: str | None
    category_color: str | None
    payee: str | None
    tags: list[str]
    note: str | None
    split: list[RuleShareOut]
    is_transfer: bool
    is_excluded: bool
    review: Literal["ask", "confirm"] | None
    stop: bool
    hits: int
    last_matched_at: datetime | None
    decided: int
    overruled: int


class RuleSaved(BaseModel):
    """`changed` and `kept` count past transactions: changed, and left because the person had chosen their category."""

    rule: RuleOut | None
    change_id: int | None
    changed: int
    kept: int


class RuleAppliedOut(BaseModel):
    change_id: int | None
    matched: int
    changed: int


class RuleTakenOut(BaseModel):
    rule_id: int
    count: int


class RuleMovedOut(BaseModel):
    currency: str
    category_name: str | None
    amount_minor: int


class RuleTermOut(BaseModel):
    text: str
    start: int
    end: int
    count: int


class RulePreviewOut(BaseModel):
    total: int
    matched: int
    would_change: int
    already: int
    yours: int
    taken: list[RuleTakenOut]
    moved: list[RuleMovedOut]
    terms: list[RuleTermOut]
    items: list[TransactionOut]
    duration_ms: int


class RuleHealthOut(BaseModel):
    rule_id: int
    matched: int
    reached: int
    is_dead: bool
    is_shadowed: bool
    conflicts: list[RuleTakenOut]


class RuleSuggestionOut(BaseModel):
    """A rule that would save repeated work; it extends the rule `extends_rule_id` if that does the same already."""

    key: str
    merchant: str
    times: int
    target: str
    search: str
    category_short_desc: str | None
    tags: list[str]
    extends_rule_id: int | None
    extends_name: str | None
