"""Errors of signals, each with its sentence and status."""

from backend.kit.errors import AppError


class NoConsent(AppError):
    code = "no_consent"
    status = 403
    title = "Profile is off"

    def __init__(self) -> None:
        super().__init__("Profile is off, so nothing is computed or shown. Turn it on first.")
