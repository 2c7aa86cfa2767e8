"""Errors of transactions, each with its sentence and status."""

from backend.kit.errors import AppError


class NoSuchTransaction(AppError):
    code = "no_such_transaction"
    status = 404
    title = "Transaction not found"

    def __init__(self) -> None:
        super().__init__("This transaction does not exist any more. Reload the list to see what there is.")


class NoSuchAccount(AppError):
    code = "no_such_account"
    status = 404
    title = "Account not found"

    def __init__(self) -> None:
        super().__init__("This account does not exist any more. Choose another one.")


class AmountFixed(AppError):
    code = "amount_fixed"
    status = 409
    title = "The bank said so"

    def __init__(self) -> None:
        super().__init__(
            "Date and amount of a bank's transaction cannot be changed; they would no longer match the bank."
        )


class AlreadyHere(AppError):
    code = "already_here"
    status = 409
    title = "It is here already"

    def __init__(self) -> None:
        super().__init__("The bank has sent this transaction again, so it is in your list already.")


class CannotRestore(AppError):
    code = "cannot_restore"
    status = 409
    title = "Cannot be restored"

    def __init__(self, account: str) -> None:
        super().__init__(f"The account “{account}” of this transaction was deleted. Restore the account first.")
