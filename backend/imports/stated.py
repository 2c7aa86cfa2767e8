"""Balances that a statement states: what is kept of them."""

from collections.abc import Sequence
from datetime import date, timedelta

from backend.imports.statement import StatedBalance


def at_ends_of_days(balances: Sequence[StatedBalance]) -> list[tuple[date, int]]:
    """Return the booked balances as what the account held at the end of a day: an opening one belongs to the evening
    before. Where two statements tell of one evening, the closing balance counts."""
    booked = [each for each in balances if each.kind != "available"]
    openings = [(each.on - timedelta(days=1), each.balance_minor) for each in booked if each.kind == "opening"]
    closings = [(each.on, each.balance_minor) for each in booked if each.kind == "closing"]
    return sorted((dict(openings) | dict(closings)).items())
