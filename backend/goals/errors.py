"""Errors of goals, each with its sentence and status."""

from backend.kit.errors import AppError


class NoSuchGoal(AppError):
    code = "no_such_goal"
    status = 404
    title = "No such goal"

    def __init__(self) -> None:
        super().__init__("There is no such goal any more. Nothing was changed.")


class InvalidGoal(AppError):
    code = "invalid_goal"
    status = 422
    title = "This goal cannot be"
