"""The library: items to learn from, kept as data files in library/. Pure but for reading those files once."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from backend.education.kinds import ItemType, Source
from backend.signals.kinds import Persona, SignalKey, Tag

_LIBRARY = Path(__file__).resolve().parent / "library"
_PLACEHOLDER = re.compile(r"\{([a-z_.0-9]+)\}")


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `because` are sentences with signals in braces; the first one whose signals are known is shown.

    A video or tool has a `link` to a public page; a calculator names the one it opens.
    """

    id: str
    type: ItemType
    title: str
    summary: str
    body: str
    minutes: int
    personas: tuple[Persona, ...]
    signals: tuple[Tag, ...]
    because: tuple[str, ...]
    source: Source
    created_on: date
    link: str | None = None
    calculator: str | None = None


@cache
def library() -> Mapping[str, Item]:
    """Return every item by id, in the order of the files."""
    found: dict[str, Item] = {}
    for file in sorted(_LIBRARY.glob("*.toml")):
        with file.open("rb") as opened:
            for fields in tomllib.load(opened)["items"]:
                item = _item(fields)
                assert item.id not in found, f"two items are called {item.id}"
                found[item.id] = item
    return found


def signals_in(sentence: str) -> list[SignalKey]:
    """Return the signals that a sentence refers to."""
    return _PLACEHOLDER.findall(sentence)


def _item(fields: dict[str, Any]) -> Item:
    listed = {name: tuple(fields.pop(name)) for name in ("personas", "signals", "because")}
    return Item(**{**fields, **listed, "body": fields["body"].strip()})
