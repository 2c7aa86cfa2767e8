"""The words of a PDF and pictures of its pages, from a child process; the text of a picture by local recognition."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from backend.text_extraction import pdf_process
from backend.text_extraction.errors import BrokenPdf, LockedPdf, PictureTooLarge, TooLargeToRead, TooManyPages
from backend.text_extraction.pages import Page, Word
from backend.text_extraction.picture_size import picture_size

SECONDS = 30
RECOGNITION_SECONDS = 60
MAX_MEGAPIXELS = 100
MAX_RECOGNITION_MEGABYTES = 700
SHOWN_PIXELS = 1_500_000
# 300 pixels to the inch on A4 and Letter, which Tesseract reads best.
RECOGNIZED_PIXELS = 8_700_000
# So many pages of a scan are recognised.
MAX_RECOGNIZED_PAGES = 12
INSTALL_RECOGNITION = (
    "Install Tesseract to have it read on this computer (Debian and Ubuntu: tesseract-ocr; macOS: brew install"
    " tesseract; Windows: winget install UB-Mannheim.TesseractOCR)."
)
# The languages that are read if they are installed. More of them take more time and read no better.
_LANGUAGES = ("eng", "deu", "fra", "spa")
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
    # psm 4: one column of lines of different sizes, as receipts have.
    return _recognized(picture, "--psm", "4", "-c", "preserve_interword_spaces=1", "txt")


def recognize_pdf(data: bytes, page_numbers: Iterable[int]) -> list[Page]:
    """Return these pages of a scanned PDF with the words that were recognised in their pictures.

    Empty if no text recognition is installed. Raises what `read_pdf` does.
    """
    return (
        []
        if recognizer() is None
        else [_recognized_page(page_picture(data, number, pixels=RECOGNIZED_PIXELS)) for number in page_numbers]
    )


def _recognized_page(picture: bytes) -> Page:
    width, height = picture_size(picture) or (1, 1)
    # psm 6: a block of lines of one size, so that the columns of a table stay on one line.
    table = _recognized(picture, "--psm", "6", "tsv") or ""
    # Places in points as if the page were 600 wide; only their proportions matter.
    points = 600 / width
    words = []
    for row in table.splitlines()[1:]:
        level, *_, left, top, right, bottom, confidence, text = [*row.split("\t", 11), ""][:12]
        if level == "5" and text.strip() and float(confidence) > 0:
            box = (int(left), int(top), int(left) + int(right), int(top) + int(bottom))
            words.append(Word(text, *(round(value * points, 2) for value in box)))
    return Page(600.0, height * points, tuple(words))


@cache
def _languages(program: str) -> str:
    """Return those of our languages that are installed, as Tesseract wants them."""
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=SECONDS, check=False)
    return "+".join(name for name in _LANGUAGES if name in listed.stdout.split()) or "eng"


def _recognized(picture: bytes, *options: str) -> str | None:
    refuse_huge_picture(picture)
    program = recognizer()
    if program is None:
        return None
    try:
        command = [program, "stdin", "stdout", "-l", _languages(program), *options]
        # One thread: several gain little and take the computer from the person.
        environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        ) as running:
            _limit_memory(running.pid)
            try:
                output, _ = running.communicate(picture, timeout=RECOGNITION_SECONDS)
            finally:
                running.kill()
    except (OSError, subprocess.TimeoutExpired):
        return None
    text = output.decode("utf-8", errors="replace").strip()
    return text if running.returncode == 0 and text else None


def _limit_memory(process_id: int) -> None:
    """Set how much memory a process may take; only Linux lets another process do so, elsewhere its time counts."""
    if sys.platform == "linux":
        import resource

        limit = MAX_RECOGNITION_MEGABYTES * 1_000_000
        with suppress(OSError):
            resource.prlimit(process_id, resource.RLIMIT_AS, (limit, limit))


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
