"""Money set aside for the payment of cards: what was bought by card from a budget has left the budget, not the bank."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from backend.kit.money import allocate


class CardMonth(NamedTuple):
    """One card and month: purchases by category (refunds taken off), and what was paid to the card."""

    account_id: int
    month: str
    bought_minor: Mapping[int, int]
    paid_minor: int


@dataclass(frozen=True, slots=True)
class CardReserve:
    """What a card owes, and how much of it is set aside from budgets; the rest is older debt."""

    account_id: int
    owed_minor: int | None
    set_aside_minor: int

    @property
    def old_debt_minor(self) -> int | None:
        return None if self.owed_minor is None else max(self.owed_minor - self.set_aside_minor, 0)


def funded(months: Iterable[CardMonth], overspent_minor: Mapping[tuple[int, str], int]) -> dict[tuple[int, str], int]:
    """Return for each card and month how much of its purchases the budgets had the money for.

    `overspent_minor` says, for each category and month with a budget, by how much it was overspent (0: not at all);
    purchases of other categories have no budget. Overspending is taken to be by card, each card its share.
    """
    by_line: dict[tuple[int, str], list[CardMonth]] = {}
    for each in months:
        for category_id in each.bought_minor:
            by_line.setdefault((category_id, each.month), []).append(each)
    sums: dict[tuple[int, str], int] = {}
    for key, cards in by_line.items():
        if key not in overspent_minor:
            continue
        bought = [card.bought_minor[key[0]] for card in cards]
        positive = [max(amount, 0) for amount in bought]
        lacking = min(overspent_minor[key], sum(positive))
        parts = allocate(lacking, positive)
        for card, amount, part in zip(cards, bought, parts, strict=True):
            place = (card.account_id, card.month)
            sums[place] = sums.get(place, 0) + amount - part
    return sums


def set_aside(months: Iterable[CardMonth], funded_minor: Mapping[tuple[int, str], int]) -> dict[int, int]:
    """Return what is set aside for each card after its months: purchases add, payments take, never below 0."""
    reserves: dict[int, int] = {}
    for each in sorted(months, key=lambda month: month.month):
        added = funded_minor.get((each.account_id, each.month), 0)
        reserves[each.account_id] = max(reserves.get(each.account_id, 0) + added - each.paid_minor, 0)
    return reserves
