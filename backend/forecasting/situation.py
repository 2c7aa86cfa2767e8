"""The accounts of a person as the forecast sees them: what they hold, what moved them, what is confirmed to recur."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.accounts.kinds import LIABILITY_TYPES
from backend.accounts.models import Account
from backend.balances import queries as balances
from backend.forecasting import queries
from backend.forecasting.projection import History, Item
from backend.forecasting.streams import Movement, Stream, first_open
from backend.kit.merchant_title import merchant_title
from backend.recurring.running import Running, running
from backend.recurring.schedule import Schedule

# What money is spent from; investments and things are worth something, but no bill is paid from them.
FORECAST_TYPES = frozenset({"checking", "savings", "cash", "credit", "loan"})
_LOOK_BACK = timedelta(days=800)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the forecast does not count, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Situation:
    """Accounts whose balance is known, their history, and what is already booked for days to come."""

    accounts: Sequence[Account]
    history: History
    booked: list[Item]
    left_out: list[LeftOut]
    # The same history with all movements in it, for forecasts of past days: they knew no confirmed series.
    whole: History

    def ids_of(self, currency: str) -> list[int]:
        return [account.id for account in self.accounts if account.currency == currency]


def load_situation(db: Session, user_id: int, today: date) -> Situation:
    """Return what a forecast from `today` on is made of."""
    candidates = [
        account
        for account in accounts.list_accounts(db, user_id)
        if account.account_type in FORECAST_TYPES and not account.is_hidden and account.closed_on is None
    ]
    held = balances.current(db, user_id, candidates)
    known = [account for account in candidates if account.id in held and held[account.id].minor is not None]
    left_out = [
        LeftOut(account.name, "It has no balance yet: enter one on the page Accounts.")
        for account in candidates
        if account not in known
    ]
    ids = [account.id for account in known]
    moved = queries.movements(db, user_id, ids, since=today - _LOOK_BACK)
    # Looking up the balance counted what is dated after today; it is taken out again and expected on its day.
    later = [movement for movement in moved if movement.on > today]
    past = moved[: len(moved) - len(later)]
    now = {account.id: held[account.id].minor or 0 for account in known}
    for movement in later:
        now[movement.account_id] += movement.amount_minor
        if movement.to_account_id in now:
            now[movement.to_account_id] -= movement.amount_minor
    first_on = {id_: on for id_, on in balances.first_transaction_days(db, user_id).items() if id_ in now}
    cards = frozenset(account.id for account in known if account.account_type in LIABILITY_TYPES)
    whole = History(today, now, past, first_on=first_on, cards=cards)
    every = running(db, user_id, ("active",))
    streams, unplaced = _series_streams(every, set(ids), today)
    confirmed = {payment.id for each in every for payment in each.payments}
    rest = [movement for movement in past if movement.id not in confirmed]
    history = History(today, now, rest, fixed=tuple(streams), first_on=first_on, cards=cards)
    return Situation(known, history, [_booked(each) for each in later], [*left_out, *unplaced], whole)


def shown_name(item: Item) -> str:
    """Return the name of an item for a reader: a bank text becomes the name of the merchant."""
    return item.name if item.source == "series" else merchant_title(item.name) or item.name


def _series_streams(every: Iterable[Running], known: set[int], today: date) -> tuple[list[Stream], list[LeftOut]]:
    streams, unplaced = [], []
    for each in every:
        series, course = each.series, each.course
        account_id = series.account_id or (each.payments[-1].account_id if each.payments else None)
        if course.state == "lapsed":
            continue
        if course.amount_minor is None or account_id is None:
            why = "its amount is not known" if course.amount_minor is None else "it has no account"
            unplaced.append(LeftOut(series.name, f"It is not in the forecast: {why}. Enter it on the page Recurring."))
            continue
        schedule: Schedule = each.plan.schedule
        due = first_open(schedule, course.last_on, today) if course.last_on else course.next_due_on
        if account_id in known and due is not None:
            streams.append(
                Stream(series.name, account_id, course.amount_minor, schedule, due, "series", each.plan.is_variable,
                       source_id=series.id)
            )  # fmt: skip
    return streams, unplaced


def _booked(movement: Movement) -> Item:
    return Item(movement.on, movement.account_id, movement.amount_minor, movement.name, "planned",
                movement.to_account_id)  # fmt: skip
