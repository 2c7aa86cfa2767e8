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
