"""Styles of the page: which sheets are global, and that no class is dead."""

import re
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).parents[2] / "frontend" / "src"
GLOBAL_SHEETS = ("ui/base.css", "ui/print.css", "ui/tokens.css", "ui/utilities.css")


def classes_of(css: str) -> set[str]:
    """Return the local class names of a CSS module."""
    selectors = re.findall(r"([^{}]+)\{", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    local = (re.sub(r":global\([^)]*\)|\[[^\]]*\]", "", one) for one in selectors if not one.strip().startswith("@"))
    return {name for one in local for name in re.findall(r"\.([A-Za-z_][\w-]*)", one)}


def unused_classes(css: str, sheet: str, components: list[str]) -> Iterator[str]:
    """Yield the classes of `sheet` that no component which imports it names; `styles[name]` may name any."""
    imported = re.compile(rf"import (\w+) from \"[^\"]*/{re.escape(sheet)}\"")
    users = [(found[1], text) for text in components if (found := imported.search(text))]
    if not any(re.search(rf"\b{name}\[", text) for name, text in users):
        named = {one for name, text in users for one in re.findall(rf"\b{name}\.(\w+)", text)}
        yield from sorted(classes_of(css) - named)


def test_only_tokens_elements_utilities_and_paper_are_global_sheets() -> None:
    sheets = {path.relative_to(PAGE).as_posix() for path in PAGE.rglob("*.css")}
    assert {name for name in sheets if not name.endswith(".module.css")} == set(GLOBAL_SHEETS)


def test_every_class_of_a_module_is_used_by_a_component_that_imports_it() -> None:
    components = [path.read_text(encoding="utf-8") for path in PAGE.rglob("*.tsx")]
    sheets = {
        path.relative_to(PAGE).as_posix(): path.read_text(encoding="utf-8") for path in PAGE.rglob("*.module.css")
    }
    dead = {name: list(unused_classes(css, name.rsplit("/", 1)[-1], components)) for name, css in sheets.items()}
    dead = {name: classes for name, classes in dead.items() if classes}
    assert dead == {}


def test_a_class_that_nothing_names_is_found() -> None:
    css = ".row { color: red } .row.old, a:global(.icon) { color: blue }"
    component = 'import styles from "./list.module.css"; <div className={styles.row} />'
    assert list(unused_classes(css, "list.module.css", [component])) == ["old"]
    assert list(unused_classes(css, "other.module.css", [component])) == ["old", "row"]
