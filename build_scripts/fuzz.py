"""`make fuzz`: throws damaged statements at the readers until the time is over, and keeps what breaks them.

`make fuzz ARGS="300 ofx qif"` gives each of the named formats (else all) so many seconds. Wants the package atheris,
which not every system has: `pip install atheris` inside .venv. It begins with tests/samples and tests/corpus; a finding
is written to tests/corpus, where a test reads it ever after.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from build_scripts.paths import ROOT
from build_scripts.shell import Stop, say

FORMATS = ("csv", "ofx", "qif", "camt", "mt940", "workbook")
SAMPLES = ROOT / "tests" / "samples"
CORPUS = ROOT / "tests" / "corpus"
_SECONDS = 60
_LARGEST = 20_000


def main(arguments: Sequence[str]) -> int:
    """Fuzz the formats one after the other; return 1 if one of them was broken."""
    seconds = next((word for word in arguments if word.isdigit()), str(_SECONDS))
    wanted = [word for word in arguments if not word.isdigit()] or FORMATS
    if unknown := set(wanted) - set(FORMATS):
        raise Stop(f"These formats are not known: {', '.join(sorted(unknown))}. Known are {', '.join(FORMATS)}.")
    broken = [name for name in wanted if _fuzz(name, seconds)]
    say(f"broken: {', '.join(broken)}" if broken else "nothing broke")
    return 1 if broken else 0


def _fuzz(name: str, seconds: str) -> bool:
    kept = CORPUS / name
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as growing:
        command = [sys.executable, "-m", "build_scripts.fuzz", "--inside", name, growing, str(kept)]
        seeds = [str(folder) for folder in (SAMPLES / name, SAMPLES / "qfx") if folder.is_dir()]
        options = [f"-max_total_time={seconds}", f"-max_len={_LARGEST}", f"-artifact_prefix={kept}/", "-verbosity=0"]
        return subprocess.run([*command, *seeds, *options], cwd=ROOT, env={**os.environ}, check=False).returncode != 0


def _inside(arguments: list[str]) -> None:
    """The process that libFuzzer drives: everything but a clear refusal is a finding."""
    try:
        import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError:
        raise SystemExit("Fuzzing needs the package atheris: pip install atheris") from None
    with atheris.instrument_imports(include=["backend.imports"]):
        from backend.imports.errors import UnreadableFile
        from backend.imports.readers import read

    def one(data: bytes) -> None:
        try:
            read(data, filename="fuzzed", mapping=None, currency="EUR", account_type=None)
        except UnreadableFile:
            return

    atheris.Setup([arguments[0], *arguments[1:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    assert sys.argv[1] == "--inside"
    _inside([sys.argv[0], *(Path(word).as_posix() if not word.startswith("-") else word for word in sys.argv[3:])])
