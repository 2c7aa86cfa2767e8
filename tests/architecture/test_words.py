"""The words beside the code say what the code does."""

import re

from backend.settings.preferences import PREFERENCES
from build_scripts.__main__ import TARGETS
from build_scripts.paths import ROOT


def test_the_development_page_names_every_target() -> None:
    page = (ROOT / "docs" / "development.md").read_text(encoding="utf-8")
    assert [name for name in TARGETS if f"make {name}`" not in page] == []


def test_every_make_target_is_a_task_and_every_task_a_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    rule = re.search(r"^([a-z -]+):$", makefile, re.MULTILINE)
    phony = re.search(r"^\.PHONY: ([a-z -]+)$", makefile, re.MULTILINE)
    assert rule is not None
    assert phony is not None
    assert set(rule[1].split()) == set(phony[1].split()) == set(TARGETS)


def test_every_task_is_a_file_of_its_own() -> None:
    assert [name for name in TARGETS if not (ROOT / "build_scripts" / f"{name.replace('-', '_')}.py").is_file()] == []


def test_the_page_on_settings_names_each_with_its_variable_and_default() -> None:
    rows = table_rows((ROOT / "docs" / "settings.md").read_text(encoding="utf-8"))
    wanted = {setting.key: (setting.env or "", setting.default or "") for setting in PREFERENCES.values()}
    assert {key: rows.get(key) for key in wanted} == wanted


def table_rows(page: str) -> dict[str, tuple[str, str]]:
    """The second and third cell of each table row, by the first."""
    cells = [[cell.strip(" `") for cell in line.split("|")] for line in page.splitlines() if line.startswith("|")]
    return {row[1]: (row[2], row[3]) for row in cells}
