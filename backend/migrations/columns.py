"""Columns and constraints that several migrations share. Like the migrations themselves they are never changed."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
_MAX_MINOR = 10**15


def owned(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Return the owner of the rows, and when they were made and changed."""
    return (
        sa.Column("user_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        reference(table, "user_id", "users", "CASCADE"),
    )


def reference(table: str, column: str, to: str, on_delete: str) -> sa.ForeignKeyConstraint:
    """Return a foreign key to the id of another table."""
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=on_delete)


def bounded(table: str, column: str) -> sa.CheckConstraint:
    """Return the constraint that a money column stays below 10^15 minor units, either sign."""
    limits = f"{column} > -{_MAX_MINOR} AND {column} < {_MAX_MINOR}"
    return sa.CheckConstraint(limits, name=op.f(f"ck_{table}_{column}_bounded"))
