"""HTTP: /api/erasure."""

from typing import Any

from fastapi import Request

from backend.erasure import service
from backend.erasure.schemas import ErasableOut, ErasureIn, ErasureReport
from backend.erasure.service import OpenData
from backend.infra.web import CurrentUserId, Router, user_data

router = Router(prefix="/api/erasure", tags=["erasure"])


@router.get("", response_model=ErasableOut)
def show_erasable(request: Request, user_id: CurrentUserId) -> Any:
    """Return what there is to erase."""
    return service.erasable(_data(request), user_id)


@router.post("", response_model=ErasureReport)
def erase_everything(request: Request, user_id: CurrentUserId, body: ErasureIn) -> Any:
    """Erase everything of the person, if the word ERASE is given, and return the report. It cannot be undone."""
    return service.erase_everything(
        _data(request), user_id, confirmation=body.confirmation, with_backups=body.with_backups
    )


def _data(request: Request) -> OpenData:
    data = user_data(request)
    return OpenData(data.home, data.budget, data.investments, data.vault, data.backups)
