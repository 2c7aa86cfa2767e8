"""Settings of the older app: secrets were plain text there and are encrypted here."""

from backend.adoption.filling import Filling
from backend.adoption.values import moment, text
from backend.settings.models import AppSetting
from backend.settings.preferences import PREFERENCES
from backend.settings.values import is_allowed, is_masked

_TABLE = "app_settings"
_TOKEN_KEY = "plaid_token_encryption_key"  # noqa: S105


def take(filling: Filling) -> None:
    """Afterwards every setting that this app knows is set; the others are kept whole."""
    for row in filling.rows(_TABLE):
        key, value = text(row.get("key")), text(row.get("value")).strip()
        preference = PREFERENCES.get(key)
        if not value and preference is not None:
            filling.taken(_TABLE)  # An empty one is one that is not set.
        elif preference is None:
            filling.set_aside(_TABLE, row, "There is no such setting.")
        elif is_masked(value) or not is_allowed(preference, value):
            filling.set_aside(_TABLE, row, "This setting cannot have that value.")
        else:
            stored = filling.vault.encrypt(value) if preference.is_secret else value
            at = moment(row.get("updated_at")) or filling.now
            filling.db.add(AppSetting(user_id=filling.user_id, key=key, value=stored, updated_at=at))
            filling.taken(_TABLE)
    filling.db.flush()


def token_key(rows: list[dict[str, object]]) -> str:
    """Return the key of the bank tokens that stands in the older settings, '' if none does."""
    return next((text(row.get("value")) for row in rows if row.get("key") == _TOKEN_KEY), "")
