"""The invented household inside a running app: an account, and what its person taught the app."""

from collections.abc import Sequence
from pathlib import Path

from build_scripts.benchmarks.server import Server
from build_scripts.benchmarks.statements import KNOWN_MERCHANTS, merchants
from build_scripts.shell import Stop

# Confirmed so often that nobody is asked any more.
_CONFIRMED = 100
# A household spends in some two dozen categories; which ones does not matter.
_CATEGORIES = 24


def settle(server: Server) -> int:
    """Make the account and the mappings; return the id of the account."""
    account = server.post(
        "/api/accounts", {"name": "Everyday", "account_type": "checking", "currency": "USD", "institution": None}
    )
    keys = [each["short_desc"] for each in _leaves(server.get("/api/categories"))][:_CATEGORIES]
    for place, name in enumerate(merchants()[:KNOWN_MERCHANTS]):
        mapping = {"merchant_pattern": name, "category_short_desc": keys[place % len(keys)], "confidence": _CONFIRMED}
        server.post("/api/merchant-mappings", mapping)
    return int(account["id"])


def take_in(server: Server, files: Sequence[Path], account_id: int, *, expected: int) -> None:
    """Import the files one after the other. Raises Stop if not exactly `expected` rows are new."""
    added = sum(server.import_file(path, account_id)["imported"] for path in files)
    if added != expected:
        raise Stop(f"{added} rows were imported and not {expected}; a figure of wrong work says nothing.")


def _leaves(categories: list[dict[str, object]]) -> list[dict[str, object]]:
    return [each for each in categories if each["parent_id"] is not None and each["kind"] == "expense"]
