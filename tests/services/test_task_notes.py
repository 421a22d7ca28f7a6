"""A referral or note is tied to a task by a person, until the note is begun; it is about a patient always."""

import pytest

from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.task_acts import TaskRefused
from inpatient_hub.domain.tasks import TaskEventKind, TaskKind
from inpatient_hub.services.new_tasks import NewTask
from tests.services.making import Desk

ADVICE = "advice"


def add(desk: Desk, **more: object) -> str:
    new = NewTask(title="Ask for the advocate", **more)  # type: ignore[arg-type]
    return desk.hub.tasks.add(desk.ward_id, new, by=desk.by)[0].id


def about(desk: Desk) -> dict[str, object]:
    return {"kind": TaskKind.PATIENT, "patient_id": desk.patient.id}


def workflow(desk: Desk, task_id: str) -> str | None:
    with desk.store.reading() as work:
        return work.tasks.get(task_id).workflow_id


def test_a_task_of_the_ward_has_none(desk: Desk) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        add(desk, workflow_id=ADVICE)
    assert refused.value.field == "workflow_id"
    ward = add(desk)
    with pytest.raises(TaskRefused):
        desk.hub.tasks.change(ward, workflow_id=ADVICE, by=desk.by)
    assert workflow(desk, ward) is None


def test_it_is_given_taken_off_and_put_back_and_the_history_tells_which(desk: Desk) -> None:
    task = add(desk, **about(desk))
    desk.hub.tasks.change(task, workflow_id=ADVICE, by=desk.by)
    assert workflow(desk, task) == ADVICE
    desk.hub.tasks.change(task, title="Ask for the advocate again", by=desk.by)
    assert workflow(desk, task) == ADVICE  # what is not given stays
    off = desk.hub.tasks.change(task, workflow_id="", by=desk.by)
    assert workflow(desk, task) is None
    desk.hub.tasks.undo(off.event_id, by=desk.by)
    assert workflow(desk, task) == ADVICE
    told = [event.detail for event in desk.hub.tasks.history(task) if event.kind is TaskEventKind.CHANGED]
    assert told == ["its referral or note", "title", "referral or note taken off"]


def test_it_is_not_changed_once_its_note_was_begun(desk: Desk) -> None:
    task = add(desk, workflow_id=ADVICE, **about(desk))
    run, _ = desk.hub.runs.start(ADVICE, desk.patient.id, by=desk.by)
    desk.hub.tasks.begin_run(task, run.id, by=desk.by)
    with pytest.raises(TaskRefused):
        desk.hub.tasks.change(task, workflow_id="", by=desk.by)
    desk.hub.tasks.change(task, workflow_id=ADVICE, title="Ask", by=desk.by)
    assert workflow(desk, task) == ADVICE
