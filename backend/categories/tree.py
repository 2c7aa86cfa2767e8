"""The shape of the categories: two levels, keys made from names, and who may stand where."""

import re
from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

from backend.categories.errors import IntoItself, KindContradiction, NothingToMove, ThirdLevel
from backend.kit.text import fold

_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")
_LONGEST_KEY = 100


class Node(Protocol):
    """What the tree must know of a category."""

    @property
    def id(self) -> int: ...
    @property
    def parent_id(self) -> int | None: ...
    @property
    def display_name(self) -> str: ...
    @property
    def position(self) -> int: ...


N = TypeVar("N", bound=Node)


def key_from(name: str, *, taken: Collection[str]) -> str:
    """Return the key of a new category called `name`: small letters, digits and _, and not one of `taken`."""
    # & and ' belong to the word around them: "Kid's Stuff" is kids_stuff.
    key = _NOT_IN_A_KEY.sub("_", re.sub(r"['’]", "", fold(name))).strip("_")[:_LONGEST_KEY].strip("_") or "category"
    if key not in taken:
        return key
    number = 2
    while f"{key[:90]}_{number}" in taken:
        number += 1
    return f"{key[:90]}_{number}"


def check_parent(parent: Node) -> None:
    """Raise ThirdLevel unless a category may stand below `parent`."""
    if parent.parent_id is not None:
        raise ThirdLevel(
            f"“{parent.display_name}” is a subcategory itself, so nothing can stand below it. Choose a main category."
        )


def check_move(moved: Node, *, to: Node | None, has_children: bool) -> None:
    """Raise unless `moved` may stand below `to` (None: as a main category).

    IntoItself, NothingToMove when it stands there already, ThirdLevel when the tree would get a third level.
    """
    if to is None:
        if moved.parent_id is None:
            raise NothingToMove(moved.display_name)
        return
    if moved.id == to.id:
        raise IntoItself(moved.display_name)
    if moved.parent_id == to.id:
        raise NothingToMove(moved.display_name)
    check_parent(to)
    if has_children:
        raise ThirdLevel(f"“{moved.display_name}” has subcategories. Move or merge them first.")


def kind_of(kind: str | None, is_income: bool | None, *, otherwise: str) -> str:
    """Return the kind that a person meant by `kind` and `is_income`, each of which may be missing.

    `otherwise` is the kind when neither says anything. Raises KindContradiction when both do and disagree.
    """
    if kind is not None:
        if is_income is not None and is_income != (kind == "income"):
            raise KindContradiction(kind, is_income=is_income)
        return kind
    if is_income is None or is_income == (otherwise == "income"):
        return otherwise
    return "income" if is_income else "expense"


def in_order(categories: Iterable[N]) -> list[N]:
    """Return main categories by position, each followed by its subcategories by position; names break ties."""
    by_parent: dict[int | None, list[N]] = {}
    for category in sorted(categories, key=lambda c: (c.position, c.display_name.casefold(), c.id)):
        by_parent.setdefault(category.parent_id, []).append(category)
    return [each for main in by_parent.get(None, []) for each in (main, *by_parent.get(main.id, []))]
