"""Tasks become the ward's diary: shifts, times, waiting, checks and repeats; their titles can be searched.

Importing nothing of the program: what it makes must stay the same for ever.
"""

import re
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None

_ID = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")
_MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
_STRUCTURE = sa.Text().with_variant(sa.JSON(), "postgresql")
_SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_KINDS = "kind IN ('appointment', 'patient', 'ward')"
_PRIORITIES = "priority IN ('important', 'routine', 'urgent')"
_TASK_STATES = "state IN ('cancelled', 'claimed', 'done', 'in_error', 'to_do', 'waiting')"
_KEPT = "state IN ('cancelled', 'claimed', 'done', 'to_do', 'waiting')"
_OPEN = "state IN ('claimed', 'to_do', 'waiting')"
_CATEGORIES = (
    "category IN ('assessment', 'discharge_planning', 'documentation', 'family_contact', 'medical_review', 'other', "
    "'phone_call', 'referral')"
)
_AUDITS = (
    "audit_type IN ('controlled_drugs', 'fire_safety', 'fridge_temps', 'ligature_check', 'other_audit', "
    "'resus_check', 'walkaround', 'water_temps')"
)
_TEAMS = "offered_to IN ('admin', 'hca', 'medical', 'nursing', 'ot', 'pharmacy', 'psychology', 'social_work')"
_PARTS = "day_part IN ('afternoon', 'evening', 'morning', 'night')"
_EVENTS = (
    "kind IN ('cancelled', 'changed', 'checked', 'claimed', 'corrected', 'created', 'done', 'handed_back', "
    "'in_error', 'moved', 'offered', 'released', 'reopened', 'restored', 'taken_over', 'undone')"
)
_CHANGES = (
    "action IN ("
    "'note.copied', 'note.filed', 'note.in_error', 'note.not_filed', 'note.restored', 'patient.added', "
    "'patient.edited', 'patient.in_error', 'patient.undone', 'run.abandoned', 'run.filed', 'run.started', "
    "'series.added', 'series.changed', 'series.ended', 'series.undone'"
    ") AND patient_id IS NOT NULL"
)
_BEFORE = (
    "id, ward_id, kind, title, state, priority, patient_id, run_id, due_on, created_by, created_at, claimed_by, "
    "claimed_at, done_by, done_at, version"
)

_APOSTROPHES = str.maketrans("", "", "'`\u00b4\u2018\u2019\u02b9\u02bb\u02bc\u2032")
_WITHOUT_STROKE = str.maketrans(
    {"\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u00f0": "d", "\u0127": "h", "\u0131": "i"}
    | {"\u00e6": "ae", "\u0153": "oe", "\u00fe": "th"}
)


def upgrade() -> None:
    """The tables are made, what is there stays as it is, and each title is made ready to be found."""
    _series()
    if op.get_bind().dialect.name == "postgresql":
        _widen_tasks()
        _widen_events()
    else:
        _copy_tasks()
        _copy_events()
    _indexes()
    _saved_filters()
    _seen()
    _reminders()
    _task_words()
    _fill_words()


def downgrade() -> None:
    """There is no way back: the backup made before an upgrade is."""
    raise NotImplementedError("Restore the backup that was made before the upgrade.")


def _reference(table: str, column: str, to: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(column, _ID, sa.ForeignKey(to, name=f"fk_{table}_{column}"), nullable=nullable)


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _series() -> None:
    op.create_table(
        "series",
        sa.Column("id", _ID, nullable=False),
        _reference("series", "ward_id", "wards.id", nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        _reference("series", "patient_id", "patients.id"),
        sa.Column("category", sa.Text()),
        sa.Column("audit_type", sa.Text()),
        sa.Column("offered_to", sa.Text()),
        sa.Column("needs_check", sa.Boolean(create_constraint=True, name="ck_series_needs_check"), nullable=False),
        sa.Column("workflow_id", sa.Text()),
        sa.Column("guide_id", sa.Text()),
        sa.Column("shifts", _STRUCTURE, nullable=False),
        sa.Column("at", sa.Text()),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date()),
        sa.Column("left_out", _STRUCTURE, nullable=False),
        sa.Column("not_on", sa.Text()),
        sa.Column("missed", sa.Text(), nullable=False),
        _reference("series", "made_by", "staff.id", nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("follows", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_series"),
        sa.CheckConstraint("length(id) = 32", name="ck_series_id"),
        sa.CheckConstraint("version >= 1", name="ck_series_version"),
        sa.CheckConstraint(_KINDS, name="ck_series_kind"),
        sa.CheckConstraint(_PRIORITIES, name="ck_series_priority"),
        sa.CheckConstraint("state IN ('active', 'ended', 'in_error')", name="ck_series_state"),
        sa.CheckConstraint("missed IN ('expires', 'moves_on', 'piles_up', 'stays')", name="ck_series_missed"),
        sa.CheckConstraint(_CATEGORIES, name="ck_series_category"),
        sa.CheckConstraint(_AUDITS, name="ck_series_audit_type"),
        sa.CheckConstraint(_TEAMS, name="ck_series_offered_to"),
        sa.CheckConstraint("not_on IN ('ENG', 'NIR', 'SCT', 'WLS')", name="ck_series_not_on"),
    )
    op.create_index("ix_series_ward", "series", ["ward_id", "state"])
    _partial("ix_series_patient", "series", ["patient_id"], "patient_id IS NOT NULL")


def _new_task_columns(*, filled: bool) -> list[sa.Column[Any]]:
    """With `filled` the rows that are there get a value each in the columns that need one."""
    none, no = ("0", sa.false()) if filled else (None, None)
    flag = sa.Boolean() if filled else sa.Boolean(create_constraint=True, name="ck_tasks_needs_check")
    return [
        sa.Column("shift", sa.Text()),
        sa.Column("due_at", _MOMENT),
        sa.Column("day_part", sa.Text()),
        sa.Column("lapses_at", _MOMENT),
        sa.Column("duration", sa.Integer()),
        sa.Column("place", sa.Text()),
        sa.Column("people", sa.Text()),
        sa.Column("category", sa.Text()),
        sa.Column("audit_type", sa.Text()),
        sa.Column("offered_to", sa.Text()),
        sa.Column("waiting_on", sa.Text()),
        sa.Column("chase_on", sa.Date()),
        sa.Column("hand_backs", sa.Integer(), nullable=False, server_default=none),
        sa.Column("needs_check", flag, nullable=False, server_default=no),
        _reference("tasks", "checked_by", "staff.id"),
        sa.Column("checked_at", _MOMENT),
        sa.Column("reason", sa.Text()),
        _reference("tasks", "repeat_id", "series.id"),
        sa.Column("repeat_on", sa.Date()),
        sa.Column("clock_rule", sa.Text()),
        sa.Column("clock_event", _MOMENT),
        sa.Column("workflow_id", sa.Text()),
        sa.Column("guide_id", sa.Text()),
    ]


def _new_task_rules() -> dict[str, str]:
    return {
        "day_part": _PARTS,
        "category": _CATEGORIES,
        "audit_type": _AUDITS,
        "offered_to": _TEAMS,
        "hand_backs": "hand_backs >= 0",
        "duration": "duration > 0",
    }


def _widen_tasks() -> None:
    op.drop_index("ix_tasks_open_due", table_name="tasks")
    for column in _new_task_columns(filled=True):
        op.add_column("tasks", column)
    for name, rule in _new_task_rules().items():
        op.create_check_constraint(f"ck_tasks_{name}", "tasks", sa.text(rule))
    for name in ("hand_backs", "needs_check"):
        op.alter_column("tasks", name, server_default=None)


def _widen_events() -> None:
    op.drop_constraint("ck_task_events_kind", "task_events")
    op.create_check_constraint("ck_task_events_kind", "task_events", sa.text(_EVENTS))
    op.add_column("task_events", sa.Column("before", _STRUCTURE, nullable=False, server_default="{}"))
    op.add_column("task_events", sa.Column("of", _ID))
    op.alter_column("task_events", "before", server_default=None)


def _copy_tasks() -> None:
    # SQLite changes a table's rules only by copying it; foreign keys are off while this runs. Triggers of other tables
    # that name this one find it again under its name.
    op.execute("CREATE TABLE tasks_before AS SELECT * FROM tasks")
    op.drop_table("tasks")
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
        *_new_task_columns(filled=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        sa.CheckConstraint("length(id) = 32", name="ck_tasks_id"),
        sa.CheckConstraint(_KINDS, name="ck_tasks_kind"),
        sa.CheckConstraint(_PRIORITIES, name="ck_tasks_priority"),
        sa.CheckConstraint(_TASK_STATES, name="ck_tasks_state"),
        sa.CheckConstraint("version >= 1", name="ck_tasks_version"),
        *(sa.CheckConstraint(rule, name=f"ck_tasks_{name}") for name, rule in _new_task_rules().items()),
    )
    op.execute(
        f"INSERT INTO tasks ({_BEFORE}, hand_backs, needs_check) "  # noqa: S608 - the names stand above
        f"SELECT {_BEFORE}, 0, 0 FROM tasks_before ORDER BY rowid"
    )
    op.drop_table("tasks_before")
    _partial("ix_tasks_patient", "tasks", ["patient_id", "due_on"], "patient_id IS NOT NULL")
    _partial("ix_tasks_run", "tasks", ["run_id"], "run_id IS NOT NULL")


def _copy_events() -> None:
    bind = op.get_bind()
    triggers = bind.execute(
        sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'task_events' ORDER BY name")
    ).scalars()
    guards = list(triggers)
    counted = bind.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'task_events'")).scalar()
    op.execute("CREATE TABLE task_events_before AS SELECT * FROM task_events")
    # Dropping the table drops its triggers with it.
    op.drop_table("task_events")
    op.create_table(
        "task_events",
        sa.Column("seq", _SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("id", _ID, nullable=False),
        _reference("task_events", "task_id", "tasks.id", nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        _reference("task_events", "by", "staff.id", nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("before", _STRUCTURE, nullable=False),
        sa.Column("of", _ID),
        sa.PrimaryKeyConstraint("seq", name="pk_task_events"),
        sa.CheckConstraint("length(id) = 32", name="ck_task_events_id"),
        sa.CheckConstraint(_EVENTS, name="ck_task_events_kind"),
        sa.UniqueConstraint("id", name="uq_task_events_id"),
        sqlite_autoincrement=True,
    )
    op.execute(
        "INSERT INTO task_events (seq, id, task_id, kind, by, at, detail, before) "
        "SELECT seq, id, task_id, kind, by, at, detail, '{}' FROM task_events_before ORDER BY seq"
    )
    op.drop_table("task_events_before")
    if counted is not None:
        bind.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = 'task_events'"))
        bind.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('task_events', :seq)"), {"seq": counted})
    op.create_index("ix_task_events_task", "task_events", ["task_id", "seq"])
    for guard in guards:
        bind.exec_driver_sql(guard)


def _indexes() -> None:
    _partial("ix_tasks_day", "tasks", ["ward_id", "due_on"], _KEPT)
    _partial("ix_tasks_open_lasting", "tasks", ["ward_id", "due_on"], f"{_OPEN} AND lapses_at IS NULL")
    _partial("ix_tasks_open_lapsing", "tasks", ["ward_id", "lapses_at"], f"{_OPEN} AND lapses_at IS NOT NULL")
    _partial("ix_tasks_waiting", "tasks", ["ward_id", "chase_on"], "state IN ('waiting')")
    _partial(
        "ix_tasks_to_check", "tasks", ["ward_id", "done_at"], "state IN ('done') AND needs_check AND checked_by IS NULL"
    )
    _partial("ix_tasks_mine", "tasks", ["claimed_by", "due_on"], f"{_OPEN} AND claimed_by IS NOT NULL")
    _partial("ix_tasks_done", "tasks", ["done_by", "done_at"], "done_by IS NOT NULL")
    _partial("ix_tasks_repeat", "tasks", ["repeat_id", "repeat_on"], "repeat_id IS NOT NULL")
    _partial("ix_tasks_repeats_of_ward", "tasks", ["ward_id", "repeat_on"], "repeat_id IS NOT NULL")
    op.create_index("ix_task_events_at", "task_events", ["at"])
    _partial("ix_audit_events_changes", "audit_events", ["at"], _CHANGES)


def _saved_filters() -> None:
    op.create_table(
        "saved_filters",
        sa.Column("id", _ID, nullable=False),
        _reference("saved_filters", "staff_id", "staff.id", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", _STRUCTURE, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_filters"),
        sa.CheckConstraint("length(id) = 32", name="ck_saved_filters_id"),
        sa.CheckConstraint("version >= 1", name="ck_saved_filters_version"),
    )
    op.create_index("ix_saved_filters_staff", "saved_filters", ["staff_id", "name"])


def _seen() -> None:
    op.create_table(
        "seen",
        sa.Column("id", _ID, nullable=False),
        _reference("seen", "staff_id", "staff.id", nullable=False),
        _reference("seen", "ward_id", "wards.id", nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_seen"),
        sa.CheckConstraint("length(id) = 32", name="ck_seen_id"),
        sa.CheckConstraint("version >= 1", name="ck_seen_version"),
    )
    op.create_index("ix_seen_staff", "seen", ["staff_id"])


def _reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", _ID, nullable=False),
        _reference("reminders", "staff_id", "staff.id", nullable=False),
        _reference("reminders", "task_id", "tasks.id", nullable=False),
        sa.Column("told_at", _MOMENT),
        sa.Column("snoozed_until", _MOMENT),
        sa.Column("dismissed", sa.Boolean(create_constraint=True, name="ck_reminders_dismissed"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reminders"),
        sa.CheckConstraint("length(id) = 32", name="ck_reminders_id"),
        sa.CheckConstraint("version >= 1", name="ck_reminders_version"),
    )
    op.create_index("ix_reminders_staff", "reminders", ["staff_id"])
    op.create_index("ix_reminders_task", "reminders", ["task_id"])
    op.create_table(
        "reminder_choices",
        sa.Column("id", _ID, nullable=False),
        _reference("reminder_choices", "staff_id", "staff.id", nullable=False),
        sa.Column("lead", sa.Integer(), nullable=False),
        sa.Column("notices", sa.Boolean(create_constraint=True, name="ck_reminder_choices_notices"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reminder_choices"),
        sa.CheckConstraint("length(id) = 32", name="ck_reminder_choices_id"),
        sa.CheckConstraint("version >= 1", name="ck_reminder_choices_version"),
        sa.CheckConstraint("lead > 0", name="ck_reminder_choices_lead"),
    )
    op.create_index("ix_reminder_choices_staff", "reminder_choices", ["staff_id"])


def _task_words() -> None:
    op.create_table(
        "task_words",
        sa.Column("seq", _SEQUENCE, autoincrement=True, nullable=False),
        _reference("task_words", "task_id", "tasks.id", nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_task_words"),
        sa.UniqueConstraint("task_id", name="uq_task_words_task_id"),
        sqlite_autoincrement=True,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE INDEX ix_task_words_words ON task_words USING gin (to_tsvector('simple'::regconfig, words))")
        return
    # The index keeps no words of its own: it says where in `task_words` they stand, whose numbers never change.
    op.execute(
        "CREATE VIRTUAL TABLE task_index USING fts5("
        "words, content='task_words', content_rowid='seq', prefix='2 3', tokenize='unicode61')"
    )
    # What is taken out of the index is gone from it at once, not when it is next put in order.
    op.execute("INSERT INTO task_index (task_index, rank) VALUES ('secure-delete', 1)")
    add = "INSERT INTO task_index (rowid, words) VALUES (NEW.seq, NEW.words);"
    take = "INSERT INTO task_index (task_index, rowid, words) VALUES ('delete', OLD.seq, OLD.words);"
    op.execute(f"CREATE TRIGGER task_words_added AFTER INSERT ON task_words BEGIN {add} END")
    op.execute(f"CREATE TRIGGER task_words_removed AFTER DELETE ON task_words BEGIN {take} END")
    op.execute(f"CREATE TRIGGER task_words_changed AFTER UPDATE ON task_words BEGIN {take} {add} END")


def _fill_words() -> None:
    """In the order in which the tasks were added, as what was added last is shown first."""
    bind = op.get_bind()
    rows = bind.execute(sa.text("SELECT id, title FROM tasks ORDER BY created_at, id")).all()
    insert = sa.text("INSERT INTO task_words (task_id, words) VALUES (:task_id, :words)")
    for task_id, title in rows:
        bind.execute(insert, {"task_id": task_id, "words": _folded(title)})


def _folded(text: str) -> str:
    taken_apart = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    plain = unicodedata.normalize("NFKD", taken_apart).translate(_WITHOUT_STROKE)
    bare = "".join(one for one in plain if not unicodedata.combining(one) and unicodedata.category(one) != "Cf")
    return " ".join(re.findall(r"[^\W_]+", bare))
