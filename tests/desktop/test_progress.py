"""A start that takes long: the first screen says what is done meanwhile, and nobody loses patience."""

from collections.abc import Iterator

from build_scripts.paths import FROZEN_PROGRAM, TEST_RESULTS
from tests.backend.legacy.legacy_app import NEWEST, make
from tests.desktop.conftest import NewShell
from tests.desktop.shell import Shell
from tests.desktop.test_failures import says, stand_in

ROWS = 60_000
# More than a slow start takes, and less than all steps together.
PATIENCE_MS = "12000"
TELL = """echo '{"event": "progress", "message": "Step '$step'…"}'"""


def texts(shell: Shell) -> Iterator[str]:
    """What the first screen says, until the page is there."""
    while not shell.is_up_or_failed():
        yield str(shell.run("document.getElementById('text')?.textContent ?? ''"))


def test_older_data_is_taken_over_before_the_persons_eyes(new_shell: NewShell) -> None:
    shell = new_shell()
    account = {"id": 1, "name": "Checking", "account_type": "checking"}
    rows = [
        {"id": n, "account_id": 1, "date": f"2025-{n % 12 + 1:02}-11", "description": f"SHOP {n}", "amount": n / 100}
        | {"status": "confirmed", "source": "csv_import"}
        for n in range(1, ROWS + 1)
    ]
    make(shell.home / "budget.db", NEWEST, {"accounts": [account], "transactions": rows})
    shell.process = shell.launch()
    shell.wait_until(lambda: "of 60,001 records" in shell.text(), 60)
    shell.picture("desktop-taking-over", TEST_RESULTS)
    seen = list(dict.fromkeys(texts(shell)))
    assert any(text.startswith("Taking over your older data: ") for text in seen)
    assert "Looking whether the new file is whole…" in seen
    assert shell.run("fetch('/api/stats').then((a) => a.json()).then((stats) => stats.total_transactions)") == ROWS


def test_a_backend_that_says_what_it_does_is_waited_for(new_shell: NewShell) -> None:
    shell = new_shell(BUDGET_APP_TEST_SILENT_AT_MOST=PATIENCE_MS)
    steps = f"for step in 1 2 3 4 5; do {TELL}; sleep 2; done"
    shell.environment["BUDGET_APP_BACKEND"] = stand_in(shell.folder / "backend", f'{steps}; exec {FROZEN_PROGRAM} "$@"')
    shell.process = shell.launch()
    shell.wait_until(lambda: shell.text().count("Step 3…") == 1)
    shell.wait_until(shell.is_up)


def test_a_backend_that_says_nothing_more_is_given_up(new_shell: NewShell) -> None:
    shell = new_shell(BUDGET_APP_TEST_SILENT_AT_MOST=PATIENCE_MS)
    silence = f"step=1; {TELL}; exec cat >/dev/null"
    shell.environment["BUDGET_APP_BACKEND"] = stand_in(shell.folder / "backend", silence)
    shell.start()
    says(shell, "did not start in time")
