"""Many patterns against one text, at word boundaries, at a cost that does not grow with the number of patterns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from backend.kit.regular_expressions import MAX_REGEX_TEXT, Expression, compiled
from backend.kit.text import fold, merchant_key, words

T = TypeVar("T")


class Pattern(NamedTuple):
    """A text to look for and how: as whole words anywhere, as the exact merchant, or as a regular expression."""

    text: str
    match: str = "word"


class PatternIndex(Generic[T]):
    """Finds every entry whose pattern occurs in a text.

    Word patterns sit in a dictionary keyed by their words; a text asks for each run of its own words. So 5,000
    patterns cost a text no more than 75. `ATT` does not match SEATTLE, and `76` does not match 1276 MAIN.
    """

    def __init__(self, entries: Iterable[tuple[Pattern, T]]) -> None:
        self._by_words: dict[tuple[str, ...], list[T]] = {}
        self._exact: dict[str, list[T]] = {}
        self._expressions: list[tuple[Expression, T]] = []
        self._first_words: dict[str, int] = {}
        for pattern, entry in entries:
            self._add(pattern, entry)
        # Texts that differ only in long numbers are the same to the book, unless a pattern has such a number itself.
        self.ignores_numbers = not self._expressions and not any(
            _has_long_number(key) for key in [*(" ".join(found) for found in self._by_words), *self._exact]
        )

    def find(self, text: str, *, merchant: str | None = None) -> Iterator[T]:
        """Yield each entry whose pattern occurs in `text`; an entry may come more than once.

        `merchant` is the key of the merchant behind the text, if that is not `merchant_key(text)`.
        """
        key, found = merchant_key(text) if merchant is None else merchant, words(text)
        yield from self._runs(found)
        # The key as well as the text: a learned key has lost the numbers that stand between its words.
        named = tuple(key.split())
        if named != found[: len(named)]:
            yield from self._runs(named)
        yield from self._exact.get(key, ())
        if self._expressions:
            folded = fold(text)[:MAX_REGEX_TEXT]
            yield from (entry for expression, entry in self._expressions if expression.search(folded))

    def _add(self, pattern: Pattern, entry: T) -> None:
        if pattern.match == "regex":
            if expression := compiled(pattern.text):
                self._expressions.append((expression, entry))
        elif pattern.match == "exact":
            # A learned pattern is a key already; the key of a key can be shorter.
            for key in {" ".join(words(pattern.text)), merchant_key(pattern.text)}:
                self._exact.setdefault(key, []).append(entry)
        elif found := words(pattern.text):
            self._by_words.setdefault(found, []).append(entry)
            self._first_words[found[0]] = max(self._first_words.get(found[0], 0), len(found))

    def _runs(self, found: Sequence[str]) -> Iterator[T]:
        for start, word in enumerate(found):
            if word not in self._first_words:
                continue
            for length in range(1, min(self._first_words[word], len(found) - start) + 1):
                yield from self._by_words.get(tuple(found[start : start + length]), ())


def _has_long_number(text: str) -> bool:
    return re.search(r"\d{3}", text) is not None
