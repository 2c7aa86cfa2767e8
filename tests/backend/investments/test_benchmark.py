"""How dividends that are reinvested make the units of a benchmark more."""

from datetime import date
from decimal import Decimal

from backend.investments.benchmark import reinvested
from backend.investments.queries.prices import ExDate

D = Decimal
DAYS = [date(2026, month, 1) for month in (1, 4, 7, 10)]


def test_without_dividends_the_units_stay() -> None:
    assert set(reinvested(DAYS, []).values()) == {D(1)}


def test_each_dividend_buys_more_units_at_the_close_of_its_ex_date() -> None:
    paid = [ExDate(date(2026, 2, 2), D(100), D(2)), ExDate(date(2026, 7, 1), D(50), D(1))]
    assert reinvested(DAYS, paid) == dict(zip(DAYS, (D(1), D("1.02"), D("1.0404"), D("1.0404")), strict=True))
