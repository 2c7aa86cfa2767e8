"""Learning from decisions: which merchant belongs to which category, and how often that was confirmed."""

from collections.abc import Iterable
from typing import NamedTuple

from backend.kit.payment_words import names_merchant

# Under this key the settings remember that the lessons of older versions were repaired.
REPAIRED = "repaired_lessons"


class Lesson(NamedTuple):
    """One decided row: its merchant, the category a person gave it, and what it taught before (None: nothing)."""

    transaction_id: int
    merchant_key: str
    category_id: int
    taught_category_id: int | None


class Learned(NamedTuple):
    """What a merchant maps to after the lessons."""

    category_id: int
    count: int  # type: ignore[assignment] # hides tuple.count, which nobody wants of it


def learn(mappings: dict[str, Learned], lessons: Iterable[Lesson]) -> dict[str, Learned]:
    """Return the merchants that change, as they are after all lessons.

    The same category adds one, once for each transaction; another category replaces it and starts again at one.
    A row whose key names no merchant ("check", "transfer to") teaches nothing. Rows of one commit count up together.
    """
    changed: dict[str, Learned] = {}
    for lesson in lessons:
        if not names_merchant(lesson.merchant_key) or lesson.category_id == lesson.taught_category_id:
            continue
        now = changed.get(lesson.merchant_key) or mappings.get(lesson.merchant_key)
        same = now is not None and now.category_id == lesson.category_id
        changed[lesson.merchant_key] = Learned(lesson.category_id, now.count + 1 if same and now else 1)
    return changed
