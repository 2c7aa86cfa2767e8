"""The command `db`: versions of the databases."""

from pathlib import Path

import pytest

from backend.__main__ import main
from backend.migrations.runner import HEADS


def test_the_databases_are_made_and_then_are_at_the_newest_version(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["db", "current"]) == 1
    assert f"budget: none (newest {HEADS['budget']})" in capsys.readouterr().out
    assert main(["db", "upgrade"]) == 0
    assert main(["db", "current"]) == 0
    assert f"budget: {HEADS['budget']} (newest {HEADS['budget']})" in capsys.readouterr().out
    assert (home / "investments.db").exists()


def test_the_history_names_every_version_with_what_it_brought(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["db", "history"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"budget {HEADS['budget']}  ")
    assert len(lines) == sum(int(head) for head in HEADS.values())
