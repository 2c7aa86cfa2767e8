"""Errors of past forecasts, and the band that they give."""

from datetime import date, timedelta
from random import Random

from backend.forecasting.calibration import Error, Spread, actual_balances, origins, spread_of, walk_forward
from backend.forecasting.projection import History
from backend.forecasting.streams import Movement

AS_OF = date(2024, 6, 20)
ORIGINS = [AS_OF - timedelta(days=14 * number) for number in range(1, 21)]


def test_the_band_holds_four_in_five_of_the_errors_it_was_made_from() -> None:
    rng = Random(7)
    errors = [Error(day, h, round(rng.gauss(0, 1000) * h**0.5)) for day in ORIGINS for h in range(1, 91)]
    spread = spread_of(errors)
    assert spread is not None
    held = sum(abs(error.minor) <= spread.at(error.horizon) for error in errors) / len(errors)
    assert 0.79 < held < 0.81
    assert 0.35 < spread.growth < 0.65


def test_fewer_than_six_forecasts_give_no_band() -> None:
    assert spread_of([Error(day, h, 100) for day in ORIGINS[:5] for h in range(1, 31)]) is None


def test_forecasts_that_were_exact_give_a_band_without_width() -> None:
    spread = spread_of([Error(day, h, 0) for day in ORIGINS for h in range(1, 31)])
    assert spread is not None
    assert (spread.at(1), spread.at(90)) == (0, 0)


def test_today_is_known_and_the_band_grows_from_there() -> None:
    assert [Spread(100, 0.5).at(h) for h in (0, 1, 4, 100)] == [0, 100, 200, 1000]


def test_past_balances_follow_from_what_is_held_now() -> None:
    moves = [Movement(AS_OF - timedelta(days=2), 300, 1, "a"), Movement(AS_OF, 500, 1, "b", to_account_id=2)]
    past = actual_balances(History(AS_OF, {1: 1000, 2: 700}, moves), AS_OF - timedelta(days=3), 3)
    assert past == {1: [1800, 1500, 1500, 1000], 2: [200, 200, 200, 700]}


def test_a_past_forecast_uses_only_its_past() -> None:
    bills = [Movement(date(2023, month, 5), 4000, 1, "gym") for month in range(1, 13)]
    until_may = [*bills, *(Movement(date(2024, month, 5), 4000, 1, "gym") for month in range(1, 6))]
    # From February 2024 on the gym costs more: the forecast of January cannot know.
    dearer = [m._replace(amount_minor=9000) if m.on >= date(2024, 2, 1) else m for m in until_may]
    errors = walk_forward(History(AS_OF, {1: 0}, dearer), [date(2024, 1, 20)], horizon=30).ours
    assert [error.minor for error in errors[1]][-1] == 5000
    assert errors[None] == errors[1]


def test_past_forecasts_begin_when_90_days_are_known() -> None:
    days = origins(AS_OF - timedelta(days=120), AS_OF)
    assert days == [AS_OF - timedelta(days=28), AS_OF - timedelta(days=14)]
