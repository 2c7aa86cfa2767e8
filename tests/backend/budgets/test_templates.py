"""Templates: each kind, the order of priority, and never more than the income."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from backend.budgets.templates import TEMPLATE_KINDS, Template, TemplateKind, allocate

DECEMBER = date(2026, 12, 1)


def template(kind: TemplateKind, *, id: int = 1, priority: int = 1, **fields: Any) -> Template:
    return Template(id, fields.pop("category_id", id), priority, kind, **fields)


def amounts(*templates: Template, income: int = 100_000, carried: dict[int, int] | None = None) -> list[int]:
    found = allocate(templates, income_minor=income, month=DECEMBER, carried_minor=carried or {})
    return [each.amount_minor for each in found]


@pytest.mark.parametrize(
    ("fields", "carried", "amount"),
    [
        ({"kind": "fixed", "amount_minor": 54_000}, 12_755, 54_000),
        ({"kind": "up_to", "amount_minor": 54_000}, 12_755, 41_245),
        ({"kind": "up_to", "amount_minor": 54_000}, -4_618, 54_000),
        ({"kind": "refill_to", "amount_minor": 54_000}, 12_755, 41_245),
        ({"kind": "refill_to", "amount_minor": 54_000}, -4_618, 58_618),
        ({"kind": "refill_to", "amount_minor": 54_000}, 60_000, 0),
        ({"kind": "percent", "basis_points": 500}, 0, 5_000),
        ({"kind": "by_date", "amount_minor": 50_000, "due_on": date(2027, 2, 1)}, 0, 16_667),
        ({"kind": "by_date", "amount_minor": 50_000, "due_on": date(2026, 12, 24)}, 20_000, 30_000),
        ({"kind": "by_date", "amount_minor": 50_000, "due_on": date(2026, 11, 30)}, 0, 0),
        ({"kind": "remainder", "weight": 1}, 0, 100_000),
    ],
)
def test_each_kind(fields: dict[str, Any], carried: int, amount: int) -> None:
    assert amounts(template(**fields), carried={1: carried}) == [amount]


def test_the_lower_priority_gets_what_the_higher_leaves() -> None:
    rent = template("fixed", id=2, priority=1, amount_minor=90_000)
    food = template("fixed", id=1, priority=2, amount_minor=20_000)
    assert amounts(food, rent) == [90_000, 10_000]


def test_what_is_left_is_shared_by_weight_to_the_cent() -> None:
    house = template("remainder", id=1, priority=8, weight=3)
    debt = template("remainder", id=2, priority=8, weight=1)
    assert amounts(house, debt, income=423_997) == [317_998, 105_999]


def test_two_templates_of_one_category_see_each_other() -> None:
    first = template("fixed", id=1, category_id=7, amount_minor=30_000)
    rest = template("refill_to", id=2, category_id=7, priority=2, amount_minor=50_000)
    assert amounts(first, rest) == [30_000, 20_000]


def test_without_income_nothing_is_given() -> None:
    assert amounts(template("fixed", amount_minor=100), template("remainder", id=2, weight=1), income=-500) == [0, 0]


any_template = some.builds(
    Template,
    id=some.integers(1, 99),
    category_id=some.integers(1, 5),
    priority=some.integers(1, 9),
    kind=some.sampled_from(TEMPLATE_KINDS),
    amount_minor=some.integers(0, 10**9),
    basis_points=some.integers(1, 10_000),
    due_on=some.dates(date(2026, 1, 1), date(2030, 1, 1)),
    weight=some.integers(1, 100),
)


@given(
    some.lists(any_template, max_size=12),
    some.integers(-(10**9), 10**10),
    some.dictionaries(some.integers(1, 5), some.integers(-(10**9), 10**9)),
)
def test_the_sum_is_never_above_income_and_none_is_served_before_a_higher_priority(
    templates: list[Template], income: int, carried: dict[int, int]
) -> None:
    found = allocate(templates, income_minor=income, month=DECEMBER, carried_minor=carried)
    assert len(found) == len(templates)
    assert all(each.amount_minor >= 0 for each in found)
    assert sum(each.amount_minor for each in found) <= max(income, 0)
    if any(each.wanted_minor is None for each in found):
        assert sum(each.amount_minor for each in found) == max(income, 0)
    wanted = [each.amount_minor if each.wanted_minor is None else each.wanted_minor for each in found]
    short = [at for at, each in enumerate(found) if each.amount_minor < wanted[at]]
    if short:
        assert all(each.amount_minor == 0 for each in found[short[0] + 1 :])
