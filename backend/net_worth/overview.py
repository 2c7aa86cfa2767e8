"""Net worth today with all that counts in it, and why it changed."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from backend.kit.figure import PERCENT, Figure, Term, since, total, unknown
from backend.kit.period import last_day, month_of, shift
from backend.net_worth import figures, queries
from backend.net_worth.drivers import CAUSES, GROUPS, Cause, Course, Group, Row, matrix, row_of, total_row
from backend.net_worth.series import Breakdown, DataFiles, Item, Only, Rates, Series, first_day, load_series

Json = dict[str, Any]
_SPARKLINE_MONTHS = 12
_HUNDREDTH = Decimal("0.01")
CAUSE_LABELS: dict[Cause, tuple[str, str]] = {
    "saved": ("Saved", "kept from income, in cash or invested"),
    "market": ("Market", "price changes, dividends, fees"),
    "debt_paid": ("Debt paid", "principal, less what was newly borrowed"),
    "revalued": ("Revalued", "new values of things you own"),
    "added": ("Added", "what was added, less what was closed or sold"),
    "currency": ("Exchange rates", "other currencies against yours"),
    "unexplained": ("Unexplained", "stated balances that transactions do not reach"),
}


def current(data: DataFiles, user_id: int, *, today: date, home: str, only: Only | None = None) -> Json:
    """Return net worth today by group and item, each item also at the end of the last months, and the change of a year
    (or since the first day that anything is known of, if that is later)."""
    first = first_day(data, user_id)
    compared_on = max(_year_before(today), first) if first else today
    months = [last_day(shift(month_of(today), -back)) for back in range(_SPARKLINE_MONTHS - 1, 0, -1)]
    days = sorted({compared_on, *months, today})
    series, rates = load_series(data, user_id, days, home=home, only=only)
    then, now = days.index(compared_on), len(days) - 1
    shown = [at for at, day in enumerate(days) if day in months or day == today]
    now_net = figures.net_worth(series, at=now, on=today, home=home)
    if first and first <= months[-1]:
        now_net = since(
            now_net, figures.net_worth(series, at=days.index(months[-1]), on=months[-1], home=home), months[-1]
        )
    change = changed(series, rates, then, now)
    there = sorted((each for each in series if each.days[now].is_there), key=lambda each: GROUPS.index(each.item.group))
    return {
        "as_of": today,
        "currency": home,
        "total": now_net,
        "assets": figures.assets(series, at=now, on=today, home=home),
        "debts": figures.debts(series, at=now, on=today, home=home),
        "compared_on": compared_on,
        "change": change.figure("change", "Change", home=home, on=today),
        "change_percent": _percent(change, on=today),
        "groups": _breakdown(there, change, "group", now, on=today, home=home),
        "kinds": _breakdown(there, change, "kind", now, on=today, home=home),
        "currencies": _breakdown(there, change, "currency", now, on=today, home=home),
        "owners": _breakdown(there, change, "owner", now, on=today, home=home),
        "items": [_item_json(each, shown, then, now, on=today, home=home) for each in there],
        "recorded_since": queries.first_snapshot_on(data.budget, user_id, home),
    }


def drivers(data: DataFiles, user_id: int, *, from_on: date, today: date, home: str, only: Only | None = None) -> Json:
    """Return why net worth changed between the end of a day and today, by cause and by group; both add up.

    An item of which the value on one of both days is unknown is left out, and named.
    """
    series, rates = load_series(data, user_id, [from_on, today], home=home, only=only)
    change = changed(series, rates, 0, 1)
    whole = change.whole
    return {
        "currency": home,
        "from_on": from_on,
        "to_on": today,
        "before_minor": whole.before_minor,
        "after_minor": whole.after_minor,
        "change": change.figure("change", "Change", home=home, on=today),
        "causes": [
            {"cause": cause, "about": CAUSE_LABELS[cause][1], "figure": change.cause(cause, home=home, on=today)}
            for cause in CAUSES
            if whole.causes[cause] or any(row.causes[cause] for row in change.rows.values())
        ],
        "groups": [
            {
                "group": group,
                "label": figures.GROUP_LABELS[group],
                "before_minor": row.before_minor,
                "after_minor": row.after_minor,
                "causes": row.causes,
            }
            for group, row in change.rows.items()
        ],
        "left_out": [{"name": item.name, "why": why} for item, why in change.left_out],
        "unexplained": [
            {"account_id": item.account_id, "name": item.name, "value_minor": row_of(course).causes["unexplained"]}
            for item, course in change.courses
            if row_of(course).causes["unexplained"]
        ],
    }


class Changed:
    """The change of all items between two days, and the items that it leaves out, each with its reason."""

    def __init__(self, courses: Sequence[tuple[Item, Course]], left_out: Sequence[tuple[Item, str]]) -> None:
        self.courses = courses
        self.left_out = left_out
        self.rows: dict[Group, Row] = matrix(course for _item, course in courses)
        self.whole = total_row(list(self.rows.values()))

    def change_of(self, by: Breakdown, name: str) -> int:
        """Return the change of the items of one group, kind, currency or owner."""
        rows = [row_of(course) for item, course in self.courses if getattr(item, by) == name]
        return sum(row.after_minor - row.before_minor for row in rows)

    def figure(self, name: str, label: str, *, home: str, on: date) -> Figure:
        """Return the whole change by cause; without a value if items are left out."""
        terms = [Term(CAUSE_LABELS[cause][0], minor) for cause, minor in self.whole.causes.items() if minor]
        terms += [Term(item.name, None, why=why) for item, why in self.left_out]
        return total(id=f"net_worth.{name}", label=label, unit=home, as_of=on, terms=terms)

    def cause(self, cause: Cause, *, home: str, on: date) -> Figure:
        """Return what one cause changed, by group."""
        terms = [
            Term(figures.GROUP_LABELS[group], row.causes[cause])
            for group, row in self.rows.items()
            if row.causes[cause]
        ]
        return total(id=f"net_worth.cause.{cause}", label=CAUSE_LABELS[cause][0], unit=home, as_of=on, terms=terms)


def changed(series: Sequence[Series], rates: Rates, then: int, now: int) -> Changed:
    """Return the change between two of the days of the series."""
    courses: list[tuple[Item, Course]] = []
    left_out: list[tuple[Item, str]] = []
    for each in series:
        if not each.days[then].is_there and not each.days[now].is_there:
            continue
        course = each.course(then, now, rates)
        if course is None:
            left_out.append((each.item, each.days[now].why or each.days[then].why or "its value is not known"))
        else:
            courses.append((each.item, course))
    return Changed(courses, left_out)


def _breakdown(there: Sequence[Series], change: Changed, by: Breakdown, now: int, *, on: date, home: str) -> list[Json]:
    """Return the sum of each group, kind, currency or owner that there is."""
    kinds = figures.KIND_LABELS
    groups = {str(group): label for group, label in figures.GROUP_LABELS.items()}
    labels = {"group": groups, "kind": kinds, "currency": {}, "owner": figures.OWNER_LABELS}[by]
    names = dict.fromkeys(getattr(each.item, by) for each in there)
    return [
        {
            "name": name,
            "figure": figures.items_sum(
                [each for each in there if getattr(each.item, by) == name],
                id=f"net_worth.{name}" if by == "group" else f"net_worth.{by}.{name}",
                label=labels.get(name, name),
                at=now,
                on=on,
                home=home,
            ),
            "change_minor": change.change_of(by, name),
        }
        for name in names
    ]


def _percent(change: Changed, *, on: date) -> Figure:
    """Return the change in percent of what was there before, which must be more than nothing."""
    id_, label, before = "net_worth.change_percent", "Change in percent", change.whole.before_minor
    if change.left_out:
        return unknown(id=id_, label=label, unit=PERCENT, as_of=on, why="a part of the change is not known")
    if before <= 0:
        return unknown(id=id_, label=label, unit=PERCENT, as_of=on, why="net worth was not above 0 before")
    difference = change.whole.after_minor - before
    percent = (Decimal(difference) * 100 / before).quantize(_HUNDREDTH)
    return Figure(id=id_, label=label, value=percent, unit=PERCENT, as_of=on)


def _item_json(each: Series, shown: Sequence[int], then: int, now: int, *, on: date, home: str) -> Json:
    item, before, after = each.item, each.days[then], each.days[now]
    is_comparable = before.is_there and before.home_minor is not None and after.home_minor is not None
    return {
        "key": item.key,
        "name": item.name,
        "mask": item.mask,
        "group": item.group,
        "kind": item.kind,
        "currency": item.currency,
        "share_percent": item.share_percent,
        "owner": item.owner,
        "kept": item.kept,
        "account_id": item.account_id,
        "asset_id": item.asset_id,
        "as_of": item.as_of,
        "is_stale": item.is_stale,
        "own_minor": after.own_minor,
        "figure": figures.item_figure(item, after, on=on, home=home),
        "change_minor": (after.home_minor or 0) - (before.home_minor or 0) if is_comparable else None,
        "months": [each.days[at].home_minor if each.days[at].is_there else None for at in shown],
    }


def _year_before(day: date) -> date:
    end = last_day(shift(month_of(day), -12))
    return end.replace(day=min(day.day, end.day))
