"""What can be wrong with a recurring series."""

from backend.kit.errors import AppError


class NoSuchSeries(AppError):
    code = "no_such_series"
    status = 404
    title = "Not found"

    def __init__(self) -> None:
        super().__init__("This series does not exist any more. Load the page again.")


class BadSeries(AppError):
    code = "bad_series"
    status = 422
    title = "Not saved"


class NoFeedToken(AppError):
    code = "no_token"
    status = 401
    title = "Refused"

    def __init__(self) -> None:
        super().__init__("This address of the calendar feed does not work. Make a new one on the page Recurring.")
