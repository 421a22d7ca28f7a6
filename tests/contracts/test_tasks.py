"""Tasks: listed by day and by how much they press, with a history that only grows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from inpatient_hub.domain.errors import ChangedElsewhere, NotFound
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import Priority, TaskEventKind, TaskKind, TaskState
from inpatient_hub.domain.wards import Ward
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.ports import Store, TaskLine
from tests.contracts.making import NOW, TODAY, a_run, a_task, a_task_event, a_ward, later, save


def test_a_task_comes_back_with_every_detail(store: Store, ward: Ward, patient: Patient, nurse: Staff) -> None:
    run = a_run(patient, nurse)
    task = a_task(
        ward,
        nurse,
        kind=TaskKind.PATIENT,
        state=TaskState.DONE,
        priority=Priority.URGENT,
        patient_id=patient.id,
        run_id=run.id,
        claimed_by=nurse.id,
        claimed_at=later(5),
        done_by=nurse.id,
        done_at=later(9),
    )
    bare = a_task(ward, nurse, due_on=None)
    save(store, run, task, bare)
    with store.reading() as work:
        assert work.tasks.get(task.id) == task
        assert work.tasks.get(bare.id) == bare


def test_open_tasks_due_by_a_day_come_by_day_then_the_most_pressing(
    store: Store, ward: Ward, patient: Patient, nurse: Staff
) -> None:
    tomorrow = TODAY + timedelta(days=1)
    wanted = [
        a_task(ward, nurse, due_on=TODAY - timedelta(days=30), state=TaskState.WAITING),
        a_task(ward, nurse, priority=Priority.URGENT, created_at=later(5)),
        a_task(ward, nurse, priority=Priority.IMPORTANT),
        a_task(ward, nurse, created_at=later(-5), state=TaskState.CLAIMED, claimed_by=nurse.id, claimed_at=NOW),
        a_task(ward, nurse, patient_id=patient.id, kind=TaskKind.PATIENT),
        a_task(ward, nurse, due_on=tomorrow, priority=Priority.URGENT),
    ]
    others = [
        a_task(ward, nurse, state=TaskState.DONE),
        a_task(ward, nurse, state=TaskState.CANCELLED),
        a_task(ward, nurse, state=TaskState.IN_ERROR),
        a_task(ward, nurse, due_on=TODAY + timedelta(days=2)),
        a_task(ward, nurse, due_on=None),
    ]
    save(store, *reversed(wanted), *others)
    with store.reading() as work:
        lines = list(work.tasks.open_due_by(ward.id, tomorrow))
    assert [line.task for line in lines] == wanted
    assert lines[3] == TaskLine(task=wanted[3], patient_name=None, bed=None, claimed_by_name="Nelly Dean")
    assert lines[4] == TaskLine(task=wanted[4], patient_name="EARNSHAW, Catherine", bed=None, claimed_by_name=None)


def test_open_tasks_without_a_day_come_the_most_pressing_first(store: Store, ward: Ward, nurse: Staff) -> None:
    elsewhere = a_ward(name="Thrushcross")
    wanted = [
        a_task(ward, nurse, due_on=None, priority=Priority.URGENT, created_at=later(5)),
        a_task(ward, nurse, due_on=None, state=TaskState.CLAIMED, claimed_by=nurse.id, claimed_at=NOW),
        a_task(ward, nurse, due_on=None, state=TaskState.WAITING, chase_on=TODAY, created_at=later(1)),
    ]
    others = [
        a_task(ward, nurse),
        a_task(elsewhere, nurse, due_on=None),
        *(a_task(ward, nurse, due_on=None, state=state) for state in (TaskState.CANCELLED, TaskState.IN_ERROR)),
        a_task(ward, nurse, due_on=None, state=TaskState.DONE, done_by=nurse.id, done_at=NOW),
    ]
    save(store, elsewhere, *reversed(wanted), *others)
    with store.reading() as work:
        lines = list(work.tasks.without_day(ward.id))
    assert [line.task for line in lines] == wanted
    assert lines[1].claimed_by_name == "Nelly Dean"


def test_another_wards_tasks_are_not_listed(store: Store, ward: Ward, nurse: Staff) -> None:
    elsewhere = a_ward(name="Thrushcross")
    save(store, elsewhere, a_task(elsewhere, nurse))
    with store.reading() as work:
        assert list(work.tasks.open_due_by(ward.id, TODAY)) == []


def test_a_patients_tasks_come_by_day_with_those_of_no_day_last(
    store: Store, ward: Ward, patient: Patient, nurse: Staff
) -> None:
    days = [None, date(2026, 12, 1), date(2026, 11, 1)]
    tasks = [a_task(ward, nurse, patient_id=patient.id, due_on=day, state=TaskState.DONE) for day in days]
    save(store, *tasks, a_task(ward, nurse))
    with store.reading() as work:
        lines = work.tasks.of_patient(patient.id)
    assert [line.task for line in lines] == [tasks[2], tasks[1], tasks[0]]


def test_a_runs_tasks_are_found(store: Store, ward: Ward, patient: Patient, nurse: Staff) -> None:
    run = a_run(patient, nurse)
    second, first = (a_task(ward, nurse, run_id=run.id, created_at=later(minute)) for minute in (2, 1))
    save(store, run, second, first, a_task(ward, nurse))
    with store.reading() as work:
        assert list(work.tasks.of_run(run.id)) == [first, second]


def test_two_people_cannot_both_claim_a_task(store: Store, ward: Ward, nurse: Staff) -> None:
    task = a_task(ward, nurse)
    save(store, task)
    mine = replace(task, state=TaskState.CLAIMED, claimed_by=nurse.id, claimed_at=NOW)
    with store.writing() as work:
        claimed = work.tasks.update(mine)
    with pytest.raises(ChangedElsewhere, match="Task"), store.writing() as work:
        work.tasks.update(mine)
    with store.reading() as work:
        assert work.tasks.get(task.id) == claimed == replace(mine, version=2)


def test_a_tasks_history_is_told_in_the_order_it_happened(store: Store, ward: Ward, nurse: Staff) -> None:
    task, other = a_task(ward, nurse), a_task(ward, nurse)
    save(store, task, other)
    kinds = [TaskEventKind.CREATED, TaskEventKind.CLAIMED, TaskEventKind.RELEASED, TaskEventKind.MOVED]
    events = [a_task_event(task, nurse, kind, detail=f"{kind} at work") for kind in kinds]
    with store.writing() as work:
        for event in events:
            work.tasks.record(event)
            work.tasks.record(a_task_event(other, nurse, TaskEventKind.DONE))
    with store.reading() as work:
        assert list(work.tasks.events(task.id)) == events


def test_nothing_happens_to_a_task_that_is_not_there(store: Store, ward: Ward, nurse: Staff) -> None:
    with pytest.raises(NotFound), store.writing() as work:
        work.tasks.record(a_task_event(a_task(ward, nurse), nurse, TaskEventKind.DONE))
    with store.reading() as work, pytest.raises(NotFound, match="Task not found"):
        work.tasks.get(new_id())
