"""A note is copied once more, or in parts, without losing its age, a word, or its patient."""

from dataclasses import replace

import pytest

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.note_text import in_parts
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.runs import AnswerValue
from inpatient_hub.domain.wards import NoteSettings
from inpatient_hub.services.patients import PatientDetails
from tests.services.making import FRIDAY, TEMPLATE, Desk, copies, refused, sha256


def test_a_second_copy_of_the_same_words_keeps_the_age_of_the_first(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.later(minutes=40)
    again = desk.copy(run_id, by=desk.joe.id)
    assert again.text == note.text
    assert (again.note.copied_at, again.note.copied_by, again.note.author_id) == (FRIDAY, desk.by, desk.by)
    assert len(copies(desk, note.id)) == 2


def test_a_copy_after_changed_answers_is_a_new_copy_of_the_same_note(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.later(minutes=40)
    desk.hub.runs.answer(run_id, "note", "Wants to go home", field_id="reason", by=desk.joe.id)
    again = desk.copy(run_id, by=desk.joe.id)
    assert again.note.id == note.id
    assert "Wants to go home" in again.text
    assert again.text.endswith("Written by Joe Heath, HCA, 20/11/2026 16:40.")
    assert (again.note.copied_at, again.note.author_id) == (desk.clock.now(), desk.joe.id)
    assert not desk.hub.notes.preview(run_id, by=desk.by).changed_since_copy


def test_an_edited_note_copied_by_another_keeps_its_author(desk: Desk) -> None:
    run_id = desk.ready()
    text = desk.hub.notes.preview(run_id, by=desk.by).text.replace("Wants", "Needs")
    desk.hub.notes.edit(run_id, text, by=desk.by)
    copied = desk.copy(run_id, by=desk.joe.id)
    assert copied.text == text
    assert (copied.note.author_id, copied.note.copied_by) == (desk.by, desk.joe.id)


def test_copy_again_gives_the_same_words_and_the_first_age(desk: Desk) -> None:
    _, note = desk.copied()
    desk.later(hours=2)
    again = desk.hub.notes.copy_again(note.id, by=desk.joe.id)
    assert again.text == note.text
    assert (again.note.copied_at, again.note.copied_by) == (FRIDAY, desk.by)


def test_a_note_not_filed_can_be_copied_again_and_is_back_in_the_tray(desk: Desk) -> None:
    _, note = desk.copied()
    desk.hub.notes.mark_not_filed(note.id, "SystmOne was down", by=desk.by)
    desk.later(hours=1)
    again = desk.hub.notes.copy_again(note.id, by=desk.joe.id).note
    assert (again.state, again.copied_by, again.copied_at) == (NoteState.COPIED, desk.joe.id, desk.clock.now())
    assert (again.not_filed_reason, again.closed_by, again.closed_at) == (None, None, None)
    reasons = [event.reason for event in desk.trail(Kind.NOTE, note.id)]
    assert "SystmOne was down" in reasons


def test_a_note_not_filed_and_copied_from_its_run_leaves_no_trace_of_the_first_ending(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.notes.mark_not_filed(note.id, "SystmOne was down", by=desk.by)
    again = desk.copy(run_id).note
    assert (again.id, again.not_filed_reason, again.closed_by, again.closed_at) == (note.id, None, None, None)


def test_a_note_not_filed_that_was_edited_since_does_not_leave_with_a_blank(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.notes.mark_not_filed(note.id, "Wrong words", by=desk.by)
    desk.hub.notes.edit(run_id, note.text.replace("Wants", "[WANTS]"), by=desk.by)
    with refused("1 in square brackets at character"):
        desk.hub.notes.copy_again(note.id, by=desk.by)
    desk.hub.notes.edit(run_id, note.text.replace("Wants", "Needs"), by=desk.by)
    with refused("It was changed after it was last copied."):
        desk.hub.notes.copy_again(note.id, by=desk.by)
    assert "Needs help" in desk.copy(run_id).text


def test_a_note_not_filed_whose_answers_changed_since_is_copied_only_from_its_run(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.notes.mark_not_filed(note.id, "Wrong words", by=desk.by)
    desk.later(minutes=1)
    desk.hub.runs.answer(run_id, "consent", "declined", by=desk.by)
    with refused("It was changed after it was last copied."):
        desk.hub.notes.copy_again(note.id, by=desk.by)


def test_a_note_of_an_abandoned_run_does_not_come_back(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.notes.mark_not_filed(note.id, "Not needed", by=desk.by)
    desk.hub.runs.abandon(run_id, "Not needed", by=desk.by)
    for act in (
        lambda: desk.hub.notes.copy_again(note.id, by=desk.by),
        lambda: desk.copy(run_id),
        lambda: desk.hub.notes.edit(run_id, "Words", by=desk.by),
        lambda: desk.hub.notes.remake(run_id, by=desk.by),
    ):
        with pytest.raises(HubError):
            act()


def test_a_draft_is_not_copied_from_the_tray(desk: Desk) -> None:
    run_id = desk.ready()
    text = desk.hub.notes.preview(run_id, by=desk.by).text.replace("Wants", "Needs")
    shown, _ = desk.hub.notes.edit(run_id, text, by=desk.by)
    assert shown.note is not None
    with refused("This note is not ready."):
        desk.hub.notes.copy_again(shown.note.id, by=desk.by)
    with refused("This note was not copied yet."):
        desk.hub.notes.mark_filed(shown.note.id, by=desk.by)


def test_a_note_is_not_copied_again_for_somebody_whose_name_it_no_longer_bears(desk: Desk) -> None:
    _, note = desk.copied()
    details = PatientDetails(family_name="Linton", given_name="Catherine", nhs_number="999 339 5633")
    desk.hub.patients.edit(desk.patient.id, details, seen_version=desk.patient.version, by=desk.by)
    with refused("must start with the patient's name"):
        desk.hub.notes.copy_again(note.id, by=desk.by)


def test_nothing_is_copied_about_a_patient_entered_in_error(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    run_id = desk.ready()
    rendered = desk.hub.notes.preview(run_id, by=desk.by)
    desk.hub.patients.mark_in_error(desk.patient.id, "Duplicate", by=desk.by)
    for act in (
        lambda: desk.copy(run_id),
        lambda: desk.hub.notes.copy_again(note.id, by=desk.by),
        lambda: desk.hub.notes.keep_copied(rendered, patient_id=desk.patient.id, by=desk.by),
    ):
        with refused("This patient was entered in error."):
            act()


LONG: AnswerValue = "It was a long day. " * 400


def test_a_long_note_is_copied_part_by_part_and_filed_only_when_all_were(desk: Desk) -> None:
    run_id = desk.ready()
    desk.hub.runs.answer(run_id, "note", LONG, field_id="more", by=desk.by)
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    whole = in_parts(shown.text, desk.patient, NoteSettings())
    first = desk.copy(run_id, part=1)
    assert (first.text, first.part, first.parts) == (whole[0], 1, 3)
    with refused("Of its 3 parts, 2, 3 were not copied yet."):
        desk.hub.notes.mark_filed(first.note.id, by=desk.by)
    desk.later(hours=1)
    assert desk.copy(run_id, part=3).text == whole[2]
    with refused("Of its 3 parts, 2 was not copied yet."):
        desk.hub.notes.mark_filed(first.note.id, by=desk.by)
    assert desk.hub.notes.copy_again(first.note.id, by=desk.by, part=2).text == whole[1]
    desk.hub.notes.mark_filed(first.note.id, by=desk.by)
    assert [copy["part"] for copy in copies(desk, first.note.id)] == ["1 of 3", "3 of 3", "2 of 3"]
    assert {copy["hash"] for copy in copies(desk, first.note.id)} == {sha256(shown.text)}
    told = [line.about for line in desk.hub.notes.view(first.note.id).history if line.did == "copied the note"]
    assert told[-1] == "Advocate note, part 1 of 3"


def test_parts_of_an_earlier_text_do_not_count_for_a_later_one(desk: Desk) -> None:
    run_id = desk.ready()
    desk.hub.runs.answer(run_id, "note", LONG, field_id="more", by=desk.by)
    for part in (1, 2, 3):
        note = desk.copy(run_id, part=part).note
    desk.later(minutes=1)
    desk.hub.runs.answer(run_id, "note", "Another reason", field_id="reason", by=desk.by)
    desk.copy(run_id, part=1)
    with refused("2, 3 were not copied yet"):
        desk.hub.notes.mark_filed(note.id, by=desk.by)


@pytest.mark.parametrize("part", [0, 2, -1])
def test_a_part_that_is_not_there_is_refused_and_nothing_is_saved(desk: Desk, part: int) -> None:
    run_id = desk.ready()
    with refused("This note has 1 parts.", InvalidAnswer):
        desk.copy(run_id, part=part)
    assert desk.hub.notes.preview(run_id, by=desk.by).note is None


def test_a_note_of_no_run_is_kept_as_copied(desk: Desk) -> None:
    plain = TEMPLATE.model_copy(update={"fields": TEMPLATE.fields[4:6], "text": "Reason: {{ reason }}. {{ told }}"})
    values: dict[str, AnswerValue] = {"event_time": "15:00", "reason": "Rest", "told": False}
    shown = desk.hub.notes.render(plain, values, patient_id=desk.patient.id, by=desk.by)
    copied = desk.hub.notes.keep_copied(shown, patient_id=desk.patient.id, by=desk.by)
    assert copied.text == shown.text
    assert "Reason: Rest. They were not told." in copied.text
    assert copied.note.run_id is None
    assert copied.changes.touched == {(Kind.NOTE, copied.note.id), (Kind.PATIENT, desk.patient.id)}
    assert desk.actions(Kind.NOTE, copied.note.id) == [AuditAction.NOTE_MADE, AuditAction.NOTE_COPIED]
    desk.hub.notes.mark_not_filed(copied.note.id, "Wrong patient open", by=desk.by)
    desk.hub.notes.copy_again(copied.note.id, by=desk.by)
    changes = desk.hub.notes.mark_filed(copied.note.id, by=desk.by)
    assert not changes.ids(Kind.RUN) | changes.ids(Kind.TASK)


def test_a_note_about_one_patient_is_never_kept_for_another(desk: Desk) -> None:
    other = desk.add_patient(nhs_number="", bed="5")
    shown = desk.hub.notes.preview(desk.ready(), by=desk.by)
    with refused("This note is about another patient."):
        desk.hub.notes.keep_copied(shown, patient_id=other.id, by=desk.by)
    with refused("Blanks are left"):
        bare = desk.hub.notes.render(TEMPLATE, {}, patient_id=desk.patient.id, by=desk.by)
        desk.hub.notes.keep_copied(bare, patient_id=desk.patient.id, by=desk.by)
    desk.later(hours=1)
    with refused("shown a while ago"):
        desk.hub.notes.keep_copied(shown, patient_id=desk.patient.id, by=desk.by)


def test_a_template_that_never_shows_its_required_blank_cannot_slip_through(desk: Desk) -> None:
    hiding = TEMPLATE.model_copy(update={"fields": TEMPLATE.fields[4:5], "text": "Words."})
    shown = desk.hub.notes.render(hiding, {"event_time": "15:00"}, patient_id=desk.patient.id, by=desk.by)
    assert shown.blanks == ("[CLINICAL REASON]",)
    with refused("[CLINICAL REASON]"):
        desk.hub.notes.keep_copied(shown, patient_id=desk.patient.id, by=desk.by)
    assert replace(shown, blanks=()).refusals
