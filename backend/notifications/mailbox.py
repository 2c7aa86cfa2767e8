"""The person's own mail servers: SMTP to send, IMAP to read replies. Each call connects, does one thing and ends."""

import email
import os
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from email.utils import formatdate, make_msgid, parseaddr
from typing import NamedTuple

from backend.infra.database import ReadSession, WriteSession
from backend.notifications.errors import MailNotSetUp, MailTrouble
from backend.notifications.letters import Letter
from backend.settings import service as settings

_SECONDS = 20
_MOST_REPLIES = 50
_LONGEST_REPLY = 200_000


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How e-mail goes out and replies come in. `password` is never logged and never shown."""

    is_on: bool
    address: str
    smtp_host: str
    smtp_port: int
    security: str
    imap_host: str
    imap_port: int
    user: str
    password: str

    def check(self) -> None:
        """Raise MailNotSetUp if nothing can be sent."""
        if not self.address or not self.smtp_host:
            raise MailNotSetUp


class Reply(NamedTuple):
    """A reply: the messages it answers, and its text."""

    answers: tuple[str, ...]
    text: str


def load_settings(db: ReadSession | WriteSession, user_id: int) -> MailSettings:
    """Return how e-mail is set up."""

    def value(key: str) -> str:
        return settings.value(db, user_id, key) or ""

    return MailSettings(
        is_on=value("email_notices") == "on",
        address=value("email_address"),
        smtp_host=value("smtp_host"),
        smtp_port=int(value("smtp_port")),
        security=value("mail_security"),
        imap_host=value("imap_host"),
        imap_port=int(value("imap_port")),
        user=value("mail_user"),
        password=os.environ.get("MAIL_PASSWORD", ""),
    )


def send(mail: MailSettings, letter: Letter) -> str:
    """Send an e-mail from the person to themselves and return its message id. Raises MailNotSetUp and MailTrouble."""
    import smtplib

    mail.check()
    message = EmailMessage()
    message["Subject"] = " ".join(letter.subject.split())
    message["From"] = message["To"] = mail.address
    message["Date"], message["Message-ID"] = formatdate(localtime=True), make_msgid(domain="budget-app.invalid")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    connect = smtplib.SMTP_SSL if mail.security == "tls" else smtplib.SMTP
    try:
        with connect(mail.smtp_host, mail.smtp_port, timeout=_SECONDS) as server:
            if mail.security == "starttls":
                server.starttls()
            if mail.password:
                server.login(mail.user or mail.address, mail.password)
            server.send_message(message)
    except smtplib.SMTPAuthenticationError:
        raise MailTrouble("The mail server refused the user name or the password. Check them in Settings.") from None
    except (smtplib.SMTPException, OSError, ValueError):
        raise MailTrouble(
            f"The mail server {mail.smtp_host} did not take the e-mail. Check its name, port and security in Settings."
        ) from None
    return str(message["Message-ID"])


def replies(mail: MailSettings) -> Iterator[Reply]:
    """Yield the unread replies that the person sent to themselves, and mark them as read. Raises MailTrouble."""
    import imaplib

    if not mail.imap_host:
        return
    connect = imaplib.IMAP4_SSL if mail.security == "tls" else imaplib.IMAP4
    try:
        with connect(mail.imap_host, mail.imap_port, timeout=_SECONDS) as server:
            if mail.security == "starttls":
                server.starttls()
            server.login(mail.user or mail.address, mail.password)
            server.select("INBOX")
            _, found = server.search(None, "UNSEEN", "HEADER", "In-Reply-To", '"budget-app.invalid"')
            for number in (found[0] or b"").split()[:_MOST_REPLIES]:
                _, parts = server.fetch(number.decode(), "(RFC822)")
                raw = next((part[1] for part in parts if isinstance(part, tuple)), b"")
                if reply := _read(raw[:_LONGEST_REPLY], mail.address):
                    yield reply
                server.store(number.decode(), "+FLAGS", r"(\Seen)")
    except (imaplib.IMAP4.error, OSError):
        raise MailTrouble(
            f"Replies could not be read from {mail.imap_host}. Check its name, port and password in Settings."
        ) from None


def _read(raw: bytes, address: str) -> Reply | None:
    message = email.message_from_bytes(raw, policy=default)
    if parseaddr(str(message.get("From", "")))[1].casefold() != address.casefold():
        return None
    body = message.get_body(("plain",))
    answers = f"{message.get('In-Reply-To', '')} {message.get('References', '')}".split()
    return Reply(tuple(answers), body.get_content() if body else "")
