"""`make installer`: the installers of the desktop app for this system, in electron/release.

Electron itself and the tools of the packer are fetched the first time. Each system builds its own.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from build_scripts import electron, freeze, frontend
from build_scripts.paths import ELECTRON
from build_scripts.shell import run, say

SETTINGS = ELECTRON / "electron-builder.yml"


def main(arguments: Sequence[str]) -> int:
    freeze.ensure_frozen()
    electron.ensure_built(is_test=False)
    pack(SETTINGS, *arguments)
    say(f"the installers are in {ELECTRON.name}/release")
    return 0


def pack(settings: Path, *words: str, env: Mapping[str, str] | None = None) -> None:
    """Pack the built shell and the frozen backend as `settings` say; `words` go to electron-builder."""
    electron.ensure_packages()
    run(frontend.npm(), "run", "--silent", "pack", "--", "--config", settings, *words, cwd=ELECTRON, env=env)
