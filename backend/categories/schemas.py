"""Categories as JSON."""

from typing import Literal

from backend.infra.fields import OMITTED, Color, Key, Name, Position, RequestBody, ResponseBody

Kind = Literal["expense", "income", "transfer"]


class Category(ResponseBody):
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


class NewCategory(RequestBody):
    display_name: Name
    short_desc: Key | None = None
    parent_short_desc: Key | None = None
    color: Color | None = None
    kind: Kind | None = None
    is_income: bool | None = None
    is_recurring: bool = False


class CategoryChanges(RequestBody):
    display_name: Name = OMITTED
    color: Color | None = None
    kind: Kind = OMITTED
    is_income: bool = OMITTED
    is_recurring: bool = OMITTED
    is_archived: bool = OMITTED
    position: Position = OMITTED


class NewPlace(RequestBody):
    """Null puts the category on the first level."""

    new_parent_short_desc: Key | None
