"""The e-mails that were sent, and what was replied."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, MOMENT, owned, reference

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notification_log",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("transaction_id", ID, nullable=True),
        sa.Column("email_message_id", sa.String(length=255), nullable=False),
        sa.Column("choices", sa.String(length=600), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("replied_at", MOMENT, nullable=True),
        sa.Column("reply_category", sa.String(length=100), nullable=True),
        *owned("notification_log"),
        reference("notification_log", "transaction_id", "transactions", "SET NULL"),
        sa.CheckConstraint(
            "kind = 'review' OR kind = 'weekly' OR kind = 'test'", name=op.f("ck_notification_log_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification_log")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_notification_log_user_id_sent_at"), "notification_log", ["user_id", "sent_at"])
    op.create_index(op.f("ix_notification_log_email_message_id"), "notification_log", ["email_message_id"])
