"""What cannot be done with the file of a broker, each with its sentence."""

from backend.kit.errors import AppError, NothingStored


class NotABrokerFile(AppError):
    code = "not_a_broker_file"
    status = 422
    title = "This file cannot be read"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"{why} Export the activity or the positions from your broker as CSV, OFX or QIF, and choose that file."
            " Nothing was stored."
        )


class NoSuchInvestmentImport(AppError):
    code = "no_such_investment_import"
    status = 404
    title = "No such import"

    def __init__(self) -> None:
        super().__init__("There is no such import. It may have been put away; choose the file again.")


class ImportNotOpen(AppError):
    code = "investment_import_not_open"
    status = 409
    title = "This import is done"

    def __init__(self) -> None:
        super().__init__("This file was imported already. Undo that import first, or choose the file again.")


class ImportNotDone(AppError):
    code = "investment_import_not_done"
    status = 409
    title = "Nothing to undo"

    def __init__(self) -> None:
        super().__init__("This import was not made, or was undone already.")


class InvalidMapping(NothingStored):
    code = "invalid_investment_mapping"
    title = "The mapping is not complete"


class WrongAccount(NothingStored):
    code = "wrong_investment_account"
    status = 409
    title = "The account does not fit"
