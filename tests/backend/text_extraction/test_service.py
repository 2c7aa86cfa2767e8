"""PDFs and pictures as the app reads them: in a child process that hostile files cannot outlive."""

import io
import stat
import struct
import sys
import zlib
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from backend.text_extraction import pdf_process, service
from backend.text_extraction.errors import BrokenPdf, LockedPdf, PictureTooLarge, TooLargeToRead, TooManyPages
from backend.text_extraction.pages import Word, text_of
from backend.text_extraction.picture_size import picture_size


def pdf(pages: int = 1, *, text: str = "Lease of the flat", password: str | None = None) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, encrypt=password)
    for _ in range(pages):
        canvas.drawString(50, 700, text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def pdf_bomb(*, megabytes: int) -> bytes:
    """A page whose content unpacks to so much."""
    packer = zlib.compressobj(1)
    content = b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>"
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(content), content)
    data, places = b"%PDF-1.4\n", []
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream)
    for number, each in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % len(data))
        data += b"%d 0 obj%bendobj\n" % (number, each)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(places)
    return data + table + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)


def test_words_and_a_picture_of_a_page_come_from_the_child() -> None:
    [page] = service.read_pdf(pdf())
    assert text_of([page]) == "Lease of the flat"
    [lease, *_] = page.words
    assert 49 < lease.left < 52
    assert 130 < lease.top < lease.bottom < 150
    picture = service.page_picture(pdf(), 1)
    width, height = picture_size(picture) or (0, 0)
    assert 1.3 < height / width < 1.5


def test_locked_and_broken_files_and_programs_are_refused_with_a_sentence() -> None:
    with pytest.raises(LockedPdf, match="password"):
        service.read_pdf(pdf(password="secret"))
    for content in (b"%PDF-1.7 and nothing else", b"MZ\x90\x00 a program called invoice.pdf", b"", pdf()[:200]):
        with pytest.raises(BrokenPdf, match="damaged"):
            service.read_pdf(content)


def test_a_thousand_pages_are_counted_and_refused() -> None:
    with pytest.raises(TooManyPages, match="1000 pages; up to 200"):
        service.read_pdf(pdf(1000))


def test_a_file_that_takes_too_much_memory_or_time_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooLargeToRead, match="stopped"):
        service.read_pdf(pdf_bomb(megabytes=400))
    monkeypatch.setattr(service, "SECONDS", 0.001)
    with pytest.raises(TooLargeToRead, match="stopped"):
        service.read_pdf(pdf())


def test_the_size_of_a_picture_is_known_without_decoding_it() -> None:
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 20_000, 10_000)
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0" + struct.pack(">HBHH", 11, 8, 600, 800)
    assert picture_size(png) == (20_000, 10_000)
    assert picture_size(jpeg + b"\x00" * 8) == (800, 600)
    assert picture_size(b"GIF89a" + struct.pack("<HH", 3, 4)) == (3, 4)
    assert picture_size(b"text") is None
    with pytest.raises(PictureTooLarge, match="200 megapixels"):
        service.recognize(png)


def test_text_recognition_is_the_program_that_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert service.recognize(b"GIF89a") is None
    program = tmp_path / "tesseract"
    program.write_text(f"#!{sys.executable}\nprint('TOTAL 12.50')\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    assert service.recognize(b"GIF89a") == "TOTAL 12.50"


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    word = Word("a", 10, 20, 30, 40)
    assert pdf_process.turned(word, 600, 800, 0) == word
    assert pdf_process.turned(word, 600, 800, 180) == ("a", 570, 760, 590, 780)


def test_the_limit_counts_the_memory_of_the_child_alone() -> None:
    held = bytearray(pdf_process.MAX_MEGABYTES * 1_000_000)
    for place in range(0, len(held), 4096):
        held[place] = 1
    assert text_of(service.read_pdf(pdf())) == "Lease of the flat"
