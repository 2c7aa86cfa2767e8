"""Categories of the older app. It allowed a third level by accident; here there are two."""

import re

from backend.categories.models import Category
from backend.categories.tree import key_from
from backend.legacy.context import MigrationContext
from backend.legacy.legacy_data import Row
from backend.legacy.values import parse_flag, to_text

# The older app left these, and what is below them, out of spending and income.
_TRANSFERS = frozenset({"transfer", "credit_card_payment", "payment", "discover", "roundups"})
_COLOR = re.compile("#[0-9A-Fa-f]{6}")
_LONGEST = 100


def migrate(context: MigrationContext) -> None:
    """Afterwards all categories are here under their own numbers, on two levels."""
    rows = {row["id"]: row for row in context.rows("categories")}
    tops = {id_: _top(context, row, rows) for id_, row in rows.items()}
    taken: set[str] = set()
    # Main categories first, so that each finds the one above it.
    for id_ in sorted(rows, key=lambda id_: (tops[id_] is not None, id_)):
        row, top = rows[id_], tops[id_]
        kind = _kind(row, rows[top] if top is not None else row)
        context.db.add(
            Category(
                id=id_,
                user_id=context.user_id,
                short_desc=_key(context, row, taken),
                display_name=_name(context, row),
                parent_id=top,
                color=_color(context, row),
                kind=kind,
                is_income=kind == "income",
                is_recurring=parse_flag(row.get("is_recurring")),
                position=id_,
                created_at=context.created_at(row),
                updated_at=context.created_at(row),
            )
        )
        if top is None:
            context.db.flush()
        context.categories[id_] = to_text(row.get("display_name"))
        context.category_keys.setdefault(to_text(row.get("short_desc")), id_)
        context.count_migrated("categories")
    context.db.flush()


def _top(context: MigrationContext, row: Row, rows: dict[int, Row]) -> int | None:
    """Return the main category above a row, None for a main category itself."""
    passed = [row["id"]]
    above = row.get("parent_id")
    while above in rows and above not in passed:
        passed.append(above)
        above = rows[above].get("parent_id")
    if above in rows or (above is not None and len(passed) == 1):
        # It is below itself, or its parent does not exist.
        context.record_changed_value(
            "categories", row, "parent_id", None, "What stands above it leads nowhere: a main category now."
        )
        return None
    if len(passed) > 2:
        context.record_changed_value(
            "categories", row, "parent_id", passed[-1], "There are two levels; it stood on a deeper one."
        )
    return passed[-1] if len(passed) > 1 else None


def _kind(row: Row, top: Row) -> str:
    if {to_text(row.get("short_desc")), to_text(top.get("short_desc"))} & _TRANSFERS:
        return "transfer"
    return "income" if parse_flag(row.get("is_income")) or parse_flag(top.get("is_income")) else "expense"


def _key(context: MigrationContext, row: Row, taken: set[str]) -> str:
    key = to_text(row.get("short_desc"))
    if not key.strip() or len(key) > _LONGEST or key in taken:
        key = key_from(key or to_text(row.get("display_name")), taken=taken)
        context.record_changed_value("categories", row, "short_desc", key, "A key is unique and has 1 to 100 letters.")
    taken.add(key)
    return key


def _name(context: MigrationContext, row: Row) -> str:
    name = to_text(row.get("display_name"))
    if name.strip() and len(name) <= _LONGEST:
        return name
    fitting = name.strip()[:_LONGEST] or to_text(row.get("short_desc"))[:_LONGEST] or f"Category {row['id']}"
    context.record_changed_value("categories", row, "display_name", fitting, "A name has 1 to 100 letters.")
    return fitting


def _color(context: MigrationContext, row: Row) -> str | None:
    color = row.get("color")
    if color is None or (isinstance(color, str) and _COLOR.fullmatch(color)):
        return color
    context.record_changed_value("categories", row, "color", None, "That is no colour.")
    return None
