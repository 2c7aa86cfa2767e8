"""Create, move, merge, remove and seed categories together with everything filed under them, each as one change."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from backend.ai import service as ai
from backend.budgets import service as budgets
from backend.categories import queries as categories
from backend.categories import service as category_service
from backend.categories.defaults import SEEDED, STARTER
from backend.categories.errors import IntoItself
from backend.categories.models import Category
from backend.categorization import service as categorization
from backend.infra.database import ReadSession, WriteSession
from backend.infra.undo_log import ChangeRecorder, record_changes
from backend.rules import service as person_rules
from backend.settings import service as settings
from backend.taxonomy import queries
from backend.taxonomy.errors import CarriedAmountOpen, CategoryInUse, HasChildren
from backend.transactions import service as transactions

Json = dict[str, Any]
CarriedAnswer = Literal["add", "drop"]


class CategoryChange(NamedTuple):
    """A category as it is now, and the change that can be undone."""

    category: Json
    change_id: int | None


class Moved(NamedTuple):
    """Where a category stood, where it stands now (keys, None on the first level), and the change."""

    category: Json
    came_from: str | None
    to: str | None
    change_id: int | None


class Merged(NamedTuple):
    """How many of each moved to the other category."""

    transactions: int
    parts: int
    predictions: int
    mappings: int
    rules: int
    budgets: int
    change_id: int | None


def create(db: WriteSession, user_id: int, fields: Json) -> CategoryChange:
    """Add a category. Raises NoSuchCategory for the parent, and what categories.service.create raises."""
    key, parent_key = fields.pop("short_desc", None), fields.pop("parent_short_desc", None)
    parent = categories.by_key(db, user_id, parent_key) if parent_key else None
    with record_changes(db, user_id, f"Added the category “{fields['display_name']}”") as recorder:
        made = category_service.create(db, user_id, key=key, parent=parent, **fields, recorder=recorder)
    return CategoryChange(queries.one(db, user_id, made.short_desc), recorder.change_id)


def change(db: WriteSession, user_id: int, key: str, changes: Json) -> CategoryChange:
    """Change a category. Raises NoSuchCategory, and what categories.service.change raises."""
    category = categories.by_key(db, user_id, key)
    with record_changes(db, user_id, f"Changed the category “{category.display_name}”") as recorder:
        category_service.change(db, user_id, category, changes, recorder=recorder)
    return CategoryChange(queries.one(db, user_id, key), recorder.change_id)


def move(db: WriteSession, user_id: int, key: str, *, to_key: str | None) -> Moved:
    """Put a category below another. Raises NoSuchCategory, and what categories.service.move raises."""
    category = categories.by_key(db, user_id, key)
    to = categories.by_key(db, user_id, to_key) if to_key else None
    came_from = queries.one(db, user_id, key)["parent_short_desc"]
    with record_changes(db, user_id, f"Moved the category “{category.display_name}”") as recorder:
        category_service.move(db, user_id, category, to=to, recorder=recorder)
    return Moved(queries.one(db, user_id, key), came_from, to_key, recorder.change_id)


def preview_merge(db: ReadSession, user_id: int, *, key: str, target_key: str) -> dict[str, int]:
    """Return what a merge would move. Raises as `merge`."""
    source, _target = _to_merge(db, user_id, key=key, target_key=target_key)
    return queries.uses(db, user_id, source.id)


def merge(db: WriteSession, user_id: int, *, key: str, target_key: str, carried: CarriedAnswer | None) -> Merged:
    """File everything of one category under another and remove it.

    Budgets of the same month are added up. `carried` says what becomes of an amount that was carried over into a month
    in which the other category does not roll over.
    Raises NoSuchCategory, IntoItself and HasChildren, and CarriedAmountOpen without that answer.
    """
    source, target = _to_merge(db, user_id, key=key, target_key=target_key)
    ids = {"source_id": source.id, "target_id": target.id}
    at_stake = budgets.carried_at_stake(db, user_id, **ids)
    if at_stake and carried is None:
        raise CarriedAmountOpen(source.display_name, target.display_name, at_stake)
    summary = f"Merged “{source.display_name}” into “{target.display_name}”"
    with record_changes(db, user_id, summary) as recorder:
        final, parts, predicted = transactions.move_category(db, user_id, **ids, recorder=recorder)
        mappings, rules = categorization.move_category(db, user_id, **ids, recorder=recorder)
        person_rules.move_category(db, user_id, **ids, recorder=recorder)
        ai.move_category(db, user_id, **ids, recorder=recorder)
        moved_budgets = budgets.move_category(db, user_id, **ids, recorder=recorder)
        if at_stake and carried == "add":
            budgets.add_carried(db, at_stake)
        category_service.remove(db, user_id, source, recorder=recorder)
    return Merged(final, parts, predicted, mappings, rules, moved_budgets, recorder.change_id)


def remove(db: WriteSession, user_id: int, key: str) -> None:
    """Remove a category that nothing uses. Raises NoSuchCategory, and CategoryInUse with the counts."""
    category = categories.by_key(db, user_id, key)
    uses = queries.uses(db, user_id, category.id)
    uses["children"] = len(categories.children(db, user_id, category.id))
    if any(uses.values()):
        raise CategoryInUse(category.display_name, uses)
    with record_changes(db, user_id, f"Removed the category “{category.display_name}”") as recorder:
        transactions.forget_lessons(db, user_id, category.id, recorder=recorder)
        category_service.remove(db, user_id, category, recorder=recorder)


def seed(db: WriteSession, user_id: int) -> None:
    """Give a new person the starter categories, mappings and rules, and remember that: what they remove is gone."""
    # A database that was adopted has categories of its own.
    if categories.count(db, user_id) == 0:
        category_service.add_starter(db, user_id)
        # Not a change of its own: there is nothing before it.
        categorization.add_starter(db, user_id, categories.keys(db, user_id), recorder=ChangeRecorder(db))
    settings.save_internal(db, user_id, SEEDED, "1")


def offered(db: ReadSession | WriteSession, user_id: int) -> list[Json]:
    """Return the categories that a person may add to the starter ones, where their main category still exists."""
    every = categories.every(db, user_id)
    mains = {category.short_desc: category for category in every if category.parent_id is None}
    keys = {category.short_desc for category in every}
    names = {(category.parent_id, category.display_name.casefold()) for category in every}
    return [
        {
            "short_desc": child.key,
            "display_name": child.name,
            "parent_short_desc": main.key,
            "parent_name": mains[main.key].display_name,
        }
        for main in STARTER
        for child in main.more
        if main.key in mains and child.key not in keys and (mains[main.key].id, child.name.casefold()) not in names
    ]


def add_offered(db: WriteSession, user_id: int, keys: Sequence[str]) -> tuple[int, int | None]:
    """Add some of the offered categories with their starter mappings; return how many, and the change.

    Keys that are not offered, or not any more, are left out.
    """
    wanted = [each for each in offered(db, user_id) if each["short_desc"] in keys]
    marks = {child.key: child for main in STARTER for child in main.more}
    with record_changes(db, user_id, f"Added {len(wanted)} categories") as recorder:
        made = [
            category_service.create(
                db,
                user_id,
                key=each["short_desc"],
                display_name=each["display_name"],
                parent=categories.by_key(db, user_id, each["parent_short_desc"]),
                is_recurring=marks[each["short_desc"]].is_recurring,
                recorder=recorder,
            )
            for each in wanted
        ]
        categorization.add_starter(
            db, user_id, {category.short_desc: category.id for category in made}, recorder=recorder
        )
    return len(made), recorder.change_id


def _to_merge(db: ReadSession | WriteSession, user_id: int, *, key: str, target_key: str) -> tuple[Category, Category]:
    source, target = categories.by_key(db, user_id, key), categories.by_key(db, user_id, target_key)
    if source.id == target.id:
        raise IntoItself(source.display_name)
    if categories.children(db, user_id, source.id):
        raise HasChildren(source.display_name)
    return source, target
