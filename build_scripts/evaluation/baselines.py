"""What others do: the majority, a map of merchants, and linear text models, among them the pipeline of smart_importer.

They see the same texts and merchant keys as ours. Their scores are counts, probabilities or margins.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.svm import SVC, LinearSVC

from backend.categorization.classifier.features import Example
from build_scripts.evaluation.history import History
from build_scripts.evaluation.measures import Predictions


class Majority:
    name = "majority"

    def predict(self, history: History, known: int, end: int, *, is_online: bool) -> Predictions:
        counts = Counter(history.labels[:known])
        best, times = counts.most_common(1)[0] if counts else (0, 0)
        return Predictions(np.full(end - known, best), np.full(end - known, times / max(known, 1)))


class MerchantMap:
    """The last category of exactly this merchant, else the majority. Online it learns after each transaction."""

    name = "merchant map"

    def predict(self, history: History, known: int, end: int, *, is_online: bool) -> Predictions:
        merchants = history.merchants()
        majority = Counter(history.labels[:known]).most_common(1)
        seen: dict[str, list[int]] = defaultdict(list)
        for merchant, label in zip(merchants[:known], history.labels[:known], strict=True):
            seen[merchant].append(label)
        category, score = [], []
        for place in range(known, end):
            past = seen[merchants[place]]
            category.append(past[-1] if past else majority[0][0] if majority else 0)
            score.append(float(len(past)) if len(set(past)) == 1 else 0.0)
            if is_online:
                past.append(history.labels[place])
        return Predictions(np.array(category, np.intp), np.array(score, np.float64))


class TextModel:
    """A model of scikit-learn over the texts, learned from the newest `most` transactions. With fewer than two
    categories it says the one that it knows."""

    def __init__(self, name: str, model: Any, *, most: int = 20_000) -> None:
        self.name = name
        self._model = model
        self._most = most

    def predict(self, history: History, known: int, end: int, *, is_online: bool) -> Predictions:
        first = max(0, known - self._most)
        labels = history.labels[first:known]
        if len(set(labels)) < 2:
            return Majority().predict(history, known, end, is_online=is_online)
        self._model.fit(history.examples[first:known], labels)
        last = self._model[-1]
        examples = history.examples[known:end]
        scores = self._model.predict_proba(examples) if hasattr(last, "predict_proba") else self._margins(examples)
        return Predictions(last.classes_[scores.argmax(axis=1)].astype(np.intp), scores.max(axis=1))

    def _margins(self, examples: Sequence[Example]) -> Any:
        margins = self._model.decision_function(examples)
        return np.column_stack([-margins, margins]) if margins.ndim == 1 else margins


def every() -> tuple[Majority | MerchantMap | TextModel, ...]:
    """Return all baselines."""
    return (
        Majority(),
        MerchantMap(),
        TextModel("n-grams, logistic regression", make_pipeline(_characters(), _logistic_regression())),
        TextModel("n-grams, linear SVM", make_pipeline(_characters(), LinearSVC())),
        # Its solver takes minutes for more.
        TextModel("smart_importer", _smart_importer(), most=5_000),
    )


def _logistic_regression() -> SGDClassifier:
    return SGDClassifier("log_loss", alpha=1e-5, max_iter=30, tol=None, average=True, random_state=0)


def _characters() -> FeatureUnion:
    n_grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    words = TfidfVectorizer(ngram_range=(1, 2))
    amounts = FunctionTransformer(_amounts)
    return FeatureUnion([("n-grams", _of_texts(n_grams)), ("words", _of_texts(words)), ("amount", amounts)])


def _smart_importer() -> Pipeline:
    """The pipeline of smart_importer 1.2: words of the narration and the day of the month, a linear SVM."""
    narration = _of_texts(CountVectorizer(ngram_range=(1, 3)))
    features = FeatureUnion(
        [("narration", narration), ("day", FunctionTransformer(_days))],
        transformer_weights={"narration": 0.8, "day": 0.1},
    )
    return make_pipeline(features, SVC(kernel="linear"))


def _of_texts(vectorizer: Any) -> Pipeline:
    return make_pipeline(FunctionTransformer(_texts), vectorizer)


def _texts(examples: Sequence[Example]) -> list[str]:
    return [example.text or "-" for example in examples]


def _days(examples: Sequence[Example]) -> Any:
    return csr_matrix([[example.on.day if example.on else 0] for example in examples], dtype=float)


def _amounts(examples: Sequence[Example]) -> Any:
    return csr_matrix(
        [
            [example.amount_minor > 0, example.amount_minor < 0, np.log1p(abs(example.amount_minor)) / 10]
            for example in examples
        ],
        dtype=float,
    )
