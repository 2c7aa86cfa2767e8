"""Why a file cannot be read as QIF."""

from backend.imports.errors import UnreadableFile


class NotQif(UnreadableFile):
    code = "not_qif"

    def __init__(self) -> None:
        super().__init__(
            "There are no QIF records in this file. Download the transactions again from your bank or program,"
            " as QIF, OFX or CSV."
        )
