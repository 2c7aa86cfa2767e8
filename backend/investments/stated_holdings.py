"""Save what a person, a bank or a file says an account holds on a day, with the price that follows from it.

Each verb returns the change that can be undone. What is computed from the rows is up to date afterwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.tables import insert_rows
from backend.infra.undo_log import ChangeRecorder
from backend.investments.activities import number_problem
from backend.investments.errors import InvalidActivity
from backend.investments.models import Holding, Price
from backend.investments.queries import accounts as account_queries
from backend.investments.queries import positions as position_queries
from backend.investments.queries import prices as price_queries
from backend.investments.queries import securities as security_queries
from backend.investments.recompute import Touched, recompute
from backend.investments.service import Saved, record
from backend.investments.timeline import value_minor
from backend.investments.vocabulary import PriceSource
from backend.kit.currency import minor_digits

# What a source of holdings is as a source of prices.
_PRICE_SOURCE: dict[str, PriceSource] = {"manual": "manual", "plaid": "plaid", "file": "file", "legacy": "file"}


@dataclass(frozen=True, slots=True)
class StatedHolding:
    """What a source says of one security on one day; the cost and the value may not be known."""

    security_id: int
    quantity: Decimal
    cost_basis_minor: int | None = None
    current_value_minor: int | None = None


class HoldingRow(NamedTuple):
    """What a source stated of an account and a security on a day, as a row of `holdings`."""

    account_id: int
    security_id: int
    as_of_date: date
    quantity: Decimal
    cost_basis_minor: int | None
    current_value_minor: int | None


def insert_holdings(db: WriteSession, user_id: int, rows: Iterable[HoldingRow], *, source: str) -> None:
    """Store stated holdings without a change that can be undone; the caller recomputes."""
    now = clock.now()
    same = {"user_id": user_id, "source": source, "created_at": now, "updated_at": now}
    insert_rows(db, Holding, HoldingRow._fields, rows, constants=same)


def state_holding(
    db: WriteSession,
    user_id: int,
    *,
    account_id: int,
    on: date,
    holding: StatedHolding,
    price: Decimal | None = None,
    adds: bool,
) -> Saved:
    """Store what a person says an account holds of a security, and its price; `adds` to what it held before.

    Raises NoSuchInvestmentAccount, NoSuchSecurity, InvalidActivity.
    """
    account = account_queries.account(db, user_id, account_id)
    security = security_queries.security(db, user_id, holding.security_id)
    trouble = number_problem("quantity", holding.quantity)
    if price is not None:
        trouble = trouble or number_problem("price", price)
    if trouble:
        raise InvalidActivity(trouble)
    if on > clock.today():
        raise InvalidActivity(f"{on} has not come yet.")
    if account.opened_on is not None and on < account.opened_on:
        raise InvalidActivity(f"The account was opened on {account.opened_on}, after {on}.")
    if adds:
        held = position_queries.positions_by_security(db, user_id, account_id).get(security.id)
        if held is not None:
            cost = _sum(held.cost_minor, holding.cost_basis_minor)
            holding = StatedHolding(security.id, held.quantity + holding.quantity, cost)
    with record(db, user_id, f"Entered a holding of {security.name}") as recorder:
        (holding_id,) = _save_holdings(db, user_id, account_id, on, [holding], source="manual", recorder=recorder)
        if price is not None:
            _save_price(db, user_id, security.id, on, price, source="manual", recorder=recorder)
        recompute(db, user_id, Touched({account_id}, on))
    return Saved(holding_id, recorder.change_id)


def cost_of(quantity: Decimal, cost_per_unit: Decimal, currency: str) -> int:
    """Return quantity × cost of one unit in minor units. Raises InvalidActivity for what is no number."""
    for label, number in (("quantity", quantity), ("cost", cost_per_unit)):
        if trouble := number_problem(label, number):
            raise InvalidActivity(trouble)
    return value_minor(quantity, cost_per_unit, currency)


def record_holdings(
    db: WriteSession,
    user_id: int,
    *,
    account_id: int,
    on: date,
    holdings: Sequence[StatedHolding],
    is_complete: bool,
    source: str,
) -> int | None:
    """Store what a bank or a file says an account held on a day, and return the change.

    `is_complete`: what it does not name is no longer held. Raises NoSuchInvestmentAccount.
    """
    account = account_queries.account(db, user_id, account_id)
    if is_complete:
        named = {holding.security_id for holding in holdings}
        held = position_queries.positions_by_security(db, user_id, account_id)
        gone = [id_ for id_, position in held.items() if position.quantity and id_ not in named]
        holdings = [*holdings, *(StatedHolding(security_id, Decimal(0), 0, 0) for security_id in gone)]
    with record(db, user_id, f"Updated the holdings of {account.account_name}") as recorder:
        _save_holdings(db, user_id, account_id, on, holdings, source=source, recorder=recorder)
        recompute(db, user_id, Touched({account_id}, on))
    return recorder.change_id


def _save_holdings(
    db: WriteSession,
    user_id: int,
    account_id: int,
    on: date,
    holdings: Sequence[StatedHolding],
    *,
    source: str,
    recorder: ChangeRecorder,
) -> list[int]:
    there = position_queries.holdings_on(db, user_id, account_id, on)
    recorder.capture(Holding, [row.id for row in there.values()])
    ids = []
    for holding in holdings:
        row = there.get(holding.security_id)
        is_new = row is None
        if row is None:
            row = Holding(user_id=user_id, account_id=account_id, security_id=holding.security_id, as_of_date=on)
            db.add(row)
        row.quantity, row.source = holding.quantity, source
        row.cost_basis_minor, row.current_value_minor = holding.cost_basis_minor, holding.current_value_minor
        db.flush()
        if is_new:
            recorder.record_created(Holding, row.id)
        ids.append(row.id)
    _save_implied_prices(db, user_id, on, holdings, source=source, recorder=recorder)
    return ids


def _save_implied_prices(
    db: WriteSession,
    user_id: int,
    on: date,
    holdings: Sequence[StatedHolding],
    *,
    source: str,
    recorder: ChangeRecorder,
) -> None:
    """Let a stated value give the price of its day where there is none."""
    stated = [each for each in holdings if each.quantity and each.current_value_minor is not None]
    there = price_queries.prices_on(db, user_id, [(each.security_id, on) for each in stated])
    for each in stated:
        if (each.security_id, on) not in there and each.current_value_minor is not None:
            digits = minor_digits(security_queries.security(db, user_id, each.security_id).currency)
            close = (Decimal(each.current_value_minor).scaleb(-digits) / each.quantity).quantize(Decimal("1e-10"))
            _save_price(db, user_id, each.security_id, on, close, source=_PRICE_SOURCE[source], recorder=recorder)


def _save_price(
    db: WriteSession,
    user_id: int,
    security_id: int,
    on: date,
    close: Decimal,
    *,
    source: PriceSource,
    recorder: ChangeRecorder,
) -> None:
    price = price_queries.prices_on(db, user_id, [(security_id, on)]).get((security_id, on))
    if price is not None:
        recorder.capture(Price, [price.id])
        price.close, price.source = close, source
        return
    price = Price(user_id=user_id, security_id=security_id, on=on, close=close, source=source)
    db.add(price)
    db.flush()
    recorder.record_created(Price, price.id)


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
