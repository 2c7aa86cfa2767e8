"""Make the forecast of today, keep it once a day, and compare earlier ones with what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend.forecasting import queries
from backend.forecasting.calibration import (
    Error,
    PastErrors,
    Spread,
    actual_balances,
    origins,
    spread_of,
    walk_forward,
)
from backend.forecasting.models import KeptForecast
from backend.forecasting.projection import Projection, project
from backend.forecasting.situation import Situation, load_situation
from backend.forecasting.streams import Item, Stream
from backend.infra.database import Database
from backend.kit.figure import Figure, Missing, Period, Term, total
from backend.kit.period import written_day

MONTH = 30
KEPT_DAYS = 90
BILL_DAYS = 14
SPENDABLE_TYPES = frozenset({"checking", "cash"})
_MOST_SCORED = 400


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast of a day with its bands, by account and under None for all accounts of `currency` together."""

    situation: Situation
    projection: Projection
    currency: str
    spreads: dict[int | None, Spread | None]

    def balances(self, account_id: int | None) -> list[int]:
        """Return the balance of today and of each day ahead."""
        if account_id is not None:
            return self.projection.balances[account_id]
        ids = self.situation.ids_of(self.currency)
        return sums([self.projection.balances[each] for each in ids], self.projection.days + 1)

    def band(self, account_id: int | None) -> tuple[list[int], list[int]] | None:
        """Return the lower and upper edge of the band that held 80 % of past forecasts; None while none is known."""
        spread = self.spreads.get(account_id)
        if spread is None:
            return None
        middle = self.balances(account_id)
        widths = [spread.at(number) for number in range(len(middle))]
        return (
            [minor - width for minor, width in zip(middle, widths, strict=True)],
            [minor + width for minor, width in zip(middle, widths, strict=True)],
        )


def make_forecast(
    db: Session,
    user_id: int,
    *,
    today: date,
    days: int,
    currency: str,
    planned: Sequence[Item] = (),
    extra: Sequence[Stream] = (),
) -> Forecast | None:
    """Return the forecast of the next `days` days; None if no account has a balance."""
    situation = load_situation(db, user_id, today)
    if not situation.accounts:
        return None
    projection = project(situation.history, days, planned=[*situation.booked, *planned], extra=extra)
    return Forecast(situation, projection, currency, kept_spreads(db, user_id, currency))


def kept_spreads(db: Session, user_id: int, currency: str) -> dict[int | None, Spread | None]:
    """Return the bands that were measured last, by account, and under None for all accounts of a currency."""
    newest = queries.newest_kept_on(db, user_id)
    kept = queries.kept_on(db, user_id, newest) if newest else ()
    return {
        each.account_id: Spread(each.scale, each.growth) if each.scale is not None and each.growth is not None else None
        for each in kept
        if each.account_id is not None or each.currency == currency
    }


def keep_forecast(budget: Database, user_id: int, *, today: date) -> bool:
    """Keep the forecast of today with its tests on past days, once a day. Returns whether there was one to keep.

    It is computed before the data file is opened for writing, so that nobody waits for it.
    """
    with budget.read() as db:
        if queries.newest_kept_on(db, user_id) == today:
            return False
        made = forecasts_to_keep(db, user_id, today=today)
    with budget.write() as writing:
        if not made or queries.newest_kept_on(writing, user_id) == today:
            return False
        writing.add_all(made)
    return True


def forecasts_to_keep(db: Session, user_id: int, *, today: date, made_on: date | None = None) -> list[KeptForecast]:
    """Return the rows of today's forecast, one for each account and one for each currency.

    `made_on` is an earlier day to forecast from instead, with only what was known then: for sample data.
    """
    situation = load_situation(db, user_id, today)
    if not situation.accounts:
        return []
    if made_on is not None:
        whole = situation.whole.cut(made_on)
        situation = replace(situation, history=whole, whole=whole, booked=[])
        today = made_on
    projection = project(situation.history, KEPT_DAYS, planned=situation.booked)
    first_on = min(situation.whole.first_on.values(), default=today)
    # Earlier days than the history that was read have no forecast.
    errors = walk_forward(situation.whole, origins(max(first_on, today - timedelta(days=700)), today))
    rows = []
    for currency in sorted({account.currency for account in situation.accounts}):
        ids = situation.ids_of(currency)
        together = PastErrors(*(_added(each, ids) for each in errors))
        paths = [projection.balances[each] for each in ids]
        rows.append(_row(user_id, today, None, currency, sums(paths, KEPT_DAYS + 1), together, situation, ids))
        rows += [
            _row(user_id, today, each, currency, projection.balances[each], errors, situation, [each]) for each in ids
        ]
    return rows


def scored(db: Session, user_id: int, situation: Situation, currency: str, today: date) -> list[dict[str, Any]]:
    """Return kept forecasts whose 30th day has come, with what was, oldest first: one a month and account.

    `account_id` is None for all accounts of the currency.
    """
    kept = queries.kept_between(db, user_id, today - timedelta(days=_MOST_SCORED), today - timedelta(days=MONTH))
    by_month: dict[tuple[int | None, str], KeptForecast] = {}
    for each in kept:
        by_month.setdefault((each.account_id, f"{each.made_on:%Y-%m}"), each)
    found = []
    for each in by_month.values():
        ids = situation.ids_of(currency) if each.account_id is None else [each.account_id]
        if each.currency != currency or not set(ids) <= set(situation.history.held) or len(each.said) < MONTH:
            continue
        actual = actual_balances(situation.whole, each.made_on, MONTH)
        was = sum(actual[account_id][MONTH] for account_id in ids)
        width = (
            Spread(each.scale, each.growth).at(MONTH) if each.scale is not None and each.growth is not None else None
        )
        found.append(_score(each.account_id, each.made_on, each.said[MONTH - 1], was, width))
    return found


def tested(kept: Sequence[KeptForecast], currency: str) -> list[dict[str, Any]]:
    """Return the forecasts that were made again for past days, from the newest kept ones."""
    found = []
    for each in kept:
        if each.currency == currency:
            spread = None if each.scale is None or each.growth is None else Spread(each.scale, each.growth)
            width = spread.at(MONTH) if spread else None
            # Those that an earlier version kept have no simpler methods.
            found += [
                {
                    **_score(each.account_id, date.fromisoformat(made_on), said, was, width),
                    "schedules_only_minor": simpler[0] if simpler else None,
                    "burn_minor": simpler[1] if simpler else None,
                }
                for made_on, said, was, *simpler in each.tests
            ]
    return found


def opening_figure(forecast: Forecast) -> Figure:
    """Return what the accounts of the home currency hold today."""
    held = forecast.projection.balances
    return total(
        id="forecast.today",
        label="All accounts today",
        unit=forecast.currency,
        as_of=forecast.projection.as_of,
        terms=[
            Term(account.name, held[account.id][0])
            for account in forecast.situation.accounts
            if account.currency == forecast.currency
        ],
        missing=[Missing(each.what, each.why) for each in forecast.situation.left_out],
    )


def end_figure(forecast: Forecast) -> Figure:
    """Return what all accounts will hold on the last day, and what leads there."""
    ids = set(forecast.situation.ids_of(forecast.currency))
    items = forecast.projection.items
    leaving = [each.amount_minor for each in items if each.account_id in ids and each.to_account_id not in ids]
    coming = [each.amount_minor for each in items if each.to_account_id in ids and each.account_id not in ids]
    paced = sum(sum(forecast.projection.pace[account_id]) for account_id in ids)
    budgeted = sum(sum(forecast.projection.budgeted[account_id]) for account_id in ids)
    opening = opening_figure(forecast)
    balances = forecast.balances(None)
    out_minor = sum(minor for minor in leaving if minor > 0)
    in_minor = sum(coming) - sum(minor for minor in leaving if minor < 0)
    return total(
        id="forecast.end",
        label="All accounts on the last day",
        unit=forecast.currency,
        as_of=forecast.projection.as_of + timedelta(days=len(balances) - 1),
        terms=[
            Term("Today", balances[0], figure_id=opening.id),
            Term("Expected money in", in_minor),
            Term("Bills and other expected payments", -out_minor),
            *([Term("What is left of budgets", -budgeted)] if forecast.situation.history.budgets else []),
            Term("Usual pace of what does not recur", -paced),
        ],
        missing=opening.completeness.missing,
    )


def free_figure(forecast: Forecast) -> Figure:
    """Return what is free to spend until the next money comes in: no usual pace is taken off, since that is spending.

    It is what checking and cash accounts hold, less what cards owe and what is expected to be paid or moved away from
    them before.
    """
    kinds = {account.id: account.account_type for account in forecast.situation.accounts}
    ids = forecast.situation.ids_of(forecast.currency)
    spendable = {each for each in ids if kinds[each] in SPENDABLE_TYPES}
    cards = {each for each in ids if kinds[each] == "credit"}
    held = forecast.projection.balances
    items = sorted(forecast.projection.items, key=lambda item: item.on)
    last_on = forecast.projection.as_of + timedelta(days=forecast.projection.days)
    pay_on = next((each.on for each in items if each.account_id in spendable and each.amount_minor < 0), last_on)
    due = [
        each.amount_minor
        for each in items
        if each.on < pay_on
        and each.amount_minor > 0
        and each.account_id in spendable | cards
        and each.to_account_id not in spendable | cards
    ]
    return total(
        id="forecast.free",
        label="Free to spend",
        unit=forecast.currency,
        as_of=forecast.projection.as_of,
        period=Period(forecast.projection.as_of, pay_on),
        terms=[
            Term("Checking and cash", sum(held[each][0] for each in spendable)),
            Term("Card balances owed", sum(min(0, held[each][0]) for each in cards)),
            Term(f"Expected payments until {written_day(pay_on)}", -sum(due)),
        ],
        missing=[Missing(each.what, each.why) for each in forecast.situation.left_out],
    )


def bills_figure(forecast: Forecast) -> Figure:
    """Return the payments of the next two weeks that a person confirmed or planned, and those of loans; other money
    moved between own accounts, such as the payment of a card, is no bill."""
    as_of, ids = forecast.projection.as_of, set(forecast.situation.ids_of(forecast.currency))
    until = as_of + timedelta(days=BILL_DAYS)
    due = [
        each
        for each in sorted(forecast.projection.items, key=lambda item: (item.on, item.name))
        if each.on <= until and each.account_id in ids and _is_bill(each)
    ]
    return total(
        id="forecast.bills",
        label="Bills ahead",
        unit=forecast.currency,
        as_of=as_of,
        period=Period(as_of, until),
        terms=[Term(f"{each.name}, {written_day(each.due_on or each.on)}", each.amount_minor) for each in due],
    )


def _is_bill(item: Item) -> bool:
    # Interest is inside the payment of its loan.
    is_moved = item.to_account_id is not None
    return item.amount_minor > 0 and item.source != "detected" and is_moved == (item.source == "loan")


def sums(paths: Sequence[Sequence[int]], length: int) -> list[int]:
    """Return the sum of the paths day by day."""
    return [sum(day) for day in zip(*paths, strict=True)] if paths else [0] * length


def past_balances(situation: Situation, account_ids: Sequence[int], days: int) -> list[int]:
    """Return what accounts held together at the end of each of the last `days` days and today."""
    start = situation.whole.as_of - timedelta(days=days)
    actual = actual_balances(situation.whole, start, days)
    return sums([actual[account_id] for account_id in account_ids], days + 1)


def _row(
    user_id: int,
    today: date,
    account_id: int | None,
    currency: str,
    path: Sequence[int],
    errors: PastErrors,
    situation: Situation,
    ids: Sequence[int],
) -> KeptForecast:
    spread = spread_of(errors.ours[account_id])
    past = past_balances(situation, ids, 420)
    tests = []
    for methods in zip(*(each[account_id] for each in errors), strict=True):
        back = (today - methods[0].made_on).days - MONTH
        if methods[0].horizon == MONTH and back < len(past):
            was = past[len(past) - 1 - back]
            said, schedules_only, burn_90_days = (was + each.minor for each in methods)
            tests.append([methods[0].made_on.isoformat(), said, was, schedules_only, burn_90_days])
    return KeptForecast(
        user_id=user_id,
        made_on=today,
        account_id=account_id,
        currency=currency,
        held_minor=path[0],
        said=list(path[1:]),
        scale=None if spread is None else spread.scale,
        growth=None if spread is None else spread.growth,
        tests=tests[-12:],
    )


def _added(by_account: Mapping[int | None, Sequence[Error]], ids: Sequence[int]) -> dict[int | None, list[Error]]:
    """Return the errors of the sum of accounts, under None."""
    sums_by: dict[tuple[date, int], int] = {}
    for account_id in ids:
        for error in by_account[account_id]:
            key = error.made_on, error.horizon
            sums_by[key] = sums_by.get(key, 0) + error.minor
    return {None: [Error(made_on, horizon, minor) for (made_on, horizon), minor in sums_by.items()]}


def _score(account_id: int | None, made_on: date, said: int, was: int, width: int | None) -> dict[str, Any]:
    return {
        "account_id": account_id,
        "made_on": made_on,
        "said_minor": said,
        "was_minor": was,
        "off_minor": was - said,
        "width_minor": width,
        "is_inside": None if width is None else abs(was - said) <= width,
    }
