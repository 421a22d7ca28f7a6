"""Filed was pressed by mistake: the note is chased again, and nothing of it is lost."""

from datetime import date

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.runs import RunState
from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.services.notes import PRESSED_BY_MISTAKE
from tests.services.making import Desk, refused

FAR = date(2027, 11, 27)


def test_a_note_filed_by_mistake_waits_again_with_the_age_it_had(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.later(minutes=9)
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    changes = desk.hub.notes.take_back_filed(note.id, by=desk.joe.id)
    again = desk.note(note.id)
    assert (again.state, again.copied_at, again.closed_at, again.text) == (
        NoteState.COPIED,
        note.copied_at,
        None,
        note.text,
    )
    assert [line.id for line in desk.hub.notes.unfiled(desk.ward_id)] == [note.id]
    assert desk.hub.runs.view(run_id).run.state is RunState.IN_PROGRESS
    assert changes.touches(Kind.NOTE, Kind.RUN, Kind.TASK)


def test_its_follow_up_is_taken_back_and_made_anew_when_it_is_really_filed(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    (first,) = desk.hub.tasks.due_by(desk.ward_id, FAR)
    desk.hub.notes.take_back_filed(note.id, by=desk.by)
    assert desk.hub.tasks.due_by(desk.ward_id, FAR) == ()
    with desk.hub.store.reading() as work:
        assert work.tasks.get(first.task.id).state is TaskState.IN_ERROR
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    (second,) = desk.hub.tasks.due_by(desk.ward_id, FAR)
    assert second.task.id != first.task.id
    plan = desk.hub.runs.view(run_id).follow_up
    assert plan is not None
    assert plan.task_id == second.task.id


def test_a_follow_up_that_was_done_meanwhile_stays_done(desk: Desk) -> None:
    _, note = desk.copied()
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    (line,) = desk.hub.tasks.due_by(desk.ward_id, FAR)
    desk.hub.tasks.complete(line.task.id, by=desk.joe.id)
    desk.hub.notes.take_back_filed(note.id, by=desk.by)
    with desk.hub.store.reading() as work:
        assert work.tasks.get(line.task.id).state is TaskState.DONE


def test_the_trail_keeps_both_the_filing_and_the_mistake(desk: Desk) -> None:
    _, note = desk.copied()
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    desk.hub.notes.take_back_filed(note.id, by=desk.joe.id)
    wrong = desk.trail(Kind.NOTE, note.id)[-1]
    assert (wrong.action, wrong.actor_id, wrong.reason) == (
        AuditAction.NOTE_NOT_FILED,
        desk.joe.id,
        PRESSED_BY_MISTAKE,
    )
    assert AuditAction.NOTE_FILED in desk.actions(Kind.NOTE, note.id)


def test_only_a_filed_note_can_be_taken_back(desk: Desk) -> None:
    _, note = desk.copied()
    with refused("not marked as filed"):
        desk.hub.notes.take_back_filed(note.id, by=desk.by)
    assert desk.note(note.id).state is NoteState.COPIED
