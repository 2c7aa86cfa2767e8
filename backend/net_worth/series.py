"""Everything that counts in net worth on some days: accounts of both data files, and what is kept by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.accounts.models import Account, Connection
from backend.balances.past import AccountPast, past_balances
from backend.exchange_rates import queries as exchange_rates
from backend.exchange_rates.rate_table import Converted, NoRate, Rate, RateTable
from backend.infra.database import ReadSession
from backend.investments.models import InvestmentAccount
from backend.investments.queries import accounts as account_queries
from backend.investments.queries import values as value_queries
from backend.investments.queries.values import ValueOn
from backend.net_worth import queries
from backend.net_worth.depreciation import Depreciation, Valuation, Valued, value_on
from backend.net_worth.drivers import Course, End, Group
from backend.net_worth.models import ManualAsset, ManualValuation

Kept = Literal["bank", "file", "by_hand"]
Owner = Literal["mine", "shared"]
Breakdown = Literal["group", "kind", "currency", "owner"]
GROUP_OF_ACCOUNT: dict[str, Group] = {
    "checking": "cash",
    "savings": "cash",
    "cash": "cash",
    "investment": "investments",
    "asset": "owned",
    "credit": "cards",
    "loan": "loans",
    "liability": "loans",
}
# A file a month keeps an account fresh; a thing is looked at once a year.
_STALE_ACCOUNT = timedelta(days=35)
_STALE_ASSET = timedelta(days=400)
_NO_VALUE = "no value was entered"


@dataclass(frozen=True, slots=True)
class Item:
    """One account or thing. `as_of` is the day of its newest balance or value, None if it has none."""

    key: str
    name: str
    group: Group
    kind: str
    currency: str
    share_percent: int
    kept: Kept
    mask: str | None = None
    account_id: int | None = None
    asset_id: int | None = None
    # The figure of investments that explains the value.
    figure_id: str | None = None
    as_of: date | None = None
    is_stale: bool = False
    is_without_rows: bool = False
    valued: Valued | None = None

    @property
    def owner(self) -> Owner:
        """Whose it is: the person's alone, or shared with somebody else."""
        return "mine" if self.share_percent == 100 else "shared"


class OnDay(NamedTuple):
    """The person's share of an item on a day: in its own currency and in the home currency, in minor units.

    Both are None if it is unknown, or only the second one if there is no rate, because `why`; `known_minor` is the part
    of it in the home currency that is known all the same. `rate` is None in the home currency.
    """

    is_there: bool
    is_known: bool
    own_minor: int | None
    home_minor: int | None
    why: str | None = None
    whole_minor: int | None = None
    rate: Rate | None = None
    rate_age_days: int = 0
    known_minor: int | None = None

    @property
    def counted_minor(self) -> int:
        """What counts in a sum of what is known, in the home currency."""
        return self.home_minor if self.home_minor is not None else self.known_minor or 0


@dataclass(frozen=True, slots=True)
class Series:
    """An item on some days, oldest first, and what moved into it between each day and the next, in its own currency."""

    item: Item
    days: list[OnDay]
    moved_minor: list[int]

    def course(self, first: int, last: int, rates: "Rates") -> Course | None:
        """Return how it went from one of the days to another; None if its value on one of both is unknown."""
        before, after = self.days[first], self.days[last]
        if before.own_minor is None or after.home_minor is None or (before.is_there and before.home_minor is None):
            return None
        return Course(
            self.item.group,
            _end(before),
            _end(after),
            sum(self.moved_minor[first:last]),
            to_home=lambda minor: rates.at(minor, self.item.currency, last),
            is_foreign=self.item.currency != rates.home,
            is_without_rows=self.item.is_without_rows,
        )


class DataFiles(NamedTuple):
    """A session of each data file; net worth reads both."""

    budget: ReadSession
    investments: ReadSession


@dataclass(frozen=True, slots=True)
class Rates:
    """The exchange rates of the days of a series, into the home currency."""

    table: RateTable
    home: str
    days: Sequence[date]

    def convert(self, minor: int, currency: str, at: int) -> Converted | NoRate:
        """Return an amount in the home currency by the rate of one of the days."""
        return self.table.convert(minor, currency, self.home, on=self.days[at])

    def at(self, minor: int, currency: str, at: int) -> int:
        """Return the amount alone; the rate is known to be there."""
        converted = self.convert(minor, currency, at)
        assert isinstance(converted, Converted)
        return converted.minor


class Only(NamedTuple):
    """What net worth is restricted to: one item by its key, or the items of one group, kind, currency or owner."""

    by: Literal["item"] | Breakdown
    name: str

    def matches(self, item: Item) -> bool:
        """Return whether an item belongs to it."""
        return self.name == (item.key if self.by == "item" else getattr(item, self.by))


def load_series(
    data: DataFiles, user_id: int, days: Sequence[date], *, home: str, only: Only | None = None
) -> tuple[list[Series], Rates]:
    """Return all items on `days` (oldest first; the last one counts as today), or `only` some, and the rates used."""
    db = data.budget
    holders = account_queries.accounts(data.investments, user_id)
    # An account of a bank is in both files if its holdings are read too; there it is worth what they are.
    twins = {(each.bank_connection_id, each.plaid_account_id) for each in holders if each.plaid_account_id}
    found = [
        account
        for account in accounts.list_accounts(db, user_id)
        if (account.connection_id, account.provider_account_id) not in twins
    ]
    assets = queries.assets(db, user_id)
    held = _holder_values(data.investments, user_id, days)
    currencies = {
        home,
        *(account.currency for account in found),
        *(asset.currency for asset in assets),
        *(currency for _, currency in held),
    }
    rates = Rates(exchange_rates.rate_table_of_days(db, user_id, currencies, days), home, days)
    pasts = past_balances(db, user_id, found, days)
    connections = accounts.connections_by_id(db, user_id)
    valuations = queries.valuations(db, user_id)
    series = [
        *(_account_series(account, pasts[account.id], connections, rates) for account in found),
        *_holder_series(data.investments, user_id, holders, held, rates),
        *(_asset_series(asset, valuations.get(asset.id, []), rates) for asset in assets),
    ]
    there = [each for each in series if any(day.is_there for day in each.days)]
    return [each for each in there if only is None or only.matches(each.item)], rates


def first_day(data: DataFiles, user_id: int) -> date | None:
    """Return the first day that anything is known of: a transaction, a balance, a value, a holding."""
    days = (queries.first_day(data.budget, user_id), value_queries.first_value_on(data.investments, user_id))
    return min((day for day in days if day is not None), default=None)


def rule_of(asset: ManualAsset) -> Depreciation:
    """Return how the value of a manual asset becomes less."""
    return Depreciation(
        method=asset.depreciation,
        percent=asset.depreciation_percent or Decimal(0),
        life_months=asset.life_months or 0,
        residual_minor=asset.residual_minor,
        rounded_to_minor=asset.rounded_to_minor,
    )


def own_share(minor: int, percent: int) -> int:
    """Return the person's share, rounded half to even."""
    return minor if percent == 100 else _divided(minor * percent, 100)


def _account_series(account: Account, past: AccountPast, connections: dict[int, Connection], rates: Rates) -> Series:
    share = account.ownership_percent
    on_days = [
        _on_day(rates, at, account.currency, share, is_there=past.is_there[at], why=past.why, whole_minor=None)
        if past.why
        else _on_day(
            rates,
            at,
            account.currency,
            share,
            is_there=past.is_there[at],
            is_known=past.held[at].is_known,
            whole_minor=past.held[at].minor,
        )
        for at in range(len(rates.days))
    ]
    current = past.current
    connection = connections.get(account.connection_id or 0)
    as_of = current.on if current else None
    is_silent = connection is not None and connection.failing_since is not None
    is_stale = as_of is not None and as_of < rates.days[-1] - (timedelta(0) if is_silent else _STALE_ACCOUNT)
    item = Item(
        key=f"account:{account.id}",
        name=account.name,
        group=GROUP_OF_ACCOUNT[account.account_type],
        kind=account.account_type,
        currency=account.currency,
        share_percent=share,
        kept="bank" if connection else "file" if current and current.stated.source == "statement" else "by_hand",
        mask=account.mask,
        account_id=account.id,
        as_of=as_of,
        is_stale=is_stale,
        is_without_rows=not past.has_transactions,
    )
    return Series(item, on_days, [own_share(-out, share) for out in past.out_minor])


def _holder_values(db: Session, user_id: int, days: Sequence[date]) -> dict[tuple[int, str], dict[date, ValueOn]]:
    """Return the values of investment accounts by account and currency, by day."""
    held: dict[tuple[int, str], dict[date, ValueOn]] = {}
    for value in value_queries.values_on(db, user_id, days):
        held.setdefault((value.account_id, value.currency), {})[value.day] = value
    return held


def _holder_series(
    db: Session,
    user_id: int,
    holders: Sequence[InvestmentAccount],
    held: dict[tuple[int, str], dict[date, ValueOn]],
    rates: Rates,
) -> Iterator[Series]:
    """Yield each investment account; one with prices in several currencies is an item for each."""
    paid = value_queries.paid_between(db, user_id, rates.days[0], rates.days[-1])
    for holder in holders:
        currencies = [currency for account_id, currency in held if account_id == holder.id]
        for currency in currencies:
            values = held[holder.id, currency]
            newest = values.get(rates.days[-1])
            item = Item(
                key=f"investment:{holder.id}" if len(currencies) == 1 else f"investment:{holder.id}:{currency}",
                name=holder.account_name if len(currencies) == 1 else f"{holder.account_name}, {currency}",
                group="investments",
                kind="investment",
                currency=currency,
                share_percent=100,
                kept="by_hand" if holder.connection_status == "manual" else "bank",
                mask=holder.mask,
                figure_id=f"investments.value.account:{holder.id}:{currency}",
                as_of=newest.on if newest else None,
                is_stale=newest is not None and newest.on < rates.days[-1] - _STALE_ACCOUNT,
            )
            on_days = [
                _without_unvalued(
                    _on_day(
                        rates, at, currency, 100, is_there=day in values, is_known=day in values,
                        whole_minor=values[day].value_minor if day in values else 0,
                    ),
                    values[day].unvalued if day in values else 0,
                )
                for at, day in enumerate(rates.days)
            ]  # fmt: skip
            flows = paid.get((holder.id, currency), [])
            moved = [sum(minor for on, minor in flows if before < on <= day) for before, day in pairwise(rates.days)]
            yield Series(item, on_days, moved)


def _without_unvalued(day: OnDay, unvalued: int) -> OnDay:
    """Return the day without a value if holdings have no price; what the others are worth stays known."""
    if not unvalued:
        return day
    why = f"{unvalued} holding{'' if unvalued == 1 else 's'} without a price"
    return day._replace(own_minor=None, home_minor=None, whole_minor=None, why=why, known_minor=day.home_minor)


def _asset_series(asset: ManualAsset, entered: Sequence[ManualValuation], rates: Rates) -> Series:
    valuations = [Valuation(each.on, each.value_minor, each.origin) for each in entered]
    rule = rule_of(asset)
    share = asset.ownership_percent
    on_days = []
    for at, day in enumerate(rates.days):
        if not valuations:
            on_days.append(_on_day(rates, at, asset.currency, share, is_there=True, why=_NO_VALUE, whole_minor=None))
            continue
        until = min(day, asset.disposed_on) if asset.disposed_on else day
        valued = value_on(max(until, valuations[0].on), valuations, rule)
        assert valued is not None
        is_there = valuations[0].on <= day and (asset.disposed_on is None or day < asset.disposed_on)
        on_days.append(
            _on_day(rates, at, asset.currency, share, is_there=is_there, is_known=True, whole_minor=valued.value_minor)
        )
    today = rates.days[-1]
    newest = max((each.on for each in valuations if each.on <= today), default=None)
    item = Item(
        key=f"asset:{asset.id}",
        name=asset.name,
        group="loans" if asset.kind == "debt" else "owned",
        kind=asset.kind,
        currency=asset.currency,
        share_percent=share,
        kept="by_hand",
        asset_id=asset.id,
        as_of=newest,
        is_stale=newest is not None and rule.method == "none" and newest < today - _STALE_ASSET,
        is_without_rows=True,
        valued=value_on(today, valuations, rule),
    )
    return Series(item, on_days, [0] * (len(rates.days) - 1))


def _on_day(
    rates: Rates,
    at: int,
    currency: str,
    share: int,
    *,
    is_there: bool,
    whole_minor: int | None,
    is_known: bool = False,
    why: str | None = None,
) -> OnDay:
    if whole_minor is None:
        return OnDay(is_there, False, None, None, why)
    own = own_share(whole_minor, share)
    if currency == rates.home:
        return OnDay(is_there, is_known, own, own, None, whole_minor)
    converted = rates.convert(own, currency, at)
    if isinstance(converted, NoRate):
        return OnDay(is_there, is_known, own, None, converted.why, whole_minor)
    return OnDay(is_there, is_known, own, converted.minor, None, whole_minor, converted.rate, converted.age_days)


def _end(day: OnDay) -> End:
    assert day.own_minor is not None
    return End(day.is_there, day.own_minor, day.home_minor or 0)


def _divided(minor: int, by: int) -> int:
    quotient, rest = divmod(minor, by)
    return quotient + (2 * rest > by or (2 * rest == by and quotient % 2 == 1))
