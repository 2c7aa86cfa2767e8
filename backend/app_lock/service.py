"""The app lock: a PIN covers the page when nobody uses it; until it is given the server answers nothing of the data.

It protects an app that is left open. Who can read the files needs encryption to be kept out.
"""

import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from backend.infra.attempts import Attempts
from backend.infra.database import Database, ReadSession, WriteSession
from backend.kit.errors import AppError
from backend.settings.service import load_internal, save_internal

SHORTEST_PIN = 4
IDLE_MINUTES = (1, 5, 15, 30, 60)
_SETTING, _FAILURES = "app_lock", "app_lock_failures"
# 16 MB and about 0.05 s for each try.
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 2**14, 8, 1


class AppLocked(AppError):
    code = "app_locked"
    status = 423
    title = "Budget App is locked"

    def __init__(self) -> None:
        super().__init__("Budget App is locked. Enter your PIN to continue.")


class NoAppLock(AppError):
    code = "no_app_lock"
    status = 409
    title = "A server has no app lock"

    def __init__(self) -> None:
        super().__init__("People sign in to a server; sign out to lock it.")


class WrongPin(AppError):
    code = "wrong_pin"
    status = 422
    title = "Wrong PIN"

    def __init__(self) -> None:
        super().__init__("This PIN is wrong. Nothing was unlocked or changed.")


class PinTooShort(AppError):
    code = "pin_too_short"
    status = 422
    title = "The PIN is too short"

    def __init__(self) -> None:
        super().__init__(f"Choose a PIN or passphrase of at least {SHORTEST_PIN} characters.")


@dataclass(frozen=True, slots=True)
class _Stored:
    salt: str
    hash: str
    idle_minutes: int


class AppLock:
    """The lock of one running app. With a PIN it is locked at the start."""

    def __init__(self, budget: Database, user_id: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._budget = budget
        self._user_id = user_id
        self._clock = clock
        self._lock = threading.Lock()
        with budget.read() as db:
            self._stored = _load(db, user_id)
            failures = int(load_internal(db, user_id, _FAILURES) or 0)
        self._attempts = Attempts(failures=failures, on_change=self._keep_failures, clock=clock)
        self._is_locked = self._stored is not None
        self._used_at = clock()

    @property
    def idle_minutes(self) -> int | None:
        """After how many minutes without use it locks; None without a PIN."""
        return self._stored.idle_minutes if self._stored else None

    def is_locked(self) -> bool:
        """Say whether the PIN is needed now; also locks it if the time is up."""
        if self._stored is None:
            return False
        if self._clock() - self._used_at > self._stored.idle_minutes * 60:
            self._is_locked = True
        return self._is_locked

    def refusal(self) -> AppError | None:
        """Return why requests are refused now."""
        return AppLocked() if self.is_locked() else None

    def note_use(self) -> None:
        """The person does something: the idle time begins anew."""
        if not self.is_locked():
            self._used_at = self._clock()

    def lock(self) -> None:
        """Lock it now, if there is a PIN."""
        self._is_locked = self._stored is not None

    def unlock(self, pin: str) -> None:
        """Unlock it. Raises WrongPin and TooManyAttempts."""
        self._check(pin)
        self._is_locked, self._used_at = False, self._clock()

    def set_pin(self, pin: str, *, idle_minutes: int, old_pin: str | None) -> None:
        """Lock with this PIN from now on, after so many minutes. Raises PinTooShort, and WrongPin if there was another
        PIN and `old_pin` is not it."""
        if len(pin) < SHORTEST_PIN:
            raise PinTooShort
        if self._stored:
            self._check(old_pin or "")
        salt = secrets.token_bytes(16)
        self._save(_Stored(salt.hex(), _hash(pin, salt), idle_minutes))

    def remove_pin(self, pin: str) -> None:
        """Never lock any more. Raises WrongPin."""
        self._check(pin)
        self._save(None)

    def _check(self, pin: str) -> None:
        stored = self._stored
        if stored is None:
            return
        with self._attempts.attempt():
            if not hmac.compare_digest(_hash(pin, bytes.fromhex(stored.salt)), stored.hash):
                raise WrongPin

    def _save(self, stored: _Stored | None) -> None:
        with self._lock, self._budget.write() as db:
            save_internal(db, self._user_id, _SETTING, json.dumps(asdict(stored)) if stored else "")
        self._stored = stored
        self._is_locked, self._used_at = False, self._clock()

    def _keep_failures(self, failures: int) -> None:
        """A restart must not give new tries."""
        with self._budget.write() as db:
            save_internal(db, self._user_id, _FAILURES, str(failures) if failures else "")


def _load(db: ReadSession | WriteSession, user_id: int) -> _Stored | None:
    text = load_internal(db, user_id, _SETTING)
    return _Stored(**json.loads(text)) if text else None


def _hash(pin: str, salt: bytes) -> str:
    return hashlib.scrypt(pin.encode(), salt=salt, n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P, maxmem=2**26).hex()
