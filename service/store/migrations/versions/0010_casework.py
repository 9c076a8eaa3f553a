"""What officers do with cases: who they are, what they did, and a log that nobody can rewrite."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NEVER = "9999-12-31"


def upgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("office", sa.String(length=60), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("assigned", sa.String(length=60), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("leave_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("stopped_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("due_next", sa.Date(), nullable=False, server_default=NEVER))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
        batch_op.create_index(
            "ix_cases_ended_at_due_next", ["ended_at", "due_next", "submitted_at", "reference"]
        )
        batch_op.create_index(
            "ix_cases_assigned_ended_at_due_next",
            ["assigned", "ended_at", "due_next", "submitted_at", "reference"],
        )
    op.execute("UPDATE cases SET due_next = due_on WHERE due_on IS NOT NULL AND status <> 'withdrawn'")
    op.execute("UPDATE cases SET ended_at = submitted_at WHERE status = 'withdrawn'")
    op.create_table(
        "case_entries",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("reference", sa.String(length=9), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("officer", sa.String(length=60), nullable=False),
        sa.Column("deed", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reference"], ["cases.reference"], name=op.f("fk_case_entries_reference"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_entries")),
    )
    op.create_index("ix_case_entries_reference_id", "case_entries", ["reference", "id"])
    op.create_table(
        "officers",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("shown", sa.String(length=120), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("office", sa.String(length=60), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_officers")),
    )
    op.create_table(
        "attendances",
        sa.Column("token", sa.String(length=120), nullable=False),
        sa.Column("officer", sa.String(length=60), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer"], ["officers.name"], name=op.f("fk_attendances_officer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_attendances")),
    )
    op.create_index("ix_attendances_seen_at", "attendances", ["seen_at"])
    op.create_table(
        "audit",
        sa.Column(
            "sequence",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("officer", sa.String(length=60), nullable=False),
        sa.Column("office", sa.String(length=60), nullable=False),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=9), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_reference_sequence", "audit", ["reference", "sequence"])
    _refuse_rewriting()


def _refuse_rewriting() -> None:
    """The log is only ever added to: the database itself refuses anything else."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()"
        )
        return
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_is_kept_from_{deed.lower()} BEFORE {deed} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END"
        )
