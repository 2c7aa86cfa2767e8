"""Sync connected banks from the command line, for cron and the like; beside a running app too."""

import json
import sys

from backend.bootstrap import DataFolder, open_data
from backend.commands.terminal import terminal_progress
from backend.infra import logs, paths
from backend.infra.config import Config
from backend.kit.errors import AppError
from backend.sync import queries

_NONE = "No bank is connected yet. Connect one on the Accounts page of the app."


def sync(*, connection: str | None, as_json: bool) -> int:
    """Sync every connected bank, or the one with this name; print what came of each.

    Returns 0, or 1 if one could not be read. Raises NoSuchConnection.
    """
    config = Config.from_environment()
    paths.forbid_core_dumps()
    with open_data(config, on_progress=terminal_progress()) as data:
        logs.to_file(config.home / "logs")
        with data.budget.read() as db:
            if connection is None:
                found = [(each.id, each.name) for each in queries.with_accounts(db, data.user_id)]
            else:
                one = queries.by_name(db, data.user_id, connection)
                found = [(one.id, one.name)]
        outcomes = [_outcome(data, id_, name) for id_, name in found]
    if as_json:
        print(json.dumps(outcomes, indent=2, ensure_ascii=False, default=str))
    elif not outcomes:
        print(_NONE)
    for outcome in [] if as_json else outcomes:
        is_good = outcome["status"] == "ok"
        print(f"{outcome['connection']}: {outcome['message']}", file=sys.stdout if is_good else sys.stderr)
    return 0 if all(outcome["status"] == "ok" for outcome in outcomes) else 1


def _outcome(data: DataFolder, connection_id: int, name: str) -> dict[str, object]:
    try:
        result = data.banks.sync_one(data.user_id, connection_id, "scheduled")
    except AppError as error:
        return {"connection": name, "status": "error", "code": error.code, "message": error.message}
    status = "ok" if result.kind is None else "error"
    return {**result.log, "connection": name, "status": status, "message": result.message}
