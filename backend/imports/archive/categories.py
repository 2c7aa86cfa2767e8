"""The categories of an archive: matched to the person's categories, or created."""

from sqlalchemy import select

from backend.categories import service as categories
from backend.categories.models import Category
from backend.categories.tree import key_from
from backend.imports.archive.metadata import CategoryName, closest_name
from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder
from backend.kit.text import fold

_GREY = "#8a8f98"
_CATCH_ALL = "Miscellaneous"


class ArchiveCategories:
    """Answers with the key of the category that a table means.

    `made` tells those it had to make, with those above them; `names` are their names by key.
    """

    def __init__(self, db: WriteSession, user_id: int, recorder: ChangeRecorder) -> None:
        self._db, self._user_id, self._recorder = db, user_id, recorder
        self._answered: dict[CategoryName, str | None] = {}
        self.made: list[str] = []
        self.names: dict[str, str] = {}
        self._known: dict[str, Category] = {}
        for found in db.scalars(select(Category).where(Category.user_id == user_id).order_by(Category.id)):
            self._remember(found)

    def key_of(self, named: CategoryName) -> str | None:
        """Return the key of the category that is meant; afterwards there is one. None if the table names none."""
        if named.category is None:
            return None
        if named not in self._answered:
            self._answered[named] = self._find_or_create(named).short_desc
        return self._answered[named]

    def _find_or_create(self, named: CategoryName) -> Category:
        assert named.category is not None
        found = self._find(named.category)
        if found is not None:
            return found
        if named.parent is None:
            return self._create(named.category, self._find(_CATCH_ALL))
        return self._create(named.category, self._top(named.parent))

    def _find(self, name: str) -> Category | None:
        spelled = fold(name).replace("_", " ")
        if spelled in self._known:
            return self._known[spelled]
        meant = closest_name(spelled, list(self._known))
        return self._known[meant] if meant else None

    def _top(self, name: str) -> Category:
        found = self._find(name)
        if found is None:
            return self._create(name, None)
        return found if found.parent_id is None else self._db.get_one(Category, found.parent_id)

    def _create(self, name: str, parent: Category | None) -> Category:
        if parent is not None and parent.parent_id is not None:
            parent = self._db.get_one(Category, parent.parent_id)
        shown = " ".join(word.capitalize() for word in name.replace("_", " ").split())[:100]
        taken = {each.short_desc: each.id for each in self._known.values()}
        made = categories.create(
            self._db,
            self._user_id,
            display_name=shown,
            key=key_from(shown, taken=taken),
            parent=parent,
            color=None if parent else _GREY,
            recorder=self._recorder,
        )
        self.made.append(f"{parent.display_name} / {shown}" if parent else shown)
        self.names[made.short_desc] = shown
        self._remember(made)
        return made

    def _remember(self, category: Category) -> None:
        for name in (category.display_name, category.short_desc):
            self._known.setdefault(fold(name).replace("_", " "), category)
