"""Find the table of movements on the pages of a statement by where its words stand. Pure.

A movement is a line that begins with a day and has an amount. Their amounts stand in columns; what is neither a day nor
in such a column is text. Lines without a day and an amount below a movement continue its text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from backend.imports.formats.pdf.cells import Cell, cells_of
from backend.imports.model.skip_reasons import reason_in_rejected_row
from backend.imports.vocabulary.headers import meanings_of
from backend.imports.vocabulary.text import words_of
from backend.text_extraction.pages import Page, lines_of

_MONEY_IN = re.compile(
    r"(?:(?:other |electronic |account )?(?:deposits?|credits?|additions)\b"
    r"|payments? (?:and (?:other )?credits|received)"
    r"|money in\b|interest paid|gutschriften|zahlungseingange|abonos|ingresos|entrees|accrediti|bijschrijvingen)"
)
_MONEY_OUT = re.compile(
    r"(?:(?:other |electronic |atm )?(?:withdrawals?|debits?|subtractions)\b"
    r"|checks?(?: paid)?\b|purchases\b|charges\b|fees\b"
    r"|money out\b|cash advances|card purchases|lastschriften|belastungen|auszahlungen|cargos|gastos|sorties|addebiti"
    r"|afschrijvingen)"
)
_SIGNED = re.compile(r"[-+−–(]|(?:CR|DR|Cr|Dr|OD|\b[SHCDK])\.?$")
# A text goes on over so many line heights.
_NEXT_LINE = 2.2


class Line(NamedTuple):
    """A line of a page with its cells; `number` counts all lines of the file from 1."""

    number: int
    page: int
    top: float
    height: float
    cells: tuple[Cell, ...]

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)


@dataclass(slots=True)
class Column:
    left: float
    right: float
    count: int = 1

    def distance(self, cell: Cell) -> float:
        """Return how far a cell is beside this column, 0 if it is in it."""
        return max(self.left - cell.right, cell.left - self.right, 0.0)

    def overlaps(self, cell: Cell) -> bool:
        return min(self.right, cell.right) - max(self.left, cell.left) > 0.3 * min(
            self.right - self.left, cell.right - cell.left
        )


@dataclass(slots=True)
class MovementTable:
    """The rows as cells: days, text, amounts. `lines` are all lines of the file, for balances and the account."""

    header: list[str]
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max((len(cells) for _, cells in self.rows), default=0)


def numbered_lines(pages: Sequence[Page]) -> list[Line]:
    """Return all lines of the pages."""
    lines: list[Line] = []
    for page_number, page in enumerate(pages, start=1):
        for words in lines_of(page.words):
            top, bottom = min(word.top for word in words), max(word.bottom for word in words)
            lines.append(Line(len(lines) + 1, page_number, top, bottom - top, tuple(cells_of(words))))
    return lines


def find_movements(pages: Sequence[Page]) -> MovementTable | None:
    """Return the table of movements, None if no line is one."""
    lines = numbered_lines(pages)
    movements = [line for line in lines if _is_movement(line)]
    if not movements:
        return None
    amounts = _amount_columns(movements)
    days = max(sum(1 for _ in _leading_days(line)) for line in movements)
    text_left, text_right = _text_place(movements, amounts)
    layout = _Layout(amounts, min(days, 2), text_left, text_right, min(line.cells[0].left for line in movements))
    table = MovementTable(layout.header(lines, movements[0]), lines=lines)
    _fill(table, layout, lines)
    return table


def _is_movement(line: Line) -> bool:
    return line.cells[0].kind == "day" and any(cell.kind == "amount" for cell in line.cells[1:])


def _leading_days(line: Line) -> Iterator[Cell]:
    for cell in line.cells:
        if cell.kind != "day":
            return
        yield cell


def _amount_columns(movements: Sequence[Line]) -> list[Column]:
    """Return the columns of amounts from left to right.

    An amount inside a text stands left of them, in few rows; a column that few rows fill stands between the others.
    """
    columns: list[Column] = []
    for cell in (cell for line in movements for cell in line.cells if cell.kind == "amount"):
        near = [column for column in columns if column.overlaps(cell)]
        if not near:
            columns.append(Column(cell.left, cell.right))
            continue
        first, *others = near
        for column in others:
            columns.remove(column)
        first.left = min(cell.left, *(column.left for column in near))
        first.right = max(cell.right, *(column.right for column in near))
        first.count = sum(column.count for column in near) + 1
    columns.sort(key=lambda column: column.left)
    usual = [column for column in columns if column.count >= max(2, 0.2 * len(movements))] or columns
    return [column for column in columns if column.left >= usual[0].left - 1]


def _text_place(movements: Sequence[Line], amounts: Sequence[Column]) -> tuple[float, float]:
    texts = [
        cell
        for line in movements
        for cell in line.cells
        if cell.kind == "text" and not any(column.overlaps(cell) for column in amounts)
    ]
    if not texts:
        return 0.0, 0.0
    lefts = sorted(cell.left for cell in texts)
    return lefts[0], max(cell.right for cell in texts)


@dataclass(slots=True)
class _Layout:
    amounts: list[Column]
    days: int
    text_left: float
    text_right: float
    left: float

    def header(self, lines: Sequence[Line], first: Line) -> list[str]:
        """Return what the line above the first movement calls the columns; empty where no line names any."""
        above = [line for line in lines if line.page == first.page and line.number < first.number][-8:]
        best: Line | None = None
        for line in above:
            if sum(bool(meanings_of(cell)) for cell in _segments(line)) >= 2 and not any(
                cell.kind == "amount" for cell in line.cells
            ):
                best = line
        if best is None:
            return []
        names: list[list[str]] = [[] for _ in range(self.days + 1 + len(self.amounts))]
        text = Column(self.text_left, max(self.text_right, self.text_left + 1))
        day_words = [cell for cell in best.cells if cell.right <= text.left + 1]
        for cell in best.cells:
            if cell in day_words:
                continue
            distances = [(column.distance(cell), at + self.days + 1) for at, column in enumerate(self.amounts)]
            nearest, at = min(distances)
            beside = text.distance(cell)
            middle = (cell.left + cell.right) / 2
            is_text = beside < nearest or (beside == nearest == 0 and middle < self.amounts[0].left)
            names[self.days if is_text else at].append(cell.text)
        for at, name in enumerate(_day_names(day_words, self.days)):
            names[at].append(name)
        return [" ".join(words) for words in names]

    def cells(self, line: Line, sign: str) -> list[str]:
        """Return a movement as cells: its days, its text, and the amounts by column."""
        days = [cell.text for cell in _leading_days(line)][: self.days]
        texts: list[str] = []
        amounts = [""] * len(self.amounts)
        for cell in line.cells[len(days) :]:
            at = self._amount_column(cell)
            if at is None or amounts[at]:
                texts.append(cell.text)
            else:
                amounts[at] = cell.text
        if sign:
            amounts = [sign + amount if amount else "" for amount in amounts]
        days += [""] * (self.days - len(days))
        return [*days, " ".join(texts), *amounts]

    def _amount_column(self, cell: Cell) -> int | None:
        if cell.kind != "amount":
            return None
        return next((at for at, column in enumerate(self.amounts) if column.overlaps(cell)), None)

    def has_amount(self, line: Line) -> bool:
        return any(self._amount_column(cell) is not None for cell in line.cells)

    def is_continuation(self, line: Line, before: Line) -> bool:
        """Say whether a line goes on with the text of the one before."""
        is_near = line.page == before.page and line.top - before.top < _NEXT_LINE * max(before.height, 1.0)
        return is_near and line.cells[0].left >= self.text_left - 3 and line.cells[0].kind == "text"


def _day_names(words: Sequence[Cell], count: int) -> list[str]:
    """Return the names of the columns of days: one word or more for each."""
    if count <= 1:
        return [" ".join(word.text for word in words)] if words else []
    half = (len(words) + 1) // 2
    return [" ".join(word.text for word in part) for part in (words[:half], words[half:]) if part]


def _segments(line: Line) -> list[str]:
    """Return the words of a line, those close together as one text."""
    found: list[str] = []
    right = -100.0
    for cell in line.cells:
        if found and cell.left - right < 0.5 * line.height:
            found[-1] += " " + cell.text
        else:
            found.append(cell.text)
        right = cell.right
    return found


def _fill(table: MovementTable, layout: _Layout, lines: Sequence[Line]) -> None:
    """Put the movements into the table, with the lines that continue them and those that state a balance."""
    before: Line | None = None
    days: list[str] = []
    sign = ""
    are_signed = any(
        _SIGNED.search(cell.text)
        for line in lines
        if _is_movement(line)
        for cell in line.cells
        if cell.kind == "amount"
    )
    takes_sign = not are_signed and len(layout.amounts) == 1
    for line in lines:
        if _is_movement(line) and layout.has_amount(line):
            cells = layout.cells(line, sign if takes_sign else "")
            days = cells[: layout.days]
            table.rows.append((line.number, cells))
            before = line
        elif layout.has_amount(line):
            cells = layout.cells(line, sign if takes_sign else "")
            stated = reason_in_rejected_row([line_text(line)])
            is_below = before is not None and line.page == before.page and not (stated or any(cells[: layout.days]))
            if is_below and before is not None and line.top - before.top < 4 * before.height and days[0]:
                # The day is printed once for all movements of it.
                cells[: layout.days] = days
                before = line
            else:
                before = None if stated else before
                if not stated and not table.rows:
                    continue
            if table.rows:
                table.rows.append((line.number, cells))
        elif before is not None and table.rows and layout.is_continuation(line, before):
            cells = table.rows[-1][1]
            cells[layout.days] = f"{cells[layout.days]} {line.text}".strip()
            before = line
        else:
            sign = _section_sign(line, sign)


def line_text(line: Line) -> str:
    """Return the texts of a line without its amounts and days."""
    return " ".join(cell.text for cell in line.cells if cell.kind == "text")


def _section_sign(line: Line, sign: str) -> str:
    words = words_of(line.text)
    if len(words) > 60:
        return sign
    if _MONEY_IN.match(words):
        return "+"
    return "-" if _MONEY_OUT.match(words) else sign
