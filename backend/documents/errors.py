"""Errors of documents, each with its sentence and status."""

from backend.kit.errors import AppError


class NoSuchDocument(AppError):
    code = "no_such_document"
    status = 404
    title = "File not found"

    def __init__(self) -> None:
        super().__init__("This file does not exist any more. Reload the page to see what there is.")


class DamagedDocument(AppError):
    code = "damaged_document"
    status = 409
    title = "The file is damaged"

    def __init__(self, filename: str) -> None:
        super().__init__(
            f"“{filename}” is missing or was changed on the disk since it was added. Add it again, or restore a backup."
        )


class NoSuchPage(AppError):
    code = "no_such_page"
    status = 404
    title = "Page not found"

    def __init__(self) -> None:
        super().__init__("This document has no such page.")


class DocumentTooLarge(AppError):
    code = "document_too_large"
    status = 413
    title = "The file is too large"

    def __init__(self, megabytes: int) -> None:
        super().__init__(f"Files up to {megabytes} MB can be kept. Choose a smaller one, or make it smaller first.")


class EmptyDocument(AppError):
    code = "empty_document"
    status = 422
    title = "The file is empty"

    def __init__(self) -> None:
        super().__init__("This file has no content, so it was not kept.")


class ProgramRefused(AppError):
    code = "program_refused"
    status = 422
    title = "Programs are not kept"

    def __init__(self, filename: str) -> None:
        super().__init__(f"“{filename}” is a program, not a document. It was not kept.")


class OneTarget(AppError):
    code = "one_target"
    status = 422
    title = "Not linked"

    def __init__(self) -> None:
        super().__init__("Name one transaction, one account or one goal to link the document to.")
