"""Opens web pages that are called .xls: several banks write a table of HTML and leave the rest to Excel."""

from html.parser import HTMLParser

from backend.imports.encoding import decode
from backend.imports.errors import NotATable
from backend.imports.formats.workbook_sheet import Sheet

_CELLS = ("td", "th")
_MOST_DEEP = 50


class _Tables(HTMLParser):
    """Collects the rows of all tables as they begin; the text of a cell is its own, not that of tables in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._open: list[tuple[list[str], list[str]]] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "title"):
            self._unseen += 1
        elif tag == "tr" and len(self._open) < _MOST_DEEP:
            row: list[str] = []
            self.rows.append(row)
            self._open.append((row, []))
        elif tag in _CELLS and self._open:
            self._end_cell()
            self._open[-1][1].append("")
        elif tag == "br" and self._open and self._open[-1][1]:
            self._open[-1][1].append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "title"):
            self._unseen = max(0, self._unseen - 1)
        elif tag in _CELLS:
            self._end_cell()
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._unseen and self._open and self._open[-1][1]:
            self._open[-1][1].append(data)

    def _end_cell(self) -> None:
        if self._open and self._open[-1][1]:
            row, pieces = self._open[-1]
            row.append(" ".join("".join(pieces).split()))
            pieces.clear()


def open_page(data: bytes) -> list[Sheet]:
    """Return the tables of a page as one sheet. Raises NotATable if there is none."""
    tables = _Tables()
    tables.feed(decode(data).text)
    tables.close()
    rows = [row for row in tables.rows if any(row)]
    if not rows:
        raise NotATable("This is a web page.")
    return [Sheet("Table", lambda: enumerate(rows, start=1))]
