"""The figures of the evidence, and the events by when they happened."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_events_service_at", table_name="events")
    op.create_index("ix_events_at", "events", ["at"])
    op.add_column("drafts", sa.Column("rated", sa.String(length=60), nullable=False, server_default=""))
    op.create_table(
        "tallies",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=250), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "month", "service", "version", "door", "language", "what", "about", name=op.f("pk_tallies")
        ),
    )
    op.create_index("ix_tallies_what_month", "tallies", ["what", "month"])
    op.create_table(
        "published",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("month", "service", "door", "language", "what", name=op.f("pk_published")),
    )
    op.create_table(
        "ratings",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("moment", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("month", "moment", "answer", "by", "name", name=op.f("pk_ratings")),
    )
