"""Errors of moving in: why a book of another program cannot be read or saved."""

from backend.kit.errors import AppError


class UnreadableBook(AppError):
    """The file is a book of another program, but cannot be read. Nothing was saved."""

    code = "unreadable_book"
    status = 422
    title = "This file cannot be read"

    def __init__(self, program: str, why: str) -> None:
        super().__init__(f"This looks like a file of {program}, but {why} Nothing was added.", program=program)


class BookNotOpen(AppError):
    code = "book_not_open"
    status = 404
    title = "Choose the file again"

    def __init__(self) -> None:
        super().__init__("This file is not open any more. Choose it again; nothing was added.")


class InvalidChoice(AppError):
    code = "invalid_choice"
    status = 422
    title = "Cannot be moved in like this"


class BookHasNoEntries(AppError):
    code = "empty_book"
    status = 422
    title = "Nothing to move in"

    def __init__(self) -> None:
        super().__init__("None of the chosen accounts has transactions or a balance. Choose at least one that has.")
