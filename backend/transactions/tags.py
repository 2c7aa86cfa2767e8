"""Tags: short words that a person puts on transactions, besides the category."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.sql import in_list
from backend.infra.tables import insert_rows
from backend.infra.undo_log import ChangeRecorder
from backend.transactions.models import Tag, Transaction, TransactionSplit, TransactionTag

L = TransactionTag
T = Transaction


def tags_of(db: Session, user_id: int, transaction_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the tags of these transactions in alphabetical order; those without any are left out."""
    query = (
        select(L.transaction_id, Tag.name)
        .join(Tag, Tag.id == L.tag_id)
        .where(L.user_id == user_id, L.transaction_id.in_(in_list(transaction_ids)))
        .order_by(func.lower(Tag.name))
    )
    found: dict[int, list[str]] = {}
    for id_, name in db.execute(query):
        found.setdefault(id_, []).append(name)
    return found


def all_tags(db: Session, user_id: int) -> list[dict[str, object]]:
    """Return every tag that a transaction has, with how many have it, in alphabetical order."""
    query = (
        select(Tag.name, func.count())
        .join(L, L.tag_id == Tag.id)
        .join(T, T.id == L.transaction_id)
        .where(Tag.user_id == user_id)
        .group_by(Tag.id)
        .order_by(func.lower(Tag.name))
    )
    counts = dict(db.execute(query).all())
    for transaction_id, names in _of_parts(db, user_id):
        whole = {name.casefold() for name in tags_of(db, user_id, [transaction_id]).get(transaction_id, ())}
        for name in names:
            if name.casefold() not in whole:
                known = next((each for each in counts if each.casefold() == name.casefold()), name)
                counts[known] = counts.get(known, 0) + 1
    return [{"name": name, "count": counts[name]} for name in sorted(counts, key=str.casefold)]


def as_known(db: Session, user_id: int, names: Iterable[str]) -> list[str]:
    """Return these names, each once and spelled as the tag that is here already, if one differs only in case."""
    known = {name.casefold(): name for name in db.scalars(select(Tag.name).where(Tag.user_id == user_id))}
    spelled: dict[str, str] = {}
    for name in names:
        spelled.setdefault(name.casefold(), known.get(name.casefold(), name))
    return list(spelled.values())


def set_tags(
    db: WriteSession, user_id: int, transaction_id: int, names: Iterable[str], *, recorder: ChangeRecorder
) -> None:
    """Let a transaction have exactly these tags; a tag that differs only in case from one that is here is that one."""
    wanted = {_tag_id(db, user_id, name, recorder) for name in names}
    query = select(L).where(L.user_id == user_id, L.transaction_id == transaction_id)
    links = {link.tag_id: link for link in db.scalars(query)}
    for tag_id in links.keys() - wanted:
        recorder.capture(L, [links[tag_id].id])
        db.delete(links[tag_id])
    for tag_id in sorted(wanted - links.keys()):
        link = L(user_id=user_id, transaction_id=transaction_id, tag_id=tag_id)
        db.add(link)
        db.flush()
        recorder.record_created(L, link.id)
    db.flush()


def add_to_new(db: WriteSession, user_id: int, names: Mapping[int, Sequence[str]]) -> None:
    """Tag transactions that have no tags yet, by id. Nothing is recorded: undo deletes the transactions, and with
    them their tags."""
    wanted = sorted({name for each in names.values() for name in each})
    ids = {name: _tag_id(db, user_id, name, ChangeRecorder(db)) for name in wanted}
    rows = {(transaction_id, ids[name]) for transaction_id, each in names.items() for name in each}
    same = {"user_id": user_id, "created_at": clock.now(), "updated_at": clock.now()}
    insert_rows(db, L, ("transaction_id", "tag_id"), sorted(rows), constants=same)


def _of_parts(db: Session, user_id: int) -> list[tuple[int, set[str]]]:
    """Return each living transaction with tagged parts, and their tags."""
    parts = select(TransactionSplit.transaction_id, TransactionSplit.tags).join(
        T, T.id == TransactionSplit.transaction_id
    )
    found: dict[int, set[str]] = {}
    for id_, names in db.execute(parts.where(T.user_id == user_id, TransactionSplit.tags.is_not(None))):
        found.setdefault(id_, set()).update(names or ())
    return sorted(found.items())


def _tag_id(db: WriteSession, user_id: int, name: str, recorder: ChangeRecorder) -> int:
    same = select(Tag.id).where(Tag.user_id == user_id, func.lower(Tag.name) == name.lower())
    tag_id = db.scalar(same.order_by(Tag.name != name))
    if tag_id is None:
        tag = Tag(user_id=user_id, name=name)
        db.add(tag)
        db.flush()
        recorder.record_created(Tag, tag.id)
        tag_id = tag.id
    return tag_id
