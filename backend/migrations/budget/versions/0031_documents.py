"""Documents: one row for each file, linked to transactions, accounts and goals, and searchable by their text."""

import sqlalchemy as sa
from alembic import op

from backend.migrations.columns import ID, bounded, owned, reference

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_KINDS = ("receipt", "w2", "1099", "statement", "invoice", "warranty", "contract", "insurance", "tax", "other")
_READINGS = ("waiting", "read", "no_text", "failed")


def upgrade() -> None:
    op.rename_table("documents", "documents_before")
    op.drop_index(op.f("ix_documents_transaction_id"), "documents_before")
    _create_documents()
    _create_links()
    op.execute(
        "INSERT INTO documents (id, filename, media_type, sha256, size_bytes, kind, reading, user_id, created_at,"
        " updated_at) SELECT id, filename, media_type, sha256, size_bytes, 'other', 'waiting', user_id, created_at,"
        " updated_at FROM documents_before"
        " WHERE id IN (SELECT min(id) FROM documents_before GROUP BY user_id, sha256)"
    )
    op.execute(
        "INSERT INTO document_links (document_id, transaction_id, user_id, created_at, updated_at)"
        " SELECT document.id, before.transaction_id, before.user_id, before.created_at, before.updated_at"
        " FROM documents_before before JOIN documents document"
        " ON document.user_id = before.user_id AND document.sha256 = before.sha256"
        " WHERE before.transaction_id IS NOT NULL"
    )
    op.drop_table("documents_before")
    _create_search()


def _create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", ID, nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("tax_year", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("amount_minor", ID, nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("reading", sa.String(length=10), nullable=False),
        sa.Column("reading_note", sa.String(length=500), nullable=True),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("extracted", sa.JSON(), nullable=True),
        *owned("documents"),
        sa.CheckConstraint(" OR ".join(f"kind = '{kind}'" for kind in _KINDS), name=op.f("ck_documents_kind")),
        sa.CheckConstraint(" OR ".join(f"reading = '{one}'" for one in _READINGS), name=op.f("ck_documents_reading")),
        bounded("documents", "amount_minor"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("user_id", "sha256", name=op.f("uq_documents_user_id_sha256")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_documents_user_id_tax_year"), "documents", ["user_id", "tax_year"])


def _create_links() -> None:
    targets = ("transaction_id", "account_id", "goal_id")
    op.create_table(
        "document_links",
        sa.Column("id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        *(sa.Column(name, ID, nullable=True) for name in targets),
        *owned("document_links"),
        reference("document_links", "document_id", "documents", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_links")),
        *(
            sa.UniqueConstraint("document_id", name, name=op.f(f"uq_document_links_document_id_{name}"))
            for name in targets
        ),
        sqlite_autoincrement=True,
    )
    for name in targets:
        op.create_index(op.f(f"ix_document_links_{name}"), "document_links", [name])


def _create_search() -> None:
    columns = "filename, notes, text"
    op.execute(
        f"CREATE VIRTUAL TABLE document_search USING fts5({columns}, content='documents', content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 2')"
    )
    added = f"INSERT INTO document_search (rowid, {columns}) VALUES (new.id, new.filename, new.notes, new.text);"  # noqa: S608
    removed = (
        f"INSERT INTO document_search (document_search, rowid, {columns})"  # noqa: S608
        " VALUES ('delete', old.id, old.filename, old.notes, old.text);"
    )
    op.execute(f"CREATE TRIGGER documents_added AFTER INSERT ON documents BEGIN {added} END")
    op.execute(f"CREATE TRIGGER documents_removed AFTER DELETE ON documents BEGIN {removed} END")
    op.execute(
        "CREATE TRIGGER documents_changed AFTER UPDATE OF filename, notes, text ON documents"
        f" BEGIN {removed} {added} END"
    )
    op.execute("INSERT INTO document_search (document_search) VALUES ('rebuild')")
