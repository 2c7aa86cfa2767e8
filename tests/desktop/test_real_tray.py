"""The icon in a real tray, clicked with a real mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.shell import Shell, screen
from tests.desktop.system_tray import RIGHT, SystemTray, system_tray


@pytest.fixture
def tray() -> Iterator[SystemTray]:
    with screen() as display, system_tray(display) as tray:
        yield tray


@pytest.fixture
def shell(tray: SystemTray, tmp_path: Path) -> Iterator[Shell]:
    """An app whose icon is in the tray and whose window was closed."""
    shell = Shell(tmp_path / "shell", tray.name, {})
    try:
        shell.start()
        shell.wait_until(lambda: tray.place_icons() == 1)
        shell.ask("close")
        shell.wait_until(lambda: not shell.state["isVisible"])
        yield shell
    finally:
        shell.end()


def test_a_click_on_the_icon_brings_the_window_back(shell: Shell, tray: SystemTray) -> None:
    tray.click()
    shell.wait_until(lambda: shell.state["isVisible"])
    shell.wait_until(shell.is_up)


def test_the_last_row_of_its_menu_ends_the_app(shell: Shell, tray: SystemTray) -> None:
    tray.click(button=RIGHT)
    shell.run("new Promise((done) => setTimeout(done, 1000))")
    assert shell.state["backend"]
    tray.press("Up", "Return")
    shell.wait_until_gone()
