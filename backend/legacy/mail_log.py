"""The older app's log of review reminders that it sent by e-mail."""

from sqlalchemy import select

from backend.legacy.context import MigrationContext
from backend.legacy.values import parse_moment, to_text
from backend.notifications.models import NotificationLog
from backend.transactions.models import Transaction

_TABLE = "notification_log"


def migrate(context: MigrationContext) -> None:
    """Afterwards every reminder with a day is in the log; one about a transaction that is gone is about none."""
    if _TABLE not in context.legacy_data.columns:
        return
    known = set(context.db.scalars(select(Transaction.id).where(Transaction.user_id == context.user_id)))
    for row in context.rows(_TABLE):
        sent_at = parse_moment(row.get("sent_at"))
        if sent_at is None:
            context.set_aside(_TABLE, row, "The moment at which it was sent cannot be read.")
            continue
        transaction_id, category = row.get("transaction_id"), to_text(row.get("reply_category"))
        context.db.add(
            NotificationLog(
                user_id=context.user_id,
                kind="review",
                transaction_id=transaction_id if transaction_id in known else None,
                email_message_id=(to_text(row.get("email_message_id")) or "")[:255],
                choices="",
                sent_at=sent_at,
                replied_at=parse_moment(row.get("replied_at")),
                reply_category=category[:100] if category else None,
            )
        )
        context.count_migrated(_TABLE)
    context.db.flush()
