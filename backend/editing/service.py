"""Edit a transaction in one step: its columns, tags, splits and category, as one change that can be undone."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder, record_changes
from backend.kit.period import FIRST_DAY, LAST_DAY
from backend.reconciliation import service as reconciliation
from backend.review import decisions
from backend.review.service import category_id, confirm
from backend.transactions import bulk_edit, queries, service, splits, tags
from backend.transactions.errors import ChangedElsewhere, DayOutOfRange, NoSuchTransaction
from backend.transactions.recount import Cell
from backend.transactions.review_state import ReviewState
from backend.transactions.splits import SplitEdit
from backend.transfers import service as transfers

Json = dict[str, Any]
_CLEARABLE = frozenset({"notes", "merchant_name", "own_minor", "shared_with"})
# What a reconciled statement was agreed with.
_PROTECTED = frozenset({"on", "amount_minor", "account_id"})
_BULK_COLUMNS = ("notes", "is_flagged", "is_excluded")
_UNCONFIRMED = ("pending_review", "pending_save")
# Transactions between two reports of a bulk edit.
_CHUNK = 5000
_NOT_COLUMNS = frozenset({"tags", "splits", "category_short_desc"})


def edit(
    db: WriteSession, user_id: int, transaction_id: int, changes: Mapping[str, Any], *, seen: Mapping[str, Any]
) -> int | None:
    """Change the named fields and return the change, None if all of them were so already.

    `seen` are the values from which the person started. Raises ChangedElsewhere if one of the changed fields has
    another value by now, Reconciled, and what the single steps raise.
    """
    row = queries.one(db, user_id, transaction_id)
    wanted = {name: value for name, value in changes.items() if value is not None or name in _CLEARABLE}
    wanted = {name: value or None if name in _CLEARABLE else value for name, value in wanted.items()}
    _check_seen(row, wanted, seen)
    differing = {name: value for name, value in wanted.items() if _comparable(name, row) != _comparable(name, wanted)}
    columns = {name: value for name, value in differing.items() if name not in _NOT_COLUMNS}
    if not differing.keys().isdisjoint(_PROTECTED):
        reconciliation.require_not_reconciled(db, user_id, [transaction_id])
    with record_changes(db, user_id, _summary(differing)) as recorder:
        if columns:
            service.edit(db, user_id, transaction_id, columns, recorder=recorder)
        if "tags" in differing:
            tags.set_tags(db, user_id, transaction_id, differing["tags"], recorder=recorder)
        if "splits" in differing:
            _split(db, user_id, transaction_id, differing["splits"], recorder)
        elif "category_short_desc" in differing:
            target = category_id(db, user_id, differing["category_short_desc"])
            [state] = service.load_review_states(db, user_id, [transaction_id])
            confirm(db, user_id, [decisions.review(state, target)], recorder)
        if not differing.keys().isdisjoint({"on", "amount_minor", "account_id", "description"}):
            transfers.find_transfers(db, user_id, [transaction_id], recorder=recorder)
    return recorder.change_id


def edit_many(
    db: WriteSession,
    user_id: int,
    ids: Sequence[int],
    changes: Mapping[str, Any],
    *,
    report: Callable[[int], None] = lambda _done: None,
) -> tuple[int, int | None]:
    """Change the named fields of many transactions in one step; return how many there are, and the change.

    A split transaction keeps the categories of its parts. `report` hears how many are done, and may raise to stop.
    Raises NoSuchTransaction if none of them exists, Reconciled, and what the single steps raise.
    """
    living = queries.living_among(db, user_id, ids)
    if not living:
        raise NoSuchTransaction
    key = changes.get("category_short_desc")
    target = category_id(db, user_id, key) if key else None
    summary = f"Edited {len(living):,} transactions" if len(living) > 1 else "Edited 1 transaction"
    cells: set[Cell] = set()
    taught: list[ReviewState] = []
    with record_changes(db, user_id, summary) as recorder:
        for start in range(0, len(living), _CHUNK):
            some = living[start : start + _CHUNK]
            cells |= _edit_some(db, user_id, some, changes, target, taught, recorder)
            report(start + len(some))
        confirm(db, user_id, taught, recorder)
        service.refresh_totals(db, user_id, cells)
    return len(living), recorder.change_id


def _edit_some(
    db: WriteSession,
    user_id: int,
    ids: Sequence[int],
    changes: Mapping[str, Any],
    target: int | None,
    taught: list[ReviewState],
    recorder: ChangeRecorder,
) -> set[Cell]:
    """Do all changes to some of the transactions. Return the cells to refresh; staged ones to confirm go to `taught`,
    since a merchant learns from all of its transactions together."""
    cells: set[Cell] = set()
    if changes.get("account_id") is not None or changes.get("shift_days"):
        _move(db, user_id, ids, changes, recorder)
    columns = {name: changes[name] for name in _BULK_COLUMNS if changes.get(name) is not None}
    if "notes" in columns:
        columns["notes"] = columns["notes"] or None
    if columns:
        changed = bulk_edit.set_columns(db, user_id, ids, columns, recorder=recorder)
        cells |= service.affected_cells(db, user_id, changed) if "is_excluded" in columns else set()
    if changes.get("remove_tags"):
        bulk_edit.remove_tags(db, user_id, ids, changes["remove_tags"], recorder=recorder)
    if changes.get("add_tags"):
        bulk_edit.add_tags(db, user_id, ids, changes["add_tags"], recorder=recorder)
    if target is not None:
        split = splits.split_among(db, user_id, ids)
        states = service.load_review_states(db, user_id, [id_ for id_ in ids if id_ not in split])
        decided = [decisions.review(state, target) for state in states]
        cells |= service.write_review_states(db, user_id, decided, recorder=recorder)
    elif changes.get("confirm"):
        states = [each for each in service.load_review_states(db, user_id, ids) if each.status in _UNCONFIRMED]
        chosen = [(state, picked) for state in states if (picked := decisions.choice(state)) is not None]
        taught += [decisions.review(state, picked) for state, picked in chosen if state.status == "pending_save"]
        decided = [decisions.review(state, picked) for state, picked in chosen if state.status == "pending_review"]
        cells |= service.write_review_states(db, user_id, decided, recorder=recorder)
    return cells


def _move(
    db: WriteSession, user_id: int, ids: Sequence[int], changes: Mapping[str, Any], recorder: ChangeRecorder
) -> None:
    """Give transactions another account or day. Raises Reconciled, DayOutOfRange."""
    moved = {}
    for row in queries.by_ids(db, user_id, ids):
        wanted = {"account_id": changes.get("account_id") or row["account_id"]}
        wanted["on"] = row["on"] + timedelta(days=changes.get("shift_days") or 0)
        if not FIRST_DAY <= wanted["on"] <= LAST_DAY:
            raise DayOutOfRange
        if differing := {name: value for name, value in wanted.items() if row[name] != value}:
            moved[row["id"]] = differing
    reconciliation.require_not_reconciled(db, user_id, list(moved))
    service.edit_many(db, user_id, moved, recorder=recorder)
    transfers.find_transfers(db, user_id, list(moved), recorder=recorder)


def _summary(differing: Mapping[str, Any]) -> str:
    if differing.keys() == {"splits"}:
        return "Split 1 transaction" if differing["splits"] else "Joined the parts of 1 transaction"
    return "Edited 1 transaction"


def _check_seen(row: Json, wanted: Mapping[str, Any], seen: Mapping[str, Any]) -> None:
    conflicts = [
        {"field": name, "seen": seen[name], "saved": row[name], "yours": value}
        for name, value in wanted.items()
        if name in seen
        and _comparable(name, seen) != _comparable(name, row)
        and _comparable(name, wanted) != _comparable(name, row)
    ]
    if conflicts:
        raise ChangedElsewhere(conflicts, row["updated_at"])


def _comparable(name: str, fields: Mapping[str, Any]) -> object:
    """Return a field in a form in which what was read, what was sent and what is stored are alike."""
    value = fields[name]
    if name == "tags":
        return sorted(tag.casefold() for tag in value or ())
    if name == "splits":
        return [
            (
                split["amount_minor"],
                split.get("category_short_desc"),
                split.get("memo") or None,
                sorted(tag.casefold() for tag in split.get("tags") or ()),
            )
            for split in value or ()
        ]
    return value


def _split(
    db: WriteSession, user_id: int, transaction_id: int, parts: Sequence[Json], recorder: ChangeRecorder
) -> None:
    """Set the splits. The largest names the category of the row itself, and a row that waited is confirmed by it."""
    edits = [
        SplitEdit(
            part["amount_minor"],
            category_id(db, user_id, key) if (key := part.get("category_short_desc")) else None,
            part.get("memo") or None,
            tags.as_known(db, user_id, part.get("tags") or ()) or None,
        )
        for part in parts
    ]
    service.set_splits(db, user_id, transaction_id, edits, recorder=recorder)
    named = [part for part in edits if part.category_id is not None]
    if named:
        largest = max(named, key=lambda part: abs(part.amount_minor))
        states = service.load_review_states(db, user_id, [transaction_id])
        if not states:
            raise NoSuchTransaction
        assert largest.category_id is not None
        decided = decisions.review(states[0], largest.category_id)
        service.save_review_states(db, user_id, [decided], recorder=recorder)
