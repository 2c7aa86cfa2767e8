"""What stands in the way of removing or merging a category."""

from typing import Any

from backend.kit.errors import AppError


class CategoryInUse(AppError):
    code = "category_in_use"
    status = 409
    title = "This category is in use"

    def __init__(self, name: str, uses: dict[str, int]) -> None:
        told = ", ".join(_counted(number, word) for word, number in uses.items() if number)
        extra: dict[str, Any] = dict(uses)
        super().__init__(f"“{name}” still has {told}. Merge it into another category, or archive it.", **extra)


class HasChildren(AppError):
    code = "has_children"
    status = 409
    title = "This category has subcategories"

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” has subcategories. Move or merge them first, then merge it.")


_SINGULAR = {"children": "subcategory"}
_PLURAL = {"children": "subcategories"}


def _counted(number: int, word: str) -> str:
    if word == "transactions_in_deleted_accounts":
        return f"{_counted(number, 'transactions')} in deleted accounts"
    if number == 1:
        return f"1 {_SINGULAR.get(word, word.removesuffix('s'))}"
    return f"{number} {_PLURAL.get(word, word)}"
