"""Tables: what a person said about items, and what an operator decided about them."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.education.kinds import FEEDBACK, REVIEW_ACTIONS
from backend.infra.columns import BigId, Id, one_of
from backend.infra.tables import BudgetBase, Owned


class ContentResponse(Owned, BudgetBase):
    """What a person said about an item of the library: feedback, a comment, "hide it"."""

    __tablename__ = "content_responses"
    __table_args__ = (
        one_of("feedback", FEEDBACK),
        UniqueConstraint("user_id", "content_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    content_id: Mapped[str] = mapped_column(String(80))
    feedback: Mapped[str | None] = mapped_column(String(20))
    comment: Mapped[str | None] = mapped_column(String(1000))
    is_hidden: Mapped[bool] = mapped_column(default=False)


class ContentReview(Owned, BudgetBase):
    """What an operator decided about an item for a person; the last decision counts, all of them stay as the audit.

    A flag hides the item and has a reason; an approval shows it again.
    """

    __tablename__ = "content_reviews"
    __table_args__ = (
        one_of("action", REVIEW_ACTIONS),
        CheckConstraint("action = 'approve' OR reason IS NOT NULL", name="flag_has_reason"),
        Index(None, "user_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    content_id: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(String(500))
    operator_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id", ondelete="SET NULL"))
