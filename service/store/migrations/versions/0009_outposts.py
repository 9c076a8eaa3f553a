"""Machines that run the same core away from the hub: their keys, their references, and drafts on the way."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outposts",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("beat", sa.JSON(), nullable=True),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_outposts")),
        sa.UniqueConstraint("key", name=op.f("uq_outposts_key")),
    )
    op.create_table(
        "reserved_references",
        sa.Column("reference", sa.String(length=9), nullable=False),
        sa.Column("outpost", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_reserved_references")),
    )
    op.create_index("ix_reserved_references_outpost", "reserved_references", ["outpost"])
    op.create_table(
        "parcels",
        sa.Column(
            "sequence",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("draft", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name=op.f("fk_parcels_draft"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_parcels")),
        sa.UniqueConstraint("draft", name=op.f("uq_parcels_draft")),
    )
    op.create_index("ix_parcels_state_sequence", "parcels", ["state", "sequence"])
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("away", sa.String(length=60), nullable=False, server_default=""))
