"""Investments in the complete export: they come back as they were, and what is computed from them is there again."""

from datetime import date
from decimal import Decimal

import pytest

from backend.bootstrap import DataFolder
from backend.exports.errors import DataExists
from backend.investments import portfolios, prices, service, transactions
from backend.investments.activities import ActivityDraft
from backend.investments.lots import LotPick
from backend.investments.portfolios import Member, Target
from backend.investments.prices import NewPrice
from backend.investments.queries import positions as position_queries
from tests.backend.exports.homes import exported, new_home, restored


def invest(data: DataFolder) -> None:
    user_id, on = data.user_id, date(2026, 3, 2)
    with data.investments.write() as db:
        fields = {"account_name": "Brokerage", "account_type": "taxable", "currency": "USD"}
        account = service.add_account(db, user_id, fields).id
        stock = service.find_or_add_security(db, user_id, ticker="ADLR", name="Alder Software", currency="USD").id
        bought = ActivityDraft(account, on, "buy", stock, Decimal("10.5"), Decimal("96.2"))
        (lot,) = transactions.record_transactions(db, user_id, [bought], summary="Bought").ids
        sold = ActivityDraft(
            account, date(2026, 4, 2), "sell", stock, Decimal(2), Decimal(100), picks=(LotPick(lot, Decimal(2)),)
        )
        transactions.record_transactions(db, user_id, [sold], summary="Sold")
        prices.set_price(db, user_id, NewPrice(stock, on, Decimal("97.123456")))
        prices.add_split(
            db, user_id, security_id=stock, on=date(2026, 5, 4), numerator=Decimal(2), denominator=Decimal(1)
        )
        portfolios.add_portfolio(db, user_id, {"name": "Taxed"}, [Member(account, None)])
        portfolios.set_targets(db, user_id, None, [Target(stock, None, Decimal("12.5"))])


def test_a_portfolio_comes_back_with_its_positions() -> None:
    with new_home() as first, new_home() as second:
        invest(first)
        counts = restored(second, exported(first))
        assert (counts["investment_transactions"], counts["portfolios"]) == (2, 2)
        assert exported(second) == exported(first)
        with first.investments.read() as before, second.investments.read() as after:
            then, now = (
                [(held.quantity, held.cost_minor, held.realised_minor) for held in found]
                for found in (position_queries.held_positions(before, 1), position_queries.held_positions(after, 1))
            )
        assert then == now == [(Decimal(17), 81_770, 760)]


def test_an_export_is_not_put_beside_investments_that_are_there() -> None:
    with new_home() as first, new_home() as second:
        invest(second)
        before = exported(second)
        with pytest.raises(DataExists, match="1 investment accounts, 1 securities"):
            restored(second, exported(first))
        assert exported(second) == before
