"""Regular expressions that a person wrote, run in time proportional to the text.

RE2 never backtracks; with Python's re, (a|aa)+! never ends on 40 letters.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Protocol

import re2

MAX_REGEX_LENGTH = 100
MAX_REGEX_TEXT = 200
_MAX_REGEX_BYTES = 1 << 20
_REMEMBERED = 64
# What means something else inside of a longer text: its two ends, any byte, and flags.
_NEEDS_OWN_TEXT = re.compile(r"\\[AzC]|\(\?[^:]")


class Expression(Protocol):
    """A compiled regular expression."""

    def search(self, text: str) -> object | None: ...


@lru_cache(_REMEMBERED)
def compiled(expression: str) -> Expression | None:
    """Return the expression compiled for folded texts, or None if it does not compile or is too long."""
    if len(expression) > MAX_REGEX_LENGTH:
        return None
    try:
        return re2.compile(expression, _options())  # type: ignore[no-any-return]
    except re2.error:
        return None


def search_each(expression: str, texts: Sequence[str]) -> list[bool]:
    """Return for each of the texts, which have no line breaks, whether the expression occurs in it.

    All are searched as the lines of one text: a call for each would take five times as long.
    """
    single = compiled(expression)
    if single is None or not texts:
        return [False] * len(texts)
    texts = [text[:MAX_REGEX_TEXT] for text in texts]
    if _NEEDS_OWN_TEXT.search(expression):
        return [single.search(text) is not None for text in texts]
    options = _options()
    options.never_nl = True
    lines = [text.encode() for text in texts]
    ends = list(accumulate(len(line) + 1 for line in lines))
    occurs = [False] * len(texts)
    # After an occurrence the rest of its line is passed over. An empty one past the last line is none.
    for match in re2.compile(f"(?m)(?:{expression}).*", options).finditer(b"\n".join(lines)):
        occurs[min(bisect_right(ends, match.start()), len(texts) - 1)] = True
    return occurs


def _options() -> re2.Options:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = _MAX_REGEX_BYTES
    return options
