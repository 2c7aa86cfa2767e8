"""What the scheduler does for the categoriser: train the local model when the person decided something."""

import logging

from backend.categorization import local_training
from backend.categorization.refresh import rejudge_waiting
from backend.infra.scheduler import JobContext
from backend.settings.service import local_model

_log = logging.getLogger(__name__)
# So many waiting rows are judged in one transaction; others may write in between.
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
            with work.budget.write() as db:
                after_id = rejudge_waiting(db, work.user_id, after_id=after_id, limit=_AT_ONCE)
        if trained:
            _log.info("trained the local model on %d decisions", trained.examples)
