"""Read what is held: stated holdings, positions, and the events that lots are matched from."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.infra.sql import in_list
from backend.investments.lots import ZERO, AccountLots, Activity, Event, LotPick, SplitFact, Statement, match_lots
from backend.investments.models import Holding, InvestmentAccount, InvestmentTransaction, Position, Security, Split
from backend.investments.queries.accounts import account, accounts
from backend.investments.queries.securities import securities

T = InvestmentTransaction


def events(
    db: Session, user_id: int, account_id: int, *, currency: str, security_ids: Sequence[int] | None = None
) -> list[Event]:
    """Return everything that moves the lots of an account in `currency`, of all or of some securities."""
    rows = (
        select(
            T.id,
            T.on,
            T.type,
            T.security_id,
            T.quantity,
            T.amount_minor,
            T.security_amount_minor,
            T.cost_basis_minor,
            T.acquired_on,
            T.related_security_id,
            T.cost_fraction,
            T.lot_picks,
            Security.currency,
        )
        .outerjoin(Security, Security.id == T.security_id)
        .where(T.user_id == user_id, T.account_id == account_id)
    )
    statements = select(Holding.as_of_date, Holding.security_id, Holding.quantity, Holding.cost_basis_minor).where(
        Holding.user_id == user_id, Holding.account_id == account_id
    )
    if security_ids is not None:
        rows = rows.where(T.security_id.in_(in_list(security_ids)))
        statements = statements.where(Holding.security_id.in_(in_list(security_ids)))
    found: list[Event] = [_activity(row, currency) for row in db.execute(rows)]
    found += [Statement(*row) for row in db.execute(statements)]
    held = {event.security_id for event in found}
    held |= {new for event in found if isinstance(event, Activity) and (new := event.related_security_id)}
    splits = select(Split.on, Split.security_id, Split.numerator, Split.denominator).where(Split.user_id == user_id)
    found += [SplitFact(*row) for row in db.execute(splits) if row.security_id in held]
    return found


def _activity(row: Any, currency: str) -> Activity:
    id_, on, type_, security_id, quantity, amount, in_security, cost, acquired_on, related_id, fraction, picks, code = (
        row
    )
    if code in (None, currency):
        in_security = cost if type_ == "transfer_in" else amount
    return Activity(
        id=id_,
        on=on,
        type=type_,
        security_id=security_id or 0,
        quantity=quantity or ZERO,
        amount_minor=amount,
        security_amount_minor=in_security,
        cost_basis_minor=cost,
        acquired_on=acquired_on,
        related_security_id=related_id,
        cost_fraction=fraction,
        picks=tuple(LotPick(opening_id, Decimal(taken)) for opening_id, taken in picks) if picks else (),
    )


def positions_by_security(db: Session, user_id: int, account_id: int) -> dict[int, Position]:
    """Return the positions of one account by their securities, also those that are sold out."""
    query = select(Position).where(Position.user_id == user_id, Position.account_id == account_id)
    return {position.security_id: position for position in db.scalars(query)}


def holdings_on(db: Session, user_id: int, account_id: int, on: date) -> dict[int, Holding]:
    """Return what a source stated of an account on one day, by security."""
    query = select(Holding).where(
        Holding.user_id == user_id, Holding.account_id == account_id, Holding.as_of_date == on
    )
    return {holding.security_id: holding for holding in db.scalars(query)}


def lots_of(db: Session, user_id: int, account_id: int, *, security_ids: Sequence[int] | None = None) -> AccountLots:
    """Return the lots of an account, of all or of some securities. Raises NoSuchInvestmentAccount."""
    owner = account(db, user_id, account_id)
    found = events(db, user_id, account_id, currency=owner.currency, security_ids=security_ids)
    return match_lots(found, owner.lot_method)


class HeldPosition(NamedTuple):
    """A position (see `Position`) with the security and the account."""

    account: InvestmentAccount
    security: Security
    quantity: Decimal
    cost_minor: int | None
    security_cost_minor: int | None
    realised_minor: int | None


def held_positions(db: Session, user_id: int) -> list[HeldPosition]:
    """Return every position of accounts that are not deleted, also those that are sold out, by name of security."""
    accounts_by_id = {each.id: each for each in accounts(db, user_id)}
    securities_by_id = {each.id: each for each in securities(db, user_id)}
    query = select(
        Position.account_id,
        Position.security_id,
        Position.quantity,
        Position.cost_minor,
        Position.security_cost_minor,
        Position.realised_minor,
    ).where(Position.user_id == user_id)
    found = [
        HeldPosition(accounts_by_id[row.account_id], securities_by_id[row.security_id], *row[2:])
        for row in db.execute(query)
        if row.account_id in accounts_by_id
    ]
    return sorted(found, key=lambda each: (each.security.name.lower(), each.security.id, each.account.id))
