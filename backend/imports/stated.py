"""Balances that a statement states: what is kept of them."""

from collections.abc import Sequence
from datetime import date, timedelta

from backend.imports.balances import prove
from backend.imports.statement import StatedBalance, Statement

_PROOF_ROWS = 50
_SURE = 0.8


def balances_of(statement: Statement) -> list[tuple[date, int]]:
    """Return what a statement states its account held at the end of days; a debt is negative."""
    return sorted((dict(_running(statement)) | dict(at_ends_of_days(statement.balances))).items())


def at_ends_of_days(balances: Sequence[StatedBalance]) -> list[tuple[date, int]]:
    """Return the booked balances as what the account held at the end of a day: an opening one belongs to the evening
    before. Where two statements tell of one evening, the closing balance counts."""
    booked = [each for each in balances if each.kind != "available"]
    openings = [(each.on - timedelta(days=1), each.balance_minor) for each in booked if each.kind == "opening"]
    closings = [(each.on, each.balance_minor) for each in booked if each.kind == "closing"]
    return sorted((dict(openings) | dict(closings)).items())


def _running(statement: Statement) -> list[tuple[date, int]]:
    """Return the balance after the newest row of a table with a running balance, if the amounts prove its order.

    A balance that grows with each purchase counts what is owed, so its sign is turned.
    """
    drafts = statement.drafts
    if not drafts or len(statement.accounts) > 1:
        return []
    first, last = drafts[0], drafts[-1]
    direction = (last.on > first.on) - (last.on < first.on)
    sample = drafts[:_PROOF_ROWS]
    proof = prove([-draft.amount_minor for draft in sample], [draft.balance_minor for draft in sample], direction)
    if not proof.steps or proof.share < _SURE or (direction and proof.is_ascending != (direction > 0)):
        return []
    newest = last if proof.is_ascending else first
    return [] if newest.balance_minor is None else [(newest.on, proof.sign * newest.balance_minor)]
