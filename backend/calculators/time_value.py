"""The value of payments over time: present value, internal rate of return, level payment. Pure.

Signs as in spreadsheets: what you pay is negative, what you receive is positive. Amounts are in minor units.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from backend.investments.returns import CashFlow, Return, money_weighted_return

_FIRST = date(2000, 1, 1)
_PERIOD = timedelta(days=365)


def net_present_value(rate_percent: Decimal, amounts: Sequence[int]) -> int:
    """Return the value today of `amounts`, the first one paid now and each other one a period later.

    Source: Microsoft, "NPV function"; there the first amount is paid after a period already.
    """
    growth = 1 + rate_percent / 100
    value = sum((Decimal(amount) / growth**period for period, amount in enumerate(amounts)), Decimal(0))
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def internal_rate(amounts: Sequence[int]) -> Return:
    """Return the rate a period at which the value today is zero, as a fraction; without a value it says why.

    The solver of investment returns finds it: a period is its year of 365 days.
    Source: Microsoft, "IRR function".
    """
    flows = [CashFlow(_FIRST + period * _PERIOD, -amount) for period, amount in enumerate(amounts)]
    return money_weighted_return(flows, value_minor=0, on=_FIRST + len(amounts) * _PERIOD)


def level_payment(rate_percent: Decimal, periods: int, present_minor: int, future_minor: int = 0) -> int:
    """Return the payment at the end of each period that turns `present_minor` into `future_minor`.

    `rate_percent` is for one period. Paying off 10,000 is a negative payment.
    Source: Microsoft, "PMT function".
    """
    rate = rate_percent / 100
    if rate == 0:
        payment = -Decimal(present_minor + future_minor) / periods
    else:
        growth = (1 + rate) ** periods
        payment = -(present_minor * growth + future_minor) * rate / (growth - 1)
    return int(payment.quantize(Decimal(1), ROUND_HALF_UP))
