"""Edit a transaction in one step: its columns, tags, splits and category, as one change that can be undone."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder, record_changes
from backend.kit.period import FIRST_DAY, LAST_DAY
from backend.reconciliation import service as reconciliation
from backend.review import decisions
from backend.review.service import category_id, confirm
from backend.transactions import queries, service, tags
from backend.transactions.errors import ChangedElsewhere, DayOutOfRange, NoSuchTransaction
from backend.transactions.splits import SplitEdit
from backend.transfers import service as transfers

Json = dict[str, Any]
_CLEARABLE = frozenset({"notes", "merchant_name", "own_minor", "shared_with"})
# What a reconciled statement was agreed with.
_PROTECTED = frozenset({"on", "amount_minor", "account_id"})
_BULK_COLUMNS = ("notes", "is_flagged", "is_excluded", "account_id")
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


def edit_many(db: WriteSession, user_id: int, ids: Sequence[int], changes: Mapping[str, Any]) -> tuple[int, int | None]:
    """Change the named fields of many transactions in one step; return how many there are, and the change.

    A split transaction keeps the categories of its parts. Raises NoSuchTransaction if none of them exists, Reconciled,
    and what the single steps raise.
    """
    rows = {row["id"]: row for row in queries.by_ids(db, user_id, ids)}
    if not rows:
        raise NoSuchTransaction
    key = changes.get("category_short_desc")
    target = category_id(db, user_id, key) if key else None
    columns = {id_: _changed_columns(row, changes) for id_, row in rows.items()}
    columns = {id_: changed for id_, changed in columns.items() if changed}
    added, removed = changes.get("add_tags", ()), {name.casefold() for name in changes.get("remove_tags", ())}
    summary = f"Edited {len(rows)} transactions" if len(rows) > 1 else "Edited 1 transaction"
    moved = [id_ for id_, changed in columns.items() if not changed.keys().isdisjoint(_PROTECTED)]
    if moved:
        reconciliation.require_not_reconciled(db, user_id, moved)
    with record_changes(db, user_id, summary) as recorder:
        service.edit_many(db, user_id, columns, recorder=recorder)
        for id_, row in rows.items():
            names = [name for name in row["tags"] if name.casefold() not in removed]
            here = {name.casefold() for name in names}
            names += [name for name in added if name.casefold() not in here]
            if names != row["tags"]:
                tags.set_tags(db, user_id, id_, names, recorder=recorder)
        if target is not None:
            whole = [id_ for id_, row in rows.items() if not row["splits"]]
            states = [decisions.review(state, target) for state in service.load_review_states(db, user_id, whole)]
            service.save_review_states(db, user_id, states, recorder=recorder)
        transfers.find_transfers(db, user_id, moved, recorder=recorder)
    return len(rows), recorder.change_id


def _changed_columns(row: Json, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of one transaction that differ afterwards. Raises DayOutOfRange."""
    wanted = {name: changes[name] for name in _BULK_COLUMNS if changes.get(name) is not None}
    if "notes" in wanted:
        wanted["notes"] = wanted["notes"] or None
    if days := changes.get("shift_days"):
        wanted["on"] = row["on"] + timedelta(days=days)
        if not FIRST_DAY <= wanted["on"] <= LAST_DAY:
            raise DayOutOfRange
    return {name: value for name, value in wanted.items() if row[name] != value}


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
