"""The accounts of a person as the forecast sees them: what they hold, what moved them, what is confirmed to recur."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.accounts.kinds import LIABILITY_TYPES
from backend.accounts.models import Account
from backend.balances import queries as balances
from backend.budgets.periods import Days
from backend.budgets.plan_lines import plan_state
from backend.budgets.queries import months_after
from backend.categories import queries as categories
from backend.debts import queries as debts
from backend.forecasting import queries
from backend.forecasting.decisions import BudgetLine, GoalPlan
from backend.forecasting.loans import OwedLoan, loan_items, movements_of
from backend.forecasting.projection import History
from backend.forecasting.streams import Item, Movement, Stream, first_open
from backend.goals import queries as goals
from backend.kit.merchant_title import merchant_title
from backend.kit.period import first_day, last_day, month_of
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
    """Accounts whose balance is known, their history, and what is dated for days to come."""

    accounts: Sequence[Account]
    history: History
    # What is booked for days to come, and the payments of loans whose terms are known.
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
    of_loans, installments = _loans(db, user_id, known, now, past, today)
    every = running(db, user_id, ("active",))
    # A series that paid a loan of known terms is followed by the schedule of the loan.
    series = [each for each in every if not (each.payments and each.payments[-1].id in of_loans)]
    filed = {movement.id: movement.category_id for movement in past}
    streams, unplaced = _series_streams(series, known, filed, today)
    confirmed = {payment.id for each in every for payment in each.payments} | of_loans
    rest = [movement for movement in past if movement.id not in confirmed]
    history = History(
        today, now, rest, fixed=tuple(streams), first_on=first_on, cards=cards,
        budgets=_budgets(db, user_id, known, today), goals=_goals(db, user_id, known, now),
    )  # fmt: skip
    booked = [_booked(each) for each in later if each.id not in of_loans]
    return Situation(known, history, [*booked, *installments], [*left_out, *unplaced], whole)


def shown_name(item: Item) -> str:
    """Return the name of an item for a reader: a bank text becomes the name of the merchant."""
    return item.name if item.source in ("series", "loan", "goal") else merchant_title(item.name) or item.name


def _series_streams(
    every: Iterable[Running], known: Sequence[Account], filed: Mapping[int, int], today: date
) -> tuple[list[Stream], list[LeftOut]]:
    """Return the streams of series, and those that cannot be placed.

    A series that has no account and was never paid is expected from the account that bills are paid from. `filed` has
    the categories of past payments, for series without one.
    """
    ids = {account.id for account in known}
    streams, unplaced = [], []
    for each in every:
        series, course = each.series, each.course
        account_id = series.account_id or (each.payments[-1].account_id if each.payments else None)
        account_id = account_id or _paying(known, series.currency)
        if course.state == "lapsed":
            continue
        if course.amount_minor is None or account_id is None:
            why = "its amount is not known" if course.amount_minor is None else "it has no account"
            unplaced.append(LeftOut(series.name, f"It is not in the forecast: {why}. Enter it on the page Recurring."))
            continue
        schedule: Schedule = each.plan.schedule
        category_id = series.category_id or (filed.get(each.payments[-1].id) if each.payments else None)
        due = first_open(schedule, course.last_on, today) if course.last_on else course.next_due_on
        if account_id in ids and due is not None:
            streams.append(
                Stream(series.name, account_id, course.amount_minor, schedule, due, "series", each.plan.is_variable,
                       source_id=series.id, category_id=category_id or 0)
            )  # fmt: skip
    return streams, unplaced


def _loans(
    db: Session, user_id: int, known: Sequence[Account], held: Mapping[int, int], past: Sequence[Movement], today: date
) -> tuple[set[int], list[Item]]:
    """Return the ids of the movements of loans whose terms are known, and their payments to come."""
    agreed = debts.loans(db, user_id)
    ids: set[int] = set()
    items: list[Item] = []
    for account in known:
        if account.id in agreed:
            terms = agreed[account.id]
            owed = OwedLoan(account.id, account.name, -held[account.id], terms.loan, terms.rates, terms.extras)
            movements = movements_of(owed, past)
            payers = [each.account_id for each in movements if each.account_id != account.id]
            paid_from = payers[-1] if payers else _paying(known, account.currency)
            if paid_from is not None:
                ids |= {each.id for each in movements}
                items += loan_items(owed, paid_from, today)
    return ids, items


def _budgets(db: Session, user_id: int, known: Sequence[Account], today: date) -> tuple[BudgetLine, ...]:
    """Return the budgets of this month; one that is not set for a later month goes on unchanged."""
    days = Days(first_day(month_of(today)), last_day(month_of(today)))
    lines = []
    for currency in dict.fromkeys(account.currency for account in known):
        ids = [account.id for account in known if account.currency == currency]
        main = _paying(known, currency)
        if main is None:
            continue
        state = plan_state(db, user_id, None, days, today=today, with_side_by_side=False)
        families = categories.families(categories.every(db, user_id))
        later = months_after(db, user_id, month_of(today))
        for each in state.top_lines(currency):
            category_id = each.line.category.id
            lines.append(
                BudgetLine(
                    category_id,
                    frozenset(families[category_id]),
                    [main, *(id_ for id_ in ids if id_ != main)],
                    each.shown.left_minor,
                    each.shown.budgeted_minor,
                    {month: minor for (id_, month), minor in later.items() if id_ == category_id},
                )
            )
    return tuple(lines)


def _goals(db: Session, user_id: int, known: Sequence[Account], held: Mapping[int, int]) -> tuple[GoalPlan, ...]:
    """Return what accepted plans move to accounts of goals; money put aside without an account moves nowhere."""
    accounts_by_id = {account.id: account for account in known}
    plans = []
    for goal in goals.list_goals(db, user_id):
        account = accounts_by_id.get(goal.account_id or 0)
        if account is None or goal.status != "active" or not goal.planned_monthly_minor:
            continue
        paid_from = _paying(known, account.currency)
        has = held[account.id] * goal.share_percent // 100
        missing = -has if goal.kind == "debt" else goal.target_minor - has
        if paid_from is not None and paid_from != account.id:
            plans.append(GoalPlan(goal.id, goal.name, account.id, paid_from, goal.planned_monthly_minor, missing))
    return tuple(plans)


def _paying(known: Sequence[Account], currency: str) -> int | None:
    """Return the account that pays where nothing says which: the first checking account, else the first with cash."""
    for account_type in ("checking", "cash"):
        for account in known:
            if (account.account_type, account.currency) == (account_type, currency):
                return account.id
    return None


def _booked(movement: Movement) -> Item:
    return Item(movement.on, movement.account_id, movement.amount_minor, movement.name, "planned",
                movement.to_account_id)  # fmt: skip
