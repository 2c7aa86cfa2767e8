"""Categories as JSON."""

from typing import Literal

from backend.infra.fields import LEFT_OUT, Answer, Body, Color, Key, Name, Position

Kind = Literal["expense", "income", "transfer"]


class Category(Answer):
    id: int
    short_desc: str
    display_name: str
    parent_id: int | None
    parent_short_desc: str | None
    parent_name: str | None
    color: str | None
    kind: Kind
    is_income: bool
    is_recurring: bool
    is_archived: bool
    position: int
    transaction_count: int


class CategoryBranch(Category):
    children: list[Category]


class ChangedCategory(Category):
    change_id: int | None


class NewCategory(Body):
    display_name: Name
    short_desc: Key | None = None
    parent_short_desc: Key | None = None
    color: Color | None = None
    kind: Kind | None = None
    is_income: bool | None = None
    is_recurring: bool = False


class CategoryChanges(Body):
    display_name: Name = LEFT_OUT
    color: Color | None = None
    kind: Kind = LEFT_OUT
    is_income: bool = LEFT_OUT
    is_recurring: bool = LEFT_OUT
    is_archived: bool = LEFT_OUT
    position: Position = LEFT_OUT


class NewPlace(Body):
    """Null puts the category on the first level."""

    new_parent_short_desc: Key | None
