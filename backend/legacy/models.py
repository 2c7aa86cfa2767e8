"""Rows of the older app whose feature is not built yet, or that fit nowhere: kept whole, so that nothing is lost."""

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, Id
from backend.infra.tables import BudgetBase, InvestmentsBase, Owned, Timed

# The reason of a row whose feature is not built yet.
WAITING = "For a feature to come"


class LegacyRow(Owned, BudgetBase):
    """One row of the older budget.db: its table, its number there, every column as JSON, and why it is here.

    Tokens and unknown settings inside are encrypted with this app's key.
    """

    __tablename__ = "legacy_rows"
    __table_args__ = (Index(None, "user_id", "table_name"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    table_name: Mapped[str] = mapped_column(String(100))
    row_id: Mapped[int | None] = mapped_column(BigId)
    row: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(300))


class LegacyInvestmentRow(Timed, InvestmentsBase):
    """The same for the older investments.db. Its owner lives in the other file, so no key can point there."""

    __tablename__ = "legacy_rows"
    __table_args__ = (Index(None, "user_id", "table_name"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(BigId)
    table_name: Mapped[str] = mapped_column(String(100))
    row_id: Mapped[int | None] = mapped_column(BigId)
    row: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(300))


class LegacyReport(Owned, BudgetBase):
    """The report about taking an older budget.db over, as JSON."""

    __tablename__ = "adoptions"

    id: Mapped[Id]
    report: Mapped[str] = mapped_column(Text)


class LegacyInvestmentsReport(Timed, InvestmentsBase):
    """The report about taking an older investments.db over, as JSON."""

    __tablename__ = "adoptions"

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(BigId)
    report: Mapped[str] = mapped_column(Text)
