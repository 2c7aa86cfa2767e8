"""HTTP: /api/app-lock. These answer also while the app is locked."""

from typing import Annotated, Any, Literal

from fastapi import Depends, Request
from pydantic import BaseModel, StringConstraints

from backend.app_lock.service import SHORTEST_PIN, AppLock, NoAppLock
from backend.infra.data_key import DataLocked
from backend.infra.web import Router

router = Router(prefix="/api/app-lock", tags=["app lock"])

_Pin = Annotated[str, StringConstraints(max_length=200)]


class LockStatus(BaseModel):
    is_locked: bool
    idle_minutes: int | None
    shortest_pin: int


class Pin(BaseModel):
    pin: _Pin


class NewPin(BaseModel):
    pin: _Pin
    idle_minutes: Literal[1, 5, 15, 30, 60]
    old_pin: _Pin | None = None


def _app_lock(request: Request) -> AppLock:
    if request.app.state.config.public_url is not None:
        raise NoAppLock
    found: AppLock | None = getattr(request.app.state, "app_lock", None)
    if found is None:
        raise DataLocked
    return found


AppLockDep = Annotated[AppLock, Depends(_app_lock)]


@router.get("", response_model=LockStatus)
def lock_status(lock: AppLockDep) -> Any:
    """Return whether the PIN is needed now, and after how many idle minutes it will be; null without a PIN."""
    return {"is_locked": lock.is_locked(), "idle_minutes": lock.idle_minutes, "shortest_pin": SHORTEST_PIN}


@router.put("", response_model=LockStatus)
def set_pin(lock: AppLockDep, body: NewPin) -> Any:
    """Set or change the PIN and the idle time."""
    lock.set_pin(body.pin, idle_minutes=body.idle_minutes, old_pin=body.old_pin)
    return lock_status(lock)


@router.post("/remove", response_model=LockStatus)
def remove_pin(lock: AppLockDep, body: Pin) -> Any:
    """Remove the PIN: the app never locks by itself then."""
    lock.remove_pin(body.pin)
    return lock_status(lock)


@router.post("/lock", response_model=LockStatus)
def lock_now(lock: AppLockDep) -> Any:
    """Lock now, if there is a PIN."""
    lock.lock()
    return lock_status(lock)


@router.post("/use", response_model=LockStatus)
def note_use(lock: AppLockDep) -> Any:
    """The person uses the page: the idle time begins anew."""
    lock.note_use()
    return lock_status(lock)


@router.post("/unlock", response_model=LockStatus)
def unlock(lock: AppLockDep, body: Pin) -> Any:
    """Unlock with the PIN. Wrong ones make the next try wait."""
    lock.unlock(body.pin)
    return lock_status(lock)
