"""Categories that a file names itself, matched to the person's own."""

from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.categories.models import Category
from backend.kit.text import fold


class CategoryHints:
    """Looks up a file's category by name or key. A hint only ever predicts; the person decides."""

    CONFIDENCE: ClassVar[float] = 0.6

    def __init__(self, db: Session, user_id: int) -> None:
        query = select(Category.id, Category.display_name, Category.short_desc, Category.kind).where(
            Category.user_id == user_id, Category.is_archived.is_(False)
        )
        self._ids: dict[str, int] = {}
        self._incomes: set[int] = set()
        for id_, name, key, kind in db.execute(query):
            if kind == "income":
                self._incomes.add(id_)
            self._ids.setdefault(fold(name), id_)
            self._ids.setdefault(fold(key), id_)
        self._seen: dict[str, int | None] = {}

    def category_id(self, hint: str | None, *, amount_minor: int | None = None) -> int | None:
        """Return the id of the category that `hint` names, or None; for money out never one of income."""
        category_id = self._named(hint) if hint else None
        return None if category_id in self._incomes and (amount_minor or 0) > 0 else category_id

    def _named(self, hint: str) -> int | None:
        if hint not in self._seen:
            # Exports often write "Parent:Child" or "Parent > Child"; the child says more.
            last = hint.replace(">", ":").split(":")[-1]
            self._seen[hint] = self._ids.get(fold(hint)) or self._ids.get(fold(last))
        return self._seen[hint]
