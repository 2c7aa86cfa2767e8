"""The source of the backend as trees, for tests that read code."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from build_scripts.paths import ROOT

BACKEND = ROOT / "backend"


@dataclass(frozen=True)
class Source:
    """One file of the backend; `name` is its path from the root, with slashes."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.name)


@cache
def backend_sources() -> tuple[Source, ...]:
    return tuple(sources_below(BACKEND))


def sources_below(folder: Path) -> Iterator[Source]:
    for file in sorted(folder.rglob("*.py")):
        yield Source(name=file.relative_to(ROOT).as_posix(), text=file.read_text(encoding="utf-8"))
