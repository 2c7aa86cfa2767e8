"""Errors of planning, each with its sentence and status."""

from backend.kit.errors import AppError


class NoSuchScenario(AppError):
    code = "no_such_scenario"
    status = 404
    title = "No such scenario"

    def __init__(self) -> None:
        super().__init__("There is no such scenario any more. Nothing was changed.")


class InvalidScenario(AppError):
    code = "invalid_scenario"
    status = 422
    title = "This plan cannot be"
