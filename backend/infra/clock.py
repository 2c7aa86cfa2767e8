"""The one clock of the app: today as the person's day, now as a moment in UTC."""

import os
from datetime import UTC, date, datetime


def now() -> datetime:
    """Return this moment in UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def today() -> date:
    """Return the person's day. `BUDGET_APP_TODAY` (YYYY-MM-DD) holds it still, for sample data and pictures."""
    held = os.environ.get("BUDGET_APP_TODAY")
    return date.fromisoformat(held) if held else datetime.now().astimezone().date()


def day_of(moment: datetime) -> date:
    """Return the person's day of a moment, never after today."""
    return min(moment.astimezone().date(), today())
