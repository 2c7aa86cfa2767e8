"""Write the data out: transactions for other programs, or everything as JSON."""

import sys
from collections.abc import Iterator
from pathlib import Path

from backend.bootstrap import open_data
from backend.commands.terminal import terminal_progress
from backend.exports import full_export, transaction_export
from backend.exports.transaction_export import Format
from backend.infra.config import Config
from backend.kit.errors import AppError
from backend.transactions.filters import Filter


class CannotWrite(AppError):
    code = "cannot_write"
    title = "The file cannot be written"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} cannot be written: {reason}. Choose another place.")


def export(*, format: Format, out: Path | None) -> int:
    """Write the data to `out` (whole or not at all) or to standard output, and return the exit code."""
    with (
        open_data(Config.from_environment(), on_progress=terminal_progress()) as data,
        data.budget.read() as db,
        data.investments.read() as investments,
    ):
        if format == "json":
            pieces = full_export.export_chunks(db, investments, data.user_id, home=data.budget.path.parent)
        else:
            pieces = transaction_export.transaction_chunks(db, data.user_id, Filter(), format)
        if out is None:
            sys.stdout.buffer.writelines(pieces)
            return 0
        _write(out, pieces)
    print(f"Wrote {out}", file=sys.stderr)
    return 0


def _write(out: Path, pieces: Iterator[bytes]) -> None:
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as file:
            file.writelines(pieces)
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CannotWrite(out, error.strerror or "unknown reason") from error
