"""Net worth as figures: the total, its groups and each item, with the terms that make them. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from backend.exchange_rates.rate_table import STALE_DAYS
from backend.kit.figure import Completeness, Excluded, Figure, Missing, Term, term_of, total, unknown
from backend.kit.period import written_day
from backend.net_worth.drivers import DEBTS, GROUPS, Group
from backend.net_worth.series import Item, OnDay, Series

GROUP_LABELS: dict[Group, str] = {
    "cash": "Cash and savings",
    "investments": "Investments",
    "owned": "Things you own",
    "cards": "Cards",
    "loans": "Loans",
}
KIND_LABELS = {
    "checking": "Checking",
    "savings": "Savings",
    "cash": "Cash",
    "investment": "Investments",
    "asset": "Other assets",
    "credit": "Credit cards",
    "loan": "Loans",
    "liability": "Other debts",
    "home": "Homes",
    "car": "Cars",
    "other": "Other things",
    "debt": "Debts by hand",
}
OWNER_LABELS = {"mine": "Yours alone", "shared": "Your part of what is shared"}
_SOURCES = {"ecb": "European Central Bank", "file": "from a file", "manual": "by hand"}
_RATE_DIGITS = Decimal("0.000001")


def net_worth(series: Sequence[Series], *, at: int, on: date, home: str) -> Figure:
    """Return what is owned less what is owed on the day `at` of the series, by group."""
    return total(
        id="net_worth.total",
        label="Net worth",
        unit=home,
        as_of=on,
        terms=(term_of(group) for group in groups(series, at=at, on=on, home=home).values()),
        missing=[*_incomplete(series, at=at), *_old_rates(series, at=at)],
        excluded=_excluded(series, at=at),
    )


def assets(series: Sequence[Series], *, at: int, on: date, home: str) -> Figure:
    """Return what is owned: the groups that are no debts."""
    return _side("assets", "Assets", series, at=at, on=on, home=home, is_debt=False)


def debts(series: Sequence[Series], *, at: int, on: date, home: str) -> Figure:
    """Return what is owed, as a negative amount."""
    return _side("debts", "Debts", series, at=at, on=on, home=home, is_debt=True)


def groups(series: Sequence[Series], *, at: int, on: date, home: str) -> dict[Group, Figure]:
    """Return the sum of each group that has an item on the day."""
    found = {}
    for group in GROUPS:
        own = [each for each in series if each.item.group == group and each.days[at].is_there]
        if own:
            found[group] = items_sum(own, id=f"net_worth.{group}", label=GROUP_LABELS[group], at=at, on=on, home=home)
    return found


def items_sum(series: Sequence[Series], *, id: str, label: str, at: int, on: date, home: str) -> Figure:
    """Return the sum of some items."""
    terms = (_item_term(each.item, each.days[at], home) for each in series)
    return total(id=id, label=label, unit=home, as_of=on, terms=terms)


def item_figure(item: Item, day: OnDay, *, on: date, home: str) -> Figure:
    """Return what an item counts, from its balance or value over the share to the home currency."""
    id_ = f"net_worth.{item.key}"
    steps = _steps(item, day, home)
    if day.home_minor is None:
        return replace(
            unknown(id=id_, label=item.name, unit=home, as_of=on, why=day.why or "", terms=steps),
            known_value=day.known_minor,
        )
    missing = (Missing(item.name, f"nothing since {_written(item.as_of)}"),) if item.is_stale else ()
    return Figure(
        id=id_,
        label=item.name,
        value=day.home_minor,
        unit=home,
        as_of=on,
        terms=tuple(steps),
        completeness=Completeness(None if item.is_stale else item.as_of, missing),
    )


def _side(name: str, label: str, series: Sequence[Series], *, at: int, on: date, home: str, is_debt: bool) -> Figure:
    found = groups(series, at=at, on=on, home=home)
    terms = (term_of(figure) for group, figure in found.items() if (group in DEBTS) == is_debt)
    return total(id=f"net_worth.{name}", label=label, unit=home, as_of=on, terms=terms)


def _item_term(item: Item, day: OnDay, home: str) -> Term:
    why = None if day.home_minor is not None else day.why
    return Term(
        item.name,
        day.home_minor,
        home,
        figure_id=f"net_worth.{item.key}",
        query=_query(item),
        why=why,
        known_value=day.known_minor,
    )


def _steps(item: Item, day: OnDay, home: str) -> list[Term]:
    """Return the terms of an item: what was entered and taken off, the share, the rate."""
    if day.whole_minor is None:
        if item.figure_id is None:
            return []
        return [Term("Holdings", None, figure_id=item.figure_id, why=day.why or "", known_value=day.known_minor)]
    valued = item.valued
    if valued and valued.value_minor == day.whole_minor and valued.months:
        steps = [
            Term(f"Value on {written_day(valued.entered.on)}", valued.entered.value_minor, item.currency),
            Term(f"Taken off in {valued.months} months", -valued.taken_off_minor, item.currency),
        ]
        if valued.rounding_minor:
            steps.append(Term("Rounded as you chose", valued.rounding_minor, item.currency))
    elif item.asset_id is not None and valued:
        steps = [
            Term(valued.entered.origin or f"Value on {written_day(valued.entered.on)}", day.whole_minor, item.currency)
        ]
    else:
        kind = "Holdings" if item.figure_id else "Balance"
        label = f"{kind} on {written_day(item.as_of)}" if item.as_of else kind
        steps = [Term(label, day.whole_minor, item.currency, query=_query(item), figure_id=item.figure_id)]
    if item.share_percent != 100:
        steps.append(Term("Your share", Decimal(item.share_percent), "percent", operator="multiply"))
    if day.rate is not None and item.currency != home:
        value = day.rate.value
        rate = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(_RATE_DIGITS, ROUND_HALF_EVEN)
        label = f"Rate of {written_day(day.rate.on)}, {_SOURCES[day.rate.source]}"
        steps.append(Term(label, rate, f"{home} per {item.currency}", operator="multiply"))
    return steps


def _written(day: date | None) -> str:
    return written_day(day) if day else "ever"


def _query(item: Item) -> str | None:
    return f"account_id={item.account_id}" if item.account_id is not None else None


def _incomplete(series: Sequence[Series], *, at: int) -> list[Missing]:
    return [
        Missing(each.item.name, f"nothing since {_written(each.item.as_of)}")
        for each in series
        if each.item.is_stale and each.days[at].is_there and each.days[at].home_minor is not None
    ]


def _old_rates(series: Sequence[Series], *, at: int) -> list[Missing]:
    found = {}
    for each in series:
        day = each.days[at]
        if day.is_there and day.rate is not None and day.rate_age_days > STALE_DAYS:
            found[each.item.currency] = Missing(
                f"Rate of {each.item.currency}", f"{day.rate_age_days} days old, of {written_day(day.rate.on)}"
            )
    return list(found.values())


def _excluded(series: Sequence[Series], *, at: int) -> list[Excluded]:
    closed = sum(not each.days[at].is_there for each in series)
    return [Excluded("Closed accounts and things that are gone", closed)] if closed else []
