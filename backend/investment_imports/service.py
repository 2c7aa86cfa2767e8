"""Preview, commit and undo of the files of brokers. Files are read before a session is open and saved within one."""

import threading
import zlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from backend.imports import queries as statements
from backend.imports import stored_files
from backend.infra import clock
from backend.infra.database import Database, ReadSession, WriteSession
from backend.infra.undo_log import ChangedSince, NoSuchChange
from backend.investment_imports import queries, readers
from backend.investment_imports.broker_file import BrokerFile, Part
from backend.investment_imports.errors import ImportNotDone, ImportNotOpen, InvalidMapping, WrongAccount
from backend.investment_imports.formats.mapping import BadMapping, TableMapping, mapping_from_json
from backend.investment_imports.formats.table import TableFile
from backend.investment_imports.models import InvestmentImport
from backend.investment_imports.plan import (
    PartPlan,
    PlannedRow,
    Securities,
    plan_part,
    suggested_account,
    with_stored_ids,
)
from backend.investments import prices, service, stated_holdings, transactions
from backend.investments.lots import Oversold
from backend.investments.models import InvestmentAccount
from backend.investments.queries import accounts as account_queries
from backend.investments.queries import securities as security_queries
from backend.investments.undo import undo_change
from backend.settings.service import base_currency

_KEPT_FOR = timedelta(days=7)
_OPEN_FILES = 6
# Kinds of activities that only an account has which follows its cash.
_CASH_TYPES = ("deposit", "withdrawal")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a part goes: into an account, or (None) into a new one with these fields. `holdings_on` is the day of its
    holdings, where the file does not say it. A part that `is_left_out` goes nowhere."""

    account_id: int | None = None
    name: str | None = None
    account_type: str = "taxable"
    tracks_cash: bool | None = None
    holdings_on: date | None = None
    is_left_out: bool = False


@dataclass(slots=True)
class PartPreview:
    """One account of the file, where it would go, and what it would add there."""

    part: Part
    account: InvestmentAccount | None
    suggested_name: str
    tracks_cash: bool
    is_left_out: bool
    plan: PartPlan


@dataclass(slots=True)
class Preview:
    """A file that was read, compared with what is there."""

    id: int
    filename: str
    file: BrokerFile
    table: TableFile | None
    parts: list[PartPreview]
    rows: list[PlannedRow]
    securities: Securities


@dataclass(slots=True)
class Done:
    """What an import added. `oversold` are sales of more than the account is known to have held."""

    id: int
    added: int = 0
    repeated: int = 0
    holdings: int = 0
    unreadable: int = 0
    left_out: int = 0
    account_ids: list[int] = field(default_factory=list)
    oversold: list[Oversold] = field(default_factory=list)
    security_names: dict[int, str] = field(default_factory=dict)


class InvestmentImports:
    """The files of brokers of one data folder, from the drop to the undo."""

    def __init__(self, home: Path, budget: Database, database: Database) -> None:
        self._home = home
        self._budget = budget
        self._database = database
        self._files: OrderedDict[int, tuple[BrokerFile, TableFile | None]] = OrderedDict()
        self._rows: dict[int, list[PlannedRow]] = {}
        self._lock = threading.Lock()

    def preview(self, user_id: int, data: bytes, *, filename: str) -> Preview:
        """Read a file and say what it would do; it waits as an import with the status previewed.

        Raises NotABrokerFile, and an UnreadableFile; then nothing is kept.
        """
        currency = self._default_currency(user_id)
        file, table = readers.read(data, filename=filename, default_currency=currency)
        with self._database.read() as db:
            remembered = _remembered_mapping(db, user_id, table)
        if remembered is not None:
            file, table = readers.read(data, filename=filename, default_currency=currency, mapping=remembered)
        with self._database.write() as db:
            for each in queries.abandoned(db, user_id, before=clock.now() - _KEPT_FOR):
                db.delete(each)
            waiting = InvestmentImport(
                user_id=user_id,
                filename=filename,
                layout=file.layout,
                broker=file.broker,
                status="previewed",
                content=zlib.compress(data, 1),
                column_mapping=remembered.to_json() if remembered else None,
            )
            db.add(waiting)
            db.flush()
            self._remember(waiting.id, file, table)
            return self._compared(db, user_id, waiting, file, table, {})

    def offer(self, user_id: int, statement_id: int) -> str | None:
        """Return what a file that was opened as a statement of a bank is known as here: a broker, OFX or QIF.

        Raises NoSuchImport and FileGone of the import.
        """
        return readers.recognised_as(self._statement(user_id, statement_id)[0])

    def preview_statement(self, user_id: int, statement_id: int) -> Preview:
        """Read the investments in a file that was opened as a statement of a bank. Raises as `offer` and `preview`."""
        data, filename = self._statement(user_id, statement_id)
        return self.preview(user_id, data, filename=filename)

    def _statement(self, user_id: int, statement_id: int) -> tuple[bytes, str]:
        with self._budget.read() as db:
            statement = statements.one(db, user_id, statement_id)
            name, filename = statement.sha256, statement.filename
        return stored_files.fetch(self._home, name), filename

    def reopen(
        self,
        user_id: int,
        import_id: int,
        *,
        mapping: Mapping[str, Any] | None = None,
        targets: Mapping[str, Target] | None = None,
    ) -> Preview:
        """Return the preview of a waiting file again, read with another mapping or meant for other accounts.

        Raises NoSuchInvestmentImport, ImportNotOpen, InvalidMapping, NotABrokerFile.
        """
        file, table = self._file(user_id, import_id, mapping)
        with self._database.write() as db:
            waiting = _waiting(db, user_id, import_id)
            if mapping is not None and table is not None:
                waiting.column_mapping = table.mapping.to_json()
                waiting.updated_at = clock.now()
            return self._compared(db, user_id, waiting, file, table, targets or {})

    def commit(self, user_id: int, import_id: int, targets: Mapping[str, Target]) -> Done:
        """Import a waiting file: all of it or, if anything fails, nothing.

        Raises NoSuchInvestmentImport, ImportNotOpen, NoSuchInvestmentAccount, WrongAccount.
        """
        file, table = self._file(user_id, import_id, None)
        with self._database.write() as db:
            waiting = _waiting(db, user_id, import_id)
            found = _compare(db, user_id, waiting, file, table, targets)
            done = _save(db, user_id, waiting, found, targets)
        self._drop(import_id)
        return done

    def rows(self, user_id: int, import_id: int) -> list[PlannedRow]:
        """Return the rows of a waiting file as they were last compared. Raises as `reopen`."""
        with self._lock:
            found = self._rows.get(import_id)
        return found if found is not None else self.reopen(user_id, import_id).rows

    def undo(self, user_id: int, import_id: int) -> int:
        """Take back what an import added; return how many rows stay because they were changed since.

        Raises NoSuchInvestmentImport, ImportNotDone.
        """
        with self._database.write() as db:
            done = queries.one(db, user_id, import_id)
            if done.status != "done":
                raise ImportNotDone
            kept = 0
            for change_id in reversed(done.change_ids):
                # What a person undid one by one already is done.
                with suppress(ChangedSince, NoSuchChange):
                    kept += undo_change(db, user_id, change_id).kept
            done.status, done.undone_at = "undone", clock.now()
            return kept

    def forget(self, user_id: int, import_id: int) -> None:
        """Put a preview away for good. Raises NoSuchInvestmentImport, ImportNotOpen."""
        with self._database.write() as db:
            db.delete(_waiting(db, user_id, import_id))
        self._drop(import_id)

    def _default_currency(self, user_id: int) -> str:
        with self._budget.read() as db:
            return base_currency(db, user_id)

    def _file(
        self, user_id: int, import_id: int, plain: Mapping[str, Any] | None
    ) -> tuple[BrokerFile, TableFile | None]:
        """Return the open file, read again if it left the memory or should be read in another way."""
        with self._database.read() as db:
            waiting = _waiting(db, user_id, import_id)
            content, filename, stored = waiting.content or b"", waiting.filename, waiting.column_mapping
        with self._lock:
            open_file = self._files.get(import_id)
        if open_file is not None and plain is None:
            return open_file
        try:
            chosen = mapping_from_json(plain or stored or {}) if plain or stored else None
        except BadMapping as error:
            raise InvalidMapping(str(error)) from error
        currency = self._default_currency(user_id)
        file, table = readers.read(
            zlib.decompress(content), filename=filename, default_currency=currency, mapping=chosen
        )
        self._remember(import_id, file, table)
        return file, table

    def _remember(self, import_id: int, file: BrokerFile, table: TableFile | None) -> None:
        with self._lock:
            self._files.pop(import_id, None)
            self._files[import_id] = (file, table)
            while len(self._files) > _OPEN_FILES:
                closed, _ = self._files.popitem(last=False)
                self._rows.pop(closed, None)

    def _drop(self, import_id: int) -> None:
        with self._lock:
            self._files.pop(import_id, None)
            self._rows.pop(import_id, None)

    def _compared(
        self,
        db: WriteSession,
        user_id: int,
        waiting: InvestmentImport,
        file: BrokerFile,
        table: TableFile | None,
        targets: Mapping[str, Target],
    ) -> Preview:
        """Return the preview, and keep its rows for the page that lists them."""
        found = _compare(db, user_id, waiting, file, table, targets)
        with self._lock:
            self._rows[waiting.id] = found.rows
        return found


def _waiting(db: ReadSession | WriteSession, user_id: int, import_id: int) -> InvestmentImport:
    found = queries.one(db, user_id, import_id)
    if found.status != "previewed":
        raise ImportNotOpen
    return found


def _remembered_mapping(db: ReadSession, user_id: int, table: TableFile | None) -> TableMapping | None:
    """Return the mapping that a person chose for the last file with this header."""
    if table is None:
        return None
    for each in queries.history(db, user_id):
        if each.column_mapping and tuple(each.column_mapping.get("header", ())) == table.mapping.header:
            with suppress(BadMapping):
                return mapping_from_json(each.column_mapping)
    return None


def _compare(
    db: WriteSession,
    user_id: int,
    waiting: InvestmentImport,
    file: BrokerFile,
    table: TableFile | None,
    targets: Mapping[str, Target],
) -> Preview:
    accounts = account_queries.accounts(db, user_id)
    earlier = [each for each in queries.history(db, user_id) if each.broker == file.broker]
    securities = Securities.of(db, user_id)
    parts = []
    for part in file.parts:
        target = targets.get(part.key)
        if target is None:
            remembered = [each.targets[part.key] for each in earlier if part.key in each.targets]
            account = suggested_account(part, accounts, broker=file.broker, remembered=remembered)
        else:
            account = _target_account(db, user_id, part, target)
            part.holdings_on = target.holdings_on or part.holdings_on
        tracks_cash = account.tracks_cash if account else _tracks_cash(part, target)
        is_left_out = target is not None and target.is_left_out
        plan = PartPlan()
        if not is_left_out:
            plan = plan_part(db, user_id, part, account=account, tracks_cash=tracks_cash, securities=securities)
        currency = part.currency if len(file.parts) > 1 else ""
        name = " ".join(filter(None, (file.broker or "Brokerage", part.label, currency)))
        parts.append(PartPreview(part, account, name[:100], tracks_cash, is_left_out, plan))
    rows = [row for each in parts for row in each.plan.rows]
    rows += [PlannedRow(row.line_no, row.raw, "unreadable", row.reason) for row in file.unreadable]
    rows += [PlannedRow(row.line_no, row.raw, "left_out", row.reason) for row in file.left_out]
    rows.sort(key=lambda row: row.line_no)
    return Preview(waiting.id, waiting.filename, file, table, parts, rows, securities)


def _target_account(db: WriteSession, user_id: int, part: Part, target: Target) -> InvestmentAccount | None:
    if target.account_id is None:
        return None
    account = account_queries.account(db, user_id, target.account_id)
    if account.currency != part.currency:
        raise WrongAccount(
            f"The amounts of this file are in {part.currency}, but {account.account_name} is in {account.currency}."
            f" Choose an account in {part.currency}, or a new one."
        )
    return account


def _tracks_cash(part: Part, target: Target | None) -> bool:
    """Say whether a new account should follow its cash: if the file states how it came in, and not what there is."""
    if target is not None and target.tracks_cash is not None:
        return target.tracks_cash
    has_cash_holding = any(each.security.security_type == "cash" for each in part.holdings)
    return not has_cash_holding and any(each.type in _CASH_TYPES for each in part.activities)


def _save(
    db: WriteSession, user_id: int, waiting: InvestmentImport, found: Preview, targets: Mapping[str, Target]
) -> Done:
    done = Done(waiting.id)
    changes: list[int | None] = []
    security_ids = _add_securities(db, user_id, found)
    summary = f"Imported {waiting.filename}"
    drafts, splits, holdings = [], [], []
    target_ids: dict[str, int] = {}
    for each in found.parts:
        if each.is_left_out:
            continue
        account_id = each.account.id if each.account else None
        if account_id is None:
            saved = service.add_account(
                db, user_id, _account_fields(each, targets.get(each.part.key), found.file.broker)
            )
            account_id = saved.id
            changes.append(saved.change_id)
        target_ids[each.part.key] = account_id
        plan = with_stored_ids(each.plan, account_id=account_id, security_ids=security_ids)
        drafts += plan.drafts
        splits += plan.splits
        if plan.holdings and any(row.type == "holding" and row.fate == "new" for row in plan.rows):
            holdings.append((account_id, each.part.holdings_on or clock.today(), plan.holdings))
    if drafts:
        recorded = transactions.record_transactions(db, user_id, drafts, summary=summary)
        changes.append(recorded.change_id)
        done.added, done.oversold = len(recorded.ids), list(recorded.oversold)
    for security_id, on, numerator, denominator in splits:
        split = prices.add_split(
            db, user_id, security_id=security_id, on=on, numerator=numerator, denominator=denominator
        )
        changes.append(split.change_id)
        done.added += 1
    for account_id, on, stated in holdings:
        changes.append(
            stated_holdings.record_holdings(
                db, user_id, account_id=account_id, on=on, holdings=stated, is_complete=True, source="file"
            )
        )
        done.holdings += len(stated)
    fates = [row.fate for row in found.rows]
    done.repeated, done.unreadable = fates.count("repeated"), fates.count("unreadable")
    done.left_out = fates.count("left_out")
    done.account_ids = sorted(set(target_ids.values()))
    for over in done.oversold:
        done.security_names[over.security_id] = security_queries.security(db, user_id, over.security_id).name
    _describe(waiting, found, done, target_ids, [change for change in changes if change is not None])
    return done


def _add_securities(db: WriteSession, user_id: int, found: Preview) -> dict[int, int]:
    """Add the securities that something new is about, and return their ids by their negative numbers."""
    plans = [each.plan for each in found.parts]
    used: set[int | None] = {draft.security_id for plan in plans for draft in plan.drafts}
    used |= {split[0] for plan in plans for split in plan.splits}
    used |= {holding.security_id for plan in plans for holding in plan.holdings}
    ids = {}
    for number, name in found.securities.added.items():
        if number in used:
            fields = {
                "ticker": name.ticker,
                "isin": name.isin,
                "name": name.name or name.ticker or name.isin,
                "currency": name.currency,
                "security_type": name.security_type or "other",
                # Cash counts one for one, at any age.
                "accepts_old_price": name.security_type == "cash",
            }
            ids[number] = service.add_security(db, user_id, fields).id
    return ids


def _account_fields(each: PartPreview, target: Target | None, broker: str) -> dict[str, Any]:
    digits = "".join(character for character in each.part.label if character.isdigit())
    return {
        "account_name": (target.name if target and target.name else each.suggested_name)[:100],
        "account_type": target.account_type if target else "taxable",
        "institution_name": broker,
        "mask": digits[-4:] or None,
        "currency": each.part.currency,
        "tracks_cash": each.tracks_cash,
    }


def _describe(
    waiting: InvestmentImport, found: Preview, done: Done, targets: dict[str, int], change_ids: Sequence[int]
) -> None:
    days = [row.on for row in found.rows if row.on is not None and row.fate in ("new", "repeated")]
    waiting.status, waiting.content = "done", None
    waiting.targets, waiting.change_ids = targets, list(change_ids)
    waiting.added, waiting.repeated, waiting.holdings = done.added, done.repeated, done.holdings
    waiting.unreadable, waiting.left_out = done.unreadable, done.left_out
    waiting.first_on, waiting.last_on = min(days, default=None), max(days, default=None)
