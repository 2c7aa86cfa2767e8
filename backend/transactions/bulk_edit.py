"""Change one thing on many transactions with a few statements: notes, payees, marks, tags."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.sql import in_list, in_texts
from backend.infra.sql_functions import json_text, unindexed
from backend.infra.tables import insert_rows, reserve_ids
from backend.infra.undo_log import ChangeRecorder
from backend.transactions import descriptors, service
from backend.transactions.models import Descriptor, Tag, Transaction, TransactionTag

L = TransactionTag
T = Transaction


def exclude(db: WriteSession, user_id: int, ids: Sequence[int], *, recorder: ChangeRecorder) -> list[int]:
    """Leave these transactions out of reports; return those that were not yet."""
    changed = _set(db, user_id, ids, T.is_excluded.is_(False), {"is_excluded": True}, recorder)
    service.refresh_totals(db, user_id, service.affected_cells(db, user_id, changed))
    return changed


def set_columns(
    db: WriteSession, user_id: int, ids: Sequence[int], values: Mapping[str, Any], *, recorder: ChangeRecorder
) -> list[int]:
    """Set notes and marks as the person's own decision, which locks the notes; return those that changed.

    The caller refreshes the totals if `is_excluded` is among the values.
    """
    wanted = (unindexed(T.user_id) == user_id, T.id.in_(in_list(list(ids))))
    differs = or_(*(getattr(T, name).is_distinct_from(value) for name, value in values.items()))
    by_locks: dict[tuple[str, ...], list[int]] = {}
    for id_, locked in db.execute(select(T.id, T.locked_fields).where(*wanted, differs)):
        by_locks.setdefault(tuple(locked or ()), []).append(id_)
    changed = [id_ for some in by_locks.values() for id_ in some]
    recorder.capture_columns(T, changed, (*values, "locked_fields", "updated_at"))
    for locks, some in by_locks.items():
        locked_fields = sorted({*locks, *values} - service.NEVER_LOCKED)
        is_locked_anew = locked_fields != list(locks)
        _update(db, some, {**values, "locked_fields": locked_fields} if is_locked_anew else values)
    return changed


def set_note(db: WriteSession, user_id: int, ids: Sequence[int], note: str, *, recorder: ChangeRecorder) -> list[int]:
    """Give a note to those of these transactions that have none and whose note is not locked; return them."""
    return _set(db, user_id, ids, T.notes.is_(None) & _unlocked("notes"), {"notes": note}, recorder)


def set_payee(db: WriteSession, user_id: int, ids: Sequence[int], name: str, *, recorder: ChangeRecorder) -> list[int]:
    """Name the payee of those of these transactions whose payee is not locked; return those that changed."""
    wanted = (unindexed(T.user_id) == user_id, T.id.in_(in_list(list(ids))), T.merchant_name.is_distinct_from(name))
    texts = db.execute(select(T.id, T.description).where(*wanted, _unlocked("merchant_name"))).all()
    descriptors.ensure(db, user_id, [(description, name) for _, description in texts])
    ids = [id_ for id_, _ in texts]
    recorder.capture_columns(T, ids, ("merchant_name", "descriptor_id", "updated_at"))
    # One statement that finds the descriptor of each row costs a third of one statement for each descriptor.
    descriptor = select(Descriptor.id).where(
        Descriptor.user_id == user_id, Descriptor.description == T.description, Descriptor.merchant_name == name
    )
    _update(db, ids, {"merchant_name": name, "descriptor_id": descriptor.scalar_subquery()})
    return ids


def add_tags(
    db: WriteSession, user_id: int, ids: Sequence[int], names: Sequence[str], *, recorder: ChangeRecorder
) -> set[int]:
    """Put tags on these transactions; return those that lacked one."""
    tagged_now: set[int] = set()
    for name in names:
        tag_id = _tag_id(db, user_id, name, recorder)
        tagged = db.scalars(select(L.transaction_id).where(L.user_id == user_id, L.tag_id == tag_id))
        missing = sorted(set(ids) - set(tagged))
        now = clock.now()
        constants = {"user_id": user_id, "tag_id": tag_id, "created_at": now, "updated_at": now}
        link_ids = reserve_ids(db, L, len(missing))
        rows = list(zip(link_ids, missing, strict=True))
        insert_rows(db, L, ("id", "transaction_id"), rows, constants=constants)
        for link_id, _ in rows:
            recorder.record_created(L, link_id)
        tagged_now.update(missing)
    return tagged_now


def remove_tags(
    db: WriteSession, user_id: int, ids: Sequence[int], names: Sequence[str], *, recorder: ChangeRecorder
) -> set[int]:
    """Take tags off these transactions; return those that had one."""
    lowered = in_texts([name.lower() for name in names])
    tag_ids = select(Tag.id).where(Tag.user_id == user_id, func.lower(Tag.name).in_(lowered))
    having = (L.user_id == user_id, L.tag_id.in_(tag_ids), L.transaction_id.in_(in_list(list(ids))))
    links = db.execute(select(L.id, L.transaction_id).where(*having)).all()
    recorder.capture(L, [id_ for id_, _ in links])
    these = delete(L).where(L.id.in_(in_list([id_ for id_, _ in links])))
    db.execute(these.execution_options(synchronize_session=False))
    return {transaction_id for _, transaction_id in links}


def _set(
    db: WriteSession,
    user_id: int,
    ids: Sequence[int],
    where: ColumnElement[bool],
    values: dict[str, Any],
    recorder: ChangeRecorder,
) -> list[int]:
    wanted = (unindexed(T.user_id) == user_id, T.id.in_(in_list(list(ids))), where)
    changed = list(db.scalars(select(T.id).where(*wanted)))
    recorder.capture_columns(T, changed, (*values, "updated_at"))
    _update(db, changed, values)
    return changed


def _update(db: WriteSession, ids: Sequence[int], values: Mapping[str, Any]) -> None:
    these = update(T).where(T.id.in_(in_list(list(ids))))
    stamped = {**values, "updated_at": clock.now()}
    db.execute(these.values(stamped).execution_options(synchronize_session=False))


def _unlocked(field: str) -> ColumnElement[bool]:
    return or_(T.locked_fields.is_(None), func.instr(json_text(T.locked_fields), f'"{field}"') == 0)


def _tag_id(db: WriteSession, user_id: int, name: str, recorder: ChangeRecorder) -> int:
    same = select(Tag.id).where(Tag.user_id == user_id, func.lower(Tag.name) == name.lower())
    tag_id = db.scalar(same.order_by(Tag.name != name))
    if tag_id is not None:
        return tag_id
    tag = Tag(user_id=user_id, name=name)
    db.add(tag)
    db.flush()
    recorder.record_created(Tag, tag.id)
    return tag.id
