"""The table of e-mails that were sent and what was replied."""

from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import BigId, Id, UtcDateTime, one_of
from backend.infra.tables import BudgetBase, Owned

MailKind = Literal["review", "weekly", "test"]


class NotificationLog(Owned, BudgetBase):
    """An e-mail that was sent; a review reminder is about one transaction. `choices` are the keys of the categories
    that it numbered, separated by spaces."""

    __tablename__ = "notification_log"
    __table_args__ = (
        one_of("kind", get_args(MailKind)),
        Index(None, "user_id", "sent_at"),
        Index(None, "email_message_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(10))
    transaction_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("transactions.id", ondelete="SET NULL"))
    email_message_id: Mapped[str] = mapped_column(String(255))
    choices: Mapped[str] = mapped_column(String(600))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reply_category: Mapped[str | None] = mapped_column(String(100))
