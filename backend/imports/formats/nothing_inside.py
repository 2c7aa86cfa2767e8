"""The file is what its name says, but there is no list of movements in it."""

from backend.imports.errors import UnreadableFile


class NoStatementInside(UnreadableFile):
    code = "no_statement_inside"

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"This file is {kind}; it holds no list of transactions."
            " Download the transactions of the account from your bank.",
            kind=kind,
        )
