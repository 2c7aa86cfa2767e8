"""What can be wrong with a period or a statement to reconcile to."""

from backend.kit.errors import AppError


class PeriodTooLong(AppError):
    code = "bad_period"
    status = 422
    title = "Not a period"

    def __init__(self) -> None:
        super().__init__("The period must end after it begins and cover 25 years at most.")


class BadStatement(AppError):
    code = "bad_statement"
    status = 422
    title = "Not reconciled"


class DoesNotAddUp(AppError):
    code = "does_not_add_up"
    status = 409
    title = "Not reconciled"

    def __init__(self, difference: str, difference_minor: int) -> None:
        super().__init__(
            f"The ticked transactions leave {difference} unexplained. Tick what is on the statement, or add an"
            " adjustment.",
            difference_minor=difference_minor,
        )


class Reconciled(AppError):
    code = "reconciled"
    status = 409
    title = "Protected"

    def __init__(self, count: int, on: str) -> None:
        what = "This transaction is" if count == 1 else f"{count} of these transactions are"
        super().__init__(
            f"{what} on the reconciled statement of {on}: with another amount, day or account it would not agree any"
            " more. Reopen that statement in the account first."
        )


class NoSuchReconciliation(AppError):
    code = "no_such_reconciliation"
    status = 404
    title = "Not found"

    def __init__(self) -> None:
        super().__init__("This statement is not reconciled any more. Reload the page.")


class NotTheLast(AppError):
    code = "not_the_last_statement"
    status = 409
    title = "Not reopened"

    def __init__(self, last_on: str) -> None:
        super().__init__(f"Later statements build on this one. Reopen the statement of {last_on} first.")
