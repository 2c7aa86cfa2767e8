"""Reconcile an account to a statement, and reopen one; the only module that writes reconciled statements."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from backend.accounts import queries as accounts
from backend.balances import service as balances
from backend.infra.database import ReadSession, WriteSession
from backend.infra.undo_log import record_changes
from backend.kit.money import in_units
from backend.kit.period import written_day
from backend.reconciliation import queries
from backend.reconciliation.errors import BadStatement, DoesNotAddUp, NotTheLast, Reconciled
from backend.reconciliation.models import ReconciledTransaction, Reconciliation
from backend.transactions import service as transactions

Json = dict[str, Any]
_ADJUSTMENT = "Balance adjustment"


class Finished(NamedTuple):
    """The statement that was reconciled, and the change that can be undone."""

    reconciliation_id: int
    change_id: int | None


def draft(db: ReadSession, user_id: int, account_id: int, on: date) -> Json:
    """Return what a statement of this day starts from, and the transactions that can be on it. Raises NoSuchAccount."""
    account = accounts.one(db, user_id, account_id)
    opening = queries.opening(db, user_id, account, on)
    stated = queries.stated_near(db, user_id, account_id, opening.on)
    return {
        "opening": opening._asdict(),
        "lines": [line._asdict() for line in queries.lines(db, user_id, account, opening=opening, on=on)],
        "reconciliations": queries.reconciliations(db, user_id, account_id),
        "stated": [{"on": day, "balance_minor": minor} for day, minor in stated],
    }


def finish(
    db: WriteSession,
    user_id: int,
    account_id: int,
    *,
    on: date,
    balance_minor: int,
    transaction_ids: Sequence[int],
    adjust: bool,
    today: date,
) -> Finished:
    """Reconcile an account to the closing balance of a statement; the ticked transactions must explain it.

    With `adjust` a transaction for what is left is added on the statement's day. Afterwards amounts, days and accounts
    of these transactions are protected. Raises NoSuchAccount, BadStatement, DoesNotAddUp.
    """
    account = accounts.one(db, user_id, account_id)
    last = queries.last(db, user_id, account_id)
    if last is not None and on <= last.on:
        raise BadStatement(
            f"This account is reconciled to {written_day(last.on)}. Enter a later day, or reopen that statement first."
        )
    if on > today:
        raise BadStatement(f"{written_day(on)} is still to come. Enter the last day of a statement that you have.")
    opening = queries.opening(db, user_id, account, on)
    lines = {line.id: line for line in queries.lines(db, user_id, account, opening=opening, on=on)}
    if unknown := set(transaction_ids) - lines.keys():
        raise BadStatement(f"{len(unknown)} of the ticked transactions changed since. Open the statement again.")
    ticked = [lines[id_] for id_ in dict.fromkeys(transaction_ids)]
    difference = balance_minor - (opening.minor - sum(line.amount_minor for line in ticked))
    if difference and not adjust:
        raise DoesNotAddUp(f"{in_units(difference, account.currency)} {account.currency}", difference)
    with record_changes(db, user_id, f"Reconciled “{account.name}” to {written_day(on)}") as recorder:
        amounts = [(line.id, line.amount_minor) for line in ticked]
        if difference:
            typed = transactions.Typed(account.id, on, _ADJUSTMENT, -difference, None, None, None, [])
            amounts.append((transactions.add_manual(db, user_id, typed, recorder=recorder), -difference))
        found = Reconciliation(
            user_id=user_id,
            account_id=account.id,
            opening_on=opening.on,
            on=on,
            opening_minor=opening.minor,
            balance_minor=balance_minor,
        )
        db.add(found)
        db.flush()
        recorder.record_created(Reconciliation, found.id)
        for id_, amount in amounts:
            row = ReconciledTransaction(
                user_id=user_id, reconciliation_id=found.id, transaction_id=id_, amount_minor=amount
            )
            db.add(row)
            db.flush()
            recorder.record_created(ReconciledTransaction, row.id)
        balances.note_stated_by_person(db, user_id, account.id, on, balance_minor, recorder=recorder)
    return Finished(found.id, recorder.change_id)


def reopen(db: WriteSession, user_id: int, reconciliation_id: int) -> int | None:
    """Reopen the newest reconciled statement of its account; its transactions can be changed again.

    The balance stays stated. Returns the change. Raises NoSuchReconciliation, NotTheLast.
    """
    found = queries.one(db, user_id, reconciliation_id)
    last = queries.last(db, user_id, found.account_id)
    if last is not None and last.id != found.id:
        raise NotTheLast(written_day(last.on))
    with record_changes(db, user_id, f"Reopened the statement of {written_day(found.on)}") as recorder:
        rows = db.scalars(
            select(ReconciledTransaction).where(ReconciledTransaction.reconciliation_id == found.id)
        ).all()
        # Undo puts the last captured rows back first, and these refer to the statement.
        recorder.capture(ReconciledTransaction, [row.id for row in rows])
        recorder.capture(Reconciliation, [found.id])
        for row in rows:
            db.delete(row)
        db.flush()
        db.delete(found)
    return recorder.change_id


def require_not_reconciled(db: WriteSession, user_id: int, transaction_ids: Sequence[int]) -> None:
    """Raise Reconciled if one of these transactions is on a reconciled statement."""
    if found := queries.reconciled_on(db, user_id, transaction_ids):
        raise Reconciled(len(found), written_day(max(found.values())))
