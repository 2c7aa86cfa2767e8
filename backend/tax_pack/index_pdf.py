"""Write a plain PDF of text lines on A4 pages: the index of a tax pack on paper. Pure.

The standard fonts of PDF know western European letters; others become a question mark. The CSV has them all.
"""

from collections.abc import Iterator, Sequence

_LINES_PER_PAGE = 56
_HEAD = b"%PDF-1.4\n"


def pdf_of(title: str, lines: Sequence[str]) -> bytes:
    """Return a PDF with a title and these lines in a font of equal widths, up to 95 characters each."""
    pages = [lines[at : at + _LINES_PER_PAGE] for at in range(0, len(lines), _LINES_PER_PAGE)] or [[]]
    objects = list(_objects(title, pages))
    data, places = _HEAD, []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    )


def _objects(title: str, pages: Sequence[Sequence[str]]) -> Iterator[bytes]:
    """Yield catalog, list of pages, the two fonts, then each page with its content (ISO 32000-1, 7.7)."""
    first = 5
    kids = b" ".join(b"%d 0 R" % (first + 2 * at) for at in range(len(pages)))
    yield b"<</Type/Catalog/Pages 2 0 R>>"
    yield b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(pages))
    yield b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>"
    yield b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>"
    for at, lines in enumerate(pages):
        content = _content(title if len(pages) == 1 else f"{title}, page {at + 1} of {len(pages)}", lines)
        yield (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
            b"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>/Contents %d 0 R>>" % (first + 2 * at + 1)
        )
        yield b"<</Length %d>>stream\n%b\nendstream" % (len(content), content)


def _content(title: str, lines: Sequence[str]) -> bytes:
    written = [b"BT /F2 13 Tf 40 800 Td (%b) Tj ET" % _text(title), b"BT /F1 8.5 Tf 12.5 TL 40 776 Td"]
    written += [b"(%b) Tj T*" % _text(line[:100]) for line in lines]
    return b"\n".join([*written, b"ET"])


def _text(text: str) -> bytes:
    encoded = text.encode("cp1252", errors="replace")
    return encoded.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
