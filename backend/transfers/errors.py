"""Errors of transfers, each with its sentence and status."""

from backend.kit.errors import AppError


class NotATransfer(AppError):
    code = "not_a_transfer"
    status = 409
    title = "Not a transfer"

    def __init__(self) -> None:
        super().__init__("This transaction is not linked as a transfer. Nothing was changed.")


class CannotLink(AppError):
    code = "cannot_link"
    status = 409
    title = "Cannot be linked"
