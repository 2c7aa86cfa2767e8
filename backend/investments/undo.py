"""Undo a change of investments.db and bring everything computed from it up to date."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from backend.infra import clock, undo_log
from backend.infra.database import WriteSession
from backend.infra.tables import InvestmentsBase
from backend.infra.undo_log import ChangedSince, InvestmentChange, RowChange, UndoResult
from backend.investments.models import (
    Holding,
    InvestmentAccount,
    InvestmentTransaction,
    Portfolio,
    PortfolioMember,
    Price,
    Security,
    Split,
    TargetWeight,
)
from backend.investments.queries import accounts as account_queries
from backend.investments.recompute import Touched, recompute
from backend.kit.period import FIRST_DAY

# Every table whose rows a person can change; what is computed follows them.
UNDOABLE: dict[str, type[InvestmentsBase]] = {
    table.__tablename__: table
    for table in (
        InvestmentAccount,
        Security,
        Price,
        Split,
        Holding,
        InvestmentTransaction,
        Portfolio,
        PortfolioMember,
        TargetWeight,
    )
}


def undo_change(db: WriteSession, user_id: int, change_id: int) -> UndoResult:
    """Put everything back as it was before the change. Raises NoSuchChange, ChangedSince."""
    change = undo_log.load_undoable(db, user_id, change_id, log=InvestmentChange)
    rows = undo_log.changed_rows(change)
    touched = Touched()
    _touch(db, user_id, rows, touched)
    done = 0
    # Backwards: what was made last (and may refer to what was made first) goes first.
    for table, run in groupby(reversed(rows), key=lambda row: row.table):
        done += len(undo_log.revert_rows(db, UNDOABLE[table], run))
    if not done:
        raise ChangedSince(change.summary)
    change.undone_at = clock.now()
    db.flush()
    db.expire_all()
    _touch(db, user_id, rows, touched)
    recompute(db, user_id, touched)
    return UndoResult(change.summary, len(rows) - done)


def _touch(db: WriteSession, user_id: int, rows: Iterable[RowChange], touched: Touched) -> None:
    """Count what these rows concern, as they were, as they became, and as they are now."""
    security_ids: set[int] = set()
    by_table: dict[str, list[RowChange]] = defaultdict(list)
    for row in rows:
        by_table[row.table].append(row)
    for table, changed in by_table.items():
        stored = undo_log.read_stored(db, UNDOABLE[table], [row.id for row in changed])
        for row in changed:
            now = stored.get(row.id)
            for values in (row.before, row.after, now):
                if values:
                    # Of a changed row the log has only the columns that differ.
                    _touch_row(table, row.id, {**(now or {}), **values}, touched, security_ids)
    touched.account_ids |= account_queries.accounts_with(db, user_id, sorted(security_ids))


def _touch_row(table: str, id_: int, values: dict[str, Any], touched: Touched, security_ids: set[int]) -> None:
    day = values.get("on") or values.get("as_of_date")
    on = date.fromisoformat(day) if day else None
    match table:
        case InvestmentAccount.__tablename__:
            touched.add(id_, FIRST_DAY)
        case Security.__tablename__:
            security_ids.add(id_)
            touched.add(on=FIRST_DAY)
        case InvestmentTransaction.__tablename__ | Holding.__tablename__:
            touched.add(values.get("account_id"), on, trade_of=values.get("security_id"))
        case Price.__tablename__ | Split.__tablename__:
            touched.add(on=on)
            if "security_id" in values:
                security_ids.add(values["security_id"])
