"""What the scheduler does for investments at brokers."""

from collections.abc import Callable
from functools import partial

from backend.brokerage_sync.service import BrokerageSync
from backend.infra import clock
from backend.infra.scheduler import JobContext
from backend.kit.errors import AppError


def _sync_due(brokerages: BrokerageSync, work: JobContext) -> None:
    for connection_id in brokerages.due(work.user_id, clock.now()):
        if work.is_ending.is_set():
            return
        try:
            brokerages.sync(work.user_id, connection_id)
        except AppError:
            # It is noted with the connection; the next one is asked all the same.
            continue


def sync_due(brokerages: BrokerageSync) -> Callable[[JobContext], None]:
    """Return the job that syncs the connections whose investments were not asked for six hours."""
    return partial(_sync_due, brokerages)
