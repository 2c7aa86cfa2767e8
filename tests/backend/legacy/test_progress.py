"""What a person hears while older data is taken over: every step, and how many rows have come by."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from backend.bootstrap import open_data
from backend.infra.config import Config
from tests.backend.legacy.legacy_app import INVESTMENTS, NEWEST, make
from tests.e2e.server import environment
from tests.processes import PATIENCE_SECONDS

ROWS = 12_000
WORDS = [
    "Data of an older version was found. Making a copy of it first…",
    "Taking over your older data: 5,000 of 12,001 records…",
    "Taking over your older data: 10,000 of 12,001 records…",
    "Adding up your months…",
    "Comparing every month with the older data…",
    "Looking whether the new file is whole…",
]


@pytest.fixture
def older(home: Path) -> Path:
    rows = [
        {"id": n, "account_id": 1, "date": "2025-03-11", "description": f"SHOP {n}", "amount": n / 100}
        for n in range(1, ROWS + 1)
    ]
    make(home / "budget.db", NEWEST, {"accounts": [{"id": 1, "name": "Checking"}], "transactions": rows})
    return home


def once(words: list[str]) -> list[str]:
    """What is told again only says that it still goes on."""
    return list(dict.fromkeys(words))


def served(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """What a server says that is told to end as soon as it has started."""
    command = [sys.executable, "-m", "backend", "serve", "--port", "0", *arguments]
    with subprocess.Popen(
        command,
        env=environment(home, {}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        output = ""
        for line in process.stdout:
            output += line
            if '"ready"' in line:
                process.terminate()
        errors = process.communicate(timeout=PATIENCE_SECONDS)[1]
    return subprocess.CompletedProcess(command, process.returncode, output, errors)


def test_every_step_is_told(older: Path) -> None:
    make(older / "investments.db", INVESTMENTS, {"securities": [{"id": 1, "name": "Total Market"}]})
    heard: list[str] = []
    with open_data(Config(home=older), on_progress=heard.append):
        pass
    assert once(heard[: heard.index(WORDS[-1]) + 1]) == WORDS
    # Then comes the other file.
    assert heard.count(WORDS[0]) == 2


def test_a_shell_reads_the_steps_before_the_line_that_says_ready(older: Path) -> None:
    done = served(older, "--talk")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert once([each["message"] for each in told if each["event"] == "progress"]) == WORDS
    assert [each["event"] for each in told][-1] == "ready"
    assert done.stderr == ""


def test_a_terminal_shows_each_step_once(older: Path) -> None:
    done = served(older)
    assert done.stderr.splitlines() == WORDS
    assert json.loads(done.stdout)["event"] == "ready"


def test_a_start_over_our_own_data_says_nothing(home: Path) -> None:
    heard: list[str] = []
    for _start in range(2):
        with open_data(Config(home=home), on_progress=heard.append):
            pass
    assert heard == []


def test_a_command_that_comes_first_tells_the_steps_beside_its_output(older: Path) -> None:
    command = [sys.executable, "-m", "backend", "export", "--format", "csv"]
    done = subprocess.run(command, env=environment(older, {}), capture_output=True, encoding="utf-8", check=True)
    assert done.stderr.splitlines() == WORDS
    assert len(done.stdout.splitlines()) == 1 + ROWS
