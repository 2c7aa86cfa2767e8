"""Bank texts, kept once: each distinct text with its payee, folded for searching and keyed for learning."""

from collections.abc import Iterable

from sqlalchemy import select

from backend.infra.database import WriteSession
from backend.infra.sql import in_texts
from backend.infra.tables import insert_rows, reserve_ids
from backend.kit.text import fold, merchant_key
from backend.transactions.models import Descriptor

Texts = tuple[str, str]
_CHUNK = 5000


def matching_text(description: str, merchant_name: str | None) -> str:
    """Return what rules and mappings look at: the bank's text, led by the payee where that says something else."""
    if merchant_name and merchant_name not in description:
        return f"{merchant_name} {description}"
    return description


def ensure(db: WriteSession, user_id: int, texts: Iterable[Texts]) -> dict[Texts, int]:
    """Return the id of each (description, payee or ''); afterwards all of them exist."""
    wanted = list(dict.fromkeys(texts))
    ids_by_texts: dict[Texts, int] = {}
    columns = (Descriptor.id, Descriptor.description, Descriptor.merchant_name)
    mine = select(*columns).where(Descriptor.user_id == user_id)
    descriptions = list({description for description, _ in wanted})
    for start in range(0, len(descriptions), _CHUNK):
        chunk = in_texts(descriptions[start : start + _CHUNK])
        rows = db.connection().execute(mine.where(Descriptor.description.in_(chunk)))
        ids_by_texts.update({(description, payee): id_ for id_, description, payee in rows})
    missing = [pair for pair in wanted if pair not in ids_by_texts]
    ids = reserve_ids(db, Descriptor, len(missing))
    insert_rows(
        db,
        Descriptor,
        ("id", "user_id", "description", "merchant_name", "folded", "merchant_key"),
        (
            (id_, user_id, description, payee, fold(f"{description} {payee}"), merchant_key(payee or description))
            for id_, (description, payee) in zip(ids, missing, strict=True)
        ),
    )
    ids_by_texts.update(zip(missing, ids, strict=True))
    return ids_by_texts
