"""Save what a file says: into its account, with its balances, and with a note of how such files are laid out."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass

from backend.accounts import service as accounts
from backend.accounts.models import Account
from backend.balances import service as balances
from backend.imports import queries, reading, record
from backend.imports.desk import Opened
from backend.imports.failures import AccountNeeded, NotAPreview, WrongCurrency
from backend.imports.stated import balances_of
from backend.imports.statement import Statement
from backend.infra.database import WriteSession
from backend.ingest import pipeline
from backend.ingest.report import IngestReport
from backend.settings import service as settings
from backend.transactions import service as transactions

# Makes the backups around an import of so many rows.
BackingUp = Callable[[int], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that an import makes for itself."""

    name: str
    account_type: str
    currency: str
    institution: str | None = None
    mask: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
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
    opened: Opened,
    *,
    account_id: int | None,
    new_account: NewAccount | None,
    keep: Collection[int],
    is_current: bool,
    on_progress: Callable[[str, int], None],
) -> Done:
    """Import an open file into an account that is there, or into a new one. Doubtful rows are left out, but for the
    lines in `keep`. `is_current` says that nothing was written since the file was compared. `on_progress` gets the
    phase and the number of rows done, and may raise to stop.

    Raises NoSuchImport, NotAPreview, AccountNeeded, WrongCurrency.
    """
    waiting = queries.one(db, user_id, import_id)
    if waiting.status == "done":
        raise NotAPreview
    statement, kind = opened.statement, reading.kind_of(opened.statement)
    account = _account(db, user_id, account_id, new_account)
    _check_currency(statement, account)
    arrivals = opened.arrivals
    if not (is_current and opened.account_id == account.id):
        arrivals = pipeline.compare_again_with_ledger(
            db,
            user_id,
            arrivals,
            account_id=account.id,
            kind=kind,
            is_first=opened.account_id is None,
            on_progress=on_progress,
        )
    report = pipeline.ingest(
        db,
        user_id,
        arrivals,
        account=account,
        import_id=import_id,
        source="csv_import" if statement.format in reading.TABLES else "file_import",
        kind=kind,
        threshold=settings.threshold(db, user_id),
        keep=keep,
        on_progress=on_progress,
    )
    record.finish(waiting, account, report)
    balances.save_stated_balances(db, user_id, account.id, balances_of(statement), import_id=import_id)
    record.remember(db, user_id, account.id, statement)
    return Done(import_id, account.id, account.name, account.currency, report, statement)


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
