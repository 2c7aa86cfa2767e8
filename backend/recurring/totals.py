"""What the active series cost a year, as figures."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from backend.infra import clock
from backend.infra.database import ReadSession
from backend.kit.figure import Excluded, Figure, Term, total
from backend.recurring.running import Running
from backend.settings import service as settings

_LABELS = {"bill": "Bills", "loan": "Loans", "subscription": "Subscriptions", "income": "Money in"}


def figures(db: ReadSession, user_id: int, series: Sequence[Running]) -> list[Figure]:
    """Return what the active series cost a year in the home currency: in all, by kind, and by how much prices rose.

    Money in is a figure of its own. Series in other currencies are named as left out.
    """
    currency, today = settings.base_currency(db, user_id), clock.today()
    home = [each for each in series if each.series.currency == currency]
    others = [each for each in series if each.series.currency != currency]
    left_out = [Excluded(f"series in {code}", len(list(group))) for code, group in groupby(
        sorted(others, key=lambda each: each.series.currency), key=lambda each: each.series.currency)]  # fmt: skip
    by_kind = {
        kind: total(
            id=f"recurring.year.{kind}",
            label=label,
            unit=currency,
            as_of=today,
            terms=[_yearly_term(each) for each in home if each.series.kind == kind],
            excluded=[] if kind == "income" else left_out,
        )
        for kind, label in _LABELS.items()
    }
    costs = [by_kind[kind] for kind in ("bill", "loan", "subscription")]
    cost = total(
        id="recurring.year",
        label="Costs you a year",
        unit=currency,
        as_of=today,
        terms=[
            Term(figure.label, figure.value, figure_id=figure.id)
            if figure.value is not None
            else Term(figure.label, None, figure_id=figure.id, why="a series has no amount yet")
            for figure in costs
        ],
        excluded=left_out,
    )
    risen = total(
        id="recurring.rise",
        label="Prices rose in 12 months by",
        unit=currency,
        as_of=today,
        terms=[term for each in home if (term := _rise_term(each, today)) is not None],
    )
    return [cost, *costs, by_kind["income"], risen]


def _yearly_term(each: Running) -> Term:
    query = f"merchant_key={each.payees[0].merchant_key}" if len(each.payees) == 1 else None
    value = each.course.per_year_minor
    if value is None:
        return Term(each.series.name, None, query=query, why="no amount is known yet")
    return Term(each.series.name, abs(value), query=query)


def _rise_term(each: Running, today: date) -> Term | None:
    """The rise of the last twelve months, as what it costs more in a year."""
    course = each.course
    since = today - timedelta(days=365)
    before = next(
        (step for step in reversed(course.steps) if step.on < since), course.steps[0] if course.steps else None
    )
    now = course.steps[-1] if course.steps else None
    if each.series.is_money_in or before is None or now is None or now.on < since or not course.amount_minor:
        return None
    more = now.amount_minor - before.amount_minor
    if more <= 0 or course.per_year_minor is None:
        return None
    return Term(each.series.name, round(more * abs(course.per_year_minor / course.amount_minor)))
