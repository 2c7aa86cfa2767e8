"""Names of accounts: no two accounts that are not deleted share one, whatever its case."""

from collections.abc import Collection

_LONGEST = 100


def free_name(name: str, taken: Collection[str]) -> str:
    """Return `name`, or `name (2)` and so on, so that it is not among the casefolded names `taken`."""
    if name.casefold() not in taken:
        return name
    number = 2
    while (numbered := f"{name[: _LONGEST - 8]} ({number})").casefold() in taken:
        number += 1
    return numbered
