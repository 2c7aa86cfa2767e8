"""Save a previewed statement: its transactions, its balances and the mapping for later files of the same layout."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from backend.accounts import service as accounts
from backend.accounts.models import Account
from backend.balances import service as balances
from backend.imports import queries, readers, records
from backend.imports.corrections import apply_corrections
from backend.imports.detection.columns import prove
from backend.imports.errors import AccountNeeded, NotAPreview, WrongCurrency
from backend.imports.model.statement import StatedBalance, Statement
from backend.imports.preview_cache import ParsedFile
from backend.infra.database import WriteSession
from backend.infra.undo_log import record_changes
from backend.ingest import pipeline
from backend.ingest.report import IngestReport
from backend.settings import service as settings
from backend.transactions import service as transactions

_PROOF_ROWS = 50
_SURE = 0.8


def balances_of(statement: Statement) -> list[tuple[date, int]]:
    """Return what a statement states its account held at the end of days, oldest first; a debt is negative."""
    return sorted((dict(_running(statement)) | dict(end_of_day_balances(statement.balances))).items())


def end_of_day_balances(balances: Sequence[StatedBalance]) -> list[tuple[date, int]]:
    """Return the booked balances as what the account held at the end of a day: an opening one belongs to the evening
    before. Where two statements tell of one evening, the closing balance counts."""
    booked = [each for each in balances if each.kind != "available"]
    openings = [(each.on - timedelta(days=1), each.balance_minor) for each in booked if each.kind == "opening"]
    closings = [(each.on, each.balance_minor) for each in booked if each.kind == "closing"]
    return sorted((dict(openings) | dict(closings)).items())


def _running(statement: Statement) -> list[tuple[date, int]]:
    """Return the balance after the last row of each day of a table with a running balance, if the amounts prove its
    order. Each is a fixed point: a row that is deleted or changed later is located to its day.

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
    rows = list(drafts.columns("on", "amount_minor", "balance_minor"))
    return _ends_of_days(rows if proof.is_ascending else rows[::-1], sign=proof.sign)


def _ends_of_days(rows: Sequence[tuple[date, int, int | None]], *, sign: int) -> list[tuple[date, int]]:
    """Return the balances of the last rows of days, oldest first. A balance from which the amount of the next row does
    not lead to the next balance is left out: the rows of its day may be in another order."""
    ends = []
    for (on, _, balance), (next_on, next_amount, next_balance) in pairwise(rows):
        if balance is None or next_balance is None or on == next_on:
            continue
        if sign * (next_balance - balance) == -next_amount:
            ends.append((on, sign * balance))
    last_on, _, last_balance = rows[-1]
    return ends if last_balance is None else [*ends, (last_on, sign * last_balance)]


# Makes the backups around an import of so many rows.
BackUpBefore = Callable[[int], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that an import makes for itself."""

    name: str
    account_type: str
    currency: str
    institution: str | None = None
    mask: str | None = None


@dataclass(frozen=True, slots=True)
class CommitResult:
    """A finished import."""

    import_id: int
    account_id: int
    account_name: str
    currency: str
    report: IngestReport
    statement: Statement


def save(
    db: WriteSession,
    user_id: int,
    import_id: int,
    parsed: ParsedFile,
    *,
    account_id: int | None,
    new_account: NewAccount | None,
    keep: Collection[int],
    is_current: bool,
    on_progress: Callable[[str, int], None],
) -> CommitResult:
    """Import an open file into an account that is there, or into a new one. Doubtful rows are left out, but for the
    lines in `keep`. `is_current` says that nothing was written since the file was compared. `on_progress` gets the
    phase and the number of rows done, and may raise to stop.

    Raises NoSuchImport, NotAPreview, AccountNeeded, WrongCurrency.
    """
    waiting = queries.one(db, user_id, import_id)
    if waiting.status == "done":
        raise NotAPreview
    statement, kind = parsed.statement, readers.kind_of(parsed.statement)
    account = _account(db, user_id, account_id, new_account)
    _check_currency(statement, account)
    arrivals = parsed.arrivals
    if not (is_current and parsed.account_id == account.id):
        arrivals = pipeline.compare_again_with_ledger(
            db,
            user_id,
            arrivals,
            account_id=account.id,
            kind=kind,
            is_first=parsed.account_id is None,
            on_progress=on_progress,
        )
    if statement.is_unproved:
        arrivals = arrivals.with_new_doubted()
    report = pipeline.ingest(
        db,
        user_id,
        arrivals,
        account=account,
        import_id=import_id,
        source=readers.source_of(statement.format),
        kind=kind,
        threshold=settings.threshold(db, user_id),
        keep=keep,
        on_progress=on_progress,
    )
    records.finish(waiting, account, report)
    with record_changes(db, user_id, f"Applied the bank's corrections in {waiting.filename}") as recorder:
        apply_corrections(
            db,
            user_id,
            statement.corrections,
            account_id=account.id,
            import_id=import_id,
            kind=kind,
            recorder=recorder,
        )
    waiting.correction_change_id = recorder.change_id
    balances.save_stated_balances(
        db,
        user_id,
        account,
        balances_of(statement),
        import_id=import_id,
        # OFX demands a minus for debts, but banks of many cards write what is owed without one.
        is_sign_certain=statement.format not in ("ofx", "qfx"),
    )
    records.remember(db, user_id, account.id, statement)
    return CommitResult(import_id, account.id, account.name, account.currency, report, statement)


def _check_currency(statement: Statement, account: Account) -> None:
    """Raise WrongCurrency if not one row of the file is in the account's currency."""
    found = set(statement.drafts.column("currency"))
    if found and account.currency not in found:
        raise WrongCurrency(file=", ".join(sorted(found)), account=account.currency, name=account.name)


def _account(db: WriteSession, user_id: int, account_id: int | None, new_account: NewAccount | None) -> Account:
    if new_account is not None:
        return accounts.create(
            db,
            user_id,
            name=new_account.name,
            account_type=new_account.account_type,
            currency=new_account.currency,
            institution=new_account.institution,
            mask=new_account.mask,
        )
    if account_id is None:
        raise AccountNeeded
    return transactions.get_account(db, user_id, account_id)
