"""Hand-overs: codes and links by which a draft moves to another door, and since which version it is there."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hold", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "hand_overs",
        sa.Column("token", sa.String(length=120), nullable=False),
        sa.Column("draft", sa.String(length=36), nullable=False),
        sa.Column("hold", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft"], ["drafts.id"], name=op.f("fk_hand_overs_draft"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_hand_overs")),
    )
    with op.batch_alter_table("hand_overs", schema=None) as batch_op:
        batch_op.create_index("ix_hand_overs_draft", ["draft"], unique=False)
        batch_op.create_index("ix_hand_overs_ends_at", ["ends_at"], unique=False)
