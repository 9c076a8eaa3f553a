"""What becomes of notices: each message that a carrier took, and whether a case's owner is reached at all."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.add_column(sa.Column("purpose", sa.String(length=20), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("reference", sa.String(length=9), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("awaited", sa.Boolean(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("rests", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(length=20), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("code", sa.String(length=20), nullable=False, server_default=""))
    op.create_table(
        "carried",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("notice", sa.String(length=36), nullable=True),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("charged", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(
            ["notice"], ["notices.id"], name=op.f("fk_carried_notice"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried")),
    )
    op.create_index("ix_carried_notice", "carried", ["notice"])
    op.create_index("ix_carried_at", "carried", ["at"])
    op.create_table(
        "awaited_replies",
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("path", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=9), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["reference"], ["cases.reference"], name=op.f("fk_awaited_replies_reference"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact", name=op.f("pk_awaited_replies")),
    )
    op.create_index("ix_awaited_replies_reference", "awaited_replies", ["reference"])
    op.create_index("ix_awaited_replies_ends_at", "awaited_replies", ["ends_at"])
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unreached", sa.Boolean(), nullable=False, server_default="0"))
