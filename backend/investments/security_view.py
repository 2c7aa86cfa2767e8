"""What the page of one security shows: value, lots, gains, dividends, price history, and what a sale would realise."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from backend.infra import clock
from backend.infra.figure_schema import FigureOut
from backend.investments.allocation import drift, ratio_percent
from backend.investments.errors import InvalidActivity
from backend.investments.figures import holdings_value
from backend.investments.lots import (
    AccountLots,
    Activity,
    Disposal,
    Lot,
    LotBook,
    LotPick,
    in_order,
    long_term_from,
    term,
)
from backend.investments.models import InvestmentAccount, Security
from backend.investments.overview import Reader, targets_of
from backend.investments.performance import evenly_in_time, measure, return_out
from backend.investments.queries import accounts as account_queries
from backend.investments.queries import activities as activity_queries
from backend.investments.queries import positions as position_queries
from backend.investments.queries import prices as price_queries
from backend.investments.queries import securities as security_queries
from backend.investments.sale_preview import preview_sale
from backend.investments.schemas.activities import ActivityOut
from backend.investments.schemas.securities import (
    LotBookOut,
    LotOut,
    PriceHistory,
    PriceOut,
    SaleMethodOut,
    SalePreview,
    SecurityOut,
    SecurityPage,
    SoldLotOut,
)
from backend.investments.scope import Scope
from backend.investments.timeline import value_minor
from backend.investments.valuation import Line, Valuation
from backend.kit.currency import minor_digits
from backend.kit.figure import Figure, Missing, Term, total

_YEAR = timedelta(days=365)
# More than a chart can show, and enough for the table beside it.
_MOST_PRICES = 800
_PRICE_DIGITS = Decimal("0.0001")


def security_page(reader: Reader, security_id: int) -> SecurityPage:
    """Return everything about one security. Raises NoSuchSecurity."""
    security = security_queries.security(reader.investments, reader.user_id, security_id)
    everything = reader.value(Scope())
    known = sum(line.value_minor or 0 for line in everything.lines)
    lines = [line for line in everything.lines if line.security is not None and line.security.id == security_id]
    valuation = Valuation(everything.currency, everything.as_of, lines)
    books = list(_books(reader, security, lines))
    quote = price_queries.quotes(reader.investments, reader.user_id, [(security_id, reader.today)]).get(
        (security_id, reader.today)
    )
    target = next((t for t in targets_of(reader, None) if t.security_id == security_id), None)
    value = sum(line.value_minor or 0 for line in lines)
    away = drift(value, known, target.weight_percent if target else None)
    changes = [line.day_change_minor for line in lines]
    change = sum(each or 0 for each in changes) if changes and None not in changes else None
    year = measure(
        reader.db,
        reader.investments,
        reader.user_id,
        scope=Scope(frozenset({(None, security_id)})),
        start=reader.today - _YEAR,
        end=reader.today,
        benchmark_id=None,
    )
    paid = activity_queries.transaction_list(
        reader.investments,
        reader.user_id,
        types=("dividend", "capital_gain", "reinvest", "return_of_capital"),
        security_id=security_id,
        limit=200,
    )
    previous_id, next_id = _neighbours(everything.lines, security_id)
    return SecurityPage(
        security=SecurityOut.model_validate(security),
        currency=everything.currency,
        quantity=sum((line.quantity or Decimal(0) for line in lines), Decimal(0)),
        value=FigureOut.model_validate(holdings_value(valuation, reader.today)),
        gain=FigureOut.model_validate(_whole_gain(valuation, books, paid, reader.today)),
        price=quote.close if quote else None,
        price_as_of=quote.on if quote else None,
        price_source=quote.source if quote else None,
        price_age_days=(reader.today - quote.on).days if quote else None,
        price_count=price_queries.price_count(reader.investments, reader.user_id, security_id),
        day_change_minor=change,
        day_change_percent=ratio_percent(change, value - change) if change is not None else None,
        no_value_because=next((line.no_value_because for line in lines if line.no_value_because), None),
        weight_percent=away.percent,
        target_percent=away.target_percent,
        drift_points=away.points,
        time_weighted_1y=return_out(year.time_weighted),
        money_weighted_1y=return_out(year.money_weighted),
        books=books,
        dividends=[ActivityOut.model_validate(row) for row in paid],
        previous_id=previous_id,
        next_id=next_id,
    )


def price_history(reader: Reader, security_id: int, *, first: date | None) -> PriceHistory:
    """Return the prices of a security in units of today, with the mean cost of what was held on each day."""
    security = security_queries.security(reader.investments, reader.user_id, security_id)
    activities = activity_queries.transaction_list(
        reader.investments, reader.user_id, security_id=security_id, limit=500
    )
    bought = min((row["on"] for row in activities), default=None)
    first = first or bought or date.min
    splits = security_queries.splits_by_security(reader.investments, reader.user_id).get(security_id, [])
    costs = _average_costs(reader, security)
    cost_days = [on for on, _ in costs]
    days = price_queries.price_days(reader.investments, reader.user_id, security_id, first=first)
    shown = [days[index] for index in evenly_in_time(days, _MOST_PRICES)] if days else []
    prices = []
    for price in price_queries.closes_on(reader.investments, reader.user_id, security_id, shown):
        close = price.close
        for split in splits:
            if price.on < split.on:
                close = close * split.denominator / split.numerator
        position = bisect_right(cost_days, price.on)
        cost = costs[position - 1][1] if position else None
        prices.append(PriceOut(on=price.on, close=close.normalize() + 0, source=price.source, average_cost=cost))
    return PriceHistory(
        currency=security.currency,
        prices=prices,
        activities=[ActivityOut.model_validate(row) for row in activities if row["on"] >= first],
    )


def sale_preview(
    reader: Reader,
    security_id: int,
    *,
    account_id: int,
    quantity: Decimal,
    price: Decimal | None,
    picks: Sequence[LotPick],
) -> SalePreview:
    """Return what a sale today would realise by each method. Raises InvalidActivity, and what says that the security
    or the account is not there."""
    security = security_queries.security(reader.investments, reader.user_id, security_id)
    account = account_queries.account(reader.investments, reader.user_id, account_id)
    book = position_queries.lots_of(reader.investments, reader.user_id, account_id, security_ids=[security_id]).book(
        security_id
    )
    if not quantity.is_finite() or quantity <= 0:
        raise InvalidActivity("A sale needs a quantity of more than 0.")
    if quantity > book.quantity:
        raise InvalidActivity(f"You hold {book.quantity:f}. A sale of {quantity:f} is not possible.")
    if picks and sum((pick.quantity for pick in picks), Decimal(0)) != quantity:
        raise InvalidActivity("The quantities of the chosen lots do not add up to the quantity of the sale.")
    if price is None:
        quote = price_queries.quotes(reader.investments, reader.user_id, [(security_id, reader.today)]).get(
            (security_id, reader.today)
        )
        if quote is None:
            raise InvalidActivity("There is no price of it; enter one to see what a sale would bring.")
        price = quote.close
    proceeds = reader.converted(value_minor(quantity, price, security.currency), security.currency, account.currency)
    if proceeds is None:
        raise InvalidActivity(f"There is no exchange rate from {security.currency} to {account.currency}.")
    methods = preview_sale(book.lots, quantity=quantity, proceeds_minor=proceeds, on=reader.today, picks=picks)
    return SalePreview(
        currency=account.currency,
        quantity=quantity,
        price=price,
        proceeds_minor=proceeds,
        methods=[
            SaleMethodOut.model_validate({**_fields(each), "is_of_account": each.method == account.lot_method})
            for each in methods
        ],
    )


def _fields(preview: object) -> dict[str, object]:
    return {name: getattr(preview, name) for name in SaleMethodOut.model_fields if name != "is_of_account"}


def _books(reader: Reader, security: Security, lines: Sequence[Line]) -> Iterable[LotBookOut]:
    """Yield the lots of each account that ever held the security, those that still do first."""
    values = {line.account.id: line for line in lines}
    ids = account_queries.accounts_with(reader.investments, reader.user_id, [security.id])
    accounts = [
        account for account in account_queries.accounts(reader.investments, reader.user_id) if account.id in ids
    ]
    for account in sorted(accounts, key=lambda account: account.id not in values):
        lots = _lots_with_parents(reader, account, security.id)
        line = values.get(account.id)
        native = line.native_minor if line is not None else None
        worth = None if native is None else reader.converted(native, security.currency, account.currency)
        yield _book(account, lots.book(security.id), worth)


def _lots_with_parents(reader: Reader, account: InvestmentAccount, security_id: int) -> AccountLots:
    """Return the lots of an account for one security; what was spun off depends on the lots that it came from."""
    parents = security_queries.spun_off_from(reader.investments, reader.user_id, security_id)
    return position_queries.lots_of(
        reader.investments, reader.user_id, account.id, security_ids=[security_id, *parents]
    )


def _book(account: InvestmentAccount, book: LotBook, worth: int | None) -> LotBookOut:
    held, cost = book.quantity, book.cost.minor
    opened = book.opened_cost.minor
    return LotBookOut(
        account_id=account.id,
        account_name=account.account_name,
        currency=account.currency,
        lot_method=account.lot_method,
        quantity=held,
        cost_minor=cost,
        value_minor=worth,
        unrealised_minor=None if worth is None or cost is None else worth - cost,
        realised_minor=book.realised_minor,
        opened_cost_minor=opened,
        relieved_cost_minor=None if opened is None or cost is None else opened - cost,
        lots=[_lot(lot, account.currency, share) for lot, share in zip(book.lots, _spread(book, worth), strict=True)],
        sold=[_sold(each, account.currency) for each in book.disposals],
    )


def _spread(book: LotBook, worth: int | None) -> list[int | None]:
    """Return the value of each lot; together they are the value of the holding."""
    left, quantity = worth, book.quantity
    shares: list[int | None] = []
    for lot in book.lots:
        share = None if left is None else int((left * lot.quantity / quantity).quantize(Decimal(1)))
        shares.append(share)
        left = None if left is None or share is None else left - share
        quantity -= lot.quantity
    return shares


def _lot(lot: Lot, currency: str, worth: int | None) -> LotOut:
    gain = None if worth is None or lot.cost.minor is None else worth - lot.cost.minor
    per_unit = None if lot.unit_cost is None else lot.unit_cost.scaleb(-minor_digits(currency)).quantize(_PRICE_DIGITS)
    return LotOut(
        opening_id=lot.opening_id,
        opened_on=lot.opened_on,
        acquired_on=lot.acquired_on,
        long_term_from=long_term_from(lot.acquired_on) if lot.acquired_on else None,
        opened_quantity=lot.opened_quantity,
        quantity=lot.quantity,
        cost_per_unit=per_unit,
        cost_minor=lot.cost.minor,
        value_minor=worth,
        gain_minor=gain,
        return_percent=ratio_percent(gain, lot.cost.minor),
        term=term(lot.acquired_on, clock.today()) if lot.acquired_on else None,
    )


def _sold(each: Disposal, currency: str) -> SoldLotOut:
    return SoldLotOut(
        closing_id=each.closing_id,
        on=each.on,
        acquired_on=each.acquired_on,
        quantity=each.quantity,
        cost_minor=each.cost.minor,
        proceeds_minor=each.proceeds.minor if each.proceeds else None,
        gain_minor=each.gain_minor,
        return_percent=ratio_percent(each.gain_minor, each.cost.minor),
        term=each.term,
    )


def _whole_gain(
    valuation: Valuation, books: Sequence[LotBookOut], paid: Sequence[dict[str, object]], today: date
) -> Figure:
    """Return what the security brought since it was bought: not realised, realised, and dividends."""
    open_lots, sold_lots = sum(len(book.lots) for book in books), sum(len(book.sold) for book in books)
    foreign = [book.currency for book in books if book.currency != valuation.currency]
    unrealised = [line.gain_minor for line in valuation.lines]
    why = next((line.no_value_because for line in valuation.lines if line.gain_minor is None), None)
    realised = [book.realised_minor for book in books]
    income = [_income(row) for row in paid]
    terms = [
        _term(
            f"Not realised, {open_lots} open lot{'' if open_lots == 1 else 's'}",
            unrealised,
            why or "the cost is not known",
        ),
        _term(
            f"Realised, {sold_lots} sold lot{'' if sold_lots == 1 else 's'}",
            realised,
            "the cost of a sale is not known",
        ),
        _term(f"Dividends, {len(income)}", income, ""),
    ]
    missing = [Missing(f"Amounts in {code}", f"they are not counted in {valuation.currency}") for code in set(foreign)]
    return total(
        id="investments.security_gain",
        label="Gain in all",
        unit=valuation.currency,
        as_of=valuation.as_of or today,
        terms=terms,
        missing=missing,
    )


def _term(label: str, parts: Sequence[int | None], why: str) -> Term:
    known = [part for part in parts if part is not None]
    return Term(label, None, why=why) if len(known) < len(parts) else Term(label, sum(known))


def _income(row: dict[str, object]) -> int | None:
    if row["type"] == "return_of_capital":
        return 0
    amount = cast(int, row["amount_minor"])
    return amount if row["type"] == "reinvest" else -amount


def _average_costs(reader: Reader, security: Security) -> list[tuple[date, Decimal | None]]:
    """Return the mean cost of one unit after each day with an activity, over all accounts in the security's currency,
    in units of today; None where it is not known or nothing is held."""
    ids = account_queries.accounts_with(reader.investments, reader.user_id, [security.id])
    books: dict[int, AccountLots] = {}
    steps: list[tuple[date, int, object]] = []
    for account in account_queries.accounts(reader.investments, reader.user_id):
        if account.id in ids and account.currency == security.currency:
            books[account.id] = AccountLots(account.lot_method)
            events = position_queries.events(
                reader.investments,
                reader.user_id,
                account.id,
                currency=account.currency,
                security_ids=[
                    security.id,
                    *security_queries.spun_off_from(reader.investments, reader.user_id, security.id),
                ],
            )
            steps += [(event.on, account.id, event) for event in in_order(events)]
    splits = security_queries.splits_by_security(reader.investments, reader.user_id).get(security.id, [])
    found: list[tuple[date, Decimal | None]] = []
    for on, account_id, event in sorted(steps, key=lambda step: step[0]):
        books[account_id].apply(cast(Activity, event))
        own = [lots.book(security.id) for lots in books.values()]
        quantity = sum((book.quantity for book in own), Decimal(0))
        costs = [book.cost.minor for book in own]
        mean = None
        if quantity and None not in costs:
            cost = Decimal(sum(cost for cost in costs if cost is not None)).scaleb(-minor_digits(security.currency))
            for split in splits:
                if on < split.on:
                    quantity = quantity * split.numerator / split.denominator
            mean = (cost / quantity).quantize(_PRICE_DIGITS)
        found.append((on, mean))
    return found


def _neighbours(lines: Sequence[Line], security_id: int) -> tuple[int | None, int | None]:
    """Return the securities before and after this one in the order of the holdings."""
    order = sorted(lines, key=lambda line: (line.value_minor is None, -(line.value_minor or 0), line.name))
    ids = list(dict.fromkeys(line.security.id for line in order if line.security is not None))
    if security_id not in ids:
        return None, None
    at = ids.index(security_id)
    return ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None
