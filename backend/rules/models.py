"""Tables: the person's rules, which transactions each decided, and suggestions that were dismissed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, Id, UtcDateTime, owned_by
from backend.infra.tables import BudgetBase, Owned


class Rule(Owned, BudgetBase):
    """Conditions and what is done where they hold. Rules run by stage (1 clean up, 2 decide, 3 after) and position.

    `search` is in the query language (see transactions/search_syntax.py); `actions` are those of rule_book.Actions
    except the category.
    """

    __tablename__ = "rules"
    __table_args__ = (Index(None, "user_id", "stage", "position"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100))
    stage: Mapped[int]
    position: Mapped[int]
    is_enabled: Mapped[bool] = mapped_column(default=True)
    search: Mapped[str] = mapped_column(Text)
    category_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("categories.id", ondelete="SET NULL"))
    actions: Mapped[dict[str, Any]] = mapped_column(JSON)
    hits: Mapped[int] = mapped_column(default=0)
    last_matched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RuleMatch(Owned, BudgetBase):
    """A transaction whose category a rule decided. No foreign key to the transaction: deleted ones come back."""

    __tablename__ = "rule_matches"
    __table_args__ = (UniqueConstraint("transaction_id"), Index(None, "rule_id"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    rule_id: Mapped[int] = mapped_column(BigId, owned_by("rules"))
    transaction_id: Mapped[int] = mapped_column(BigId)
    category_id: Mapped[int] = mapped_column(BigId)


class DismissedSuggestion(Owned, BudgetBase):
    """A suggested rule that the person never wants to see again, by its key (merchant and category)."""

    __tablename__ = "dismissed_suggestions"
    __table_args__ = (UniqueConstraint("user_id", "key"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(300))
