"""Apply the corrections of earlier transactions that a bank lists in a file (OFX: CORRECTFITID, CORRECTACTION).

The correction names the earlier row by the bank's number, which the row ledger keeps. A correction whose row is here
changes or deletes its transaction at the commit; undoing the import reverses that. One whose row is not here is shown
as a problem.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy.orm import Session

from backend.imports.model.statement import Problem, StatedCorrection, Statement
from backend.imports.values.wording import amount_in_words, day_in_words
from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder
from backend.ingest import service as ledger
from backend.ingest.dedupe import LedgerRow
from backend.ingest.queries import AccountLedger
from backend.transactions import provider_updates, queries, soft_delete
from backend.transactions.draft import Draft
from backend.transactions.models import Transaction
from backend.transactions.provider_updates import ProviderUpdate


class _Found(NamedTuple):
    """A correction and the row of the ledger that it names; None if no such row ever came into this account."""

    correction: StatedCorrection
    row: LedgerRow | None

    @property
    def is_open(self) -> bool:
        """Say whether the transaction still has to change."""
        row, draft = self.row, self.correction.draft
        if row is None or row.transaction_id is None:
            return False
        return self.correction.is_deletion or (row.on, row.amount_minor) != (draft.on, draft.amount_minor)


def describe_corrections(
    db: Session, user_id: int, statement: Statement, *, account_id: int | None, kind: str
) -> Statement:
    """Return the statement with each correction among the rows left out, or the problems if its row is not here."""
    if not statement.corrections:
        return statement
    found = _find(db, user_id, statement.corrections, account_id=account_id, kind=kind)
    ids = [each.row.transaction_id for each in found if each.row and each.row.transaction_id]
    names = {row["id"]: row["description"] for row in queries.by_ids(db, user_id, ids)}
    left_out = [_applied(each, names.get(each.row.transaction_id or 0)) for each in found if each.row]
    problems = [_unknown(each.correction) for each in found if each.row is None]
    return replace(statement, left_out=[*statement.left_out, *left_out], problems=[*statement.problems, *problems])


def apply_corrections(
    db: WriteSession,
    user_id: int,
    corrections: Sequence[StatedCorrection],
    *,
    account_id: int,
    import_id: int,
    kind: str,
    recorder: ChangeRecorder,
) -> None:
    """Change and delete the transactions that the corrections name; the ledger then knows the corrections as theirs."""
    found = [each for each in _find(db, user_id, corrections, account_id=account_id, kind=kind) if each.is_open]
    targets = [(each.correction, each.row.transaction_id) for each in found if each.row and each.row.transaction_id]
    recorder.capture(Transaction, [id_ for _, id_ in targets])
    updates = [
        ProviderUpdate(id_, correction.draft, keeps_id=True)
        for correction, id_ in targets
        if not correction.is_deletion
    ]
    provider_updates.apply(db, user_id, updates)
    deleted = [id_ for correction, id_ in targets if correction.is_deletion]
    soft_delete.delete(db, user_id, deleted, recorder=recorder)
    ledger.save_matched_rows(
        db,
        user_id,
        [(correction.draft, id_, "The bank corrects an earlier row with this one") for correction, id_ in targets],
        account_id=account_id,
        import_id=import_id,
        kind=kind,
    )


def _find(
    db: Session, user_id: int, corrections: Sequence[StatedCorrection], *, account_id: int | None, kind: str
) -> list[_Found]:
    if account_id is None:
        return [_Found(each, None) for each in corrections]
    rows = AccountLedger(db, user_id, account_id, kind).rows_by_provider_id({each.provider_id for each in corrections})
    return [_Found(each, rows.get(each.provider_id)) for each in corrections]


def _applied(found: _Found, name: str | None) -> Problem:
    correction, row = found
    draft = correction.draft
    assert row is not None
    if not found.is_open:
        message = f"The bank's correction of an earlier transaction ({_size(draft)}) is here already."
    elif correction.is_deletion:
        message = (
            f"The bank takes back the earlier transaction “{name}” ({_size(draft)}). It is deleted when you import"
            " this file, and restored if you undo the import."
        )
    else:
        assert row.amount_minor is not None
        assert row.on is not None
        was = _size(draft._replace(amount_minor=row.amount_minor, on=row.on))
        message = (
            f"The bank corrects the earlier transaction “{name}”: {was} becomes {_size(draft)}. It changes when you"
            " import this file, and changes back if you undo the import."
        )
    return Problem(draft.line_no, draft.raw, "correction", message)


def _unknown(correction: StatedCorrection) -> Problem:
    draft = correction.draft
    said = (
        f"the bank takes back an earlier transaction ({_size(draft)}). If it is here, delete it"
        if correction.is_deletion
        else f"the bank replaces an earlier transaction with this one ({_size(draft)}). If the earlier one is here,"
        " change it"
    )
    message = f"Line {draft.line_no}: {said} by hand; the bank's number for it is {correction.provider_id[:40]}."
    return Problem(draft.line_no, draft.raw, "correction", message)


def _size(draft: Draft) -> str:
    return f"{amount_in_words(draft.amount_minor, draft.currency)} on {day_in_words(draft.on)}"
