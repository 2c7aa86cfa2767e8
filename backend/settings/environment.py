"""The process environment: libraries look for keys there, so stored settings are laid over what came from outside.

What stood there before is kept, so that a cleared setting shows the outside again, and nothing of ours remains.
The environment belongs to the whole process; so does this memory of it.
"""

import os

_outside: dict[str, str | None] = {}


def lay(values: dict[str, str]) -> None:
    """Put `values` over the environment, instead of all that was put there before."""
    for name in list(_outside):
        _take_back(name)
    for name, value in values.items():
        _outside[name] = os.environ.get(name)
        os.environ[name] = value


def from_outside(name: str) -> str | None:
    """Return what the environment said before we put anything over it."""
    return _outside[name] if name in _outside else os.environ.get(name)


def _take_back(name: str) -> None:
    before = _outside.pop(name)
    if before is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = before
