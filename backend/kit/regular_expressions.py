"""Regular expressions that a person wrote, run in time proportional to the text.

RE2 never backtracks; with Python's re, (a|aa)+! never ends on 40 letters.
"""

from typing import Protocol

import re2

MAX_REGEX_LENGTH = 100
MAX_REGEX_TEXT = 200
_MAX_REGEX_BYTES = 1 << 20


class Expression(Protocol):
    """A compiled regular expression."""

    def search(self, text: str) -> object | None: ...


def compiled(expression: str) -> Expression | None:
    """Return the expression compiled for folded texts, or None if it does not compile or is too long."""
    if len(expression) > MAX_REGEX_LENGTH:
        return None
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = _MAX_REGEX_BYTES
    try:
        return re2.compile(expression, options)  # type: ignore[no-any-return]
    except re2.error:
        return None
