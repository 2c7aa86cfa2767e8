"""Known brands suggest categories: the tier "brand" is allowed."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_OLD = "categorization_tier = 'rule' OR"
_NEW = "categorization_tier = 'rule' OR categorization_tier = 'brand' OR"


def upgrade() -> None:
    # Widening a CHECK needs no copy of the table: https://www.sqlite.org/lang_altertable.html, second procedure.
    connection = op.get_bind()
    version = connection.scalar(sa.text("PRAGMA schema_version"))
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(
        sa.text(
            "UPDATE sqlite_master SET sql = replace(sql, :old, :new) WHERE type = 'table' AND name = 'transactions'"
        ),
        {"old": _OLD, "new": _NEW},
    )
    connection.execute(sa.text(f"PRAGMA schema_version = {version + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = RESET"))
