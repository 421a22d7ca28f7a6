"""A task is done, claimed, given back and moved, and its history and the trail say so."""

from datetime import date, timedelta

import pytest

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.tasks import Task, TaskEventKind, TaskState
from tests.services.making import FRIDAY, Desk, refused


@pytest.fixture
def task_id(desk: Desk) -> str:
    """A follow-up due in a week."""
    _, note = desk.copied()
    changes = desk.hub.notes.mark_filed(note.id, by=desk.by)
    return next(iter(changes.ids(Kind.TASK)))


def kept(desk: Desk, task_id: str) -> Task:
    with desk.store.reading() as work:
        return work.tasks.get(task_id)


def events(desk: Desk, task_id: str) -> list[tuple[TaskEventKind, str, str]]:
    return [(event.kind, event.by, event.detail) for event in desk.hub.tasks.history(task_id)[1:]]


def test_a_task_that_is_done_says_by_whom_and_when(desk: Desk, task_id: str) -> None:
    desk.later(days=2)
    changes = desk.hub.tasks.complete(task_id, by=desk.joe.id)
    task = kept(desk, task_id)
    assert (task.state, task.done_by, task.done_at) == (TaskState.DONE, desk.joe.id, FRIDAY + timedelta(days=2))
    assert changes.touched == {(Kind.TASK, task_id), (Kind.PATIENT, desk.patient.id)}
    assert events(desk, task_id) == [(TaskEventKind.DONE, desk.joe.id, "")]
    assert desk.hub.tasks.due_by(desk.ward_id, date(2027, 1, 1)) == ()
    last = desk.trail(Kind.TASK, task_id)[-1]
    assert (last.action, last.actor_id, last.at, last.patient_id, last.detail) == (
        AuditAction.TASK_DONE,
        desk.joe.id,
        desk.clock.now(),
        desk.patient.id,
        {"title": "Check the advocate came"},
    )
    with refused("This task is closed already."):
        desk.hub.tasks.complete(task_id, by=desk.by)


def test_a_task_reopened_goes_back_to_whoever_had_it_and_its_history_keeps_who_did_it(desk: Desk, task_id: str) -> None:
    with refused("Only a task that is done or cancelled can be reopened."):
        desk.hub.tasks.reopen(task_id, by=desk.by)
    desk.hub.tasks.complete(task_id, by=desk.by)
    desk.hub.tasks.reopen(task_id, by=desk.by)
    assert (kept(desk, task_id).state, kept(desk, task_id).done_by) == (TaskState.TO_DO, None)
    desk.hub.tasks.claim(task_id, by=desk.joe.id)
    desk.hub.tasks.complete(task_id, by=desk.joe.id)
    desk.hub.tasks.reopen(task_id, by=desk.by)
    task = kept(desk, task_id)
    assert (task.state, task.claimed_by, task.done_at) == (TaskState.CLAIMED, desk.joe.id, None)
    assert (TaskEventKind.DONE, desk.joe.id, "") in events(desk, task_id)


def test_a_task_is_claimed_by_one_person_and_given_back(desk: Desk, task_id: str) -> None:
    desk.hub.tasks.claim(task_id, by=desk.joe.id)
    (line,) = desk.hub.tasks.due_by(desk.ward_id, date(2026, 11, 27))
    assert (line.claimed_by_name, line.task.claimed_at) == ("Joe Heath", FRIDAY)
    with refused("Joe Heath has this task."):
        desk.hub.tasks.claim(task_id, by=desk.by)
    assert not desk.hub.tasks.claim(task_id, by=desk.joe.id)
    desk.hub.tasks.release(task_id, by=desk.joe.id)
    assert not desk.hub.tasks.release(task_id, by=desk.joe.id)
    task = kept(desk, task_id)
    assert (task.state, task.claimed_by, task.claimed_at) == (TaskState.TO_DO, None, None)
    assert events(desk, task_id) == [
        (TaskEventKind.CLAIMED, desk.joe.id, ""),
        (TaskEventKind.RELEASED, desk.joe.id, ""),
    ]
    assert desk.actions(Kind.TASK, task_id)[1:] == [AuditAction.TASK_CLAIMED, AuditAction.TASK_RELEASED]


def test_a_task_moves_to_another_day_but_not_into_the_past(desk: Desk, task_id: str) -> None:
    desk.hub.tasks.move(task_id, date(2026, 12, 4), by=desk.by)
    assert kept(desk, task_id).due_on == date(2026, 12, 4)
    assert events(desk, task_id) == [(TaskEventKind.MOVED, desk.by, "from 27 Nov 2026 to 4 Dec 2026")]
    assert desk.trail(Kind.TASK, task_id)[-1].detail["to"] == "2026-12-04"
    assert not desk.hub.tasks.move(task_id, date(2026, 12, 4), by=desk.by)
    with refused("This day has gone by.", InvalidAnswer):
        desk.hub.tasks.move(task_id, date(2026, 11, 19), by=desk.by)
    desk.hub.tasks.move(task_id, date(2026, 11, 20), by=desk.by)
    assert kept(desk, task_id).due_on == date(2026, 11, 20)


def test_a_task_made_by_mistake_leaves_every_list_and_stays_in_the_store(desk: Desk, task_id: str) -> None:
    desk.hub.tasks.mark_in_error(task_id, by=desk.by)
    assert not desk.hub.tasks.mark_in_error(task_id, by=desk.by)
    assert kept(desk, task_id).state is TaskState.IN_ERROR
    assert desk.hub.tasks.due_by(desk.ward_id, date(2027, 1, 1)) == ()
    assert events(desk, task_id) == [(TaskEventKind.IN_ERROR, desk.by, "")]
    for act in (desk.hub.tasks.complete, desk.hub.tasks.claim, desk.hub.tasks.release):
        with refused("closed already"):
            act(task_id, by=desk.by)


def test_a_task_that_gets_its_first_day_says_only_where_to(desk: Desk, task_id: str) -> None:
    with desk.store.writing() as work:
        task = work.tasks.get(task_id)
        work.tasks.add(
            Task(id="t2", ward_id=task.ward_id, kind=task.kind, title="Ring", created_by=desk.by, created_at=FRIDAY)
        )
    changes = desk.hub.tasks.move("t2", date(2026, 12, 4), by=desk.by)
    assert desk.hub.tasks.history("t2")[0].detail == "to 4 Dec 2026"
    assert changes.touched == {(Kind.TASK, "t2")}
