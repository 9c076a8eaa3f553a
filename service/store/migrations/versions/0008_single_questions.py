"""Links for one question only: which one, and the line that goes on by itself once it is answered."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("hand_overs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("path", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("line", sa.LargeBinary(), nullable=False, server_default=""))
