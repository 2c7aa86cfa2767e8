"""Categories that a file names itself, by name or by merchant category code, matched to the person's own."""

from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.categories.models import Category
from backend.categorization.brands.card_codes import type_of_code
from backend.categorization.brands.merchant_types import CATEGORY_KEYS
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
            keys = CATEGORY_KEYS[kind] if (kind := type_of_code(hint)) else (hint, last)
            self._seen[hint] = next((id_ for key in keys if (id_ := self._ids.get(fold(key)))), None)
        return self._seen[hint]
