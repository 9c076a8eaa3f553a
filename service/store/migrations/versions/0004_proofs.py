"""Proofs: other second things than the status code by which the status of a case is shown."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proofs", sa.JSON(), nullable=False, server_default="[]"))
