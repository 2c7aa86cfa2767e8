"""What no committed file may hold."""

from pathlib import Path

import pytest

from build_scripts.tidy import REGISTRIES, troubles, troubles_in


def test_committed_files_name_no_registry_and_no_machine() -> None:
    assert troubles() == []


@pytest.mark.parametrize(
    "line",
    [
        f"--index-url https://{REGISTRIES[0]}/simple",
        "see /" + "home/anna/notes.txt",
        '"/' + 'root/.cache"',
        "C:" + r"\Users\anna",
    ],
)
def test_a_registry_or_a_machine_path_would_be_found(line: str) -> None:
    assert len(list(troubles_in("notes.md", f"first\n{line}\n", Path("notes.md")))) == 1


def test_an_address_in_the_lock_would_be_found() -> None:
    lock = '{\n  "resolved": "anything"\n}'
    assert len(list(troubles_in("package-lock.json", lock, Path("package-lock.json")))) == 1


@pytest.mark.parametrize("line", ["the page /accounts/1", "https://example.com/home/start", "~/BudgetApp", "</work>"])
def test_ordinary_text_is_left_alone(line: str) -> None:
    assert list(troubles_in("notes.md", line, Path("notes.md"))) == []
