"""Categories of the older app. It allowed a third level by accident; here there are two."""

import re

from backend.adoption.filling import Filling
from backend.adoption.older_data import Row
from backend.adoption.values import flag, text
from backend.categories.models import Category
from backend.categories.tree import key_from

# The older app left these, and what is below them, out of spending and income.
_TRANSFERS = frozenset({"transfer", "credit_card_payment", "payment", "discover", "roundups"})
_COLOR = re.compile("#[0-9A-Fa-f]{6}")
_LONGEST = 100


def take(filling: Filling) -> None:
    """Afterwards all categories are here under their own numbers, on two levels."""
    rows = {row["id"]: row for row in filling.rows("categories")}
    tops = {id_: _top(filling, row, rows) for id_, row in rows.items()}
    taken: set[str] = set()
    # Main categories first, so that each finds the one above it.
    for id_ in sorted(rows, key=lambda id_: (tops[id_] is not None, id_)):
        row, top = rows[id_], tops[id_]
        kind = _kind(row, rows[top] if top is not None else row)
        filling.db.add(
            Category(
                id=id_,
                user_id=filling.user_id,
                short_desc=_key(filling, row, taken),
                display_name=_name(filling, row),
                parent_id=top,
                color=_color(filling, row),
                kind=kind,
                is_income=kind == "income",
                is_recurring=flag(row.get("is_recurring")),
                position=id_,
                created_at=filling.made_at(row),
                updated_at=filling.made_at(row),
            )
        )
        if top is None:
            filling.db.flush()
        filling.categories[id_] = text(row.get("display_name"))
        filling.category_keys.setdefault(text(row.get("short_desc")), id_)
        filling.taken("categories")
    filling.db.flush()


def _top(filling: Filling, row: Row, rows: dict[int, Row]) -> int | None:
    """Return the main category above a row, None for a main category itself."""
    passed = [row["id"]]
    above = row.get("parent_id")
    while above in rows and above not in passed:
        passed.append(above)
        above = rows[above].get("parent_id")
    if above in rows or (above is not None and len(passed) == 1):
        # It is below itself, or its parent does not exist.
        filling.changed(
            "categories", row, "parent_id", None, "What stands above it leads nowhere: a main category now."
        )
        return None
    if len(passed) > 2:
        filling.changed("categories", row, "parent_id", passed[-1], "There are two levels; it stood on a deeper one.")
    return passed[-1] if len(passed) > 1 else None


def _kind(row: Row, top: Row) -> str:
    if {text(row.get("short_desc")), text(top.get("short_desc"))} & _TRANSFERS:
        return "transfer"
    return "income" if flag(row.get("is_income")) or flag(top.get("is_income")) else "expense"


def _key(filling: Filling, row: Row, taken: set[str]) -> str:
    key = text(row.get("short_desc"))
    if not key.strip() or len(key) > _LONGEST or key in taken:
        key = key_from(key or text(row.get("display_name")), taken=taken)
        filling.changed("categories", row, "short_desc", key, "A key is unique and has 1 to 100 letters.")
    taken.add(key)
    return key


def _name(filling: Filling, row: Row) -> str:
    name = text(row.get("display_name"))
    if name.strip() and len(name) <= _LONGEST:
        return name
    fitting = name.strip()[:_LONGEST] or text(row.get("short_desc"))[:_LONGEST] or f"Category {row['id']}"
    filling.changed("categories", row, "display_name", fitting, "A name has 1 to 100 letters.")
    return fitting


def _color(filling: Filling, row: Row) -> str | None:
    color = row.get("color")
    if color is None or (isinstance(color, str) and _COLOR.fullmatch(color)):
        return color
    filling.changed("categories", row, "color", None, "That is no colour.")
    return None
