"""A note is copied only when it is whole and was seen, and it is saved before it reaches the clipboard."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.note_text import in_parts
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.runs import AnswerValue
from inpatient_hub.domain.wards import NoteSettings
from inpatient_hub.services.note_previews import NotePreviews
from inpatient_hub.services.notes import NoteService
from inpatient_hub.services.patients import PatientDetails
from inpatient_hub.services.run_end import RunEnd
from inpatient_hub.services.run_views import RunDefinitions
from inpatient_hub.services.trail import AuditTrail
from tests.fakes.store import FakeStore
from tests.services.making import FRIDAY, TEMPLATE, Desk, refused


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def copies(desk: Desk, note_id: str) -> list[dict[str, Any]]:
    """Who copied a note, when, which text and which part."""
    return [
        {"by": event.actor_id, "at": event.at, "hash": event.text_hash, **event.detail}
        for event in desk.trail(Kind.NOTE, note_id)
        if event.action is AuditAction.NOTE_COPIED
    ]


def test_what_is_copied_is_exactly_what_was_shown(desk: Desk) -> None:
    run_id = desk.ready()
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    desk.later(minutes=3)
    copied = desk.hub.notes.copy(run_id, made_at=shown.made_at, by=desk.by, seen_hash=shown.text_hash)
    assert copied.text == shown.text == desk.note(copied.note.id).text
    assert (copied.part, copied.parts) == (1, 1)
    note = desk.note(copied.note.id)
    assert (note.state, note.copied_by, note.copied_at) == (NoteState.COPIED, desk.by, FRIDAY + timedelta(minutes=3))
    assert (note.author_id, note.patient_id, note.run_id) == (desk.by, desk.patient.id, run_id)
    assert copied.changes.touched == {
        (Kind.NOTE, note.id),
        (Kind.PATIENT, desk.patient.id),
        (Kind.RUN, run_id),
    }


def test_every_copy_is_in_the_trail_with_who_when_and_the_hash_of_the_text(desk: Desk) -> None:
    _, note = desk.copied()
    desk.later(minutes=5)
    again = desk.hub.notes.copy_again(note.id, by=desk.joe.id)
    title = {"title": "Advocate note"}
    assert copies(desk, note.id) == [
        {"by": desk.by, "at": FRIDAY, "hash": sha256(note.text), **title},
        {"by": desk.joe.id, "at": FRIDAY + timedelta(minutes=5), "hash": sha256(again.text), **title},
    ]
    assert desk.actions(Kind.NOTE, note.id)[:2] == [AuditAction.NOTE_MADE, AuditAction.NOTE_COPIED]
    assert all(note.text not in str(event) for event in desk.trail(Kind.NOTE, note.id))


class FailingStore(FakeStore):
    """A store whose disk is full when a unit of work is saved."""

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """A unit of work that cannot be saved."""
        with super().writing() as work:
            yield work
            raise OSError("No space left on device")


def test_a_text_reaches_the_clipboard_only_after_it_was_saved(desk: Desk) -> None:
    run_id = desk.ready()
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    full = FailingStore()
    full._memory = desk.store._memory
    trail = AuditTrail(clock=desk.clock, new_id=iter(map(str, range(99))).__next__)
    definitions = RunDefinitions()
    parts: dict[str, Any] = {"clock": desk.clock, "new_id": trail._new_id, "trail": trail}
    notes = NoteService(
        store=full,
        previews=NotePreviews(clock=desk.clock, definitions=definitions),
        run_end=RunEnd(definitions=definitions, **parts),
        **parts,
    )
    with pytest.raises(OSError, match="No space left"):
        notes.copy(run_id, made_at=shown.made_at, by=desk.by)
    assert desk.hub.notes.unfiled(desk.ward_id) == ()
    assert desk.hub.notes.preview(run_id, by=desk.by).note is None


def test_a_copied_note_is_in_the_tray_until_someone_says_what_became_of_it(desk: Desk) -> None:
    _, first = desk.copied()
    desk.later(minutes=10)
    _, second = desk.copied()
    tray = desk.hub.notes.unfiled(desk.ward_id)
    assert [(line.id, line.patient_name, line.bed, line.author) for line in tray] == [
        (first.id, "EARNSHAW, Catherine", "4", "Nelly Dean"),
        (second.id, "EARNSHAW, Catherine", "4", "Nelly Dean"),
    ]
    desk.hub.notes.mark_filed(first.id, by=desk.by)
    assert [line.id for line in desk.hub.notes.unfiled(desk.ward_id)] == [second.id]


def test_a_copy_is_refused_naming_the_blanks(desk: Desk) -> None:
    run_id = desk.start()
    desk.walk(run_id)
    with refused("Blanks are left: [TIME OF EVENT], [CLINICAL REASON]. Answer them, then copy."):
        desk.copy(run_id)
    assert desk.hub.notes.unfiled(desk.ward_id) == ()


@pytest.mark.parametrize("words", ["[OPENLY]", "[OPENLY", "OPENLY]", "[TELL HER SON]"])
def test_a_bracket_typed_by_hand_holds_the_note_back_without_being_repeated(desk: Desk, words: str) -> None:
    run_id = desk.ready()
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    desk.hub.notes.edit(run_id, shown.text.replace("Wants help", words), by=desk.by)
    with pytest.raises(HubError) as caught:
        desk.copy(run_id)
    place = shown.text.index("Wants help") + 1
    assert caught.value.message == f"Blanks are left: 1 in square brackets at character {place}."


def test_a_blank_of_the_template_is_named_also_after_free_editing(desk: Desk) -> None:
    run_id = desk.start()
    desk.walk(run_id)
    desk.fill(run_id, reason="")
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    desk.hub.notes.edit(run_id, shown.text.replace("Reason:", "Why:"), by=desk.by)
    with refused("Blanks are left: [CLINICAL REASON]."):
        desk.copy(run_id)


def test_words_typed_over_every_blank_let_an_edited_note_go(desk: Desk) -> None:
    run_id = desk.start()
    desk.walk(run_id)
    desk.fill(run_id, reason="")
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    text = shown.text.replace("[CLINICAL REASON]", "needs help")
    desk.hub.notes.edit(run_id, text, by=desk.by)
    copied = desk.copy(run_id)
    assert copied.text == text
    assert copied.note.edited


def test_an_edited_note_whose_event_was_never_timed_in_the_form_is_held_back(desk: Desk) -> None:
    run_id = desk.start()
    desk.walk(run_id)
    desk.fill(run_id, event_time="")
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    desk.hub.notes.edit(run_id, shown.text.replace("[TIME OF EVENT]", "15:55"), by=desk.by)
    with refused("Give the date and time of the event in the form too"):
        desk.copy(run_id)
    desk.hub.runs.answer(run_id, "note", "15:55", field_id="event_time", by=desk.by)
    assert desk.copy(run_id).note.event_at == FRIDAY - timedelta(minutes=5)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("Catherine Earnshaw, NHS", "She was seen. NHS", "must start with the patient's name"),
        ("Catherine Earnshaw", "Catherine Earnshaw-Linton", "must start with the patient's name"),
        ("999 339 5633", "999 000 0018", "The NHS number after the name"),
    ],
)
def test_a_copy_that_no_longer_says_who_it_is_about_is_refused(desk: Desk, before: str, after: str, words: str) -> None:
    run_id = desk.ready()
    desk.hub.notes.edit(run_id, desk.hub.notes.preview(run_id, by=desk.by).text.replace(before, after), by=desk.by)
    with refused(words):
        desk.copy(run_id)


def test_a_copy_about_the_future_is_refused(desk: Desk) -> None:
    run_id = desk.ready()
    desk.hub.runs.answer(run_id, "note", "16:30", field_id="event_time", by=desk.by)
    with refused("lie in the future"):
        desk.copy(run_id)


def test_a_copy_past_an_unfinished_step_is_refused(desk: Desk) -> None:
    run_id = desk.ready()
    desk.hub.runs.answer(run_id, "legal", None, by=desk.by)
    desk.hub.runs.answer(run_id, "criteria", [], by=desk.by)
    with refused("[LEGAL]"):
        desk.copy(run_id)
    desk.hub.runs.answer(run_id, "legal", "s2", by=desk.by)
    with refused("A step before the note is not finished: 'Criteria'."):
        desk.copy(run_id)


@pytest.mark.parametrize(("minutes", "stale"), [(30, False), (30.1, True), (-1, True)])
def test_a_preview_is_copied_only_while_it_is_fresh(desk: Desk, minutes: float, stale: bool) -> None:
    run_id = desk.ready()
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    desk.later(minutes=minutes)
    if stale:
        with refused("shown a while ago"):
            desk.hub.notes.copy(run_id, made_at=shown.made_at, by=desk.by)
    else:
        assert desk.hub.notes.copy(run_id, made_at=shown.made_at, by=desk.by).text == shown.text


def test_a_note_that_changed_behind_the_preview_is_not_copied_unseen(desk: Desk) -> None:
    run_id = desk.ready()
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    desk.later(minutes=1)
    desk.hub.runs.answer(run_id, "consent", "declined", by=desk.joe.id)
    with refused("changed after it was shown"):
        desk.hub.notes.copy(run_id, made_at=shown.made_at, by=desk.by)


def test_a_patient_who_changed_behind_the_preview_is_not_copied_unseen(desk: Desk) -> None:
    run_id = desk.ready()
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    details = PatientDetails(family_name="Linton", given_name="Catherine")
    desk.hub.patients.edit(desk.patient.id, details, seen_version=desk.patient.version, by=desk.joe.id)
    with refused("changed after it was shown"):
        desk.hub.notes.copy(run_id, made_at=shown.made_at, by=desk.by, seen_hash=shown.text_hash)


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
    reasons = [event.detail.get("reason") for event in desk.trail(Kind.NOTE, note.id)]
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
