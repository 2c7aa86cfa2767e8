"""Securities in an OFX file: they are no spending, so each movement of them is left out and said."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from backend.imports.formats.securities import INVESTMENT
from backend.imports.leave_out import Reason

LOAN = Reason("loan_movement", "This row belongs to the schedule of a loan, which is not imported as spending.")

SECURITIES = (
    "BUYDEBT BUYMF BUYOPT BUYOTHER BUYSTOCK CLOSUREOPT INCOME INVEXPENSE JRNLFUND JRNLSEC MARGININTEREST REINVEST"
    " RETOFCAP SELLDEBT SELLMF SELLOPT SELLOTHER SELLSTOCK SPLIT TRANSFER LOANSTMTTRN"
).split()
_OPENING = re.compile(rf"<({'|'.join(SECURITIES)})\s*>")
_POSITION = re.compile(r"<POS(?:STOCK|MF|DEBT|OPT|OTHER)\s*>")


class SecurityMovement(NamedTuple):
    start: int
    end: int
    reason: Reason


def security_movements(text: str, start: int, end: int) -> Iterator[SecurityMovement]:
    """Yield where the movements of securities stand between two places."""
    openings = list(_OPENING.finditer(text, start, end))
    for index, opening in enumerate(openings):
        limit = openings[index + 1].start() if index + 1 < len(openings) else end
        closing = f"</{opening[1]}>"
        close = text.find(closing, opening.end(), limit)
        stop = close + len(closing) if close >= 0 else min(limit, opening.end() + 2000)
        yield SecurityMovement(opening.start(), stop, LOAN if opening[1] == "LOANSTMTTRN" else INVESTMENT)


def count_positions(text: str, start: int, end: int) -> int:
    """Return how many holdings are listed between two places."""
    return sum(1 for _ in _POSITION.finditer(text, start, end))
