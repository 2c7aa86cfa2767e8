"""What a person does outside the page, with a real mouse and a real keyboard."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from build_scripts import electron
from tests.desktop.hand import RIGHT, Hand
from tests.desktop.shell import WORDS, Shell, screen
from tests.desktop.system_tray import SystemTray, system_tray


@pytest.fixture
def own_screen() -> Iterator[str]:
    """A screen on which nobody else's window lies."""
    with screen() as display:
        yield display


@pytest.fixture
def hand(own_screen: str) -> Iterator[Hand]:
    with closing(Hand(own_screen)) as hand:
        yield hand


@pytest.fixture
def tray(own_screen: str) -> Iterator[SystemTray]:
    with system_tray(own_screen) as tray:
        yield tray


@pytest.fixture
def hidden(own_screen: str, tray: SystemTray, tmp_path: Path) -> Iterator[Shell]:
    """An app whose icon is in the tray and whose window was closed."""
    shell = Shell(tmp_path / "shell", own_screen, {})
    try:
        shell.start()
        shell.wait_until(lambda: tray.place_icons() == 1)
        shell.ask("close")
        shell.wait_until(lambda: not shell.state["isVisible"])
        yield shell
    finally:
        shell.end()


@pytest.fixture
def for_people(own_screen: str, tmp_path: Path) -> Iterator[Shell]:
    """The app as people have it, whose dialogs are the system's own: no test can ask it anything."""
    shell = Shell(tmp_path / "shell", own_screen, {})
    with (shell.folder / "said").open("ab") as said:
        program = [str(electron.for_tests()), str(electron.OUT / "app"), *WORDS]
        shell.process = subprocess.Popen(
            program, env=shell.environment, cwd=shell.folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
    try:
        shell.wait_until(lambda: "backend ready" in shell.log, 60)
        yield shell
    finally:
        shell.end()


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder whose name is quickly typed."""
    folder = Path(tempfile.mkdtemp(prefix="export-"))
    # The hand types small letters only.
    place = folder.rename(folder.with_name(f"export-{time.time_ns()}"))
    yield place
    shutil.rmtree(place)


def test_a_click_on_the_icon_brings_the_window_back(hidden: Shell, tray: SystemTray, hand: Hand) -> None:
    hand.click(tray.middle_of(0))
    hidden.wait_until(lambda: hidden.state["isVisible"])
    hidden.wait_until(hidden.is_up)


def test_the_last_row_of_the_icons_menu_ends_the_app(hidden: Shell, tray: SystemTray, hand: Hand) -> None:
    assert hidden.state["backend"]

    def ended() -> bool:
        hand.press("Escape")
        hand.click(tray.middle_of(0), button=RIGHT)
        # A menu opens when it likes to.
        for key in ("Up", "Return"):
            time.sleep(0.5)
            hand.press(key)
        time.sleep(1)
        return hidden.is_gone()

    hidden.wait_until(ended)
    hidden.wait_until_gone()


def test_an_export_goes_where_the_systems_own_dialog_is_told(for_people: Shell, hand: Hand, short: Path) -> None:
    def exported() -> bool:
        # The page may still be on its way, and then no key reaches it.
        hand.click((700, 500))
        hand.press("Control", "Shift", "e")
        time.sleep(1.5)
        hand.type(f"{short}/mine")
        time.sleep(0.5)
        hand.press("Return")
        time.sleep(1)
        return (short / "mine.json").is_file()

    for_people.wait_until(exported, 60)
    assert "exported as json" in for_people.log
    assert [path.name for path in short.iterdir()] == ["mine.json"]
