"""The installer for Debian, built with the Electron that is at hand, unpacked and started."""

import http.client
import json
import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from build_scripts import electron, installer
from tests.desktop.conftest import NewShell
from tests.desktop.shell import WORDS

STAND_IN = Path(__file__).with_name("fpm_stand_in.py")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the package would put on a computer."""
    folder = tmp_path_factory.mktemp("installer")
    at_hand = electron.for_tests().parent
    settings = {
        "extends": str(installer.SETTINGS),
        "electronDist": str(at_hand),
        "electronVersion": (at_hand / "version").read_text(encoding="utf-8").strip().lstrip("v"),
        "electronFuses": None,  # an old Electron has none
        "directories": {"output": str(folder / "release")},
    }
    (folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    installer.pack(folder / "settings.json", "--linux", "deb", "--x64", env={"CUSTOM_FPM_PATH": str(STAND_IN)})
    (package,) = (folder / "release").glob("*.deb")
    subprocess.run(["dpkg-deb", "-x", package, folder / "installed"], check=True)
    return folder / "installed"


def test_the_desktop_knows_the_app_its_files_and_its_links(installed: Path) -> None:
    entry = (installed / "usr/share/applications/budget-app.desktop").read_text(encoding="utf-8")
    assert "Name=Budget App" in entry
    for kind in ("application/x-ofx", "application/vnd.intu.qfx", "application/qif", "text/csv"):
        assert kind in entry
    assert "x-scheme-handler/budgetapp" in entry
    assert list(installed.glob("usr/share/icons/hicolor/*/apps/budget-app.png"))


def test_what_is_installed_has_no_test_hook(installed: Path) -> None:
    packed = (installed / "opt/Budget App/resources/app.asar").read_bytes()
    assert b"requestSingleInstanceLock" in packed
    assert b"BUDGET_APP_TEST" not in packed


def test_the_installed_app_starts_its_own_backend_and_leaves_nothing(installed: Path, new_shell: NewShell) -> None:
    # It must not follow a stranger's word about which program is its backend.
    shell = new_shell(BUDGET_APP_BACKEND="/bin/false")
    program = installed / "opt/Budget App/budget-app"
    started = subprocess.Popen(
        [program, *WORDS],
        env=shell.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    shell.wait_until(lambda: "backend ready" in shell.log)
    backend = [line for line in shell.processes().values() if " serve " in line]
    assert len(backend) == 1
    assert str(installed) in backend[0]
    assert health(shell.log) == 200
    os.kill(started.pid, signal.SIGTERM)
    assert started.wait(20) == 0
    shell.wait_until_gone()


def health(log: str) -> int:
    found = re.search(r"port (\d+)", log)
    assert found is not None
    connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=10)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status
    finally:
        connection.close()
