"""Open the page in the person's browser without showing the launch code to anybody else.

Everybody on the machine can read the command line of a program. So the browser is given a file that only its owner can
read, and the file leads on to the address.
"""

import os
import subprocess
import sys
import webbrowser
from html import escape
from pathlib import Path

from backend.infra.child_processes import own_command
from backend.settings.environment import child_environment

FILE = "open.html"


def start_browser(address: str, folder: Path) -> None:
    """Open `address` in the browser by way of a private file in `folder`, from a process that knows no secret."""
    file = folder / FILE
    # A file that is there already could be open to others.
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as written:
        written.write(f'<!doctype html><meta http-equiv="refresh" content="0; url={escape(address)}">')
    subprocess.Popen([*own_command(), "open-page", str(file)], stdin=subprocess.DEVNULL, env=child_environment())


def open_page(file: Path) -> int:
    """Show `file` in the browser; say which file it is if there is no browser."""
    if webbrowser.open(file.as_uri()):
        return 0
    print(f"No browser could be opened. Open this file in yours within a minute: {file}", file=sys.stderr)
    return 1
