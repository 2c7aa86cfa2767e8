"""What can be wrong with a period or a statement to reconcile to."""

from backend.kit.errors import AppError


class PeriodTooLong(AppError):
    code = "bad_period"
    status = 422
    title = "Not a period"

    def __init__(self) -> None:
        super().__init__("The period must end after it begins and cover 25 years at most.")
