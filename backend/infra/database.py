"""The two database files: one writer, many readers, and the settings of their connections.

Write sessions begin with BEGIN IMMEDIATE, so a write never fails half way because somebody else wrote first.
Read sessions cannot write: their connections have query_only on.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from backend.infra import data_key
from backend.infra.config import BUSY_SECONDS
from backend.infra.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseUnreachable,
    DataFileReplaced,
    DiskFull,
    Interrupted,
    SqliteTooOld,
    StorageFailed,
)
from backend.kit.errors import AppError

# SQLite before 3.51.3 can corrupt a WAL database when a write meets a checkpoint (sqlite.org/wal.html#walresetbug).
MIN_SQLITE_VERSION = (3, 51, 3)
# At most this many of the server's 40 threads wait for the writing connection.
_MOST_WAITING_WRITERS = 16
# What is called while SQLite works at something long; a true answer ends that.
Tick = Callable[[], object]
# SQLite needs less than a second for this many virtual machine steps.
_STEPS = 1_000_000
_EVERY_CONNECTION = (
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "synchronous=FULL",
    "temp_store=MEMORY",
    "cache_size=-8000",
)
# A page that leaves the cache is encrypted, and decrypted when it comes back: with 8 MB an import of 20,000 rows took
# 45 % longer than without encryption, with this it takes as long.
_ENCRYPTED_WRITER_CACHE = "cache_size=-64000"


class Stamp(NamedTuple):
    """A state of a database: its write sessions so far, and what SQLite counts of other programs."""

    writes: int
    data_version: int


class ReadSession(Session):
    """A read-only session: its connection refuses to write."""


class WriteSession(Session):
    """A session that may change rows. It is committed once, where it was opened."""


class Database:
    """One SQLite file with its writing and its reading engine. (PostgresDatabase is the same on a server.)"""

    # Whether the data is a file of this computer, which can be copied and put back.
    is_file = True

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        # Device and inode of the file and of its write-ahead log, as they were opened.
        self._opened: dict[Path, tuple[int, int]] = {}
        self._writes = 0
        self._waiting = 0
        self._waiting_lock = threading.Lock()
        to_write, to_read = (*_EVERY_CONNECTION, "journal_mode=WAL"), (*_EVERY_CONNECTION, "query_only=ON")
        self.write_engine = _engine(path, begin="BEGIN IMMEDIATE", pragmas=to_write, pool=1, busy_seconds=busy_seconds)
        self.read_engine = _engine(path, begin="BEGIN", pragmas=to_read, pool=16, busy_seconds=busy_seconds)
        for engine in (self.write_engine, self.read_engine):
            # A new connection would open the other file, and show half of each.
            event.listen(engine, "connect", lambda _connection, _record: self.check_file())
        event.listen(self.write_engine, "connect", self._enlarge_cache)

    @contextmanager
    def write(self) -> Iterator[WriteSession]:
        """Yield the one write session; commit when the block ends well, roll back when it raises.

        The transaction begins at once, so the wait for other writers is here. Raises
        DatabaseBusy, DiskFull, DatabaseDamaged or StorageFailed instead of the driver's errors, and
        DataFileReplaced if what would be written would be lost.
        """
        with (
            translate_db_errors(),
            WriteSession(self.write_engine, expire_on_commit=False, autoflush=True) as session,
            session.begin(),
        ):
            self._begin(session)
            self.check_file()
            self._writes += 1
            yield session
            session.flush()
            self.check_file()

    def _begin(self, session: WriteSession) -> None:
        """Wait for the writing connection and begin. Raises DatabaseBusy at once if many wait already: each of them
        holds a thread, which requests that only read need too."""
        with self._waiting_lock:
            if self._waiting >= _MOST_WAITING_WRITERS:
                raise DatabaseBusy
            self._waiting += 1
        try:
            session.connection()
        finally:
            with self._waiting_lock:
                self._waiting -= 1

    def _enlarge_cache(self, connection: Any, _record: object) -> None:
        if data_key.key_for(self.path) is not None:
            connection.execute(f"PRAGMA {_ENCRYPTED_WRITER_CACHE}").close()

    @property
    def writes(self) -> int:
        """How many write sessions this process opened: as long as it is the same, nothing changed here."""
        return self._writes

    def stamp(self, db: WriteSession) -> Stamp:
        """Return the state that this session leaves behind when it commits."""
        # There is one writing connection; its data_version changes when another program commits
        # (https://sqlite.org/pragma.html#pragma_data_version).
        return Stamp(self._writes, db.connection().exec_driver_sql("PRAGMA data_version").scalar_one())

    def is_unchanged_since(self, stamp: Stamp, db: WriteSession) -> bool:
        """Say whether nobody opened a write session between the one of `stamp` and this one."""
        return self.stamp(db) == stamp._replace(writes=stamp.writes + 1)

    @contextmanager
    def read(self) -> Iterator[ReadSession]:
        """Yield a session that sees one moment of the database and cannot change it."""
        # After the file was replaced only the open connection still shows the person's data.
        engine = self.read_engine if self.replaced() is None else self.write_engine
        with translate_db_errors(), ReadSession(engine, autoflush=False) as session:
            yield session

    def check_file(self) -> None:
        """Raise DataFileReplaced if the path names another file than the open one, or none."""
        if replaced := self.replaced():
            raise replaced

    def replaced(self) -> DataFileReplaced | None:
        """Return what check_file raises, None while the file is the open one.

        A sync tool or a person may replace the file while it is open. SQLite goes on writing to the old one, which
        nobody will ever open again (sqlite.org/howtocorrupt.html#_unlinking_or_renaming_a_database_file_while_in_use).
        """
        for path in (self.path, self.path.with_name(f"{self.path.name}-wal")):
            identity = _identity(path)
            if identity is not None:
                self._opened.setdefault(path, identity)
            if identity != self._opened.get(path):
                return DataFileReplaced(self.path, is_missing=identity is None)
        return None

    def checkpoint(self) -> None:
        """Move the write-ahead log into the main file and sync it to the disk."""
        with self.write_engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]

    def compact(self) -> None:
        """Rewrite the file without its free pages and empty the log: what was deleted is in neither any more."""
        with translate_db_errors(), self.write_engine.connect() as connection:
            connection.connection.driver_connection.execute("VACUUM").close()  # type: ignore[union-attr]
        self.checkpoint()

    def copy_to(
        self, target: Path, *, tick: Tick = lambda: None, measure: Callable[[Any], object] = lambda _connection: None
    ) -> None:
        """Write a whole, consistent copy into a file that is not there yet or empty, and read it through.

        Who writes meanwhile is not held up. `measure` gets a connection to the data in the state that was copied; it is
        not called if somebody wrote meanwhile. Raises DiskFull, StorageFailed, DatabaseDamaged, and Interrupted by
        `tick`.
        """
        # A connection of its own: those that only look may not write a copy either.
        with translate_db_errors(), closing(connect(self.path)) as connection:
            _tick(connection, tick)
            before = _data_version(connection)
            connection.execute("VACUUM INTO ?", (str(target),))
            connection.execute("BEGIN").close()
            if _data_version(connection) == before:
                measure(connection)
            connection.execute("ROLLBACK").close()
        self._read_through(target, tick)

    def copy_open_file_to(self, target: Path) -> None:
        """Write a copy as `copy_to`, of the file that is open, also if another one has taken its place."""
        with translate_db_errors(), self.write_engine.connect() as connection:
            connection.connection.driver_connection.execute("VACUUM INTO ?", (str(target),))  # type: ignore[union-attr]
        self._read_through(target, lambda: None)

    def overwrite_from(self, source: Path) -> None:
        """Replace all data by that of another database file, in one transaction; who reads goes on with the old data.

        Raises DatabaseBusy, DiskFull, StorageFailed and DatabaseDamaged, with the data as it was.
        """
        with (
            translate_db_errors(),
            closing(connect_readonly(source)) as other,
            self.write_engine.connect() as connection,
        ):
            self.check_file()
            other.backup(connection.connection.driver_connection)
            self._writes += 1
            self.check_file()

    def _read_through(self, target: Path, tick: Tick) -> None:
        with translate_db_errors(), closing(connect(target)) as copy:
            _tick(copy, tick)
            copy.execute("PRAGMA mmap_size=268435456").close()
            if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise DatabaseDamaged

    def close(self) -> None:
        """Let go of the file; the log has been moved into it, so the file alone is whole."""
        # Who only looked leaves no trace: to open a file for writing would already change it, or make it.
        if self._was_written:
            # If somebody else holds the file the log stays beside it, and SQLite replays it at the next start.
            with suppress(DatabaseError, driver().DatabaseError):
                self.checkpoint()
        self.read_engine.dispose()
        self.write_engine.dispose()

    @property
    def _was_written(self) -> bool:
        assert isinstance(self.write_engine.pool, QueuePool)
        return self.write_engine.pool.checkedin() > 0


@contextmanager
def translate_db_errors() -> Iterator[None]:
    """Turn the driver's failures inside the block into ours, which say what to do."""
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseBusy from error
    except UnicodeDecodeError as error:
        # The driver raises it for names in a damaged schema; what comes from elsewhere is decoded before it is stored.
        raise DatabaseDamaged from error
    except (DatabaseError, driver().DatabaseError) as error:
        cause = getattr(error, "orig", None) or error
        if hasattr(cause, "sqlstate"):
            ours = _postgres_error(cause.sqlstate)
            if ours is None:
                raise
            raise ours from error
        text = str(cause).lower()
        if "interrupted" in text:
            raise Interrupted from error
        if "locked" in text or "busy" in text:
            raise DatabaseBusy from error
        if "full" in text:
            raise DiskFull from error
        if "malformed" in text or "not a database" in text or "could not decode" in text:
            raise DatabaseDamaged from error
        if "disk i/o" in text or "readonly" in text or "unable to open" in text:
            raise StorageFailed from error
        raise


def _postgres_error(sqlstate: str | None) -> AppError | None:
    """Return ours for an error code of PostgreSQL (https://www.postgresql.org/docs/15/errcodes-appendix.html)."""
    if sqlstate is None or sqlstate.startswith(("08", "57P")):
        return DatabaseUnreachable()
    if sqlstate in ("40001", "40P01", "55P03"):
        return DatabaseBusy()
    if sqlstate == "53100":
        return DiskFull()
    return None


@contextmanager
def progress_handler(connection: Connection, tick: Tick) -> Iterator[None]:
    """Call `tick` at once, and again and again while SQLite works inside the block, also during one statement."""
    carried = connection.connection.driver_connection
    assert carried is not None
    if not hasattr(carried, "set_progress_handler"):
        tick()
        yield
        return
    _tick(carried, tick)
    try:
        yield
    finally:
        carried.set_progress_handler(None, 0)


def driver() -> ModuleType:
    """Return the DBAPI that carries a safe SQLite: sqlcipher3, else the standard library's. Raises SqliteTooOld."""
    try:
        from sqlcipher3 import dbapi2 as carried
    except ImportError:
        carried = sqlite3
    if carried.sqlite_version_info < MIN_SQLITE_VERSION:
        raise SqliteTooOld(carried.sqlite_version)
    # Whatever is no number and no text the driver asks for an adapter, by an exception, at each bind. These answer.
    carried.register_adapter(type(None), _unchanged)
    carried.register_adapter(bool, int)
    return carried  # type: ignore[no-any-return]


def connect(
    path: Path, *, is_read_only: bool = False, busy_seconds: float = 5.0, check_same_thread: bool = True
) -> Any:
    """Return a connection to a data file or a copy of one, decrypted with the key of its data folder if it has one.

    A file without encryption can be opened as well while the key is open, and a new file is encrypted then. The file
    itself is only read by SQLite: to close it after any other look at it would end SQLite's locks
    (https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
    """
    key = data_key.key_for(path)
    open_with = partial(
        connect_with_key,
        path,
        is_read_only=is_read_only,
        busy_seconds=busy_seconds,
        check_same_thread=check_same_thread,
    )
    if key is not None:
        connection = open_with(key)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").close()
        except driver().DatabaseError as error:
            connection.close()
            if "not a database" not in str(error):
                raise
        else:
            return connection
    return open_with(None)


def connect_with_key(
    path: Path,
    key: bytes | None,
    *,
    is_read_only: bool = False,
    busy_seconds: float = 5.0,
    check_same_thread: bool = True,
) -> Any:
    """Return a connection that uses this key, or none; whether it is the right one shows with the first query."""
    # The driver must not begin by itself: DDL would fall out of the transaction, and a failed migration stay half.
    connection = driver().connect(
        f"{path.absolute().as_uri()}?mode=ro" if is_read_only else path,
        uri=is_read_only,
        isolation_level=None,
        timeout=busy_seconds,
        check_same_thread=check_same_thread,
    )
    if key is not None:
        connection.execute("PRAGMA cipher_log_level=NONE").close()
        # A raw key, so that opening a file derives none from a password.
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"").close()
    return connection


def connect_readonly(path: Path) -> Any:
    """Return a connection that cannot change a file which may come from elsewhere. The caller closes it."""
    connection = connect(path, is_read_only=True)
    connection.execute("PRAGMA trusted_schema=OFF").close()
    connection.execute("PRAGMA cell_size_check=ON").close()
    return connection


def _data_version(connection: Any) -> int:
    """Return the number that changes when another connection commits."""
    # A statement has to begin reading before the transaction has its moment.
    connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _tick(connection: Any, tick: Tick) -> None:
    if tick():
        raise Interrupted
    connection.set_progress_handler(tick, _STEPS)


def _identity(path: Path) -> tuple[int, int] | None:
    """Return device and inode of a file, None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _unchanged(value: None) -> None:
    return value


def _engine(path: Path, *, begin: str, pragmas: tuple[str, ...], pool: int, busy_seconds: float) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=driver(),
        creator=lambda: connect(path, busy_seconds=busy_seconds, check_same_thread=False),
        pool_size=pool,
        max_overflow=0,
        # Contents of rows never go into the log.
        hide_parameters=True,
        pool_timeout=busy_seconds,
    )

    @event.listens_for(engine, "connect")
    def _tell(connection: Any, _record: Any) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
