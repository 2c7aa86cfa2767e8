"""What would bring the holdings to their targets: information, nothing is ordered."""

from decimal import Decimal

from backend.exchange_rates.queries import rate_table
from backend.exchange_rates.rate_table import NoRate
from backend.investments.allocation import Tradable, rebalance
from backend.investments.lots import LotBook, relieve
from backend.investments.overview import Reader, targets_of
from backend.investments.queries import positions as position_queries
from backend.investments.queries import prices as price_queries
from backend.investments.queries import securities as security_queries
from backend.investments.schemas.portfolios import Rebalance, TradeOut
from backend.investments.scope import Scope
from backend.investments.valuation import Valuation
from backend.kit.currency import minor_digits


def rebalance_trades(reader: Reader, scope: Scope, portfolio_id: int | None) -> Rebalance:
    """Return the trades that would bring the securities with a target to it, and what the sales would realise."""
    valuation = reader.value(scope)
    known = sum(line.value_minor or 0 for line in valuation.lines)
    parts, names = [], {}
    for target in targets_of(reader, portfolio_id):
        if target.security_id is None:
            continue
        security = security_queries.security(reader.investments, reader.user_id, target.security_id)
        names[security.id] = security.name
        lines = [line for line in valuation.lines if line.security and line.security.id == security.id]
        price = _unit_price(reader, valuation.currency, security.id)
        if price is None or any(line.value_minor is None for line in lines):
            continue
        unit = Decimal("0.001") if security.security_type in ("mutual_fund", "cryptocurrency") else Decimal(1)
        value = sum(line.value_minor or 0 for line in lines)
        parts.append(Tradable(security.id, value, price, target.weight_percent, unit))
    trades = rebalance(known, parts)
    outs = [
        TradeOut(
            security_id=trade.security_id,
            name=names[trade.security_id],
            quantity=trade.quantity,
            amount_minor=trade.amount_minor,
            realised_minor=_realised(reader, valuation, trade.security_id, -trade.quantity, -trade.amount_minor),
        )
        for trade in trades
    ]
    sold = -sum(trade.amount_minor for trade in trades if trade.amount_minor < 0)
    bought = sum(trade.amount_minor for trade in trades if trade.amount_minor > 0)
    gains = [out.realised_minor for out in outs if out.amount_minor < 0]
    return Rebalance(
        currency=valuation.currency,
        trades=outs,
        sold_minor=sold,
        bought_minor=bought,
        left_minor=sold - bought,
        realised_minor=None if None in gains else sum(gain for gain in gains if gain is not None),
        why=None if parts else "No security has a target and a price.",
    )


def _unit_price(reader: Reader, currency: str, security_id: int) -> Decimal | None:
    """Return the price of one unit in minor units of `currency`, None if it is not known."""
    security = security_queries.security(reader.investments, reader.user_id, security_id)
    quote = price_queries.quotes(reader.investments, reader.user_id, [(security_id, reader.today)]).get(
        (security_id, reader.today)
    )
    rates = rate_table(reader.db, reader.user_id, {currency, security.currency}, until=reader.today)
    if quote is None:
        return None
    # Of a thousand units, so that no digit of the price is rounded away.
    thousand = int((quote.close * 1000).scaleb(minor_digits(security.currency)))
    converted = rates.convert(thousand, security.currency, currency, on=reader.today)
    return None if isinstance(converted, NoRate) else Decimal(converted.minor) / 1000


def _realised(
    reader: Reader, valuation: Valuation, security_id: int, quantity: Decimal, proceeds_minor: int
) -> int | None:
    """Return what a sale would realise by the methods of the accounts, those that hold most first."""
    if quantity <= 0:
        return None
    own = [line for line in valuation.lines if line.security and line.security.id == security_id and line.quantity]
    cost, left = 0, quantity
    for line in sorted(own, key=lambda line: -(line.quantity or 0)):
        taken = min(left, line.quantity or Decimal(0))
        book = position_queries.lots_of(
            reader.investments, reader.user_id, line.account.id, security_ids=[security_id]
        ).book(security_id)
        for part in relieve(LotBook.of(book.lots), taken, line.account.lot_method, ()):
            if part.cost.minor is None or line.account.currency != valuation.currency:
                return None
            cost += part.cost.minor
        left -= taken
    return proceeds_minor - cost
