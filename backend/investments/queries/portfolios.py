"""Read portfolios, their members and target weights."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.investments.errors import NoSuchPortfolio
from backend.investments.models import Portfolio, PortfolioMember, TargetWeight


def members(db: Session, user_id: int) -> list[PortfolioMember]:
    return list(
        db.scalars(select(PortfolioMember).where(PortfolioMember.user_id == user_id).order_by(PortfolioMember.id))
    )


def portfolio(db: Session, user_id: int, portfolio_id: int) -> Portfolio:
    """Raises NoSuchPortfolio."""
    found = db.get(Portfolio, portfolio_id)
    if found is None or found.user_id != user_id:
        raise NoSuchPortfolio
    return found


def portfolios(db: Session, user_id: int) -> Sequence[Portfolio]:
    query = select(Portfolio).where(Portfolio.user_id == user_id)
    return db.scalars(query.order_by(Portfolio.is_default.desc(), func.lower(Portfolio.name))).all()


def default_portfolio(db: Session, user_id: int) -> Portfolio | None:
    """Return the portfolio of everything, if one was made to hold targets or a benchmark."""
    return db.scalars(select(Portfolio).where(Portfolio.user_id == user_id, Portfolio.is_default.is_(True))).first()


def targets(db: Session, user_id: int, portfolio_id: int) -> list[TargetWeight]:
    query = select(TargetWeight).where(TargetWeight.user_id == user_id, TargetWeight.portfolio_id == portfolio_id)
    return list(db.scalars(query.order_by(TargetWeight.id)))
