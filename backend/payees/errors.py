"""Errors of payees, each with its sentence and status."""

from backend.kit.errors import AppError


class NoSuchPayee(AppError):
    code = "no_such_payee"
    status = 404
    title = "Payee not found"

    def __init__(self) -> None:
        super().__init__("No transaction names this payee any more. Reload the page to see the payees there are.")


class PayeeNameTaken(AppError):
    code = "payee_name_taken"
    status = 409
    title = "This name is in use"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a payee “{name}” already. Choose another name, or merge the two.")


class NotMerged(AppError):
    code = "not_merged"
    status = 409
    title = "Nothing to split"

    def __init__(self) -> None:
        super().__init__("This spelling is a payee of its own already.")
