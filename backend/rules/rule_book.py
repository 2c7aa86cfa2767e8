"""Rules evaluated on one row in memory: which fit, in order, and what they do together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, NamedTuple

from backend.kit.text import fold, merchant_key
from backend.transactions.search_match import Names, SearchRow, matches
from backend.transactions.search_syntax import Expression, parse

CLEAN_UP, DECIDE, AFTER = 1, 2, 3
STAGES = (CLEAN_UP, DECIDE, AFTER)


class SplitShare(NamedTuple):
    """One part of a split by template: a whole percentage, the key of its category, and its memo."""

    percent: int
    category_short_desc: str | None = None
    memo: str | None = None


@dataclass(frozen=True, slots=True)
class Actions:
    """What a rule does. `review` "ask" leaves the row for review with the category as a suggestion."""

    category_id: int | None = None
    payee: str | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None
    split: tuple[SplitShare, ...] = ()
    is_transfer: bool = False
    is_excluded: bool = False
    review: Literal["ask", "confirm"] | None = None
    stop: bool = False

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is done."""
        return replace(self, stop=False) == Actions()

    @property
    def does_more(self) -> bool:
        """Say whether anything but the category and its review is set."""
        return not replace(self, category_id=None, review=None).is_empty

    def as_json(self) -> dict[str, Any]:
        """Return all but the category, without what is not set."""
        shown = {
            "payee": self.payee,
            "tags": list(self.tags),
            "note": self.note,
            "split": [share._asdict() for share in self.split],
            "is_transfer": self.is_transfer,
            "is_excluded": self.is_excluded,
            "review": self.review,
            "stop": self.stop,
        }
        return {name: value for name, value in shown.items() if value}

    @staticmethod
    def from_json(category_id: int | None, actions: dict[str, Any]) -> "Actions":
        """Return what `as_json` wrote."""
        split = tuple(SplitShare(**share) for share in actions.get("split", ()))
        return Actions(
            **{**actions, "category_id": category_id, "tags": tuple(actions.get("tags", ())), "split": split}
        )


@dataclass(frozen=True, slots=True)
class ActiveRule:
    """An enabled rule, its search parsed."""

    id: int
    name: str
    stage: int
    expression: Expression
    actions: Actions


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules that fit do together, which these are, and which of them gave the category."""

    actions: Actions = field(default_factory=Actions)
    rule_ids: tuple[int, ...] = ()
    category_rule: ActiveRule | None = None


def payee_search(merchant_key: str) -> str:
    """Return the search for a merchant by its key."""
    return f'payee:"{merchant_key}"' if " " in merchant_key else f"payee:{merchant_key}"


def active_rule(id: int, name: str, stage: int, search: str, actions: Actions, *, today: date) -> ActiveRule:
    """Return a rule ready to run. Raises BadSearch."""
    return ActiveRule(id, name, stage, parse(search, today=today), actions)


def run(rules: Sequence[ActiveRule], row: SearchRow, names: Names, *, stages: Collection[int] = STAGES) -> Outcome:
    """Return what rules, in their order, do to a row.

    The first rule that sets a field decides it; tags add up; a rule that stops ends the run. Later rules see the
    payee, category and tags that earlier ones set.
    """
    outcome = Outcome()
    for rule in rules:
        if rule.stage not in stages or not matches(rule.expression, row, names):
            continue
        outcome, row = _with(outcome, rule, row)
        if rule.actions.stop:
            break
    return outcome


def _with(outcome: Outcome, rule: ActiveRule, row: SearchRow) -> tuple[Outcome, SearchRow]:
    done, more = outcome.actions, rule.actions
    decides = done.category_id is None and more.category_id is not None
    actions = Actions(
        category_id=more.category_id if decides else done.category_id,
        payee=done.payee or more.payee,
        tags=tuple(dict.fromkeys((*done.tags, *more.tags))),
        note=done.note or more.note,
        split=done.split or more.split,
        is_transfer=done.is_transfer or more.is_transfer,
        is_excluded=done.is_excluded or more.is_excluded,
        review=done.review or more.review,
    )
    if actions.payee and not done.payee:
        row = replace(row, folded=fold(f"{row.folded} {actions.payee}"), merchant_key=merchant_key(actions.payee))
    if decides:
        row = replace(row, category_id=actions.category_id, predicted_category_id=None)
    row = replace(row, tags=tuple(dict.fromkeys((*row.tags, *more.tags))))
    category_rule = rule if decides else outcome.category_rule
    return Outcome(actions, (*outcome.rule_ids, rule.id), category_rule), row
