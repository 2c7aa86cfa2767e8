"""What a run of rules reads: rows as a search sees them, and what they are now."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.categories.models import Category
from backend.categorization.models import MerchantMapping
from backend.infra.sql import in_list
from backend.transactions.models import Descriptor, Tag, Transaction, TransactionTag
from backend.transactions.search_match import SearchRow
from backend.transactions.splits import splits_of

D = Descriptor
L = TransactionTag
T = Transaction
_CHUNK = 2000


class Standing(NamedTuple):
    """What a transaction is now, as far as a rule may change it."""

    id: int
    category_id: int | None
    tier: str | None
    currency: str
    amount_minor: int
    payee: str | None
    has_note: bool
    is_excluded: bool
    is_internal: bool
    locked_fields: list[str] | None


def search_rows(db: Session, user_id: int, ids: Sequence[int]) -> Iterator[tuple[int, SearchRow]]:
    """Yield these transactions as a search sees them."""
    by_key = {key: id_ for id_, (key, _) in category_names(db, user_id).items()}
    for start in range(0, len(ids), _CHUNK):
        some = list(ids[start : start + _CHUNK])
        tags = _tags(db, user_id, some)
        query = select(T, D.folded, D.merchant_key).join(D, D.id == T.descriptor_id)
        rows = db.execute(query.where(T.user_id == user_id, T.id.in_(in_list(some)))).all()
        splits = splits_of(db, user_id, [row.id for row, _, _ in rows if row.has_parts])
        for row, folded, key in rows:
            parts = splits.get(row.id)
            yield (
                row.id,
                SearchRow(
                    folded=folded,
                    merchant_key=key,
                    amount_minor=row.amount_minor,
                    currency=row.currency,
                    on=row.on,
                    account_id=row.account_id,
                    source=row.source,
                    status=row.status,
                    tier=row.categorization_tier,
                    category_id=row.category_id,
                    predicted_category_id=row.predicted_category_id,
                    part_category_ids=tuple(by_key.get(each["category_short_desc"], 0) for each in parts)
                    if parts
                    else None,
                    note=row.notes,
                    tags=tuple(tags.get(row.id, ())),
                    is_excluded=row.is_excluded,
                    is_internal=row.is_internal,
                    is_pending=row.is_pending,
                    is_flagged=row.is_flagged,
                    is_locked=bool(row.locked_fields),
                    is_split=bool(parts),
                ),
            )


def standings(db: Session, user_id: int, ids: Sequence[int]) -> list[Standing]:
    """Return what these transactions are now, newest first."""
    query = (
        select(
            T.id,
            T.category_id,
            T.categorization_tier,
            T.currency,
            T.amount_minor,
            T.merchant_name,
            T.notes.is_not(None),
            T.is_excluded,
            T.is_internal,
            T.locked_fields,
        )
        .where(T.user_id == user_id, T.id.in_(in_list(list(ids))))
        .order_by(T.on.desc(), T.id.desc())
    )
    return [Standing._make(row) for row in db.execute(query)]


def with_all_tags(db: Session, user_id: int, names: Sequence[str]) -> set[int]:
    """Return the transactions that have all of these tags."""
    wanted = [name.lower() for name in names]
    query = (
        select(L.transaction_id)
        .join(Tag, Tag.id == L.tag_id)
        .where(L.user_id == user_id, func.lower(Tag.name).in_(wanted))
        .group_by(L.transaction_id)
        .having(func.count(func.distinct(func.lower(Tag.name))) == len(set(wanted)))
    )
    return set(db.scalars(query))


def decided_by_hand(db: Session, user_id: int, *, since: Any, at_least: int) -> list[tuple[str, int, int]]:
    """Return the merchants whose suggested category the person replaced by the same one again and again: (merchant
    key, category, times), most often first."""
    query = (
        select(D.merchant_key, T.category_id, func.count())
        .join(D, D.id == T.descriptor_id)
        .where(
            T.user_id == user_id,
            T.categorization_tier == "user",
            T.overruled_tier.is_not(None),
            T.category_id.is_not(None),
            T.on >= since,
        )
        .group_by(D.merchant_key, T.category_id)
        .having(func.count() >= at_least)
        .order_by(func.count().desc(), D.merchant_key)
    )
    return [(key, category_id, times) for key, category_id, times in db.execute(query) if category_id is not None]


def tagged_by_hand(db: Session, user_id: int, *, since: Any, at_least: int) -> list[tuple[str, str, int]]:
    """Return the merchants that got the same tag again and again: (merchant key, tag, times), most often first."""
    query = (
        select(D.merchant_key, Tag.name, func.count())
        .select_from(L)
        .join(Tag, Tag.id == L.tag_id)
        .join(T, T.id == L.transaction_id)
        .join(D, D.id == T.descriptor_id)
        .where(L.user_id == user_id, T.on >= since)
        .group_by(D.merchant_key, Tag.id)
        .having(func.count() >= at_least)
        .order_by(func.count().desc(), D.merchant_key)
    )
    return [(key, name, times) for key, name, times in db.execute(query)]


def sure_mappings(db: Session, user_id: int, threshold: int) -> dict[str, int]:
    """Return the merchant keys whose category the app knows surely by itself, with that category."""
    query = select(MerchantMapping.merchant_pattern, MerchantMapping.category_id).where(
        MerchantMapping.user_id == user_id, MerchantMapping.confidence >= threshold
    )
    return dict(db.execute(query).all())


def category_names(db: Session, user_id: int) -> dict[int, tuple[str, str]]:
    """Return key and name of each category."""
    query = select(Category.id, Category.short_desc, Category.display_name).where(Category.user_id == user_id)
    return {id_: (key, name) for id_, key, name in db.execute(query)}


def _tags(db: Session, user_id: int, ids: Sequence[int]) -> dict[int, list[str]]:
    query = (
        select(L.transaction_id, Tag.name)
        .join(Tag, Tag.id == L.tag_id)
        .where(L.user_id == user_id, L.transaction_id.in_(in_list(list(ids))))
    )
    found: dict[int, list[str]] = {}
    for id_, name in db.execute(query):
        found.setdefault(id_, []).append(name)
    return found
