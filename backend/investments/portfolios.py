"""Portfolios: named groups of accounts and holdings with target weights and a benchmark."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder
from backend.investments.activities import number_problem
from backend.investments.allocation import targets_total
from backend.investments.errors import InvalidActivity, PortfolioNameTaken, TargetsExceedWhole
from backend.investments.models import Portfolio, PortfolioMember, TargetWeight
from backend.investments.queries import accounts as account_queries
from backend.investments.queries import portfolios as portfolio_queries
from backend.investments.queries import securities as security_queries
from backend.investments.scope import Scope, of_account
from backend.investments.service import Saved, record

EVERYTHING = "Everything"


class Member(NamedTuple):
    """An account, a security wherever it is held, or a security in one account."""

    account_id: int | None
    security_id: int | None


class Target(NamedTuple):
    """The share in percent of a security, or of a type of securities."""

    security_id: int | None
    security_type: str | None
    weight_percent: Decimal


def scope_of(db: Any, user_id: int, *, portfolio_id: int | None, account_id: int | None) -> Scope:
    """Return the scope of a question. Raises NoSuchPortfolio, NoSuchInvestmentAccount."""
    if account_id is not None:
        return of_account(account_queries.account(db, user_id, account_id).id)
    if portfolio_id is None:
        return Scope()
    portfolio_queries.portfolio(db, user_id, portfolio_id)
    members = (each for each in portfolio_queries.members(db, user_id) if each.portfolio_id == portfolio_id)
    return Scope(frozenset((each.account_id, each.security_id) for each in members))


def add_portfolio(db: WriteSession, user_id: int, fields: Mapping[str, Any], members: Sequence[Member]) -> Saved:
    """Add a portfolio. Raises PortfolioNameTaken and what says that a member does not exist."""
    _check_name(db, user_id, fields["name"], None)
    with record(db, user_id, f"Added the portfolio {fields['name']}") as recorder:
        portfolio = Portfolio(user_id=user_id, **fields)
        db.add(portfolio)
        db.flush()
        recorder.record_created(Portfolio, portfolio.id)
        _set_members(db, user_id, portfolio.id, members, recorder)
    return Saved(portfolio.id, recorder.change_id)


def update_portfolio(
    db: WriteSession, user_id: int, portfolio_id: int, fields: Mapping[str, Any], members: Sequence[Member] | None
) -> Saved:
    """Change a portfolio; `members` None leaves them. Raises NoSuchPortfolio, PortfolioNameTaken."""
    portfolio = portfolio_queries.portfolio(db, user_id, portfolio_id)
    _check_name(db, user_id, fields.get("name", portfolio.name), portfolio_id)
    if fields.get("benchmark_security_id") is not None:
        security_queries.security(db, user_id, fields["benchmark_security_id"])
    with record(db, user_id, f"Changed the portfolio {portfolio.name}") as recorder:
        recorder.capture(Portfolio, [portfolio_id])
        for name, value in fields.items():
            setattr(portfolio, name, value)
        if members is not None:
            _set_members(db, user_id, portfolio_id, members, recorder)
    return Saved(portfolio_id, recorder.change_id)


def delete_portfolio(db: WriteSession, user_id: int, portfolio_id: int) -> Saved:
    """Delete a portfolio; its accounts and holdings stay. Raises NoSuchPortfolio."""
    portfolio = portfolio_queries.portfolio(db, user_id, portfolio_id)
    with record(db, user_id, f"Deleted the portfolio {portfolio.name}") as recorder:
        recorder.capture(Portfolio, [portfolio_id])
        _set_members(db, user_id, portfolio_id, (), recorder)
        _remove_targets(db, user_id, portfolio_id, recorder)
        db.delete(portfolio)
    return Saved(portfolio_id, recorder.change_id)


def set_targets(db: WriteSession, user_id: int, portfolio_id: int | None, targets: Sequence[Target]) -> Saved:
    """Put these targets in the place of those of a portfolio; None is everything.

    Raises NoSuchPortfolio, NoSuchSecurity, InvalidActivity for a weight that is none, and TargetsExceedWhole if those
    of the securities or those of the types are more than 100 %.
    """
    for target in targets:
        if target.security_id is not None:
            security_queries.security(db, user_id, target.security_id)
        if trouble := number_problem("target", target.weight_percent):
            raise InvalidActivity(trouble)
    for kind in ("security_id", "security_type"):
        total = targets_total({t: t.weight_percent for t in targets if getattr(t, kind) is not None})
        if total > 100:
            raise TargetsExceedWhole(total)
    portfolio = portfolio_queries.portfolio(db, user_id, portfolio_id) if portfolio_id else _everything(db, user_id)
    with record(db, user_id, f"Set the targets of {portfolio.name}") as recorder:
        _remove_targets(db, user_id, portfolio.id, recorder)
        for target in targets:
            if target.weight_percent:
                row = TargetWeight(user_id=user_id, portfolio_id=portfolio.id, **target._asdict())
                db.add(row)
                db.flush()
                recorder.record_created(TargetWeight, row.id)
    return Saved(portfolio.id, recorder.change_id)


def set_benchmark(db: WriteSession, user_id: int, portfolio_id: int | None, security_id: int | None) -> Saved:
    """Compare a portfolio (None: everything) with a security from now on. Raises NoSuchPortfolio, NoSuchSecurity."""
    portfolio = portfolio_queries.portfolio(db, user_id, portfolio_id) if portfolio_id else _everything(db, user_id)
    return update_portfolio(db, user_id, portfolio.id, {"benchmark_security_id": security_id}, None)


def _everything(db: WriteSession, user_id: int) -> Portfolio:
    """Return the portfolio that holds the targets and the benchmark of everything; it is part of no change."""
    portfolio = portfolio_queries.default_portfolio(db, user_id)
    if portfolio is None:
        portfolio = Portfolio(user_id=user_id, name=EVERYTHING, is_default=True)
        db.add(portfolio)
        db.flush()
    return portfolio


def _check_name(db: WriteSession, user_id: int, name: str, portfolio_id: int | None) -> None:
    for other in portfolio_queries.portfolios(db, user_id):
        if other.id != portfolio_id and other.name.casefold() == name.casefold():
            raise PortfolioNameTaken(name)


def _set_members(
    db: WriteSession, user_id: int, portfolio_id: int, members: Sequence[Member], recorder: ChangeRecorder
) -> None:
    there = [each for each in portfolio_queries.members(db, user_id) if each.portfolio_id == portfolio_id]
    recorder.capture(PortfolioMember, [each.id for each in there])
    for each in there:
        db.delete(each)
    db.flush()
    for member in dict.fromkeys(members):
        if member.account_id is not None:
            account_queries.account(db, user_id, member.account_id)
        if member.security_id is not None:
            security_queries.security(db, user_id, member.security_id)
        row = PortfolioMember(user_id=user_id, portfolio_id=portfolio_id, **member._asdict())
        db.add(row)
        db.flush()
        recorder.record_created(PortfolioMember, row.id)


def _remove_targets(db: WriteSession, user_id: int, portfolio_id: int, recorder: ChangeRecorder) -> None:
    there = portfolio_queries.targets(db, user_id, portfolio_id)
    recorder.capture(TargetWeight, [each.id for each in there])
    for each in there:
        db.delete(each)
    db.flush()
