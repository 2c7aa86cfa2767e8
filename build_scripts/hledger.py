"""An hledger for the tests of exports: the one that is named, or the one of this machine."""

import os
from pathlib import Path

from build_scripts.shell import Stop, install_debian_packages, is_root_on_debian, program


def ensure_hledger() -> None:
    """Afterwards there is an hledger. Raises Stop where it cannot be had."""
    if found() is None and is_root_on_debian():
        install_debian_packages("hledger")
    if found() is None:
        raise Stop("hledger is missing. Install it (Debian: apt-get install hledger) or set HLEDGER_PATH.")


def found() -> Path | None:
    """The hledger of this machine, or None."""
    named = os.environ.get("HLEDGER_PATH")
    if named:
        if not Path(named).is_file():
            raise Stop(f"HLEDGER_PATH names {named}, and there is no such file.")
        return Path(named)
    installed = program("hledger")
    return Path(installed) if installed else None
