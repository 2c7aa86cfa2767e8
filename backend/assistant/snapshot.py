"""The figures that Insights shows and an analysis refers to, each computed by the function of its own domain."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Literal
from urllib.parse import urlencode

from backend.account_overview import queries as account_overview
from backend.budgets.envelope import pace as even_pace
from backend.budgets.overview import left_to_spend
from backend.budgets.periods import Days
from backend.budgets.plan_lines import plan_state
from backend.categories.models import Category
from backend.infra.database import ReadSession
from backend.insights import queries, service
from backend.insights.cash_flow import cash_flow
from backend.insights.comparison import kind_of, total_of
from backend.insights.queries import Range
from backend.kit.figure import PERCENT, Figure, Missing, Period, Term, term_of, total, unknown
from backend.kit.period import first_day, last_day, month_of, months_between, shift
from backend.net_worth import overview as net_worth
from backend.net_worth.series import DataFiles
from backend.recurring import totals as recurring_totals
from backend.recurring.running import Running, running
from backend.transactions.counted import latest_month
from backend.transactions.reports import report_month

Json = dict[str, Any]
Group = Literal["month", "category", "cash_flow", "recurring", "budget", "accounts"]
_CATEGORIES = 8
_MERCHANTS = 6
_MONTHS = 12
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with what it is compared with, and its value in each of the last twelve months (empty if there is no
    such row of months). `more_is` says whether a rise is good, bad or neither."""

    group: Group
    figure: Figure
    against: Figure | None = None
    months: tuple[int, ...] = ()
    more_is: Literal["good", "bad", "neither"] = "neither"

    @property
    def change(self) -> Figure | None:
        """Return by how much the figure differs from what it is compared with."""
        figure, against = self.figure, self.against
        if against is None or figure.value is None or against.value is None:
            return None
        terms = (term_of(figure), term_of(against, is_subtracted=True))
        return total(id=f"{figure.id}.change", label="Change", unit=figure.unit, as_of=figure.as_of, terms=terms)

    def term_figures(self) -> list[Figure]:
        """Return the terms that no other figure explains, as figures that can be referred to."""
        return [
            Figure(
                id=f"{self.figure.id}:{number}",
                label=term.label,
                value=term.value,
                unit=term.unit or self.figure.unit,
                as_of=self.figure.as_of,
                period=self.figure.period,
                terms=(term,),
            )
            for number, term in enumerate(self.figure.terms, start=1)
            if term.operator == "add" and term.value is not None
        ]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is known on the day `as_of` about the month that reports open with."""

    as_of: date
    month: str
    currency: str
    lines: tuple[Line, ...]

    def figures(self) -> dict[str, Figure]:
        """Return every figure by its id: also what it is compared with, the difference, and its terms."""
        return {
            figure.id: figure
            for line in self.lines
            for figure in (line.figure, line.against, line.change, *line.term_figures())
            if figure is not None
        }


def snapshot(data: DataFiles, user_id: int, *, today: date, home: str) -> Snapshot:
    """Return the figures of the month; amounts of other currencies are named as missing, never added."""
    db = data.budget
    month = report_month(month_of(today), latest_month(db, user_id, until=month_of(today)))
    days = Range(first_day(month), last_day(month))
    summed = service.summary(db, user_id, days, base_currency=home, today=today)
    about = _About(db, user_id, today, month, days, summed["currency"], queries.categories(db, user_id))
    lines = [
        *about.month_lines(summed),
        *about.category_lines(),
        *about.cash_flow_lines(),
        *_recurring_lines(db, user_id, today),
        *_budget_lines(db, user_id, month, today, about.currency),
        *(Line("accounts", each) for each in account_overview.total_figures(db, user_id, today=today)),
        *_net_worth_lines(data, user_id, today, home),
    ]
    return Snapshot(today, month, about.currency, tuple(lines))


@dataclass(frozen=True, slots=True)
class _About:
    """What the lines of spending and income are computed from."""

    db: ReadSession
    user_id: int
    today: date
    month: str
    days: Range
    currency: str
    categories: Mapping[int, Category]

    @property
    def period(self) -> Period:
        return Period(self.days.start, max(self.days.start, min(self.days.end, self.today)))

    @property
    def dates(self) -> str:
        return f"start_date={self.days.start}&end_date={self.days.end}"

    def month_lines(self, summed: Json) -> Iterator[Line]:
        """Yield spending and income of the month against the usual."""
        others = tuple(
            Missing(each["currency"], f"amounts in {each['currency']} are not in this total")
            for each in summed["other_currencies"]
        )
        trend = service.monthly_trend(
            self.db, self.user_id, count=_MONTHS, currency=self.currency, account_id=None, category_id=None
        )
        spent = total(
            id="spending.total",
            label="Spent",
            unit=self.currency,
            as_of=self.today,
            period=self.period,
            terms=(
                Term(
                    each["display_name"],
                    each["total_minor"],
                    figure_id=_category_id(each["short_desc"]),
                    query=self._of_category(each["id"], is_main=True),
                )
                for each in self._parents()
            ),
            missing=others,
        )
        usual = summed["usual_to_date_minor"] if self.month == month_of(self.today) else summed["usual_minor"]
        yield Line(
            "month",
            spent,
            self._usual("spending.total.usual", usual),
            tuple(each["total_minor"] for each in trend),
            more_is="bad",
        )
        income = total(
            id="income.total",
            label="Income",
            unit=self.currency,
            as_of=self.today,
            period=self.period,
            terms=(Term(name, amount, query=self._of_category(id_)) for name, id_, amount in self._income()),
            missing=others,
        )
        yield Line(
            "month",
            income,
            self._usual_income(trend),
            tuple(each["in_minor"] for each in trend),
            more_is="good",
        )

    def category_lines(self) -> Iterator[Line]:
        """Yield the main categories with most spending, each with its merchants."""
        monthly = queries.months(
            self.db,
            self.user_id,
            currency=self.currency,
            first=shift(self.month, 1 - _MONTHS),
            last=self.month,
        )
        is_now = self.month == month_of(self.today)
        for parent in self._parents()[:_CATEGORIES]:
            if parent["id"] == queries.NO_CATEGORY:
                continue
            ids = service.family(dict(self.categories), parent["id"])
            figure = total(
                id=_category_id(parent["short_desc"]),
                label=parent["display_name"],
                unit=self.currency,
                as_of=self.today,
                period=self.period,
                terms=self._merchants(parent["id"], parent["total_minor"]),
            )
            usual = parent["parent_usual_to_date_minor"] if is_now else parent["parent_usual_minor"]
            months = [
                total_of(
                    {id_: each for id_, each in monthly.get(name, {}).items() if id_ in ids}, self.categories
                ).spent_minor
                for name in months_between(shift(self.month, 1 - _MONTHS), self.month)
            ]
            yield Line("category", figure, self._usual(f"{figure.id}.usual", usual), tuple(months), more_is="bad")

    def cash_flow_lines(self) -> Iterator[Line]:
        """Yield what was kept in the month, and the share of income that was kept since the year began."""
        kept: Figure = cash_flow(
            self.db,
            self.user_id,
            kind="month",
            last=self.days.end,
            count=1,
            chosen=None,
            today=self.today,
            currency=self.currency,
        )["kept"]
        yield Line("cash_flow", kept, more_is="good")
        yield Line("cash_flow", self._savings_rate(), more_is="good")

    def _savings_rate(self) -> Figure:
        year = Range(date(self.today.year, 1, 1), last_day(month_of(self.today)))
        flow = total_of(queries.by_currency(self.db, self.user_id, year).get(self.currency, {}), self.categories)
        dates = f"start_date={year.start}&end_date={year.end}"
        terms = (
            Term("Income", flow.income_minor, self.currency, query=dates),
            Term("Spent", -flow.spent_minor, self.currency, query=dates),
        )
        id_, label = "cash_flow.savings_rate", "Kept of income this year"
        if flow.income_minor <= 0:
            why = "there was no income this year"
            return unknown(id=id_, label=label, unit=PERCENT, as_of=self.today, why=why, terms=terms)
        share = Decimal(100 * (flow.income_minor - flow.spent_minor)) / Decimal(flow.income_minor)
        return Figure(
            id=id_,
            label=label,
            value=share.quantize(_TENTH, ROUND_HALF_EVEN),
            unit=PERCENT,
            as_of=self.today,
            period=Period(year.start, self.today),
            terms=terms,
        )

    def _parents(self) -> list[Json]:
        """Return net spending by main category, most first."""
        lines = service.spending_by_category(
            self.db,
            self.user_id,
            self.days,
            base_currency=self.currency,
            today=self.today,
            currency=self.currency,
        )
        found: dict[int, Json] = {}
        for line in lines:
            parent = found.setdefault(
                line["parent_id"],
                {
                    "id": line["parent_id"],
                    "short_desc": line["parent_short_desc"],
                    "display_name": line["parent_display_name"],
                    "total_minor": 0,
                    "parent_usual_minor": line["parent_usual_minor"],
                    "parent_usual_to_date_minor": line["parent_usual_to_date_minor"],
                },
            )
            parent["total_minor"] += line["total_minor"]
        return sorted(found.values(), key=lambda each: -each["total_minor"])

    def _income(self) -> list[tuple[str, int, int]]:
        """Return name, id and amount of each category of income, and of money in without a category."""
        sums = queries.by_currency(self.db, self.user_id, self.days).get(self.currency, {})
        found = []
        for id_, each in sums.items():
            amount = total_of({id_: each}, self.categories).income_minor
            category = self.categories.get(id_)
            if amount and kind_of(self.categories, id_) in (None, "income"):
                found.append((category.display_name if category else "No category", id_, amount))
        return sorted(found, key=lambda each: -each[2])

    def _merchants(self, category_id: int, whole: int) -> Iterator[Term]:
        found = service.spending_by_merchant(
            self.db,
            self.user_id,
            self.days,
            currency=self.currency,
            category_id=category_id,
            account_id=None,
            limit=_MERCHANTS,
        )
        for each in found:
            query = f"{urlencode({'merchant_key': each['merchant_key']})}&{self.dates}"
            yield Term(each["merchant"], each["total_minor"], query=query)
        rest = whole - sum(each["total_minor"] for each in found)
        if rest:
            yield Term("Other places", rest, query=self._of_category(category_id, is_main=True))

    def _usual(self, id_: str, usual: int | None) -> Figure | None:
        if usual is None:
            return None
        label = "Usual by this day" if self.month == month_of(self.today) else "Usual"
        return Figure(id_, label, usual, self.currency, self.today)

    def _usual_income(self, trend: Sequence[Json]) -> Figure | None:
        """Return the mean income of the three months before; income comes on few days, so whole months are compared."""
        before = [each for each in trend if each["month"] < self.month][-3:]
        if len(before) < 3:
            return None
        terms = tuple(Term(each["month"], each["in_minor"]) for each in before)
        mean = round(sum(each["in_minor"] for each in before) / 3)
        figure = Figure("income.total.usual", "Usual in a whole month", mean, self.currency, self.today)
        return replace(figure, terms=(*terms, Term("months", Decimal(3), "months", operator="divide")))

    def _of_category(self, category_id: int, *, is_main: bool = False) -> str:
        if category_id == queries.NO_CATEGORY:
            return f"uncategorized=true&{self.dates}"
        return f"{'parent_category_id' if is_main else 'category_id'}={category_id}&{self.dates}"


def _category_id(key: str) -> str:
    return f"spending.{key or 'no_category'}"


def _recurring_lines(db: ReadSession, user_id: int, today: date) -> Iterator[Line]:
    active = running(db, user_id, ["active"])
    if not active:
        return
    for figure in recurring_totals.figures(db, user_id, active):
        if figure.terms:
            yield Line("recurring", figure, more_is="good" if figure.id.endswith("income") else "bad")
    for each in active:
        yield from _price_rise(each, today)


def _price_rise(each: Running, today: date) -> Iterator[Line]:
    """Yield the price of a series that rose within the last 90 days, against what it was."""
    steps = each.course.steps
    if each.series.is_money_in or each.course.rise is None or len(steps) < 2 or (today - steps[-1].on).days > 90:
        return
    id_, unit = f"recurring.price.{each.series.id}", each.series.currency
    paid = [payment.id for payment in each.payments if payment.on >= steps[-1].on]
    now = Figure(
        id_,
        each.series.name,
        steps[-1].amount_minor,
        unit,
        today,
        terms=(Term("Last payment", steps[-1].amount_minor, transaction_ids=tuple(paid[-1:])),),
    )
    before = Figure(f"{id_}.before", "Before", steps[-2].amount_minor, unit, today)
    yield Line("recurring", now, before, more_is="bad")


def _budget_lines(db: ReadSession, user_id: int, month: str, today: date, currency: str) -> Iterator[Line]:
    days = Days(first_day(month), last_day(month))
    state = plan_state(db, user_id, None, days, today=today, with_side_by_side=False)
    lines = [each.shown for each in state.top_lines(currency)]
    if not lines:
        return
    spent_minor = sum(line.spent_minor for line in lines)
    available_minor = spent_minor + sum(line.left_minor for line in lines)
    yield Line("budget", left_to_spend(state, currency, today=today, excluded=()), more_is="good")
    spent = Figure("budget.spent", "Spent from budgets", spent_minor, currency, today)
    by_today = even_pace(available_minor, day=state.day.day, days_in_month=days.end.day)
    pace = Figure("budget.pace", "Even pace by this day", by_today, currency, today)
    yield Line("budget", spent, pace, more_is="bad")


def _net_worth_lines(data: DataFiles, user_id: int, today: date, home: str) -> Iterator[Line]:
    found = net_worth.current(data, user_id, today=today, home=home)
    if found["items"]:
        yield Line("accounts", found["total"], more_is="good")
        yield Line("accounts", found["change"], more_is="good")
