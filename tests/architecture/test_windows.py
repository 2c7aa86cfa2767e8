"""The tests of backend/ can be imported on Windows: nothing that they import wants a module of Unix at once."""

import ast
from collections.abc import Iterator
from pathlib import Path

from build_scripts.paths import ROOT

UNIX_ONLY = {"fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"}


def imported_at_once(tree: ast.Module) -> Iterator[str]:
    """Yield the modules that are imported wherever the file is; not those inside a function or `if os.name`."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wanted_modules(start: list[Path]) -> Iterator[str]:
    """Yield "file: module" for each module of Unix that these files, and our own files that they import, want."""
    todo, seen = list(start), set(start)
    while todo:
        path = todo.pop()
        for name in imported_at_once(ast.parse(path.read_text("utf-8"))):
            if name.partition(".")[0] in UNIX_ONLY:
                yield f"{path.relative_to(ROOT).as_posix()}: {name}"
            for found in (ROOT / f"{name.replace('.', '/')}.py", ROOT / name.replace(".", "/") / "__init__.py"):
                if found.is_file() and found not in seen:
                    seen.add(found)
                    todo.append(found)


def test_the_tests_of_the_backend_import_nothing_that_only_unix_has() -> None:
    start = [ROOT / "tests" / "conftest.py", *(ROOT / "tests" / "backend").rglob("*.py")]
    assert list(wanted_modules(start)) == []


def test_a_module_of_unix_is_seen() -> None:
    tree = ast.parse("import os\nimport resource\nif os.name == 'posix':\n    import pwd\ndef f():\n    import fcntl\n")
    assert UNIX_ONLY & set(imported_at_once(tree)) == {"resource"}
