"""Errors of the legacy migration. The legacy data is unchanged in each case."""

from pathlib import Path

from backend.kit.errors import AppError


class LegacyAppRunning(AppError):
    code = "older_app_running"
    status = 503
    title = "The older app still has its data open"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} was made by the older Budget App, which still has it open. End it (also its sync in the "
            "background), then start this one again. Nothing was changed.",
            file=str(path),
        )


class LegacyMigrationFailed(AppError):
    code = "adoption_failed"
    status = 503
    title = "The data of the older app could not be taken over"

    def __init__(self, file: str, what: str) -> None:
        super().__init__(
            f"{file} was made by the older Budget App and could not be taken over: {what} "
            "It is as it was, and the older app can open it.",
            file=file,
        )


class VerificationFailed(Exception):
    """What was taken over is not what was there; says what, for people. Nobody but the taking over sees it."""
