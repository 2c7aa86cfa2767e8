"""Addresses that keys may be sent to."""

import pytest

from backend.infra.addresses import host_of, is_https_or_loopback


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        ("https://api.example", True),
        ("https://api.example:8443/v1", True),
        ("http://127.0.0.1:11434", True),
        ("http://localhost:1234/v1", True),
        ("http://[::1]:1234", True),
        ("http://api.example", False),
        ("http://192.168.1.5:11434", False),
        ("http://127.0.0.1.evil.example", False),
        ("http://localhost@evil.example", False),
        ("ftp://127.0.0.1", False),
        ("file:///etc/passwd", False),
        ("127.0.0.1:11434", False),
        ("https://", False),
        ("http://[::1", False),
        ("", False),
    ],
)
def test_only_https_and_this_computer_are_allowed(address: str, is_allowed: bool) -> None:
    assert is_https_or_loopback(address) == is_allowed


def test_the_host_is_named_without_what_stands_before_it() -> None:
    assert host_of("https://user:secret@api.example:8443/v1") == "api.example:8443"
