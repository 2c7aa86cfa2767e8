"""Plaid over HTTP: plaid-python's client with a time limit on every call, exact decimals, and failures we know.

Answers are read as plain JSON, not as plaid-python's models: those turn money into floats and fail on a new field's
absence or a null.
"""

import json
import logging
import os
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from backend.infra.addresses import is_https_or_loopback
from backend.sync.provider import ProviderFailure
from backend.sync.providers.plaid.failures import failure_of

Json = dict[str, Any]
_HOSTS = {"sandbox": "https://sandbox.plaid.com", "production": "https://production.plaid.com"}
_VERSION = "2020-09-14"
_CONNECT_SECONDS = 5
READ_SECONDS = 60
_LARGEST_BYTES = 50_000_000
_log = logging.getLogger(__name__)

_NO_KEYS = "Plaid needs keys of your own. Enter the client ID and the secret in Settings."
_OFFLINE = "Plaid could not be reached. Check the internet connection; nothing was changed."
_NOT_JSON = "The answer did not come from Plaid. A login page of the network may be in the way; nothing was changed."


@dataclass(frozen=True, slots=True)
class Keys:
    """The person's own keys. Never logged, never shown."""

    host: str
    client_id: str
    secret: str

    @classmethod
    def from_environment(cls) -> "Keys":
        """Read PLAID_CLIENT_ID, PLAID_ENV, the secret of that environment, and PLAID_BASE_URL.

        Raises ProviderFailure if a key is missing or PLAID_BASE_URL is neither https nor on this computer.
        """
        name = os.environ.get("PLAID_ENV") or "sandbox"
        is_sandbox = name == "sandbox"
        client_id = os.environ.get("PLAID_CLIENT_ID", "")
        secret = os.environ.get("PLAID_SECRET" if is_sandbox else "PLAID_PRODUCTION_SECRET", "")
        if not is_sandbox:
            # People who keep one secret in their environment call it PLAID_SECRET.
            secret = secret or os.environ.get("PLAID_SECRET", "")
        if not client_id or not secret:
            raise ProviderFailure("keys", "NO_KEYS", _NO_KEYS)
        host = os.environ.get("PLAID_BASE_URL", "").rstrip("/") or _HOSTS["sandbox" if is_sandbox else "production"]
        if not is_https_or_loopback(host):
            payload = "PLAID_BASE_URL must begin with https://, or with http:// and an address of this computer."
            raise ProviderFailure("keys", "BAD_BASE_URL", payload)
        return cls(host, client_id, secret)


class PlaidClient:
    """Calls Plaid's endpoints by their paths. One client belongs to one thread."""

    def __init__(self, keys: Keys, *, read_seconds: float = READ_SECONDS) -> None:
        self._keys = keys
        self._read_seconds = read_seconds

    def call(self, path: str, body: Json) -> Json:
        """Return the JSON that Plaid answers. Raises ProviderFailure."""
        import plaid
        from urllib3.exceptions import HTTPError

        try:
            self._client.call_api(
                path,
                "POST",
                header_params={"Content-Type": "application/json", "Accept": "application/json"},
                body=body,
                auth_settings=["clientId", "plaidVersion", "secret"],
                _request_timeout=(_CONNECT_SECONDS, self._read_seconds),
            )
            answer = self._client.last_response.data
        except plaid.ApiException as error:
            _log.info("plaid answered %s with HTTP %s", path, error.status)
            raise failure_of(error.status, error.body) from None
        except (HTTPError, OSError, ValueError) as error:
            _log.info("plaid gave no answer to %s: %s", path, type(error).__name__)
            raise ProviderFailure("offline", type(error).__name__.upper(), _OFFLINE) from None
        return _read(answer)

    @cached_property
    def _client(self) -> Any:
        import plaid

        keys = {"clientId": self._keys.client_id, "secret": self._keys.secret, "plaidVersion": _VERSION}
        client = plaid.ApiClient(plaid.Configuration(host=self._keys.host, api_key=keys))
        # urllib3 would try again three times and follow redirects; when to try again is decided here.
        client.rest_client.pool_manager.connection_pool_kw["retries"] = False
        return client


def _read(answer: bytes) -> Json:
    try:
        if len(answer) > _LARGEST_BYTES:
            raise ValueError("too long")
        found = json.loads(answer, parse_float=Decimal)
    except ValueError:
        raise ProviderFailure("offline", "NOT_JSON", _NOT_JSON) from None
    if not isinstance(found, dict):
        raise ProviderFailure("offline", "NOT_JSON", _NOT_JSON)
    return found
