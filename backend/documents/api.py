"""HTTP: /api/documents, and the documents of a transaction."""

from pathlib import Path as FilePath
from typing import Annotated, Any

from fastapi import Depends, File, Form, Path, Query, Request, UploadFile
from starlette.responses import Response

from backend.documents import files, overview, queries, schemas, service
from backend.documents.errors import NoSuchPage
from backend.documents.kinds import Kind
from backend.documents.proposals import proposals
from backend.documents.reading import read_content
from backend.infra import clock
from backend.infra.database import Database
from backend.infra.undo_log import record_changes
from backend.infra.web import MAX_ID, CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep, user_data
from backend.settings import service as settings
from backend.text_extraction import service as text_extraction
from backend.transactions import queries as transactions

router = Router(tags=["documents"])


def get_budget(request: Request) -> Database:
    """Return the database of this app."""
    found = request.app.state.budget
    assert isinstance(found, Database)
    return found


def get_home(request: Request) -> FilePath:
    """Return the data folder of this app."""
    home: FilePath = user_data(request).home
    return home


Budget = Annotated[Database, Depends(get_budget)]
Home = Annotated[FilePath, Depends(get_home)]
Target = Annotated[int | None, Form(ge=1, le=MAX_ID)]


@router.get("/api/documents", response_model=schemas.DocumentsOut)
def list_documents(
    db: ReadSessionDep,
    user_id: CurrentUserId,
    kind: Annotated[Kind | None, Query()] = None,
    tax_year: Annotated[int | None, Query(ge=1970, le=2199)] = None,
    linked: Annotated[bool | None, Query()] = None,
    q: Annotated[str | None, Query(max_length=200)] = None,
    start: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
) -> Any:
    """Return documents, newest first; `q` searches names, notes and the text inside."""
    wanted = queries.DocumentFilter(kind, tax_year, linked, q)
    return overview.document_list(db, user_id, wanted, start=start, limit=limit)


@router.post("/api/documents", status_code=201, response_model=schemas.DocumentAdded)
def add_document(
    budget: Budget,
    home: Home,
    user_id: CurrentUserId,
    file: Annotated[UploadFile, File()],
    transaction_id: Target = None,
    account_id: Target = None,
) -> Any:
    """Keep a file, read its text, and link it if a transaction or an account is named."""
    named = {"transaction_id": transaction_id, "account_id": account_id}
    return _add(budget, home, user_id, file, {name: id_ for name, id_ in named.items() if id_ is not None})


@router.get("/api/documents/{document_id:int}", response_model=schemas.DocumentDetails)
def show_document(db: ReadSessionDep, home: Home, user_id: CurrentUserId, document_id: RowId) -> Any:
    """Return a document with its text, what was read from it, and whether its file is intact."""
    return overview.details(db, user_id, document_id, home=home)


@router.patch("/api/documents/{document_id:int}", response_model=schemas.DocumentChanged)
def change_document(
    db: WriteSessionDep, user_id: CurrentUserId, document_id: RowId, body: schemas.DocumentChanges
) -> Any:
    """Change what is said about a document: its name, kind, tax year, days, amount and notes."""
    with record_changes(db, user_id, "Changed 1 document") as recorder:
        service.change(db, user_id, document_id, body.sent_fields(), recorder=recorder)
    return {"change_id": recorder.change_id}


@router.delete("/api/documents/{document_id:int}", response_model=schemas.DocumentChanged)
def delete_document(db: WriteSessionDep, user_id: CurrentUserId, document_id: RowId) -> Any:
    """Delete a document with its links."""
    with record_changes(db, user_id, "Deleted 1 document") as recorder:
        service.delete(db, user_id, document_id, recorder=recorder)
    return {"change_id": recorder.change_id}


@router.post("/api/documents/{document_id:int}/read", response_model=schemas.DocumentDetails)
def read_again(budget: Budget, home: Home, user_id: CurrentUserId, document_id: RowId) -> Any:
    """Read the text of a document again, for example after text recognition was installed."""
    with budget.read() as db:
        document = queries.one(db, user_id, document_id)
        content = service.content_of(document, home=home)
        filename, media_type = document.filename, document.media_type
        currency = settings.base_currency(db, user_id)
    read = read_content(content, filename=filename, media_type=media_type, currency=currency, today=clock.today())
    with budget.write() as writing:
        service.save_reading(writing, user_id, document_id, read)
    with budget.read() as db:
        return overview.details(db, user_id, document_id, home=home)


@router.get("/api/documents/{document_id:int}/file", response_class=Response)
def open_file(db: ReadSessionDep, home: Home, user_id: CurrentUserId, document_id: RowId) -> Response:
    """Return a file, checked against its SHA-256: pictures, PDF and text to be shown, others to be saved."""
    document = queries.one(db, user_id, document_id)
    content = service.content_of(document, home=home)
    return overview.file_response(content, document.media_type, document.filename)


@router.get("/api/documents/{document_id:int}/pages/{page_number:int}", response_class=Response)
def show_page(
    budget: Budget,
    home: Home,
    user_id: CurrentUserId,
    document_id: RowId,
    page_number: Annotated[int, Path(ge=1, le=10_000)],
) -> Response:
    """Return a picture of a page of a PDF: the page runs nothing that the file holds."""
    with budget.read() as db:
        document = queries.one(db, user_id, document_id)
        content = service.content_of(document, home=home)
    if document.media_type != files.PDF or page_number > (document.page_count or 1):
        raise NoSuchPage
    return overview.file_response(text_extraction.page_picture(content, page_number), "image/png", "page.png")


@router.get("/api/documents/{document_id:int}/proposals", response_model=list[schemas.PurchaseOut])
def list_proposals(db: ReadSessionDep, user_id: CurrentUserId, document_id: RowId) -> Any:
    """Return the purchases of a receipt or an order history, each with the transactions that fit and a split."""
    return proposals(db, user_id, queries.with_text(db, user_id, document_id))


@router.post("/api/documents/{document_id:int}/links", response_model=schemas.DocumentChanged)
def link_document(db: WriteSessionDep, user_id: CurrentUserId, document_id: RowId, body: schemas.DocumentLinkIn) -> Any:
    """Link a document to a transaction, an account or a goal."""
    target = {name: id_ for name, id_ in body.sent_fields().items() if id_ is not None}
    with record_changes(db, user_id, "Linked 1 document") as recorder:
        service.link(db, user_id, document_id, target, recorder=recorder)
    return {"change_id": recorder.change_id}


@router.delete("/api/documents/{document_id:int}/links/{link_id:int}", response_model=schemas.DocumentChanged)
def unlink_document(db: WriteSessionDep, user_id: CurrentUserId, document_id: RowId, link_id: RowId) -> Any:
    """Remove one link of a document."""
    with record_changes(db, user_id, "Unlinked 1 document") as recorder:
        service.unlink(db, user_id, document_id, link_id, recorder=recorder)
    return {"change_id": recorder.change_id}


@router.get("/api/transactions/{transaction_id:int}/documents", response_model=list[schemas.DocumentOut])
def list_of_transaction(db: ReadSessionDep, user_id: CurrentUserId, transaction_id: RowId) -> Any:
    """Return the documents of a transaction."""
    transactions.one(db, user_id, transaction_id)
    return overview.as_json(db, user_id, queries.of_transaction(db, user_id, transaction_id))


@router.post("/api/transactions/{transaction_id:int}/documents", status_code=201, response_model=schemas.DocumentAdded)
def attach_document(
    budget: Budget, home: Home, user_id: CurrentUserId, transaction_id: RowId, file: Annotated[UploadFile, File()]
) -> Any:
    """Keep a file and link it to a transaction."""
    with budget.read() as db:
        transactions.one(db, user_id, transaction_id)
    return _add(budget, home, user_id, file, {"transaction_id": transaction_id})


@router.delete(
    "/api/transactions/{transaction_id:int}/documents/{document_id:int}", response_model=schemas.DocumentChanged
)
def detach_document(db: WriteSessionDep, user_id: CurrentUserId, transaction_id: RowId, document_id: RowId) -> Any:
    """Take a document off a transaction; it stays in Documents."""
    with record_changes(db, user_id, "Took off 1 file") as recorder:
        service.unlink_transaction(db, user_id, document_id, transaction_id, recorder=recorder)
    return {"change_id": recorder.change_id}


def _add(budget: Database, home: FilePath, user_id: int, file: UploadFile, target: dict[str, int]) -> Any:
    """Read the file first, then write: nobody waits for the write session meanwhile."""
    filename, content = file.filename or "file", file.file.read()
    media_type = service.check(content, filename=filename)
    sha256 = files.keep(home, content)
    with budget.read() as db:
        is_known = queries.by_hash(db, user_id, sha256) is not None
        currency = settings.base_currency(db, user_id)
    read = overview.UNREAD
    if not is_known:
        read = read_content(content, filename=filename, media_type=media_type, currency=currency, today=clock.today())
    with budget.write() as writing:
        with record_changes(writing, user_id, "Added 1 document") as recorder:
            document = service.add(
                writing, user_id, sha256, read,
                filename=filename, media_type=media_type, size_bytes=len(content), recorder=recorder,
            )  # fmt: skip
            if target:
                service.link(writing, user_id, document.id, target, recorder=recorder)
        [shown] = overview.as_json(writing, user_id, [document])
    return {"document": shown, "is_new": not is_known, "change_id": recorder.change_id}
