"""Errors of net worth, each with its sentence and status."""

from backend.kit.errors import AppError, NothingStored


class NoSuchAsset(AppError):
    code = "no_such_asset"
    status = 404
    title = "Not found"

    def __init__(self) -> None:
        super().__init__("This does not exist any more. Reload the page to see what there is.")


class NoSuchValuation(AppError):
    code = "no_such_valuation"
    status = 404
    title = "Value not found"

    def __init__(self) -> None:
        super().__init__("This value does not exist any more. Reload the page to see the values there are.")


class InvalidAsset(NothingStored):
    code = "invalid_asset"
    title = "That cannot be saved"
