"""Entering, changing and deleting activities: what is computed follows, and what cannot be is refused."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from backend.infra.undo_log import FIRST_INVESTMENT_CHANGE_ID, ChangedSince, NoSuchChange
from backend.investments import service, transactions
from backend.investments.errors import InvalidActivity, SoldMoreThanHeld
from backend.investments.lots import LotPick
from backend.investments.models import InvestmentTransaction, Price
from backend.investments.undo import undo_change
from tests.backend.investments.conftest import USER, Broker

D = Decimal


def count(broker: Broker) -> int:
    with broker.database.read() as db:
        return db.scalar(select(func.count()).select_from(InvestmentTransaction)) or 0


def test_a_purchase_costs_its_price_and_its_fee(broker: Broker) -> None:
    broker.enter("buy", "2026-03-02", "10", "96.20", fees_minor=495)
    assert broker.held() == (D(10), 96_695)


def test_the_price_of_a_trade_counts_until_a_person_states_another(broker: Broker) -> None:
    trade = broker.enter("buy", "2026-03-02", "10", "96.20")
    assert broker.value() == 96_200
    broker.price("2026-03-02", "97")
    assert broker.value() == 97_000
    with broker.database.write() as db:
        transactions.delete_transaction(db, USER, trade)
    with broker.database.read() as db:
        assert [(price.close, price.source) for price in db.scalars(select(Price))] == [(D(97), "manual")]


def test_the_price_of_a_trade_goes_with_it(broker: Broker) -> None:
    trade = broker.enter("buy", "2026-03-02", "10", "96.20")
    with broker.database.write() as db:
        transactions.delete_transaction(db, USER, trade)
    with broker.database.read() as db:
        assert db.scalars(select(Price)).all() == []


def test_a_sale_takes_the_lot_that_was_chosen(broker: Broker) -> None:
    broker.enter("buy", "2026-03-02", "10", "100")
    second = broker.enter("buy", "2026-04-02", "10", "120")
    broker.enter("sell", "2026-05-04", "4", "130", picks=(LotPick(second, D(4)),))
    assert broker.held() == (D(16), 100_000 + 72_000)


def test_undo_takes_an_activity_back_with_everything_that_was_computed(broker: Broker) -> None:
    broker.enter("buy", "2026-03-02", "10", "100")
    with broker.database.write() as db:
        draft = broker.draft("sell", "2026-05-04", "4", "130")
        change_id = transactions.record_transactions(db, USER, [draft], summary="Sold").change_id
    assert change_id is not None
    assert change_id > FIRST_INVESTMENT_CHANGE_ID
    assert (broker.held(), broker.value()) == ((D(6), 60_000), 78_000)
    with broker.database.write() as db:
        undo_change(db, USER, change_id)
    assert (broker.held(), broker.value()) == ((D(10), 100_000), 100_000)
    with broker.database.write() as db, pytest.raises(ChangedSince):
        undo_change(db, USER, change_id)
    with broker.database.write() as db, pytest.raises(NoSuchChange):
        undo_change(db, 2, change_id)


def test_undo_brings_a_changed_and_a_deleted_activity_back(broker: Broker) -> None:
    bought = broker.enter("buy", "2026-03-02", "10", "100")
    with broker.database.write() as db:
        changed = transactions.update_transaction(db, USER, bought, broker.draft("buy", "2026-03-09", "12", "90"))
    assert (broker.held(), broker.value()) == ((D(12), 108_000), 108_000)
    with broker.database.write() as db:
        assert changed.change_id is not None
        undo_change(db, USER, changed.change_id)
    assert (broker.held(), broker.value()) == ((D(10), 100_000), 100_000)
    with broker.database.write() as db:
        deleted = transactions.delete_transaction(db, USER, bought)
    with broker.database.write() as db:
        assert deleted.change_id is not None
        undo_change(db, USER, deleted.change_id)
    assert (broker.held(), broker.value()) == ((D(10), 100_000), 100_000)


def test_a_batch_that_comes_again_adds_nothing(broker: Broker) -> None:
    drafts = [
        broker.draft("buy", f"2026-03-{day:02}", "1", "100", source="file", source_key=f"key-{day}")
        for day in range(1, 11)
    ]
    with broker.database.write() as db:
        first = transactions.record_transactions(db, USER, drafts, summary="Imported")
    with broker.database.write() as db:
        again = transactions.record_transactions(db, USER, drafts, summary="Imported")
    assert (len(first.ids), first.repeated, len(again.ids), again.repeated) == (10, 0, 0, 10)
    assert broker.held() == (D(10), 100_000)


def test_a_sale_of_a_broker_before_the_history_begins_is_stored_and_named(broker: Broker) -> None:
    with broker.database.write() as db:
        drafts = [broker.draft("sell", "2026-03-02", "5", "100", source="plaid", source_key="1")]
        recorded = transactions.record_transactions(db, USER, drafts, summary="Synced")
    assert [(each.quantity, each.held) for each in recorded.oversold] == [(D(5), D(0))]
    assert count(broker) == 1


Enter = Callable[[Broker], object]


@pytest.mark.parametrize(
    ("enter", "sentence"),
    [
        (lambda b: b.enter("buy", "2026-03-02", "0", "100"), "A purchase needs a quantity of more than 0."),
        (lambda b: b.enter("buy", "2026-03-02", "NaN", "100"), "The quantity is not a number."),
        (lambda b: b.enter("buy", "2026-03-02", "1", "NaN", amount_minor=1), "The price is not a number."),
        (lambda b: b.enter("buy", "2026-03-02", "1", "-5"), "The price cannot be negative."),
        (lambda b: b.enter("buy", "2026-03-02", "1"), "A purchase needs a price or an amount"),
        (lambda b: b.enter("buy", "2026-03-02", security_id=None), "A purchase needs a security."),
        (lambda b: b.enter("buy", "2027-03-02", "1", "5"), "2027-03-02 has not come yet"),
        (lambda b: b.enter("buy", "2019-12-31", "1", "5"), "The account was opened on 2020-01-01"),
        (lambda b: b.enter("deposit", "2026-03-02", amount_minor=100), "A deposit brings money into the account"),
        (lambda b: b.enter("withdrawal", "2026-03-02", amount_minor=0), "A withdrawal takes money out"),
        (lambda b: b.enter("fee", "2026-03-02", amount_minor=0), "A fee needs an amount that is not 0."),
        (lambda b: b.enter("spin_off", "2026-03-02", "5"), "A spin-off needs the new security"),
        (lambda b: b.enter("buy", "2026-03-02", "1", "5", picks=(LotPick(1, D(1)),)), "A purchase takes no lots."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_stored(
    broker: Broker, enter: Enter, sentence: str
) -> None:
    with broker.database.write() as db:
        service.update_account(db, USER, broker.account, {"opened_on": date(2020, 1, 1)})
    with pytest.raises(InvalidActivity) as refused:
        enter(broker)
    assert refused.value.message.startswith(sentence)
    assert count(broker) == 0


def test_more_than_is_held_cannot_be_sold_and_what_was_sold_cannot_be_unbought(broker: Broker) -> None:
    bought = broker.enter("buy", "2026-03-02", "24", "100")
    with pytest.raises(SoldMoreThanHeld) as refused:
        broker.enter("sell", "2026-06-02", "30", "100")
    assert refused.value.message == (
        "On 2026-06-02 30 of Adlr would leave the account, but it holds 24 on that day. Nothing was stored."
    )
    broker.enter("sell", "2026-06-02", "20", "100")
    with broker.database.write() as db, pytest.raises(SoldMoreThanHeld):
        transactions.update_transaction(db, USER, bought, broker.draft("buy", "2026-03-02", "10", "100"))


def test_a_chosen_lot_that_is_used_up_is_refused(broker: Broker) -> None:
    first = broker.enter("buy", "2026-03-02", "5", "100")
    broker.enter("buy", "2026-03-03", "5", "100")
    with pytest.raises(InvalidActivity, match=r"A chosen lot has 5 left on 2026-05-04, not 8\."):
        broker.enter("sell", "2026-05-04", "8", "100", picks=(LotPick(first, D(8)),))
