"""The parts of a movement, as a QIF record divides it."""

from collections.abc import Callable

from backend.imports.amounts import UnreadableAmount
from backend.imports.formats.qif_category import category_in
from backend.imports.formats.qif_records import QifRecord
from backend.transactions.draft import SplitDraft


class PartsDoNotFit(ValueError):
    """The parts of a record cannot be read or do not sum to its amount."""


def splits_of(record: QifRecord, out_of: Callable[[str], int], amount_minor: int) -> tuple[SplitDraft, ...]:
    """Return the parts, money out positive; none if the record is not divided. Raises PartsDoNotFit."""
    parts = _parts(record)
    if not any(amount for _, _, amount in parts):
        return ()
    try:
        splits = tuple(_split(category, memo, out_of(amount)) for category, memo, amount in parts)
    except UnreadableAmount as why:
        raise PartsDoNotFit from why
    if sum(split.amount_minor for split in splits) != amount_minor:
        raise PartsDoNotFit
    return splits


def _parts(record: QifRecord) -> list[tuple[str, str, str]]:
    """Return (category, memo, amount) as written: each S begins a part, E and $ belong to it."""
    parts: list[tuple[str, str, str]] = []
    for line in record.lines:
        code, value = line[:1], line[1:].strip()
        if code == "S":
            parts.append((value, "", ""))
        elif parts and code == "E":
            parts[-1] = (parts[-1][0], value, parts[-1][2])
        elif parts and code == "$":
            parts[-1] = (parts[-1][0], parts[-1][1], value)
    return parts


def _split(category_text: str, memo: str, amount_minor: int) -> SplitDraft:
    category, account = category_in(category_text)
    told = [f"Transfer: {account}"] if account else []
    return SplitDraft(amount_minor, category, "; ".join([*told, *([memo] if memo else [])]) or None)
