"""HTTP for bank connections: link, choose accounts, sync, history. /api/accounts/... is as older scripts know it."""

from typing import Annotated, Any, Literal

from fastapi import Depends, Query, Request
from starlette.responses import Response, StreamingResponse

from backend.infra.database import Database
from backend.infra.event_stream import event_responses, event_stream
from backend.infra.web import MAX_ID, CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep, problem, user_data
from backend.sync import schemas, service
from backend.sync import undo as undoing
from backend.sync.account_choice import Choice
from backend.sync.service import BankConnections
from backend.sync.states import Trigger

accounts_router = Router(prefix="/api/accounts", tags=["accounts"])
connections_router = Router(prefix="/api/connections", tags=["connections"])
router = Router(prefix="/api/sync", tags=["sync"])
_EVENTS = event_responses("a list of RunState")
_LOGO: dict[int | str, dict[str, Any]] = {200: {"content": {"image/png": {}}}}


def get_banks(request: Request) -> BankConnections:
    """Return what connects and syncs banks in this app."""
    found = user_data(request).banks
    assert isinstance(found, BankConnections)
    return found


def get_budget(request: Request) -> Database:
    """Return the database of this app."""
    found = request.app.state.budget
    assert isinstance(found, Database)
    return found


BankConnectionsDep = Annotated[BankConnections, Depends(get_banks)]
OptionalId = Annotated[int | None, Query(ge=1, le=MAX_ID)]


@router.get("", response_model=schemas.SyncState)
def state(db: ReadSessionDep, user_id: CurrentUserId, banks: BankConnectionsDep) -> Any:
    """Return how many banks are connected, when they were last read, and what runs now."""
    return service.state(db, user_id, banks)


@router.post("/now", response_model=schemas.SyncAnswer)
def sync_now(
    user_id: CurrentUserId, banks: BankConnectionsDep, trigger: Literal["manual", "tray"] = "manual", wait: bool = False
) -> Any:
    """Sync every bank. Answers at once; with `wait` when all are done, saying what is new."""
    return banks.sync_all_now(user_id, trigger, waits=wait)


@router.post("/cancel", response_model=schemas.Cancelled)
def cancel(user_id: CurrentUserId, banks: BankConnectionsDep, body: schemas.SyncCancel) -> Any:
    """Stop syncs (all without a list); nothing of them is kept."""
    return {"cancelled": banks.runner.cancel(body.connection_ids)}


@router.get("/events", response_class=StreamingResponse, responses=_EVENTS)
async def events(banks: BankConnectionsDep) -> StreamingResponse:
    """Stream how far the syncs are, until none runs any more."""
    return event_stream(banks.runner.runs, banks.runner.running)


@router.get("/summary", response_model=schemas.SyncSummary)
def summary(db: ReadSessionDep, user_id: CurrentUserId, days: Annotated[int, Query(ge=1, le=400)] = 30) -> Any:
    """Return what the syncs of the last days came to, and how each day went for each connection."""
    return service.summary(db, user_id, days)


@router.get("/doubtful", response_model=list[schemas.DoubtfulRow])
def list_doubtful(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return rows of banks that may be here already and wait for an answer."""
    return service.doubtful(db, user_id)


@router.post("/doubtful/{row_id:int}", response_model=schemas.DoubtAnswered)
def answer_doubtful(user_id: CurrentUserId, banks: BankConnectionsDep, row_id: RowId, body: schemas.DoubtAnswer) -> Any:
    """Say whether a doubtful row is the transaction that is here, or another one."""
    return banks.answer_doubt(user_id, row_id, is_same=body.is_same)


@connections_router.get("", response_model=list[schemas.Connection])
def list_connections(db: ReadSessionDep, user_id: CurrentUserId, banks: BankConnectionsDep) -> Any:
    """Return every connection with its health, its accounts and its last sync."""
    return service.connections(db, user_id, banks)


@connections_router.post("/test", response_model=schemas.ProviderTested)
def test_provider(user_id: CurrentUserId, banks: BankConnectionsDep, body: schemas.ProviderTest) -> Any:
    """Ask a provider whether the keys of the settings work; connections that waited for them are tried again."""
    return {"status": "ok", "message": banks.test(user_id, body.provider)}


@connections_router.post("/links", status_code=201, response_model=schemas.Link)
def start_link(user_id: CurrentUserId, banks: BankConnectionsDep, body: schemas.LinkStart) -> Any:
    """Begin to connect a bank: with Plaid open `url` in the system browser, with SimpleFIN send a setup token."""
    link_id, _ = banks.linker.start(
        user_id, body.provider, days=body.days, account_id=body.account_id, setup_token=body.setup_token
    )
    return banks.link(user_id, link_id)


@connections_router.get("/links/{link_id:int}", response_model=schemas.Link)
def follow_link(user_id: CurrentUserId, banks: BankConnectionsDep, link_id: RowId) -> Any:
    """Return how far a link is; ask every 3 seconds while it waits."""
    banks.follow(user_id, link_id)
    return banks.link(user_id, link_id)


@connections_router.post("/links/{link_id:int}/cancel", response_model=schemas.Link)
def cancel_link(user_id: CurrentUserId, banks: BankConnectionsDep, link_id: RowId) -> Any:
    """Give a link up; nothing of it is kept."""
    banks.linker.cancel(user_id, link_id)
    return banks.link(user_id, link_id)


@connections_router.post("/links/{link_id:int}/accounts", response_model=schemas.Chosen)
def choose_accounts(user_id: CurrentUserId, banks: BankConnectionsDep, link_id: RowId, body: schemas.Choices) -> Any:
    """Say where each account goes, and start the first sync."""
    choices = [
        Choice(each.provider_account_id, each.account_id, each.new_account.sent_fields() if each.new_account else None)
        for each in body.choices
    ]
    connection_id = banks.linker.choose(user_id, link_id, choices)
    return {"connection_id": connection_id, "is_syncing": bool(banks.runner.start(user_id, [connection_id], "initial"))}


@connections_router.post("/{connection_id:int}/repair", status_code=201, response_model=schemas.Link)
def repair(user_id: CurrentUserId, banks: BankConnectionsDep, connection_id: RowId, body: schemas.Repair) -> Any:
    """Let the person sign in again at a bank; with `selects_accounts` also share other accounts."""
    link_id, _ = banks.linker.repair(user_id, connection_id, selects_accounts=body.selects_accounts)
    return banks.link(user_id, link_id)


@connections_router.post("/{connection_id:int}/accounts", status_code=201, response_model=schemas.Link)
def choose_again(user_id: CurrentUserId, banks: BankConnectionsDep, connection_id: RowId) -> Any:
    """Ask a bank which accounts it has, to choose again."""
    return banks.link(user_id, banks.linker.found(user_id, connection_id))


@connections_router.post("/{connection_id:int}/sync", response_model=schemas.SyncAnswer)
def sync_connection(user_id: CurrentUserId, banks: BankConnectionsDep, connection_id: RowId) -> Any:
    """Start to sync one bank."""
    return banks.start_one(user_id, connection_id)


@connections_router.delete("/{connection_id:int}", response_model=schemas.Disconnected)
def disconnect(user_id: CurrentUserId, banks: BankConnectionsDep, connection_id: RowId) -> Any:
    """Disconnect a bank: its key is deleted here and at the provider; accounts and transactions stay."""
    return service.disconnected(banks.linker.disconnect(user_id, connection_id))


@connections_router.get("/institutions/{institution_id:int}/logo", response_class=Response, responses=_LOGO)
def logo(db: ReadSessionDep, user_id: CurrentUserId, institution_id: RowId) -> Response:
    """Return a bank's logo, as it was stored when the bank was connected."""
    found = service.logo(db, user_id, institution_id)
    if found is None:
        return problem(status=404, code="no_logo", title="No logo", detail="This bank has no logo.")
    return Response(found, media_type="image/png", headers={"cache-control": "private, max-age=86400"})


@accounts_router.get("/sync-history", response_model=list[schemas.SyncEntry])
def sync_history(
    db: ReadSessionDep,
    user_id: CurrentUserId,
    account_id: OptionalId = None,
    connection_id: OptionalId = None,
    trigger: Trigger | None = None,
    only: Literal["changes", "trouble"] | None = None,
    before_id: OptionalId = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Any:
    """Return the syncs, newest first; `before_id` continues a list."""
    return service.history(
        db, user_id, account_id=account_id, connection_id=connection_id, trigger=trigger, only=only,
        before_id=before_id, limit=limit,
    )  # fmt: skip


@accounts_router.get("/sync-history/{log_id:int}", response_model=schemas.SyncDetail)
def one_sync(db: ReadSessionDep, user_id: CurrentUserId, log_id: RowId) -> Any:
    """Return a sync with what became of each of its rows."""
    return service.one_sync(db, user_id, log_id)


@accounts_router.get("/sync-history/{log_id:int}/undo", response_model=schemas.SyncUndo)
def preview_undo(db: ReadSessionDep, user_id: CurrentUserId, log_id: RowId) -> Any:
    """Return what undoing a sync would do; nothing is changed."""
    return undoing.preview(db, user_id, log_id)


@accounts_router.post("/sync-history/{log_id:int}/undo", response_model=schemas.SyncUndo)
def undo(db: WriteSessionDep, user_id: CurrentUserId, log_id: RowId) -> Any:
    """Undo a sync: what it added is deleted and can be restored, what it changed is as before. Balances stay."""
    return undoing.undo(db, user_id, log_id)


@accounts_router.post("/link/token", response_model=schemas.LinkTokenOut)
def link_token(user_id: CurrentUserId, banks: BankConnectionsDep, body: schemas.LinkTokenIn) -> Any:
    """Return a link token of Plaid, and the address of its page for the system browser."""
    return banks.link_token(user_id, body.account_id, body.redirect_uri)


@accounts_router.post("/link/exchange", response_model=schemas.LinkExchanged)
def link_exchange(user_id: CurrentUserId, banks: BankConnectionsDep, body: schemas.ExchangeIn) -> Any:
    """Connect an account, and others that surely belong to the same login, with a public token of Plaid; then sync."""
    return banks.exchange(user_id, body.account_id, body.public_token)


@accounts_router.post("/sync-all", response_model=schemas.AllSynced)
def sync_all(user_id: CurrentUserId, banks: BankConnectionsDep) -> Any:
    """Sync every connected account, and answer when all are done."""
    return {"accounts": banks.sync_all(user_id)}


@accounts_router.post("/{account_id:int}/sync", response_model=schemas.Counts)
def sync_account(user_id: CurrentUserId, banks: BankConnectionsDep, account_id: RowId) -> Any:
    """Sync the bank of an account, and answer when it is done."""
    return banks.sync_account(user_id, account_id)


@accounts_router.post("/{account_id:int}/balances", response_model=schemas.Balances)
def balances(user_id: CurrentUserId, banks: BankConnectionsDep, account_id: RowId) -> Any:
    """Ask the bank itself what an account holds now."""
    return banks.refresh_balances(user_id, account_id)


@accounts_router.post("/{account_id:int}/disconnect", response_model=schemas.Disconnected)
def disconnect_account(user_id: CurrentUserId, banks: BankConnectionsDep, account_id: RowId) -> Any:
    """Keep an account by hand from now on; with its last account the bank is disconnected. Transactions stay."""
    return service.disconnected(banks.linker.disconnect_account(user_id, account_id))


@accounts_router.post("/{account_id:int}/reset-cursor", response_model=schemas.CursorReset)
def reset_cursor(user_id: CurrentUserId, banks: BankConnectionsDep, account_id: RowId) -> Any:
    """Read everything of the account's bank again; what is here already is known by its ids."""
    return {"status": "ok", "cursor_reset": True, **banks.reset_cursor(user_id, account_id)}
