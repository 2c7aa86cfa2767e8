"""What the workflows of the hosting service call is there, and what they call of others cannot change under them."""

import re
from pathlib import Path

import pytest

from build_scripts.__main__ import TARGETS
from build_scripts.paths import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.name)
def workflow(request: pytest.FixtureRequest) -> str:
    path: Path = request.param
    return path.read_text(encoding="utf-8")


def test_every_task_is_one_of_ours(workflow: str) -> None:
    assert set(re.findall(r"python -m build_scripts (\w+)", workflow)) <= set(TARGETS)


def test_each_of_three_systems_runs_all_the_tests_that_it_can() -> None:
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert "os: [ubuntu-latest, macos-latest, windows-latest]" in workflow
    assert "- run: python -m build_scripts test\n" in workflow


def test_every_script_is_there(workflow: str) -> None:
    assert [name for name in re.findall(r"node (\S+\.mjs)", workflow) if not (ROOT / name).is_file()] == []


def test_actions_of_others_are_named_by_their_commit(workflow: str) -> None:
    used = re.findall(r"uses: (\S+)( # v\d+\.\d+\.\d+)?", workflow)
    assert used != []
    assert [name for name, version in used if not re.search(r"@[0-9a-f]{40}$", name) or not version] == []


def test_nobody_gets_more_rights_than_needed(workflow: str) -> None:
    assert re.search(r"^permissions:\n  contents: read\n", workflow, re.MULTILINE)
    assert workflow.count("persist-credentials: false") == workflow.count("actions/checkout@")
    # A value that is put into a script before the shell reads it could be a command.
    scripts = re.findall(r"^ +run: (?:\|\n(?:(?: {10,}.*)?\n)+|.*\n)", workflow, re.MULTILINE)
    assert [script for script in scripts if "${{" in script] == []


def test_every_kind_of_installer_gets_to_the_release() -> None:
    settings = (ROOT / "electron" / "electron-builder.yml").read_text(encoding="utf-8")
    targets = {name for found in re.findall(r"target: \[([a-zA-Z, ]+)\]", settings) for name in found.split(", ")}
    workflow = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    endings = {"nsis": "exe"}
    assert targets == {"dmg", "zip", "nsis", "AppImage", "deb"}
    assert [name for name in targets if f"electron/release/*.{endings.get(name, name)}\n" not in workflow] == []
