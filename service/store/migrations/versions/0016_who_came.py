"""Whether somebody came to an appointment, and until when the evidence knows how an outpost was heard."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "appointments", sa.Column("attendance", sa.String(length=10), nullable=False, server_default="")
    )
    op.create_index("ix_appointments_start", "appointments", ["start"])
    op.add_column("outposts", sa.Column("told_until", sa.DateTime(timezone=True), nullable=True))
