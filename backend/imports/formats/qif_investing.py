"""Cash in the investment sections of QIF: which actions are money in or out, and which only move securities."""

from backend.imports.formats.qif_records import QifRecord

INVESTING = frozenset({"invst", "port", "mutual", "401(k)/403(b)", "401k", "investment"})
# Amounts in these sections carry no sign; the action says the direction. "Cash" alone is signed as in a bank section.
_IN = frozenset({"xin", "contribx", "miscinc", "intinc", "deposit", "dep"})
_OUT = frozenset({"xout", "withdrwx", "withdrw", "miscexp", "withdraw"})
_SIGNED = frozenset({"cash", ""})


def is_investing(kind: str) -> bool:
    return kind in INVESTING


def is_cash_alone(record: QifRecord) -> bool:
    """Say whether the record moves cash and has nothing to do with a security."""
    return not record.first("Y") and record.first("N").lower() in _IN | _OUT | _SIGNED


def direction(record: QifRecord) -> str | None:
    """Return "in" or "out" where the action says it, None where the sign of the amount does."""
    action = record.first("N").lower()
    return "in" if action in _IN else "out" if action in _OUT else None
