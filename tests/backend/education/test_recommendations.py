"""What is recommended, in which order, and why."""

from datetime import date
from decimal import Decimal
from typing import Any

from backend.education.content import Item
from backend.education.recommendations import Reading, recommend


def item(id: str = "one", **fields: Any) -> Item:
    known: dict[str, Any] = {
        "type": "article", "title": id, "summary": "", "body": "", "minutes": 1, "personas": ("high_utilization",),
        "signals": (), "because": ("Because {credit.used} is used.",), "source": "human",
        "created_on": date(2026, 1, 1),
    }  # fmt: skip
    return Item(id=id, **{**known, **fields})


def reading(window: Any = "30d", **fields: Any) -> Reading:
    known: dict[str, Any] = {
        "personas": ("high_utilization",), "tags": ("utilization_50", "overdue"),
        "values": {"credit.used": Decimal(60)},
    }  # fmt: skip
    return Reading(window, **{**known, **fields})


def test_relevance_is_half_for_the_profile_and_a_tenth_for_each_signal() -> None:
    both = item("both", signals=("utilization_50", "overdue"))
    other = item("other", signals=("overdue",), personas=("balanced",))
    found = recommend([other, both, item("profile")], [reading()])
    assert [(each.item.id, str(each.relevance)) for each in found] == [
        ("both", "0.7"), ("profile", "0.5"), ("other", "0.1"),
    ]  # fmt: skip


def test_an_item_with_signals_needs_one_of_them() -> None:
    assert recommend([item(signals=("variable_income",))], [reading()]) == []


def test_an_item_whose_figures_are_unknown_is_not_shown_and_another_sentence_may_stand_in() -> None:
    unknown = reading(values={"credit.used": None, "subscriptions.count": 3})
    assert recommend([item()], [unknown]) == []
    two = item(because=("Because {credit.used} is used.", "Because {subscriptions.count} run."))
    assert recommend([two], [unknown])[0].because == "Because {subscriptions.count} run."


def test_the_window_that_fits_best_gives_the_figures() -> None:
    weak = reading("30d", personas=(), tags=("overdue",))
    [found] = recommend([item(signals=("overdue", "utilization_50"))], [weak, reading("180d")])
    assert found.window == "180d"
