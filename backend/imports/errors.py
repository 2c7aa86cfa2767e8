"""Errors of imports: why a file cannot be read, and why a preview, a commit or an undo cannot be done."""

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


class FileGone(AppError):
    code = "file_gone"
    status = 410
    title = "The file is gone"

    def __init__(self) -> None:
        super().__init__("The file of this import is not kept any more. Drop it once more.")


class NoSuchImport(AppError):
    code = "no_such_import"
    status = 404
    title = "Import not found"

    def __init__(self) -> None:
        super().__init__("This import does not exist any more. Drop the file once more.")


class NotAPreview(AppError):
    code = "not_a_preview"
    status = 409
    title = "Already imported"

    def __init__(self) -> None:
        super().__init__("This file was imported already. To import it again, undo it first.")


class NotDone(AppError):
    code = "not_done"
    status = 409
    title = "Nothing to undo"

    def __init__(self) -> None:
        super().__init__("This import was never finished or is undone already.")


class AccountNeeded(AppError):
    code = "account_needed"
    status = 422
    title = "Which account?"

    def __init__(self) -> None:
        super().__init__("Say which account this file belongs to, or make a new one for it.")


class WrongCurrency(AppError):
    code = "wrong_currency"
    status = 409
    title = "Another currency"

    def __init__(self, *, file: str, account: str, name: str) -> None:
        super().__init__(
            f"The file is in {file}, but the account “{name}” is in {account}. "
            "Choose another account or make a new one.",
            file_currency=file,
            account_currency=account,
        )


class SeveralAccounts(AppError):
    code = "several_accounts"
    status = 422
    title = "Several accounts"

    def __init__(self, count: int) -> None:
        super().__init__(
            f"The file holds {count} accounts, so it cannot go into one. Name no account, and each goes into its own."
        )


class NothingInArchive(AppError):
    code = "nothing_in_archive"
    status = 422
    title = "Nothing to import"

    def __init__(self, reasons: list[str]) -> None:
        details = " ".join(reasons[:5]) or "There are no files in it."
        super().__init__(f"Not one table of the archive can be imported. {details}", reasons=reasons)


class MappingNotUnderstood(AppError):
    code = "bad_mapping"
    status = 422
    title = "This mapping cannot be used"


class ImportCancelled(AppError):
    code = "import_cancelled"
    status = 409
    title = "Cancelled"

    def __init__(self) -> None:
        super().__init__("The import was cancelled. Nothing was changed.")


class NeedsMapping(AppError):
    code = "needs_mapping"
    status = 422
    title = "Look at this file first"

    def __init__(self, why: str) -> None:
        super().__init__(f"This file cannot be imported unseen. {why} Open it on the Import page and settle it there.")


class NoStatementInside(UnreadableFile):
    code = "no_statement_inside"

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"This file is {kind}; it holds no list of transactions."
            " Download the transactions of the account from your bank.",
            kind=kind,
        )
