"""Every SELECT over categories."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.categories.errors import NoSuchCategory
from backend.categories.models import Category
from backend.categories.tree import in_order


def every(db: Session, user_id: int) -> list[Category]:
    """Return all categories: main ones by position, each followed by its subcategories."""
    return in_order(db.scalars(select(Category).where(Category.user_id == user_id)))


def families(every: Iterable[Category]) -> dict[int, set[int]]:
    """Return for each category it and all below it."""
    found: dict[int, set[int]] = {}
    for category in every:
        for id_ in {category.id, category.parent_id or category.id}:
            found.setdefault(id_, set()).add(category.id)
    return found


def is_fixed(category: Category, every: Iterable[Category]) -> bool:
    """Say whether a cost comes back each month whatever one does: itself, or everything that is below it."""
    below = [each.is_recurring for each in every if each.parent_id == category.id and not each.is_archived]
    return category.is_recurring or (bool(below) and all(below))


def by_key(db: Session, user_id: int, key: str) -> Category:
    """Return the category with this key. Raises NoSuchCategory."""
    category = db.scalar(select(Category).where(Category.user_id == user_id, Category.short_desc == key))
    if category is None:
        raise NoSuchCategory(key)
    return category


def id_of(db: Session, user_id: int, key: str) -> int:
    """Return the id of the category with this key. Raises NoSuchCategory."""
    return by_key(db, user_id, key).id


def keys(db: Session, user_id: int) -> dict[str, int]:
    """Return the id of each key."""
    query = select(Category.short_desc, Category.id).where(Category.user_id == user_id)
    return dict(db.execute(query).all())


def children(db: Session, user_id: int, category_id: int) -> Sequence[Category]:
    """Return the subcategories of a category."""
    return db.scalars(select(Category).where(Category.user_id == user_id, Category.parent_id == category_id)).all()


def siblings(db: Session, user_id: int, parent_id: int | None) -> Sequence[Category]:
    """Return what stands below `parent_id`; the main categories for None."""
    return db.scalars(
        select(Category).where(Category.user_id == user_id, Category.parent_id.is_not_distinct_from(parent_id))
    ).all()


def count(db: Session, user_id: int) -> int:
    """Return how many categories there are."""
    return db.scalar(select(func.count()).select_from(Category).where(Category.user_id == user_id)) or 0
