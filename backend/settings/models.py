"""Settings as stored: text, encrypted when it is a secret."""

from datetime import datetime

from sqlalchemy import PrimaryKeyConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra import clock
from backend.infra.columns import BigId, UtcDateTime, owned_by
from backend.infra.tables import BudgetBase


class AppSetting(BudgetBase):
    __tablename__ = "app_settings"
    __table_args__ = (PrimaryKeyConstraint("user_id", "key"),)

    user_id: Mapped[int] = mapped_column(BigId, owned_by("users"))
    key: Mapped[str] = mapped_column(String(100))
    value: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now, onupdate=clock.now)
