"""An investments.db with an account, and makers of what tests need."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backend.infra.database import Database
from backend.investments import service, transactions
from backend.investments.activities import ActivityDraft
from backend.investments.models import AccountValue
from backend.investments.prices import NewPrice, set_price
from backend.investments.queries import positions as position_queries
from backend.migrations.runner import migrate

USER = 1


class Broker:
    """Writes to investments.db, each call in a session of its own."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.account = self.add_account()
        self.stock = self.add_security("ADLR")

    def add_account(self, **fields: Any) -> int:
        values = {"account_name": "Brokerage", "account_type": "taxable", "currency": "USD", **fields}
        with self.database.write() as db:
            return service.add_account(db, USER, values).id

    def add_security(self, ticker: str, **fields: Any) -> int:
        values = {"ticker": ticker, "name": ticker.title(), "currency": "USD", "security_type": "equity", **fields}
        with self.database.write() as db:
            return service.add_security(db, USER, values).id

    def draft(self, type_: str, on: str, quantity: str | None = None, price: str | None = None, **more: Any) -> Any:
        return ActivityDraft(
            account_id=more.pop("account_id", self.account),
            security_id=more.pop("security_id", self.stock if quantity else None),
            on=date.fromisoformat(on),
            type=type_,
            quantity=None if quantity is None else Decimal(quantity),
            price=None if price is None else Decimal(price),
            **more,
        )

    def enter(self, type_: str, on: str, quantity: str | None = None, price: str | None = None, **more: Any) -> int:
        """Enter one activity as a person does, and return its id."""
        with self.database.write() as db:
            draft = self.draft(type_, on, quantity, price, **more)
            recorded = transactions.record_transactions(db, USER, [draft], summary="Entered", refuses_oversold=True)
        return recorded.ids[0]

    def price(self, on: str, close: str, security_id: int | None = None) -> None:
        with self.database.write() as db:
            set_price(db, USER, NewPrice(security_id or self.stock, date.fromisoformat(on), Decimal(close)))

    def held(self, security_id: int | None = None) -> tuple[Decimal, int | None]:
        """Quantity and cost of a holding."""
        with self.database.read() as db:
            position = position_queries.positions_by_security(db, USER, self.account)[security_id or self.stock]
            return position.quantity, position.cost_minor

    def value(self, on: date = date(2026, 11, 21)) -> int | None:
        """The value of the account on a day."""
        query = select(AccountValue.value_minor).where(AccountValue.account_id == self.account, AccountValue.on <= on)
        with self.database.read() as db:
            return db.scalar(query.order_by(AccountValue.on.desc()).limit(1))


@pytest.fixture
def broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    monkeypatch.setenv("BUDGET_APP_TODAY", "2026-11-21")
    (tmp_path / "backups").mkdir()
    database = Database(tmp_path / "investments.db")
    migrate(database, "investments")
    yield Broker(database)
    database.close()
