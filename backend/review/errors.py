"""Errors of the review, each with its sentence and status."""

from backend.kit.errors import AppError


class NotStaged(AppError):
    code = "not_staged"
    status = 409
    title = "Not staged"

    def __init__(self) -> None:
        super().__init__("Only a staged transaction can be sent back. This one is no longer staged.")


class UnknownCategory(AppError):
    code = "unknown_category"
    status = 422
    title = "Unknown category"

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no category “{key[:100]}”. Choose one from the list.")


class CategoryMissing(AppError):
    code = "category_missing"
    status = 422
    title = "No category given"

    def __init__(self) -> None:
        super().__init__("To change transactions, name the category: category_short_desc is missing.")
