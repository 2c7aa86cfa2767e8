"""Keep templates, and fill the budgets of a month from them."""

from datetime import date
from typing import Any, NamedTuple, cast

from backend.budgets import queries
from backend.budgets.budget_lines import budget_lines
from backend.budgets.errors import BadTemplate, OverIncome
from backend.budgets.line_changes import Saved, check_no_standing_line, spending_category
from backend.budgets.models import Budget, BudgetTemplate
from backend.budgets.templates import ALL_BASIS_POINTS, Allocation, Template, TemplateKind, allocate
from backend.categories import queries as categories
from backend.categories.models import Category
from backend.infra.database import ReadSession, WriteSession
from backend.infra.undo_log import record_changes
from backend.kit.period import first_day, last_day, month_of, shift
from backend.recurring.running import coming, running
from backend.settings import service as settings

Json = dict[str, Any]
# What each kind needs; the other fields are empty.
_NEEDED = {
    "fixed": ("amount_minor",),
    "up_to": ("amount_minor",),
    "refill_to": ("amount_minor",),
    "percent": ("basis_points",),
    "by_date": ("amount_minor", "due_on"),
    "remainder": ("weight",),
}
_FIELD_NAMES = {"amount_minor": "an amount", "basis_points": "a percentage", "due_on": "a day", "weight": "a weight"}
# These look at what is there already, so their budgets roll over; only a refill makes up debt.
_ROLLING = ("up_to", "refill_to", "by_date")


class Filled(NamedTuple):
    """How many budgets were set, and the change that can be undone."""

    budgets: int
    change_id: int | None


def add_template(db: WriteSession, user_id: int, *, category_key: str, today: date, **fields: Any) -> Saved:
    """Add a template. Raises NoSuchCategory, NotForSpending, BadTemplate and OverIncome."""
    category = spending_category(db, user_id, category_key)
    row = BudgetTemplate(user_id=user_id, category_id=category.id, **fields)
    _check(db, user_id, row, today)
    with record_changes(db, user_id, f"Added a template for {category.display_name}") as recorder:
        db.add(row)
        db.flush()
        recorder.record_created(BudgetTemplate, row.id)
    return Saved(row.id, recorder.change_id)


def change_template(db: WriteSession, user_id: int, template_id: int, changes: Json, *, today: date) -> Saved:
    """Change a template. Raises NoSuchTemplate, BadTemplate and OverIncome."""
    row = queries.one_template(db, user_id, template_id)
    name = db.get_one(Category, row.category_id).display_name
    with record_changes(db, user_id, f"Changed a template for {name}") as recorder:
        recorder.capture(BudgetTemplate, [row.id])
        with db.no_autoflush:
            for field, value in changes.items():
                setattr(row, field, value)
            _check(db, user_id, row, today)
    return Saved(row.id, recorder.change_id)


def remove_template(db: WriteSession, user_id: int, template_id: int) -> int | None:
    """Remove a template and return the change. Raises NoSuchTemplate."""
    row = queries.one_template(db, user_id, template_id)
    name = db.get_one(Category, row.category_id).display_name
    with record_changes(db, user_id, f"Removed a template for {name}") as recorder:
        recorder.capture(BudgetTemplate, [row.id])
        db.delete(row)
    return recorder.change_id


def preview(db: ReadSession, user_id: int, *, month: str, income_minor: int | None, today: date) -> Json:
    """Return what the templates would give each category in a month, and what is left of the income.

    Without `income_minor` it is what came in this month and what recurring income still brings; where there is
    neither, the mean of the three months before.
    """
    currency = settings.base_currency(db, user_id)
    income, basis = (income_minor, "given") if income_minor is not None else _income(db, user_id, month, today)
    named = {category.id: category for category in categories.every(db, user_id)}
    existing = {each.category_id: each.amount_minor for each in queries.of_month(db, user_id, month)}
    allocations = _allocations(db, user_id, month, income)
    given = sum(each.amount_minor for each in allocations)
    return {
        "month": month,
        "currency": currency,
        "income_minor": income,
        "income_basis": basis,
        "given_minor": given,
        "left_minor": income - given,
        "rows": [_row_json(each, named[each.template.category_id], existing) for each in allocations],
    }


def fill(db: WriteSession, user_id: int, *, month: str, income_minor: int | None, today: date) -> Filled:
    """Set the budgets of a month to what the templates give; returns how many and the change.

    Raises OverlappingLines if a category has a budget in another period then.
    """
    income = income_minor if income_minor is not None else _income(db, user_id, month, today)[0]
    currency = settings.base_currency(db, user_id)
    there = {each.category_id: each for each in queries.of_month(db, user_id, month)}
    before = {each.category_id: each for each in queries.of_month(db, user_id, shift(month, -1))}
    sums: dict[int, int] = {}
    kinds: dict[int, set[str]] = {}
    for each in _allocations(db, user_id, month, income):
        id_ = each.template.category_id
        sums[id_] = sums.get(id_, 0) + each.amount_minor
        kinds.setdefault(id_, set()).add(each.template.kind)
    with record_changes(db, user_id, f"Filled the budgets of {month} from templates") as recorder:
        recorder.capture(Budget, [each.id for each in there.values()])
        for id_, amount in sums.items():
            check_no_standing_line(db, user_id, db.get_one(Category, id_), month)
            rolling = kinds[id_] & set(_ROLLING)
            like = there.get(id_) or before.get(id_)
            budget = there.get(id_)
            if budget is None:
                budget = Budget(user_id=user_id, category_id=id_, month=month, amount_minor=0, currency=currency)
                db.add(budget)
                db.flush()
                recorder.record_created(Budget, budget.id)
            budget.amount_minor, budget.currency = amount, currency
            budget.rollover = bool(rolling) or (like is not None and like.rollover)
            budget.carries_debt = "refill_to" in rolling if rolling else like is None or like.carries_debt
    return Filled(len(sums), recorder.change_id)


def _allocations(db: ReadSession | WriteSession, user_id: int, month: str, income_minor: int) -> list[Allocation]:
    templates = [_template(row) for row in queries.templates(db, user_id)]
    carried = {line.category_id: line.remaining_minor for line in budget_lines(db, user_id, shift(month, -1))}
    return allocate(templates, income_minor=income_minor, month=first_day(month), carried_minor=carried)


def _income(db: ReadSession | WriteSession, user_id: int, month: str, today: date) -> tuple[int, str]:
    currency = settings.base_currency(db, user_id)
    spending = queries.spending(db, user_id, currency=currency, first=shift(month, -3), last=month)
    received = spending.income.get(month, 0)
    start, end = max(first_day(month), today), last_day(month)
    expected = 0
    if start <= end:
        incomes = [each for each in running(db, user_id, ["active"]) if each.series.is_money_in]
        due = coming([each for each in incomes if each.series.currency == currency], start, end)
        expected = -sum(each["amount_minor"] or 0 for each in due if each["what"] == "payment")
    if expected > 0:
        return received + expected, "expected"
    if received or month < month_of(today):
        return received, "received"
    return sum(spending.income.get(shift(month, -back), 0) for back in (1, 2, 3)) // 3, "usual"


def _check(db: ReadSession | WriteSession, user_id: int, row: BudgetTemplate, today: date) -> None:
    needed = _NEEDED[row.kind]
    for field in needed:
        if getattr(row, field) is None:
            raise BadTemplate(f"A template of this kind needs {_FIELD_NAMES[field]}. Enter it.")
    for field in _FIELD_NAMES:
        if field not in needed:
            setattr(row, field, None)
    if row.due_on is not None and row.due_on < today:
        raise BadTemplate("The day has passed already. Choose a later one.")
    others = sum(each.basis_points or 0 for each in queries.templates(db, user_id) if each.id != row.id)
    if others + (row.basis_points or 0) > ALL_BASIS_POINTS:
        percent = (others + (row.basis_points or 0)) / 100
        raise OverIncome(f"{percent:g}")


def _template(row: BudgetTemplate) -> Template:
    kind = cast(TemplateKind, row.kind)
    return Template(
        row.id, row.category_id, row.priority, kind, row.amount_minor, row.basis_points, row.due_on, row.weight
    )


def _row_json(each: Allocation, category: Category, existing: dict[int, int]) -> Json:
    template = each.template
    return {
        "id": template.id,
        "category_id": category.id,
        "category_short_desc": category.short_desc,
        "category_name": category.display_name,
        "priority": template.priority,
        "kind": template.kind,
        "template_amount_minor": template.amount_minor,
        "basis_points": template.basis_points,
        "due_on": template.due_on,
        "weight": template.weight,
        "wanted_minor": each.wanted_minor,
        "amount_minor": each.amount_minor,
        "existing_minor": existing.get(category.id),
    }
