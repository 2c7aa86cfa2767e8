"""Decides whether days like 24-01-15 begin with the year or end with it."""

import re
from collections.abc import Sequence
from datetime import date

from backend.imports.evidence import Evidence
from backend.imports.header_words import YEAR_FIRST_LANGUAGES

_SHORT = re.compile(r"(\d\d)([-/. ])\s?\d{1,2}\2\s?(\d\d)(?!\d)", re.ASCII)
_RECENT_DAYS = 4 * 366


def begins_with_year(
    texts: Sequence[str], year_first: Sequence[date | None], year_last: Sequence[date | None], evidence: Evidence
) -> bool | None:
    """Return None if these days do not begin with a short year; else whether that is sure.

    In a statement the year stands still while the day runs, and it is seldom long past.
    """
    parts = [found.groups() for text in texts if (found := _SHORT.match(text))]
    is_usual = bool(evidence.languages & YEAR_FIRST_LANGUAGES)
    is_written_so = is_usual or all(part[1] in "-/" for part in parts)
    if not is_written_so or len(parts) < len(texts) or _has_future(year_first, evidence.latest):
        return None
    firsts, lasts = len({part[0] for part in parts}), len({part[2] for part in parts})
    is_recent, is_other_recent = (_is_recent(found, evidence.latest) for found in (year_first, year_last))
    if firsts > lasts or (is_other_recent and not is_recent):
        return None
    if lasts > firsts and lasts >= 3:
        return True
    return (is_usual and not is_other_recent) if is_recent else None


def _has_future(days: Sequence[date | None], latest: date | None) -> bool:
    return latest is not None and any(day is not None and day > latest for day in days)


def _is_recent(days: Sequence[date | None], latest: date | None) -> bool:
    """Say whether all days lie in the few years before the file was made; not where that is unknown."""
    return latest is not None and all(day is None or (latest - day).days <= _RECENT_DAYS for day in days)
