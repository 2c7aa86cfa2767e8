"""Every scheduled job: what it does and when."""

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from backend.backup import jobs as backup
from backend.backup.service import BackupService
from backend.brokerage_sync import jobs as brokerages
from backend.brokerage_sync.service import BrokerageSync
from backend.categorization import jobs as categorization
from backend.exchange_rates import jobs as exchange_rates
from backend.exchange_rates.fetching import RateFetcher
from backend.forecasting import jobs as forecasting
from backend.imports import jobs as imports
from backend.inbox.jobs import LookForNotices
from backend.infra.database import Database
from backend.infra.scheduler import Job
from backend.investments import jobs as investment_jobs
from backend.investments.price_refresh import PriceFetcher
from backend.net_worth import jobs as net_worth
from backend.notifications import jobs as notifications
from backend.profiles import jobs as profiles
from backend.sync import jobs as sync
from backend.sync.service import BankConnections

# Trigger objects, never their names: names resolve through package metadata, which a frozen app does not have.
JOBS: tuple[tuple[Job, BaseTrigger], ...] = (
    (imports.delete_old_previews, CronTrigger(hour=4, minute=20)),
    (backup.create_daily_backups, CronTrigger(hour=4, minute=40)),
    (profiles.keep_profile_current, IntervalTrigger(hours=1)),
)
# Soon after a decision, so that what waits profits from it; nothing is looked at while nobody writes.
_MINUTELY = IntervalTrigger(minutes=1)
_TRAINING = IntervalTrigger(seconds=10)
# A computer that is off at night does these soon after a start.
SOON: tuple[Job, ...] = (backup.create_daily_backups, profiles.keep_profile_current)


def with_connections(
    banks: BankConnections,
    rates: RateFetcher,
    quotes: PriceFetcher,
    investments: Database,
    brokerage_sync: BrokerageSync,
    backups: BackupService,
) -> tuple[tuple[tuple[Job, BaseTrigger], ...], tuple[Job, ...]]:
    """Return all jobs with their times, and those to do soon after a start; a sync that was missed is one of them."""
    fetch_rates = exchange_rates.fetch_due_rates(rates)
    fetch_prices = investment_jobs.fetch_due_prices(quotes)
    sync_due, finish_links = sync.bound(banks.runner, banks.linker)
    # Each minute it is only looked whether one is due.
    train = categorization.TrainLocalModel()
    snapshot = net_worth.daily_snapshot(investments)
    prove = backup.prove_backups(backups)
    timed = (
        (prove, IntervalTrigger(hours=3)),
        (snapshot, IntervalTrigger(hours=1)),
        (forecasting.keep_daily_forecast, IntervalTrigger(hours=1)),
        (sync_due, _MINUTELY),
        (fetch_rates, _MINUTELY),
        (fetch_prices, _MINUTELY),
        (brokerages.sync_due(brokerage_sync), _MINUTELY),
        (train, _TRAINING),
        (LookForNotices(), _MINUTELY),
        (notifications.mail_due(investments), IntervalTrigger(minutes=10)),
    )
    return (*JOBS, *timed), (*SOON, prove, snapshot, finish_links, sync_due, fetch_rates, fetch_prices)
