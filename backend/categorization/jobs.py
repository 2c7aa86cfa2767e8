"""What the scheduler does for the categoriser: train the local model when the person decided something."""

import logging

from backend.categorization import local_training
from backend.categorization.refresh import judge_waiting
from backend.infra.database import Database
from backend.infra.scheduler import JobContext
from backend.settings.service import local_model
from backend.transactions.service import set_predictions

_log = logging.getLogger(__name__)
# So many waiting rows are judged at once; others may write in between.
_AT_ONCE = 2_000


class TrainLocalModel:
    """Trains anew after decisions, then judges what waits again. Costs nothing while nobody writes."""

    def __init__(self) -> None:
        self._looked_at = -1

    def __call__(self, work: JobContext) -> None:
        writes = work.budget.writes
        if writes == self._looked_at:
            return
        self._looked_at = writes
        with work.budget.read() as db:
            mode = local_model(db, work.user_id)
            learned = local_training.lessons(db, work.user_id) if mode != "off" else None
            trained_on = local_training.trained_on(db, work.user_id)
        if (learned.digest if learned else None) == trained_on:
            return
        trained = local_training.train(learned) if learned else None
        with work.budget.write() as db:
            if trained:
                local_training.keep(db, work.user_id, trained)
            else:
                local_training.forget(db, work.user_id)
        after_id: int | None = 0
        while after_id is not None and not work.is_ending.is_set():
            after_id = _rejudge(work.budget, work.user_id, after_id)
        if trained:
            _log.info("trained the local model on %d decisions", trained.examples)


def _rejudge(budget: Database, user_id: int, after_id: int) -> int | None:
    """Judge some waiting rows again, and return the id to go on from. Nobody waits while they are judged, unless
    somebody wrote meanwhile: then they are judged once more, in the write session."""
    with budget.read() as db:
        before = budget.writes
        judged = judge_waiting(db, user_id, after_id=after_id, limit=_AT_ONCE)
    if judged.changed:
        with budget.write() as db:
            if budget.writes != before + 1:
                judged = judge_waiting(db, user_id, after_id=after_id, limit=_AT_ONCE)
            set_predictions(db, user_id, judged.changed)
    return judged.next_id
