"""The balances that a statement in an OFX file states."""

import re
from collections.abc import Callable

from backend.imports.amounts import Amount, UnreadableAmount
from backend.imports.formats.ofx_fields import leaf
from backend.imports.formats.ofx_values import Days, quiet_day
from backend.imports.statement import StatedBalance

_BALANCE = re.compile(r"<(LEDGERBAL|AVAILBAL)\s*>")
_NEXT = re.compile(r"</(?:LEDGERBAL|AVAILBAL)|<(?:LEDGERBAL|AVAILBAL|STMTTRN|BANKTRANLIST)\b|</\w*STMTRS")


def balances_of(
    text: str, start: int, end: int, read: Callable[[str], Amount], days: Days, *, is_credit: bool
) -> list[StatedBalance]:
    """Return the balances whose amount and day can both be read; an empty or odd one states nothing.

    What is available on a card is the rest of its limit and no balance.
    """
    found: list[StatedBalance] = []
    for opening in _BALANCE.finditer(text, start, end):
        is_ledger = opening[1] == "LEDGERBAL"
        if not is_ledger and is_credit:
            continue
        closing = _NEXT.search(text, opening.end(), end)
        limit = closing.start() + 1 if closing else end
        amount = leaf(text, "BALAMT", opening.end(), limit)
        day = quiet_day(days, leaf(text, "DTASOF", opening.end(), limit) or "")
        if amount is None or day is None:
            continue
        try:
            minor = read(amount).minor
        except UnreadableAmount:
            continue
        found.append(StatedBalance(day, minor, "closing" if is_ledger else "available"))
    return found
