"""Requests written byte by byte, since a client would mend what an attacker leaves broken."""

import socket
from dataclasses import dataclass


@dataclass(frozen=True)
class RawAnswer:
    """An answer as it came: status, headers (names in small letters) and everything after them."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(port: int, request: bytes) -> RawAnswer:
    """Send these bytes and read until the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request)
        answered = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answered.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.split(":", 1) for line in lines)
    return RawAnswer(int(status.split()[1]), {name.lower(): value.strip() for name, value in pairs}, body)


def first_line(port: int, request: bytes) -> bytes:
    """Send these bytes and return the first line of the answer, without waiting for more."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request)
        return connection.recv(65536).split(b"\r\n")[0]


def get(port: int, target: str, *headers: str) -> RawAnswer:
    """GET a target with exactly these header lines."""
    lines = [f"GET {target} HTTP/1.1", *headers, "Connection: close", "", ""]
    return ask(port, "\r\n".join(lines).encode("latin-1"))
