"""HTTP for the app itself: is it well, what is in it, where is its data, show me sample data."""

from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel
from sqlalchemy import func, select
from starlette.responses import Response

from backend.accounts import queries as accounts
from backend.home.sample import SampleServer
from backend.infra.config import Config
from backend.infra.web import CurrentUser, Reading, answer
from backend.settings.service import base_currency
from backend.transactions import queries as transactions
from backend.transactions.models import DeletedTransaction
from backend.version import VERSION

router = APIRouter(tags=["app"])


class Health(BaseModel):
    status: str
    version: str


class Stats(BaseModel):
    total_transactions: int
    pending_review: int
    pending_save: int
    confirmed: int
    deleted: int


class WarningOut(BaseModel):
    code: str
    message: str


class App(BaseModel):
    version: str
    is_demo: bool
    is_empty: bool
    data_folder: str
    secret_storage: Literal["keychain", "file"]
    base_currency: str
    warnings: list[WarningOut]


class Address(BaseModel):
    url: str


@router.get("/health", response_model=Health)
def health() -> Response:
    """Say that the app is up, and which version it is."""
    return answer({"status": "ok", "version": VERSION})


@router.get("/api/stats", response_model=Stats)
def stats(db: Reading, user_id: CurrentUser) -> Response:
    """Return the counts that badges show; confirmed includes what was confirmed without asking."""
    counts = transactions.status_counts(db, user_id)
    deleted = select(func.count()).select_from(DeletedTransaction).where(DeletedTransaction.user_id == user_id)
    return answer(
        {
            "total_transactions": sum(counts.values()),
            "pending_review": counts.get("pending_review", 0),
            "pending_save": counts.get("pending_save", 0),
            "confirmed": counts.get("confirmed", 0) + counts.get("auto_confirmed", 0),
            "deleted": db.scalar(deleted) or 0,
        }
    )


@router.get("/api/app", response_model=App)
def describe(request: Request, db: Reading, user_id: CurrentUser) -> Response:
    """Return what the frame of every page needs to know."""
    config: Config = request.app.state.config
    place = request.app.state.vault.place
    warnings = []
    if place == "file":
        message = (
            "This computer has no keychain that Budget App can use, so the key of your stored secrets lies in a file "
            "in your data folder that only you can read."
        )
        warnings.append({"code": "no_keychain", "message": message})
    return answer(
        {
            "version": VERSION,
            "is_demo": config.is_demo,
            "is_empty": not accounts.living(db, user_id),
            "data_folder": str(config.home),
            "secret_storage": place,
            "base_currency": base_currency(db, user_id),
            "warnings": warnings,
        }
    )


@router.post("/api/app/demo", response_model=Address)
def open_sample(request: Request) -> Response:
    """Start a second app on sample data in a folder of its own and return its address, good for one opening."""
    sample: SampleServer = request.app.state.sample
    return answer({"url": sample.address()})
