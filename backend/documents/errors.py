"""Errors of attached files, each with its sentence and status."""

from backend.kit.errors import AppError


class NoSuchDocument(AppError):
    code = "no_such_document"
    status = 404
    title = "File not found"

    def __init__(self) -> None:
        super().__init__("This file does not exist any more. Reload the page to see what there is.")


class DocumentTooLarge(AppError):
    code = "document_too_large"
    status = 413
    title = "The file is too large"

    def __init__(self, megabytes: int) -> None:
        super().__init__(f"Files up to {megabytes} MB can be attached. Choose a smaller one, or make it smaller first.")


class EmptyDocument(AppError):
    code = "empty_document"
    status = 422
    title = "The file is empty"

    def __init__(self) -> None:
        super().__init__("This file has no content, so it was not attached.")
