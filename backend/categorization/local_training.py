"""Train the local model on what a person confirmed, and keep it; then look again at what waits."""

import hashlib
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from backend.accounts.queries import living_ids
from backend.categories.models import Category
from backend.categorization.brands.lookup import country_of
from backend.categorization.engine import RowToJudge
from backend.categorization.local_model import example_of
from backend.categorization.models import TrainedModel
from backend.infra.database import ReadSession, WriteSession
from backend.settings import service as settings
from backend.transactions.models import Descriptor, Transaction

if TYPE_CHECKING:
    from backend.categorization.classifier.training import Judged

T = Transaction
# So many decisions in at least two categories are needed; the newest are taken.
FEWEST_EXAMPLES = 30
_MOST_EXAMPLES = 20_000
_BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
# Cut-offs that the page compares with the chosen one.
_CUT_OFFS = (0.9, 0.95, 0.97, 0.98, 0.99)


class LearnedCategory(NamedTuple):
    """A category that decisions name."""

    id: int
    name: str
    kind: str


class Lessons(NamedTuple):
    """What a person decided, in order of time. `digest` names it: the same decisions train the same model."""

    rows: list[RowToJudge]
    category_ids: list[int]
    categories: list[LearnedCategory]
    country: str | None
    digest: str


class Trained(NamedTuple):
    """A model ready to be kept; the fields of TrainedModel."""

    content: bytes
    digest: str
    lessons: str
    category_ids: list[int]
    examples: int
    quality: dict[str, object]


def lessons(db: ReadSession, user_id: int) -> Lessons | None:
    """Return what there is to learn from, None if it is too little. Rows that skipped the review teach nothing."""
    query = (
        select(
            Descriptor.description,
            Descriptor.merchant_name,
            T.amount_minor,
            T.currency,
            T.on,
            T.account_id,
            T.category_id,
        )
        .join(Descriptor, Descriptor.id == T.descriptor_id)
        .join(Category, Category.id == T.category_id)
        .where(
            T.user_id == user_id,
            T.account_id.in_(living_ids(user_id)),
            T.status == "confirmed",
            T.is_excluded.is_(False),
            Category.is_archived.is_(False),
        )
        .order_by(T.on.desc(), T.id.desc())
        .limit(_MOST_EXAMPLES)
    )
    found = db.execute(query).all()[::-1]
    used = {row.category_id for row in found}
    if len(found) < FEWEST_EXAMPLES or len(used) < 2:
        return None
    columns = select(Category.id, Category.display_name, Category.kind).order_by(Category.id)
    categories = [
        LearnedCategory(*row) for row in db.execute(columns.where(Category.user_id == user_id, Category.id.in_(used)))
    ]
    country = country_of(settings.base_currency(db, user_id))
    content = repr((country, [tuple(row) for row in found], categories))
    digest = hashlib.sha256(content.encode()).hexdigest()
    rows = [RowToJudge(row[0], row[1] or None, *row[2:6]) for row in found]
    return Lessons(rows, [row.category_id for row in found], categories, country, digest)


def train(learned: Lessons) -> Trained:
    """Return the model of these lessons. Takes no session: it runs for up to two seconds beside everything else."""
    import numpy as np

    from backend.categorization.classifier import storage, training
    from backend.categorization.classifier.classifier import Categories

    started = time.perf_counter()
    blocked = np.zeros((2, len(learned.categories)), np.bool_)
    blocked[1] = [category.kind == "income" for category in learned.categories]
    index = {category.id: place for place, category in enumerate(learned.categories)}
    classifier, judged = training.train(
        [example_of(row) for row in learned.rows],
        [index[category_id] for category_id in learned.category_ids],
        Categories(tuple(category.name for category in learned.categories), blocked),
        learned.country,
    )
    content = storage.dumps(classifier)
    return Trained(
        content,
        hashlib.sha256(content).hexdigest(),
        learned.digest,
        [category.id for category in learned.categories],
        len(learned.rows),
        {**_quality(judged, classifier.sureness.cut_off), "seconds": round(time.perf_counter() - started, 2)},
    )


def keep(db: WriteSession, user_id: int, trained: Trained) -> None:
    """Afterwards this is the person's model."""
    row = db.get(TrainedModel, user_id)
    if row is None:
        db.add(TrainedModel(user_id=user_id, **trained._asdict()))
    else:
        for name, value in trained._asdict().items():
            setattr(row, name, value)
    db.flush()


def forget(db: WriteSession, user_id: int) -> None:
    """Afterwards there is no model, as before the first training."""
    if row := db.get(TrainedModel, user_id):
        db.delete(row)
        db.flush()


def trained_on(db: ReadSession, user_id: int) -> str | None:
    """Return the digest of the lessons that the kept model was trained on."""
    return db.scalar(select(TrainedModel.lessons).where(TrainedModel.user_id == user_id))


def _quality(judged: "Sequence[tuple[Judged, float]]", cut_off: float | None) -> dict[str, object]:
    """Return how the replayed predictions held up: all, those above the cut-off, and by bands of confidence."""
    above = [each.is_right for each, confidence in judged if cut_off is not None and confidence >= cut_off]
    bands = []
    for lowest, highest in zip(_BANDS, (*_BANDS[1:], 1.01), strict=True):
        inside = [(each.is_right, confidence) for each, confidence in judged if lowest <= confidence < highest]
        if inside:
            right = sum(is_right for is_right, _ in inside)
            said = sum(confidence for _, confidence in inside) / len(inside)
            bands.append({"from": lowest, "said": round(said, 4), "judged": len(inside), "right": right})
    return {
        "judged": len(judged),
        "right": sum(each.is_right for each, _ in judged),
        "cut_off": cut_off,
        "above": len(above),
        "above_right": sum(above),
        "bands": bands,
        "cut_offs": [_held_up(judged, at) for at in sorted({*_CUT_OFFS, *([] if cut_off is None else [cut_off])})],
    }


def _held_up(judged: "Sequence[tuple[Judged, float]]", at: float) -> dict[str, object]:
    """Return how many predictions lie above a cut-off, how many were right, and the share that this supports."""
    import numpy as np

    from backend.categorization.classifier.sureness import wilson_lower

    above = [each.is_right for each, confidence in judged if confidence >= at]
    lowest = float(wilson_lower(np.array([float(sum(above))]), np.array([len(above)]))[0]) if above else None
    return {"at": at, "above": len(above), "right": sum(above), "at_least": lowest}
