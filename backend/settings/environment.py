"""The process environment: libraries look for keys there, so stored settings are laid over what came from outside.

What stood there before is kept, so that a cleared setting shows the outside again, and nothing of ours remains.
The environment belongs to the whole process; so does this memory of it.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_external_values: dict[str, str | None] = {}
_is_shared = False


@contextmanager
def shared() -> Iterator[None]:
    """Let no stored setting into the environment inside the block: on a server it belongs to all users."""
    global _is_shared
    before, _is_shared = _is_shared, True
    try:
        yield
    finally:
        _is_shared = before


def is_shared() -> bool:
    """Say whether the environment belongs to several users."""
    return _is_shared


def apply_settings(values: dict[str, str]) -> None:
    """Put `values` over the environment, instead of all that was put there before."""
    for name in list(_external_values):
        _restore_external(name)
    if _is_shared:
        return
    for name, value in values.items():
        _external_values[name] = os.environ.get(name)
        os.environ[name] = value


def external_value(name: str) -> str | None:
    """Return what the environment said before we put anything over it."""
    return _external_values[name] if name in _external_values else os.environ.get(name)


def child_environment(**values: str) -> dict[str, str]:
    """Return the environment for a child process: as it came from outside, without stored settings and our token.

    A child would pass it on to its own children, and every program of the person can read it.
    """
    ours = dict.fromkeys((*_external_values, "BUDGET_APP_TOKEN"))
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    environment |= {name: value for name, value in _external_values.items() if value is not None}
    return environment | {"PYTHONPATH": os.pathsep.join(sys.path)} | values


def _restore_external(name: str) -> None:
    before = _external_values.pop(name)
    if before is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = before
