"""Turn transactions into numbers for the local model: text, merchant type, amount, account and day.

Each feature is hashed to one of `DIMENSIONS` columns with a sign, so that no vocabulary has to be kept ("feature
hashing", Weinberger et al., 2009). The groups of features have fixed total weights, whatever the length of the text.
"""

import math
import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backend.categorization.brands.lookup import merchant_type, type_words
from backend.kit.text import merchant_key, words

DIMENSIONS = 4_096
_PIECE_SIZES = (3, 4, 5)
# Found by trying values on the invented histories of `make eval`; the figures change little around them.
_WORDS, _PIECES, _TYPES, _KEY, _FIRST_WORD, _CONTEXT = 0.5, 0.5, 0.5, 0.2, 0.2, 0.175
_LONG_NUMBER = re.compile(r"\d{3,}")

Floats = NDArray[np.float32]
Feature = tuple[object, ...]


class Example(NamedTuple):
    """What the model may see of a transaction; made by `of`. `key` is that of its merchant."""

    text: str
    key: str
    amount_minor: int
    on: date | None
    account: str

    @classmethod
    def of(cls, text: str, amount_minor: int = 0, on: date | None = None, account: str = "") -> "Example":
        """Return an example; `amount_minor` is positive for money out. No amount and no day: a bare text."""
        # Texts that differ in their order or card numbers only are one.
        text = _LONG_NUMBER.sub("000", text)
        return cls(text, merchant_key(text), amount_minor, on, account)

    @property
    def merchant(self) -> tuple[str, bool]:
        """The merchant's key and whether money went out: what the memory and the training count by."""
        return self.key, self.amount_minor > 0


class _Text(NamedTuple):
    type: str | None
    columns: NDArray[np.intp]
    weights: Floats


def dense(examples: Sequence[Example], country: str | None) -> Floats:
    """Return the features of the examples, shape (examples, DIMENSIONS)."""
    matrix = np.zeros((len(examples), DIMENSIONS), np.float32)
    for row, example in zip(matrix, examples, strict=True):
        text = _text_features(example.text, country)
        np.add.at(row, text.columns, text.weights)
        for feature in _context(example, text):
            column, sign = _column(feature)
            row[column] += sign * _CONTEXT
    return matrix


class Scorer:
    """Multiplies examples with `weights` (DIMENSIONS × categories) without building their matrix.

    The scores of a text and of a context feature are kept, since most rows share them with others.
    """

    def __init__(self, weights: Floats, country: str | None) -> None:
        self._weights = weights
        self._country = country
        self._texts: dict[str, Floats] = {}
        self._contexts: dict[Feature, int] = {}
        self._context_scores: list[Floats] = [np.zeros(weights.shape[1], np.float32)]

    def scores(self, examples: Sequence[Example]) -> Floats:
        """Return the score of each category, shape (examples, categories)."""
        result = np.empty((len(examples), self._weights.shape[1]), np.float32)
        contexts = np.zeros((len(examples), _MOST_CONTEXTS), np.intp)
        for place, example in enumerate(examples):
            text = _text_features(example.text, self._country)
            scores = self._texts.get(example.text)
            if scores is None:
                scores = self._texts[example.text] = text.weights @ self._weights[text.columns]
            result[place] = scores
            for nth, feature in enumerate(_context(example, text)):
                contexts[place, nth] = self._context(feature)
        table = np.array(self._context_scores)
        for nth in range(_MOST_CONTEXTS):
            result += table[contexts[:, nth]]
        return result

    def _context(self, feature: Feature) -> int:
        place = self._contexts.get(feature)
        if place is None:
            place = self._contexts[feature] = len(self._context_scores)
            column, sign = _column(feature)
            self._context_scores.append(self._weights[column] * np.float32(sign * _CONTEXT))
        return place


def telling_words(text: str, weights: Floats, category: int) -> list[str]:
    """Return up to two words of the merchant's name that weigh most for the category (a column of `weights`)."""
    scored: list[tuple[float, str]] = []
    for word in dict.fromkeys(_plain_words(merchant_key(text))):
        column, sign = _column(("word", word))
        scored.append((sign * float(weights[column, category]), word))
    return [word for score, word in sorted(scored, reverse=True)[:2] if score > 0]


def _plain_words(text: str) -> list[str]:
    return [word for word in words(text) if not any(character.isdigit() for character in word)]


@lru_cache(32_768)
def _text_features(text: str, country: str | None) -> _Text:
    key = merchant_key(text)
    plain = _plain_words(text)
    kind = merchant_type(text, country)
    types: list[Feature] = [("type", word.name) for word in type_words(text)]
    if kind:
        types.append(("type", kind.name))
        if kind.is_brand:
            types.append(("brand type", kind.name))
    groups: tuple[tuple[float, list[Feature]], ...] = (
        (
            _WORDS,
            [("word", word) for word in plain] + [("pair", *pair) for pair in pairwise(plain)],
        ),
        (_PIECES, [("piece", piece) for piece in _pieces(key)]),
        (_TYPES, types),
        (_KEY, [("key", key)]),
        (_FIRST_WORD, [("first word", key.split(" ", 1)[0])]),
    )
    columns: list[int] = []
    weights: list[float] = []
    for total, features in groups:
        distinct = dict.fromkeys(features)
        for feature in distinct:
            column, sign = _column(feature)
            columns.append(column)
            weights.append(sign * total / math.sqrt(len(distinct)))
    return _Text(kind.name if kind else None, np.array(columns, np.intp), np.array(weights, np.float32))


def _pieces(key: str) -> Iterator[str]:
    padded = f" {key} "
    for size in _PIECE_SIZES:
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]


_MOST_CONTEXTS = 12


def _context(example: Example, text: _Text) -> Iterator[Feature]:
    """Yield at most _MOST_CONTEXTS features of amount, account and day, alone and together with the merchant."""
    amount = abs(example.amount_minor)
    way = "out" if example.amount_minor > 0 else "in" if amount else ""
    if amount:
        size = amount.bit_length()
        yield "way", way
        yield "way of merchant", way, example.key
        yield "amount of merchant", example.key, amount
        yield "size", way, round(math.log2(amount) * 1.5)
        yield "round", way, amount % 1000 == 0, amount % 100 == 0
        if text.type:
            yield "way of type", way, text.type
            yield "size of type", text.type, size
    if example.account:
        yield "account", example.account, way
    if example.on:
        yield "third of month", way, min(example.on.day // 11, 2)
        yield "weekend", example.on.weekday() > 4


@lru_cache(262_144)
def _column(feature: Feature) -> tuple[int, float]:
    hashed = zlib.crc32("\0".join(map(str, feature)).encode())
    return (hashed >> 1) % DIMENSIONS, 1.0 if hashed & 1 else -1.0
