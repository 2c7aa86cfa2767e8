"""The rows of each part as the export tells them, a thousand at a time."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from backend.accounts.models import Account, Institution
from backend.categories.models import Category
from backend.exports import queries
from backend.exports.batches import STEP
from backend.exports.export_schema import ExportPart, export_fields, referenced_table
from backend.exports.serialization import to_values
from backend.imports.models import Import
from backend.transactions.models import DeletedTransaction, Transaction

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReferenceNames:
    """What the numbers of the few stand for: categories by key and by name, accounts and institutions by name."""

    keys: dict[int, str]
    categories: dict[int, str]
    accounts: dict[int, str]
    institutions: dict[int, str]

    @classmethod
    def load(cls, db: Session, user_id: int) -> "ReferenceNames":
        """Look them up."""

        def by_id(table: Any, column: Any) -> dict[int, str]:
            return dict(db.execute(select(table.id, column).where(table.user_id == user_id)).all())

        return cls(
            keys=by_id(Category, Category.short_desc),
            categories=by_id(Category, Category.display_name),
            accounts=by_id(Account, Account.name),
            institutions=by_id(Institution, Institution.name),
        )


def export_rows(db: Session, user_id: int, part: ExportPart, names: ReferenceNames) -> Iterator[list[Json]]:
    """Yield all rows of a part in the order of their numbers."""
    columns = export_fields(part.table)
    categories = {name for name, column in columns.items() if referenced_table(column) == "categories"}
    last = 0
    while True:
        rows = db.connection().execute(_next_rows_query(part, user_id, last)).all()
        mappings = [dict(zip(columns, row, strict=True)) for row in rows]
        for row in mappings:
            for name in categories:
                row[name] = names.keys.get(row[name])
        _add_reference_names(db, user_id, part, mappings, names)
        if mappings:
            yield mappings
            last = mappings[-1]["id"]
        if len(mappings) < STEP:
            return


def _next_rows_query(part: ExportPart, user_id: int, last: int) -> Select[Any]:
    table = part.table
    query = select(*export_fields(table).values()).where(table.c.user_id == user_id, table.c.id > last)
    if part.model is Import:
        query = query.where(table.c.status != "previewed")
    return query.order_by(table.c.id).limit(STEP)


def _add_reference_names(
    db: Session, user_id: int, part: ExportPart, rows: Sequence[Json], names: ReferenceNames
) -> None:
    """Add what belongs to a row and lies elsewhere, and for readers of the file the names of what it refers to."""
    if part.model is Institution:
        for row in rows:
            row["logo"] = b64encode(row["logo"]).decode() if row["logo"] is not None else None
    elif part.model is Account:
        for row in rows:
            row["institution_name"] = names.institutions.get(row["institution_id"])
    elif part.model is Transaction:
        splits = _splits_by_transaction(db, user_id, [row["id"] for row in rows], names)
        titles = {names.keys[id_]: name for id_, name in names.categories.items()}
        for row in rows:
            row["account_name"] = names.accounts.get(row["account_id"])
            row["category_name"] = titles.get(row["category_short_desc"])
            row["splits"] = splits.get(row["id"], [])
    elif part.model is DeletedTransaction:
        splits = _splits_by_transaction(db, user_id, [row["original_id"] for row in rows], names)
        for row in rows:
            row["row"] = _deleted_row(row["row"], names)
            row["splits"] = splits.get(row["original_id"], [])


def _deleted_row(row: Json, names: ReferenceNames) -> Json:
    values = to_values(row, names.keys)
    columns = export_fields(ExportPart("transactions", Transaction).table)
    exported: Json = {name: values.get(column.name) for name, column in columns.items()}
    for name, column in columns.items():
        if referenced_table(column) == "categories" and exported[name] is not None:
            exported[name] = names.keys[exported[name]]
    return exported


def _splits_by_transaction(db: Session, user_id: int, ids: list[int], names: ReferenceNames) -> dict[int, list[Json]]:
    by_id = queries.splits(db, user_id, ids)
    return {id_: [_split(split, names) for split in splits] for id_, splits in by_id.items()}


def _split(split: queries.Split, names: ReferenceNames) -> Json:
    key = None if split.category_id is None else names.keys.get(split.category_id)
    told_split = {"amount_minor": split.amount_minor, "category_short_desc": key}
    return {**told_split, "category_hint": split.category_hint, "memo": split.memo, "tags": split.tags}
