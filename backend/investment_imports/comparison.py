"""Compare a file of a broker with what is stored: into which accounts its parts go, and what each would add."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from backend.infra.database import WriteSession
from backend.investment_imports import queries
from backend.investment_imports.broker_file import BrokerFile, Part
from backend.investment_imports.errors import WrongAccount
from backend.investment_imports.formats.table import TableFile
from backend.investment_imports.models import InvestmentImport
from backend.investment_imports.plan import (
    PartPlan,
    PlannedRow,
    Securities,
    plan_part,
    suggested_account,
)
from backend.investments.models import InvestmentAccount
from backend.investments.queries import accounts as account_queries

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


def compare(
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
