"""Add, change and delete accounts, securities, holdings and activities; prices and portfolios have their own modules.

Each verb returns the change that can be undone. What is computed from the rows is up to date afterwards.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.tables import insert_rows, reserve_ids
from backend.infra.undo_log import ChangeRecorder, InvestmentChange, record_changes
from backend.investments.activities import (
    AccountFacts,
    ActivityDraft,
    complete,
    number_problem,
    problem,
)
from backend.investments.errors import InvalidActivity, SoldMoreThanHeld
from backend.investments.lots import AccountLots, Oversold
from backend.investments.models import Holding, InvestmentAccount, InvestmentTransaction, Price, Security
from backend.investments.queries import accounts as account_queries
from backend.investments.queries import activities as activity_queries
from backend.investments.queries import positions as position_queries
from backend.investments.queries import prices as price_queries
from backend.investments.queries import securities as security_queries
from backend.investments.recompute import Touched, recompute, recompute_securities
from backend.investments.timeline import value_minor
from backend.kit.currency import minor_digits
from backend.kit.period import FIRST_DAY

_COLUMNS = (
    "id",
    "account_id",
    "security_id",
    "source",
    "source_key",
    "on",
    "type",
    "quantity",
    "price",
    "amount_minor",
    "fees_minor",
    "currency",
    "security_amount_minor",
    "cost_basis_minor",
    "acquired_on",
    "related_security_id",
    "cost_fraction",
    "lot_picks",
    "notes",
)


# What a source of holdings is as a source of prices.
_PRICE_SOURCE = {"manual": "manual", "plaid": "plaid", "file": "file", "legacy": "file"}


class Saved(NamedTuple):
    """The row that was added or changed, and the change that can be undone (None: nothing changed)."""

    id: int
    change_id: int | None


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


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a batch: the ids of the new activities, how many were there already, and where more left an
    account than it held, which is stored all the same."""

    ids: Sequence[int]
    repeated: int
    oversold: Sequence[Oversold]
    change_id: int | None


def add_account(db: WriteSession, user_id: int, fields: Mapping[str, Any]) -> Saved:
    """Add an account with these columns."""
    account = InvestmentAccount(user_id=user_id, **fields)
    with record(db, user_id, f"Added the investment account {account.account_name}") as recorder:
        db.add(account)
        db.flush()
        recorder.record_created(InvestmentAccount, account.id)
    return Saved(account.id, recorder.change_id)


def insert_account(db: WriteSession, user_id: int, fields: Mapping[str, Any]) -> int:
    """Add an account without a change that can be undone, and return its id."""
    account = InvestmentAccount(user_id=user_id, **fields)
    db.add(account)
    db.flush()
    return account.id


def insert_holdings(db: WriteSession, user_id: int, rows: Iterable[HoldingRow], *, source: str) -> None:
    """Store stated holdings without a change that can be undone; the caller recomputes."""
    now = clock.now()
    same = {"user_id": user_id, "source": source, "created_at": now, "updated_at": now}
    insert_rows(db, Holding, HoldingRow._fields, rows, constants=same)


def insert_transactions(db: WriteSession, user_id: int, drafts: Sequence[ActivityDraft]) -> Sequence[int]:
    """Store completed and checked activities without a change that can be undone, and return their ids; the caller
    recomputes."""
    ids = reserve_ids(db, InvestmentTransaction, len(drafts))
    currencies = {account.id: account.currency for account in account_queries.accounts(db, user_id)}
    now = clock.now()
    same = {"user_id": user_id, "created_at": now, "updated_at": now}
    rows = [_row(id_, draft, currencies[draft.account_id]) for id_, draft in zip(ids, drafts, strict=True)]
    insert_rows(db, InvestmentTransaction, _COLUMNS, rows, constants=same)
    return ids


def update_account(db: WriteSession, user_id: int, account_id: int, fields: Mapping[str, Any]) -> Saved:
    """Change columns of an account. Raises NoSuchInvestmentAccount, and InvalidActivity if its activities contradict
    the day of its opening, or have amounts in another currency."""
    account = account_queries.account(db, user_id, account_id)
    first = account_queries.first_day(db, user_id, account_id)
    if first is not None:
        opened_on, currency = fields.get("opened_on"), fields.get("currency", account.currency)
        if opened_on is not None and first < opened_on:
            raise InvalidActivity(f"The account has an activity of {first}, so it was not opened on {opened_on}.")
        if currency != account.currency:
            raise InvalidActivity(f"The account has activities in {account.currency}, so its currency stays.")
    with record(db, user_id, f"Changed the investment account {account.account_name}") as recorder:
        recorder.capture(InvestmentAccount, [account_id])
        for name, value in fields.items():
            setattr(account, name, value)
        if fields.keys() & {"currency", "lot_method", "tracks_cash"}:
            recompute(db, user_id, Touched({account_id}, FIRST_DAY))
    return Saved(account_id, recorder.change_id)


def delete_account(db: WriteSession, user_id: int, account_id: int) -> Saved:
    """Take an account out of everything. Its rows stay, so that undo brings it back. Raises NoSuchInvestmentAccount."""
    account = account_queries.account(db, user_id, account_id)
    with record(db, user_id, f"Deleted the investment account {account.account_name}") as recorder:
        recorder.capture(InvestmentAccount, [account_id])
        account.deleted_at = clock.now()
    return Saved(account_id, recorder.change_id)


def add_security(db: WriteSession, user_id: int, fields: Mapping[str, Any]) -> Security:
    """Add a security with these columns; it is part of no change, because what names it is."""
    security = Security(user_id=user_id, **fields)
    db.add(security)
    db.flush()
    return security


def find_or_add_security(
    db: WriteSession,
    user_id: int,
    *,
    ticker: str | None,
    name: str | None,
    currency: str,
    security_type: str = "equity",
) -> Security:
    """Return the security with this ticker; a new one has the other fields too. Raises InvalidActivity without either
    a ticker or a name."""
    found = security_queries.security_by_ticker(db, user_id, ticker) if ticker else None
    if found is not None:
        return found
    if not ticker and not name:
        raise InvalidActivity("Name the security, or give its ticker.")
    fields = {"ticker": ticker and ticker.upper(), "name": name or (ticker or "").upper()}
    return add_security(db, user_id, {**fields, "currency": currency, "security_type": security_type})


def update_security(db: WriteSession, user_id: int, security_id: int, fields: Mapping[str, Any]) -> Saved:
    """Change columns of a security. Raises NoSuchSecurity."""
    security = security_queries.security(db, user_id, security_id)
    with record(db, user_id, f"Changed {security.name}") as recorder:
        recorder.capture(Security, [security_id])
        for name, value in fields.items():
            setattr(security, name, value)
        if fields.keys() & {"currency", "security_type", "accepts_old_price"}:
            recompute_securities(db, user_id, [security_id], FIRST_DAY)
    return Saved(security_id, recorder.change_id)


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


def record_transactions(
    db: WriteSession, user_id: int, drafts: Sequence[ActivityDraft], *, summary: str, refuses_oversold: bool = False
) -> Recorded:
    """Store new activities, all or none; one whose source key is there already is not stored again.

    Of a bank or a file, whose history may begin late, more can leave an account than is known to be there: those are
    named in the answer. Raises InvalidActivity with the position of the draft, SoldMoreThanHeld if `refuses_oversold`.
    """
    drafts, repeated = _without_repeated(db, user_id, drafts)
    checked = _checked(db, user_id, drafts)
    touched = Touched()
    for draft in checked:
        touched.add(draft.account_id, draft.on, trade_of=draft.security_id)
    before = _oversold_before(db, user_id, touched.account_ids) if refuses_oversold else set()
    with record(db, user_id, summary) as recorder:
        ids = insert_transactions(db, user_id, checked)
        for id_ in ids:
            recorder.record_created(InvestmentTransaction, id_)
        lots = recompute(db, user_id, touched)
        if refuses_oversold:
            _refuse_oversold(db, user_id, lots, before)
            for id_, draft in zip(ids, checked, strict=True):
                _check_picks(lots[draft.account_id], id_, draft)
    oversold = [each for account_id in touched.account_ids for each in lots[account_id].oversold]
    return Recorded(ids, repeated, [each for each in oversold if each.activity_id in ids], recorder.change_id)


def update_transaction(db: WriteSession, user_id: int, transaction_id: int, draft: ActivityDraft) -> Saved:
    """Put `draft` in the place of an activity. Raises NoSuchActivity, InvalidActivity, SoldMoreThanHeld."""
    activity = activity_queries.transaction(db, user_id, transaction_id)
    (checked,) = _checked(db, user_id, [draft])
    touched = Touched()
    touched.add(activity.account_id, activity.on, trade_of=activity.security_id)
    touched.add(checked.account_id, checked.on, trade_of=checked.security_id)
    before = _oversold_before(db, user_id, touched.account_ids)
    with record(db, user_id, f"Changed an activity of {checked.on}") as recorder:
        recorder.capture(InvestmentTransaction, [transaction_id])
        currency = account_queries.account(db, user_id, checked.account_id).currency
        for name, value in zip(_COLUMNS, _row(transaction_id, checked, currency), strict=True):
            if name not in ("id", "source", "source_key"):
                setattr(activity, name, value)
        lots = recompute(db, user_id, touched)
        _refuse_oversold(db, user_id, lots, before)
        _check_picks(lots[checked.account_id], transaction_id, checked)
    return Saved(transaction_id, recorder.change_id)


def delete_transaction(db: WriteSession, user_id: int, transaction_id: int) -> Saved:
    """Delete an activity. Raises NoSuchActivity, and SoldMoreThanHeld if a later sale needs its shares."""
    activity = activity_queries.transaction(db, user_id, transaction_id)
    touched = Touched()
    touched.add(activity.account_id, activity.on, trade_of=activity.security_id)
    before = _oversold_before(db, user_id, touched.account_ids)
    with record(db, user_id, f"Deleted an activity of {activity.on}") as recorder:
        recorder.capture(InvestmentTransaction, [transaction_id])
        db.delete(activity)
        _refuse_oversold(db, user_id, recompute(db, user_id, touched), before)
    return Saved(transaction_id, recorder.change_id)


def record(db: WriteSession, user_id: int, summary: str) -> AbstractContextManager[ChangeRecorder]:
    """Record what happens inside the block as one change of investments.db."""
    return record_changes(db, user_id, summary, log=InvestmentChange)


def _without_repeated(
    db: WriteSession, user_id: int, drafts: Sequence[ActivityDraft]
) -> tuple[list[ActivityDraft], int]:
    """Return the drafts whose source key is new, and how many are not."""
    known = activity_queries.source_keys(db, user_id, {draft.account_id for draft in drafts if draft.source_key})
    new = []
    for draft in drafts:
        key = (draft.account_id, draft.source, draft.source_key)
        if draft.source_key is None or key not in known:
            new.append(draft)
            known.add(key)
    return new, len(drafts) - len(new)


def _checked(db: WriteSession, user_id: int, drafts: Iterable[ActivityDraft]) -> list[ActivityDraft]:
    """Return the drafts with what follows filled in. Raises InvalidActivity for the first that cannot be stored."""
    today = clock.today()
    facts: dict[int, AccountFacts] = {}
    currencies: dict[int, str] = {}
    checked = []
    for position, draft in enumerate(drafts):
        if draft.account_id not in facts:
            account = account_queries.account(db, user_id, draft.account_id)
            facts[account.id] = AccountFacts(account.currency, account.opened_on)
        for security_id in (draft.security_id, draft.related_security_id):
            if security_id is not None and security_id not in currencies:
                currencies[security_id] = security_queries.security(db, user_id, security_id).currency
        whole = complete(
            draft, account=facts[draft.account_id], security_currency=currencies.get(draft.security_id or 0)
        )
        if reason := problem(whole, account=facts[draft.account_id], today=today):
            raise InvalidActivity(reason, position=position)
        checked.append(whole)
    return checked


def _row(id_: int, draft: ActivityDraft, currency: str) -> tuple[object, ...]:
    picks = tuple((pick.opening_id, f"{pick.quantity:f}") for pick in draft.picks) or None
    return (
        id_,
        draft.account_id,
        draft.security_id,
        draft.source,
        draft.source_key,
        draft.on,
        draft.type,
        draft.quantity,
        draft.price,
        draft.amount_minor,
        draft.fees_minor,
        currency,
        draft.security_amount_minor,
        draft.cost_basis_minor,
        draft.acquired_on,
        draft.related_security_id,
        draft.cost_fraction,
        picks,
        draft.notes,
    )


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
    source: str,
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


def _oversold_before(db: WriteSession, user_id: int, account_ids: Iterable[int]) -> set[int]:
    """Return the activities for which an account did not hold enough already: only new ones are refused."""
    return {each.activity_id for id_ in account_ids for each in position_queries.lots_of(db, user_id, id_).oversold}


def _refuse_oversold(db: WriteSession, user_id: int, lots: Mapping[int, AccountLots], before: set[int]) -> None:
    for account_lots in lots.values():
        for each in account_lots.oversold:
            if each.activity_id not in before:
                name = security_queries.security(db, user_id, each.security_id).name
                raise SoldMoreThanHeld(name=name, on=each.on, quantity=each.quantity, held=each.held)


def _check_picks(lots: AccountLots, transaction_id: int, draft: ActivityDraft) -> None:
    """Raise InvalidActivity if a sale could not take what was chosen from its lots."""
    if not draft.picks or draft.security_id is None:
        return
    taken: dict[int | None, Decimal] = {}
    for disposal in lots.book(draft.security_id).disposals:
        if disposal.closing_id == transaction_id:
            taken[disposal.opening_id] = taken.get(disposal.opening_id, Decimal(0)) + disposal.quantity
    for pick in draft.picks:
        if taken.get(pick.opening_id, Decimal(0)) != pick.quantity:
            held = taken.get(pick.opening_id, Decimal(0))
            raise InvalidActivity(f"A chosen lot has {held:f} left on {draft.on}, not {pick.quantity:f}.")


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
