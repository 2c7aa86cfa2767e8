"""The signals: what is measured, in which windows, and from which value on each one is met. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from backend.kit.figure import PERCENT, Figure, Value

Window = Literal["30d", "180d"]
WINDOWS: tuple[Window, ...] = get_args(Window)
WINDOW_DAYS: dict[Window, int] = {"30d": 30, "180d": 180}
# A window is measured only if the transactions reach back (nearly) over all of it.
FEWEST_DAYS: dict[Window, int] = {"30d": 28, "180d": 150}
# A rhythm is looked for further back than the window reports: two monthly payments do not fit into 30 days.
LOOK_BACK_DAYS: dict[Window, int] = {"30d": 180, "180d": 400}

Group = Literal["subscriptions", "savings", "credit", "income"]
GROUPS: tuple[Group, ...] = get_args(Group)
Comparison = Literal["at_least", "above", "below"]
SignalKey = Literal[
    "subscriptions.count",
    "subscriptions.monthly",
    "subscriptions.share",
    "savings.monthly",
    "savings.growth",
    "savings.emergency_months",
    "credit.used",
    "credit.highest",
    "credit.interest",
    "credit.minimum_only",
    "credit.overdue",
    "income.rhythm",
    "income.variation",
    "income.buffer_months",
]
SIGNAL_KEYS: tuple[SignalKey, ...] = get_args(SignalKey)

# The profiles in the order in which they are named when they are equally sure.
Persona = Literal[
    "high_utilization",
    "variable_income",
    "debt_consolidator",
    "subscription_heavy",
    "savings_builder",
    "balanced",
]
PERSONAS: tuple[Persona, ...] = get_args(Persona)

# Money thresholds are minor units of the base currency: 50.00 and 200.00, or 5,000 and 20,000 yen.
SUBSCRIPTIONS_MINOR = 50_00
SAVED_MINOR = 200_00
COUNT, CARDS, TIMES, MONTHS, DAYS, RATIO = "series", "cards", "times", "months", "days", "ratio"
MONEY = "money"


class Definition(NamedTuple):
    """One signal: met if its value compares like this with `threshold`. `unit` is MONEY for the base currency."""

    group: Group
    label: str
    unit: str
    comparison: Comparison
    threshold: Value


DEFINITIONS: dict[SignalKey, Definition] = {
    "subscriptions.count": Definition("subscriptions", "Found", COUNT, "at_least", 3),
    "subscriptions.monthly": Definition("subscriptions", "A month", MONEY, "at_least", SUBSCRIPTIONS_MINOR),
    "subscriptions.share": Definition("subscriptions", "Share of spending", PERCENT, "at_least", Decimal(10)),
    "savings.monthly": Definition("savings", "Into savings, a month", MONEY, "at_least", SAVED_MINOR),
    "savings.growth": Definition("savings", "Growth of savings", PERCENT, "at_least", Decimal(2)),
    "savings.emergency_months": Definition("savings", "Emergency fund", MONTHS, "below", Decimal(3)),
    "credit.used": Definition("credit", "Used of all limits", PERCENT, "at_least", Decimal(50)),
    "credit.highest": Definition("credit", "Highest single card", PERCENT, "at_least", Decimal(30)),
    "credit.interest": Definition("credit", "Interest charged", MONEY, "above", 0),
    "credit.minimum_only": Definition("credit", "Only the minimum paid", TIMES, "above", 0),
    "credit.overdue": Definition("credit", "Overdue", CARDS, "above", 0),
    "income.rhythm": Definition("income", "Rhythm", DAYS, "above", Decimal(45)),
    "income.variation": Definition("income", "Evenness", RATIO, "below", Decimal("0.15")),
    "income.buffer_months": Definition("income", "Buffer", MONTHS, "below", Decimal(1)),
}


@dataclass(frozen=True, slots=True)
class Signal:
    """A measured signal. `is_met` is None if its value is unknown; `parts` are the same figure of each card."""

    key: SignalKey
    figure: Figure
    is_met: bool | None
    parts: tuple[Figure, ...] = ()


def signal(key: SignalKey, figure: Figure, *, parts: tuple[Figure, ...] = ()) -> Signal:
    """Return the signal of a figure, compared with its threshold."""
    return Signal(key, figure, is_met(key, figure.value), parts)


def is_met(key: SignalKey, value: Value | None) -> bool | None:
    """Say whether a value meets the threshold of its signal."""
    if value is None:
        return None
    threshold = DEFINITIONS[key].threshold
    match DEFINITIONS[key].comparison:
        case "at_least":
            return value >= threshold
        case "above":
            return value > threshold
        case "below":
            return value < threshold


Tag = Literal[
    "utilization_30",
    "utilization_50",
    "utilization_80",
    "interest_charges",
    "minimum_payment_only",
    "overdue",
    "subscription_heavy",
    "low_emergency_fund",
    "solid_emergency_fund",
    "positive_savings",
    "variable_income",
    "stable_income",
    "thin_buffer",
]
TAGS: tuple[Tag, ...] = get_args(Tag)


def tags_of(values: dict[SignalKey, Value | None]) -> frozenset[Tag]:
    """Return what holds for these values of one window; an unknown value adds nothing.

    The tags of utilisation are cumulative (80 % is also above 50 and 30) and look at the highest single card.
    """
    highest = _largest(values.get("credit.used"), values.get("credit.highest"))
    met = {key: is_met(key, value) for key, value in values.items()}
    months = values.get("savings.emergency_months")
    holds: dict[Tag, bool | None] = {
        "utilization_30": highest is not None and highest >= 30,
        "utilization_50": highest is not None and highest >= 50,
        "utilization_80": highest is not None and highest >= 80,
        "interest_charges": met.get("credit.interest"),
        "minimum_payment_only": met.get("credit.minimum_only"),
        "overdue": met.get("credit.overdue"),
        "subscription_heavy": is_subscription_heavy(values),
        "low_emergency_fund": met.get("savings.emergency_months"),
        "solid_emergency_fund": months is not None and months >= 3,
        "positive_savings": bool(met.get("savings.growth") or met.get("savings.monthly")),
        "variable_income": met.get("income.rhythm"),
        "stable_income": met.get("income.variation"),
        "thin_buffer": met.get("income.buffer_months"),
    }
    return frozenset(tag for tag, is_there in holds.items() if is_there)


def is_subscription_heavy(values: dict[SignalKey, Value | None]) -> bool:
    """Say whether there are several subscriptions that cost much by amount or by share."""
    met = {key: is_met(key, values.get(key)) for key in DEFINITIONS if key.startswith("subscriptions.")}
    return bool(met["subscriptions.count"] and (met["subscriptions.monthly"] or met["subscriptions.share"]))


def _largest(*values: Value | None) -> Value | None:
    known = [each for each in values if each is not None]
    return max(known) if known else None
