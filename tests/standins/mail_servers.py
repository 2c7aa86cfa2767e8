"""Stand-ins for a person's mail servers: SMTP by aiosmtpd, and the few commands of IMAP that reading replies needs."""

import socket
import socketserver
import threading
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

PASSWORD = "the-app-password-of-the-test"


class Mailbox:
    """Keeps what was sent, and offers what was put in as unread."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.unread: list[bytes] = []
        self.logins: list[str] = []
        self._smtp = Controller(
            self,
            hostname="127.0.0.1",
            port=free_port(),
            authenticator=self._authenticate,
            auth_require_tls=False,
        )
        self._smtp.start()
        self._imap = _ImapServer(("127.0.0.1", 0), _Imap)
        self._imap.mailbox = self
        threading.Thread(target=self._imap.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def settings(self) -> dict[str, str]:
        """The settings that reach these servers."""
        return {
            "email_notices": "on",
            "email_address": "ada@example.org",
            "smtp_host": "127.0.0.1",
            "smtp_port": str(self._smtp.port),
            "imap_host": "127.0.0.1",
            "imap_port": str(self._imap.server_address[1]),
            "mail_security": "none",
            "mail_password": PASSWORD,
        }

    def reply(self, to: Message, text: str, *, sender: str = "ada@example.org") -> None:
        """Put a reply to a sent e-mail into the mailbox."""
        quoted = "\r\n".join(f"> {line}" for line in to.get_payload().splitlines())  # type: ignore[union-attr]
        self.unread.append(
            f"From: {sender}\r\nTo: ada@example.org\r\nSubject: Re\r\nIn-Reply-To: {to['Message-ID']}\r\n"
            f"Content-Type: text/plain\r\n\r\n{text}\r\n\r\nOn Monday Ada wrote:\r\n{quoted}\r\n".encode()
        )

    def close(self) -> None:
        self._smtp.stop()
        self._imap.shutdown()
        self._imap.server_close()

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        self.sent.append(message_from_bytes(envelope.content))
        return "250 OK"

    def _authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)


class _ImapServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    mailbox: Mailbox


class _Imap(socketserver.StreamRequestHandler):
    server: _ImapServer

    def handle(self) -> None:
        self._say("* OK ready")
        for line in self.rfile:
            tag, _, rest = line.decode().strip().partition(" ")
            command, _, arguments = rest.partition(" ")
            self._answer(tag, command.upper(), arguments)
            if command.upper() == "LOGOUT":
                return

    def _answer(self, tag: str, command: str, arguments: str) -> None:
        unread = self.server.mailbox.unread
        if command == "LOGIN" and PASSWORD not in arguments:
            self._say(f"{tag} NO wrong password")
            return
        if command == "CAPABILITY":
            self._say("* CAPABILITY IMAP4rev1")
        elif command == "SELECT":
            self._say(f"* {len(unread)} EXISTS")
        elif command == "SEARCH":
            self._say("* SEARCH " + " ".join(str(number) for number, raw in enumerate(unread, start=1) if raw))
        elif command == "FETCH":
            number = int(arguments.split()[0])
            raw = unread[number - 1]
            self.wfile.write(f"* {number} FETCH (RFC822 {{{len(raw)}}}\r\n".encode() + raw + b")\r\n")
        elif command == "STORE":
            unread[int(arguments.split()[0]) - 1] = b""
        self._say(f"{tag} OK done")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
