"""Notices by e-mail as JSON, with the fields of the older app."""

from datetime import datetime
from typing import Literal

from backend.infra.fields import ResponseBody


class NotificationSettings(ResponseBody):
    """How notices are set up; they are changed with the other settings, at /api/settings."""

    email_enabled: bool
    email_address: str | None
    batch_interval_minutes: int
    auto_confirm_threshold: int


class NotificationOut(ResponseBody):
    id: int
    kind: Literal["review", "weekly", "test"]
    transaction_id: int | None
    email_message_id: str
    sent_at: datetime
    replied_at: datetime | None
    reply_category: str | None


class TestSent(ResponseBody):
    status: Literal["sent"]
    email_message_id: str
