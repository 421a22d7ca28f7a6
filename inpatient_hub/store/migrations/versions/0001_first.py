"""The first form of the store: wards, staff, patients, tasks, runs, notes and the audit trail.

Written out in full and importing nothing of the program: what it makes must stay the same for ever.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None

_ID = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")
_SORT_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
_STRUCTURE = sa.Text().with_variant(sa.JSON(), "postgresql")
_SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_APPEND_ONLY = {"audit_events": ("seq", "id"), "run_answers": ("seq",), "task_events": ("seq", "id")}
"""Tables whose rows may be added and read, never changed or removed, and their unique columns."""


def upgrade() -> None:
    """Makes every table, and the triggers that guard what may only grow."""
    for make in (
        _wards,
        _staff,
        _patients,
        _workflow_definitions,
        _runs,
        _run_answers,
        _notes,
        _tasks,
        _task_events,
        _audit_events,
        _schema_history,
    ):
        make()
    if op.get_bind().dialect.name == "postgresql":
        _guard_on_postgresql()
    else:
        _guard_on_sqlite()


def downgrade() -> None:
    """There is no way back: the backup made before an upgrade is."""
    raise NotImplementedError("Restore the backup that was made before the upgrade.")


def _reference(table: str, column: str, to: str, *, kind: Any = _ID, nullable: bool = True) -> sa.Column[Any]:
    key = sa.ForeignKey(to, name=f"fk_{table}_{column}")
    return sa.Column(column, kind, key, nullable=nullable)


def _partial(name: str, table: str, columns: Sequence[str], *, where: str) -> None:
    op.create_index(name, table, list(columns), sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _wards() -> None:
    op.create_table(
        "wards",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_folded", _SORT_KEY, nullable=False),
        sa.Column("settings", _STRUCTURE, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wards"),
        sa.CheckConstraint("length(id) = 32", name="ck_wards_id"),
        sa.CheckConstraint("version >= 1", name="ck_wards_version"),
        sa.UniqueConstraint("name_folded", name="uq_wards_name_folded"),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", _ID, nullable=False),
        _reference("staff", "ward_id", "wards.id", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_order", _SORT_KEY, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(create_constraint=True, name="ck_staff_active"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.CheckConstraint("length(id) = 32", name="ck_staff_id"),
        sa.CheckConstraint("version >= 1", name="ck_staff_version"),
    )
    op.create_index("ix_staff_ward", "staff", ["ward_id", "name_order"])


def _patients() -> None:
    op.create_table(
        "patients",
        sa.Column("id", _ID, nullable=False),
        _reference("patients", "ward_id", "wards.id", nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("preferred_name", sa.Text()),
        sa.Column("nhs_number", sa.Text()),
        sa.Column("born_on", sa.Date()),
        sa.Column("room", sa.Text()),
        sa.Column("bed", sa.Text()),
        sa.Column("legal_status", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("admitted_on", sa.Date()),
        sa.Column("expected_discharge_on", sa.Date()),
        _reference("patients", "named_nurse_id", "staff.id"),
        _reference("patients", "consultant_id", "staff.id"),
        sa.Column("alerts", _STRUCTURE, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name_order", _SORT_KEY, nullable=False),
        sa.Column("bed_order", _SORT_KEY, nullable=False),
        sa.Column("discharge_order", _SORT_KEY, nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_patients"),
        sa.CheckConstraint("length(id) = 32", name="ck_patients_id"),
        sa.CheckConstraint("nhs_number IS NULL OR length(nhs_number) = 10", name="ck_patients_nhs_number"),
        sa.CheckConstraint(
            "status IN ('active', 'discharge_pending', 'discharged', 'in_error', 'on_leave')", name="ck_patients_status"
        ),
        sa.CheckConstraint("version >= 1", name="ck_patients_version"),
    )
    _partial(
        "ix_patients_current_bed",
        "patients",
        ["ward_id", "bed_order", "name_order", "id"],
        where="status IN ('active', 'discharge_pending', 'on_leave')",
    )
    _partial(
        "ix_patients_current_discharge",
        "patients",
        ["ward_id", "discharge_order", "name_order", "id"],
        where="status IN ('active', 'discharge_pending', 'on_leave')",
    )
    _partial(
        "ix_patients_current_name",
        "patients",
        ["ward_id", "name_order", "id"],
        where="status IN ('active', 'discharge_pending', 'on_leave')",
    )
    _partial("ix_patients_nhs_number", "patients", ["nhs_number", "id"], where="nhs_number IS NOT NULL")
    op.create_index("ix_patients_status", "patients", ["ward_id", "status", "name_order", "id"])


def _workflow_definitions() -> None:
    op.create_table(
        "workflow_definitions",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_workflow_definitions"),
    )


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", _ID, nullable=False),
        _reference("runs", "ward_id", "wards.id", nullable=False),
        _reference("runs", "patient_id", "patients.id", nullable=False),
        sa.Column("workflow_id", sa.Text(), nullable=False),
        sa.Column("workflow_version", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        _reference("runs", "definition_digest", "workflow_definitions.digest", nullable=False, kind=sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("current_step_id", sa.Text(), nullable=False),
        sa.Column("step_number", sa.Integer(), nullable=False),
        sa.Column("step_count", sa.Integer(), nullable=False),
        _reference("runs", "started_by", "staff.id", nullable=False),
        sa.Column("started_at", _MOMENT, nullable=False),
        _reference("runs", "touched_by", "staff.id", nullable=False),
        sa.Column("touched_at", _MOMENT, nullable=False),
        _reference("runs", "ended_by", "staff.id"),
        sa.Column("ended_at", _MOMENT),
        sa.Column("abandoned_reason", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
        sa.CheckConstraint("length(id) = 32", name="ck_runs_id"),
        sa.CheckConstraint("state IN ('abandoned', 'filed', 'in_progress')", name="ck_runs_state"),
        sa.CheckConstraint("version >= 1", name="ck_runs_version"),
    )
    _partial("ix_runs_open", "runs", ["ward_id", "touched_at", "id"], where="state IN ('in_progress')")
    _partial("ix_runs_open_patient", "runs", ["patient_id"], where="state IN ('in_progress')")
    op.create_index("ix_runs_patient", "runs", ["patient_id", "started_at", "id"])


def _run_answers() -> None:
    op.create_table(
        "run_answers",
        sa.Column("seq", _SEQUENCE, autoincrement=True, nullable=False),
        _reference("run_answers", "run_id", "runs.id", nullable=False),
        sa.Column("step_id", sa.Text(), nullable=False),
        sa.Column("field_id", sa.Text(), nullable=False),
        sa.Column("value", _STRUCTURE, nullable=False),
        _reference("run_answers", "by", "staff.id", nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_run_answers"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_run_answers_run", "run_answers", ["run_id", "seq"])


def _notes() -> None:
    op.create_table(
        "notes",
        sa.Column("id", _ID, nullable=False),
        _reference("notes", "ward_id", "wards.id", nullable=False),
        _reference("notes", "patient_id", "patients.id", nullable=False),
        _reference("notes", "run_id", "runs.id"),
        sa.Column("template_id", sa.Text(), nullable=False),
        sa.Column("template_version", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_search", sa.Text(), nullable=False),
        sa.Column("edited", sa.Boolean(create_constraint=True, name="ck_notes_edited"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("event_at", _MOMENT, nullable=False),
        _reference("notes", "author_id", "staff.id", nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        _reference("notes", "copied_by", "staff.id"),
        sa.Column("copied_at", _MOMENT),
        _reference("notes", "closed_by", "staff.id"),
        sa.Column("closed_at", _MOMENT),
        sa.Column("not_filed_reason", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
        sa.CheckConstraint("length(id) = 32", name="ck_notes_id"),
        sa.CheckConstraint("state IN ('copied', 'draft', 'filed', 'in_error', 'not_filed')", name="ck_notes_state"),
        sa.CheckConstraint("version >= 1", name="ck_notes_version"),
    )
    op.create_index("ix_notes_patient", "notes", ["patient_id", "made_at", "id"])
    _partial("ix_notes_run", "notes", ["run_id", "made_at", "id"], where="run_id IS NOT NULL")
    _partial("ix_notes_unfiled", "notes", ["ward_id", "copied_at", "id"], where="state IN ('copied')")
    _partial("ix_notes_unfiled_patient", "notes", ["patient_id"], where="state IN ('copied')")
    op.create_index("ix_notes_ward", "notes", ["ward_id", "made_at", "id"])


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", _ID, nullable=False),
        _reference("tasks", "ward_id", "wards.id", nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        _reference("tasks", "patient_id", "patients.id"),
        _reference("tasks", "run_id", "runs.id"),
        sa.Column("due_on", sa.Date()),
        _reference("tasks", "created_by", "staff.id", nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        _reference("tasks", "claimed_by", "staff.id"),
        sa.Column("claimed_at", _MOMENT),
        _reference("tasks", "done_by", "staff.id"),
        sa.Column("done_at", _MOMENT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        sa.CheckConstraint("length(id) = 32", name="ck_tasks_id"),
        sa.CheckConstraint("kind IN ('appointment', 'patient', 'ward')", name="ck_tasks_kind"),
        sa.CheckConstraint("priority IN ('important', 'routine', 'urgent')", name="ck_tasks_priority"),
        sa.CheckConstraint(
            "state IN ('cancelled', 'claimed', 'done', 'in_error', 'to_do', 'waiting')", name="ck_tasks_state"
        ),
        sa.CheckConstraint("version >= 1", name="ck_tasks_version"),
    )
    _partial("ix_tasks_open_due", "tasks", ["ward_id", "due_on"], where="state IN ('claimed', 'to_do', 'waiting')")
    _partial("ix_tasks_patient", "tasks", ["patient_id", "due_on"], where="patient_id IS NOT NULL")
    _partial("ix_tasks_run", "tasks", ["run_id"], where="run_id IS NOT NULL")


def _task_events() -> None:
    op.create_table(
        "task_events",
        sa.Column("seq", _SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", _ID, nullable=False),
        _reference("task_events", "task_id", "tasks.id", nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        _reference("task_events", "by", "staff.id", nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_task_events"),
        sa.CheckConstraint("length(id) = 32", name="ck_task_events_id"),
        sa.CheckConstraint(
            "kind IN ('claimed', 'created', 'done', 'in_error', 'moved', 'released', 'reopened')",
            name="ck_task_events_kind",
        ),
        sa.UniqueConstraint("id", name="uq_task_events_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_task_events_task", "task_events", ["task_id", "seq"])


def _audit_events() -> None:
    op.create_table(
        "audit_events",
        sa.Column("seq", _SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor_id", _ID),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entity_id", _ID, nullable=False),
        sa.Column("patient_id", _ID),
        sa.Column("detail", _STRUCTURE, nullable=False),
        sa.Column("text_hash", sa.Text()),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_events"),
        sa.CheckConstraint("length(id) = 32", name="ck_audit_events_id"),
        sa.UniqueConstraint("id", name="uq_audit_events_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_events_entity", "audit_events", ["kind", "entity_id", "seq"])
    _partial("ix_audit_events_patient", "audit_events", ["patient_id", "seq"], where="patient_id IS NOT NULL")


def _schema_history() -> None:
    op.create_table(
        "schema_history",
        sa.Column("seq", _SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_schema_history"),
        sqlite_autoincrement=True,
    )


def _guard_on_sqlite() -> None:
    for table, keys in _APPEND_ONLY.items():
        refuse = f"SELECT RAISE(ABORT, 'rows of {table} may only be added');"
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {refuse} END")
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse} END")
        # INSERT OR REPLACE removes the old row without firing the trigger above on connections made elsewhere.
        taken = " OR ".join(f"{key} = NEW.{key}" for key in keys)
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {taken})"  # noqa: S608 - the names stand above
        op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} BEGIN {refuse} END")


def _guard_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION hub_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'rows of % may only be added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
    )
    for table in _APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION hub_refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION hub_refuse_change()"
        )
