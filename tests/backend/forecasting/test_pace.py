"""How the usual pace is spread over days, and what it takes no notice of."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.forecasting.pace import usual_pace
from backend.forecasting.streams import Movement

FIRST = date(2024, 1, 1)
AS_OF = date(2024, 12, 29)


def spending(amounts: dict[date, int]) -> list[Movement]:
    return [Movement(day, minor, 1, "shop") for day, minor in amounts.items()]


def every_day(minor: int, first: date = FIRST, last: date = AS_OF) -> dict[date, int]:
    return {first + timedelta(days=number): minor for number in range((last - first).days + 1)}


def test_even_spending_goes_on_evenly() -> None:
    assert usual_pace(spending(every_day(700)), FIRST, AS_OF).amounts(AS_OF, 30) == [700] * 30


def test_spending_on_saturdays_is_expected_mostly_on_saturdays() -> None:
    saturdays = {day: 7000 for day in every_day(0) if day.weekday() == 5}
    amounts = usual_pace(spending(saturdays), FIRST, AS_OF).amounts(AS_OF, 28)
    by_weekday = {(AS_OF + timedelta(days=at + 1)).weekday(): minor for at, minor in enumerate(amounts)}
    assert by_weekday[5] > 5 * by_weekday[2]
    assert abs(sum(amounts) - 28000) < 2800


def test_one_large_purchase_hardly_changes_the_pace() -> None:
    usual = spending(every_day(700))
    holiday = [*usual, Movement(date(2024, 8, 1), 300_000, 1, "travel")]
    amounts = usual_pace(holiday, FIRST, AS_OF).amounts(AS_OF, 28)
    assert 28 * 700 <= sum(amounts) < 1.2 * 28 * 700


def test_less_than_four_weeks_have_no_pace() -> None:
    assert usual_pace(spending(every_day(700, AS_OF - timedelta(days=20))), AS_OF - timedelta(days=20), AS_OF).amounts(
        AS_OF, 3
    ) == [0, 0, 0]


def test_two_years_show_an_expensive_december() -> None:
    first, as_of = date(2022, 11, 1), date(2024, 11, 20)
    by_day = {day: 2000 if day.month == 12 else 700 for day in every_day(0, first, as_of)}
    amounts = usual_pace(spending(by_day), first, as_of).amounts(as_of, 41)
    assert sum(amounts[:10]) / 10 < sum(amounts[10:]) / 31 * 0.8


@given(st.dictionaries(st.integers(0, 363), st.integers(1, 10**7), min_size=1), st.integers(1, 366))
def test_the_days_sum_to_the_total_without_a_lost_cent(amounts: dict[int, int], days: int) -> None:
    pace = usual_pace(spending({FIRST + timedelta(days=at): minor for at, minor in amounts.items()}), FIRST, AS_OF)
    exact = sum(pace.daily_minor * pace.factor(AS_OF + timedelta(days=at)) for at in range(1, days + 1))
    assert abs(sum(pace.amounts(AS_OF, days)) - exact) <= 1
