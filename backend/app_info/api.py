"""HTTP for the app itself: what is in it, where is its data, show me sample data."""

from datetime import date
from typing import Any, Literal

from fastapi import Request
from pydantic import BaseModel
from sqlalchemy import func, select
from starlette.responses import Response

from backend.accounts import queries as accounts
from backend.app_info import secrets
from backend.app_info.health_checks import health_checks
from backend.app_info.sample import SampleServer
from backend.backup.create import save_open_file
from backend.inbox import queries as inbox
from backend.infra import clock
from backend.infra.config import Config
from backend.infra.database import Database
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, json_response, user_data
from backend.kit.period import month_of
from backend.settings.service import base_currency
from backend.transactions import queries as transactions
from backend.transactions.counted import latest_month
from backend.transactions.models import DeletedTransaction
from backend.transactions.reports import report_month
from backend.version import VERSION

router = Router(tags=["app"])


_NO_KEYCHAIN = (
    "This computer has no keychain that Budget App can use, so the key of your stored secrets lies in a file "
    "in your data folder that only you can read."
)


class Stats(BaseModel):
    total_transactions: int
    pending_review: int
    pending_save: int
    confirmed: int
    deleted: int
    inbox: int


class App(BaseModel):
    version: str
    today: date
    is_demo: bool
    is_empty: bool
    data_folder: str
    base_currency: str
    report_month: str


class Secrets(BaseModel):
    storage: Literal["keychain", "file"]
    warning: str | None


class NewKey(BaseModel):
    in_place_of_lost: bool = False


class KeyExchanged(BaseModel):
    exchanged: int
    unreadable: int


class HealthCheckOut(BaseModel):
    key: str
    title: str
    state: Literal["ok", "advice", "problem"]
    finding: str
    fix: str | None
    link: str | None


class DataFile(BaseModel):
    state: Literal["open", "replaced"]
    message: str | None


class Copies(BaseModel):
    paths: list[str]


class Address(BaseModel):
    url: str


@router.get("/api/stats", response_model=Stats)
def stats(db: ReadSessionDep, user_id: CurrentUserId) -> Response:
    """Return the counts that badges show; confirmed includes what was confirmed without asking."""
    counts = transactions.status_counts(db, user_id)
    deleted = select(func.count()).select_from(DeletedTransaction).where(DeletedTransaction.user_id == user_id)
    return json_response(
        {
            "total_transactions": sum(counts.values()),
            "pending_review": counts.get("pending_review", 0),
            "pending_save": counts.get("pending_save", 0),
            "confirmed": counts.get("confirmed", 0) + counts.get("auto_confirmed", 0),
            "deleted": db.scalar(deleted) or 0,
            "inbox": inbox.counts(db, user_id).get("open", 0),
        }
    )


@router.get("/api/app", response_model=App)
def describe(request: Request, db: ReadSessionDep, user_id: CurrentUserId) -> Response:
    """Return what the frame of every page needs to know."""
    config: Config = request.app.state.config
    today = clock.today()
    this_month = month_of(today)
    return json_response(
        {
            "version": VERSION,
            "today": today,
            "is_demo": config.is_demo,
            "is_empty": not accounts.list_accounts(db, user_id),
            "data_folder": str(config.home),
            "base_currency": base_currency(db, user_id),
            "report_month": report_month(this_month, latest_month(db, user_id, until=this_month)),
        }
    )


@router.get("/api/app/secrets", response_model=Secrets)
def describe_secrets(request: Request) -> Response:
    """Return where the key of stored secrets is. To look for a keychain costs memory, so only Settings asks."""
    storage = user_data(request).vault.key_location
    return json_response({"storage": storage, "warning": _NO_KEYCHAIN if storage == "file" else None})


@router.post("/api/app/secrets/key", response_model=Secrets)
def make_secret_key(request: Request, user_id: CurrentUserId, body: NewKey) -> Response:
    """Make the key of stored secrets: in a file if there is no keychain, which is the person's consent to that. With
    `in_place_of_lost` also when an earlier key is lost; what that one encrypted stays and cannot be read."""
    secrets.make_key(user_data(request).vault, in_place_of_lost=body.in_place_of_lost)
    return describe_secrets(request)


@router.post("/api/app/secrets/exchange", response_model=KeyExchanged)
def exchange_secret_key(request: Request, user_id: CurrentUserId) -> Response:
    """Encrypt every stored secret with a new key, and forget the old one."""
    done = secrets.exchange_key(request.app.state.budget, user_id, user_data(request).vault)
    return json_response({"exchanged": done.exchanged, "unreadable": done.unreadable})


@router.get("/api/health-checks", response_model=list[HealthCheckOut])
def list_health_checks(request: Request, db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return what was looked at in the app and its data, what needs attention first, each with its fix."""
    state = request.app.state
    return health_checks(
        db,
        user_id,
        home=state.config.home,
        is_file=state.budget.is_file,
        failing_jobs=state.scheduler.failures,
        today=clock.today(),
    )


@router.get("/api/app/data-file", response_model=DataFile)
def describe_data_file(request: Request) -> Response:
    """Say whether the data files are still those that are open; if not, nothing more is written."""
    replaced = next(filter(None, (database.replaced() for database in _databases(request))), None)
    if replaced is None:
        return json_response({"state": "open", "message": None})
    return json_response({"state": "replaced", "message": replaced.message})


@router.post("/api/app/data-file/copy", response_model=Copies)
def copy_data_files(request: Request) -> Response:
    """Save copies of the open data files in the folder `backups` and return their paths."""
    return json_response({"paths": [str(save_open_file(database)) for database in _databases(request)]})


@router.post("/api/app/demo", response_model=Address)
def open_sample(request: Request) -> Response:
    """Start a second app on sample data in a folder of its own and return its address, good for one opening."""
    sample: SampleServer = request.app.state.sample
    return json_response({"url": sample.address()})


def _databases(request: Request) -> tuple[Database, Database]:
    return request.app.state.budget, request.app.state.investments
