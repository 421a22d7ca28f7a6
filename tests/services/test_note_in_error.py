"""A note that was made in error: it is struck, never deleted, and its referral can make the right one."""

from datetime import date

import pytest

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.runs import RunState
from inpatient_hub.domain.tasks import TaskState
from tests.services.making import Desk, refused

FAR = date(2027, 11, 27)


def test_it_leaves_the_tray_and_every_word_of_it_stays(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.later(minutes=3)
    changes = desk.hub.notes.mark_in_error(note.id, "  Wrong\tpatient ", by=desk.joe.id)
    wrong = desk.note(note.id)
    assert (wrong.state, wrong.text, wrong.copied_at) == (NoteState.IN_ERROR, note.text, note.copied_at)
    assert desk.hub.notes.unfiled(desk.ward_id) == ()
    assert [line.id for line in desk.hub.notes.find(desk.ward_id).items] == [note.id]
    assert changes.touches(Kind.NOTE, Kind.RUN, Kind.PATIENT)
    event = desk.trail(Kind.NOTE, note.id)[-1]
    assert (event.action, event.actor_id, event.text_hash) == (
        AuditAction.NOTE_IN_ERROR,
        desk.joe.id,
        note.text_hash,
    )
    assert event.reason == "Wrong patient"
    assert desk.hub.runs.view(run_id).run.state is RunState.IN_PROGRESS


def test_its_referral_makes_the_right_note_anew(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.notes.mark_in_error(note.id, "Wrong words", by=desk.by)
    view = desk.hub.runs.view(run_id)
    assert view.note is None
    again = desk.copy(run_id).note
    assert again.id != note.id
    assert [line.id for line in desk.hub.notes.unfiled(desk.ward_id)] == [again.id]
    assert desk.note(note.id).state is NoteState.IN_ERROR


def test_a_filed_note_opens_its_referral_again_and_takes_its_follow_up_back(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    (task,) = desk.hub.tasks.due_by(desk.ward_id, FAR)
    changes = desk.hub.notes.mark_in_error(note.id, "Wrong patient", by=desk.by)
    assert desk.hub.runs.view(run_id).run.state is RunState.IN_PROGRESS
    assert desk.hub.tasks.due_by(desk.ward_id, FAR) == ()
    with desk.hub.store.reading() as work:
        assert work.tasks.get(task.task.id).state is TaskState.IN_ERROR
    assert changes.touches(Kind.TASK)


def test_a_draft_and_a_note_that_was_not_filed_can_be_marked_too(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.notes.mark_not_filed(note.id, "Wrong patient", by=desk.by)
    desk.hub.notes.mark_in_error(note.id, "Wrong patient", by=desk.by)
    assert desk.note(note.id).not_filed_reason == "Wrong patient"
    desk.hub.notes.edit(run_id, f"{note.text} More.", by=desk.by)
    draft = desk.hub.runs.view(run_id).note
    assert draft is not None
    desk.hub.notes.mark_in_error(draft.id, "Made twice", by=desk.by)
    assert desk.note(draft.id).state is NoteState.IN_ERROR


def test_its_referral_tells_what_became_of_each_of_its_notes(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.notes.mark_not_filed(note.id, "The system was down", by=desk.by)
    desk.later(minutes=1)
    again = desk.copy(run_id).note
    desk.later(minutes=1)
    desk.hub.notes.mark_in_error(again.id, "Wrong patient", by=desk.by)
    told = [line.action for line in desk.hub.runs.history(run_id)]
    assert told[0] is AuditAction.NOTE_IN_ERROR
    assert told.index(AuditAction.NOTE_IN_ERROR) < told.index(AuditAction.NOTE_NOT_FILED)
    assert told.count(AuditAction.NOTE_COPIED) == 2


@pytest.mark.parametrize("reason", ["", "  ", "\t"])
def test_it_needs_a_reason(desk: Desk, reason: str) -> None:
    _, note = desk.copied()
    with pytest.raises(InvalidAnswer):
        desk.hub.notes.mark_in_error(note.id, reason, by=desk.by)
    assert desk.note(note.id).state is NoteState.COPIED


def test_a_note_in_error_is_never_copied_filed_or_marked_again(desk: Desk) -> None:
    _, note = desk.copied()
    desk.hub.notes.mark_in_error(note.id, "Wrong patient", by=desk.by)
    with refused("This note was made in error."):
        desk.hub.notes.copy_again(note.id, by=desk.by)
    with refused("This note was made in error."):
        desk.hub.notes.mark_filed(note.id, by=desk.by)
    with refused("This note is not waiting to be filed."):
        desk.hub.notes.mark_not_filed(note.id, "Because", by=desk.by)
    with refused("It is marked in error already."):
        desk.hub.notes.mark_in_error(note.id, "Twice", by=desk.by)


def test_taken_back_a_copied_note_waits_again_with_the_age_it_had(desk: Desk) -> None:
    _, note = desk.copied()
    desk.hub.notes.mark_in_error(note.id, "Wrong patient", by=desk.by)
    desk.later(minutes=1)
    desk.hub.notes.take_back_in_error(note.id, by=desk.joe.id)
    (line,) = desk.hub.notes.unfiled(desk.ward_id)
    assert (line.id, line.copied_at) == (note.id, note.copied_at)
    assert desk.actions(Kind.NOTE, note.id)[-2:] == [AuditAction.NOTE_IN_ERROR, AuditAction.NOTE_RESTORED]


def test_taken_back_a_filed_note_is_filed_with_its_referral_and_follow_up(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    filed = desk.note(note.id)
    desk.hub.notes.mark_in_error(note.id, "Wrong patient", by=desk.by)
    desk.hub.notes.take_back_in_error(note.id, by=desk.by)
    again = desk.note(note.id)
    assert (again.state, again.closed_at, again.closed_by) == (NoteState.FILED, filed.closed_at, filed.closed_by)
    assert desk.hub.runs.view(run_id).run.state is RunState.FILED
    assert len(desk.hub.tasks.due_by(desk.ward_id, FAR)) == 1


def test_it_is_not_taken_back_over_a_note_that_was_made_since(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.notes.mark_in_error(note.id, "Wrong words", by=desk.by)
    desk.copy(run_id)
    with refused("Another note was made for this referral since."):
        desk.hub.notes.take_back_in_error(note.id, by=desk.by)
    assert desk.note(note.id).state is NoteState.IN_ERROR


def test_only_a_note_in_error_can_be_taken_back(desk: Desk) -> None:
    _, note = desk.copied()
    with refused("This note is not marked in error."):
        desk.hub.notes.take_back_in_error(note.id, by=desk.by)
