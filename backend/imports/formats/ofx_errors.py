"""Why an OFX file as a whole gives nothing to import."""

from backend.imports.errors import UnreadableFile


class NotOfx(UnreadableFile):
    code = "not_ofx"

    def __init__(self) -> None:
        super().__init__(
            "There is no OFX statement in this file. Download the transactions again from your bank,"
            " as OFX, QFX or CSV."
        )


class BankRefused(UnreadableFile):
    """The file is the bank's answer that it will not give a statement."""

    code = "bank_refused"

    def __init__(self, said: str) -> None:
        told = f" Its words: “{said}”" if said else ""
        super().__init__(
            f"This file holds no statement but an error message of the bank.{told}"
            " Log in to your bank and download the transactions again.",
            said=said,
        )
