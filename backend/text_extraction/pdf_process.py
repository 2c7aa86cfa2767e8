"""The process that reads a PDF with PDFium: bytes on standard input, an answer on standard output.

It runs apart from the app, so that a hostile or damaged file can take neither its memory nor its time.
"""

import json
import os
import struct
import sys
import threading
import time
import zlib
from pathlib import Path
from typing import Any

from backend.text_extraction.pages import Word

MAX_PAGES = 200
MAX_MEGABYTES = 300
MAX_CHARACTERS = 2_000_000
# Exit codes.
BROKEN, LOCKED, MANY_PAGES, TOO_LARGE = 3, 4, 5, 6
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD


def main(*, page_number: int | None, pixels: int) -> int:
    """Answer with the words of all pages as JSON, or with a picture (PNG) of one page of about so many pixels."""
    _limit_memory()
    import pypdfium2

    data = sys.stdin.buffer.read()
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        return LOCKED if getattr(error, "err_code", None) == _PASSWORD_ERROR else BROKEN
    if count > MAX_PAGES and page_number is None:
        sys.stdout.write(json.dumps({"pages": count}))
        return MANY_PAGES
    try:
        if page_number is not None:
            _write_picture(document, page_number, pixels)
        else:
            sys.stdout.write(json.dumps(read_pages(document)))
        sys.stdout.flush()
    except pypdfium2.PdfiumError:
        return BROKEN
    except MemoryError:
        return TOO_LARGE
    return 0


def _limit_memory() -> None:
    """End this process when it holds too much. Windows has no such measure here; there the time limit counts."""
    if sys.platform == "win32":
        return

    def watch() -> None:
        while _memory() < MAX_MEGABYTES * 1_000_000:
            time.sleep(0.02)
        os._exit(TOO_LARGE)

    threading.Thread(target=watch, daemon=True).start()


def _memory() -> int:
    """Return the bytes of memory that this process holds, or held at most."""
    of_linux = Path("/proc/self/statm")
    if of_linux.exists():
        # ru_maxrss begins with the memory of the program that started this one, which may hold more by itself.
        return int(of_linux.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def read_pages(document: Any) -> list[dict[str, Any]]:
    pages: list[dict[str, Any]] = []
    left = MAX_CHARACTERS
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        width, height = page.get_size()
        count = min(text.count_chars(), left)
        left -= count
        turn = page.get_rotation()
        words = [
            turned(word, width, height, turn) for word in _words(text, count, height if turn % 180 == 0 else width)
        ]
        pages.append({"width": width, "height": height, "words": words})
        page.close()
    return pages


def _words(text: Any, count: int, height: float) -> list[Word]:
    """Join characters to words: at a space, a gap of a third of their height, or another line a word ends."""
    words: list[Word] = []
    characters: list[str] = []
    box = [0.0, 0.0, 0.0, 0.0]

    def finish() -> None:
        if characters:
            words.append(Word("".join(characters), *(round(value, 2) for value in box)))
            characters.clear()

    whole = text.get_text_range(0, count, errors="ignore") if count else ""
    # Where the text has another length than its characters (surrogates), each is asked for by itself.
    is_aligned = len(whole) == count
    for index in range(count):
        character = whole[index] if is_aligned else text.get_text_range(index, 1, errors="ignore")
        if not character or character.isspace() or not character.isprintable():
            finish()
            continue
        x0, y0, x1, y1 = text.get_charbox(index, loose=True)
        top, bottom = height - y1, height - y0
        size = max(bottom - top, 1.0)
        middle = (top + bottom) / 2
        if characters and not (box[1] <= middle <= box[3] and -size / 2 < x0 - box[2] < size / 3):
            finish()
        if not characters:
            box[:] = [x0, top, x1, bottom]
        characters.append(character)
        box[2] = max(box[2], x1)
        box[1], box[3] = min(box[1], top), max(box[3], bottom)
    finish()
    return words


def turned(word: Word, width: float, height: float, turn: int) -> Word:
    """Return the word as it stands on a page that is shown turned by 90, 180 or 270 degrees."""
    if turn == 90:
        return Word(word.text, width - word.bottom, word.left, width - word.top, word.right)
    if turn == 180:
        return Word(word.text, width - word.right, height - word.bottom, width - word.left, height - word.top)
    if turn == 270:
        return Word(word.text, word.top, height - word.right, word.bottom, height - word.left)
    return word


def _write_picture(document: Any, page_number: int, pixels: int) -> None:
    page = document[page_number - 1]
    width, height = page.get_size()
    scale = min(300 / 72, (pixels / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    sys.stdout.buffer.write(_png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels))


def _png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """Return a PNG of rows of 1, 3 or 4 bytes a pixel (W3C, Portable Network Graphics, third edition)."""
    color_type = {1: 0, 3: 2, 4: 6}[channels]
    rows = b"".join(b"\x00" + pixels[at * stride : at * stride + width * channels] for at in range(height))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, color_type, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 6)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
