"""Styles of the page: which sheets are global, and that no class is dead."""

import re
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).parents[2] / "frontend" / "src"
GLOBAL_SHEETS = ("ui/base.css", "ui/tokens.css", "ui/utilities.css")


def classes_of(css: str) -> set[str]:
    """Return the local class names of a CSS module."""
    selectors = re.findall(r"([^{}]+)\{", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    local = (re.sub(r":global\([^)]*\)|\[[^\]]*\]", "", one) for one in selectors if not one.strip().startswith("@"))
    return {name for one in local for name in re.findall(r"\.([A-Za-z_][\w-]*)", one)}


def unused_classes(css: str, users: list[str]) -> Iterator[str]:
    """Yield the classes that no importing component names; `styles[name]` may name any."""
    if not any(re.search(r"\b\w*[sS]tyles\[", user) for user in users):
        yield from sorted(name for name in classes_of(css) if not any(f"tyles.{name}" in user for user in users))


def test_only_tokens_elements_and_utilities_are_global_sheets() -> None:
    sheets = {path.relative_to(PAGE).as_posix() for path in PAGE.rglob("*.css")}
    assert {name for name in sheets if not name.endswith(".module.css")} == set(GLOBAL_SHEETS)


def test_every_class_of_a_module_is_used_by_a_component_that_imports_it() -> None:
    components = [path.read_text(encoding="utf-8") for path in PAGE.rglob("*.tsx")]
    dead = {
        sheet.relative_to(PAGE).as_posix(): names
        for sheet in PAGE.rglob("*.module.css")
        if (
            names := list(
                unused_classes(
                    sheet.read_text(encoding="utf-8"), [one for one in components if f"/{sheet.name}" in one]
                )
            )
        )
    }
    assert dead == {}


def test_a_class_that_nothing_names_is_found() -> None:
    css = ".row { color: red } .row.old, a:global(.icon) { color: blue }"
    assert list(unused_classes(css, ["<div className={styles.row} />"])) == ["old"]
