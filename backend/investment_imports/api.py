"""HTTP for files of brokers: preview, rows, commit, undo."""

from typing import Annotated, Any

from fastapi import Depends, Query, Request, UploadFile

from backend.imports.errors import FileTooLarge
from backend.imports.source.file_type import MAX_BYTES, MEGABYTES
from backend.infra.web import CurrentUserId, InvestmentsReadDep, Router, RowId, user_data
from backend.investment_imports import queries
from backend.investment_imports.comparison import Target
from backend.investment_imports.schemas import (
    BrokerCommitBody,
    BrokerImport,
    BrokerImportDone,
    BrokerImportUndone,
    BrokerOffer,
    BrokerPreview,
    BrokerPreviewBody,
    BrokerRowPage,
    BrokerTargetBody,
    Fate,
    preview_json,
)
from backend.investment_imports.service import InvestmentImports

router = Router(prefix="/api/investments/imports", tags=["investment imports"])


def investment_imports(request: Request) -> InvestmentImports:
    """Return what takes in the files of brokers."""
    found = user_data(request).investment_imports
    assert isinstance(found, InvestmentImports)
    return found


Imports = Annotated[InvestmentImports, Depends(investment_imports)]


@router.post("/preview", status_code=201, response_model=BrokerPreview)
def preview_broker_file(imports: Imports, user_id: CurrentUserId, file: UploadFile) -> Any:
    """Read a file of a broker and say what it would do; nothing is imported yet."""
    if (file.size or 0) > MAX_BYTES:
        raise FileTooLarge(MEGABYTES)
    return preview_json(imports.preview(user_id, file.file.read(), filename=_name(file)))


@router.get("/statements/{statement_id:int}", response_model=BrokerOffer)
def offer_broker_import(imports: Imports, user_id: CurrentUserId, statement_id: RowId) -> Any:
    """Say whether a file that was opened as a statement of a bank has investments: by its broker, or its format."""
    return {"recognised_as": imports.offer(user_id, statement_id)}


@router.post("/statements/{statement_id:int}", status_code=201, response_model=BrokerPreview)
def preview_statement(imports: Imports, user_id: CurrentUserId, statement_id: RowId) -> Any:
    """Read the investments in a file that was opened as a statement of a bank."""
    return preview_json(imports.preview_statement(user_id, statement_id))


@router.post("/{import_id:int}/preview", response_model=BrokerPreview)
def preview_broker_file_again(
    imports: Imports, user_id: CurrentUserId, import_id: RowId, wanted: BrokerPreviewBody
) -> Any:
    """Read the waiting file again with another mapping, or compare it with other accounts."""
    mapping = wanted.mapping.model_dump() if wanted.mapping else None
    return preview_json(imports.reopen(user_id, import_id, mapping=mapping, targets=_targets(wanted.targets)))


@router.get("/{import_id:int}/rows", response_model=BrokerRowPage)
def list_broker_rows(
    imports: Imports,
    user_id: CurrentUserId,
    import_id: RowId,
    fate: Fate | None = None,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
) -> Any:
    """Return the rows of a waiting file in the order of their lines, each with its fate and why."""
    rows = [row for row in imports.rows(user_id, import_id) if fate in (None, row.fate)]
    return {"items": rows[offset : offset + limit], "total": len(rows)}


@router.post("/{import_id:int}/commit", response_model=BrokerImportDone)
def commit_broker_file(imports: Imports, user_id: CurrentUserId, import_id: RowId, wanted: BrokerCommitBody) -> Any:
    """Import a waiting file, all of it or nothing."""
    done = imports.commit(user_id, import_id, _targets(wanted.targets))
    return {
        **{name: getattr(done, name) for name in ("id", "added", "repeated", "holdings", "unreadable", "left_out")},
        "account_ids": done.account_ids,
        "oversold": [
            {
                "on": each.on,
                "security": done.security_names[each.security_id],
                "quantity": each.quantity,
                "held": each.held,
            }
            for each in done.oversold
        ],
    }


@router.post("/{import_id:int}/undo", response_model=BrokerImportUndone)
def undo_broker_file(imports: Imports, user_id: CurrentUserId, import_id: RowId) -> Any:
    """Take back what an import added; rows that were changed since stay."""
    return {"kept": imports.undo(user_id, import_id)}


@router.delete("/{import_id:int}", status_code=204)
def forget_broker_file(imports: Imports, user_id: CurrentUserId, import_id: RowId) -> None:
    """Put a preview away."""
    imports.forget(user_id, import_id)


@router.get("", response_model=list[BrokerImport])
def list_broker_imports(db: InvestmentsReadDep, user_id: CurrentUserId) -> Any:
    """Return the files that were imported, newest first."""
    return queries.history(db, user_id)


@router.get("/{import_id:int}", response_model=BrokerPreview)
def get_broker_preview(imports: Imports, user_id: CurrentUserId, import_id: RowId) -> Any:
    """Return a preview that waits."""
    return preview_json(imports.reopen(user_id, import_id))


def _targets(bodies: dict[str, BrokerTargetBody]) -> dict[str, Target]:
    return {key: Target(**body.model_dump()) for key, body in bodies.items()}


def _name(file: UploadFile) -> str:
    # Browsers may send a path; only its last part names the file, and nothing ever opens it.
    name = (file.filename or "file").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(character for character in name if character.isprintable())[:300] or "file"
