"""The lists people open most find their rows by an index, in the order shown, however long the ward's history."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.tasks import TaskEventKind
from inpatient_hub.services.ports import NoteFilter, PatientFilter, PatientOrder, Work
from inpatient_hub.store.database import open_store
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, put_empty_store, raw, target_in
from tests.contracts.making import NOW, TODAY

Question = Callable[[Work], object]

GONE = frozenset({PatientStatus.DISCHARGED})

LISTS: list[tuple[Question, str]] = [
    (lambda work: work.patients.current("w"), "patients USING INDEX ix_patients_current_name"),
    (lambda work: work.patients.page(PatientFilter(ward_id="w")), "patients USING INDEX ix_patients_current_name"),
    (
        lambda work: work.patients.page(PatientFilter(ward_id="w", order=PatientOrder.BED)),
        "patients USING INDEX ix_patients_current_bed",
    ),
    (
        lambda work: work.patients.page(PatientFilter(ward_id="w", order=PatientOrder.EXPECTED_DISCHARGE)),
        "patients USING INDEX ix_patients_current_discharge",
    ),
    (
        lambda work: work.patients.page(PatientFilter(ward_id="w", statuses=GONE)),
        "patients USING INDEX ix_patients_status (ward_id=? AND status=?)",
    ),
    (lambda work: work.patients.with_nhs_number("9993395633"), "patients USING INDEX ix_patients_nhs_number"),
    (lambda work: work.notes.page(NoteFilter(ward_id="w")), "notes USING INDEX ix_notes_ward"),
    (lambda work: work.notes.unfiled("w"), "notes USING INDEX ix_notes_unfiled"),
    (lambda work: work.notes.of_run("r"), "notes USING INDEX ix_notes_run"),
    (lambda work: work.runs.in_progress("w"), "runs USING INDEX ix_runs_open"),
    (lambda work: work.runs.of_patient("p"), "runs USING INDEX ix_runs_patient"),
    (lambda work: work.runs.answers("r"), "run_answers USING INDEX ix_run_answers_run"),
    (
        lambda work: work.tasks.open_due_by("w", TODAY),
        "tasks USING INDEX ix_tasks_open_lapsing (ward_id=? AND",
    ),
    (lambda work: work.tasks.of_rules_due_by("w", TODAY), "tasks USING INDEX ix_tasks_open_lasting"),
    (
        lambda work: work.tasks.without_day("w"),
        "tasks USING INDEX ix_tasks_open_lasting (ward_id=? AND due_on=?)",
    ),
    (lambda work: work.tasks.between("w", TODAY, TODAY), "tasks USING INDEX ix_tasks_day"),
    (lambda work: work.tasks.to_chase("w", TODAY), "tasks USING INDEX ix_tasks_to_chase (ward_id=? AND"),
    (lambda work: work.tasks.to_check("w", NOW), "tasks USING INDEX ix_tasks_to_check (ward_id=? AND done_at>?)"),
    (
        lambda work: work.tasks.missed("w", NOW, NOW),
        "tasks USING INDEX ix_tasks_open_lapsing (ward_id=? AND lapses_at>? AND lapses_at<?)",
    ),
    (lambda work: work.series.rules("w"), "series USING INDEX ix_series_ward"),
    (lambda work: work.tasks.claimed_by("s"), "tasks USING INDEX ix_tasks_mine"),
    (lambda work: work.tasks.done_by("s", NOW), "tasks USING INDEX ix_tasks_done"),
    (lambda work: work.tasks.of_series("s", TODAY, TODAY), "tasks USING INDEX ix_tasks_repeat (repeat_id=?"),
    (lambda work: work.tasks.repeats("w", TODAY, TODAY), "tasks USING INDEX ix_tasks_open_lasting"),
    (lambda work: work.tasks.changes_since("w", NOW), "task_events USING INDEX ix_task_events_at"),
    (
        lambda work: work.tasks.changes_since("w", NOW, kind=TaskEventKind.TAKEN_OVER),
        "task_events USING INDEX ix_task_events_at",
    ),
    (lambda work: work.series.of_ward("w"), "series USING INDEX ix_series_ward"),
    (lambda work: work.personal.filters("s"), "saved_filters USING INDEX ix_saved_filters_staff"),
    (lambda work: work.tasks.of_patient("p"), "tasks USING INDEX ix_tasks_patient"),
    (lambda work: work.audit.of_patient("p"), "audit_events USING INDEX ix_audit_events_patient"),
    (
        lambda work: work.audit.record_changes("w", NOW, reader="s", patients=["p", "q"]),
        "audit_events USING INDEX ix_audit_events_changes (at>?)",
    ),
    (lambda work: work.staff.last_signed_in(), "audit_events USING INDEX ix_audit_events_entity (kind=?)"),
    (lambda work: work.emergencies.of_ward("w"), "emergency_accesses USING INDEX ix_emergency_accesses_ward"),
]


def plan(folder: Path, question: Question) -> str:
    """How SQLite goes about a question."""
    asked: list[tuple[str, Any]] = []
    with open_store(target_in(folder), clock=CLOCK) as store:
        event.listen(store._engine, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
        with store.reading() as work:
            question(work)
    statement, parameters = asked[-1]
    with closing(raw(folder / STORE_FILE)) as connection:
        return "\n".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))


@pytest.mark.parametrize("number", range(len(LISTS)), ids=[index.split()[3] for _, index in LISTS])
def test_a_list_is_read_by_its_index(tmp_path: Path, number: int) -> None:
    put_empty_store(tmp_path)
    question, index = LISTS[number]
    found = plan(tmp_path, question)
    assert f"SEARCH {index}" in found
    assert "SCAN" not in found
    # Tasks of one day are sorted by how much they press, which no index knows; emergencies of one moment are few.
    assert "TEMP B-TREE" not in found or index.startswith(("tasks", "task_events", "series", "saved", "emergency"))


def test_the_next_part_of_a_list_begins_where_it_must_and_not_at_the_top(tmp_path: Path) -> None:
    put_empty_store(tmp_path)
    cursor = "WyJuYW1lIiwgImEiLCAiYiJd"
    found = plan(tmp_path, lambda work: work.patients.page(PatientFilter(ward_id="w"), after=cursor))
    assert "ix_patients_current_name (ward_id=? AND name_order>?)" in found
    assert "TEMP B-TREE" not in found
