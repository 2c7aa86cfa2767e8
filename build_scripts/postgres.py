"""A PostgreSQL of its own for the tests of the server: a new data folder on a Unix socket, stopped at the end."""

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_scripts.shell import Stop, install_debian_packages, is_root_on_debian, program

# PostgreSQL does not run as root; Debian's package brings this account.
_ACCOUNT = "postgres"
# Faster, and unsafe if the machine fails, which a test's data folder may be.
_UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def found() -> Path | None:
    """Return the folder with PostgreSQL's programs, or None."""
    named = program("initdb")
    if named:
        return Path(named).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


def ensure_postgres() -> Path | None:
    """Return the folder with PostgreSQL's programs; install Debian's package where that is possible."""
    if found() is None and is_root_on_debian():
        install_debian_packages("postgresql")
    return found()


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """Yield the address of an empty server that only this machine's user can reach; stop and remove it afterwards."""
    account = _ACCOUNT if os.geteuid() == 0 else getpass.getuser()
    folder = Path(tempfile.mkdtemp(prefix="budget-app-postgres-"))
    as_account = {"user": _ACCOUNT} if os.geteuid() == 0 else {}

    def run(*command: str) -> None:
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **as_account)  # type: ignore[call-overload]
        if done.returncode:
            raise Stop(f"PostgreSQL cannot be started: {(done.stderr or done.stdout).strip()}")

    data, log = folder / "data", folder / "log"
    try:
        if as_account:
            shutil.chown(folder, _ACCOUNT)
        # Sorting and lower-casing by bytes, as SQLite does.
        run(str(programs / "initdb"), "-D", str(data), "-U", account, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = " ".join(f"-c {option}" for option in (*_UNSAFE, "listen_addresses=''", "max_connections=60"))
        run(str(programs / "pg_ctl"), "-D", str(data), "-l", str(log), "-o", f"-k {folder} {options}", "-w", "start")
        try:
            yield f"postgresql+psycopg://{account}@/postgres?host={folder}"
        finally:
            run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
