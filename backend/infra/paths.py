"""The data folder: made private, proved writable, held by one process at a time."""

import os
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from backend.kit.errors import AppError

if os.name == "posix":
    import resource


class FolderNotWritable(AppError):
    code = "folder_not_writable"
    status = 503
    title = "The data folder cannot be written"

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"Budget App keeps its data in {folder}, but cannot write there ({reason}). "
            "Give yourself the right to write to it, or name another folder in BUDGET_APP_HOME.",
            folder=str(folder),
        )


class AlreadyRunning(AppError):
    code = "already_running"
    status = 409
    title = "Budget App is already running"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Another Budget App is using {folder}. Use that window, or end it before you start this one.",
            folder=str(folder),
        )


def prepare_data_folder(home: Path) -> None:
    """Make the data folder and what belongs in it, readable by its owner alone. Raises FolderNotWritable."""
    try:
        for folder in (home, home / "backups", home / "incoming", home / "logs"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.name == "posix" and folder.stat().st_mode & 0o077:
                folder.chmod(0o700)
        probe = home / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise FolderNotWritable(home, error.strerror or type(error).__name__) from error


def forbid_core_dumps() -> None:
    """Let a crash leave no core file: it would hold the keys that are in memory. Windows writes none by itself."""
    if os.name == "posix":
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def set_private_umask() -> None:
    """Let every file made from now on be readable by its owner alone."""
    os.umask(0o077)


def fsync_path(path: Path) -> None:
    """Afterwards a power cut cannot take away what stands in this file, or which files this folder has."""
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot sync a folder, and need not.
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def lock_data_folder(home: Path) -> FileLock:
    """Take the data folder for this process; the system lets go of it even after a kill.

    Raises AlreadyRunning and FolderNotWritable.
    """
    lock = FileLock(home / ".lock", thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise AlreadyRunning(home) from None
    except OSError as error:
        raise FolderNotWritable(home, error.strerror or type(error).__name__) from error
    return lock
