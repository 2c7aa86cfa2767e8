"""What stands in a category line of QIF: a category, a class behind it, or the account of a transfer in brackets."""

import re
from typing import NamedTuple

_ACCOUNT = re.compile(r"\[([^\[\]]*)\]")


class QifCategory(NamedTuple):
    category: str | None
    account: str | None


def category_in(text: str) -> QifCategory:
    """Return the category without its class, or the account that the money came from or went to."""
    if found := _ACCOUNT.search(text):
        return QifCategory(None, found[1].strip() or None)
    name = text.split("|")[0].split("/")[0].strip().strip(":")
    if "--split--" in text.lower():
        return QifCategory(None, None)
    return QifCategory(name or None, None)
