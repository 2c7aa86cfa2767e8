"""How many rows of each table belong to a person."""

from sqlalchemy import MetaData, Table, func, select
from sqlalchemy.orm import Session

from backend.infra.tables import BudgetBase, InvestmentsBase
from backend.users.models import User

_SCHEMAS: dict[str, MetaData] = {"budget": BudgetBase.metadata, "investments": InvestmentsBase.metadata}


def owned_tables(name: str) -> list[Table]:
    """Return the tables of a data file whose rows belong to a person, in the order in which they can be emptied."""
    return [table for table in reversed(_SCHEMAS[name].sorted_tables) if "user_id" in table.c]


def row_counts(db: Session, user_id: int, name: str) -> dict[str, int]:
    """Return how many rows of the person each table has; tables without any are left out."""
    counts = {
        table.name: db.scalar(select(func.count()).select_from(table).where(table.c.user_id == user_id)) or 0
        for table in owned_tables(name)
    }
    return {table: count for table, count in sorted(counts.items()) if count}


def has_others(db: Session, user_id: int) -> bool:
    """Say whether somebody else uses this app."""
    return db.scalar(select(User.id).where(User.id != user_id).limit(1)) is not None
