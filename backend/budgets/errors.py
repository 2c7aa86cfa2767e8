"""Errors of budgets, each with its sentence and status."""

from backend.kit.errors import AppError


class NoSuchBudget(AppError):
    code = "no_such_budget"
    status = 404
    title = "Budget not found"

    def __init__(self) -> None:
        super().__init__("This budget does not exist any more. Reload the page to see the budgets there are.")


class NotForSpending(AppError):
    code = "not_for_spending"
    status = 422
    title = "Budgets are for spending"

    def __init__(self, name: str, kind: str) -> None:
        what = "income" if kind == "income" else "money that only changes its place"
        super().__init__(f"“{name}” is for {what}, which no budget counts. Choose a category of spending.")


class SameMonth(AppError):
    code = "same_month"
    status = 422
    title = "The same month"

    def __init__(self) -> None:
        super().__init__("Budgets can only be copied from one month to another. Choose two months.")
