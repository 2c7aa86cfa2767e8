"""Every provider there is."""

from collections.abc import Callable, Mapping

from backend.sync.errors import NoSuchProvider
from backend.sync.provider import Provider
from backend.sync.providers.plaid.provider import PlaidProvider
from backend.sync.providers.simplefin.provider import SimpleFinProvider

PROVIDERS: Mapping[str, Callable[[], Provider]] = {
    "plaid": PlaidProvider,
    "simplefin": SimpleFinProvider,
}


def provider(name: str) -> Provider:
    """Return the provider with this name. Raises NoSuchProvider."""
    if name not in PROVIDERS:
        raise NoSuchProvider(name)
    return PROVIDERS[name]()
