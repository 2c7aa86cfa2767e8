"""Fixtures of the desktop tests: `shell`, shared by those that leave it as it was, and `new_shell`."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desktop.shell import Shell, screen

NewShell = Callable[..., Shell]


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    with screen() as name:
        yield name


@pytest.fixture(scope="session")
def shared(display: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    shell = Shell(tmp_path_factory.mktemp("shell"), display, {})
    shell.start()
    yield shell
    shell.end()


@pytest.fixture
def shell(shared: Shell) -> Shell:
    """A desktop app that shows its first page."""
    shared.run("location.assign('/')")
    shared.wait_until(lambda: shared.is_up() and bool(shared.run("location.pathname === '/'")))
    return shared


@pytest.fixture
def new_shell(display: str, tmp_path: Path) -> Iterator[NewShell]:
    """Makes a desktop app with a folder of its own, not yet started; it ends with the test."""
    with ExitStack() as stack:

        def made(**settings: str) -> Shell:
            shell = Shell(tmp_path / "shell", display, settings)
            stack.callback(shell.end)
            return shell

        yield made
