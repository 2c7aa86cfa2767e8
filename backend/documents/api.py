"""HTTP for files attached to transactions."""

from typing import Annotated

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import FileResponse
from pydantic import BaseModel
from starlette.responses import Response

from backend.documents import files, queries, service
from backend.documents.errors import NoSuchDocument
from backend.documents.models import Document
from backend.infra.undo_log import record_changes
from backend.infra.web import CurrentUserId, ReadSessionDep, RowId, WriteSessionDep, json_response
from backend.transactions import queries as transactions

router = APIRouter(tags=["documents"])


class DocumentOut(BaseModel):
    id: int
    filename: str
    media_type: str
    size_bytes: int


class AttachedOut(BaseModel):
    document: DocumentOut
    change_id: int | None


class TakenOffOut(BaseModel):
    change_id: int | None


@router.get("/api/transactions/{transaction_id:int}/documents", response_model=list[DocumentOut])
def list_documents(db: ReadSessionDep, user_id: CurrentUserId, transaction_id: RowId) -> Response:
    """Return the files of a transaction."""
    transactions.one(db, user_id, transaction_id)
    return json_response([_json(each) for each in queries.of_transaction(db, user_id, transaction_id)])


@router.post("/api/transactions/{transaction_id:int}/documents", status_code=201, response_model=AttachedOut)
def attach_document(
    request: Request,
    db: WriteSessionDep,
    user_id: CurrentUserId,
    transaction_id: RowId,
    file: Annotated[UploadFile, File()],
) -> Response:
    """Keep a file with a transaction."""
    with record_changes(db, user_id, "Attached 1 file") as recorder:
        document = service.attach(
            db, user_id, transaction_id, file.file.read(), filename=file.filename or "file",
            home=request.app.state.config.home, recorder=recorder,
        )  # fmt: skip
    return json_response({"document": _json(document), "change_id": recorder.change_id}, 201)


@router.get("/api/documents/{document_id:int}", response_class=FileResponse)
def open_document(request: Request, db: ReadSessionDep, user_id: CurrentUserId, document_id: RowId) -> Response:
    """Return a file: pictures and PDF to be shown, anything else to be saved."""
    document = queries.one(db, user_id, document_id)
    path = files.path_of(request.app.state.config.home, document.sha256)
    if not path.is_file():
        raise NoSuchDocument
    is_shown = document.media_type != files.OTHER
    return FileResponse(
        path,
        media_type=document.media_type,
        filename=document.filename,
        content_disposition_type="inline" if is_shown else "attachment",
        headers={"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"},
    )


@router.delete("/api/documents/{document_id:int}", response_model=TakenOffOut)
def take_off_document(db: WriteSessionDep, user_id: CurrentUserId, document_id: RowId) -> Response:
    """Take a file off its transaction."""
    with record_changes(db, user_id, "Took off 1 file") as recorder:
        service.take_off(db, user_id, document_id, recorder=recorder)
    return json_response({"change_id": recorder.change_id})


def _json(document: Document) -> dict[str, object]:
    return {name: getattr(document, name) for name in ("id", "filename", "media_type", "size_bytes")}
