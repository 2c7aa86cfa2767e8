"""What was spent and what came in as figures: their terms by category, what they leave out, and what they lack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from backend.categories.models import Category
from backend.insights.comparison import Summed, kind_of
from backend.insights.queries import NO_CATEGORY, Range
from backend.kit.figure import Figure, Missing, Period, Term, total
from backend.transactions.left_out import LeftOut, left_out_rows, left_out_totals
from backend.transactions.reports import flow_of


@dataclass(frozen=True, slots=True)
class FigureScope:
    """What a figure is about besides its days: its currency, the currencies beside it, and what it leaves out."""

    currency: str
    others: Sequence[str]
    left_out: Sequence[LeftOut]
    today: date
    account_id: int | None = None


def left_out(db: Session, user_id: int, days: Range, *, currency: str, account_id: int | None = None) -> list[LeftOut]:
    """Return what no report counts in these days, by reason."""
    if months := days.whole_months:
        return left_out_totals(db, user_id, *months, currency=currency, account_id=account_id)
    return left_out_rows(db, user_id, days.start, days.end, currency=currency, account_id=account_id)


def spent_figure(
    sums: Mapping[int, Summed],
    categories: Mapping[int, Category],
    days: Range,
    scope: FigureScope,
) -> Figure:
    """Return what was spent less refunds: a term for each main category, the largest first."""
    amounts: dict[int, int] = {}
    for id_, each in sums.items():
        category = categories.get(id_)
        flow = flow_of(kind_of(categories, id_), out_minor=each.out_minor, in_minor=each.in_minor)
        if flow.spent_minor:
            main = NO_CATEGORY if category is None else category.parent_id or category.id
            amounts[main] = amounts.get(main, 0) + flow.spent_minor
    terms = [
        Term(_name(categories, id_), amount, query=_query(days, scope.account_id, "parent_category_id", id_))
        for id_, amount in sorted(amounts.items(), key=lambda item: -item[1])
    ]
    return _total("spending.spent", "Spent", terms, days, scope)


def income_figure(
    sums: Mapping[int, Summed],
    categories: Mapping[int, Category],
    days: Range,
    scope: FigureScope,
) -> Figure:
    """Return what came in less chargebacks: a term for each category of income, the largest first."""
    terms = []
    for id_, each in sums.items():
        flow = flow_of(kind_of(categories, id_), out_minor=each.out_minor, in_minor=each.in_minor)
        if flow.income_minor:
            query = _query(days, scope.account_id, "category_id", id_)
            terms.append(Term(_name(categories, id_), flow.income_minor, query=query))
    terms.sort(key=lambda term: -int(term.value or 0))
    return _total("spending.income", "Income", terms, days, scope)


def _total(id: str, label: str, terms: Sequence[Term], days: Range, scope: FigureScope) -> Figure:
    return total(
        id=id,
        label=label,
        unit=scope.currency,
        as_of=scope.today,
        period=Period(days.start, days.end),
        terms=terms,
        excluded=[each.as_excluded() for each in scope.left_out],
        missing=[Missing(code, f"amounts in {code} are not in this total") for code in scope.others],
    )


def _name(categories: Mapping[int, Category], id_: int) -> str:
    category = categories.get(id_)
    return category.display_name if category else "No category"


def _query(days: Range, account_id: int | None, field: str, id_: int) -> str:
    where = f"start_date={days.start}&end_date={days.end}"
    account = "" if account_id is None else f"&account_id={account_id}"
    name = "category_id" if id_ == NO_CATEGORY else field
    return f"{where}{account}&{name}={id_}"
