"""Why a file as a whole cannot be read: one class per situation, each telling the person what to do."""

from typing import ClassVar

from backend.kit.errors import AppError


class UnreadableFile(AppError):
    """Nothing was imported from the file."""

    code: ClassVar[str] = "unreadable_file"
    status: ClassVar[int] = 422
    title: ClassVar[str] = "This file cannot be read"


class EmptyFile(UnreadableFile):
    code = "empty_file"

    def __init__(self) -> None:
        super().__init__("The file is empty. Download it again from your bank.")


class BinaryFile(UnreadableFile):
    code = "binary_file"

    def __init__(self, kind: str, advice: str) -> None:
        super().__init__(f"This is {kind}, not a statement of an account. {advice}", kind=kind)


class NotATable(UnreadableFile):
    code = "not_a_table"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"{why} Export the transactions from your bank, as CSV, Excel, OFX, QIF, CAMT or MT940,"
            " and choose that file."
        )


class NotAStatement(UnreadableFile):
    code = "not_a_statement"

    def __init__(self, kind: str, advice: str) -> None:
        super().__init__(f"This file looks like {kind}, not a statement of an account. {advice}", kind=kind)


class FileTooLarge(UnreadableFile):
    code = "file_too_large"
    status = 413

    def __init__(self, limit_megabytes: int) -> None:
        super().__init__(
            f"This file is larger than {limit_megabytes} MB, so it was not read. Export it again in parts, for example"
            " one file for each year, and import one part after the other."
        )


class TooManyColumns(UnreadableFile):
    code = "too_many_columns"

    def __init__(self, line_no: int, limit: int) -> None:
        super().__init__(
            f"Line {line_no} has more than {limit} columns, so this is not a statement we can read."
            " Export the transactions again from your bank.",
            line_no=line_no,
        )


class FieldTooLarge(UnreadableFile):
    code = "field_too_large"

    def __init__(self, line_no: int) -> None:
        super().__init__(
            f"A field on line {line_no} is larger than 250 KB. The file is damaged; download it again.", line_no=line_no
        )


class UnterminatedQuote(UnreadableFile):
    code = "unterminated_quote"

    def __init__(self, line_no: int) -> None:
        super().__init__(
            f"A quotation mark opened on line {line_no} is never closed, so the rows after it cannot be told apart."
            " Nothing was imported. Download the file again, or correct that line.",
            line_no=line_no,
        )


class MappingDoesNotFit(UnreadableFile):
    code = "mapping_does_not_fit"

    def __init__(self, column_no: int) -> None:
        super().__init__(
            f"The chosen columns do not fit this file: it has no column {column_no}. Choose the columns again.",
            column_no=column_no,
        )
