"""What a merchant was filed as before, newer decisions counting more, and how often the model was right about it."""

from dataclasses import dataclass, field

import numpy as np

from backend.categorization.classifier.features import Floats

Key = tuple[str, bool] | tuple[str, bool, int]
# Each further decision on the same merchant weakens the earlier ones by this.
_FADING = 0.8
# So many decisions is what the model's own opinion is worth beside them.
_OPINION = 4.0


@dataclass(slots=True)
class Past:
    """The decisions on one merchant: their faded weights, their number, the last one, how many agree with it in a row,
    and how often the model erred."""

    weights: dict[int, float] = field(default_factory=dict)
    count: int = 0
    last: int = -1
    streak: int = 0
    judged: int = 0
    wrong: int = 0

    def add(self, category: int) -> None:
        for other in self.weights:
            self.weights[other] *= _FADING
        self.weights[category] = self.weights.get(category, 0.0) + 1.0
        self.count += 1
        self.streak = self.streak + 1 if category == self.last else 1
        self.last = category

    def judge(self, *, is_right: bool) -> None:
        self.judged += 1
        self.wrong += not is_right


class Memory:
    """The past of each merchant, and of each merchant with one exact amount."""

    def __init__(self) -> None:
        self.pasts: dict[Key, Past] = {}

    def mix(self, probabilities: Floats, *keys: Key) -> Floats:
        """Return the model's `probabilities` after what is remembered under the keys, the most general key first."""
        for key in keys:
            past = self.pasts.get(key)
            if past is None:
                break
            probabilities = probabilities * np.float32(_OPINION)
            total = _OPINION
            for category, weight in past.weights.items():
                probabilities[category] += weight
                total += weight
            probabilities /= np.float32(total)
        return probabilities

    def add(self, category: int, *keys: Key) -> None:
        for key in keys:
            past = self.pasts.get(key)
            if past is None:
                past = self.pasts[key] = Past()
            past.add(category)
