"""Errors of erasure."""

from backend.kit.errors import AppError

CONFIRMATION = "ERASE"


class ErasureNotConfirmed(AppError):
    code = "erasure_not_confirmed"
    status = 422
    title = "Nothing was erased"

    def __init__(self) -> None:
        super().__init__(f"Everything is erased only when the word {CONFIRMATION} is entered. Nothing was changed.")
