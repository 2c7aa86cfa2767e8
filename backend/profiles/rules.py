"""Which profiles apply to the signals of a window, how sure that is, and why. Pure.

Every profile that applies is named, the surest first. Interest counts only if a transaction shows it: a balance on a
card with a rate is no interest.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from backend.kit.figure import Value
from backend.signals.kinds import PERSONAS, Persona, SignalKey, is_met, is_subscription_heavy

Values = Mapping[SignalKey, Value | None]
Steps = tuple[tuple[Decimal | int, str], ...]
_BALANCED = Decimal("0.60")
_HUNDRED_MINOR, _TWO_HUNDRED_MINOR = 100_00, 200_00
_THREE_HUNDRED_MINOR, _FIVE_HUNDRED_MINOR = 300_00, 500_00


class Reason(NamedTuple):
    """One part of a confidence: the signal that it comes from, what it says, and how much it adds."""

    signal: SignalKey
    words: str
    points: Decimal


class Match(NamedTuple):
    """A profile that applies; `confidence` is from 0 to 1."""

    persona: Persona
    confidence: Decimal
    reasons: tuple[Reason, ...]


def profiles_of(values: Values, *, cards_with_balance: int) -> list[Match]:
    """Return every profile that applies, the surest first; "balanced" if no other one does."""
    found = [match for rule in _RULES if (match := rule(values, cards_with_balance)) is not None]
    if not found:
        return [Match("balanced", _BALANCED, ())]
    return sorted(found, key=lambda match: (-match.confidence, PERSONAS.index(match.persona)))


def _high_utilization(values: Values, _cards: int) -> Match | None:
    used, highest = values.get("credit.used"), values.get("credit.highest")
    is_overdue, has_interest = _met(values, "credit.overdue"), _met(values, "credit.interest")
    is_minimum = _met(values, "credit.minimum_only")
    is_high = _at_least(used, 50) or _at_least(highest, 50)
    if not (is_high or is_overdue or has_interest or is_minimum):
        return None
    reasons = []
    if _at_least(used, 50):
        base = _step(used, ((90, "0.90"), (80, "0.85"), (70, "0.80"), (50, "0.70")))
        reasons.append(Reason("credit.used", "half of all limits or more is used", base))
    elif is_high:
        reasons.append(Reason("credit.highest", "half of the limit of one card or more is used", Decimal("0.70")))
    else:
        reasons.append(Reason("credit.used", "the least that card costs count", Decimal("0.65")))
    if is_overdue:
        reasons.append(Reason("credit.overdue", "a payment is overdue", Decimal("0.10")))
    if has_interest:
        reasons.append(Reason("credit.interest", "a card charged interest", Decimal("0.05")))
    if is_minimum:
        reasons.append(Reason("credit.minimum_only", "only the minimum was paid", Decimal("0.05")))
    return _match("high_utilization", reasons, cap="0.98")


def _variable_income(values: Values, _cards: int) -> Match | None:
    gap, buffer = values.get("income.rhythm"), values.get("income.buffer_months")
    if not (_met(values, "income.rhythm") and _met(values, "income.buffer_months")):
        return None
    base = _step(gap, ((90, "0.90"), (60, "0.85"), (0, "0.75")))
    reasons = [Reason("income.rhythm", "more than 45 days lie between pays", base)]
    if buffer is not None and buffer < Decimal("0.25"):
        reasons.append(Reason("income.buffer_months", "the buffer lasts less than a week", Decimal("0.10")))
    elif buffer is not None and buffer < Decimal("0.5"):
        reasons.append(Reason("income.buffer_months", "the buffer lasts less than two weeks", Decimal("0.05")))
    return _match("variable_income", reasons, cap="0.95")


def _debt_consolidator(values: Values, cards: int) -> Match | None:
    used, interest = values.get("credit.used"), values.get("credit.interest")
    is_between = used is not None and 30 <= used <= 70
    is_rhythm_known = values.get("income.rhythm") is not None
    if not (is_between and cards >= 2 and _met(values, "credit.interest") and is_rhythm_known):
        return None
    if _met(values, "credit.overdue"):
        return None
    base = _step(used, ((60, "0.88"), (50, "0.85"), (30, "0.75")))
    reasons = [Reason("credit.used", "30 to 70 % of all limits is used on several cards", base)]
    if cards >= 3:
        reasons.append(Reason("credit.used", "three cards or more have a balance", Decimal("0.05")))
    more = _step(interest, ((_TWO_HUNDRED_MINOR, "0.05"), (_HUNDRED_MINOR, "0.03"), (0, "0")))
    if more:
        reasons.append(Reason("credit.interest", "interest is 100 or more", more))
    return _match("debt_consolidator", reasons, cap="0.92")


def _subscription_heavy(values: Values, _cards: int) -> Match | None:
    if not is_subscription_heavy(dict(values)):
        return None
    base = _step(values.get("subscriptions.count"), ((7, "0.85"), (5, "0.80"), (3, "0.70")))
    reasons = [Reason("subscriptions.count", "several subscriptions run", base)]
    more = _step(
        values.get("subscriptions.monthly"), ((_TWO_HUNDRED_MINOR, "0.08"), (_HUNDRED_MINOR, "0.05"), (0, "0"))
    )
    if more:
        reasons.append(Reason("subscriptions.monthly", "together they cost 100 a month or more", more))
    if _at_least(values.get("subscriptions.share"), 20):
        reasons.append(Reason("subscriptions.share", "they are a fifth of spending or more", Decimal("0.05")))
    return _match("subscription_heavy", reasons, cap="0.90")


def _savings_builder(values: Values, _cards: int) -> Match | None:
    grows, saves = _met(values, "savings.growth"), _met(values, "savings.monthly")
    used, monthly = values.get("credit.used"), values.get("savings.monthly")
    if not (grows or saves) or _at_least(used, 30):
        return None
    growth = values.get("savings.growth")
    if grows:
        base = _step(growth, ((10, "0.85"), (5, "0.80"), (2, "0.75")))
        reasons = [Reason("savings.growth", "savings grew by 2 % or more", base)]
    else:
        reasons = [Reason("savings.monthly", "200 a month or more goes into savings", Decimal("0.70"))]
    more = _step(monthly, ((_FIVE_HUNDRED_MINOR, "0.05"), (_THREE_HUNDRED_MINOR, "0.03"), (-(10**15), "0")))
    if more:
        reasons.append(Reason("savings.monthly", "300 a month or more goes into savings", more))
    if _at_least(used, 20):
        reasons.append(Reason("credit.used", "a fifth of all limits or more is used", Decimal("-0.05")))
    return _match("savings_builder", reasons, cap="0.88")


# In the order of the personas but "balanced", which applies when none of them does.
_RULES: tuple[Callable[[Values, int], Match | None], ...] = (
    _high_utilization,
    _variable_income,
    _debt_consolidator,
    _subscription_heavy,
    _savings_builder,
)


def _match(persona: Persona, reasons: list[Reason], *, cap: str) -> Match:
    points = sum((reason.points for reason in reasons), Decimal(0))
    return Match(persona, min(points, Decimal(cap)), tuple(reasons))


def _met(values: Values, key: SignalKey) -> bool:
    return bool(is_met(key, values.get(key)))


def _at_least(value: Value | None, least: int) -> bool:
    return value is not None and value >= least


def _step(value: Value | None, steps: Steps) -> Decimal:
    """Return the points of the first step that a value reaches; the last one holds for every other value."""
    reached = (points for least, points in steps if value is not None and value >= least)
    return Decimal(next(reached, steps[-1][1]))
