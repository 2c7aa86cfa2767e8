"""What can go wrong around a file that can be read: its account, its preview, its undo."""

from backend.kit.errors import AppError


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
        told = " ".join(reasons[:5]) or "There are no files in it."
        super().__init__(f"Not one table of the archive can be imported. {told}", reasons=reasons)


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
