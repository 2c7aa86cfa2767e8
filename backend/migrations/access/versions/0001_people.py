"""People, households, sessions, invitations and the audit trail: the first version, made from the models."""

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
