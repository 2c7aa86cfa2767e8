"""Errors of categories, each with its sentence and status."""

from backend.kit.errors import AppError


class NoSuchCategory(AppError):
    code = "no_such_category"
    status = 404
    title = "Category not found"

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no category “{key[:100]}”. Reload the page to see the categories there are.")


class KeyTaken(AppError):
    code = "category_key_taken"
    status = 409
    title = "This key is in use"

    def __init__(self, key: str) -> None:
        super().__init__(f"There is a category with the key “{key}” already. Choose another key, or leave it out.")


class NameTaken(AppError):
    code = "category_name_taken"
    status = 409
    title = "This name is in use"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a category “{name}” in the same place already. Choose another name.")


class ThirdLevel(AppError):
    code = "third_level"
    status = 409
    title = "Categories have two levels"

    def __init__(self, message: str) -> None:
        super().__init__(message)


class NothingToMove(AppError):
    code = "nothing_to_move"
    status = 409
    title = "It is there already"

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is there already.")


class IntoItself(AppError):
    code = "into_itself"
    status = 409
    title = "A category cannot go into itself"

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” cannot be put into itself. Choose another category.")


class KindContradiction(AppError):
    code = "kind_contradiction"
    status = 422
    title = "Income or not"

    def __init__(self, kind: str, *, is_income: bool) -> None:
        other = "income" if is_income else "not income"
        super().__init__(f"A category of the kind {kind} was also said to be {other}. Leave one of the two out.")
