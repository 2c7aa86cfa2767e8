"""HTTP: /api/backups."""

from datetime import datetime
from typing import Any

from fastapi import Request
from pydantic import BaseModel

from backend.backup import proof
from backend.backup.backups import BackupSet
from backend.backup.second_place import last_copy
from backend.backup.service import BackupService
from backend.infra.config import Config
from backend.infra.web import CurrentUserId, ReadSessionDep, Router
from backend.settings.service import value

router = Router(prefix="/api/backups", tags=["backups"])


class BackupOut(BaseModel):
    """One backup. `transactions` is None for one of an app before manifests."""

    key: str
    made_at: datetime
    reason: str | None
    size_bytes: int
    transactions: int | None
    documents: int
    is_complete: bool


class ProofOut(BaseModel):
    """What a restore drill found: nothing in `problems` if the backup can be restored whole."""

    at: datetime
    backup: str
    problems: list[str]
    transactions: int
    documents: int
    is_compared: bool


class CopyOut(BaseModel):
    """How a copy to the second place went; `error` is a sentence, null if it was read back as it was sent."""

    at: datetime
    backup: str
    error: str | None


class SecondPlaceOut(BaseModel):
    kind: str
    last: CopyOut | None


class Fetched(BaseModel):
    key: str


class BackupsOut(BaseModel):
    backups: list[BackupOut]
    proof: ProofOut | None


class Restored(BaseModel):
    """`before` is the backup of the data as it was; restoring that one undoes the restore."""

    status: str
    before: str


@router.get("", response_model=BackupsOut)
def list_backups(request: Request, user_id: CurrentUserId) -> Any:
    """Return the backups, the newest first, and what the last drill found."""
    config: Config = request.app.state.config
    return {"backups": [_shown(each) for each in _service(request).list()], "proof": proof.last_proof(config.home)}


@router.post("", response_model=BackupOut)
def make_backup(request: Request, user_id: CurrentUserId) -> Any:
    """Back up both data files and the attached files now."""
    return _shown(_service(request).make())


@router.get("/proof", response_model=ProofOut | None)
def describe_proof(request: Request, user_id: CurrentUserId) -> Any:
    """Return what the last restore drill found, null if there was none."""
    config: Config = request.app.state.config
    return proof.last_proof(config.home)


@router.get("/second-place", response_model=SecondPlaceOut | None)
def describe_second_place(request: Request, db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return the kind of second place that is set, and how the last copy went; null if it is off."""
    config: Config = request.app.state.config
    kind = value(db, user_id, "second_place")
    return None if kind == "off" else {"kind": kind, "last": last_copy(config.home)}


@router.get("/second-place/copies", response_model=list[str])
def list_copies(request: Request, user_id: CurrentUserId) -> Any:
    """Return the names of the copies in the second place, oldest first. This asks the second place."""
    return _service(request).second_place().place.names()


@router.post("/second-place/{name}/fetch", response_model=Fetched)
def fetch_backup(request: Request, user_id: CurrentUserId, name: str) -> Any:
    """Fetch a copy from the second place, so that it is among the backups here."""
    return {"key": _service(request).fetch(name)}


@router.post("/{key}/copy", response_model=CopyOut)
def copy_backup(request: Request, user_id: CurrentUserId, key: str) -> Any:
    """Encrypt a backup, send it to the second place and read it back."""
    return _service(request).copy(key)


@router.post("/{key}/prove", response_model=ProofOut)
def prove_backup(request: Request, user_id: CurrentUserId, key: str) -> Any:
    """Restore a backup into a temporary folder and compare it with the data that it was made from."""
    return _service(request).prove(key)


@router.post("/{key}/restore", response_model=Restored)
def restore_backup(request: Request, user_id: CurrentUserId, key: str) -> Any:
    """Put a backup in the place of the data. The data as it was is backed up first."""
    return {"status": "restored", "before": _service(request).restore(key).key}


@router.delete("/{key}", status_code=204)
def delete_backup(request: Request, user_id: CurrentUserId, key: str) -> None:
    """Delete a backup. For a day it can be brought back."""
    _service(request).delete(key)


@router.post("/{key}/undelete", status_code=204)
def undelete_backup(request: Request, user_id: CurrentUserId, key: str) -> None:
    """Bring a deleted backup back."""
    _service(request).undelete(key)


def _service(request: Request) -> BackupService:
    service: BackupService = request.app.state.data.backups
    return service


def _shown(backup: BackupSet) -> dict[str, Any]:
    manifest = backup.manifest
    budget = next((entry for entry in manifest.files if entry.of == "budget"), None) if manifest else None
    return {
        "key": backup.key,
        "made_at": backup.made_at,
        "reason": backup.reason,
        "size_bytes": backup.size_bytes,
        "transactions": budget.copied.rows.get("transactions") if budget else None,
        "documents": len(manifest.documents) if manifest else 0,
        "is_complete": manifest is not None and len(manifest.files) == len(backup.files) == 2,
    }
