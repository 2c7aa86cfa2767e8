"""Row-level security: what the server's role may do, and the rows it sees, enforced by PostgreSQL.

The role that serves requests is not the owner of the tables. It may read and change rows, and of a table with a
`user_id` only those of the user that the transaction acts for (`app.user_id`, set by infra/postgres.py). Every table is
in exactly one bucket; a test compares the buckets with the database's own catalogue.
"""

from typing import Literal, NamedTuple

from sqlalchemy import Connection, text

from backend.kit.errors import AppError
from backend.migrations.models import ACCESS_METADATA, METADATA

Bucket = Literal["owned", "access", "version"]
# The number in app.user_id is read once for each statement; without a number the statement fails.
_ACTING_USER = "(SELECT current_setting('app.user_id')::bigint)"
_POLICY = "own_rows"
_VERSION = "alembic_version"


class RoleOwnsTables(AppError):
    code = "role_owns_tables"
    status = 503
    title = "The database role has too many rights"

    def __init__(self, role: str) -> None:
        super().__init__(
            f"The role {role} of BUDGET_DATABASE_URL owns the tables or is a superuser, so PostgreSQL would not keep "
            "the households apart. Let BUDGET_DATABASE_OWNER_URL name the owner and BUDGET_DATABASE_URL another role."
        )


class Fence(NamedTuple):
    """A table, the bucket it is in, and the column that names the owner of a row."""

    table: str
    bucket: Bucket
    column: str | None = None


def fences(schema: str) -> list[Fence]:
    """Return the bucket of each table of a schema: owned rows, rows read before it is known who asks, or versions."""
    tables = (ACCESS_METADATA if schema == "access" else METADATA[schema]).tables.values()
    if schema == "access":
        found = [Fence(table.name, "access") for table in tables]
    else:
        # The household itself is its own row.
        found = [Fence(table.name, "owned", "id" if table.name == "users" else "user_id") for table in tables]
    return [*found, Fence(_VERSION, "version")]


def secure(connection: Connection, schema: str, *, role: str) -> None:
    """Let `role` use a schema whose owner runs this, behind policies; running it again changes nothing."""
    quote = connection.dialect.identifier_preparer.quote
    grantee = quote(role)
    statements = [
        f"GRANT USAGE ON SCHEMA {schema} TO {grantee}",
        f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA {schema} TO {grantee}",
    ]
    for fence in fences(schema):
        table = f"{schema}.{quote(fence.table)}"
        rights = "SELECT" if fence.bucket == "version" else "SELECT, INSERT, UPDATE, DELETE"
        # The audit trail is only added to; rows go with their person.
        if (schema, fence.table) == ("access", "events"):
            rights = "SELECT, INSERT"
        statements.append(f"GRANT {rights} ON {table} TO {grantee}")
        if fence.bucket == "owned":
            own = f"{fence.column} = {_ACTING_USER}"
            statements += [
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"DROP POLICY IF EXISTS {_POLICY} ON {table}",
                f"CREATE POLICY {_POLICY} ON {table} USING ({own}) WITH CHECK ({own})",
            ]
    for statement in statements:
        connection.execute(text(statement))


def require_fenced(connection: Connection) -> None:
    """Raise RoleOwnsTables if the role of this connection could see the rows of all users."""
    query = """
        SELECT current_user,
               (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user),
               (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname IN ('budget', 'investments') AND c.relkind = 'r'
                  AND (pg_has_role(current_user, c.relowner, 'MEMBER')
                       OR (NOT c.relrowsecurity AND c.relname <> :version)))
    """
    role, bypasses, open_tables = connection.execute(text(query), {"version": _VERSION}).one()
    if bypasses or open_tables:
        raise RoleOwnsTables(role)
