"""A trained model as bytes: plain arrays in NumPy's own format, never a pickle."""

import io
import json

import numpy as np

from backend.categorization.classifier.classifier import Categories, Classifier
from backend.categorization.classifier.memory import Memory, Past
from backend.categorization.classifier.sureness import Sureness

FORMAT = 1


def dumps(classifier: Classifier) -> bytes:
    """Return the model as bytes that `loads` reads."""
    pasts = [
        [*key, past.count, past.last, past.streak, past.judged, past.wrong, list(past.weights.items())]
        for key, past in classifier.memory.pasts.items()
    ]
    about = {
        "format": FORMAT,
        "names": classifier.categories.names,
        "country": classifier.country,
        "cut_off": classifier.sureness.cut_off,
        "pasts": pasts,
    }
    file = io.BytesIO()
    np.savez_compressed(
        file,
        about=np.frombuffer(json.dumps(about).encode(), np.uint8),
        blocked=classifier.categories.blocked,
        weights=classifier.weights.astype(np.float16),
        judged=classifier.judged,
        coefficients=classifier.sureness.coefficients,
    )
    return file.getvalue()


def loads(content: bytes) -> Classifier | None:
    """Return the model in these bytes, None if another version of the app wrote them."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        about = json.loads(arrays["about"].tobytes())
        if about["format"] != FORMAT:
            return None
        memory = Memory()
        for *key, count, last, streak, judged, wrong, weights in about["pasts"]:
            memory.pasts[tuple(key)] = Past(dict(weights), count, last, streak, judged, wrong)
        return Classifier(
            Categories(tuple(about["names"]), arrays["blocked"]),
            about["country"],
            arrays["weights"].astype(np.float32),
            memory,
            arrays["judged"],
            Sureness(arrays["coefficients"], about["cut_off"]),
        )
