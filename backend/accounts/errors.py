"""Errors of accounts, each with its sentence and status."""

from backend.kit.errors import AppError


class NoSuchAccount(AppError):
    code = "no_such_account"
    status = 404
    title = "Account not found"

    def __init__(self) -> None:
        super().__init__("This account does not exist any more. Reload the page to see the accounts there are.")


class NameTaken(AppError):
    code = "account_name_taken"
    status = 409
    title = "This name is in use"

    def __init__(self, name: str, what_to_do: str = "Choose another name.") -> None:
        super().__init__(f"There is an account “{name}” already. {what_to_do}")


class CurrencyFixed(AppError):
    code = "currency_fixed"
    status = 409
    title = "The currency cannot be changed"

    def __init__(self, name: str, currency: str) -> None:
        super().__init__(
            f"“{name}” has transactions in {currency}, so its currency cannot be changed. Add a second account instead."
        )


class NoSuchGroup(AppError):
    code = "no_such_group"
    status = 404
    title = "Group not found"

    def __init__(self) -> None:
        super().__init__("This group of accounts does not exist any more. Reload the page.")


class GroupNameTaken(AppError):
    code = "group_name_taken"
    status = 409
    title = "This name is in use"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a group “{name}” already. Choose another name.")
