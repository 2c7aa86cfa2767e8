"""What can go wrong with notices, as an answer of the API."""

from backend.kit.errors import AppError


class NoSuchNotice(AppError):
    code = "no_such_notice"
    status = 404
    title = "Notice not found"

    def __init__(self) -> None:
        super().__init__("This notice does not exist any more. Reload the page to see those there are.")
