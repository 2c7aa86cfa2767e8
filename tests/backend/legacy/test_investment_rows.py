"""Investments of an older app come back as accounts, securities, holdings and activities, exact to the cent."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backend.infra.database import Database
from backend.investments.models import AccountValue, InvestmentTransaction, Price
from backend.investments.queries import accounts as account_queries
from backend.investments.queries import positions as position_queries
from backend.legacy.investment_rows import DONE, take_out
from backend.legacy.models import WAITING, LegacyInvestmentRow
from backend.migrations.runner import migrate

USER, TODAY = 1, date(2026, 11, 21)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    (tmp_path / "backups").mkdir()
    database = Database(tmp_path / "investments.db")
    migrate(database, "investments")
    yield database
    database.close()


def kept(database: Database, table: str, *rows: dict[str, Any]) -> None:
    """Rows as the first start over an older file keeps them."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with database.write() as db:
        for row in rows:
            db.add(
                LegacyInvestmentRow(
                    user_id=USER, table_name=table, row_id=row["id"], row=json.dumps(row), reason=WAITING,
                    created_at=now, updated_at=now,
                )
            )  # fmt: skip


def taken_out(database: Database) -> list[tuple[str, str]]:
    """Take the rows out, and return table and reason of those that stay."""
    with database.write() as db:
        take_out(db, USER, currency="USD", today=TODAY)
    with database.read() as db:
        query = select(LegacyInvestmentRow.table_name, LegacyInvestmentRow.reason).order_by(LegacyInvestmentRow.id)
        return [(table, reason) for table, reason in db.execute(query) if reason != DONE]


def account(**fields: Any) -> dict[str, Any]:
    return {"id": 4, "account_name": "Roth", "account_type": "roth", "connection_status": "manual", **fields}


def security(**fields: Any) -> dict[str, Any]:
    return {"id": 1, "ticker": "VTI", "name": "Total Market", "security_type": "etf", **fields}


def holding(id_: int, on: str, quantity: float, value: float, **fields: Any) -> dict[str, Any]:
    return {
        "id": id_, "investment_account_id": 4, "security_id": 1, "as_of_date": on, "quantity": quantity,
        "cost_basis": 300.1, "current_value": value, **fields,
    }  # fmt: skip


def positions(database: Database) -> list[tuple[str, Decimal, int | None]]:
    with database.read() as db:
        return [
            (held.security.name, held.quantity, held.cost_minor)
            for held in position_queries.held_positions(db, USER)
            if held.quantity
        ]


def test_a_holding_comes_back_exactly_with_its_value_and_the_price_that_it_implies(database: Database) -> None:
    kept(database, "investment_accounts", account())
    kept(
        database,
        "securities",
        security(close_price=301.123456, close_price_as_of="2026-11-20", price_source="yfinance"),
    )
    kept(database, "holdings", holding(1, "2025-06-01", 1.23456789, 371.76))
    assert taken_out(database) == []
    assert positions(database) == [("Total Market", Decimal("1.23456789"), 30_010)]
    with database.read() as db:
        values = db.execute(select(AccountValue.on, AccountValue.value_minor).order_by(AccountValue.on)).all()
        sources = db.execute(select(Price.on, Price.close, Price.source).order_by(Price.on)).all()
    assert values[0] == (date(2025, 6, 1), 37_176)
    assert sources[1] == (date(2026, 11, 20), Decimal("301.123456"), "market")


def test_each_account_keeps_its_own_last_snapshot(database: Database) -> None:
    kept(database, "investment_accounts", account(), account(id=5, account_name="Brokerage", account_type="brokerage"))
    kept(database, "securities", security())
    kept(
        database, "holdings",
        holding(1, "2025-06-01", 10, 1_000), holding(2, "2025-06-02", 4, 400, investment_account_id=5),
    )  # fmt: skip
    taken_out(database)
    assert [quantity for _, quantity, _ in positions(database)] == [Decimal(10), Decimal(4)]


def test_what_the_bank_did_not_name_the_next_day_was_sold_and_what_a_person_entered_stays(database: Database) -> None:
    kept(database, "investment_accounts", account(plaid_account_id="p-1", connection_status="connected"))
    kept(database, "securities", security(), security(id=2, ticker="BND", name="Bonds"))
    kept(
        database, "holdings",
        holding(1, "2025-06-01", 10, 1_000), holding(2, "2025-06-01", 5, 500, security_id=2),
        holding(3, "2025-06-02", 10, 1_010),
    )  # fmt: skip
    taken_out(database)
    assert [name for name, _, _ in positions(database)] == ["Total Market"]
    with database.read() as db:
        assert [each.connection_status for each in account_queries.accounts(db, USER)] == ["disconnected"]


def test_activities_come_back_with_our_types_and_what_is_none_stays_with_its_reason(database: Database) -> None:
    kept(database, "investment_accounts", account())
    kept(database, "securities", security())

    def activity(id_: int, type_: str, amount: Any, quantity: float | None = None, **fields: Any) -> dict[str, Any]:
        return {
            "id": id_, "investment_account_id": 4, "security_id": 1, "date": "2025-06-02", "type": type_,
            "amount": amount, "quantity": quantity, "fees": 0.0, **fields,
        }  # fmt: skip

    kept(
        database, "investment_transactions",
        activity(1, "buy", 300.1, 2.5, price=120.04), activity(2, "sell", -130.0, -1.0, fees=1.25),
        activity(3, "dividend", -4.2), activity(4, "dividend_reinvestment", 4.2, 0.035), activity(5, "cash", -500),
        activity(6, "transfer", 0, -0.5), activity(7, "cancel", 1), activity(8, "buy", "much", 1),
        activity(9, "sell", -1, -1, investment_account_id=9),
    )  # fmt: skip
    assert taken_out(database) == [
        ("investment_transactions", "“cancel” is no kind of activity."),
        ("investment_transactions", "The amount is not a number."),
        ("investment_transactions", "It belongs to an account that is not there."),
    ]
    with database.read() as db:
        query = select(InvestmentTransaction.type, InvestmentTransaction.quantity, InvestmentTransaction.amount_minor)
        found = db.execute(query.order_by(InvestmentTransaction.id)).all()
    assert [tuple(row) for row in found] == [
        ("buy", Decimal("2.5"), 30_010), ("sell", Decimal("1.0"), -13_000), ("dividend", None, -420),
        ("buy", Decimal("0.035"), 420), ("deposit", None, -50_000), ("transfer_out", Decimal("0.5"), 0),
    ]  # fmt: skip


def test_a_second_start_takes_nothing_twice(database: Database) -> None:
    kept(database, "investment_accounts", account())
    kept(database, "securities", security())
    kept(database, "holdings", holding(1, "2025-06-01", 10, 1_000))
    taken_out(database)
    taken_out(database)
    assert len(positions(database)) == 1
