"""The same data on PostgreSQL: both databases are schemas of one, behind the interface of Database.

psycopg is imported with the first engine: the desktop app does not carry it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from backend.infra.config import BUSY_SECONDS
from backend.infra.database import Database, Stamp, Tick, WriteSession, translate_db_errors
from backend.infra.identity import current_user_id
from backend.kit.errors import AppError

_POOL = 8
_MORE_CONNECTIONS = 16
_CONNECT_SECONDS = 10
# The first of the two numbers of each advisory lock of this app; the second says what is locked.
_LOCKS = 0x62_75_64_67


class UnknownDatabaseUrl(AppError):
    code = "unknown_database_url"
    status = 503
    title = "The database address cannot be read"

    def __init__(self) -> None:
        super().__init__(
            "BUDGET_DATABASE_URL is not an address of a PostgreSQL database. Write it as "
            "postgresql+psycopg://user:password@host:5432/database."
        )


class ServerPackagesMissing(AppError):
    code = "server_packages_missing"
    status = 503
    title = "The server's packages are not installed"

    def __init__(self) -> None:
        super().__init__(
            "BUDGET_DATABASE_URL names a PostgreSQL database, but psycopg is not installed. "
            "Install requirements/server.txt, or remove the variable."
        )


class NoFileToCopy(AppError):
    code = "no_file_to_copy"
    status = 409
    title = "There is no data file here"

    def __init__(self) -> None:
        super().__init__("The data is on a PostgreSQL server. Back it up there with pg_dump.")


class PostgresDatabase(Database):
    """One schema of a PostgreSQL database. `path` is where the desktop app would have its file; nothing is there."""

    is_file = False

    def __init__(
        self, url: str, path: Path, *, busy_seconds: float = BUSY_SECONDS, default_user_id: int | None = None
    ) -> None:
        """`default_user_id` is whose rows code may see that acts for nobody; None lets it see none."""
        self.path = path
        self._default_user_id = default_user_id
        self.schema = path.stem
        self._writes = 0
        self._looks = 0
        self.write_engine = _engine(parse_url(url), self.schema, busy_seconds=busy_seconds, user_id_now=self._user_id)
        # A read session sees one moment of the database, as on SQLite.
        self.read_engine = self.write_engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    @contextmanager
    def write(self) -> Iterator[WriteSession]:
        """Yield a write session that holds the lock of this schema and user until it ends.

        Writes of one user wait for each other, so each sees all that was committed before it: READ COMMITTED is
        enough, and nothing must be tried again. Raises DatabaseBusy if the lock is not free in time.
        """
        with (
            translate_db_errors(),
            WriteSession(self.write_engine, expire_on_commit=False, autoflush=True) as session,
            session.begin(),
        ):
            self.lock(session)
            self._writes += 1
            yield session
            session.flush()

    def lock(self, session: WriteSession) -> None:
        """Wait for the lock of this schema and user; it is released with the transaction. Raises DatabaseBusy."""
        statement = text("SELECT pg_advisory_xact_lock(:locks, hashtext(:name))")
        session.execute(statement, {"locks": _LOCKS, "name": f"{self.schema} {self._user_id()}"})

    @property
    def writes(self) -> int:
        """A number that no earlier look had: other processes write as well."""
        self._looks += 1
        return self._looks

    def stamp(self, db: WriteSession) -> Stamp:
        """Return a stamp that no later state equals: other processes write as well."""
        return Stamp(self._writes, 0)

    def is_unchanged_since(self, stamp: Stamp, db: WriteSession) -> bool:
        """Return False: what was compared before is compared again."""
        return False

    def replaced(self) -> None:
        """Return None: a server's files cannot be exchanged under it."""

    def checkpoint(self) -> None:
        """Do nothing: the server checkpoints by itself."""

    def compact(self) -> None:
        """Do nothing: the server vacuums by itself."""

    def copy_to(
        self, target: Path, *, tick: Tick = lambda: None, measure: Callable[[Any], object] = lambda _connection: None
    ) -> NoReturn:
        """Raise NoFileToCopy."""
        raise NoFileToCopy

    def copy_open_file_to(self, target: Path) -> NoReturn:
        """Raise NoFileToCopy."""
        raise NoFileToCopy

    def close(self) -> None:
        """Close all connections."""
        self.write_engine.dispose()

    def _user_id(self) -> int | None:
        found = current_user_id()
        return self._default_user_id if found is None else found


def parse_url(url: str) -> URL:
    """Return the address with psycopg as its driver. Raises UnknownDatabaseUrl."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise UnknownDatabaseUrl from None
    if parsed.get_backend_name() not in ("postgresql", "postgres"):
        raise UnknownDatabaseUrl
    return parsed.set(drivername="postgresql+psycopg")


def _engine(url: URL, schema: str, *, busy_seconds: float, user_id_now: Callable[[], int | None]) -> Engine:
    try:
        from psycopg import ClientCursor
        from psycopg.adapt import Loader
    except ImportError:
        raise ServerPackagesMissing from None

    class WholeNumber(Loader):
        """Sums of integers are numeric on PostgreSQL. There is no column of that type, so they become int again."""

        def load(self, data: Any) -> int | float:
            number = bytes(data)
            return int(number) if number.lstrip(b"-").isdigit() else float(number)

    engine = create_engine(
        url,
        pool_size=_POOL,
        max_overflow=_MORE_CONNECTIONS,
        pool_timeout=busy_seconds,
        pool_pre_ping=True,
        # Contents of rows never go into the log.
        hide_parameters=True,
        # The client quotes values into the statement. Otherwise an expression with a parameter in it would not be the
        # same in SELECT and in GROUP BY; and a pooler in transaction mode needs statements that are not prepared.
        connect_args={"cursor_factory": ClientCursor, "connect_timeout": _CONNECT_SECONDS},
    )
    milliseconds = f"{int(busy_seconds * 1000)}ms"

    @event.listens_for(engine, "connect")
    def _adapt(connection: Any, _record: Any) -> None:
        connection.adapters.register_loader("numeric", WholeNumber)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # For this transaction alone, because a pooler may give the connection to somebody else after it.
        connection.exec_driver_sql(
            "SELECT set_config('search_path', %s, true), set_config('timezone', 'UTC', true),"
            " set_config('lock_timeout', %s, true), set_config('app.user_id', %s, true)",
            # Row-level security compares with app.user_id; the empty text is no number, so nobody's query raises.
            (schema, milliseconds, str(user_id_now() or "")),
        )

    return engine
