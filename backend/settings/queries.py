"""Every SELECT over settings."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.settings.models import AppSetting


def stored(db: Session, user_id: int) -> dict[str, str]:
    """Return every stored value as it is stored; secrets are encrypted."""
    query = select(AppSetting.key, AppSetting.value).where(AppSetting.user_id == user_id)
    return dict(db.execute(query).all())


def value(db: Session, user_id: int, key: str) -> str | None:
    """Return one stored value as it is stored."""
    return db.scalar(select(AppSetting.value).where(AppSetting.user_id == user_id, AppSetting.key == key))
