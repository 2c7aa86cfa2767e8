"""What is measured of a categoriser on one history, by the same rules for ours and for the baselines."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from backend.categorization.classifier import sureness, training
from backend.categorization.classifier.classifier import Categories
from build_scripts.evaluation.history import History

TRAIN_SHARE = 0.7
# The online figures leave the first transactions out, where nobody can know anything.
_WARM_UP = 100
# A cut-off may look at so many of the latest predictions.
_PAST = 4_000
_STEP = 50
# Touches of one transaction: choosing a category by hand, confirming a right prediction, finding and correcting a
# wrong one that skipped the review.
_CHOOSE, _CONFIRM, _CORRECT = 2, 1, 3


class Predictions(NamedTuple):
    """`category` and `score` (higher is surer) for some transactions."""

    category: NDArray[np.intp]
    score: NDArray[np.float64]


class Baseline(Protocol):
    """A categoriser that is trained as a whole."""

    name: str

    def predict(self, history: History, known: int, end: int, *, is_online: bool) -> Predictions:
        """Learn the first `known` transactions and predict those up to `end`. `is_online`: each of these may be learned
        once it is predicted."""


class Figures(NamedTuple):
    """Counts; `shares` turns them into the figures that are printed."""

    split_rows: int = 0
    split_right: int = 0
    unseen_rows: int = 0
    unseen_right: int = 0
    online_rows: int = 0
    online_right: int = 0
    confirmed: int = 0
    confirmed_right: int = 0
    touches: int = 0

    def plus(self, other: "Figures") -> "Figures":
        return Figures(*(a + b for a, b in zip(self, other, strict=True)))

    def shares(self) -> dict[str, float | None]:
        """Return split, unseen, online accuracy, coverage, precision and touches saved, each 0..1 or None."""
        return {
            "split": _share(self.split_right, self.split_rows),
            "unseen": _share(self.unseen_right, self.unseen_rows),
            "online": _share(self.online_right, self.online_rows),
            "coverage": _share(self.confirmed, self.online_rows),
            "precision": _share(self.confirmed_right, self.confirmed),
            "touches_saved": _share(_CHOOSE * self.online_rows - self.touches, _CHOOSE * self.online_rows),
        }


def measure_ours(history: History) -> Figures:
    """Return the figures of the app's own model."""
    count, known = len(history), _known(history)
    categories = Categories.of(history.categories)
    examples, labels = history.first(known)
    classifier, _ = training.train(examples, labels, categories, history.country)
    guesses = classifier.predict(history.examples[known:])
    split = np.array([guess.category for guess in guesses], np.intp)
    step = max(_STEP, count // 80)
    _, judged = training.replay(
        history.examples, history.labels, categories, history.country, fit_at=range(step, count, step)
    )
    signs, is_right = training.arrays(judged)
    confirmed = np.zeros(count, np.bool_)
    for start in range(_WARM_UP, count, _STEP):
        past = slice(max(0, start - _PAST), start)
        sure = sureness.fit(signs[past], is_right[past], training.TARGET)
        if sure.cut_off is not None:
            next_ones = slice(start, start + _STEP)
            confirmed[next_ones] = sure.probabilities(signs[next_ones]) >= sure.cut_off
    return _figures(history, split, is_right.astype(np.bool_), confirmed)


def measure(baseline: Baseline, history: History) -> Figures:
    """Return the figures of a baseline. Online it learns again after each tenth of the history."""
    count, known = len(history), _known(history)
    split = baseline.predict(history, known, count, is_online=False).category
    step = max(_STEP, count // 10)
    predicted = [
        baseline.predict(history, start, min(start + step, count), is_online=True) for start in range(0, count, step)
    ]
    category = np.concatenate([each.category for each in predicted])
    score = np.concatenate([each.score for each in predicted])
    is_right = category == np.array(history.labels)
    confirmed = np.zeros(count, np.bool_)
    for start in range(_WARM_UP, count, _STEP):
        past = slice(max(0, start - _PAST), start)
        cut_off = sureness.cut_off(score[past], is_right[past].astype(np.float64), training.TARGET)
        if cut_off is not None:
            confirmed[start : start + _STEP] = score[start : start + _STEP] >= cut_off
    return _figures(history, split, is_right, confirmed)


def _figures(
    history: History, split: NDArray[np.intp], is_right: NDArray[np.bool_], confirmed: NDArray[np.bool_]
) -> Figures:
    known = _known(history)
    merchants = history.merchants()
    seen = set(merchants[:known])
    unseen = np.array([merchant not in seen for merchant in merchants[known:]], np.bool_)
    split_right = split == np.array(history.labels[known:])
    online, is_sure = is_right[_WARM_UP:], confirmed[_WARM_UP:]
    touches = np.where(is_sure, np.where(online, 0, _CORRECT), np.where(online, _CONFIRM, _CHOOSE))
    return Figures(
        len(split), int(split_right.sum()), int(unseen.sum()), int(split_right[unseen].sum()),
        len(online), int(online.sum()), int(is_sure.sum()), int(online[is_sure].sum()), int(touches.sum()),
    )  # fmt: skip


def _known(history: History) -> int:
    return int(len(history) * TRAIN_SHARE)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def total(figures: Sequence[Figures]) -> Figures:
    """Return the sum over histories, so that each transaction counts the same."""
    result = Figures()
    for each in figures:
        result = result.plus(each)
    return result
