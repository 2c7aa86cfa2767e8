"""Cash flow: what came in, what went out and what was kept, by period, with its causes and all that is left out."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from statistics import median
from typing import Any

from backend.categories.models import Category
from backend.infra.database import ReadSession
from backend.insights import queries
from backend.insights.cash_periods import CashPeriod, PeriodKind, cash_periods, same_part
from backend.insights.comparison import kind_of
from backend.insights.queries import Range, Spent
from backend.kit.figure import Completeness, Excluded, Figure, Missing, Period, Term, since, total
from backend.recurring.queries import list_series
from backend.transactions.left_out import left_out_rows
from backend.transactions.reports import Flow, add_flows, flow_of

Json = dict[str, Any]
Days = Mapping[date, Mapping[int, Spent]]
_NO_CATEGORY = "No category"
# Fewer earlier periods with anything in them say nothing about what is usual.
_FEWEST_USUAL = 3


def cash_flow(
    db: ReadSession,
    user_id: int,
    *,
    kind: PeriodKind,
    last: date,
    count: int,
    chosen: date | None,
    today: date,
    currency: str,
    account_id: int | None = None,
) -> Json:
    """Return the periods up to the one of `last`, and that of the day `chosen` (`last` if None) in detail."""
    periods = cash_periods(kind, last, count, payday=_payday(db, user_id) if kind == "two_weeks" else None)
    shown = next((each for each in periods if chosen and each.start <= chosen <= each.end), periods[-1])
    categories = queries.categories(db, user_id)
    span = Range(periods[0].start, periods[-1].end)
    days = queries.by_day(db, user_id, span, currency=currency, account_id=account_id)
    running = 0
    rows = []
    for period in periods:
        flow = _flow(_sums(days, period), categories)
        running += flow.income_minor - flow.spent_minor
        rows.append(
            {
                "start": period.start,
                "end": period.end,
                "income_minor": flow.income_minor,
                "spent_minor": flow.spent_minor,
                "kept_minor": flow.income_minor - flow.spent_minor,
                "running_minor": running,
            }
        )
    in_detail = Range(shown.start, min(shown.end, max(shown.start, today)))
    left_out = [
        asdict(each)
        for each in left_out_rows(db, user_id, in_detail.start, in_detail.end, currency=currency, account_id=account_id)
    ]
    others = [code for code in queries.by_currency(db, user_id, in_detail, account_id=account_id) if code != currency]
    kept = _kept(days, shown, categories, today, currency, left_out, others)
    at = periods.index(shown)
    before = same_part(periods[at - 1], shown, today) if at else None
    earlier = (_kept(days, before, categories, today, currency, [], []), before.end) if before else None
    return {
        "currency": currency,
        "kind": kind,
        "periods": rows,
        "shown": {"start": shown.start, "end": shown.end},
        "kept": since(kept, *earlier) if earlier else kept,
        "lines": _lines(days, periods, shown, categories, today),
        "left_out": left_out,
        "other_currencies": sorted(others),
    }


def _payday(db: ReadSession, user_id: int) -> date | None:
    """Return a day on which pay comes every two weeks, if it does."""
    every_two_weeks = (
        each for each in list_series(db, user_id, ["active"]) if (each.unit, each.interval) == ("week", 2)
    )
    return next((each.anchor_on for each in every_two_weeks if each.is_money_in), None)


def _sums(days: Days, period: CashPeriod) -> dict[int, Spent]:
    sums: dict[int, Spent] = {}
    for day, by_category in days.items():
        if period.start <= day <= period.end:
            for category_id, spent in by_category.items():
                known = sums.get(category_id, Spent(0, 0, 0))
                sums[category_id] = Spent(
                    known.out_minor + spent.out_minor, known.in_minor + spent.in_minor, known.count + spent.count
                )
    return sums


def _flow(sums: Mapping[int, Spent], categories: Mapping[int, Category]) -> Flow:
    return add_flows(
        flow_of(kind_of(categories, id_), out_minor=each.out_minor, in_minor=each.in_minor)
        for id_, each in sums.items()
    )


def _kept(
    days: Days,
    shown: CashPeriod,
    categories: Mapping[int, Category],
    today: date,
    currency: str,
    left_out: list[Json],
    others: list[str],
) -> Figure:
    flow = _flow(_sums(days, shown), categories)
    dates = f"start_date={shown.start}&end_date={shown.end}"
    figure = total(
        id="cash_flow.kept",
        label="Kept",
        unit=currency,
        as_of=today,
        period=Period(shown.start, min(shown.end, max(shown.start, today))),
        terms=[
            Term("Money in", flow.income_minor, query=dates),
            Term("Money out", -flow.spent_minor, query=dates),
        ],
        excluded=[Excluded(each["label"], each["count"], each["in_minor"] - each["out_minor"]) for each in left_out],
    )
    missing = tuple(Missing(code, f"amounts in {code} are not in this total") for code in sorted(others))
    return replace(figure, completeness=Completeness(figure.completeness.complete_through, missing))


def _lines(
    days: Days, periods: list[CashPeriod], shown: CashPeriod, categories: Mapping[int, Category], today: date
) -> list[Json]:
    """Return income and spending by main category, the largest first, each against the usual by this day."""
    sums = _sums(days, shown)
    earlier = [_sums(days, same_part(each, shown, today)) for each in periods if each.end < shown.start]
    earlier = earlier[next((at for at, each in enumerate(earlier) if each), len(earlier)) :]
    lines: dict[tuple[str, int], Json] = {}
    for side in ("in", "out"):
        for category_id in {id_ for each in (sums, *earlier) for id_ in each}:
            amount = _side(sums.get(category_id), categories, category_id, side)
            before = [_side(each.get(category_id), categories, category_id, side) for each in earlier]
            if not amount and not any(before):
                continue
            category = categories.get(category_id)
            # Income is told apart by its own categories: pay and interest have different causes.
            top = category if category is None or side == "in" else categories.get(category.parent_id or 0, category)
            line = lines.setdefault((side, top.id if top else 0), _line(side, top, categories))
            line["amount_minor"] += amount
            line["before"] = [a + b for a, b in zip(line["before"] or [0] * len(before), before, strict=True)]
            if amount and category is not None and top is not None and category.id != top.id:
                line["children"].append(
                    {"key": category.short_desc, "name": category.display_name, "amount_minor": amount}
                )
    for line in lines.values():
        before = line.pop("before")
        line["usual_minor"] = round(median(before)) if len(before) >= _FEWEST_USUAL else None
        line["children"].sort(key=lambda child: -child["amount_minor"])
    return sorted(lines.values(), key=lambda line: (line["side"], -line["amount_minor"], line["name"]))


def _line(side: str, category: Category | None, categories: Mapping[int, Category]) -> Json:
    parent = categories.get(category.parent_id or 0) if category else None
    color = category.color or (parent.color if parent else None) if category else None
    return {
        "side": side,
        "key": category.short_desc if category else None,
        "name": category.display_name if category else _NO_CATEGORY,
        "color": color,
        "amount_minor": 0,
        "before": [],
        "children": [],
    }


def _side(spent: Spent | None, categories: Mapping[int, Category], category_id: int, side: str) -> int:
    if spent is None:
        return 0
    flow = flow_of(kind_of(categories, category_id), out_minor=spent.out_minor, in_minor=spent.in_minor)
    return flow.income_minor if side == "in" else flow.spent_minor
