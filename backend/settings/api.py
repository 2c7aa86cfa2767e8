"""HTTP: /api/settings."""

from typing import Annotated, Any

from fastapi import Depends, Request

from backend.infra.vault import Vault
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, WriteSessionDep, user_data
from backend.settings import display, service
from backend.settings.preferences import PREFERENCES
from backend.settings.schemas import NewSettings, Setting, SettingsSaved

router = Router(prefix="/api/settings", tags=["settings"])


def get_vault(request: Request) -> Vault:
    """Return the vault of this run of the app."""
    vault: Vault = user_data(request).vault
    return vault


VaultDep = Annotated[Vault, Depends(get_vault)]


@router.get("", response_model=dict[str, Setting])
def list_settings(db: ReadSessionDep, user_id: CurrentUserId, vault: VaultDep) -> Any:
    """Return every setting; of a secret only its last characters."""
    return {
        key: {
            "value": found.value,
            "is_set": found.source in ("database", "env"),
            "is_readable": found.is_readable,
            "source": found.source,
            **{name: getattr(PREFERENCES[key], name) for name in ("label", "help", "group", "is_secret", "kind")},
            "choices": list(PREFERENCES[key].choices),
        }
        for key, found in display.displayed_settings(db, user_id, vault=vault).items()
    }


@router.post("", response_model=SettingsSaved)
def save_settings(db: WriteSessionDep, user_id: CurrentUserId, vault: VaultDep, body: NewSettings) -> Any:
    """Store settings; an empty value clears one, and a masked one is left as it is."""
    done = service.save(db, user_id, {key: str(value) for key, value in body.settings.items()}, vault=vault)
    return {"status": "saved", "saved": done.saved, "ignored": done.ignored}
