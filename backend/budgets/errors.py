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


class _Gone(AppError):
    status = 404
    title = "Not found"
    what = "This"

    def __init__(self) -> None:
        super().__init__(f"{self.what} does not exist any more. Reload the page.")


class NoSuchPlan(_Gone):
    code = "no_such_plan"
    what = "This plan"


class NoSuchLine(_Gone):
    code = "no_such_line"
    what = "This budget line"


class NoSuchMove(_Gone):
    code = "no_such_move"
    what = "This move"


class NoSuchTemplate(_Gone):
    code = "no_such_template"
    what = "This template"


class NoSuchAlert(_Gone):
    code = "no_such_alert"
    what = "This alert"


class EndBeforeStart(AppError):
    code = "end_before_start"
    status = 422
    title = "The end is before the start"

    def __init__(self) -> None:
        super().__init__("The last day is before the first day. Choose a later end, or leave it open.")


class OverlappingLines(AppError):
    code = "overlapping_lines"
    status = 409
    title = "There is a budget already"

    def __init__(self, category: str, existing: str) -> None:
        super().__init__(
            f"“{category}” already has {existing} on some of these days, and its spending would count twice. "
            "Change or end that one first."
        )


class OutsidePlan(AppError):
    code = "outside_plan"
    status = 422
    title = "Outside of the plan"

    def __init__(self, plan: str) -> None:
        super().__init__(f"These days are not all within “{plan}”. Choose days within the plan, or change its days.")


class OnceNeedsEnd(AppError):
    code = "once_needs_end"
    status = 422
    title = "The last day is missing"

    def __init__(self) -> None:
        super().__init__("A line that is not repeated needs a last day. Enter it, or choose a period that repeats.")


class NotABudgetLine(AppError):
    code = "not_a_budget_line"
    status = 422
    title = "No budget"

    def __init__(self, category: str, day: str) -> None:
        super().__init__(f"“{category}” has no budget on {day}. Add a budget for it first.")


class NotEnoughLeft(AppError):
    code = "not_enough_left"
    status = 422
    title = "Not enough left"

    def __init__(self, source: str, left: str) -> None:
        super().__init__(f"{source} has {left} left. Move at most that, or take it from another line.")


class SameLine(AppError):
    code = "same_line"
    status = 422
    title = "The same line"

    def __init__(self) -> None:
        super().__init__("Money can only be moved between two different lines.")


class NothingToAssign(AppError):
    code = "nothing_to_assign"
    status = 422
    title = "No income here"

    def __init__(self) -> None:
        super().__init__("Income is assigned in the main budget only. Move money from another line of this plan.")


class CircularCover(AppError):
    code = "circular_cover"
    status = 422
    title = "The covers would go in a circle"

    def __init__(self, path: str) -> None:
        super().__init__(f"The money would go in a circle: {path}. Undo or lower the earlier move instead.")


class CurrenciesDiffer(AppError):
    code = "currencies_differ"
    status = 422
    title = "Different currencies"

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"One line is in {one}, the other in {other}. Money can only be moved within one currency.")


class BadTemplate(AppError):
    code = "bad_template"
    status = 422
    title = "Not saved"


class OverIncome(AppError):
    code = "over_income"
    status = 422
    title = "More than all income"

    def __init__(self, percent: str) -> None:
        super().__init__(f"The templates would take {percent} % of income together. Lower one so that they are 100 %.")
