"""Reads a PDF as the child process does, but in this one."""

import pypdfium2

from backend.text_extraction import pdf_process
from backend.text_extraction.pages import Page, Word


def pages_of(data: bytes) -> list[Page]:
    found = pdf_process.read_pages(pypdfium2.PdfDocument(data))
    return [Page(page["width"], page["height"], tuple(Word(*word) for word in page["words"])) for page in found]
