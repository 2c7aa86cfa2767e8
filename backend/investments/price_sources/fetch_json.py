"""The one request that price sources make: JSON over https, bounded in time and size, without redirects."""

import json
import os
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from backend.investments.price_sources.protocol import SourceFailed

_CONNECT_SECONDS = 5
_READ_SECONDS = 20
_LARGEST_BYTES = 5_000_000


def fetch_json(address: str, fields: Mapping[str, str], *, source: str) -> Any:
    """Return what the address answers, numbers as exact decimals. Raises SourceFailed."""
    import urllib3
    from urllib3.exceptions import HTTPError

    timeout = urllib3.Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS)
    try:
        with urllib3.PoolManager(timeout=timeout, retries=False, ca_certs=os.environ.get("SSL_CERT_FILE")) as pool:
            answer: Any = pool.request(
                "GET",
                address,
                fields=dict(fields),
                headers={"User-Agent": "BudgetApp", "Accept": "application/json"},
                redirect=False,
                preload_content=False,
            )
            body = answer.read(_LARGEST_BYTES + 1)
            answer.release_conn()
    except (HTTPError, OSError, ValueError):
        # The text of the error may hold the address with its key.
        raise SourceFailed(f"{source} could not be reached. Check the internet connection.") from None
    if answer.status == 429:
        raise SourceFailed(f"{source} wants no more requests for now.", is_limit=True)
    if answer.status == 404:
        raise SourceFailed(f"{source} does not know this ticker.")
    if answer.status != 200:
        raise SourceFailed(f"{source} answered with status {answer.status}. Try again later.")
    try:
        if len(body) > _LARGEST_BYTES:
            raise ValueError
        return json.loads(body, parse_float=Decimal)
    except ValueError:
        raise SourceFailed(f"What came from {source} cannot be read.") from None
