"""Read and save settings; the only module that writes them."""

import logging
from typing import NamedTuple

from sqlalchemy import event

from backend.infra.database import ReadSession, WriteSession
from backend.infra.vault import SecretUnreadable, Vault
from backend.settings import environment, queries
from backend.settings.errors import SetByOperator
from backend.settings.models import AppSetting
from backend.settings.preferences import PREFERENCES, Preference
from backend.settings.values import is_allowed, is_masked, members, validated

_log = logging.getLogger(__name__)


class Saved(NamedTuple):
    """Which keys were stored or cleared, and which were left as they are."""

    saved: list[str]
    ignored: list[str]


def save(db: WriteSession, user_id: int, values: dict[str, str], *, vault: Vault) -> Saved:
    """Store settings; an empty one is cleared. They take effect as soon as the transaction holds.

    Unknown keys are ignored, and so is a secret that comes back as it was shown. Raises BadSetting and
    SetByOperator; then nothing is stored.
    """
    saved, ignored = [], []
    for key, value in values.items():
        preference = PREFERENCES.get(key)
        if preference is None or is_masked(value):
            ignored.append(key)
            continue
        if environment.is_shared() and preference.is_secret:
            raise SetByOperator
        plain = validated(preference, value) if value.strip() else ""
        save_internal(db, user_id, key, vault.encrypt(plain) if plain and preference.is_secret else plain)
        saved.append(key)
    laid = _environment_values(db, user_id, vault)
    event.listen(db, "after_commit", lambda _session: environment.apply_settings(laid), once=True)
    return Saved(saved, ignored)


def load_into_environment(db: ReadSession | WriteSession, user_id: int, vault: Vault) -> None:
    """Lay the stored settings over the environment, where libraries look for them."""
    environment.apply_settings(_environment_values(db, user_id, vault))


def threshold(db: ReadSession | WriteSession, user_id: int) -> int:
    """Return how often a merchant must have been confirmed before its rows skip the review."""
    return int(_effective(db, user_id, PREFERENCES["auto_confirm_threshold"]))


def local_model(db: ReadSession | WriteSession, user_id: int) -> str:
    """Return what the local model may do: off, suggest, or confirm (above its cut-off, without asking)."""
    return _effective(db, user_id, PREFERENCES["local_model"])


def base_currency(db: ReadSession | WriteSession, user_id: int) -> str:
    """Return the currency of budgets and totals."""
    return _effective(db, user_id, PREFERENCES["base_currency"])


def daily_backups(db: ReadSession | WriteSession, user_id: int) -> str:
    """Return how long daily backups are kept: off, week or year."""
    return _effective(db, user_id, PREFERENCES["daily_backups"])


def value(db: ReadSession | WriteSession, user_id: int, key: str) -> str | None:
    """Return the value of a setting that is no secret: the stored one, the environment's, the default, or None."""
    return _usable(db, user_id, PREFERENCES[key])


def secret_value(db: ReadSession | WriteSession, user_id: int, key: str, vault: Vault) -> str | None:
    """Return a stored secret, None if there is none. Raises SecretUnreadable."""
    assert PREFERENCES[key].is_secret
    stored = queries.value(db, user_id, key)
    return vault.decrypt(stored) if stored else None


def chosen(db: ReadSession | WriteSession, user_id: int, key: str) -> frozenset[str]:
    """Return the members of a setting that is a set."""
    return members(_effective(db, user_id, PREFERENCES[key]))


def load_internal(db: ReadSession | WriteSession, user_id: int, key: str) -> str | None:
    """Return what `save_internal` kept under `key`."""
    return queries.value(db, user_id, key)


def save_internal(db: WriteSession, user_id: int, key: str, value: str) -> None:
    """Keep `value` under `key`; an empty one removes it. The page shows only keys that are preferences."""
    row = db.get(AppSetting, (user_id, key))
    if not value:
        if row is not None:
            db.delete(row)
    elif row is None:
        db.add(AppSetting(user_id=user_id, key=key, value=value))
    else:
        row.value = value
    db.flush()


def _effective(db: ReadSession | WriteSession, user_id: int, preference: Preference) -> str:
    """Return the first value that can be used: the stored one, the environment's, the default."""
    value = _usable(db, user_id, preference)
    assert value is not None
    return value


def _usable(db: ReadSession | WriteSession, user_id: int, preference: Preference) -> str | None:
    assert not preference.is_secret
    outside = environment.external_value(preference.env) if preference.env else None
    for value in (queries.value(db, user_id, preference.key), outside):
        if value is not None and is_allowed(preference, value):
            return value
    return preference.default


def _environment_values(db: ReadSession | WriteSession, user_id: int, vault: Vault) -> dict[str, str]:
    laid = {}
    for key, value in queries.stored(db, user_id).items():
        preference = PREFERENCES.get(key)
        if preference is None or preference.env is None:
            continue
        try:
            laid[preference.env] = vault.decrypt(value) if preference.is_secret else value
        except SecretUnreadable:
            # The key of this computer is another one. The row stays; with the right key it can be read again.
            _log.warning("the stored setting %s cannot be decrypted and is not used", key)
    return laid
