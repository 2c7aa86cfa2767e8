"""Fill an empty folder with the sample household, on the same road that real files take."""

import csv
import io
import random
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from backend.accounts import groups
from backend.accounts import queries as account_queries
from backend.accounts import service as accounts
from backend.balances import service as balances
from backend.bootstrap import DataFolder, open_data
from backend.budgets import line_changes, template_changes
from backend.budgets import service as budgets
from backend.categories import queries as categories
from backend.debts import service as debts
from backend.demo import household
from backend.demo.household import MONTHS, UNKNOWN_PAYEES, SampleTransaction, fixed_payments, visits
from backend.demo.portfolio import add_portfolio
from backend.forecasting import service as forecasting
from backend.goals import service as goals
from backend.imports.commit import NewAccount
from backend.imports.preview import ReadOptions
from backend.inbox import service as inbox
from backend.infra import clock
from backend.infra.config import Config
from backend.infra.database import WriteSession
from backend.infra.undo_log import record_changes
from backend.kit.period import first_day, last_day, month_of, shift
from backend.net_worth import service as net_worth
from backend.planning import service as planning
from backend.recurring import finding, presentation
from backend.recurring import service as recurring
from backend.review import decisions
from backend.review import service as review
from backend.settings import service as settings
from backend.transactions import pages, queries
from backend.transactions.filters import Filter

# The folder in which it is made, and the file that is put in place last: with it the household is whole.
_MAKING = ".making"
_LAST_FILE = "budget.db"
_SEED = 20240229
_FRESH_DAYS = 12
# Merchants that were not often confirmed yet: their rows come with a guess and wait.
_RARELY_TAUGHT = {"clothing": 2, "books": 1, "movies": 2, "furniture": 1, "pet": 1, "pharmacy": 2, "home_supplies": 2}
_OFTEN_TAUGHT = 3
# Payees of series that are found but not confirmed.
_SERIES_TO_CONFIRM = ("quillstream", "interest", "ironleaf", "skylark")
_BUDGETS = {
    "food": 95_000,
    "housing": 190_000,
    "utilities": 21_000,
    "personal_spending": 26_000,
    "recreation_entertainment": 9_000,
}
# Lines in other periods: category, period, what is carried on, amount.
_STANDING_LINES = (
    ("groceries", "week", "surplus", 14_000),
    ("transportation", "payday", "surplus_and_debt", 15_000),
    ("medical", "quarter", "surplus", 18_000),
    ("insurance", "year", "surplus_and_debt", 144_000),
)
_TEMPLATES: tuple[dict[str, Any], ...] = (
    {"category_key": "housing", "kind": "fixed", "amount_minor": 190_000},
    {"category_key": "utilities", "kind": "up_to", "amount_minor": 21_000},
    {"category_key": "food", "kind": "refill_to", "amount_minor": 95_000},
    {"category_key": "personal_spending", "kind": "percent", "basis_points": 500},
    {"category_key": "travel", "kind": "remainder", "weight": 3},
    {"category_key": "education", "kind": "remainder", "weight": 1},
)
_COVERED_MINOR = 2_000
_PLANNED_MONTHS = 3
_TRIP_IN_DAYS = 60


@dataclass(frozen=True, slots=True)
class _SampleAccount:
    """One invented account and all that happened in it."""

    name: str
    account_type: str
    institution: str
    balance_minor: int
    transactions: Sequence[SampleTransaction]


def ensure_sample(config: Config) -> None:
    """Afterwards the folder holds the sample household; one that is there already is left as it is.

    It is made in a folder of its own and put in place whole: an interrupted start leaves no part of a household.
    """
    if (config.home / _LAST_FILE).exists() and _has_transactions(config):
        return
    making = config.home / _MAKING
    shutil.rmtree(making, ignore_errors=True)
    _make(replace(config, home=making))
    for path in sorted(making.iterdir(), key=lambda path: path.name == _LAST_FILE):
        if not (config.home / path.name).is_dir():
            path.replace(config.home / path.name)
    shutil.rmtree(making)


def _has_transactions(config: Config) -> bool:
    with open_data(config) as data, data.budget.read() as db:
        return pages.count(db, data.user_id, Filter()) > 0


def _make(config: Config) -> None:
    with open_data(config) as data:
        today = clock.today()
        fresh = today - timedelta(days=_FRESH_DAYS)
        sample_accounts = _make_accounts(today)
        for sample_account in sample_accounts:
            _import(
                data,
                sample_account,
                [m for m in sample_account.transactions if m.on <= fresh],
                f"{sample_account.name} history.csv",
            )
        _decide(data, sample_accounts)
        for sample_account in sample_accounts:
            # The newest file overlaps the history, as the downloads of a bank do.
            _import(
                data,
                sample_account,
                [m for m in sample_account.transactions if m.on > fresh - timedelta(days=20)],
                f"{sample_account.name}.csv",
            )
        with data.budget.write() as db:
            _set_balances(db, data.user_id, sample_accounts, today)
            _add_things(db, data.user_id, today)
            _confirm_series(db, data.user_id, today)
            _set_budgets(db, data.user_id, today)
            _keep_forecasts(db, data.user_id, today)
            _add_debts(db, data.user_id, today)
            _add_goals(db, data.user_id, today)
            _add_scenarios(db, data.user_id, today)
        add_portfolio(data, today)
        inbox.look(data.budget, data.user_id, today=today)


def _confirm_series(db: WriteSession, user_id: int, today: date) -> None:
    """Confirm what repeats but a few, which the page Recurring still asks about, and add a trial that ends."""
    kept = ("name", "kind", "currency", "is_money_in", "is_variable", "anchor_on", "unit", "interval")
    for each in presentation.found_json(db, user_id, finding.found(db, user_id)):
        if not each["merchant_key"].startswith(_SERIES_TO_CONFIRM):
            payee = recurring.PayeeBounds(each["merchant_key"], each["lowest_minor"], each["highest_minor"])
            fields = {name: each[name] for name in kept} | {"status": "active", "shift": "none"}
            recurring.create(db, user_id, fields, payees=[payee], verb="Confirmed")
    card = next(each.id for each in account_queries.list_accounts(db, user_id) if each.name == "Travel Card")
    trial_ends_on = today + timedelta(days=6)
    trial = {"name": "Fernleaf Cloud", "kind": "subscription", "status": "active", "currency": "USD", "unit": "month",
             "interval": 1, "shift": "none", "is_money_in": False, "is_variable": False, "expected_minor": 999,
             "anchor_on": trial_ends_on, "trial_ends_on": trial_ends_on, "account_id": card}  # fmt: skip
    recurring.create(db, user_id, trial, verb="Added")


def _add_goals(db: WriteSession, user_id: int, today: date) -> None:
    """Set goals that share the savings, one that is paused, and one for the card."""
    ids = {account.name: account.id for account in account_queries.list_accounts(db, user_id)}
    savings, card = ids["Rainy-day Savings"], ids["Travel Card"]
    begun = {"currency": "USD", "started_on": first_day(shift(month_of(today), -household.STATED_MONTHS))}
    due = last_day(shift(month_of(today), 14))
    for fields in (
        {"name": "Emergency fund", "kind": "emergency", "target_minor": 1_727_200, "account_id": savings,
         "share_percent": 80, "due_on": due},
        {"name": "Lisbon in May", "kind": "purchase", "target_minor": 340_000, "account_id": savings,
         "share_percent": 20, "due_on": last_day(shift(month_of(today), 5))},
        {"name": "Travel card to zero", "kind": "debt", "target_minor": 250_000, "account_id": card},
    ):  # fmt: skip
        goals.create(db, user_id, {**begun, **fields}, today=today)
    bicycle = {"name": "Bicycle", "kind": "purchase", "target_minor": 90_000}
    made = goals.create(db, user_id, {**begun, **bicycle}, today=today)
    goals.contribute(db, user_id, made.goal_id, {"on": today - timedelta(days=40), "amount_minor": 15_000}, today=today)
    goals.set_status(db, user_id, made.goal_id, "paused", today=today)
    for name, target_minor, status in (("Camera", 64_000, "reached"), ("Piano lessons", 48_000, "archived")):
        done = goals.create(db, user_id, {**begun, "name": name, "kind": "purchase", "target_minor": target_minor},
                            today=today)  # fmt: skip
        put_aside = {"on": today - timedelta(days=75), "amount_minor": target_minor if status == "reached" else 6_000}
        goals.contribute(db, user_id, done.goal_id, put_aside, today=today)
        goals.set_status(db, user_id, done.goal_id, status, today=today)


def _add_scenarios(db: WriteSession, user_id: int, today: date) -> None:
    """Plan a move, and accept a plan for food some months ago, so that it is held against what happened."""
    then = first_day(shift(month_of(today), -_PLANNED_MONTHS))
    begins = first_day(shift(month_of(today), 4))
    accepted = planning.create(db, user_id, "Eat for $950 a month").scenario_id
    draft = planning.create(db, user_id, "Move in spring").scenario_id
    for scenario_id, kind, name, amount_minor, unit, anchor_on, category_key in (
        (accepted, "budget", "Food", _BUDGETS["food"], "month", then, "food"),
        (draft, "bill", "Larger flat", 210_000, "month", begins, None),
        (draft, "bill", "Movers", 140_000, "once", begins, None),
        (draft, "income", "Room let", -60_000, "month", begins, None),
    ):
        line = {"kind": kind, "name": name, "amount_minor": amount_minor, "unit": unit, "anchor_on": anchor_on,
                "interval": 1, "shift": "none", "category_short_desc": category_key}  # fmt: skip
        planning.save_line(db, user_id, scenario_id, line, today=min(today, anchor_on - timedelta(days=1)))
    planning.accept(db, user_id, accepted, without=(), today=then, currency="USD")


def _keep_forecasts(db: WriteSession, user_id: int, today: date) -> None:
    """Keep a forecast of each of the last months, so that the page Forecast shows how far off it was."""
    for back in range(1, household.FORECAST_MONTHS + 1):
        made_on = first_day(shift(month_of(today), -back))
        db.add_all(forecasting.forecasts_to_keep(db, user_id, today=today, made_on=made_on))
    db.add_all(forecasting.forecasts_to_keep(db, user_id, today=today))


def _make_accounts(today: date) -> list[_SampleAccount]:
    first = first_day(shift(month_of(today), -MONTHS))
    rng = random.Random(_SEED)
    strangers = [
        SampleTransaction(today - timedelta(days=2 + 2 * index), text, amount, "")
        for index, (text, amount) in enumerate(UNKNOWN_PAYEES)
    ]
    everyday = list(visits(household.CHECKING_VISITS, first=first, last=today, rng=rng))
    bought = [
        *visits(household.CARD_VISITS, first=first, last=today, rng=rng),
        *fixed_payments(household.CARD_FIXED, first=first, last=today),
        *strangers[2:],
    ]
    paid = household.card_payments(bought, first=first, last=today)
    card = [*bought, *(each._replace(on=min(each.on + timedelta(days=1), today)) for each in paid)]
    checking = [
        *everyday,
        *fixed_payments(household.CHECKING_FIXED, first=first, last=today),
        *(each._replace(amount_minor=-each.amount_minor) for each in paid),
        *household.loan_payments(today, first=first),
        *household.phone_payments(today, first=first),
        *household.notable(today),
        *strangers[:2],
    ]
    savings = list(fixed_payments(household.SAVINGS_FIXED, first=first, last=today))
    return [
        _SampleAccount("Everyday Checking", "checking", "Meridian Bank", 418236, _sorted(checking)),
        _SampleAccount("Travel Card", "credit", "Sable Card Services", -household.owed_on(today, card), _sorted(card)),
        _SampleAccount("Rainy-day Savings", "savings", "Meridian Bank", 1523041, _sorted(savings)),
    ]


def _sorted(transactions: Iterable[SampleTransaction]) -> list[SampleTransaction]:
    return sorted(transactions, key=lambda movement: (movement.on, movement.text))


def _import(
    data: DataFolder, sample_account: _SampleAccount, transactions: Sequence[SampleTransaction], filename: str
) -> None:
    account_id = data.import_service.account_named(data.user_id, sample_account.name)
    new = (
        None
        if account_id
        else NewAccount(sample_account.name, sample_account.account_type, "USD", sample_account.institution)
    )
    preview = data.import_service.preview(
        data.user_id, _as_csv(transactions), filename=filename, options=ReadOptions(account_id=account_id)
    )
    data.import_service.commit(data.user_id, preview.import_id, account_id=account_id, new_account=new)


def _as_csv(transactions: Sequence[SampleTransaction]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("Date", "Description", "Debit", "Credit"))
    for movement in transactions:
        amount = f"{abs(movement.amount_minor) // 100}.{abs(movement.amount_minor) % 100:02}"
        out, into = (amount, "") if movement.amount_minor > 0 else ("", amount)
        writer.writerow((movement.on.isoformat(), movement.text, out, into))
    return text.getvalue().encode()


def _decide(data: DataFolder, sample_accounts: Sequence[_SampleAccount]) -> None:
    """Confirm the history as its household would have: the first rows of a merchant teach, the others follow."""
    keys = {
        movement.text: movement.category
        for sample_account in sample_accounts
        for movement in sample_account.transactions
        if movement.category
    }
    with data.budget.write() as db:
        seen: Counter[str] = Counter()
        taught: dict[str, list[int]] = {}
        rest: dict[str, list[int]] = {}
        for row in queries.each(db, data.user_id, Filter(status=("pending_review",))):
            key = keys[row["description"]]
            seen[row["description"]] += 1
            group = taught if seen[row["description"]] <= _RARELY_TAUGHT.get(key, _OFTEN_TAUGHT) else rest
            group.setdefault(key, []).append(row["id"])
        for key, ids in taught.items():
            review.decide_many(db, data.user_id, ids, key=key, decide=decisions.stage)
        review.commit_staged(db, data.user_id)
        for key, ids in rest.items():
            review.decide_many(db, data.user_id, ids, key=key, decide=decisions.review)


def _set_balances(db: WriteSession, user_id: int, sample_accounts: Sequence[_SampleAccount], today: date) -> None:
    with record_changes(db, user_id, "Set balances") as recorder:
        for sample_account in sample_accounts:
            account = accounts.find_or_create(db, user_id, name=sample_account.name, currency="USD")
            accounts.change(
                db, user_id, account, {"balance_current_minor": sample_account.balance_minor}, recorder=recorder
            )
            for back in range(1, household.STATED_MONTHS + 1):
                on = last_day(shift(month_of(today), -back))
                later = sum(each.amount_minor for each in sample_account.transactions if each.on > on)
                balances.note_synced(db, user_id, account.id, on, sample_account.balance_minor + later)


def _add_things(db: WriteSession, user_id: int, today: date) -> None:
    """Add a cabin of which the household owns a part, and a car that loses value."""
    for name, kind, values, more in (
        ("Cabin at Loon Lake", "home", household.CABIN_VALUES, {"ownership_percent": household.CABIN_SHARE}),
        (
            "Car",
            "car",
            household.CAR_VALUES,
            {
                "depreciation": "percent",
                "depreciation_percent": household.CAR_PERCENT_A_YEAR,
                "rounded_to_minor": 100_00,
            },
        ),
    ):
        first, *others = values
        fields = {"name": name, "kind": kind, "value_minor": first.value_minor, "origin": first.origin, **more}
        on = first_day(shift(month_of(today), -first.months_ago))
        asset = net_worth.add_asset(db, user_id, {**fields, "on": on})
        for value in others:
            on = first_day(shift(month_of(today), -value.months_ago))
            net_worth.set_value(db, user_id, asset.id, on=on, value_minor=value.value_minor, origin=value.origin)


def _add_debts(db: WriteSession, user_id: int, today: date) -> None:
    """Enter the terms of the card and a student loan with a rate that went up, and group the accounts."""
    by_name = {account.name: account for account in account_queries.list_accounts(db, user_id)}
    card_terms = {
        "limit_minor": household.CARD_LIMIT_MINOR,
        "apr_percent": household.CARD_APR_PERCENT,
        "minimum_payment_minor": household.CARD_MINIMUM_MINOR,
        "statement_day": household.CARD_STATEMENT_DAY,
        "due_day": household.CARD_PAYMENT_DAY + 4,
    }
    debts.set_card_terms(db, user_id, by_name["Travel Card"].id, card_terms)
    agreed, later = household.loan(today)
    owed = household.installments(today)[-1].balance_minor
    account = accounts.create(
        db, user_id, name="Student Loan", account_type="loan", currency="USD", institution="Northbeam Lending",
        balance_current_minor=-owed,
    )  # fmt: skip
    loan_terms = {
        "principal_minor": agreed.principal_minor,
        "rate_percent": agreed.rate_percent,
        "term_months": agreed.term_months,
        "first_payment_on": agreed.first_payment_on,
        "payment_minor": None,
        "interest_method": "monthly",
        "rates": [later._asdict()],
        "extras": [],
    }
    debts.set_loan_terms(db, user_id, account.id, loan_terms)
    everyday = [by_name["Everyday Checking"].id, by_name["Travel Card"].id]
    groups.create(db, user_id, "Everyday", everyday)
    groups.create(db, user_id, "Long term", [by_name["Rainy-day Savings"].id, account.id])


def _set_budgets(db: WriteSession, user_id: int, today: date) -> None:
    month = month_of(today)
    known = {category.short_desc for category in categories.every(db, user_id)}
    assert _BUDGETS.keys() <= known, "the starter categories have these"
    assert settings.base_currency(db, user_id) == "USD"
    for back in range(3):
        for key, amount in _BUDGETS.items():
            budgets.set_budget(
                db, user_id, category_key=key, month=shift(month, -back), amount_minor=amount, rollover=False
            )
    began_on = first_day(shift(month, -2))
    for key, period, carry, amount in _STANDING_LINES:
        line_changes.add_line(
            db,
            user_id,
            category_key=key,
            plan_id=None,
            period=period,
            carry=carry,
            amount_minor=amount,
            currency=None,
            starts_on=began_on.replace(month=1, day=1) if period == "year" else began_on,
            ends_on=None,
        )
    line_changes.move(
        db,
        user_id,
        plan_id=None,
        from_key="housing",
        to_key="personal_spending",
        amount_minor=_COVERED_MINOR,
        on=first_day(month),
    )
    for priority, template in enumerate(_TEMPLATES, start=1):
        is_rest = template["kind"] == "remainder"
        template_changes.add_template(
            db, user_id, today=today, priority=len(_TEMPLATES) if is_rest else priority, **template
        )
    _plan_a_trip(db, user_id, today)


def _plan_a_trip(db: WriteSession, user_id: int, today: date) -> None:
    starts_on = today + timedelta(days=_TRIP_IN_DAYS)
    ends_on = starts_on + timedelta(days=9)
    plan = line_changes.add_plan(
        db, user_id, name="Ten days in Lisbon", type="project", starts_on=starts_on, ends_on=ends_on
    )
    for key, amount in (("air_travel", 62_000), ("hotel", 84_000), ("travel_food", 40_000)):
        line_changes.add_line(
            db,
            user_id,
            category_key=key,
            plan_id=plan.id,
            period="once",
            carry="nothing",
            amount_minor=amount,
            currency=None,
            starts_on=starts_on,
            ends_on=None,
        )
