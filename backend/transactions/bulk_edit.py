"""Change one thing on many transactions with a few statements: notes, payees, marks, tags."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update

from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.sql import in_list
from backend.infra.sql_functions import json_text
from backend.infra.tables import insert_rows, reserve_ids
from backend.infra.undo_log import ChangeRecorder
from backend.transactions import descriptors, service
from backend.transactions.models import Tag, Transaction, TransactionTag

L = TransactionTag
T = Transaction


def exclude(db: WriteSession, user_id: int, ids: Sequence[int], *, recorder: ChangeRecorder) -> list[int]:
    """Leave these transactions out of reports; return those that were not yet."""
    changed = _set(db, user_id, ids, T.is_excluded.is_(False), {"is_excluded": True}, recorder)
    service.refresh_totals(db, user_id, service.affected_cells(db, user_id, changed))
    return changed


def set_note(db: WriteSession, user_id: int, ids: Sequence[int], note: str, *, recorder: ChangeRecorder) -> list[int]:
    """Give a note to those of these transactions that have none and whose note is not locked; return them."""
    return _set(db, user_id, ids, T.notes.is_(None) & _unlocked("notes"), {"notes": note}, recorder)


def set_payee(db: WriteSession, user_id: int, ids: Sequence[int], name: str, *, recorder: ChangeRecorder) -> list[int]:
    """Name the payee of those of these transactions whose payee is not locked; return those that changed."""
    wanted = (T.user_id == user_id, T.id.in_(in_list(list(ids))), T.merchant_name.is_distinct_from(name))
    texts = db.execute(select(T.id, T.description).where(*wanted, _unlocked("merchant_name"))).all()
    known = descriptors.ensure(db, user_id, [(description, name) for _, description in texts])
    recorder.capture(T, [id_ for id_, _ in texts])
    by_descriptor: dict[int, list[int]] = {}
    for id_, description in texts:
        by_descriptor.setdefault(known[description, name], []).append(id_)
    for descriptor_id, some in by_descriptor.items():
        values = {"merchant_name": name, "descriptor_id": descriptor_id, "updated_at": clock.now()}
        db.execute(update(T).where(T.id.in_(in_list(some))).values(values).execution_options(synchronize_session=False))
    return [id_ for id_, _ in texts]


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


def _set(
    db: WriteSession,
    user_id: int,
    ids: Sequence[int],
    where: ColumnElement[bool],
    values: dict[str, Any],
    recorder: ChangeRecorder,
) -> list[int]:
    wanted = (T.user_id == user_id, T.id.in_(in_list(list(ids))), where)
    changed = list(db.scalars(select(T.id).where(*wanted)))
    recorder.capture(T, changed)
    stamped = {**values, "updated_at": clock.now()}
    these = update(T).where(T.id.in_(in_list(changed)))
    db.execute(these.values(stamped).execution_options(synchronize_session=False))
    return changed


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
