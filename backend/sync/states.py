"""The closed sets of syncs and links."""

from typing import Literal

Trigger = Literal["initial", "manual", "scheduled", "retry", "tray"]
SyncStatus = Literal["success", "error", "partial"]
LinkStatus = Literal["waiting", "accounts", "done", "cancelled", "expired", "failed"]
