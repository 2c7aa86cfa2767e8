"""Errors of the data files and the disk, each with its sentence and status."""

import errno
from pathlib import Path

from backend.kit.errors import AppError

# The disk is full, the person's share of it is used up, or a file may not grow any more.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class DatabaseBusy(AppError):
    code = "database_busy"
    status = 503
    title = "The data is in use"

    def __init__(self) -> None:
        super().__init__(
            "Your data is being written to right now, by Budget App itself or by another program. This was not saved;"
            " try again in a moment."
        )


class DatabaseUnreachable(AppError):
    code = "database_unreachable"
    status = 503
    title = "The database does not answer"

    def __init__(self) -> None:
        super().__init__("The database server does not answer. Nothing was changed; try again in a moment.")


class DiskFull(AppError):
    code = "disk_full"
    status = 507
    title = "The disk is full"

    def __init__(self) -> None:
        super().__init__("The disk is full. Nothing was changed; make some room and try again.")


class DatabaseDamaged(AppError):
    code = "database_damaged"
    status = 503
    title = "The data file is damaged"

    def __init__(self) -> None:
        super().__init__(
            "The data file is damaged and was left as it is. Your backups are in the folder “backups” beside it; "
            "put the newest good one in its place."
        )


class StorageFailed(AppError):
    code = "storage_failed"
    status = 503
    title = "The disk did not answer"

    def __init__(self) -> None:
        super().__init__(
            "The data file cannot be read or written (disk error, missing rights, or the disk is full). "
            "Nothing was changed; check the disk and try again."
        )


class DataFileReplaced(AppError):
    code = "data_file_replaced"
    status = 503
    title = "Your data file was replaced"

    def __init__(self, path: Path, *, is_missing: bool) -> None:
        happened = "removed" if is_missing else "replaced"
        super().__init__(
            f"{path.name} was {happened} by another program while Budget App was using it, as sync tools do. "
            "Nothing was changed, and nothing can be saved until you close Budget App and open it again. "
            "Save a copy of what you see first.",
            file=str(path),
        )


class Interrupted(AppError):
    code = "stopped"
    status = 503
    title = "It was stopped"

    def __init__(self) -> None:
        super().__init__("This was stopped because the app ends. Nothing was changed.")


def cannot_write(error: OSError) -> DiskFull | StorageFailed:
    """Return what the system's refusal to write a file means."""
    return DiskFull() if error.errno in _NO_ROOM else StorageFailed()


class SqliteTooOld(AppError):
    code = "sqlite_too_old"
    status = 503
    title = "This computer's SQLite is too old"

    def __init__(self, version: str) -> None:
        super().__init__(
            f"SQLite {version} can damage a database; Budget App needs 3.51.3 or newer. "
            "Install the package sqlcipher3, or a newer Python."
        )


class NewerDatabase(AppError):
    code = "newer_database"
    status = 503
    title = "Your data was made by a newer Budget App"

    def __init__(self, *, file: str, found: str, known: str, made_by: str, app: str) -> None:
        super().__init__(
            f"{file} has the data version {found}, written by Budget App {made_by}; this is Budget App {app}, "
            f"which knows data up to version {known}. Nothing was touched. Install the newer app to open it.",
            found=found,
            known=known,
            made_by=made_by,
            app=app,
        )
