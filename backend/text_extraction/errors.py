"""Why the text of a file could not be read, each as a sentence for the person."""

from typing import ClassVar

from backend.kit.errors import AppError


class TextUnreadable(AppError):
    """The file was not read; nothing of it is half read."""

    code: ClassVar[str] = "text_unreadable"
    status: ClassVar[int] = 422
    title: ClassVar[str] = "This file cannot be read"


class BrokenPdf(TextUnreadable):
    code = "broken_pdf"

    def __init__(self) -> None:
        super().__init__("The PDF is damaged or is no PDF. Download it again.")


class LockedPdf(TextUnreadable):
    code = "locked_pdf"

    def __init__(self) -> None:
        super().__init__(
            "The PDF needs a password. Open it in a PDF program, save a copy without the password, and add that."
        )


class TooManyPages(TextUnreadable):
    code = "too_many_pages"

    def __init__(self, pages: int, limit: int) -> None:
        super().__init__(f"The PDF has {pages} pages; up to {limit} are read. Add the pages that matter as one file.")


class TooLargeToRead(TextUnreadable):
    code = "too_large_to_read"

    def __init__(self) -> None:
        super().__init__("Reading this PDF takes more time or memory than a document should, so it was stopped.")


class PictureTooLarge(TextUnreadable):
    code = "picture_too_large"

    def __init__(self, megapixels: int, limit: int) -> None:
        super().__init__(f"The picture has {megapixels} megapixels; up to {limit} are read. Make it smaller first.")
