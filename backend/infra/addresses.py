"""Addresses of services that the person names: https, or plain http on this computer alone."""

from urllib.parse import urlsplit

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "::1")


def is_https_or_loopback(address: str) -> bool:
    """Say whether keys may be sent to this address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK_HOSTS)
    )


def host_of(address: str) -> str:
    """Return host and port of an address that `is_https_or_loopback` accepts."""
    return urlsplit(address).netloc.rpartition("@")[2]
