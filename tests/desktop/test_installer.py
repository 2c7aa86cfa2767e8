"""The installer for Debian, built with the Electron that is at hand, unpacked and started."""

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from build_scripts import electron, installer
from build_scripts.paths import ELECTRON
from tests.desktop.conftest import NewShell
from tests.desktop.shell import WORDS

# The Electron at hand is older than fuses. With an unset wire of eight at its end it can be treated as a newer one;
# it does not read it. See the constants of @electron/fuses.
FUSE_WIRE = b"dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX" + bytes((1, 8)) + b"1" * 8
STAND_IN = Path(__file__).with_name("fpm_stand_in.py")


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the packer has worked."""
    folder = tmp_path_factory.mktemp("installer")
    at_hand = folder / "electron"
    shutil.copytree(electron.for_tests().parent, at_hand)
    with (at_hand / "electron").open("ab") as program:
        program.write(FUSE_WIRE)
    settings = {
        "extends": str(installer.SETTINGS),
        "electronDist": str(at_hand),
        "electronVersion": (at_hand / "version").read_text(encoding="utf-8").strip().lstrip("v"),
        "directories": {"output": str(folder / "release")},
    }
    (folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    installer.pack(folder / "settings.json", "--linux", "deb", "--x64", env={"CUSTOM_FPM_PATH": str(STAND_IN)})
    return folder


@pytest.fixture(scope="module")
def installed(packed: Path) -> Path:
    """A folder that holds what the package would put on a computer."""
    (package,) = (packed / "release").glob("*.deb")
    subprocess.run(["dpkg-deb", "-x", package, packed / "installed"], check=True)
    return packed / "installed"


def test_the_desktop_knows_the_app_its_files_and_its_links(installed: Path) -> None:
    entry = (installed / "usr/share/applications/budget-app.desktop").read_text(encoding="utf-8")
    assert "Name=Budget App" in entry
    for kind in ("application/x-ofx", "application/vnd.intu.qfx", "application/qif", "text/csv"):
        assert kind in entry
    assert "x-scheme-handler/budgetapp" in entry
    assert list(installed.glob("usr/share/icons/hicolor/*/apps/budget-app.png"))


def test_the_fuses_of_what_is_packed_are_as_wanted(packed: Path, installed: Path) -> None:
    assert fuses(packed / "release").returncode == 0
    wire = (installed / "opt/Budget App/budget-app").read_bytes()[-8:]
    # Run as node, cookies, NODE_OPTIONS, inspect, integrity, only the archive, (snapshot), files.
    assert wire[:6] + wire[7:] == b"0100110"


def test_a_fuse_that_is_not_as_wanted_is_found(tmp_path: Path) -> None:
    program = tmp_path / "linux-unpacked" / "budget-app"
    program.parent.mkdir()
    program.write_bytes(b"a program" + FUSE_WIRE)
    done = fuses(tmp_path)
    assert done.returncode != 0
    assert "the fuse RunAsNode is not off" in done.stderr
    assert fuses(tmp_path / "nothing").returncode != 0


def fuses(folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["node", ELECTRON / "fuses.mjs", folder], capture_output=True, encoding="utf-8")


def test_the_package_says_who_made_it_and_names_nobody_elses_address(packed: Path) -> None:
    (package,) = (packed / "release").glob("*.deb")
    told = subprocess.run(["dpkg-deb", "-f", package], capture_output=True, encoding="utf-8", check=True).stdout
    assert "Maintainer: Budget App contributors <nobody@budget-app.invalid>" in told
    addresses = re.findall(r"https?://([^/\s]+)|@([^>\s]+)", told)
    assert {name for pair in addresses for name in pair if name} == {"budget-app.invalid"}


def test_what_is_installed_can_look_for_newer_versions_and_names_whose_work_that_is(installed: Path) -> None:
    packed = (installed / "opt/Budget App/resources/app.asar").read_bytes()
    assert b"checkForUpdates" in packed
    # Bundled, and not there a second time.
    assert b'"node_modules"' not in packed[:100_000]
    assert b"licences.txt" in packed
    assert b"Copyright (c) 2015 Loopline Systems" in packed


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
    # A package of the system is brought up to date by the system.
    shell.wait_until(lambda: "newer versions are not looked for" in shell.log)
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
