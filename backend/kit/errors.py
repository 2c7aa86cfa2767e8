"""The base class of all errors that are shown to a person."""

from typing import ClassVar


class AppError(Exception):
    """A request that cannot be done, with the sentence to show.

    Subclasses say in their name what happened and set `code` (stable, for programs), `status` (HTTP) and `title`.
    `message` tells a person what happened and what to do; `extra` goes beside it in the JSON answer.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "This cannot be done"

    def __init__(self, message: str, **extra: object) -> None:
        super().__init__(message)
        self.message = message
        self.extra = extra


class NothingStored(AppError):
    """What was sent cannot be stored, so none of it was; `reason` is a sentence that says why and what to do."""

    status = 422

    def __init__(self, reason: str, **extra: object) -> None:
        super().__init__(f"{reason} Nothing was stored.", **extra)
        self.reason = reason
