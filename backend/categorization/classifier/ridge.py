"""Ridge regression from features to categories, solved in its dual form: exact, and as large as there are examples."""

import numpy as np
from numpy.typing import NDArray

from backend.categorization.classifier.features import Floats

PENALTY = 0.2


class GrowingFit:
    """Solves for the first n of the given examples, for growing n, without comparing any two of them twice.

    `features` is (examples, dimensions), `labels` the category of each, 0 … categories - 1.
    """

    def __init__(self, features: Floats, labels: NDArray[np.intp], categories: int) -> None:
        self._features = features
        self._targets = np.eye(categories, dtype=np.float32)[labels]
        self._products = features @ features.T

    def weights(self, count: int, importance: Floats) -> Floats:
        """Return the weights (dimensions × categories) that fit the first `count` examples.

        They minimise Σ importance · |x W - y|² + PENALTY · |W|², with y one for the own category, zero for others.
        """
        system = self._products[:count, :count].copy()
        system[np.diag_indices(count)] += PENALTY / importance[:count]
        result: Floats = self._features[:count].T @ np.linalg.solve(system, self._targets[:count])
        return result
