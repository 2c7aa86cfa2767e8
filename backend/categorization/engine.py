"""The cascade: amount rules, then merchants. The first that is sure speaks; all of it is thinking, nothing touches."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from backend.categorization.patterns import Pattern, PatternBook
from backend.categorization.verdict import Verdict

_LONG_NUMBER = re.compile(r"\d{3,}")
# Of so many texts the search is kept.
_REMEMBERED = 50_000


class KnownAmount(NamedTuple):
    """An amount rule. The amount is signed (money out is positive), so a refund does not match a charge."""

    id: int
    pattern: str
    amount_minor: int
    tolerance_minor: int
    currency: str | None
    category_id: int


class KnownMerchant(NamedTuple):
    """A merchant mapping; `count` is how often a person confirmed it."""

    id: int
    pattern: str
    match: str
    category_id: int
    count: int  # type: ignore[assignment] # hides tuple.count, which nobody wants of it


class Engine:
    """Judges rows against rules compiled once. Rows that share a text share the search."""

    def __init__(self, amounts: Sequence[KnownAmount], merchants: Sequence[KnownMerchant], *, threshold: int) -> None:
        self._threshold = threshold
        self._amounts = PatternBook((Pattern(rule.pattern), rule) for rule in amounts)
        self._merchants = PatternBook((Pattern(known.pattern, known.match), known) for known in merchants)
        self._collapses = self._amounts.ignores_numbers and self._merchants.ignores_numbers
        self._seen: dict[str, tuple[tuple[KnownAmount, ...], Verdict | None]] = {}
        self.hits: Counter[tuple[str, int]] = Counter()

    def judge(self, description: str, amount_minor: int, currency: str) -> Verdict | None:
        """Return the verdict for one row, or None when no tier knows it. Counts the hit."""
        key = _LONG_NUMBER.sub("000", description) if self._collapses else description
        found = self._seen.get(key)
        if found is None:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            found = self._seen[key] = (tuple(self._amounts.find(description)), self._by_merchant(description))
        rules, merchant = found
        verdict = (_by_amount(rules, amount_minor, currency) if rules else None) or merchant
        if verdict is not None:
            self.hits[verdict.tier, verdict.source_id] += 1
        return verdict

    def _by_merchant(self, description: str) -> Verdict | None:
        matches = list(self._merchants.find(description))
        if not matches:
            return None
        best = min(matches, key=lambda known: (-len(known.pattern), -known.count, known.id))
        confidence = min(best.count / self._threshold, 1.0)
        times = "once" if best.count == 1 else f"{best.count} times"
        return Verdict(
            category_id=best.category_id,
            confidence=confidence,
            tier="merchant_map",
            is_sure=best.count >= self._threshold,
            reason=f"Merchant “{best.pattern}”, confirmed {times}",
            source_id=best.id,
        )


def _by_amount(rules: Sequence[KnownAmount], amount_minor: int, currency: str) -> Verdict | None:
    near = [
        rule
        for rule in rules
        if abs(amount_minor - rule.amount_minor) <= rule.tolerance_minor and rule.currency in (None, currency)
    ]
    if not near:
        return None
    best = min(near, key=lambda rule: (abs(amount_minor - rule.amount_minor), rule.id))
    reason = f"Amount rule for “{best.pattern}”"
    return Verdict(best.category_id, 1.0, "amount_rule", True, reason, best.id)
