"""Every SELECT of the files of brokers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from backend.investment_imports.errors import NoSuchInvestmentImport
from backend.investment_imports.models import InvestmentImport

_HISTORY = 100


def one(db: Session, user_id: int, import_id: int) -> InvestmentImport:
    """Raises NoSuchInvestmentImport."""
    found = db.get(InvestmentImport, import_id)
    if found is None or found.user_id != user_id:
        raise NoSuchInvestmentImport
    return found


def history(db: Session, user_id: int) -> Sequence[InvestmentImport]:
    """Return the newest files that were imported, also those that were undone."""
    query = (
        select(InvestmentImport)
        .where(InvestmentImport.user_id == user_id, InvestmentImport.status != "previewed")
        .options(defer(InvestmentImport.content))
        .order_by(InvestmentImport.id.desc())
        .limit(_HISTORY)
    )
    return db.scalars(query).all()


def abandoned(db: Session, user_id: int, *, before: datetime) -> Sequence[InvestmentImport]:
    """Return the previews that nobody imported since that moment."""
    query = select(InvestmentImport).where(
        InvestmentImport.user_id == user_id,
        InvestmentImport.status == "previewed",
        InvestmentImport.updated_at < before,
    )
    return db.scalars(query).all()
