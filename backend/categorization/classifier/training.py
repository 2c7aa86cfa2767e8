"""Train the local model by replaying the past: predict each transaction as it would have been predicted then, compare
with what the person decided, learn, go on. So the model knows how often it would have been right."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from backend.categorization.classifier import sureness
from backend.categorization.classifier.classifier import Categories, Classifier, keys
from backend.categorization.classifier.features import DIMENSIONS, Example, Floats, dense
from backend.categorization.classifier.memory import Memory
from backend.categorization.classifier.ridge import GrowingFit
from backend.categorization.classifier.sureness import Doubles

TARGET = 0.98
# At most so many merchants of a category are compared with each other, the most recently used ones.
_MOST_MERCHANTS = 2_500
# In training the weights are fitted whenever the past has grown by this factor.
_FIRST_FIT = 20
_GROWTH = 1.4
# A person imports and reviews about so many transactions in one go.
_BATCH = 50
# So many of the newest predictions decide about the cut-off.
_JUDGED = 4_000


class Judged(NamedTuple):
    """One prediction of the replay: its signs (see sureness.PRIOR), what was predicted, and whether it was right."""

    signs: tuple[float, ...]
    category: int
    is_right: bool
    model_category: int


class Replay(NamedTuple):
    classifier: Classifier
    judged: list[Judged]


class TrainedClassifier(NamedTuple):
    """A model, and the predictions of its replay with the confidence that it would give them now."""

    classifier: Classifier
    judged: list[tuple[Judged, float]]


def train(
    examples: Sequence[Example],
    labels: Sequence[int],
    categories: Categories,
    country: str | None,
    *,
    target: float = TARGET,
) -> TrainedClassifier:
    """Return a model of these decisions, given in order of time; `labels` are indices into `categories`.

    Its cut-off is the one above which at least `target` of the past predictions were right, if there is one.
    """
    count = len(examples)
    classifier, judged = replay(
        examples, labels, categories, country, fit_at=_growing(count), learn_every=_BATCH, judge_from=count - _JUDGED
    )
    signs, is_right = arrays(judged)
    classifier.sureness = sureness.fit(signs, is_right, target)
    return TrainedClassifier(
        classifier, list(zip(judged, map(float, classifier.sureness.probabilities(signs)), strict=True))
    )


def replay(
    examples: Sequence[Example],
    labels: Sequence[int],
    categories: Categories,
    country: str | None,
    *,
    fit_at: Iterable[int],
    learn_every: int = 1,
    judge_from: int = 0,
) -> Replay:
    """Predict `learn_every` examples, then learn them, and so on to the end. The weights are fitted after each count in
    `fit_at` and at the end. Predictions from the example `judge_from` on are returned, with the model that results."""
    merchants = _Merchants(examples, labels, categories, country)
    memory, judged_by_category = Memory(), np.zeros((len(categories.names), 2), np.int64)

    def fitted(*, to_predict: bool = True) -> Classifier:
        weights = merchants.weights() if to_predict else np.zeros((DIMENSIONS, len(categories.names)), np.float32)
        return Classifier(categories, country, weights, memory, judged_by_category, sureness.fit(*arrays([]), TARGET))

    judged: list[Judged] = []
    waiting: list[tuple[Example, int]] = []
    done = 0
    bounds = [0, *sorted({at for at in fit_at if 0 < at < len(examples)}), len(examples)]
    for start, end in pairwise(bounds):
        merchants.count(done, start)
        done = start
        classifier = fitted(to_predict=end > judge_from)
        chances = classifier.model_chances(examples[max(start, judge_from) : end]) if end > judge_from else None
        for place in range(start, end):
            example, label = examples[place], labels[place]
            if chances is not None and place >= judge_from:
                signs = classifier.signs(example, chances[place - max(start, judge_from)])
                is_right = signs.category == label
                judged.append(Judged(signs.vector(), signs.category, is_right, signs.model_category))
                judged_by_category[signs.category] += (1, not is_right)
                if signs.past is not None:
                    signs.past.judge(is_right=is_right)
            waiting.append((example, label))
            if len(waiting) >= learn_every:
                _remember(memory, waiting)
    _remember(memory, waiting)
    merchants.count(done, len(examples))
    return Replay(fitted(), judged)


def _remember(memory: Memory, waiting: list[tuple[Example, int]]) -> None:
    for example, label in waiting:
        memory.add(label, *keys(example))
    waiting.clear()


def arrays(judged: Sequence[Judged]) -> tuple[Doubles, Doubles]:
    """Return signs and outcomes as sureness.fit takes them."""
    vectors = np.array([each.signs for each in judged], np.float64).reshape(len(judged), len(sureness.PRIOR))
    return vectors, np.array([each.is_right for each in judged], np.float64)


def _growing(count: int) -> Iterator[int]:
    at = float(_FIRST_FIT)
    while at < count:
        yield int(at)
        at *= _GROWTH


class _Merchants:
    """What the weights are fitted to: the names of the categories, and each merchant once for each of its categories,
    counting as the square root of how often it was decided so."""

    def __init__(
        self, examples: Sequence[Example], labels: Sequence[int], categories: Categories, country: str | None
    ) -> None:
        self._keys = [(example.merchant, label) for example, label in zip(examples, labels, strict=True)]
        newest = list(dict.fromkeys(reversed(self._keys)))[:_MOST_MERCHANTS]
        kept = set(newest)
        first: dict[object, int] = {}
        for place, key in enumerate(self._keys):
            if key in kept:
                first.setdefault(key, place)
        names = len(categories.names)
        self._places = {key: names + nth for nth, key in enumerate(first)}
        self._counts = np.ones(names + len(first), np.float32)
        self._counts[names:] = 0
        self._known = names
        features = dense(
            [Example.of(name) for name in categories.names] + [examples[place] for place in first.values()],
            country,
        )
        wanted = np.array([*range(names), *(labels[place] for place in first.values())], np.intp)
        self._fit = GrowingFit(features, wanted, names)

    def count(self, start: int, end: int) -> None:
        """Take the decisions from `start` to `end` in."""
        for key in self._keys[start:end]:
            place = self._places.get(key)
            if place is not None:
                self._counts[place] += 1
                self._known = max(self._known, place + 1)

    def weights(self) -> Floats:
        """Return the weights that fit all decisions counted so far."""
        return self._fit.weights(self._known, np.sqrt(self._counts[: self._known]))
