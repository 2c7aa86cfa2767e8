"""HTTP for files: preview, rows, commit, progress, undo, and the one-step import of old."""

from dataclasses import asdict
from functools import partial
from typing import Annotated, Literal

from fastapi import Depends, Form, Query, Request, UploadFile
from starlette.responses import Response

from backend.imports import coverage, presentation, queries, records, schemas
from backend.imports.archive import service as archive
from backend.imports.auto_import import import_at_once
from backend.imports.commit import NewAccount
from backend.imports.errors import FileTooLarge
from backend.imports.preview import ReadOptions
from backend.imports.readers import mapping_from, mapping_from_text
from backend.imports.service import ImportService, Preview
from backend.imports.source.file_type import MAX_BYTES, MEGABYTES
from backend.infra.database import Database
from backend.infra.web import MAX_ID, CurrentUserId, ReadSessionDep, Router, RowId, json_response, user_data

router = Router(prefix="/api/import", tags=["import"])


def import_service(request: Request) -> ImportService:
    """Return the import service of this app."""
    found = user_data(request).import_service
    assert isinstance(found, ImportService)
    return found


def get_budget(request: Request) -> Database:
    """Return the database of this app."""
    found = request.app.state.budget
    assert isinstance(found, Database)
    return found


Budget = Annotated[Database, Depends(get_budget)]
Imports = Annotated[ImportService, Depends(import_service)]
Title = Annotated[str, Query(min_length=1, max_length=200)]
AccountId = Annotated[int | None, Query(ge=1, le=MAX_ID)]


@router.post("/preview", status_code=201, response_model=schemas.PreviewOut)
def preview_file(
    imports: Imports,
    user_id: CurrentUserId,
    file: UploadFile,
    account_id: Annotated[int | None, Form(ge=1, le=MAX_ID)] = None,
    column_mapping: Annotated[str | None, Form(max_length=100_000)] = None,
) -> Response:
    """Read a file and say what it would do; nothing is imported yet."""
    options = ReadOptions(account_id=account_id, mapping=mapping_from_text(column_mapping))
    found = imports.preview(user_id, _content(file), filename=_name(file), options=options)
    return _preview_response(imports, user_id, found, 201)


@router.post("/{import_id:int}/preview", response_model=schemas.PreviewOut)
def preview_again(
    imports: Imports, budget: Budget, user_id: CurrentUserId, import_id: RowId, wanted: schemas.AgainIn
) -> Response:
    """Read the file again with another account, none at all, another mapping or currency. Also makes an undone
    import a preview again."""
    is_for_new_account = wanted.is_for_new_account and wanted.account_id is None
    options = ReadOptions(
        wanted.account_id,
        mapping_from(wanted.column_mapping),
        wanted.currency,
        finds_account=not is_for_new_account,
    )
    if is_for_new_account:
        with budget.write() as db:
            records.take_from_account(db, user_id, import_id)
    found = imports.reopen(user_id, import_id, options=options)
    return _preview_response(imports, user_id, found, 200)


@router.get("/{import_id:int}/rows", response_model=schemas.RowPage)
def list_rows(
    imports: Imports,
    db: ReadSessionDep,
    user_id: CurrentUserId,
    import_id: RowId,
    fate: Literal["new", "repeated", "doubtful", "unreadable", "left_out"] | None = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """Return the rows of a preview, or of a finished import, with fate and why. Those that an import left out because
    they were known come only if this fate is asked for."""
    done = queries.one(db, user_id, import_id)
    if done.status == "done" and fate == "repeated" and done.repeated:
        parsed = imports.reparse(user_id, import_id)
        found = presentation.repeated_rows_of_committed(db, user_id, done, parsed, limit=limit, cursor=cursor)
    elif done.status == "done":
        found = presentation.rows_of_committed(db, user_id, done, fate=fate, limit=limit, cursor=cursor)
    else:
        found = presentation.rows(
            db, user_id, imports.parsed_file(user_id, import_id), fate=fate, limit=limit, cursor=cursor
        )
    return json_response({"items": found.items, "next_cursor": found.next_cursor, "total": found.total})


@router.post("/{import_id:int}/commit", response_model=schemas.DoneOut)
def commit(imports: Imports, user_id: CurrentUserId, import_id: RowId, wanted: schemas.CommitIn) -> Response:
    """Import a previewed file, all of it or nothing."""
    new = wanted.new_account
    done = imports.commit(
        user_id,
        import_id,
        account_id=wanted.account_id,
        new_account=NewAccount(**new.model_dump()) if new else None,
        mapping=mapping_from(wanted.column_mapping),
        keep=set(wanted.keep),
    )
    report = done.report
    return json_response(
        {
            "import_id": done.import_id,
            "status": "done",
            "added": report.added,
            "repeated": report.repeated,
            "doubtful": report.doubtful,
            "unreadable": len(done.statement.problems),
            "left_out": len(done.statement.left_out),
            "auto_confirmed": report.auto_confirmed,
            "predicted": report.predicted,
            "unmatched": report.unmatched,
            **presentation.sums_json(report.sums, done.currency),
            "currency": done.currency,
            "account": {"id": done.account_id, "name": done.account_name},
        }
    )


@router.get("/{import_id:int}/progress", response_model=schemas.ProgressOut)
def progress(imports: Imports, import_id: RowId) -> Response:
    """Say how far an import is."""
    now = imports.cache.progress(import_id)
    return json_response({"phase": now.phase, "done": now.done, "total": now.total})


@router.post("/{import_id:int}/cancel", response_model=schemas.StatusOut)
def cancel(imports: Imports, import_id: RowId) -> Response:
    """Stop a running import; nothing of it is kept."""
    imports.cache.progress(import_id).is_cancelled = True
    return json_response({"status": "cancelling"})


@router.get("/{import_id:int}/undo", response_model=schemas.UndoPreviewOut)
def preview_undo(imports: Imports, user_id: CurrentUserId, import_id: RowId) -> Response:
    """Say what undoing an import would do; nothing is changed."""
    return json_response(asdict(imports.preview_undo(user_id, import_id)))


@router.post("/{import_id:int}/undo", response_model=schemas.ImportUndoneOut)
def undo(imports: Imports, user_id: CurrentUserId, import_id: RowId, wanted: schemas.UndoIn | None = None) -> Response:
    """Undo an import. Transactions that a person decided or edited stay and are listed, unless they go as well; those
    that another import has too stay."""
    undone = imports.undo(user_id, import_id, include_changed=bool(wanted and wanted.include_changed))
    return json_response({"status": "undone", **asdict(undone)})


@router.delete("/{import_id:int}", response_model=schemas.StatusOut)
def forget(imports: Imports, user_id: CurrentUserId, import_id: RowId) -> Response:
    """Put a preview away."""
    imports.forget(user_id, import_id)
    return json_response({"status": "forgotten"})


@router.get("", response_model=list[schemas.HistoryOut])
def list_imports(db: ReadSessionDep, user_id: CurrentUserId, waiting: bool = False) -> Response:
    """Return the files that were imported, or those that still wait for it, newest first."""
    return json_response((queries.still_waiting if waiting else queries.history)(db, user_id))


@router.post("/archive", response_model=schemas.ArchivedOut)
def import_archive(
    imports: Imports,
    budget: Budget,
    user_id: CurrentUserId,
    files: list[UploadFile],
    looks_only: bool = True,
    title: Title = "Archive",
) -> Response:
    """Import years of files at once, each table into its account; with `looks_only` say what that would do."""
    given = [archive.ArchiveFile(_name(file), file.size or 0, partial(_content, file)) for file in files]
    if looks_only:
        return json_response(asdict(archive.preview_archive(budget, user_id, given, title=title)))
    return json_response(
        asdict(archive.commit_archive(budget, user_id, given, title=title, backing_up=imports.backing_up))
    )


@router.get("/coverage", response_model=list[schemas.CoverageOut])
def list_coverage(db: ReadSessionDep, user_id: CurrentUserId) -> Response:
    """Return which months of each account have rows or lie inside a statement, and where balances do not meet."""
    return json_response(coverage.coverage(db, user_id))


@router.get("/{import_id:int}", response_model=schemas.PreviewOut)
def get_preview(imports: Imports, user_id: CurrentUserId, import_id: RowId) -> Response:
    """Return a preview that waits."""
    return _preview_response(imports, user_id, imports.reopen(user_id, import_id), 200)


@router.post("/csv", response_model=schemas.OneStepOut)
def import_csv(
    imports: Imports,
    user_id: CurrentUserId,
    file: UploadFile,
    bank: Annotated[str | None, Query(max_length=100)] = None,
    account_id: AccountId = None,
) -> Response:
    """Import a file of any format in one step, into the named account or the one it belongs to (made if needed)."""
    each = import_at_once(
        imports, user_id, _content(file), filename=_name(file), account_id=account_id, account_name=bank
    )
    return json_response(
        {
            "status": "ok",
            "file": _name(file),
            "bank": bank or each[0].statement.layout,
            "imported": sum(done.report.added for done in each),
            "skipped_duplicates": sum(done.report.repeated for done in each),
            "total_rows": sum(len(done.statement.drafts) for done in each),
            "unreadable": sum(len(done.statement.problems) for done in each),
            "doubtful": sum(done.report.doubtful for done in each),
            "import_id": each[0].import_id,
            "import_ids": [done.import_id for done in each],
        }
    )


@router.post("/csv/auto-detect", response_model=schemas.OneStepOut)
def import_csv_detected(imports: Imports, user_id: CurrentUserId, file: UploadFile) -> Response:
    """Import a file of any format in one step; bank and account are found out."""
    return import_csv(imports, user_id, file, None, None)


def _preview_response(imports: ImportService, user_id: int, found: Preview, status: int) -> Response:
    return json_response(imports.with_session(user_id, found, presentation.preview_json), status)


def _content(file: UploadFile) -> bytes:
    """Return what is in an uploaded file. Raises FileTooLarge before anything is read."""
    if (file.size or 0) > MAX_BYTES:
        raise FileTooLarge(MEGABYTES)
    return file.file.read()


def _name(file: UploadFile) -> str:
    # Browsers may send a path; only its last part names the file, and nothing ever opens it.
    name = (file.filename or "file").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(character for character in name if character.isprintable())[:300] or "file"
