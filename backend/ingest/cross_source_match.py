"""Match rows of a file with transactions that came another way. Pure functions: rows in, outcomes out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from backend.ingest.arrival import NEAR_DAYS, OtherRow, Outcome
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft

SURE_LIKENESS = 80
UNSURE_LIKENESS = 50
# So many rows must lie in the days that two files share, and so many of them agree, before words do not matter.
_ENOUGH_ROWS = 5
_NEARLY_ALL = 0.9


def match_across_sources(
    drafts: CompactRows[Draft], keys: Sequence[str], free: Iterable[int], others: Sequence[OtherRow]
) -> dict[int, Outcome]:
    """Return the drafts (of those at `free`) that came another way: each such row is given to one draft, the nearest
    day first, then the most similar text."""
    amounts = {(other.amount_minor, other.currency) for other in others}
    days = [other.on for other in others if other.is_of_file]
    first, last = min(days, default=date.max), max(days, default=date.min)
    are_free = set(free)
    shared = set[int]()
    candidates: dict[int, Draft] = {}
    for index, draft in enumerate(drafts):
        if index in are_free:
            if first <= draft.on <= last:
                shared.add(index)
            if (draft.amount_minor, draft.currency) in amounts:
                candidates[index] = draft
    given = nearest_pairs(candidates, others)
    alike = sum(index in given and given[index].days == 0 for index in shared)
    agree = files_agree(shared=len(shared), alike=alike)
    return {index: matched_arrival(keys[index], pair, agree=agree) for index, pair in given.items()}


class Pair(NamedTuple):
    """A draft, by its place, and the row that it may be."""

    days: int
    unlikeness: float
    draft_index: int
    other: OtherRow


def nearest_pairs(drafts: Mapping[int, Draft], others: Iterable[OtherRow]) -> dict[int, Pair]:
    """Give each of the other rows to one draft at most. Only rows of one amount and currency meet each other."""
    by_amount: dict[tuple[int, str], list[OtherRow]] = {}
    for other in others:
        by_amount.setdefault((other.amount_minor, other.currency), []).append(other)
    pairs = [
        Pair(days, -alike, index, other)
        for index, draft in drafts.items()
        for other in by_amount.get((draft.amount_minor, draft.currency), ())
        if (days := abs((other.on - draft.on).days)) <= NEAR_DAYS
        and ((alike := likeness(draft, other.text)) >= UNSURE_LIKENESS or _may_differ(other, days))
    ]
    given: dict[int, Pair] = {}
    taken: set[int] = set()
    for pair in sorted(pairs, key=lambda pair: pair[:3]):
        if pair.draft_index not in given and pair.other.transaction_id not in taken:
            taken.add(pair.other.transaction_id)
            given[pair.draft_index] = pair
    return given


def _may_differ(other: OtherRow, days: int) -> bool:
    """A person types what they like, and two formats of one bank may name a movement in quite different words."""
    return other.is_manual or (other.is_of_file and days == 0)


def files_agree(*, shared: int, alike: int) -> bool:
    """Say whether this file and the other files tell of the same days: where both have rows, nearly each row has
    its like in the others, to the day and the cent. The words then need not agree."""
    return shared >= _ENOUGH_ROWS and alike >= _NEARLY_ALL * shared


def matched_arrival(key: str, pair: Pair, *, agree: bool) -> Outcome:
    """Return the fate of a draft that may be this other row."""
    other = pair.other
    is_like = -pair.unlikeness >= SURE_LIKENESS
    # Files name the day of booking, so the coffee of Monday is not that of Tuesday; a hand may be a day off.
    is_sure = (is_like or agree) and pair.days == 0 if other.is_of_file else is_like
    if is_sure:
        reason = f"Already here: “{other.text[:80]}” of {other.on}"
        return Outcome("repeated", key, 0, reason, other.transaction_id, matches=True)
    reason = f"Same amount as “{other.text[:80]}” of {other.on}. Is it the same transaction?"
    return Outcome("doubtful", key, 0, reason, other.transaction_id)


def likeness(draft: Draft, text: str) -> float:
    """Return from 0 to 100 how alike the words of a draft and of another row's text are."""
    from rapidfuzz import fuzz, utils

    own = f"{draft.merchant_name or ''} {draft.description}"
    return fuzz.token_set_ratio(own, text, processor=utils.default_process)
