"""Errors of the library, each with its sentence and status."""

from backend.kit.errors import AppError


class NoSuchItem(AppError):
    code = "no_such_item"
    status = 404
    title = "No such item"

    def __init__(self) -> None:
        super().__init__("There is no such item in the library. Nothing was changed.")
