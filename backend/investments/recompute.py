"""Keeps what is computed in step with what is stored: trade prices, positions, and the values of accounts by day."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import delete

from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.sql import in_list
from backend.infra.tables import insert_rows
from backend.investments.lots import AccountLots
from backend.investments.models import AccountValue, InvestmentAccount, Position, Price
from backend.investments.queries import accounts as account_queries
from backend.investments.queries import positions as position_queries
from backend.investments.queries import prices as price_queries
from backend.investments.queries import securities as security_queries
from backend.investments.timeline import AccountRules, PricePoint, ValueRow, account_timeline, with_expiry
from backend.kit.period import FIRST_DAY

_VALUE_COLUMNS = tuple(ValueRow.__dataclass_fields__)
_POSITION_COLUMNS = ("security_id", "quantity", "cost_minor", "security_cost_minor", "realised_minor")


@dataclass(slots=True)
class Touched:
    """What a change concerns: accounts, from which day on, and the days of trades."""

    account_ids: set[int] = field(default_factory=set)
    first_day: date | None = None
    trades: set[tuple[int, date]] = field(default_factory=set)

    def add(self, account_id: int | None = None, on: date | None = None, *, trade_of: int | None = None) -> None:
        """Count an account, a day, and the security that was traded on that day."""
        if account_id is not None:
            self.account_ids.add(account_id)
        if on is not None:
            self.first_day = min(on, self.first_day or on)
            if trade_of is not None:
                self.trades.add((trade_of, on))


def recompute(db: WriteSession, user_id: int, touched: Touched) -> dict[int, AccountLots]:
    """Bring everything computed up to date. Returns the lots of the touched accounts by their ids."""
    db.flush()
    _refresh_trade_prices(db, user_id, touched.trades)
    account_ids = set(touched.account_ids)
    if touched.trades:
        # A new price of the day concerns everybody who holds the security.
        account_ids |= account_queries.accounts_with(db, user_id, [security_id for security_id, _ in touched.trades])
    found: dict[int, AccountLots] = {}
    for account_id in sorted(account_ids):
        account = db.get(InvestmentAccount, account_id)
        if account is not None and account.user_id == user_id:
            found[account_id] = _recompute_account(db, user_id, account, touched.first_day or FIRST_DAY)
    return found


def recompute_all(db: WriteSession, user_id: int) -> None:
    """Compute everything anew."""
    recompute(db, user_id, Touched({account.id for account in account_queries.accounts(db, user_id)}, FIRST_DAY))


def recompute_securities(db: WriteSession, user_id: int, security_ids: list[int], first_day: date) -> None:
    """Bring the accounts that hold these securities up to date, after new prices or a split."""
    if account_ids := account_queries.accounts_with(db, user_id, security_ids):
        recompute(db, user_id, Touched(account_ids, first_day))


def _recompute_account(db: WriteSession, user_id: int, account: InvestmentAccount, first_day: date) -> AccountLots:
    securities = security_queries.securities_in(db, user_id, account.id)
    events = position_queries.events(db, user_id, account.id, currency=account.currency)
    cash = [PricePoint(FIRST_DAY, each.id, Decimal(1)) for each in securities.values() if each.security_type == "cash"]
    rows, lots = account_timeline(
        AccountRules(account.currency, account.lot_method, account.tracks_cash),
        {each.id: each.currency for each in securities.values()},
        events,
        with_expiry(
            [*cash, *price_queries.price_points(db, user_id, list(securities), first_day=first_day)],
            never={each.id for each in securities.values() if each.accepts_old_price},
        ),
        first_day=first_day,
    )
    _save_values(db, user_id, account.id, rows, first_day)
    _save_positions(db, user_id, account.id, lots)
    return lots


def _save_values(db: WriteSession, user_id: int, account_id: int, rows: list[ValueRow], first_day: date) -> None:
    db.execute(delete(AccountValue).where(AccountValue.account_id == account_id, AccountValue.on >= first_day))
    values = [tuple(getattr(row, name) for name in _VALUE_COLUMNS) for row in rows]
    insert_rows(db, AccountValue, _VALUE_COLUMNS, values, constants={"user_id": user_id, "account_id": account_id})


def _save_positions(db: WriteSession, user_id: int, account_id: int, lots: AccountLots) -> None:
    db.execute(delete(Position).where(Position.account_id == account_id))
    values = []
    for security_id, book in lots.books.items():
        if security_id and (book.lots or book.disposals):
            cost = book.cost
            values.append(
                (security_id, book.quantity or Decimal(0), cost.minor, cost.security_minor, book.realised_minor)
            )
    insert_rows(db, Position, _POSITION_COLUMNS, values, constants={"user_id": user_id, "account_id": account_id})


def _refresh_trade_prices(db: WriteSession, user_id: int, pairs: set[tuple[int, date]]) -> None:
    """Let the trades of a day give its price, unless a better source did; a price without its trade goes."""
    if not pairs:
        return
    traded, stored = price_queries.trade_prices(db, user_id, pairs), price_queries.prices_on(db, user_id, pairs)
    now = clock.now()
    new, gone = [], []
    for key in sorted(pairs):
        price, there = traded.get(key), stored.get(key)
        if there is None:
            if price is not None:
                new.append((*key, price))
        elif there.source == "trade":
            if price is None:
                gone.append(there.id)
            elif there.close != price:
                there.close = price
    db.flush()
    if gone:
        db.execute(delete(Price).where(Price.id.in_(in_list(gone))))
    same = {"user_id": user_id, "source": "trade", "created_at": now, "updated_at": now}
    insert_rows(db, Price, ("security_id", "on", "close"), new, constants=same)
