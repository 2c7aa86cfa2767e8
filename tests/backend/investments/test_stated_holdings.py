"""What a person, a bank or a file says an account holds on a day."""

from datetime import date
from decimal import Decimal
from typing import Any

from backend.investments import stated_holdings
from backend.investments.stated_holdings import StatedHolding
from tests.backend.investments.conftest import USER, Broker

D = Decimal


def test_a_holding_of_the_next_day_leaves_those_of_the_day_before(broker: Broker) -> None:
    fund = broker.add_security("MTM")
    state(broker, broker.stock, "2026-03-02", "10", 50_000)
    state(broker, fund, "2026-03-03", "4", 20_000)
    assert (broker.held(), broker.held(fund)) == ((D(10), 50_000), (D(4), 20_000))


def test_the_same_holding_twice_on_one_day_adds_up(broker: Broker) -> None:
    state(broker, broker.stock, "2026-03-02", "10", 50_000)
    state(broker, broker.stock, "2026-03-02", "5", 30_000)
    assert broker.held() == (D(15), 80_000)


def test_what_a_complete_statement_does_not_name_is_gone_and_its_value_gives_the_price(broker: Broker) -> None:
    broker.enter("buy", "2026-03-02", "10", "100")
    fund = broker.add_security("MTM")
    with broker.database.write() as db:
        stated = [StatedHolding(fund, D("1204.318"), None, 2_873_503)]
        stated_holdings.record_holdings(
            db, USER, account_id=broker.account, on=date(2026, 3, 9), holdings=stated, is_complete=True, source="plaid"
        )
    assert broker.held() == (D(0), 0)
    assert broker.held(fund) == (D("1204.318"), None)
    assert broker.value(on=date(2026, 3, 9)) == 2_873_503


def state(broker: Broker, security_id: int, on: str, quantity: str, cost: int) -> Any:
    with broker.database.write() as db:
        return stated_holdings.state_holding(
            db, USER, account_id=broker.account, on=date.fromisoformat(on),
            holding=StatedHolding(security_id, D(quantity), cost), adds=True,
        )  # fmt: skip
