"""Spending under categories: children count in their parent, refunds lower it, transfers and income are not spent."""

from backend.budgets.spending import Spending, SpendingCategory, Sum, add_up

FOOD, COFFEE, SALARY, SAVED, SAVINGS = 1, 2, 3, 4, 5
CATEGORIES = [
    SpendingCategory(FOOD, None, "expense"),
    SpendingCategory(COFFEE, FOOD, "expense"),
    SpendingCategory(SALARY, None, "income"),
    SpendingCategory(SAVINGS, None, "expense"),
    SpendingCategory(SAVED, SAVINGS, "transfer"),
]


def spent(*sums: Sum, first_month: str | None = "2026-01") -> Spending:
    return add_up(sums, CATEGORIES, currency="EUR", first_month=first_month)


def a_sum(category_id: int, out: int = 0, into: int = 0, month: str = "2026-03", currency: str = "EUR") -> Sum:
    return Sum(month, category_id, currency, out, into)


def test_a_subcategory_counts_in_its_main_category() -> None:
    found = spent(a_sum(FOOD, 100), a_sum(COFFEE, 30))
    assert (found.of(FOOD, "2026-03"), found.of(COFFEE, "2026-03")) == (130, 30)
    assert found.spent == {"2026-03": 130}


def test_a_refund_lowers_spending_and_is_not_income() -> None:
    found = spent(a_sum(COFFEE, 100, 40))
    assert (found.of(FOOD, "2026-03"), found.income["2026-03"]) == (60, 0)


def test_transfers_count_nowhere_not_even_in_their_main_category() -> None:
    found = spent(a_sum(SAVED, 50_000))
    assert (found.of(SAVINGS, "2026-03"), found.spent["2026-03"], found.income["2026-03"]) == (0, 0, 0)


def test_income_is_income_and_what_is_paid_back_lowers_it() -> None:
    found = spent(a_sum(SALARY, 10, 300_000))
    assert (found.income["2026-03"], found.spent["2026-03"]) == (299_990, 0)


def test_rows_without_a_category_are_spent_or_earned_by_their_side() -> None:
    found = spent(a_sum(0, 70, 900))
    assert (found.spent["2026-03"], found.income["2026-03"]) == (70, 900)


def test_another_currency_is_kept_apart() -> None:
    found = spent(a_sum(COFFEE, 100, currency="USD"), a_sum(SALARY, 0, 5, currency="USD"))
    assert found.of(FOOD, "2026-03") == 0
    assert found.other_currencies == {("2026-03", "USD"): 100}


def test_the_usual_month_is_the_mean_of_the_three_before() -> None:
    found = spent(a_sum(COFFEE, 100, month="2026-01"), a_sum(COFFEE, 200, month="2026-02"), first_month="2025-12")
    assert found.usual(COFFEE, "2026-03") == 100
    assert found.usual(FOOD, "2026-03") == 100
    assert found.usual(SAVINGS, "2026-03") is None, "no rows in those months: nothing to compare with"


def test_with_less_than_three_months_of_history_nothing_is_usual_but_a_budget_is_suggested() -> None:
    found = spent(a_sum(COFFEE, 100, month="2026-01"), a_sum(COFFEE, 200, month="2026-02"))
    assert found.usual(COFFEE, "2026-03") is None
    assert found.suggested(COFFEE, "2026-03") == 150
    assert found.months_seen(COFFEE, ["2025-12", "2026-01", "2026-02"]) == 2


def test_without_history_nothing_is_suggested() -> None:
    assert spent(first_month=None).suggested(COFFEE, "2026-02") is None
    assert spent(first_month="2026-03").suggested(COFFEE, "2026-03") is None
