"""Send what is due by e-mail, and file transactions as replies say; the only writer of the log."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from backend.assistant.prompt import plain_value
from backend.assistant.snapshot import snapshot
from backend.categories import queries as categories
from backend.inbox import queries as inbox
from backend.infra import clock
from backend.infra.database import Database, ReadSession, WriteSession
from backend.kit.money import Money
from backend.kit.period import written_day
from backend.net_worth.series import DataFiles
from backend.notifications import mailbox, queries
from backend.notifications.letters import Letter, WeekLine, reply_choice, review_letter, weekly_letter
from backend.notifications.models import MailKind, NotificationLog
from backend.review import service as review
from backend.settings.service import base_currency
from backend.transactions import pages
from backend.transactions import queries as transactions
from backend.transactions.filters import Filter

_WEEK, _DAY = timedelta(days=7), timedelta(days=1)
_REMINDERS_AT_ONCE = 5
_CHOICES = 5
_LINES = ("month", "cash_flow", "budget")


class Due(NamedTuple):
    """An e-mail to send."""

    kind: MailKind
    letter: Letter
    transaction_id: int | None = None
    choices: tuple[str, ...] = ()


def send_due(budget: Database, investments: Database, user_id: int) -> int:
    """Send the week's summary and review reminders that are due. Return how many. Raises MailTrouble.

    No session is open while the mail server is asked.
    """
    with budget.read() as db, investments.read() as other:
        mail = mailbox.load_settings(db, user_id)
        if not mail.is_on:
            return 0
        mail.check()
        now = clock.now()
        due = [*_weekly(DataFiles(db, other), user_id, now), *_reminders(db, user_id, now)]
    for each in due:
        message_id = mailbox.send(mail, each.letter)
        with budget.write() as writing:
            _log(writing, user_id, each, message_id)
    return len(due)


def send_test(budget: Database, user_id: int) -> str:
    """Send a test to the person and return its message id. Raises MailNotSetUp and MailTrouble."""
    with budget.read() as db:
        mail = mailbox.load_settings(db, user_id)
    letter = Letter("Budget App can reach you", "This is the test that you asked for. Nothing needs to be done.\n")
    message_id = mailbox.send(mail, letter)
    with budget.write() as writing:
        _log(writing, user_id, Due("test", letter), message_id)
    return message_id


def take_replies(budget: Database, user_id: int) -> int:
    """File transactions as the person's replies say. Return how many. Raises MailTrouble."""
    with budget.read() as db:
        mail = mailbox.load_settings(db, user_id)
    if not mail.is_on or not mail.imap_host:
        return 0
    found = list(mailbox.replies(mail))
    if not found:
        return 0
    with budget.write() as writing:
        return sum(_take(writing, user_id, reply) for reply in found)


def _take(db: WriteSession, user_id: int, reply: mailbox.Reply) -> bool:
    reminder = next(iter(queries.open_reminders(db, user_id, reply.answers).values()), None)
    if reminder is None or reminder.transaction_id is None:
        return False
    names = {each.display_name: each.short_desc for each in categories.every(db, user_id) if not each.is_archived}
    key = reply_choice(reply.text, reminder.choices.split(), names)
    if key is None or transactions.one(db, user_id, reminder.transaction_id)["status"] != "pending_review":
        return False
    review.review(db, user_id, reminder.transaction_id, key)
    reminder.replied_at, reminder.reply_category = clock.now(), key
    return True


def _weekly(files: DataFiles, user_id: int, now: datetime) -> Iterator[Due]:
    last = queries.last_sent_at(files.budget, user_id, "weekly")
    if last is not None and now - last < _WEEK:
        return
    home = base_currency(files.budget, user_id)
    shown = snapshot(files, user_id, today=clock.today(), home=home)
    lines = [
        WeekLine(
            line.figure.label,
            plain_value(line.figure),
            f"{line.against.label.lower()} {plain_value(line.against)}" if line.against else "",
        )
        for line in shown.lines
        if line.group in _LINES
    ]
    notices = [
        f"{each.title}: {each.because}" for each in inbox.listed(files.budget, user_id, channel="notices_by_email")
    ]
    to_review = transactions.status_counts(files.budget, user_id).get("pending_review", 0)
    yield Due("weekly", weekly_letter(shown.month, lines, notices[:10], to_review))


def _reminders(db: ReadSession, user_id: int, now: datetime) -> Iterator[Due]:
    last = queries.last_sent_at(db, user_id, "review")
    if last is not None and now - last < _DAY:
        return
    reminded = queries.reminded_ids(db, user_id)
    every = [each for each in categories.every(db, user_id) if not each.is_archived]
    names = {each.short_desc: each.display_name for each in every}
    usual = [each.short_desc for each in every if each.parent_id is not None]
    waiting = pages.page(db, user_id, Filter(status=("pending_review",)), limit=100).items
    for row in [row for row in waiting if row["id"] not in reminded][:_REMINDERS_AT_ONCE]:
        guess = row["predicted_category_short_desc"]
        keys = list(dict.fromkeys([*([guess] if guess in names else []), *usual]))[:_CHOICES]
        amount = str(Money(abs(row["amount_minor"]), row["currency"]))
        letter = review_letter(
            row["description"], amount, written_day(date.fromisoformat(str(row["on"]))), [names[key] for key in keys]
        )
        yield Due("review", letter, row["id"], tuple(keys))


def _log(db: WriteSession, user_id: int, sent: Due, message_id: str) -> None:
    db.add(
        NotificationLog(
            user_id=user_id,
            kind=sent.kind,
            transaction_id=sent.transaction_id,
            email_message_id=message_id[:255],
            choices=" ".join(sent.choices),
            sent_at=clock.now(),
        )
    )
