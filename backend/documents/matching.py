"""Which transaction paid a purchase, and how its lines would divide it. Pure: a person accepts or not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from backend.documents.purchase import Purchase
from backend.kit.money import allocate

NEAR_DAYS = 5
_WORD = re.compile(r"[^\W\d_]{3,}")
# What things usually are that are bought beside food; by the key of a category.
_KINDS: tuple[tuple[str, str], ...] = (
    ("home_supplies", "soap detergent towel towels tissue tissues toilet bulb bulbs battery batteries sponge bleach"
     " foil cleaner trash bags candle laundry spulmittel waschmittel kuchenrolle toilettenpapier lessive savon papel"),
    ("personal_care", "shampoo toothpaste toothbrush razor deodorant lotion cosmetic conditioner sunscreen zahnpasta"
     " duschgel dentifrice"),
    ("pharmacy", "vitamin vitamins ibuprofen aspirin bandage bandages medicine pflaster antacid"),
    ("clothing", "shirt socks shoes jeans jacket sweater dress hose schuhe"),
    ("books", "book books paperback hardcover novel"),
)  # fmt: skip
_BY_WORD = {word: key for key, words in _KINDS for word in words.split()}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A transaction that could have paid a purchase; `documents` counts those it has already."""

    transaction_id: int
    on: date
    amount_minor: int
    text: str
    documents: int


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate with what speaks for it."""

    candidate: Candidate
    days_apart: int
    has_merchant: bool

    @property
    def reason(self) -> str:
        day = "same day" if self.days_apart == 0 else f"{self.days_apart} day{'s' if self.days_apart > 1 else ''} apart"
        return f"Same amount, {day}{', same merchant' if self.has_merchant else ''}"


@dataclass(frozen=True, slots=True)
class ProposedPart:
    """One part of a split: a category and what of the purchase is in it."""

    category: str | None
    amount_minor: int
    texts: tuple[str, ...]
    # What the lines do not explain of the printed total.
    is_rest: bool = False


def matches(purchase: Purchase, candidates: Sequence[Candidate]) -> list[Match]:
    """Return the transactions that could have paid the purchase, best first."""
    if purchase.total_minor is None:
        return []
    words = set(_WORD.findall((purchase.merchant or "").casefold()))
    found = []
    for each in candidates:
        days = abs((each.on - purchase.on).days) if purchase.on else 0
        if each.amount_minor == purchase.total_minor and days <= NEAR_DAYS:
            has_merchant = bool(words & set(_WORD.findall(each.text.casefold())))
            found.append(Match(each, days, has_merchant))
    return sorted(found, key=lambda match: (not match.has_merchant, match.days_apart, match.candidate.documents))


def is_sure(found: Sequence[Match]) -> bool:
    """Say whether the first match is the only one that fits so well."""
    if not found:
        return False
    if len(found) == 1:
        return True
    return found[0].has_merchant and not found[1].has_merchant


def proposed_parts(
    purchase: Purchase, *, own_category: str | None, known: Mapping[str, str], categories: Sequence[str]
) -> list[ProposedPart]:
    """Return how the lines divide the printed total by category, with deposit, tip and added tax shared out.

    A line goes where a line of this text went before (`known`), to the usual category of its words if the person has
    it, else to the transaction's own. What no line explains is a part of its own. Empty if all is one category.
    """
    if purchase.total_minor is None or not purchase.lines:
        return []
    sums: dict[str | None, int] = {}
    texts: dict[str | None, list[str]] = {}
    for line in purchase.lines:
        category = known.get(line.text.casefold()) or _usual(line.text, categories) or own_category
        sums[category] = sums.get(category, 0) + line.amount_minor
        texts.setdefault(category, []).append(line.text)
    rest = purchase.difference_minor or 0
    if len(sums) < 2 or any(amount <= 0 for amount in sums.values()):
        return []
    shared = purchase.total_minor - rest - purchase.lines_minor
    shares = allocate(shared, list(sums.values())) if shared else [0] * len(sums)
    parts = [
        ProposedPart(category, amount + share, tuple(texts[category]))
        for (category, amount), share in zip(sums.items(), shares, strict=True)
    ]
    parts.sort(key=lambda part: -part.amount_minor)
    if rest:
        parts.append(ProposedPart(own_category, rest, (), is_rest=True))
    return parts


def _usual(text: str, categories: Sequence[str]) -> str | None:
    keys = (_BY_WORD.get(word) for word in _WORD.findall(text.casefold()))
    return next((key for key in keys if key in categories), None)
