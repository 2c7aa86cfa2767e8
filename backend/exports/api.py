"""HTTP for taking everything along: transactions as a file, and all there is as JSON."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Literal

from fastapi import Query, Request, UploadFile
from starlette.responses import Response, StreamingResponse

from backend.exports import full_export, transaction_export
from backend.exports.export_file import ExportFile
from backend.exports.restore import restore
from backend.exports.schemas import EverythingRestoredOut
from backend.infra import clock
from backend.infra.database import Database, ReadSession
from backend.infra.web import CurrentUserId, Router, WriteSessionDep, json_response, user_data
from backend.transactions.query_params import FILTER_PARAMETERS, FilterQuery

router = Router(tags=["export"])
Chunks = Iterator[bytes]


@router.get("/api/transactions/export", response_class=StreamingResponse, openapi_extra=FILTER_PARAMETERS)
def export_transactions(
    request: Request, user_id: CurrentUserId, query: FilterQuery, format: transaction_export.Format = Query("csv")
) -> Response:
    """Return all that match as a file. In CSV text that a spreadsheet would run as a formula is made harmless; XLSX has
    days and amounts as values; OFX and QIF have one statement for each account, with money in positive; beancount and
    hledger have the ledger in double entry, and without a filter its balances too."""
    conditions = query.filter()
    pieces = _read(request, lambda db: transaction_export.transaction_chunks(db, user_id, conditions, format))
    ending = transaction_export.ENDINGS.get(format, format)
    return _file(pieces, f"transactions-{clock.today()}.{ending}", transaction_export.MEDIA_TYPES[format])


@router.get("/api/export", response_class=StreamingResponse)
def export_everything(request: Request, user_id: CurrentUserId, format: Literal["json"] = Query("json")) -> Response:
    """Return everything there is but secrets, in a form that can be restored."""
    pieces = _read_both(request, user_id)
    return _file(pieces, f"budget-app-{clock.today()}.{format}", "application/json")


@router.post("/api/restore", response_model=EverythingRestoredOut)
def restore_everything(request: Request, db: WriteSessionDep, user_id: CurrentUserId, file: UploadFile) -> Response:
    """Read an export of everything back, all of it or nothing; only while there is no data yet."""
    export = ExportFile(file.file)
    with request.app.state.investments.write() as investments:
        data = user_data(request)
        counts = restore(db, investments, user_id, export, vault=data.vault, home=data.home)
    return json_response({"status": "restored", "counts": counts})


def _read(request: Request, produce: Callable[[ReadSession], Chunks]) -> Chunks:
    """Yield the pieces from a session of their own: that of the request ends before the answer is sent."""
    budget: Database = request.app.state.budget
    with budget.read() as db:
        yield from produce(db)


def _read_both(request: Request, user_id: int) -> Chunks:
    state = request.app.state
    with state.budget.read() as db, state.investments.read() as investments:
        yield from full_export.export_chunks(db, investments, user_id, home=user_data(request).home)


def _file(pieces: Chunks, name: str, media_type: str) -> Response:
    # What can go wrong with the data goes wrong at the first piece, while it can still be answered as a problem.
    all_pieces = chain([next(pieces)], pieces)
    return StreamingResponse(
        all_pieces, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'}
    )
