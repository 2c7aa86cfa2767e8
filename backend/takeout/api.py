"""HTTP for taking everything along: transactions as a file, and all there is as JSON."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Literal

from fastapi import APIRouter, Query, Request, UploadFile
from starlette.responses import Response, StreamingResponse

from backend.infra import clock
from backend.infra.database import Database, ReadSession
from backend.infra.web import CurrentUser, Writing, answer
from backend.takeout import everything, files
from backend.takeout.export_file import ExportFile
from backend.takeout.restore import restore
from backend.takeout.schemas import EverythingRestoredOut
from backend.transactions.asked import FILTER, AskedFilter

router = APIRouter(tags=["export"])
Pieces = Iterator[bytes]


@router.get("/api/transactions/export", response_class=StreamingResponse, openapi_extra=FILTER)
def export_transactions(
    request: Request, user_id: CurrentUser, asked: AskedFilter, format: files.Format = Query("csv")
) -> Response:
    """Return all that match as a file. In CSV text that a spreadsheet would run as a formula is made harmless; OFX and
    QIF have one statement for each account, with money in positive."""
    wanted = asked.filter()
    pieces = _read(request, lambda db: files.transactions(db, user_id, wanted, format))
    return _file(pieces, f"transactions-{clock.today()}.{format}", files.MEDIA_TYPES[format])


@router.get("/api/export", response_class=StreamingResponse)
def export_everything(request: Request, user_id: CurrentUser, format: Literal["json"] = Query("json")) -> Response:
    """Return everything there is but secrets, in a form that can be restored."""
    pieces = _read(request, lambda db: everything.pieces(db, user_id))
    return _file(pieces, f"budget-app-{clock.today()}.{format}", "application/json")


@router.post("/api/restore", response_model=EverythingRestoredOut)
def restore_everything(request: Request, db: Writing, user_id: CurrentUser, file: UploadFile) -> Response:
    """Read an export of everything back, all of it or nothing; only while there is no data yet."""
    counts = restore(db, user_id, ExportFile(file.file), vault=request.app.state.vault)
    return answer({"status": "restored", "counts": counts})


def _read(request: Request, tell: Callable[[ReadSession], Pieces]) -> Pieces:
    """Yield the pieces from a session of their own: that of the request ends before the answer is sent."""
    budget: Database = request.app.state.budget
    with budget.read() as db:
        yield from tell(db)


def _file(pieces: Pieces, name: str, media_type: str) -> Response:
    # What can go wrong with the data goes wrong at the first piece, while it can still be answered as a problem.
    all_pieces = chain([next(pieces)], pieces)
    return StreamingResponse(
        all_pieces, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'}
    )
