"""Series and found rhythms as JSON."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.categories.models import Category
from backend.infra import clock
from backend.kit.merchant_title import merchant_title
from backend.payees import queries as payees
from backend.recurring.finding import Found
from backend.recurring.matching import Plan, anchored, course_of
from backend.recurring.queries import Payment
from backend.recurring.running import Running, cancel_by_on
from backend.recurring.schedule import Schedule

Json = dict[str, Any]
# Kinds that a category suggests, by its key.
_LOAN_KEYS = frozenset({"mortgage", "loan_payment", "student_loan", "car_payment", "payment_and_interest"})
_SUBSCRIPTION_KEYS = frozenset(
    "subscriptions streaming streaming_services music spotify gaming software gym books news".split()
)


def series_json(db: Session, user_id: int, series: Iterable[Running]) -> list[Json]:
    """Return series as the page shows them."""
    shown = _Names(db, user_id)
    return [_series_json(each, shown) for each in series]


def found_json(db: Session, user_id: int, rhythms: Iterable[Found]) -> list[Json]:
    """Return what was found as the page shows it, with what would be saved if it is confirmed."""
    shown = _Names(db, user_id)
    today = clock.today()
    result = []
    for payee, currency, rhythm, payments in rhythms:
        last = payments[-1]
        is_in = last.amount_minor < 0
        category_id = next((each.category_id for each in reversed(payments) if each.category_id), None)
        category = shown.category(category_id)
        schedule = Schedule(anchored(rhythm.charges, rhythm.unit), rhythm.unit, rhythm.interval)
        course = course_of(Plan(schedule, None, rhythm.is_variable), rhythm.charges, today)
        result.append(
            {
                "merchant_key": payee.merchant_key,
                "lowest_minor": payee.lowest_minor,
                "highest_minor": payee.highest_minor,
                "name": shown.payee(payee.merchant_key, last.description),
                "kind": kind_of(category["short_desc"] if category else None, is_money_in=is_in),
                "currency": currency,
                "is_money_in": is_in,
                "is_variable": rhythm.is_variable,
                "unit": rhythm.unit,
                "interval": rhythm.interval,
                "anchor_on": schedule.anchor,
                "confidence": rhythm.confidence,
                "amount_minor": course.amount_minor,
                "per_year_minor": course.per_year_minor,
                "next_due_on": course.next_due_on,
                "seen": len(payments),
                "account_id": last.account_id,
                "account_name": shown.accounts.get(last.account_id),
                "category": category,
                "payments": [_payment_json(each) for each in payments[-6:]],
            }
        )
    return result


def kind_of(category_key: str | None, *, is_money_in: bool) -> str:
    """Return the kind that a category suggests: income, loan, subscription or bill."""
    if is_money_in:
        return "income"
    return "loan" if category_key in _LOAN_KEYS else "subscription" if category_key in _SUBSCRIPTION_KEYS else "bill"


class _Names:
    """Names of accounts, categories and payees."""

    def __init__(self, db: Session, user_id: int) -> None:
        self.accounts = {account.id: account.name for account in accounts.list_accounts(db, user_id)}
        rows = db.scalars(select(Category).where(Category.user_id == user_id)).all()
        self._categories = {row.id: row for row in rows}

        self.payees = {each.merchant_key: each.name for each in payees.spellings(db, user_id).values()}

    def payee(self, merchant_key: str, description: str) -> str:
        return self.payees.get(merchant_key) or merchant_title(description) or merchant_key

    def category(self, category_id: int | None) -> Json | None:
        row = self._categories.get(category_id or 0)
        if row is None:
            return None
        parent = self._categories.get(row.parent_id or 0)
        color = row.color or (parent.color if parent else None)
        return {
            "short_desc": row.short_desc,
            "display_name": row.display_name,
            "color": color,
            "parent_name": parent.display_name if parent else None,
        }


def _series_json(each: Running, shown: _Names) -> Json:
    series, course = each.series, each.course
    last = each.payments[-1] if each.payments else None
    account_id = series.account_id or (last.account_id if last else None)
    category_id = series.category_id or (last.category_id if last else None)
    return {
        **{
            name: getattr(series, name)
            for name in (
                "id", "name", "kind", "status", "currency", "is_money_in", "expected_minor", "is_variable", "anchor_on",
                "unit", "interval", "shift", "ends_on", "trial_ends_on", "notice_days", "notes",
            )
        },
        "amount_minor": course.amount_minor,
        "per_year_minor": course.per_year_minor,
        "next_due_on": course.next_due_on if series.status == "active" else None,
        "last_on": course.last_on,
        "state": course.state,
        "days_late": course.days_late,
        "cancel_by_on": cancel_by_on(each),
        "steps": [step._asdict() for step in course.steps],
        "account_id": account_id,
        "account_name": shown.accounts.get(account_id or 0),
        "category": shown.category(category_id),
        "seen": len(each.payments),
        "first_on": each.payments[0].on if each.payments else None,
        "paid_minor": sum(payment.amount_minor for payment in each.payments),
        "payees": _payees_json(each, shown),
        "payments": [_payment_json(payment) for payment in each.payments[-4:]],
    }  # fmt: skip


def _payees_json(each: Running, shown: _Names) -> list[Json]:
    texts: dict[str, list[Payment]] = defaultdict(list)
    for payment in each.payments:
        texts[payment.merchant_key].append(payment)
    return [
        {
            "merchant_key": payee.merchant_key,
            "text": shown.payees.get(payee.merchant_key)
            or (texts[payee.merchant_key][-1].description if texts[payee.merchant_key] else payee.merchant_key),
            "count": len(texts[payee.merchant_key]),
        }
        for payee in each.payees
    ]


def _payment_json(payment: Payment) -> Json:
    return {"transaction_id": payment.id, "on": payment.on, "amount_minor": payment.amount_minor}
