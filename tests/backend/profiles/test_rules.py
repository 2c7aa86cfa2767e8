"""Which profiles apply, how surely, and which one leads."""

from decimal import Decimal

import pytest

from backend.kit.figure import Value
from backend.profiles.rules import Match, profiles_of
from backend.signals.kinds import SignalKey

Values = dict[SignalKey, Value | None]
QUIET: Values = {
    "credit.used": Decimal(10),
    "credit.highest": Decimal(10),
    "credit.interest": 0,
    "credit.minimum_only": 0,
    "credit.overdue": 0,
    "income.rhythm": Decimal(14),
    "income.buffer_months": Decimal(2),
}


def found(values: Values, *, cards: int = 1) -> dict[str, Match]:
    return {match.persona: match for match in profiles_of({**QUIET, **values}, cards_with_balance=cards)}


def sureness(values: Values, persona: str, *, cards: int = 1) -> str:
    return str(found(values, cards=cards)[persona].confidence)


BASES = [("49.99", None), ("50", "0.70"), ("70", "0.80"), ("80", "0.85"), ("90", "0.90")]


def test_balanced_applies_when_nothing_else_does() -> None:
    assert list(found({})) == ["balanced"]
    assert sureness({}, "balanced") == "0.60"


@pytest.mark.parametrize(("used", "points"), BASES)
def test_utilisation_begins_at_a_half(used: str, points: str | None) -> None:
    matches = found({"credit.used": Decimal(used), "credit.highest": Decimal(used)})
    assert (str(matches["high_utilization"].confidence) if "high_utilization" in matches else None) == points


def test_overdue_interest_and_minimum_add_to_it_up_to_the_cap() -> None:
    all_of_it: Values = {"credit.overdue": 1, "credit.interest": 100, "credit.minimum_only": 2}
    assert sureness({**all_of_it, "credit.used": Decimal(95)}, "high_utilization") == "0.98"
    assert sureness({"credit.interest": 100}, "high_utilization") == "0.70"


def test_one_full_card_is_enough_when_all_limits_together_are_not() -> None:
    assert "high_utilization" in found({"credit.used": Decimal(20), "credit.highest": Decimal(50)})


def test_income_varies_only_with_long_gaps_and_a_thin_buffer() -> None:
    assert "variable_income" not in found({"income.rhythm": Decimal(45), "income.buffer_months": Decimal("0.5")})
    assert "variable_income" not in found({"income.rhythm": Decimal(60), "income.buffer_months": Decimal(1)})
    values: Values = {"income.rhythm": Decimal(60), "income.buffer_months": Decimal("0.2")}
    assert sureness(values, "variable_income") == "0.95"


def test_several_card_debts_need_two_cards_interest_and_nothing_overdue() -> None:
    values: Values = {"credit.used": Decimal(45), "credit.interest": 12_000}
    assert sureness(values, "debt_consolidator", cards=3) == "0.83"
    assert "debt_consolidator" not in found(values, cards=1)
    assert "debt_consolidator" not in found({**values, "credit.overdue": 1}, cards=2)
    assert next(iter(found(values, cards=3))) == "debt_consolidator"


def test_subscriptions_need_three_of_them_and_an_amount_or_a_share() -> None:
    three: Values = {"subscriptions.count": 3, "subscriptions.monthly": 4_999, "subscriptions.share": Decimal("9.9")}
    assert "subscription_heavy" not in found(three)
    assert "subscription_heavy" in found({**three, "subscriptions.monthly": 5_000})
    assert "subscription_heavy" in found({**three, "subscriptions.share": Decimal(10)})
    many: Values = {"subscriptions.count": 7, "subscriptions.monthly": 20_000, "subscriptions.share": Decimal(25)}
    assert sureness(many, "subscription_heavy") == "0.90"


def test_savings_grow_by_share_or_by_amount_with_little_on_cards() -> None:
    assert sureness({"savings.growth": Decimal(2), "savings.monthly": 1}, "savings_builder") == "0.75"
    assert sureness({"savings.growth": None, "savings.monthly": 50_000}, "savings_builder") == "0.75"
    assert "savings_builder" not in found({"savings.growth": Decimal(9), "credit.used": Decimal(30)})
    assert "savings_builder" in found({"savings.growth": Decimal(9), "credit.used": None, "credit.highest": None})


def test_a_card_at_ninety_percent_leads_before_subscriptions() -> None:
    values: Values = {"credit.used": Decimal(90), "subscriptions.count": 4, "subscriptions.monthly": 9_000}
    assert list(found(values)) == ["high_utilization", "subscription_heavy"]


def test_the_reasons_add_up_to_the_confidence() -> None:
    match = found({"credit.used": Decimal(75), "credit.interest": 100})["high_utilization"]
    assert sum(reason.points for reason in match.reasons) == match.confidence
    assert [reason.signal for reason in match.reasons] == ["credit.used", "credit.interest"]
