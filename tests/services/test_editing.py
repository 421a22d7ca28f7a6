"""What a person changes by hand is kept, told, and held against the answers."""

import hashlib
from datetime import timedelta

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.note_checks import CheckKind
from inpatient_hub.domain.notes import NoteState
from tests.services.making import FRIDAY, Desk, refused


def edited(desk: Desk, run_id: str, before: str = "Wants", after: str = "Needs", *, by: str | None = None) -> str:
    """Changes words of the note by hand and returns the text."""
    text = desk.hub.notes.preview(run_id, by=by or desk.by).text.replace(before, after)
    return desk.hub.notes.edit(run_id, text, by=by or desk.by)[0].text


def test_an_edit_is_kept_as_typed_but_plain_and_its_record_says_so(desk: Desk) -> None:
    run_id = desk.ready()
    text = desk.hub.notes.preview(run_id, by=desk.by).text
    typed = text.replace("Wants help", "She said:\t\u201chelp\u201d \u2013 twice\n\n\nand")
    shown, changes = desk.hub.notes.edit(run_id, typed, by=desk.by)
    assert 'Reason: She said: "help" - twice\r\nand at the hearing.' in shown.text
    assert shown.edited
    assert shown.note is not None
    assert (shown.note.state, shown.note.edited, shown.note.text) == (NoteState.DRAFT, True, shown.text)
    assert changes.touched == {(Kind.NOTE, shown.note.id), (Kind.RUN, run_id), (Kind.PATIENT, desk.patient.id)}
    assert desk.hub.notes.find(desk.ward_id).items[0].edited


def test_every_edit_is_in_the_trail_with_who_when_and_the_hash_of_the_text(desk: Desk) -> None:
    run_id = desk.ready()
    first = edited(desk, run_id)
    desk.later(minutes=2)
    second = edited(desk, run_id, "Needs", "Asks for", by=desk.joe.id)
    note = desk.hub.notes.preview(run_id, by=desk.by).note
    assert note is not None
    assert [(event.action, event.actor_id, event.at, event.text_hash) for event in desk.trail(Kind.NOTE, note.id)] == [
        (AuditAction.NOTE_MADE, desk.by, FRIDAY, hashlib.sha256(first.encode()).hexdigest()),
        (AuditAction.NOTE_EDITED, desk.by, FRIDAY, hashlib.sha256(first.encode()).hexdigest()),
        (
            AuditAction.NOTE_EDITED,
            desk.joe.id,
            FRIDAY + timedelta(minutes=2),
            hashlib.sha256(second.encode()).hexdigest(),
        ),
    ]
    assert note.author_id == desk.joe.id


def test_words_that_did_not_change_are_no_edit(desk: Desk) -> None:
    run_id = desk.ready()
    text = desk.hub.notes.preview(run_id, by=desk.by).text
    shown, changes = desk.hub.notes.edit(run_id, text.replace("\r\n", "\n\n") + "  ", by=desk.by)
    assert not changes
    assert not shown.edited
    assert shown.note is None


def test_an_edit_emptied_to_nothing_is_kept_and_held_back(desk: Desk) -> None:
    run_id = desk.ready()
    shown, _ = desk.hub.notes.edit(run_id, " \n ", by=desk.by)
    assert shown.text == ""
    with refused("must start with the patient's name"):
        desk.copy(run_id)


def test_answers_changed_after_an_edit_hold_it_back_until_someone_looks(desk: Desk) -> None:
    run_id = desk.ready()
    text = edited(desk, run_id)
    desk.later(minutes=1)
    desk.hub.runs.answer(run_id, "consent", "declined", by=desk.joe.id)
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    assert shown.text == text
    assert [check.kind for check in shown.refusals] == [CheckKind.UP_TO_DATE]
    with refused("Answers were changed after it was edited by hand."):
        desk.copy(run_id)
    shown, changes = desk.hub.notes.edit(run_id, text, by=desk.by)
    assert changes
    assert shown.refusals == ()
    assert desk.copy(run_id).text == text


def test_the_time_of_the_event_given_after_an_edit_does_not_hold_it_back(desk: Desk) -> None:
    run_id = desk.ready()
    edited(desk, run_id)
    desk.later(minutes=1)
    desk.hub.runs.answer(run_id, "note", "15:50", field_id="event_time", by=desk.by)
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    assert shown.refusals == ()
    assert "The text does not say 20/11/2026 15:50" in str([check.words for check in shown.checks])


def test_making_the_note_again_drops_the_edit_and_its_history_keeps_it(desk: Desk) -> None:
    run_id = desk.ready()
    fresh = desk.hub.notes.preview(run_id, by=desk.by).text
    edited(desk, run_id)
    shown, changes = desk.hub.notes.remake(run_id, by=desk.joe.id)
    assert shown.text == fresh.replace("Nelly Dean, RMN", "Joe Heath, HCA")
    assert not shown.edited
    assert shown.note is not None
    assert (shown.note.text, shown.note.author_id) == (shown.text, desk.joe.id)
    assert changes.ids(Kind.NOTE) == {shown.note.id}
    assert desk.actions(Kind.NOTE, shown.note.id) == [
        AuditAction.NOTE_MADE,
        AuditAction.NOTE_EDITED,
        AuditAction.NOTE_REMADE,
    ]
    assert desk.trail(Kind.NOTE, shown.note.id)[-1].text_hash == shown.text_hash


def test_a_note_that_was_not_edited_is_not_made_again(desk: Desk) -> None:
    run_id = desk.ready()
    shown, changes = desk.hub.notes.remake(run_id, by=desk.by)
    assert not changes
    assert shown.note is None


def test_what_was_copied_is_not_changed_under_the_tray(desk: Desk) -> None:
    run_id = desk.ready()
    edited(desk, run_id)
    note = desk.copy(run_id).note
    for act in (
        lambda: desk.hub.notes.edit(run_id, note.text.replace("Needs", "Asks"), by=desk.by),
        lambda: desk.hub.notes.remake(run_id, by=desk.by),
    ):
        with refused("nobody has said yet whether it was filed"):
            act()
    assert desk.note(note.id).text == note.text
    desk.hub.notes.mark_not_filed(note.id, "Wrong words", by=desk.by)
    assert "Asks" in edited(desk, run_id, "Needs", "Asks")
