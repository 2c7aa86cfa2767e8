"""Column types and shorthands that every table uses."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Integer, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

MAX_MINOR = 10**15


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Only aware datetimes go in; UTC comes out, also from SQLite, which keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        assert value.tzinfo is not None, "a moment needs its zone"
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class ExactDecimal(TypeDecorator[Decimal]):
    """A quantity or a price, kept as plain decimal text: SQLite has no exact number with a fraction."""

    impl = String(50)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        assert value.is_finite(), "an exact decimal is finite"
        return format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


# SQLite counts rows up by itself only for the type INTEGER.
BigId = BigInteger().with_variant(Integer, "sqlite")
Id = Annotated[int, mapped_column(BigId, primary_key=True)]
Minor = Annotated[int, mapped_column(BigInteger)]
CurrencyCode = Annotated[str, mapped_column(String(3))]


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """Return the constraint that `column` holds one of `values` (or null where the column allows it)."""
    # Not IN: for a list SQLite builds a table of it again for each row that it checks.
    # Quoted, because some names are words of SQL.
    listed = " OR ".join(f"\"{column}\" = '{value}'" for value in values)
    return CheckConstraint(listed, name=column)


def bounded(column: str) -> CheckConstraint:
    """Return the constraint that a money column stays below 10^15 minor units, either sign."""
    return CheckConstraint(f"{column} > -{MAX_MINOR} AND {column} < {MAX_MINOR}", name=f"{column}_bounded")


def owned_by(table: str) -> ForeignKey:
    """Return a foreign key to `table`.id whose rows go when the owner goes."""
    return ForeignKey(f"{table}.id", ondelete="CASCADE")
