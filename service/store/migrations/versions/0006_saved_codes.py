"""Saved codes: by which a draft is opened again after days, together with a second thing."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_codes",
        sa.Column("token", sa.String(length=120), nullable=False),
        sa.Column("draft", sa.String(length=36), nullable=False),
        sa.Column("proof", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["draft"], ["drafts.id"], name=op.f("fk_saved_codes_draft"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_saved_codes")),
        sa.UniqueConstraint("draft", name=op.f("uq_saved_codes_draft")),
    )
