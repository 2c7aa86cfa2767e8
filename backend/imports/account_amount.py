"""Tells the amount that moved the account from the one of the purchase, where a table has both."""

import re
from collections.abc import Sequence

from backend.imports.cells import Facts
from backend.imports.column_roles import Columns
from backend.imports.currency_columns import are_currencies, code_of
from backend.imports.words import words_of

_OF_THE_ACCOUNT = re.compile(
    r"\b(?:account|billing|billed|settlement|card currency|rachunku|uctu|счета|рахунку|карты|картки|konto\w*|compte"
    r"|cuenta|conto|conta|rekening|tili\w*)\b"
)


def account_amount(candidates: Sequence[int], columns: Columns) -> int | None:
    """Return the column in the currency of the account, by its name or by a currency that never changes."""
    if len(candidates) < 2:
        return None
    named = [i for i in candidates if i < len(columns.header) and _OF_THE_ACCOUNT.search(words_of(columns.header[i]))]
    if named:
        return named[0] if len(named) < len(candidates) else None
    counts = {index: _count_of_currencies(columns.facts[index + 1 : index + 2]) for index in candidates}
    steady = [index for index, count in counts.items() if count == 1]
    return steady[0] if len(steady) == 1 and any(count > 1 for count in counts.values()) else None


def _count_of_currencies(behind: Sequence[Facts]) -> int:
    """Count the currencies in the column behind an amount; 0 if it holds something else."""
    if not behind or not are_currencies(behind[0]):
        return 0
    return len({code_of(value) for value in behind[0].values})
