"""A note is copied only when it is whole and was seen, and it is saved before it reaches the clipboard."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.services.note_previews import NotePreviews
from inpatient_hub.services.notes import NoteService
from inpatient_hub.services.patients import PatientDetails
from inpatient_hub.services.run_end import RunEnd
from inpatient_hub.services.run_views import RunDefinitions
from inpatient_hub.services.trail import AuditTrail
from tests.fakes.store import FakeStore
from tests.services.making import FRIDAY, Desk, copies, refused, sha256


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
    definitions = RunDefinitions(desk.content)
    parts: dict[str, Any] = {"clock": desk.clock, "new_id": trail._new_id, "trail": trail}
    notes = NoteService(
        store=full,
        previews=NotePreviews(clock=desk.clock, definitions=definitions, content=desk.content),
        run_end=RunEnd(definitions=definitions, **parts),
        seat=desk.hub.seat,
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
