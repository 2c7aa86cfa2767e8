"""Errors of the operator's view, each with its sentence and status."""

from backend.kit.errors import AppError


class NotAnOperator(AppError):
    code = "not_an_operator"
    status = 403
    title = "For operators only"

    def __init__(self) -> None:
        super().__init__("Only an operator of a shared server may see this. On your own computer there is none.")


class NoSuchPerson(AppError):
    code = "no_such_person"
    status = 404
    title = "No such person"

    def __init__(self) -> None:
        super().__init__("There is nobody with this number who has turned the profile on.")
