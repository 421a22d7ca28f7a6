"""Records can be put on hold and erased; answers and task events of a patient who is being erased may be removed.

Importing nothing of the program: what it makes must stay the same for ever.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None

_ID = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")
_MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
_STRUCTURE = sa.Text().with_variant(sa.JSON(), "postgresql")
_SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_RUNS = "SELECT runs.id FROM runs JOIN erasing ON erasing.patient_id = runs.patient_id"
_TASKS = (
    "SELECT tasks.id FROM tasks JOIN erasing ON erasing.patient_id = tasks.patient_id UNION SELECT tasks.id FROM tasks "
    "JOIN runs ON runs.id = tasks.run_id JOIN erasing ON erasing.patient_id = runs.patient_id"
)
_OF_ERASED = {"run_answers": ("run_id", _RUNS), "task_events": ("task_id", _TASKS)}
"""Tables from which rows may be removed after all: the column that must name one of these."""


def upgrade() -> None:
    """Makes the tables, and opens two of the guards for what is being erased, by a hair."""
    _legal_holds()
    _erasures()
    _erasing()
    if op.get_bind().dialect.name == "postgresql":
        _guard_on_postgresql()
    else:
        _guard_on_sqlite()


def downgrade() -> None:
    """There is no way back: the backup made before an upgrade is."""
    raise NotImplementedError("Restore the backup that was made before the upgrade.")


def _legal_holds() -> None:
    table = "legal_holds"
    op.create_table(
        table,
        sa.Column("id", _ID, nullable=False),
        sa.Column("ward_id", _ID, sa.ForeignKey("wards.id", name=f"fk_{table}_ward_id"), nullable=False),
        sa.Column("patient_id", _ID, sa.ForeignKey("patients.id", name=f"fk_{table}_patient_id"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_by", _ID, sa.ForeignKey("staff.id", name=f"fk_{table}_placed_by"), nullable=False),
        sa.Column("placed_at", _MOMENT, nullable=False),
        sa.Column("released_by", _ID, sa.ForeignKey("staff.id", name=f"fk_{table}_released_by")),
        sa.Column("released_at", _MOMENT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.CheckConstraint("length(id) = 32", name=f"ck_{table}_id"),
        sa.CheckConstraint("version >= 1", name=f"ck_{table}_version"),
    )
    op.create_index(f"ix_{table}_patient", table, ["patient_id", "placed_at"])
    open_ones = sa.text("released_at IS NULL")
    op.create_index(f"ix_{table}_open", table, ["ward_id"], sqlite_where=open_ones, postgresql_where=open_ones)


def _erasures() -> None:
    op.create_table(
        "erasures",
        sa.Column("seq", _SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entity_id", _ID, nullable=False),
        sa.Column("ward_id", _ID, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", _ID),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("counts", _STRUCTURE, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_erasures"),
        sa.CheckConstraint("length(id) = 32", name="ck_erasures_id"),
        sa.CheckConstraint("kind IN ('details', 'patient', 'staff')", name="ck_erasures_kind"),
        sa.CheckConstraint("reason IN ('asked', 'minimised', 'period_over')", name="ck_erasures_reason"),
        sa.UniqueConstraint("id", name="uq_erasures_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_erasures_ward", "erasures", ["ward_id", "seq"])


def _erasing() -> None:
    never = sa.ForeignKey("wards.id", name="fk_erasing_cannot_stay", deferrable=True, initially="DEFERRED")
    op.create_table(
        "erasing",
        sa.Column("patient_id", _ID, nullable=False),
        sa.Column("cannot_stay", _ID, never, nullable=False),
        sa.PrimaryKeyConstraint("patient_id", name="pk_erasing"),
        sa.CheckConstraint("cannot_stay = ''", name="ck_erasing_cannot_stay"),
    )


def _guard_on_sqlite() -> None:
    refuse = "SELECT RAISE(ABORT, 'rows of {} may only be added');"
    for table, (column, erased) in _OF_ERASED.items():
        op.execute(f"DROP TRIGGER {table}_no_delete")
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN OLD.{column} NOT IN ({erased}) "
            f"BEGIN {refuse.format(table)} END"
        )
    refuse = refuse.format("erasures")
    op.execute(f"CREATE TRIGGER erasures_no_update BEFORE UPDATE ON erasures BEGIN {refuse} END")
    op.execute(f"CREATE TRIGGER erasures_no_delete BEFORE DELETE ON erasures BEGIN {refuse} END")
    there = "EXISTS (SELECT 1 FROM erasures WHERE seq = NEW.seq OR id = NEW.id)"
    op.execute(f"CREATE TRIGGER erasures_no_replace BEFORE INSERT ON erasures WHEN {there} BEGIN {refuse} END")


def _guard_on_postgresql() -> None:
    for table, (column, erased) in _OF_ERASED.items():
        op.execute(
            f"CREATE FUNCTION hub_refuse_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF OLD.{column} IN ({erased}) THEN RETURN OLD; END IF; "
            "RAISE EXCEPTION 'rows of % may only be added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
        )
        op.execute(f"DROP TRIGGER {table}_no_change ON {table}")
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION hub_refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION hub_refuse_{table}()"
        )
    op.execute(
        "CREATE TRIGGER erasures_no_change BEFORE UPDATE OR DELETE ON erasures "
        "FOR EACH ROW EXECUTE FUNCTION hub_refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER erasures_no_truncate BEFORE TRUNCATE ON erasures "
        "FOR EACH STATEMENT EXECUTE FUNCTION hub_refuse_change()"
    )
