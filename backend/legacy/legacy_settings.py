"""Settings of the older app: secrets were plain text there and are encrypted here."""

from backend.legacy.context import MigrationContext
from backend.legacy.values import parse_moment, to_text
from backend.settings.models import AppSetting
from backend.settings.preferences import PREFERENCES
from backend.settings.values import is_allowed, is_masked

_TABLE = "app_settings"
_TOKEN_KEY = "plaid_token_encryption_key"  # noqa: S105


def migrate(context: MigrationContext) -> None:
    """Afterwards every setting that this app knows is set; the others are kept whole."""
    for row in context.rows(_TABLE):
        key, value = to_text(row.get("key")), to_text(row.get("value")).strip()
        preference = PREFERENCES.get(key)
        if not value and preference is not None:
            context.count_migrated(_TABLE)  # An empty one is one that is not set.
        elif preference is None:
            context.set_aside(_TABLE, row, "There is no such setting.")
        elif is_masked(value) or not is_allowed(preference, value):
            context.set_aside(_TABLE, row, "This setting cannot have that value.")
        else:
            stored = context.encrypted(value) if preference.is_secret else value
            at = parse_moment(row.get("updated_at")) or context.now
            context.db.add(AppSetting(user_id=context.user_id, key=key, value=stored, updated_at=at))
            context.count_migrated(_TABLE)
    context.db.flush()


def token_key(rows: list[dict[str, object]]) -> str:
    """Return the key of the bank tokens that stands in the older settings, '' if none does."""
    return next((to_text(row.get("value")) for row in rows if row.get("key") == _TOKEN_KEY), "")
