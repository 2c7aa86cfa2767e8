"""What moving, merging and previewing answer."""

from typing import Literal

from pydantic import Field

from backend.categories.schemas import Category
from backend.infra.fields import Answer, Body, Key


class MergeTarget(Body):
    target_short_desc: Key


class MergePreview(Answer):
    transactions: int
    parts: int
    predictions: int
    mappings: int
    rules: int
    budgets: int


class CategoryMerged(MergePreview):
    status: Literal["merged"]
    change_id: int | None


class CategoryMoved(Answer):
    status: Literal["moved"]
    category: Category
    came_from: str | None = Field(serialization_alias="from")
    to: str | None
    change_id: int | None
