"""SimpleFIN over HTTP: only https (http for this computer alone), no redirects, no private networks.

A setup token names the address that is called, and it may come from anywhere; so the address is resolved once, checked,
and exactly that one is connected to.
"""

import base64
import binascii
import ipaddress
import json
import logging
import os
import socket
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import SplitResult, unquote, urlencode, urlsplit

from backend.sync.provider import ProviderFailure

_CONNECT_SECONDS = 5
READ_SECONDS = 60
_LARGEST_BYTES = 50_000_000
_log = logging.getLogger(__name__)

_CUT_OFF = "The token is cut off or is none: no address can be read from it. Copy all of it."
_FORBIDDEN = "The token names an address that Budget App does not call: {reason}. Nothing was sent."
_USED = (
    "SimpleFIN does not accept this token: it was used before or is wrong. If you did not use it, it may be "
    "compromised: disable it on SimpleFIN's page and make a new one."
)
_ENDED = "SimpleFIN does not accept this connection any more. Your transactions stay; connect it again."
_PAYMENT = "SimpleFIN asks for its subscription to be paid. Your transactions stay as they are."
_BUSY = "SimpleFIN was asked too often. Budget App waits and tries again by itself."
_DOWN = "SimpleFIN does not answer at the moment. Budget App tries again by itself."
_OFFLINE = "SimpleFIN could not be reached. Check the internet connection; nothing was changed."


class SimpleFinClient:
    """Claims setup tokens and reads accounts."""

    def __init__(self, *, read_seconds: float = READ_SECONDS) -> None:
        self._read_seconds = read_seconds

    def claim(self, setup_token: str) -> str:
        """Return the access URL that a setup token is good for, once. Raises ProviderFailure."""
        try:
            url = base64.b64decode("".join(setup_token.split()), validate=True).decode("ascii")
        except (binascii.Error, ValueError):
            raise ProviderFailure("needs_user", "NOT_A_TOKEN", _CUT_OFF) from None
        if not urlsplit(url).hostname:
            raise ProviderFailure("needs_user", "NOT_A_TOKEN", _CUT_OFF)
        status, body = self._ask("POST", _checked(url))
        if status == 403:
            raise ProviderFailure("needs_user", "TOKEN_USED", _USED)
        if status != 200:
            raise ProviderFailure("unavailable", f"HTTP_{status}", _DOWN)
        access_url = body.decode("utf-8", "replace").strip()
        _checked(access_url)
        return access_url

    def accounts(self, access_url: str, query: Mapping[str, str]) -> dict[str, Any]:
        """Return what /accounts answers; version 2 is asked for and version 1 understood. Raises ProviderFailure."""
        base = _checked(access_url)
        query = {**query, "version": "2"}
        parts = base._replace(path=f"{base.path.rstrip('/')}/accounts", query=urlencode(query))
        status, body = self._ask("GET", parts)
        if status in (401, 403):
            raise ProviderFailure("ended", f"HTTP_{status}", _ENDED)
        if status == 402:
            raise ProviderFailure("needs_user", "PAYMENT_REQUIRED", _PAYMENT)
        if status == 429:
            raise ProviderFailure("rate_limited", "HTTP_429", _BUSY)
        if status != 200:
            raise ProviderFailure("unavailable", f"HTTP_{status}", _DOWN)
        try:
            found = json.loads(body, parse_float=Decimal)
        except ValueError:
            found = None
        if not isinstance(found, dict) or not isinstance(found.get("accounts"), list):
            raise ProviderFailure("offline", "NOT_JSON", _OFFLINE)
        return found

    def _ask(self, method: str, url: SplitResult) -> tuple[int, bytes]:
        import urllib3
        from urllib3.exceptions import HTTPError

        host, port = url.hostname or "", url.port or (443 if url.scheme == "https" else 80)
        timeout = urllib3.Timeout(connect=_CONNECT_SECONDS, read=self._read_seconds)
        headers = {"Host": url.netloc.rpartition("@")[2], "Content-Length": "0"} if method == "POST" else {}
        if url.username:
            credentials = f"{unquote(url.username)}:{unquote(url.password or '')}"
            headers |= urllib3.make_headers(basic_auth=credentials)
        headers["Host"] = url.netloc.rpartition("@")[2]
        try:
            # The checked address itself, so that a second look-up cannot lead elsewhere; the certificate is the name's.
            address = _address(host, port)
            if url.scheme == "https":
                pool: Any = urllib3.HTTPSConnectionPool(
                    address, port, timeout=timeout, retries=False, server_hostname=host, assert_hostname=host,
                    ca_certs=os.environ.get("SSL_CERT_FILE"),
                )  # fmt: skip
            else:
                pool = urllib3.HTTPConnectionPool(address, port, timeout=timeout, retries=False)
            with pool:
                target = f"{url.path or '/'}{'?' + url.query if url.query else ''}"
                answer = pool.urlopen(method, target, headers=headers, redirect=False, preload_content=False)
                body = answer.read(_LARGEST_BYTES + 1)
                answer.release_conn()
        except (HTTPError, OSError, ValueError) as error:
            _log.info("simplefin gave no answer: %s", type(error).__name__)
            raise ProviderFailure("offline", type(error).__name__.upper(), _OFFLINE) from None
        if 300 <= answer.status < 400:
            raise _forbidden("it leads on to another address")
        if len(body) > _LARGEST_BYTES:
            raise ProviderFailure("offline", "TOO_LONG", _OFFLINE)
        return answer.status, body


def _checked(url: str) -> SplitResult:
    """Return the parts of an address that may be called. Raises ProviderFailure, and sends nothing."""
    try:
        parts = urlsplit(url)
        is_usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        parts, is_usable = urlsplit(""), False
    if not is_usable:
        raise ProviderFailure("needs_user", "NOT_A_TOKEN", _CUT_OFF)
    is_here = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_here):
        raise _forbidden("it does not begin with https://")
    return parts


def _address(host: str, port: int) -> str:
    """Return an address of the host that is public. Raises ProviderFailure for a private network."""
    if host in ("127.0.0.1", "localhost", "::1"):
        # A test server on this computer; it is named plainly, never reached through a public name.
        return "127.0.0.1" if host == "localhost" else host
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(ipaddress.ip_address(address).is_global for address in found):
        raise _forbidden("it lies in a private network")
    return found[0]


def _forbidden(reason: str) -> ProviderFailure:
    return ProviderFailure("needs_user", "FORBIDDEN_ADDRESS", _FORBIDDEN.format(reason=reason))
