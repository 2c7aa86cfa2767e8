"""The local model: predicts categories from what the person confirmed before, and says how sure it is.

No AI, no network; the same history always gives the same model.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backend.categorization.classifier.features import Example, Floats, Scorer, telling_words
from backend.categorization.classifier.memory import Memory
from backend.categorization.classifier.sureness import Signs, Sureness

# Scores become probabilities by a softmax of this steepness.
_STEEPNESS = np.float32(8.0)


@dataclass(frozen=True, slots=True)
class Categories:
    """The person's categories. `blocked` is (2, categories): impossible for money in (row 0), for money out (row 1)."""

    names: tuple[str, ...]
    blocked: NDArray[np.bool_]

    @classmethod
    def of(cls, names: Sequence[str]) -> "Categories":
        """Return categories that any amount can belong to."""
        return cls(tuple(names), np.zeros((2, len(names)), np.bool_))


class Guess(NamedTuple):
    """`category` is an index into the categories, `confidence` P(right), `seen` how often this merchant was confirmed
    as that category, `model_category` what the model says of merchants that it never saw."""

    category: int
    confidence: float
    is_above_cut_off: bool
    seen: int
    model_category: int


class Classifier:
    """A trained model: weights for what texts and amounts have in common, and a memory of each merchant.

    `judged` counts predictions that a decision judged and those that were wrong, shape (categories, 2).
    """

    def __init__(
        self,
        categories: Categories,
        country: str | None,
        weights: Floats,
        memory: Memory,
        judged: NDArray[np.int64],
        sureness: Sureness,
    ) -> None:
        self.categories = categories
        self.country = country
        self.weights = weights
        self.memory = memory
        self.judged = judged
        self.sureness = sureness
        self._scorer = Scorer(weights, country)

    def predict(self, examples: Sequence[Example]) -> list[Guess]:
        """Return a guess for each example."""
        if not examples:
            return []
        signs = [self.signs(*each) for each in zip(examples, self.model_chances(examples), strict=True)]
        confidence = self.sureness.probabilities(np.array([sign.vector() for sign in signs], np.float64))
        cut_off = self.sureness.cut_off
        return [
            Guess(
                sign.category,
                float(chance),
                cut_off is not None and bool(chance >= cut_off),
                sign.past.streak if sign.past and sign.past.last == sign.category else 0,
                sign.model_category,
            )
            for sign, chance in zip(signs, confidence, strict=True)
        ]

    def telling_words(self, text: str, category: int) -> list[str]:
        """Return up to two words of the merchant's name that weigh most for the category."""
        return telling_words(text, self.weights, category)

    def model_chances(self, examples: Sequence[Example]) -> Floats:
        """Return P(category) by the weights alone, shape (examples, categories)."""
        scores = self._scorer.scores(examples) * _STEEPNESS
        ways = np.array([example.amount_minor > 0 for example in examples], np.intp)
        scores[self.categories.blocked[ways]] = -np.inf
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances: Floats = powers / powers.sum(axis=1, keepdims=True)
        return chances

    def signs(self, example: Example, model: Floats) -> Signs:
        """Return what is predicted for the example and what speaks for it; `model`: its P(category) by the weights."""
        merchant, amount = keys(example)
        mixed = self.memory.mix(model, merchant, amount)
        category = int(mixed.argmax())
        same_amount = self.memory.pasts.get(amount)
        return Signs(
            category,
            int(model.argmax()),
            float(mixed[category]),
            float(model[category]),
            self.memory.pasts.get(merchant),
            same_amount.count if same_amount else 0,
            int(self.judged[category, 0]),
            int(self.judged[category, 1]),
        )


def keys(example: Example) -> tuple[tuple[str, bool], tuple[str, bool, int]]:
    """Return under what the memory keeps a decision: its merchant, and its merchant with the exact amount."""
    key, is_out = example.merchant
    return (key, is_out), (key, is_out, example.amount_minor)
