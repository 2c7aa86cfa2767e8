"""Open a file for a preview: find its account, read it with that account's settings, compare it with the ledger."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from backend.accounts.models import Account
from backend.imports import queries, readers, records
from backend.imports.account_matching import Match, match_account
from backend.imports.corrections import describe_corrections
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.statement import ReadSettings, Statement
from backend.imports.preview_cache import ParsedFile
from backend.infra.database import Database, ReadSession, Stamp, WriteSession
from backend.ingest import pipeline
from backend.settings import service as settings
from backend.transactions import service as transactions


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person said about a file; None where nothing was said.

    A file that is meant for a new account (`finds_account` False) is matched to none. `part` names the account of a
    file that holds several.
    """

    account_id: int | None = None
    mapping: ColumnMapping | None = None
    currency: str | None = None
    finds_account: bool = True
    part: str | None = None


class MatchedFile(NamedTuple):
    """What a file says, and the account it belongs to; `others` are the statements of its other accounts."""

    statement: Statement
    others: tuple[Statement, ...]
    account_id: int | None
    currency: str
    match: Match


def read_file(budget: Database, user_id: int, data: bytes, *, filename: str, options: ReadOptions) -> MatchedFile:
    """Return what a file says and the account it belongs to. Changes nothing.

    The account of a table, and with it the mapping and the currency that it remembers, is found before the rows are
    read; a file of another format that names no currency is read again if its account has another one.
    Reads without a session, since nobody should wait for that. Raises an UnreadableFile.
    """
    with budget.read() as db:
        account = transactions.get_account(db, user_id, options.account_id) if options.account_id else None
        base_currency = settings.base_currency(db, user_id)
    table = _TableSettings(budget, user_id, filename, options, account, base_currency)
    currency = options.currency or (account.currency if account else base_currency)
    statement, others = _read(data, filename, options.part, options.mapping, currency, account, table)
    with budget.read() as db:
        match = _match(db, user_id, statement, filename)
        if account is None and match.chosen and options.finds_account:
            account = transactions.get_account(db, user_id, match.chosen.account_id)
            currency = account.currency
        mapping = options.mapping or (records.remembered(db, user_id, account.id, statement) if account else None)
    is_other_mapping = not table.was_asked and mapping not in (None, statement.mapping)
    if is_other_mapping or (account and currency_differs(statement, account.currency)):
        statement, others = _read(data, filename, statement.part, mapping, currency, account, None)
    return MatchedFile(statement, others, account.id if account else None, statement.currency or currency, match)


@dataclass
class _TableSettings:
    """Finds the account of a table by its layout, and says how that account wants its rows read."""

    budget: Database
    user_id: int
    filename: str
    options: ReadOptions
    account: Account | None
    base_currency: str
    was_asked: bool = False

    def __call__(self, head: Statement) -> ReadSettings:
        self.was_asked = True
        with self.budget.read() as db:
            account = self.account
            if account is None and self.options.finds_account:
                match = _match(db, self.user_id, head, self.filename)
                if match.chosen:
                    account = transactions.get_account(db, self.user_id, match.chosen.account_id)
            mapping = records.remembered(db, self.user_id, account.id, head) if account else None
        currency = self.options.currency or (account.currency if account else self.base_currency)
        return ReadSettings(mapping, currency, account.account_type if account else None)


def compare_with_ledger(
    db: ReadSession | WriteSession, user_id: int, file: MatchedFile, *, stamp: Stamp | None = None
) -> ParsedFile:
    """Return a file with the fate of each row in its account, as the data of this session is."""
    kind = readers.kind_of(file.statement)
    statement = describe_corrections(db, user_id, file.statement, account_id=file.account_id, kind=kind)
    arrivals = pipeline.compare_with_ledger(db, user_id, statement.drafts, account_id=file.account_id, kind=kind)
    if statement.is_unproved:
        arrivals = arrivals.with_new_doubted()
    return ParsedFile(statement, arrivals, file.account_id, file.currency, file.others, stamp)


def currency_differs(statement: Statement, currency: str) -> bool:
    """Say whether the file names no currency and was read in another one than this."""
    if statement.currency is not None or not statement.drafts:
        return False
    return currency not in statement.drafts.column("currency")


def _read(
    data: bytes,
    filename: str,
    part: str | None,
    mapping: ColumnMapping | None,
    currency: str,
    account: Account | None,
    table_settings: Callable[[Statement], ReadSettings] | None,
) -> tuple[Statement, tuple[Statement, ...]]:
    """Return the statement of the part that is wanted (else of the first with rows), and those of the others."""
    account_type = account.account_type if account else None
    found = readers.read(
        data,
        filename=filename,
        mapping=mapping,
        currency=currency,
        account_type=account_type,
        settle=None if mapping else table_settings,
    )
    named = next((one for one in found if part is not None and one.part == part), None)
    chosen = named or next((one for one in found if one.drafts), found[0])
    return chosen, tuple(one for one in found if one is not chosen)


def _match(db: ReadSession, user_id: int, statement: Statement, filename: str) -> Match:
    # Tables of several accounts share one header; only which account it is tells where each goes.
    key = readers.header_key(statement) if statement.part is None else None
    return match_account(
        queries.account_summaries(db, user_id),
        account_hint=statement.account_hint,
        currency=statement.currency,
        filename=filename,
        layout=statement.layout,
        names=(statement.name_hint, statement.part_label),
        used_before=queries.accounts_with_header(db, user_id, key) if key else (),
        same_part=queries.accounts_with_part(db, user_id, statement.part) if statement.part else (),
    )
