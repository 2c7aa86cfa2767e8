"""How sure a prediction is, learned from how earlier ones held up, and the cut-off above which rows skip the review."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backend.categorization.classifier.memory import Past

Doubles = NDArray[np.float64]

# So many of the person's own judged predictions weigh as much as the coefficients that the app brings along.
_PRIOR_STRENGTH = 20.0
# A cut-off is supported by so many predictions at least, and by the lower end of their Wilson interval at this z.
_FEWEST = 40
_Z = 1.0
# Whatever the average above it: what is wrong more often than this is asked about.
_LOWEST = 0.9
_MOST_LOGIT = 8.0
_STREAK = 6
_SAME_AMOUNTS = 5


class Signs(NamedTuple):
    """A prediction and what is known about it before it is judged."""

    category: int
    model_category: int
    probability: float
    model_probability: float
    past: Past | None
    same_amount: int
    category_judged: int
    category_wrong: int

    def vector(self) -> tuple[float, ...]:
        """Return the numbers that `Sureness` weighs, in the order of PRIOR."""
        past = self.past
        count = past.count if past else 0
        agrees = past is not None and past.last == self.category
        distinct = len(past.weights) if past else 0
        return (
            1.0,
            _logit(self.probability),
            math.log1p(count),
            float(count == 0),
            float(agrees and distinct == 1),
            min(past.streak, _STREAK) / _STREAK if past and agrees else 0.0,
            float(distinct > 1),
            float(self.model_category == self.category),
            _logit(self.model_probability),
            math.log1p(min(self.same_amount, _SAME_AMOUNTS)),
            (self.category_wrong + 1) / (self.category_judged + 4),
            (past.wrong + 0.2) / (past.judged + 1) if past else 0.2,
        )


# Fitted once on the replayed predictions of eleven invented histories; a person's own past moves them. In the order of
# `Signs.vector`.
PRIOR: tuple[float, ...] = (0.14, 0.54, 0.16, 1.19, 0.26, -0.04, 0.42, -0.22, 0.26, 0.76, -1.59, -0.45)


class Sureness:
    """P(a prediction is right) from its signs: logistic regression, pulled towards PRIOR while there is little past.

    `cut_off` is the lowest probability above which the person's own past supports `target`, None if none does.
    """

    def __init__(self, coefficients: Doubles, cut_off: float | None) -> None:
        self.coefficients = coefficients
        self.cut_off = cut_off

    def probabilities(self, vectors: Doubles) -> Doubles:
        """Return P(right) for each row of `vectors`."""
        result: Doubles = 1.0 / (1.0 + np.exp(-(vectors @ self.coefficients)))
        return result


def fit(vectors: Doubles, is_right: Doubles, target: float) -> Sureness:
    """Return what these judged predictions teach; with none, the prior and no cut-off."""
    coefficients = fitted(vectors, is_right, np.array(PRIOR), _PRIOR_STRENGTH)
    sureness = Sureness(coefficients, None)
    if len(is_right):
        found = cut_off(sureness.probabilities(vectors), is_right, target)
        sureness.cut_off = None if found is None else max(found, _LOWEST)
    return sureness


def fitted(vectors: Doubles, is_right: Doubles, prior: Doubles, strength: float) -> Doubles:
    """Return the coefficients of a logistic regression by Newton's method, with a Gaussian prior around `prior`."""
    coefficients = prior.copy()
    for _ in range(12 if len(is_right) else 0):
        chance = 1.0 / (1.0 + np.exp(-(vectors @ coefficients)))
        gradient = vectors.T @ (chance - is_right) + strength * (coefficients - prior)
        curvature = (vectors * (chance * (1 - chance))[:, None]).T @ vectors + strength * np.eye(len(prior))
        coefficients -= np.linalg.solve(curvature, gradient)
    return coefficients


def cut_off(chances: Doubles, is_right: Doubles, target: float) -> float | None:
    order = np.argsort(-chances, kind="stable")
    count = np.arange(1, len(order) + 1)
    supported = wilson_lower(np.cumsum(is_right[order]), count) >= target
    supported &= count >= _FEWEST
    return float(chances[order[np.flatnonzero(supported)[-1]]]) if supported.any() else None


def wilson_lower(right: Doubles, count: NDArray[np.intp]) -> Doubles:
    """Return the lower end of the Wilson score interval of right / count (Wilson, 1927)."""
    share = right / count
    spread = _Z * np.sqrt(share * (1 - share) / count + _Z * _Z / (4 * count * count))
    result: Doubles = (share + _Z * _Z / (2 * count) - spread) / (1 + _Z * _Z / count)
    return result


def _logit(probability: float) -> float:
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return min(math.log(bounded / (1 - bounded)), _MOST_LOGIT)
