"""The balances that a statement prints, and whether its movements lead from the first to the last. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from backend.imports.formats.pdf.movement_table import Line
from backend.imports.values.amounts import UnreadableAmount, read_amount
from backend.imports.vocabulary.text import words_of

_OPENING = re.compile(
    r"\b(?:opening|beginning|starting|previous|initial) (?:account )?balance|balance (?:brought )?forward"
    r"|brought forward|anfangssaldo|alter (?:konto)?(?:saldo|stand)|eroffnungssaldo|saldovortrag"
    r"|ancien solde|solde (?:initial|precedent)"
    r"|solde d ouverture|saldo (?:anterior|inicial|iniziale|precedente|poczatkowe|apertura|di apertura|de apertura)"
    r"|(?:begin|vorig|oud) ?saldo|ingaende (?:saldo|balans)|pocatecni zustatek|balance (?:last|on last) statement"
)
_CLOSING = re.compile(
    r"\b(?:closing|ending|new|final|current) (?:account )?balance|balance carried forward|carried forward"
    r"|endsaldo|neuer (?:konto)?(?:saldo|stand)|schlusssaldo|nouveau solde|solde (?:final|de cloture)"
    r"|saldo (?:actual|final|finale|koncowe|cierre|de cierre|di chiusura|fecho)|(?:eind|nieuw) ?saldo"
    r"|utgaende (?:saldo|balans)|konecny zustatek|\bbalance on\b|\bkontostand am\b|solde au\b"
)
# Beside a balance these say that the account owes it.
_OWED = re.compile(r"[-−–]|\b(?:DR|Dr|OD|S|D)\b\.?$|^\(")


class PrintedBalance(NamedTuple):
    """A balance in minor units; positive is the person's money, or what is owed on a card."""

    kind: Literal["opening", "closing"]
    minor: int
    line_number: int


def decimal_mark(lines: Sequence[Line]) -> str:
    """Return the mark before the cents of most amounts."""
    marks = Counter(
        found[1]
        for line in lines
        for cell in line.cells
        if cell.kind == "amount" and (found := re.search(r"([.,])\d{2}(?!\d)", cell.text))
    )
    return marks.most_common(1)[0][0] if marks else "."


def printed_balances(lines: Sequence[Line], currency: str) -> list[PrintedBalance]:
    """Return every balance that the statement prints: behind its name, or below it in a box."""
    decimal = decimal_mark(lines)
    found: list[PrintedBalance] = []
    for at, line in enumerate(lines):
        words = words_of(line.text)
        kinds = [kind for kind, pattern in (("opening", _OPENING), ("closing", _CLOSING)) if pattern.search(words)]
        amounts = [cell for cell in line.cells if cell.kind == "amount"]
        if len(kinds) == 1 and amounts:
            found += _read(kinds[0], amounts[-1].text, decimal, currency, line.number)
        elif kinds and not amounts and at + 1 < len(lines):
            below = [cell for cell in lines[at + 1].cells if cell.kind == "amount"]
            for kind, text in _boxes(line, kinds, [(cell.left, cell.right, cell.text) for cell in below]):
                found += _read(kind, text, decimal, currency, line.number)
    return found


def is_proved(
    movements_minor: Sequence[int], balances: Sequence[PrintedBalance], *, may_be_owed: bool
) -> tuple[PrintedBalance, PrintedBalance, bool] | None:
    """Return the opening and closing balance between which the movements (positive is money out) lead, and whether
    they count what is owed; None if no pair fits."""
    total = sum(movements_minor)
    for opening in (each for each in balances if each.kind == "opening"):
        for closing in (each for each in reversed(balances) if each.kind == "closing"):
            for is_owed in (False, True) if may_be_owed else (False,):
                change = total if is_owed else -total
                if opening.minor + change == closing.minor:
                    return opening, closing, is_owed
    return None


def _boxes(line: Line, kinds: Sequence[str], below: Sequence[tuple[float, float, str]]) -> Iterator[tuple[str, str]]:
    """Yield the amount below the word that ends the name of each balance."""
    for kind in kinds:
        pattern = _OPENING if kind == "opening" else _CLOSING
        for size in range(1, 5):
            starts = [at for at in range(len(line.cells)) if pattern.search(_text(line, at, size))]
            if starts:
                at = starts[-1]
                left, right = line.cells[at].left, line.cells[min(at + size, len(line.cells)) - 1].right
                near = [each for each in below if each[0] < right + 25 and each[1] > left - 25]
                if near:
                    yield kind, near[0][2]
                break


def _text(line: Line, at: int, size: int) -> str:
    return words_of(" ".join(cell.text for cell in line.cells[at : at + size]))


def _read(kind: str, text: str, decimal: str, currency: str, line_number: int) -> Iterator[PrintedBalance]:
    try:
        amount = read_amount(text.removesuffix("OD").strip(), decimal, currency)
    except UnreadableAmount:
        return
    minor = -abs(amount.minor) if _OWED.search(text) else abs(amount.minor)
    yield PrintedBalance("opening" if kind == "opening" else "closing", minor, line_number)
