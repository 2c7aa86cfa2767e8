"""What can be wrong with the terms of a card or loan, or with a plan to pay debts off."""

from backend.kit.errors import AppError


class BadTerms(AppError):
    code = "bad_terms"
    status = 422
    title = "Not saved"


class NoTerms(AppError):
    code = "no_terms"
    status = 404
    title = "Not found"

    def __init__(self, name: str) -> None:
        super().__init__(f"The terms of “{name}” are not entered yet. Enter them on the page Debts.")
