"""The table of saved views."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql import true

from backend.infra.columns import Id
from backend.infra.tables import BudgetBase, Owned


class SavedView(Owned, BudgetBase):
    """The address of a page under a name; a pinned one stands in the sidebar."""

    __tablename__ = "saved_views"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100))
    # Path and query of the page, for example /spending?month=2026-11.
    path: Mapped[str] = mapped_column(String(2000))
    is_pinned: Mapped[bool] = mapped_column(default=True, server_default=true())
