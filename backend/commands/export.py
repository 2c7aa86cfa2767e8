"""Write all data out: transactions as CSV, or everything as JSON."""

import sys
from pathlib import Path

from backend.infra.config import Config
from backend.kit.errors import AppError
from backend.opened import opened
from backend.takeout import everything
from backend.transactions import export as files
from backend.transactions import queries
from backend.transactions.filters import Filter


class CannotWrite(AppError):
    code = "cannot_write"
    title = "The file cannot be written"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} cannot be written: {reason}. Choose another place.")


def export(*, format: str, out: Path | None) -> int:
    """Write the data to `out` (whole or not at all) or to standard output, and return the exit code."""
    with opened(Config.from_environment()) as data, data.budget.read() as db:
        if format == "csv":
            content = files.as_csv(queries.each(db, data.user_id, Filter()))
        else:
            content = files.as_json(everything.of(db, data.user_id))
    if out is None:
        sys.stdout.buffer.write(content)
        return 0
    part = out.with_name(out.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(out)
    except OSError as error:
        raise CannotWrite(out, error.strerror or "unknown reason") from error
    print(f"Wrote {out}", file=sys.stderr)
    return 0
