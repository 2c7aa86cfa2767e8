"""`make lock`: requirements/*.txt pinned anew from requirements/*.in, with hashes and without addresses."""

from collections.abc import Sequence

from build_scripts.environment import working_uv
from build_scripts.paths import REQUIREMENTS
from build_scripts.shell import Stop, run, say

COMMAND = "python -m build_scripts lock"


def main(arguments: Sequence[str]) -> int:
    """Pin what is asked for; what is pinned already stays unless `--upgrade` is among the arguments."""
    uv = working_uv()
    if uv is None:
        raise Stop("Pinning the packages needs uv. Install it and try again.")
    for name in ("runtime", "dev", "eval", "server"):
        pin(uv, name, arguments)
        say(f"requirements/{name}.txt is pinned")
    return 0


def pin(uv: str, name: str, arguments: Sequence[str]) -> None:
    rules = ("--universal", "--generate-hashes", "--no-emit-index-url", "--no-python-downloads", "--quiet")
    target = ("--python-version", "3.11", "--custom-compile-command", COMMAND)
    run(uv, "pip", "compile", *rules, *target, f"{name}.in", "-o", f"{name}.txt", *arguments, cwd=REQUIREMENTS)
