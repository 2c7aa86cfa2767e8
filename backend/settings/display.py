"""Settings as a person sees them: the value (of a secret only its end) and where it comes from."""

from typing import Literal, NamedTuple

from backend.infra.database import ReadSession
from backend.infra.vault import SecretUnreadable, Vault
from backend.settings import environment, queries
from backend.settings.preferences import PREFERENCES, Preference
from backend.settings.values import MASK, is_allowed, masked

Source = Literal["database", "env", "default", "not_set"]


class DisplayedSetting(NamedTuple):
    """One setting as it holds now. `is_readable` is false for a secret that this computer cannot decrypt."""

    value: str | None
    source: Source
    is_readable: bool = True


def displayed_settings(db: ReadSession, user_id: int, *, vault: Vault) -> dict[str, DisplayedSetting]:
    """Return every setting there is, in the order of the page."""
    stored = queries.stored(db, user_id)
    return {key: _one(preference, stored.get(key), vault) for key, preference in PREFERENCES.items()}


def _one(preference: Preference, stored: str | None, vault: Vault) -> DisplayedSetting:
    if stored is not None and preference.is_secret:
        try:
            return DisplayedSetting(masked(vault.decrypt(stored)), "database")
        except SecretUnreadable:
            return DisplayedSetting(MASK, "database", is_readable=False)
    if stored is not None and is_allowed(preference, stored):
        return DisplayedSetting(stored, "database")
    outside = environment.external_value(preference.env) if preference.env else None
    if outside is not None and is_allowed(preference, outside):
        return DisplayedSetting(masked(outside) if preference.is_secret else outside, "env")
    if preference.default is not None:
        return DisplayedSetting(preference.default, "default")
    return DisplayedSetting(None, "not_set")
