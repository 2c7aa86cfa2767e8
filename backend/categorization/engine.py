"""The cascade of categorisers: amount rules, merchants that the person confirmed, the starter list, known brands.

The first tier that fits answers, with its reason. Pure: rules and merchants come in, verdicts go out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from backend.categorization.brands.lookup import merchant_type
from backend.categorization.category_match import CategoryMatch
from backend.categorization.patterns import Pattern, PatternIndex
from backend.kit.text import merchant_key, words
from backend.transactions.descriptors import matching_text

_LONG_NUMBER = re.compile(r"\d{3,}")
# Of so many texts the search is kept.
_CACHED_TEXTS = 50_000
# A suggestion of the starter list, and a refund: worth a look by the person, never "sure" (0.9 and more).
STARTER_CONFIDENCE = 0.5
BRAND_CONFIDENCE = 0.5
# A word such as "bakery" in a name says less than a brand.
WORD_CONFIDENCE = 0.35
REFUND_CONFIDENCE = 0.8
_REFUND_WORDS = frozenset(
    words(
        """refund refunded refunds return returned returns reversal reversed chargeback ruckerstattung erstattung
        gutschrift storno retoure remboursement avoir devolucion reembolso estorno rimborso terugbetaling retour
        aterbetalning refusion tilbagebetaling hyvitys palautus zwrot vraceni visszaterites возврат iade"""
    )
)


class AmountRuleEntry(NamedTuple):
    """An amount rule. The amount is signed (money out is positive), so a refund does not match a charge.

    `kind` is that of its category. A starter rule is one that the person never touched.
    """

    id: int
    pattern: str
    amount_minor: int
    tolerance_minor: int
    currency: str | None
    category_id: int
    kind: str | None = None
    is_starter: bool = False


class MerchantEntry(NamedTuple):
    """A merchant mapping; `count` is how often a person confirmed it, also if it began in the starter list."""

    id: int
    pattern: str
    match: str
    category_id: int
    count: int  # type: ignore[assignment] # hides tuple.count, which nobody wants of it
    kind: str | None = None
    is_starter: bool = False


class RowToJudge(NamedTuple):
    """What the categorisers may see of a transaction; `payee` as its source names it."""

    description: str
    payee: str | None
    amount_minor: int
    currency: str
    on: date
    account_id: int
    source: str = "file_import"
    note: str | None = None


class RuleVerdicts(Protocol):
    """The person's rules, which are asked after amount rules and before merchants."""

    def judge(self, row: RowToJudge) -> CategoryMatch | None:
        """Return the category that a rule sets."""


class Completion(Protocol):
    """A categoriser that looks at a whole batch after the tiers of the engine."""

    def complete(
        self, rows: Sequence[RowToJudge], matches: Sequence[CategoryMatch | None]
    ) -> list[CategoryMatch | None]:
        """Return the verdicts on the rows, given what the earlier tiers say of them."""


class TypeCategory(NamedTuple):
    """The person's category for a merchant type, and its kind."""

    category_id: int
    kind: str


class _Found(NamedTuple):
    """What a text matches: amount rules, and what the other tiers say if money went out and if it came in."""

    rules: tuple[AmountRuleEntry, ...]
    starter_rules: tuple[AmountRuleEntry, ...]
    merchant: tuple[CategoryMatch | None, CategoryMatch | None]
    starter: tuple[CategoryMatch | None, CategoryMatch | None]
    brand: tuple[CategoryMatch | None, CategoryMatch | None]


class Engine:
    """Judges rows against rules compiled once. Rows that share a text share the search."""

    def __init__(
        self,
        amounts: Sequence[AmountRuleEntry],
        merchants: Sequence[MerchantEntry],
        *,
        threshold: int,
        types: Mapping[str, TypeCategory] | None = None,
        country: str | None = None,
        rules: RuleVerdicts | None = None,
        model: Completion | None = None,
    ) -> None:
        """`types` maps merchant types to the person's categories; `country` says which brands are meant. `model` looks
        at what the other tiers leave open or are not sure about."""
        self._model = model
        self._rules = rules
        self._threshold = threshold
        self._types = types or {}
        self._country = country
        self._amounts = PatternIndex((Pattern(rule.pattern), rule) for rule in amounts)
        self._merchants = PatternIndex(_own(merchants))
        self._starters = PatternIndex((Pattern(m.pattern, m.match), m) for m in merchants if m.is_starter)
        self._collapses = all(b.ignores_numbers for b in (self._amounts, self._merchants, self._starters))
        self._seen: dict[tuple[str, str | None], _Found] = {}
        self.hits: Counter[tuple[str, int]] = Counter()

    def categorize_many(self, rows: Sequence[RowToJudge]) -> list[CategoryMatch | None]:
        """Return the verdicts of all tiers, the local model included, in the order of `rows`."""
        matches = [self._judged(row) for row in rows]
        return self._model.complete(rows, matches) if self._model else matches

    def _judged(self, row: RowToJudge) -> CategoryMatch | None:
        by_others = self.categorize(row.description, row.amount_minor, row.currency, payee=row.payee)
        if self._rules is None or (by_others and by_others.tier == "amount_rule" and by_others.is_own):
            return by_others
        by_rule = self._rules.judge(row)
        if by_rule is None:
            return by_others
        if by_others:
            self.hits[by_others.tier, by_others.source_id] -= 1
        self.hits[by_rule.tier, by_rule.source_id] += 1
        return by_rule

    def categorize(
        self, description: str, amount_minor: int, currency: str, *, payee: str | None = None
    ) -> CategoryMatch | None:
        """Return the verdict for one row (`payee` as its source names it) without the local model, or None.

        Money out is never filed as income; money in is filed as an expense only as a refund, which is never sure.
        Counts the hit of the rule or mapping that answered.
        """
        found = self._search(description, payee)
        category_match = (
            (_by_amount(found.rules, amount_minor, currency) if found.rules else None)
            or found.merchant[amount_minor < 0]
            or (_by_amount(found.starter_rules, amount_minor, currency) if found.starter_rules else None)
            or found.starter[amount_minor < 0]
            or found.brand[amount_minor < 0]
        )
        if category_match is not None:
            self.hits[category_match.tier, category_match.source_id] += 1
        return category_match

    def has_amount_rule(self, description: str, *, payee: str | None = None) -> bool:
        """Say whether an amount rule fits the text, so that the size of the amount counts."""
        found = self._search(description, payee)
        return bool(found.rules or found.starter_rules)

    def _search(self, description: str, payee: str | None) -> _Found:
        key = (_LONG_NUMBER.sub("000", description) if self._collapses else description, payee)
        found = self._seen.get(key)
        if found is None:
            if len(self._seen) >= _CACHED_TEXTS:
                self._seen.clear()
            found = self._seen[key] = self._look_up(description, payee)
        return found

    def _look_up(self, description: str, payee: str | None) -> _Found:
        text, merchant = matching_text(description, payee), merchant_key(payee or description)
        rules = tuple(self._amounts.find(text))
        merchants = _best_first(self._merchants.find(text, merchant=merchant))
        starters = _best_first(self._starters.find(text))
        is_refund = bool(starters) and not _REFUND_WORDS.isdisjoint(words(text))
        return _Found(
            tuple(rule for rule in rules if not rule.is_starter),
            tuple(rule for rule in rules if rule.is_starter),
            (_confirmed(merchants, 1, self._threshold), _confirmed(merchants, -1, self._threshold)),
            (_suggested(starters, 1, is_refund=is_refund), _suggested(starters, -1, is_refund=is_refund)),
            (self._by_brand(payee or description, 1), self._by_brand(payee or description, -1)),
        )

    def _by_brand(self, text: str, sign: int) -> CategoryMatch | None:
        found = merchant_type(text, self._country) if self._types else None
        category = self._types.get(found.name) if found else None
        if found is None or category is None or not can_be(category.kind, sign, is_refund=False):
            return None
        if found.is_brand:
            reason = f"Brand name: “{found.matched}”"
            return CategoryMatch(category.category_id, BRAND_CONFIDENCE, "brand", False, reason, 0)
        reason = f"The word “{found.matched}”"
        return CategoryMatch(category.category_id, WORD_CONFIDENCE, "brand", False, reason, 0)


def can_be(kind: str | None, amount_minor: int, *, is_refund: bool) -> bool:
    """Say whether a row of this signed amount can belong to a category of this kind (None: any)."""
    if kind == "income":
        return amount_minor <= 0
    return kind != "expense" or amount_minor >= 0 or is_refund


def _own(merchants: Sequence[MerchantEntry]) -> Iterable[tuple[Pattern, MerchantEntry]]:
    """Yield the mappings that the person made or confirmed; a confirmed starter holds for that whole merchant only."""
    for known in merchants:
        if not known.is_starter:
            yield Pattern(known.pattern, known.match), known
        elif known.count:
            yield Pattern(known.pattern, "exact"), known


def _best_first(found: Iterable[MerchantEntry]) -> tuple[MerchantEntry, ...]:
    return tuple(sorted(set(found), key=lambda known: (-len(known.pattern), -known.count, known.id)))


def _by_amount(rules: Sequence[AmountRuleEntry], amount_minor: int, currency: str) -> CategoryMatch | None:
    near = [
        rule
        for rule in rules
        if abs(amount_minor - rule.amount_minor) <= rule.tolerance_minor
        and rule.currency in (None, currency)
        # A rule for money in says so by its amount.
        and can_be(rule.kind, amount_minor, is_refund=True)
    ]
    if not near:
        return None
    best = min(near, key=lambda rule: (abs(amount_minor - rule.amount_minor), rule.id))
    if best.is_starter:
        reason = f"Starter list: the amount for “{best.pattern}”"
        return CategoryMatch(best.category_id, STARTER_CONFIDENCE, "amount_rule", False, reason, best.id)
    return CategoryMatch(best.category_id, 1.0, "amount_rule", True, f"Amount rule for “{best.pattern}”", best.id, True)


def _confirmed(merchants: Sequence[MerchantEntry], sign: int, threshold: int) -> CategoryMatch | None:
    best = next((known for known in merchants if can_be(known.kind, sign, is_refund=True)), None)
    if best is None:
        return None
    confidence = min(best.count / threshold, 1.0)
    times = "once" if best.count == 1 else f"{best.count} times"
    reason = f"Merchant “{best.pattern}”, confirmed {times}"
    if best.kind == "expense" and sign < 0:
        confidence, reason = min(confidence, REFUND_CONFIDENCE), f"{reason}; money in is a refund"
        return CategoryMatch(best.category_id, confidence, "merchant_map", False, reason, best.id, True)
    return CategoryMatch(best.category_id, confidence, "merchant_map", best.count >= threshold, reason, best.id, True)


def _suggested(starters: Sequence[MerchantEntry], sign: int, *, is_refund: bool) -> CategoryMatch | None:
    best = next((known for known in starters if can_be(known.kind, sign, is_refund=is_refund)), None)
    if best is None:
        return None
    reason = f"Starter list: “{best.pattern}”"
    return CategoryMatch(best.category_id, STARTER_CONFIDENCE, "merchant_map", False, reason, best.id)
