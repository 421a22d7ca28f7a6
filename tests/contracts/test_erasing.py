"""Every kind of store erases one patient wholly, changes nothing of the others, and keeps a record without a name."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import Alert, Patient, PatientStatus
from inpatient_hub.domain.retention import ErasedKind, Erasure, ErasureReason, LegalHold
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import TaskEventKind, TaskState
from inpatient_hub.domain.wards import Ward
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.ports import NoteFilter, Store
from inpatient_hub.store.database import SqlStore
from inpatient_hub.store.driver import sqlite
from inpatient_hub.store.errors import StoreBug
from inpatient_hub.store.records import table_of
from inpatient_hub.store.row_base import Base
from inpatient_hub.store.rows import PatientRow
from tests.contracts.making import (
    NOW,
    TODAY,
    a_note,
    a_nurse,
    a_patient,
    a_run,
    a_task,
    a_task_event,
    a_ward,
    an_answer,
    an_event,
    later,
    save,
)
from tests.fakes.store import FakeStore


def an_erasure(of: str, ward: Ward, **changed: Any) -> Erasure:
    """The record of erasing a patient now."""
    usual: dict[str, Any] = {
        "id": new_id(),
        "kind": ErasedKind.PATIENT,
        "entity_id": of,
        "ward_id": ward.id,
        "at": NOW,
        "by": None,
        "reason": ErasureReason.PERIOD_OVER,
    }
    return Erasure(**usual | changed)


def a_hold(patient: Patient, nurse: Staff, **changed: Any) -> LegalHold:
    """A hold that is in force."""
    usual: dict[str, Any] = {
        "id": new_id(),
        "ward_id": patient.ward_id,
        "patient_id": patient.id,
        "reason": "A complaint is being looked into",
        "placed_by": nurse.id,
        "placed_at": NOW,
    }
    return LegalHold(**usual | changed)


def with_a_life(store: Store, ward: Ward, nurse: Staff, surname: str, works: int = 2) -> Patient:
    """A discharged patient with so many of each kind of record."""
    patient = a_patient(ward, family_name=surname, status=PatientStatus.DISCHARGED, bed="4")
    runs = [a_run(patient, nurse) for _ in range(works)]
    notes = [a_note(patient, nurse, run_id=run.id, text=f"{surname}\r\n") for run in runs]
    tasks = [a_task(ward, nurse, patient_id=patient.id, run_id=run.id, state=TaskState.DONE) for run in runs]
    save(store, patient, *runs, *notes, *tasks)
    with store.writing() as work:
        for run, task in zip(runs, tasks, strict=True):
            work.runs.record(run.id, [an_answer(nurse, "reason", surname), an_answer(nurse, "consent", "yes")])
            work.tasks.record(a_task_event(task, nurse, TaskEventKind.CREATED))
        work.retention.add_hold(a_hold(patient, nurse, released_by=nurse.id, released_at=NOW))
        about: dict[str, Any] = {"patient_id": patient.id, "entity_id": patient.id, "kind": Kind.PATIENT}
        work.audit.append(an_event(**about))
        work.audit.append(an_event(**about, before={"bed": surname}, after={"bed": "4"}, reason=f"Said {surname}"))
    return patient


def all_about(store: Store, patient: Patient) -> dict[str, Any]:
    """Everything that is kept about a patient."""
    with store.reading() as work:
        runs = [line.run for line in work.runs.of_patient(patient.id)]
        tasks = [line.task for line in work.tasks.of_patient(patient.id)]
        lines = work.notes.page(NoteFilter(ward_id=patient.ward_id, patient_id=patient.id)).items
        return {
            "patient": work.patients.get(patient.id),
            "runs": runs,
            "answers": [list(work.runs.answers(run.id)) for run in runs],
            "notes": [work.notes.get(line.id) for line in lines],
            "tasks": tasks,
            "events": [list(work.tasks.events(task.id)) for task in tasks],
            "holds": list(work.retention.holds_of(patient.id)),
            "audit": list(work.audit.of_patient(patient.id)),
            "stay": work.retention.stay(patient.id),
        }


def erase(store: Store, erasure: Erasure) -> Erasure:
    """Erases in a unit of work of its own."""
    with store.writing() as work:
        return work.erasures.erase(erasure)


def test_erasing_a_patient_removes_all_of_them_and_nothing_of_another(store: Store, ward: Ward, nurse: Staff) -> None:
    gone, stays = (with_a_life(store, ward, nurse, name) for name in ("Linton", "Earnshaw"))
    before = all_about(store, stays)
    done = erase(store, an_erasure(gone.id, ward, by=nurse.id))
    assert done.counts == {
        "patients": 1,
        "runs": 2,
        "answers": 4,
        "notes": 2,
        "tasks": 2,
        "task_events": 2,
        "holds": 1,
    }
    assert all_about(store, stays) == before
    with store.reading() as work:
        with pytest.raises(NotFound):
            work.patients.get(gone.id)
        with pytest.raises(NotFound):
            work.retention.stay(gone.id)
        assert not work.runs.of_patient(gone.id)
        assert not work.tasks.of_patient(gone.id)
        assert not work.notes.page(NoteFilter(ward_id=ward.id, patient_id=gone.id)).items
        assert not work.retention.holds_of(gone.id)
        assert [event.patient_id for event in work.audit.of_patient(gone.id)] == [gone.id] * 2
        assert list(work.erasures.all()) == list(work.erasures.recent(ward.id)) == [done]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(works=st.lists(st.integers(0, 3), min_size=2, max_size=5), chosen=st.integers(0, 4))
def test_whatever_is_kept_of_others_stays_as_it_was(works: list[int], chosen: int) -> None:
    store = FakeStore()
    ward = a_ward()
    nurse = a_nurse(ward)
    save(store, ward, nurse)
    patients = [with_a_life(store, ward, nurse, f"Name{number}", count) for number, count in enumerate(works)]
    gone = patients.pop(chosen % len(patients))
    before = [all_about(store, one) for one in patients]
    erase(store, an_erasure(gone.id, ward))
    assert [all_about(store, one) for one in patients] == before


def test_erasing_somebody_who_is_not_there_is_remembered_too(store: Store, ward: Ward) -> None:
    erasure = an_erasure(new_id(), ward)
    assert erase(store, erasure).counts == {}
    with store.reading() as work:
        assert list(work.erasures.all()) == [erasure]


def test_the_record_of_an_erasure_made_elsewhere_is_kept_as_it_was(store: Store, ward: Ward, nurse: Staff) -> None:
    gone = with_a_life(store, ward, nurse, "Linton")
    first = an_erasure(gone.id, ward, counts={"patients": 1, "notes": 7}, at=later(-60))
    with store.writing() as work:
        assert work.erasures.erase_again(first).counts["notes"] == 2
    with store.reading() as work:
        assert list(work.erasures.all()) == [first]
        assert not work.erasures.returned()


def test_rows_of_somebody_erased_are_noticed_when_they_come_back(store: Store, ward: Ward, nurse: Staff) -> None:
    gone = with_a_life(store, ward, nurse, "Linton")
    done = erase(store, an_erasure(gone.id, ward))
    save(store, gone, a_note(gone, nurse))
    with store.reading() as work:
        assert list(work.erasures.returned()) == [done]
    with store.writing() as work:
        assert work.erasures.erase_again(done).counts == {"patients": 1, "notes": 1}
    with store.reading() as work:
        assert not work.erasures.returned()
        assert list(work.erasures.all()) == [done]


def test_an_erasure_that_is_taken_back_has_erased_nothing(store: Store, ward: Ward, nurse: Staff) -> None:
    patient = with_a_life(store, ward, nurse, "Linton")
    before = all_about(store, patient)

    def erase_and_fail() -> None:
        with store.writing() as work:
            work.erasures.erase(an_erasure(patient.id, ward))
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        erase_and_fail()
    assert all_about(store, patient) == before
    with store.reading() as work:
        assert not work.erasures.all()


def test_an_erasure_is_never_recorded_twice(store: Store, ward: Ward) -> None:
    erasure = an_erasure(new_id(), ward)
    erase(store, erasure)
    with pytest.raises(StoreBug):
        erase(store, erasure)


def test_details_of_a_ward_that_keeps_less_are_noticed_when_they_come_back(store: Store, nurse: Staff) -> None:
    with store.reading() as work:
        (ward,) = work.wards.all()
    patient = a_patient(ward, bed="4", alerts=(Alert("Falls"),), admitted_on=TODAY, status=PatientStatus.ON_LEAVE)
    save(store, patient, a_patient(ward, family_name="Linton", admitted_on=TODAY))
    done = erase(store, an_erasure(ward.id, ward, kind=ErasedKind.DETAILS, by=nurse.id))
    assert done.counts == {"patients": 1}
    with store.reading() as work:
        assert not work.erasures.returned()
        assert work.wards.get(ward.id).minimal
    late = a_patient(ward, legal_status="s2")
    save(store, late)
    with store.reading() as work:
        assert list(work.erasures.returned()) == [done]
        assert work.erasures.removable(ward.id)["patients"] == 1
    with store.writing() as work:
        assert work.erasures.erase_again(done).counts == {"patients": 1}
    with store.reading() as work:
        assert work.patients.get(late.id).legal_status is None
        kept = work.patients.get(patient.id)
    assert (kept.bed, kept.alerts, kept.admitted_on, kept.status) == (None, (), TODAY, PatientStatus.ACTIVE)


def test_somebody_who_left_can_be_erased_when_nothing_names_them(store: Store, ward: Ward, nurse: Staff) -> None:
    left = a_nurse(ward, name="Zillah Gone", active=False)
    save(store, left)
    with store.writing() as work:
        work.audit.append(an_event(actor_id=left.id, at=later(-30)))
        work.audit.append(an_event(kind=Kind.STAFF, entity_id=left.id, at=later(-20)))
    with store.reading() as work:
        (leaver,) = work.retention.leavers(ward.id)
    assert (leaver.staff_id, leaver.name, leaver.last_at, leaver.named_in) == (left.id, left.name, later(-20), 0)
    done = erase(store, an_erasure(left.id, ward, kind=ErasedKind.STAFF, by=nurse.id))
    assert done.counts == {"staff": 1}
    with store.reading() as work:
        assert [one.id for one in work.staff.of_ward(ward.id)] == [nurse.id]


def test_who_left_is_counted_in_every_record_that_names_them(store: Store, ward: Ward, nurse: Staff) -> None:
    left = a_nurse(ward, name="Zillah Gone", active=False)
    save(store, left)
    patient = a_patient(ward, named_nurse_id=left.id)
    run, task = a_run(patient, left, touched_by=nurse.id), a_task(ward, nurse, claimed_by=left.id)
    save(store, patient, run, task, a_note(patient, left))
    with store.writing() as work:
        work.runs.record(run.id, [an_answer(left, "consent", "yes")])
        work.tasks.record(a_task_event(task, left, TaskEventKind.CLAIMED))
        work.retention.add_hold(a_hold(patient, left))
    with store.reading() as work:
        assert [leaver.named_in for leaver in work.retention.leavers(ward.id)] == [7]


def test_what_decides_about_a_stay_is_told(store: Store, ward: Ward, nurse: Staff) -> None:
    patient = with_a_life(store, ward, nurse, "Linton")
    on_ward = a_patient(ward, family_name="Earnshaw")
    copied = a_note(patient, nurse, state=NoteState.COPIED, copied_by=nurse.id, copied_at=later(9))
    save(store, on_ward, copied, a_task(ward, nurse, patient_id=patient.id, created_at=later(7)))
    with store.writing() as work:
        work.retention.add_hold(a_hold(patient, nurse))
        work.audit.append(an_event(patient_id=patient.id, at=later(12), action=AuditAction.NOTE_EDITED))
        work.audit.append(an_event(patient_id=patient.id, at=later(99), action=AuditAction.SUBJECT_EXPORTED))
    with store.reading() as work:
        (stay,) = work.retention.stays(ward.id)
        assert work.retention.stay(patient.id) == stay
        other = work.retention.stay(on_ward.id)
    assert (stay.name, stay.status, stay.last_at, stay.held) == ("LINTON, Catherine", patient.status, later(12), True)
    assert (stay.notes, stay.notes_unfiled, stay.runs, stay.runs_open) == (3, 1, 2, 2)
    assert (stay.tasks, stay.tasks_open) == (3, 1)
    assert (other.status, other.last_at, other.notes, other.held) == (PatientStatus.ACTIVE, None, 0, False)


def test_a_hold_is_in_force_until_it_is_released(store: Store, ward: Ward, nurse: Staff, patient: Patient) -> None:
    hold = a_hold(patient, nurse)
    with store.writing() as work:
        work.retention.add_hold(hold)
    with store.writing() as work:
        assert work.retention.hold_on(patient.id) == hold
        assert list(work.retention.holds(ward.id)) == [hold]
        released = work.retention.update_hold(replace(hold, released_by=nurse.id, released_at=later(5)))
    with store.reading() as work:
        assert work.retention.hold_on(patient.id) is None
        assert not work.retention.holds(ward.id)
        assert list(work.retention.holds_of(patient.id)) == [released]
        assert released.version == 2


def test_everything_that_names_a_patient_is_among_what_is_erased() -> None:
    from inpatient_hub.store.erasure import _OF_PATIENT

    patients = table_of(PatientRow)
    naming = {
        table for table in Base.metadata.sorted_tables for key in table.foreign_keys if key.column.table is patients
    }
    assert naming <= {table for table, _ in _OF_PATIENT.values()}


REFUSED = (sqlite.IntegrityError, psycopg.errors.RestrictViolation, psycopg.errors.ForeignKeyViolation)


def test_the_guards_open_for_nobody_else_and_never_stay_open(sql_store: SqlStore, sql: Callable[[str], Any]) -> None:
    ward = a_ward()
    nurse = a_nurse(ward)
    save(sql_store, ward, nurse)
    gone, stays = (with_a_life(sql_store, ward, nurse, name) for name in ("Linton", "Earnshaw"))
    opening = f"INSERT INTO erasing (patient_id, cannot_stay) VALUES ('{gone.id}', '')"
    if sql_store.target.folder is not None:
        # A tool that does not look at foreign keys can leave such a row; it opens the guards for that patient alone.
        sql(opening)
        sql("PRAGMA foreign_keys=ON")
        opening = opening.replace(gone.id, stays.id)
    with pytest.raises(REFUSED):
        sql(opening)
    with pytest.raises(REFUSED, match="may only be added"):
        sql("DELETE FROM run_answers")
    with pytest.raises(REFUSED, match="may only be added"):
        sql("DELETE FROM task_events")
    with pytest.raises(REFUSED, match="may only be added"):
        sql("UPDATE run_answers SET step_id = 'x'")
    with pytest.raises(REFUSED, match="may only be added"):
        sql(f"DELETE FROM run_answers WHERE run_id IN (SELECT id FROM runs WHERE patient_id = '{stays.id}')")
    assert sql("SELECT count(*) FROM run_answers").fetchone() == (8,)
