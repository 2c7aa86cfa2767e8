"""Finds the row that names the columns."""

from collections.abc import Sequence

from backend.imports.cells import is_day, is_number, looks_like_movement
from backend.imports.formats.csv_file import Record
from backend.imports.header_words import meanings_of

DATE_ROLES = {"booked", "date", "valued", "made"}
MONEY_ROLES = {"amount", "debit", "credit", "net", "gross"}


def find_header(records: Sequence[Record]) -> int | None:
    """Return the index of the header row: strong in known words, and with movements below it."""
    movements = [looks_like_movement(record.cells) for record in records]
    best: tuple[float, int] | None = None
    for index, record in enumerate(records[:120]):
        strength = header_strength(record.cells)
        if strength < 1:
            continue
        following = sum(movements[index + 1 : _next_header(records, index)])
        score = strength + min(following, 30)
        if not following and any(movements[:index]):
            # The header repeated below the table heads nothing.
            continue
        if (strength >= 2 or following) and (best is None or score > best[0]):
            best = (score, index)
    return best[1] if best else _plain_header(records, movements)


def header_strength(cells: Sequence[str]) -> float:
    """Count the different roles a row of headers names; 0 if it names no day or no money."""
    if any(is_day(cell.strip()) for cell in cells):
        return 0.0
    roles: dict[str, float] = {}
    for cell in cells:
        for meaning in meanings_of(cell):
            roles[meaning.role] = max(roles.get(meaning.role, 0.0), meaning.fit / 2)
    if len(roles) < 2 or not roles.keys() & (DATE_ROLES | MONEY_ROLES):
        return 0.0
    if not (roles.keys() & DATE_ROLES and roles.keys() & MONEY_ROLES):
        return min(sum(roles.values()), 1.9)
    return sum(roles.values())


def _next_header(records: Sequence[Record], index: int) -> int:
    """A table ends where another header, with other words, begins."""
    for later in range(index + 1, min(len(records), 120)):
        if records[later].cells != records[index].cells and header_strength(records[later].cells) >= 2:
            return later
    return len(records)


def _plain_header(records: Sequence[Record], movements: Sequence[bool]) -> int | None:
    """A row of words as wide as the first movement and just above it is a header in a language we do not know."""
    if True not in movements:
        return None
    first = movements.index(True)
    above = [index for index in range(first) if any(cell.strip() for cell in records[index].cells)]
    if not above:
        return None
    cells = records[above[-1]].cells
    filled = [cell for cell in cells if cell.strip()]
    is_wide = len(filled) >= 3 and abs(len(cells) - len(records[first].cells)) <= 1
    is_words = not any(is_number(cell.strip()) or is_day(cell.strip()) for cell in filled)
    return above[-1] if is_wide and is_words and len(set(filled)) == len(filled) else None
