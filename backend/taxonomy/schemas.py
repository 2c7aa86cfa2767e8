"""What moving, merging and previewing answer."""

from typing import Annotated, Literal

from pydantic import Field

from backend.categories.schemas import Category
from backend.infra.fields import Key, RequestBody, ResponseBody


class MergeTarget(RequestBody):
    target_short_desc: Key
    # What becomes of a carried amount, if one would be lost.
    carried: Literal["add", "drop"] | None = None


class MergePreview(ResponseBody):
    transactions: int
    parts: int
    predictions: int
    mappings: int
    rules: int
    budgets: int


class CategoryMerged(MergePreview):
    status: Literal["merged"]
    change_id: int | None


class OfferedCategory(ResponseBody):
    short_desc: str
    display_name: str
    parent_short_desc: str
    parent_name: str


class OfferedKeys(RequestBody):
    short_descs: Annotated[list[Key], Field(min_length=1, max_length=100)]


class OfferedAdded(ResponseBody):
    added: int
    change_id: int | None


class CategoryMoved(ResponseBody):
    status: Literal["moved"]
    category: Category
    came_from: str | None = Field(serialization_alias="from")
    to: str | None
    change_id: int | None
