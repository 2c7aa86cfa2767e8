"""The words of a PDF and pictures of its pages, from a child process; the text of a picture by local recognition."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from backend.text_extraction import pdf_process
from backend.text_extraction.errors import BrokenPdf, LockedPdf, PictureTooLarge, TooLargeToRead, TooManyPages
from backend.text_extraction.pages import Page, Word
from backend.text_extraction.picture_size import picture_size

SECONDS = 30
RECOGNITION_SECONDS = 60
MAX_MEGAPIXELS = 100
SHOWN_PIXELS = 1_500_000
RECOGNIZED_PIXELS = 4_000_000
_ROOT = Path(__file__).resolve().parents[2]


def read_pdf(data: bytes) -> list[Page]:
    """Return the pages of a PDF with their words.

    Raises BrokenPdf, LockedPdf, TooManyPages, and TooLargeToRead after 30 seconds or above 300 MB.
    """
    answer = json.loads(_run(data, []))
    return [Page(page["width"], page["height"], tuple(Word(*word) for word in page["words"])) for page in answer]


def page_picture(data: bytes, page_number: int, *, pixels: int = SHOWN_PIXELS) -> bytes:
    """Return a picture (PNG) of a page, counted from 1, of about so many pixels. Raises what `read_pdf` does."""
    return _run(data, ["--page", str(page_number), "--pixels", str(pixels)])


def refuse_huge_picture(data: bytes) -> None:
    """Raise PictureTooLarge for a picture that would take too much memory to show or read."""
    size = picture_size(data)
    megapixels = round(size[0] * size[1] / 1_000_000) if size else 0
    if megapixels > MAX_MEGAPIXELS:
        raise PictureTooLarge(megapixels, MAX_MEGAPIXELS)


def recognizer() -> str | None:
    """Return the path of Tesseract, None if it is not installed. TESSERACT_PATH names another one."""
    return os.environ.get("TESSERACT_PATH") or shutil.which("tesseract")


def recognize(picture: bytes) -> str | None:
    """Return the text in a picture as lines, None if no text recognition is installed or it failed.

    Raises PictureTooLarge.
    """
    refuse_huge_picture(picture)
    program = recognizer()
    if program is None:
        return None
    # psm 4: one column of lines of different sizes, as receipts have.
    command = [program, "stdin", "stdout", "--psm", "4", "-c", "preserve_interword_spaces=1"]
    try:
        done = subprocess.run(command, input=picture, capture_output=True, timeout=RECOGNITION_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    text = done.stdout.decode("utf-8", errors="replace").strip()
    return text if done.returncode == 0 and text else None


def _run(data: bytes, arguments: list[str]) -> bytes:
    is_frozen = getattr(sys, "frozen", False)
    program = [sys.executable] if is_frozen else [sys.executable, "-m", "backend"]
    environment = os.environ if is_frozen else os.environ | {"PYTHONPATH": str(_ROOT)}
    try:
        done = subprocess.run(
            [*program, "read-pdf", *arguments],
            input=data, capture_output=True, timeout=SECONDS, env=environment, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise TooLargeToRead from None
    if done.returncode == 0:
        return done.stdout
    if done.returncode == pdf_process.LOCKED:
        raise LockedPdf
    if done.returncode == pdf_process.MANY_PAGES:
        raise TooManyPages(json.loads(done.stdout)["pages"], pdf_process.MAX_PAGES)
    if done.returncode == pdf_process.TOO_LARGE:
        raise TooLargeToRead
    raise BrokenPdf
