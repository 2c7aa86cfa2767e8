"""The rows of each part as the export tells them, a thousand at a time."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from backend.accounts.models import Account, Institution
from backend.categories.models import Category
from backend.imports.models import Import
from backend.takeout import queries
from backend.takeout.batches import STEP
from backend.takeout.contents import Part, fields, target
from backend.takeout.stored import as_values
from backend.transactions.models import DeletedTransaction, Transaction

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """What the numbers of the few stand for: categories by key and by name, accounts and institutions by name."""

    keys: dict[int, str]
    categories: dict[int, str]
    accounts: dict[int, str]
    institutions: dict[int, str]

    @classmethod
    def of(cls, db: Session, user_id: int) -> "Names":
        """Look them up."""

        def by_id(table: Any, column: Any) -> dict[int, str]:
            return dict(db.execute(select(table.id, column).where(table.user_id == user_id)).all())

        return cls(
            keys=by_id(Category, Category.short_desc),
            categories=by_id(Category, Category.display_name),
            accounts=by_id(Account, Account.name),
            institutions=by_id(Institution, Institution.name),
        )


def told(db: Session, user_id: int, part: Part, names: Names) -> Iterator[list[Json]]:
    """Yield all rows of a part in the order of their numbers."""
    columns = fields(part.table)
    categories = {name for name, column in columns.items() if target(column) == "categories"}
    last = 0
    while True:
        rows = db.connection().execute(_after(part, user_id, last)).all()
        found = [dict(zip(columns, row, strict=True)) for row in rows]
        for row in found:
            for name in categories:
                row[name] = names.keys.get(row[name])
        _add_words(db, user_id, part, found, names)
        if found:
            yield found
            last = found[-1]["id"]
        if len(found) < STEP:
            return


def _after(part: Part, user_id: int, last: int) -> Select[Any]:
    table = part.table
    query = select(*fields(table).values()).where(table.c.user_id == user_id, table.c.id > last)
    if part.model is Import:
        query = query.where(table.c.status != "previewed")
    return query.order_by(table.c.id).limit(STEP)


def _add_words(db: Session, user_id: int, part: Part, rows: Sequence[Json], names: Names) -> None:
    """Add what belongs to a row and lies elsewhere, and for readers of the file the names of what it refers to."""
    if part.model is Institution:
        for row in rows:
            row["logo"] = b64encode(row["logo"]).decode() if row["logo"] is not None else None
    elif part.model is Account:
        for row in rows:
            row["institution_name"] = names.institutions.get(row["institution_id"])
    elif part.model is Transaction:
        splits = _parts_of(db, user_id, [row["id"] for row in rows], names)
        titles = {names.keys[id_]: name for id_, name in names.categories.items()}
        for row in rows:
            row["account_name"] = names.accounts.get(row["account_id"])
            row["category_name"] = titles.get(row["category_short_desc"])
            row["splits"] = splits.get(row["id"], [])
    elif part.model is DeletedTransaction:
        splits = _parts_of(db, user_id, [row["original_id"] for row in rows], names)
        for row in rows:
            row["row"] = _as_told(row["row"], names)
            row["splits"] = splits.get(row["original_id"], [])


def _as_told(row: Json, names: Names) -> Json:
    values = as_values(row, names.keys)
    columns = fields(Part("transactions", Transaction).table)
    found: Json = {name: values.get(column.name) for name, column in columns.items()}
    for name, column in columns.items():
        if target(column) == "categories" and found[name] is not None:
            found[name] = names.keys[found[name]]
    return found


def _parts_of(db: Session, user_id: int, ids: list[int], names: Names) -> dict[int, list[Json]]:
    found = queries.splits(db, user_id, ids)
    return {id_: [_split(split, names) for split in splits] for id_, splits in found.items()}


def _split(split: queries.Split, names: Names) -> Json:
    key = None if split.category_id is None else names.keys.get(split.category_id)
    told_split = {"amount_minor": split.amount_minor, "category_short_desc": key}
    return {**told_split, "category_hint": split.category_hint, "memo": split.memo}
