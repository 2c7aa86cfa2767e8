"""Undo a change, whatever it touched, and make the sums agree again."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import groupby

from sqlalchemy import select

from backend.account_overview.queries import row_count
from backend.accounts.models import Account, AccountGroup
from backend.accounts.queries import by_name
from backend.ai.models import AiAnswer, AiProposal
from backend.assistant.models import InsightAnalysis, InsightMessage
from backend.balances.models import BalanceSnapshot
from backend.budgets.line_changes import check_put_back
from backend.budgets.models import Budget, BudgetMove, BudgetPlan, BudgetTemplate, DismissedAlert, PayDay, StandingLine
from backend.categories import queries as categories
from backend.categories.models import Category
from backend.categorization import service as categorization
from backend.categorization.models import AmountRule, MerchantMapping
from backend.categorization.refresh import refresh_predictions
from backend.debts.models import CardTerms, LoanExtraPayment, LoanRate, LoanTerms, PayoffPlan
from backend.documents.models import Document, DocumentLink
from backend.education.models import ContentResponse
from backend.exchange_rates.models import ExchangeRate
from backend.goals.models import Goal, GoalContribution
from backend.inbox.models import InboxItem
from backend.infra import clock, undo_log
from backend.infra.database import WriteSession
from backend.infra.sql import in_list
from backend.infra.tables import BudgetBase
from backend.infra.undo_log import AnyChange, ChangedSince, RowChange, UndoResult
from backend.ingest import service as ledger
from backend.net_worth.models import ManualAsset, ManualValuation
from backend.payees.models import Payee, PayeeSpelling
from backend.planning.models import Scenario, ScenarioAllocation, ScenarioLine
from backend.reconciliation.models import ReconciledTransaction, Reconciliation
from backend.recurring.models import Series, SeriesPayee
from backend.rules.models import DismissedSuggestion, Rule
from backend.saved_views.models import SavedView
from backend.transactions import service as transactions
from backend.transactions import soft_delete
from backend.transactions.models import (
    DeletedTransaction,
    RefundLink,
    Tag,
    Transaction,
    TransactionSplit,
    TransactionTag,
)
from backend.transfers import service as transfers
from backend.transfers.models import PossiblePair, RejectedPair, TransferPair

# Undoes the changes of some rows of one table and returns the ids of those that were undone.
UndoRows = Callable[[WriteSession, int, Sequence[RowChange]], Sequence[int]]


def undo(db: WriteSession, user_id: int, change_id: int) -> UndoResult:
    """Put everything back as it was before the change. Raises NoSuchChange, ChangedSince."""
    change = undo_log.load_undoable(db, user_id, change_id)
    # Backwards: what was made last (and may refer to what was made first) goes first.
    rows = list(reversed(undo_log.changed_rows(change)))
    kept = _put_back(db, user_id, change, rows, UNDO)
    change.undone_at = clock.now()
    return UndoResult(change.summary, kept)


def redo(db: WriteSession, user_id: int, change_id: int) -> UndoResult:
    """Do a change again that was undone. Raises NoSuchChange, NotUndone, ChangedSince."""
    change = undo_log.load_undone(db, user_id, change_id)
    rows = [RowChange(row.table, row.id, row.after, row.before) for row in undo_log.changed_rows(change)]
    kept = _put_back(db, user_id, change, rows, {**UNDO, **_REDO})
    change.undone_at = None
    return UndoResult(change.summary, kept)


def _put_back(
    db: WriteSession, user_id: int, change: AnyChange, rows: Sequence[RowChange], handlers: Mapping[str, UndoRows]
) -> int:
    """Put rows back as they were before, and make the sums agree. Return how many stay because they changed since.

    Raises ChangedSince if all of them do.
    """
    returning, leaving = _of_log(rows, into=False), _of_log(rows, into=True)
    rows = [row for row in rows if not (_is_transaction(row) and row.after is None and row.id in returning)]
    handlers = {**handlers, **(_WITH_LOG if leaving else {})}
    touched = [row.id for row in rows if row.table == Transaction.__tablename__]
    divided = _counted_anew(db, rows)
    before = transactions.affected_cells(db, user_id, touched)
    mappings = [row.id for row in rows if row.table == MerchantMapping.__tablename__]
    merchants = categorization.patterns_of(db, user_id, mappings) | _spellings_of(rows)
    done = kept = 0
    for table, run in groupby(rows, key=lambda row: row.table):
        todo = list(run)
        undone = handlers[table](db, user_id, todo)
        done += len(undone)
        kept += len(todo) - len(undone)
    if not done:
        raise ChangedSince(change.summary)
    db.flush()
    db.expire_all()
    transfers.unlink_broken(db, user_id)
    after = transactions.affected_cells(db, user_id, touched)
    transactions.refresh_totals(db, user_id, before | after, recounted=sorted({*touched, *divided}))
    for row in rows:
        if row.table == Account.__tablename__ and "ownership_percent" in (row.before or {}):
            transactions.recount_account(db, user_id, row.id)
    refresh_predictions(db, user_id, merchants | categorization.patterns_of(db, user_id, mappings))
    return kept


def _is_transaction(row: RowChange) -> bool:
    return row.table == Transaction.__tablename__


def _of_log(rows: Sequence[RowChange], *, into: bool) -> set[int]:
    """Return the transactions whose entry in the log of deleted ones is put back (`into`), or taken out of it."""
    of_log = [row for row in rows if row.table == DeletedTransaction.__tablename__]
    states = [row.before if into else row.after for row in of_log if (row.after if into else row.before) is None]
    return {int(state["original_id"]) for state in states if state}


def _counted_anew(db: WriteSession, rows: Sequence[RowChange]) -> set[int]:
    """Return the transactions of the splits and refund links among the changed rows."""
    ids: set[int] = set()
    for table, column in ((TransactionSplit, "transaction_id"), (RefundLink, "refund_id")):
        changed = [row for row in rows if row.table == table.__tablename__]
        states = [*undo_log.read_stored(db, table, [row.id for row in changed]).values()]
        states += [state for row in changed for state in (row.before, row.after) if state]
        ids |= {state[column] for state in states if state.get(column) is not None}
    return ids


def _spellings_of(rows: Sequence[RowChange]) -> set[str]:
    """Return the merchant keys of the spellings of payees among the changed rows."""
    states = [state for row in rows if row.table == PayeeSpelling.__tablename__ for state in (row.before, row.after)]
    return {str(state["merchant_key"]) for state in states if state and "merchant_key" in state}


def _undo_deletions(db: WriteSession, user_id: int, rows: Sequence[RowChange]) -> Sequence[int]:
    """Bring deleted transactions back, or put the entries of restored ones back into the log, unless the transaction
    stays because it changed since."""
    restored = soft_delete.put_back(db, user_id, [row.id for row in rows if row.before is None])
    entered = [row for row in rows if row.before is not None and row.after is None]
    alive = undo_log.read_stored(db, Transaction, [int((row.before or {})["original_id"]) for row in entered])
    rest = [row for row in rows if row.before is not None]
    gone = [row for row in rest if row not in entered or int((row.before or {})["original_id"]) not in alive]
    return [*restored, *undo_log.revert_rows(db, DeletedTransaction, gone)]


def _undo_transactions(db: WriteSession, user_id: int, rows: Sequence[RowChange]) -> Sequence[int]:
    undone = undo_log.revert_rows(db, Transaction, rows)
    # A statement's row that matched one that was typed by hand can be imported again.
    ledger.forget_transactions(db, user_id, [row.id for row in rows if row.before is None and row.id in undone])
    return undone


def _undo_accounts(db: WriteSession, user_id: int, rows: Sequence[RowChange]) -> Sequence[int]:
    def is_allowed(row: RowChange) -> bool:
        before = row.before or {}
        namesake = by_name(db, user_id, before["name"]) if "name" in before else None
        is_free = namesake is None or namesake.id == row.id
        return is_free and not ("currency" in before and row_count(db, user_id, row.id))

    return undo_log.revert_rows(db, Account, filter(is_allowed, rows))


def _undo_categories(db: WriteSession, user_id: int, rows: Sequence[RowChange]) -> Sequence[int]:
    def is_allowed(row: RowChange) -> bool:
        """Two levels, and no two categories of one name in the same place."""
        if row.before is None:
            return True
        # Rows are put back past the ORM.
        db.expire_all()
        now = db.get(Category, row.id)
        parent_id = row.before.get("parent_id", now.parent_id if now else None)
        name = row.before.get("display_name", now.display_name if now else "")
        parent = db.get(Category, parent_id) if parent_id else None
        if parent_id and (parent is None or parent.parent_id or categories.children(db, user_id, row.id)):
            return False
        siblings = categories.siblings(db, user_id, parent_id)
        return not any(other.id != row.id and other.display_name.casefold() == name.casefold() for other in siblings)

    return undo_log.revert_rows(db, Category, filter(is_allowed, rows))


def _undo_lines(db: WriteSession, user_id: int, rows: Sequence[RowChange]) -> Sequence[int]:
    """Raises OverlappingLines if the category has another line by now."""
    undone = undo_log.revert_rows(db, StandingLine, rows)
    db.expire_all()
    check_put_back(db, user_id, line_ids=undone, budget_ids=())
    return undone


def _undo_budgets(db: WriteSession, user_id: int, rows: Sequence[RowChange]) -> Sequence[int]:
    """Raises OverlappingLines if the category has a standing line by now."""
    undone = undo_log.revert_rows(db, Budget, rows)
    db.expire_all()
    check_put_back(db, user_id, line_ids=(), budget_ids=undone)
    return undone


def _undo_tags(db: WriteSession, user_id: int, rows: Sequence[RowChange]) -> Sequence[int]:
    """Tags that other transactions have by now stay."""
    ids = in_list([row.id for row in rows])
    used = set(db.scalars(select(TransactionTag.tag_id).where(TransactionTag.tag_id.in_(ids))))
    undo_log.revert_rows(db, Tag, (row for row in rows if row.id not in used))
    return [row.id for row in rows]


def _as_it_was(table: type[BudgetBase], db: WriteSession, _user_id: int, rows: Sequence[RowChange]) -> Sequence[int]:
    return undo_log.revert_rows(db, table, rows)


# What is done again in another way than it is undone.
_REDO: Mapping[str, UndoRows] = {
    Transaction.__tablename__: partial(_as_it_was, Transaction),
    Tag.__tablename__: partial(_as_it_was, Tag),
}
# Transactions that go into the log of deleted ones keep their entries in the row ledger.
_WITH_LOG: Mapping[str, UndoRows] = {Transaction.__tablename__: partial(_as_it_was, Transaction)}

# Every table whose rows a person can change; a change that touches another one cannot be undone.
UNDO: Mapping[str, UndoRows] = {
    Transaction.__tablename__: _undo_transactions,
    DeletedTransaction.__tablename__: _undo_deletions,
    Account.__tablename__: _undo_accounts,
    Category.__tablename__: _undo_categories,
    Tag.__tablename__: _undo_tags,
    StandingLine.__tablename__: _undo_lines,
    Budget.__tablename__: _undo_budgets,
    **{
        table.__tablename__: partial(_as_it_was, table)
        for table in (
            TransactionSplit,
            TransactionTag,
            RefundLink,
            TransferPair,
            PossiblePair,
            RejectedPair,
            Document,
            DocumentLink,
            MerchantMapping,
            AmountRule,
            Rule,
            DismissedSuggestion,
            Payee,
            PayeeSpelling,
            BudgetPlan,
            BudgetMove,
            BudgetTemplate,
            DismissedAlert,
            PayDay,
            Series,
            SeriesPayee,
            SavedView,
            Goal,
            GoalContribution,
            Scenario,
            ScenarioLine,
            ScenarioAllocation,
            AccountGroup,
            Reconciliation,
            ReconciledTransaction,
            CardTerms,
            LoanTerms,
            LoanRate,
            LoanExtraPayment,
            PayoffPlan,
            BalanceSnapshot,
            ExchangeRate,
            ManualAsset,
            ManualValuation,
            AiAnswer,
            AiProposal,
            InsightAnalysis,
            InsightMessage,
            InboxItem,
            ContentResponse,
        )
    },
}
