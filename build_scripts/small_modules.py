"""Modules of the backend too small to be a file of their own: under 40 lines and imported by one module only."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from build_scripts.paths import ROOT

MIN_LINES = 40
# The parts that every domain is made of (docs/architecture.md) are found by their names, whatever their size.
DOMAIN_PARTS = {"__init__", "__main__", "api", "errors", "jobs", "models", "queries", "schemas", "service", "version"}
# Other modules that may stay small, each with its reason.
EXCEPTIONS = {
    "backend.app_info.health": "GET /health is registered by main, apart from the routers of the domains",
    "backend.budgets.summary": "a month at a glance, apart from its lines",
    "backend.categorization.classifier.ridge": "the solver, apart from what is fitted",
    "backend.commands.mcp": "one module per command",
    "backend.commands.reset_data": "one module per command",
    "backend.infra.write_queue": "how requests that write take turns, apart from the order of starting in main",
    "backend.infra.reference_page": "HTML of the API reference, apart from the order of starting in main",
    "backend.legacy.legacy_settings": "one module per table of the older app",
    "backend.legacy.mail_log": "one module per table of the older app",
    "backend.legacy.unmapped": "one module per table of the older app; this one has all others",
    "backend.transactions.hard_delete": "only transactions may delete their rows; an undone import asks for it",
}


def small_modules(root: Path = ROOT) -> list[str]:
    """Return `module (lines, importer)` for each module below `root`/backend that breaks the rule, sorted."""
    modules = {dotted(path.relative_to(root)): path for path in (root / "backend").rglob("*.py")}
    importers: dict[str, set[str]] = defaultdict(set)
    for name, path in modules.items():
        for imported in imports_of(path):
            if imported in modules and imported != name:
                importers[imported].add(name)
    found = []
    for name, path in modules.items():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines < MIN_LINES and len(importers[name]) == 1 and not is_allowed(name, path):
            found.append(f"{name} ({lines} lines, imported by {next(iter(importers[name]))})")
    return sorted(found)


def is_allowed(name: str, path: Path) -> bool:
    return path.stem in DOMAIN_PARTS or "migrations" in path.parts or name in EXCEPTIONS


def dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> Iterator[str]:
    """Yield every module that a file may import, also `a.b` of `from a import b`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
