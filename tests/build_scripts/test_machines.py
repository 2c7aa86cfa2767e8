"""Each kind of machine gets what it needs, or one sentence that says what is missing."""

import sys
from pathlib import Path

import pytest

from build_scripts import __main__ as door
from build_scripts import chromium, environment, frontend, tasks, test
from build_scripts.shell import Stop

Patch = pytest.MonkeyPatch


def test_an_unknown_task_lists_the_tasks(capsys: pytest.CaptureFixture[str]) -> None:
    assert door.main(["everything"]) == 2
    assert "make" not in capsys.readouterr().out


def test_an_old_python_is_named_in_one_sentence(monkeypatch: Patch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert door.main(["run"]) == 2
    assert "needs Python 3.11 or newer, and this is Python 3.9.2" in capsys.readouterr().err


def test_a_known_trouble_is_a_sentence_and_not_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert tasks.perform("test", ["nothing-of-ours"]) == 1
    assert "There is no part nothing-of-ours of the tests" in capsys.readouterr().err


def test_a_python_that_cannot_make_environments_says_what_to_install(monkeypatch: Patch) -> None:
    monkeypatch.setattr(environment, "can_make_environments", lambda: False)
    monkeypatch.setattr(environment, "working_uv", lambda: None)
    monkeypatch.setattr(environment, "is_root_on_debian", lambda: False)
    with pytest.raises(Stop, match=r"apt-get install python3\.\d+-venv"):
        environment.make_environment()


@pytest.mark.parametrize(("version", "sentence"), [(None, "needs Node.js 20"), ("v18.20.4", "and this is v18.20.4")])
def test_a_missing_or_old_node_is_named(monkeypatch: Patch, version: str | None, sentence: str) -> None:
    monkeypatch.setattr(frontend, "answer", lambda *_: version)
    with pytest.raises(Stop, match=sentence):
        frontend.node_version()


def test_a_named_browser_comes_first(monkeypatch: Patch, tmp_path: Path) -> None:
    mine = tmp_path / "my-browser"
    mine.touch()
    monkeypatch.setenv("CHROMIUM_PATH", str(mine))
    assert chromium.found() == mine


def test_a_named_browser_that_is_not_there_is_a_trouble(monkeypatch: Patch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHROMIUM_PATH", str(tmp_path / "nothing"))
    with pytest.raises(Stop, match="there is no such file"):
        chromium.found()


def test_one_failing_part_fails_the_tests(monkeypatch: Patch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(test, "PARTS", {"backend": lambda: True, "page": lambda: False, "journeys": lambda: True})
    assert test.main([]) == 1
    assert "FAILED" in capsys.readouterr().out
    assert test.main(["backend", "journeys"]) == 0
    assert "All passed in 0 s: backend, journeys" in capsys.readouterr().out
