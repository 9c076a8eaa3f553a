"""Passcodes: by which somebody proves that a draft's contact is theirs, and for which contact that was proven."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proven", sa.String(length=120), nullable=False, server_default=""))
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hold", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "passcodes",
        sa.Column("draft", sa.String(length=36), nullable=False),
        sa.Column("token", sa.String(length=120), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft"], ["drafts.id"], name=op.f("fk_passcodes_draft"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("draft", name=op.f("pk_passcodes")),
    )
