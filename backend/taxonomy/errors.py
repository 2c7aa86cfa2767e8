"""Errors of removing and merging categories."""

from typing import Any

from backend.budgets.service import Carried
from backend.kit.errors import AppError
from backend.kit.money import in_units


class CategoryInUse(AppError):
    code = "category_in_use"
    status = 409
    title = "This category is in use"

    def __init__(self, name: str, uses: dict[str, int]) -> None:
        uses_in_words = ", ".join(_counted(number, word) for word, number in uses.items() if number)
        extra: dict[str, Any] = dict(uses)
        super().__init__(f"“{name}” still has {uses_in_words}. Merge it into another category, or archive it.", **extra)


class CarriedAmountOpen(AppError):
    code = "carried_amount_open"
    status = 409
    title = "What becomes of the carried amount?"

    def __init__(self, source: str, target: str, carried: Carried) -> None:
        amount = f"{in_units(carried.amount_minor, carried.currency)} {carried.currency}"
        super().__init__(
            f"“{source}” has carried {amount} over into {carried.month}, but the budget of “{target}” does not roll "
            "over. Choose whether the amount is added to that budget or dropped.",
            carried_minor=carried.amount_minor,
            currency=carried.currency,
            month=carried.month,
        )


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
