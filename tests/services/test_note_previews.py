"""The preview is the exact text, and says truthfully what stands in its way."""

from datetime import UTC, datetime, timedelta

import pytest

from inpatient_hub.domain.note_checks import CheckKind, Verdict
from inpatient_hub.domain.note_text import blanks_in
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import Patient
from inpatient_hub.services.note_previews import NotePreview
from inpatient_hub.services.patients import PatientDetails
from tests.domain.making import london
from tests.services.making import FRIDAY, TEMPLATE, Desk, refused

WHOLE = (
    "Catherine Earnshaw, NHS 999 339 5633, bed 4. 20/11/2026 15:55. The patient agreed. The patient was detained under "
    "Section 2 of the Mental Health Act. Sent to North Advocacy by secure email. Reason: Wants help at the hearing. "
    "Seen 20/11/2026.\r\nWritten by Nelly Dean, RMN, 20/11/2026 16:00."
)


def verdict(shown: NotePreview, kind: CheckKind) -> Verdict | None:
    return next((check.verdict for check in shown.checks if check.kind is kind), None)


def moved_to(desk: Desk, patient: Patient, **changed: object) -> None:
    """Changes a patient's details."""
    usual = {
        "family_name": patient.family_name,
        "given_name": patient.given_name,
        "nhs_number": patient.nhs_number or "",
        "born_on": patient.born_on,
        "bed": patient.bed or "",
    }
    details = PatientDetails(**usual | changed)  # type: ignore[arg-type]
    desk.hub.patients.edit(patient.id, details, seen_version=patient.version, by=desk.by)


def test_the_preview_is_the_whole_text_and_nothing_is_in_its_way(desk: Desk) -> None:
    shown = desk.hub.notes.preview(desk.ready(), by=desk.by)
    assert shown.text == WHOLE
    assert (shown.blanks, shown.refusals, shown.edited, shown.note) == ((), (), False, None)
    assert (shown.characters, shown.limit, shown.parts) == (len(WHOLE) - 1, 4000, 1)
    assert (shown.event_date, shown.event_time, shown.title) == ("2026-11-20", "15:55", "Advocate note")
    assert shown.patient_id == desk.patient.id


def test_looking_at_a_preview_writes_nothing(desk: Desk) -> None:
    run_id = desk.ready()
    saves = desk.store.saves
    desk.hub.notes.preview(run_id, by=desk.joe.id)
    assert desk.store.saves == saves


def test_what_is_not_answered_stays_visible_and_is_never_guessed(desk: Desk) -> None:
    run_id = desk.start()
    desk.walk(run_id)
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    assert shown.blanks == blanks_in(shown.text) == ("[TIME OF EVENT]", "[CLINICAL REASON]")
    assert (shown.event_date, shown.event_time) == ("2026-11-20", "")
    assert "told" not in shown.text
    assert verdict(shown, CheckKind.NO_BLANKS) is Verdict.REFUSED


def test_an_answer_on_a_way_that_was_left_is_not_in_the_note(desk: Desk) -> None:
    run_id = desk.ready()
    desk.hub.runs.answer(run_id, "consent", "declined", by=desk.by)
    text = desk.hub.notes.preview(run_id, by=desk.by).text
    assert "The patient declined. Reason: Wants help at the hearing." in text
    assert not any(words in text for words in ("Advocacy", "Section 2", "agreed"))


def test_another_way_to_the_same_note_keeps_what_its_form_was_told(desk: Desk) -> None:
    run_id = desk.ready()
    desk.hub.runs.answer(run_id, "consent", "declined", by=desk.by)
    desk.hub.runs.answer(run_id, "note_declined", "Too tired to talk", field_id="reason", by=desk.by)
    assert "15:55. The patient declined. Reason: Too tired to talk." in desk.hub.notes.preview(run_id, by=desk.by).text
    desk.hub.runs.answer(run_id, "consent", "agreed", by=desk.by)
    assert "Reason: Too tired to talk." in desk.hub.notes.preview(run_id, by=desk.by).text


def test_a_step_before_the_note_that_is_not_finished_holds_it_back(desk: Desk) -> None:
    run_id = desk.ready()
    desk.hub.runs.answer(run_id, "criteria", ["x"], by=desk.by)
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    assert [check.words for check in shown.refusals] == ["A step before the note is not finished: 'Criteria'."]


@pytest.mark.parametrize(("time", "retro"), [("14:00", False), ("13:59", True), ("00:05", True)])
def test_a_note_written_late_says_so(desk: Desk, time: str, retro: bool) -> None:
    run_id = desk.ready()
    desk.hub.runs.answer(run_id, "note", time, field_id="event_time", by=desk.by)
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    assert ("Written in retrospect at 20/11/2026 16:00." in shown.text) is retro
    assert verdict(shown, CheckKind.IN_TIME) is (Verdict.TOLD if retro else Verdict.PASSED)


def test_an_event_in_the_future_is_refused(desk: Desk) -> None:
    run_id = desk.ready()
    desk.hub.runs.answer(run_id, "note", "16:01", field_id="event_time", by=desk.by)
    assert verdict(desk.hub.notes.preview(run_id, by=desk.by), CheckKind.NOT_IN_FUTURE) is Verdict.REFUSED


def test_a_night_note_of_last_evening_is_not_dated_into_the_future(desk: Desk) -> None:
    desk.clock.moment = london(2026, 11, 21, 0, 10)
    run_id = desk.start()
    desk.walk(run_id)
    desk.fill(run_id, event_time="23:50")
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    assert shown.event_date == "2026-11-21"
    assert verdict(shown, CheckKind.NOT_IN_FUTURE) is Verdict.REFUSED
    desk.hub.runs.answer(run_id, "note", "2026-11-20", field_id="event_date", by=desk.by)
    assert "20/11/2026 23:50." in desk.hub.notes.preview(run_id, by=desk.by).text


def test_a_note_taken_up_after_midnight_keeps_the_day_it_was_begun(desk: Desk) -> None:
    run_id = desk.ready()
    desk.later(hours=18)
    shown = desk.hub.notes.preview(run_id, by=desk.joe.id)
    assert "20/11/2026 15:55. Written in retrospect at 21/11/2026 10:00." in shown.text
    assert "Seen 20/11/2026." in shown.text
    desk.hub.runs.answer(run_id, "note", "15:50", field_id="event_time", by=desk.joe.id)
    assert "20/11/2026 15:50." in desk.hub.notes.preview(run_id, by=desk.by).text


def test_a_form_emptied_and_begun_again_takes_the_new_day(desk: Desk) -> None:
    run_id = desk.ready()
    desk.later(days=1)
    desk.hub.runs.answer(run_id, "note", None, field_id="event_time", by=desk.by)
    desk.hub.runs.answer(run_id, "note", "09:00", field_id="event_time", by=desk.by)
    assert desk.hub.notes.preview(run_id, by=desk.by).event_date == "2026-11-21"


@pytest.mark.parametrize(
    ("written", "time", "retro"),
    [
        (london(2026, 10, 25, 1, 45, fold=1), "00:30", True),
        (london(2026, 10, 25, 1, 45), "00:30", False),
        (london(2026, 3, 29, 3, 15), "00:30", False),
        (london(2026, 3, 29, 3, 45), "00:30", True),
    ],
)
def test_the_gap_is_real_time_on_the_nights_the_clocks_change(
    desk: Desk, written: datetime, time: str, retro: bool
) -> None:
    desk.clock.moment = written
    run_id = desk.ready()
    desk.hub.runs.answer(run_id, "note", time, field_id="event_time", by=desk.by)
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    assert ("Written in retrospect" in shown.text) is retro
    assert verdict(shown, CheckKind.IN_TIME) is (Verdict.TOLD if retro else Verdict.PASSED)
    note = desk.copy(run_id).note
    assert note.event_at.tzinfo is UTC


def test_in_summer_the_note_says_the_wards_time_and_keeps_utc(desk: Desk) -> None:
    desk.clock.moment = london(2026, 7, 1, 14, 30)
    run_id = desk.ready()
    desk.hub.runs.answer(run_id, "note", "14:05", field_id="event_time", by=desk.by)
    assert "01/07/2026 14:05. The patient" in desk.hub.notes.preview(run_id, by=desk.by).text
    assert desk.copy(run_id).note.event_at == datetime(2026, 7, 1, 13, 5, tzinfo=UTC)


def test_a_name_with_a_typographic_apostrophe_can_be_copied(desk: Desk) -> None:
    odd = desk.add_patient(family_name="O\u2019Hara", nhs_number="", bed="5")
    run_id = desk.start(odd.id)
    desk.walk(run_id)
    desk.fill(run_id)
    assert desk.copy(run_id).text.startswith("Catherine O'Hara, bed 5.")


def test_after_the_copy_the_preview_is_what_was_copied_for_everyone(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.later(hours=3)
    shown = desk.hub.notes.preview(run_id, by=desk.joe.id)
    assert shown.text == note.text == WHOLE
    assert (shown.changed_since_copy, shown.refusals) == (False, ())
    assert verdict(shown, CheckKind.IN_TIME) is Verdict.PASSED


@pytest.mark.parametrize(
    ("step", "field", "value"),
    [("note", "reason", "Another reason"), ("consent", "", None), ("legal", "", "informal"), ("note", "more", None)],
)
def test_an_answer_changed_after_the_copy_is_told(desk: Desk, step: str, field: str, value: str | None) -> None:
    run_id = desk.ready()
    desk.hub.runs.answer(run_id, "note", "More words.", field_id="more", by=desk.by)
    desk.copy(run_id)
    desk.later(minutes=1)
    desk.hub.runs.answer(run_id, step, value, field_id=field, by=desk.by)
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    assert shown.changed_since_copy
    assert shown.text.endswith("16:01.")


def test_a_follow_up_day_chosen_after_the_copy_changes_nothing_about_the_note(desk: Desk) -> None:
    run_id, _ = desk.copied()
    desk.later(minutes=1)
    desk.hub.runs.next(run_id, by=desk.by)
    desk.hub.runs.answer(run_id, "later", "2026-12-01", by=desk.by)
    assert not desk.hub.notes.preview(run_id, by=desk.by).changed_since_copy


def test_a_filed_note_is_shown_as_it_was_filed(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    desk.later(days=3)
    moved_to(desk, desk.patient, bed="9")
    shown = desk.hub.notes.preview(run_id, by=desk.joe.id)
    assert shown.text == WHOLE
    assert shown.note is not None
    assert shown.note.state is NoteState.FILED


def test_a_patient_who_changed_beds_gets_a_new_text_to_copy(desk: Desk) -> None:
    run_id, _ = desk.copied()
    moved_to(desk, desk.patient, bed="9")
    assert "bed 9" in desk.hub.notes.preview(run_id, by=desk.by).text


def test_an_edited_text_stays_while_times_and_people_change(desk: Desk) -> None:
    run_id = desk.ready()
    edited = WHOLE.replace("Seen 20/11/2026.", "Seen at home.")
    shown, _ = desk.hub.notes.edit(run_id, edited, by=desk.by)
    desk.later(hours=3)
    later = desk.hub.notes.preview(run_id, by=desk.joe.id)
    assert shown.text == later.text == edited
    assert verdict(later, CheckKind.IN_TIME) is Verdict.WARNED
    assert verdict(later, CheckKind.EDITED) is Verdict.WARNED
    assert verdict(desk.hub.notes.preview(run_id, by=desk.by), CheckKind.EDITED) is Verdict.TOLD


def test_a_note_straight_from_its_template_is_the_one_a_run_would_make(desk: Desk) -> None:
    run_id = desk.ready()
    view = desk.hub.runs.view(run_id)
    values = {key[1]: answer.value for key, answer in view.answers.items() if key[0] == "note"}
    shown = desk.hub.notes.render(
        TEMPLATE, values, patient_id=desk.patient.id, by=desk.by, steps=view.steps, answers=view.answers
    )
    assert shown.text == desk.hub.notes.preview(run_id, by=desk.by).text == WHOLE
    bare = desk.hub.notes.render(TEMPLATE, {}, patient_id=desk.patient.id, by=desk.by)
    assert bare.blanks == ("[TIME OF EVENT]", "[CLINICAL REASON]")


def test_a_long_note_is_offered_in_parts(desk: Desk) -> None:
    run_id = desk.ready()
    desk.hub.runs.answer(run_id, "note", "It was a long day. " * 350, field_id="more", by=desk.by)
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    assert shown.parts == 2
    assert verdict(shown, CheckKind.LENGTH) is Verdict.WARNED


def test_a_default_is_shown_in_the_form_and_can_be_changed(desk: Desk) -> None:
    run_id = desk.ready()
    assert desk.hub.notes.preview(run_id, by=desk.by).values["seen"] == "2026-11-20"
    desk.hub.runs.answer(run_id, "note", "2026-11-19", field_id="seen", by=desk.by)
    assert "Seen 19/11/2026." in desk.hub.notes.preview(run_id, by=desk.by).text
    desk.hub.runs.answer(run_id, "note", "", field_id="seen", by=desk.by)
    assert "Seen [SEEN]." in desk.hub.notes.preview(run_id, by=desk.by).text


def test_a_run_without_a_note_has_no_preview(desk: Desk) -> None:
    run_id = desk.start()
    desk.hub.runs.answer(run_id, "consent", "gone", by=desk.by)
    with refused("makes no note"):
        desk.hub.notes.preview(run_id, by=desk.by)


def test_a_moment_shown_is_the_moment_of_the_preview(desk: Desk) -> None:
    desk.later(minutes=7)
    assert desk.hub.notes.preview(desk.ready(), by=desk.by).made_at == FRIDAY + timedelta(minutes=7)


def test_a_contact_that_the_ward_has_not_set_is_warned_of_and_can_be_copied(desk: Desk) -> None:
    south = {"area": "south", "send": {"contact": "south_advocacy", "method": "email"}}
    run_id = desk.ready(**south)
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    check = next(one for one in shown.checks if one.kind is CheckKind.EXAMPLE_CONTACT)
    assert check.verdict is Verdict.WARNED
    assert check.words.startswith("South Advocacy is an example contact")
    assert shown.text.replace("\r\n", "\n")[check.places[0] - 1 :].startswith("South Advocacy")
    assert desk.copy(run_id).note.state is NoteState.COPIED


def test_another_legal_status_than_the_ward_has_is_asked_about_and_holds_nothing_back(desk: Desk) -> None:
    run_id = desk.ready()
    assert verdict(desk.hub.notes.preview(run_id, by=desk.by), CheckKind.LEGAL_STATUS) is None  # none is recorded
    moved_to(desk, desk.patient, legal_status="s3")
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    check = next(one for one in shown.checks if one.kind is CheckKind.LEGAL_STATUS)
    assert check.verdict is Verdict.WARNED
    assert check.words == "The ward has Section 3 for this patient; the note says Section 2. Which is right?"
    assert (
        shown.text[check.places[0] - 1 :].replace("\r\n", "\n").startswith("The patient was detained under Section 2")
    )
    desk.hub.runs.answer(run_id, "legal", "s3", by=desk.by)
    assert verdict(desk.hub.notes.preview(run_id, by=desk.by), CheckKind.LEGAL_STATUS) is None
    desk.hub.runs.answer(run_id, "legal", "informal", by=desk.by)
    shown = desk.hub.notes.preview(run_id, by=desk.by)
    words = next(one.words for one in shown.checks if one.kind is CheckKind.LEGAL_STATUS)
    assert words.endswith("the note says informal. Which is right?")
    assert desk.copy(run_id).note.state is NoteState.COPIED


def test_a_legal_status_on_a_way_that_was_left_is_not_asked_about(desk: Desk) -> None:
    run_id = desk.ready()
    moved_to(desk, desk.patient, legal_status="s3")
    desk.hub.runs.answer(run_id, "consent", "declined", by=desk.by)
    assert verdict(desk.hub.notes.preview(run_id, by=desk.by), CheckKind.LEGAL_STATUS) is None


def test_a_legal_status_that_changes_once_the_note_is_filed_is_not_asked_about(desk: Desk) -> None:
    run_id = desk.ready()
    desk.hub.notes.mark_filed(desk.copy(run_id).note.id, by=desk.by)
    moved_to(desk, desk.patient, legal_status="s3")
    assert verdict(desk.hub.notes.preview(run_id, by=desk.by), CheckKind.LEGAL_STATUS) is None


def test_a_contact_that_the_ward_has_set_is_no_example(desk: Desk) -> None:
    assert verdict(desk.hub.notes.preview(desk.ready(), by=desk.by), CheckKind.EXAMPLE_CONTACT) is None
