"""A run begun from the patient's page ticks the one task it can be meant for."""

from typing import Any

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import Task, TaskKind, TaskState
from inpatient_hub.services.new_tasks import NewTask
from tests.services.making import FRIDAY, Desk


def a_task(desk: Desk, **changed: Any) -> Task:
    usual: dict[str, Any] = {"kind": TaskKind.PATIENT, "patient_id": desk.patient.id, "workflow_id": "advice"}
    new = NewTask(title="Refer to the advocate", due=Timing(day=FRIDAY.date()), **usual | changed)
    return desk.hub.tasks.add(desk.ward_id, new, by=desk.by)[0]


def kept_task(desk: Desk, task: Task) -> Task:
    return desk.hub.tasks.view(task.id).line.task


def test_a_run_started_for_the_patient_ticks_their_only_task_of_it_when_its_note_is_filed(desk: Desk) -> None:
    task = a_task(desk)
    a_task(desk, workflow_id=None)
    a_task(desk, patient_id=desk.add_patient(family_name="Linton", nhs_number="", bed="5").id)
    run, changes = desk.hub.runs.start("advice", desk.patient.id, by=desk.joe.id)
    assert ((Kind.TASK, task.id) in changes.touched, kept_task(desk, task).run_id) == (True, run.id)
    assert desk.hub.tasks.view(task.id).history[0].did == "changed it: began Advocate"
    desk.walk(run.id)
    desk.fill(run.id)
    desk.hub.notes.mark_filed(desk.copy(run.id).note.id, by=desk.by)
    assert kept_task(desk, task).state is TaskState.DONE


def test_of_several_tasks_or_with_a_run_under_way_none_is_tied(desk: Desk) -> None:
    first = a_task(desk)
    begun = desk.start()
    desk.start()
    assert kept_task(desk, first).run_id == begun
    desk.hub.runs.abandon(begun, "Started twice", by=desk.by)
    again = desk.start()
    assert kept_task(desk, first).run_id == again
    desk.hub.runs.abandon(again, "Started twice", by=desk.by)
    second = a_task(desk)
    desk.start()
    assert (kept_task(desk, first).run_id, kept_task(desk, second).run_id) == (again, None)
