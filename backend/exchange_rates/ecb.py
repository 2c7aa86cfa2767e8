"""Fetch the reference rates of the European Central Bank: the last 90 days, or everything since 1999."""

import logging
import os
from typing import Any

from backend.exchange_rates.errors import UnreadableRates
from backend.exchange_rates.rate_files import RateFile, read_rates

LAST_90_DAYS = "eurofxref-hist-90d.xml"
ALL_DAYS = "eurofxref-hist.zip"
_CONNECT_SECONDS = 5
_READ_SECONDS = 60
_LARGEST_BYTES = 20_000_000
_log = logging.getLogger(__name__)


class FetchFailed(Exception):
    """The rates could not be fetched; its text is a sentence for the person."""


def fetch_rates(
    address: str, name: str, *, currencies: frozenset[str], read_seconds: float = _READ_SECONDS
) -> RateFile:
    """Return the rates of these currencies from a file at the address. Raises FetchFailed."""
    import urllib3
    from urllib3.exceptions import HTTPError

    timeout = urllib3.Timeout(connect=_CONNECT_SECONDS, read=read_seconds)
    try:
        with urllib3.PoolManager(timeout=timeout, retries=False, ca_certs=os.environ.get("SSL_CERT_FILE")) as pool:
            answer: Any = pool.request("GET", f"{address.rstrip('/')}/{name}", redirect=False, preload_content=False)
            body = answer.read(_LARGEST_BYTES + 1)
            answer.release_conn()
    except (HTTPError, OSError, ValueError) as error:
        _log.info("no exchange rates came: %s", type(error).__name__)
        raise FetchFailed("The European Central Bank could not be reached. Check the internet connection.") from None
    if answer.status != 200:
        raise FetchFailed(f"The European Central Bank answered with status {answer.status}. Try again later.")
    try:
        if len(body) > _LARGEST_BYTES:
            raise UnreadableRates
        return read_rates(body, currencies=currencies)
    except UnreadableRates:
        raise FetchFailed("What came from the European Central Bank cannot be read. Try again later.") from None
