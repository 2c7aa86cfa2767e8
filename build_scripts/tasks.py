"""Calls one task by its name and turns what went wrong into one sentence and an exit code."""

import importlib
import subprocess
import sys
from collections.abc import Sequence

from build_scripts.shell import Stop


def perform(name: str, arguments: Sequence[str]) -> int:
    """Run `build_scripts/<name>.py`. Returns its exit code; a known trouble is a sentence, not a traceback."""
    task = importlib.import_module(f"build_scripts.{name.replace('-', '_')}")
    try:
        return int(task.main(list(arguments)) or 0)
    except Stop as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failed:
        print(f"\nThis command failed ({failed.returncode}): {' '.join(failed.cmd)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
