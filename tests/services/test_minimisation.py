"""A ward that keeps only name, ward and dates: what was kept beyond that is gone, and everything goes on working."""

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from inpatient_hub.bootstrap import Place, hub_over
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.drafts import Draft, KeptDraft
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.patients import Alert, Patient, PatientStatus
from inpatient_hub.domain.wards import Identifier, NoteSettings, PatientField
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.drafts import DraftService
from inpatient_hub.services.patients import PatientDetails
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.erasure import REMOVED_TEXT
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from tests.fakes.seat import the_program
from tests.services.making import Desk, refused
from tests.services.retaining import FakeCopies, edit
from tests.services.test_drafts import FakeKeeper
from tests.store.filling import contents

SECRETS = {
    "preferred_name": "Cathykins",
    "nhs_number": "999 339 5633",
    "room": "Roomtwelve",
    "bed": "Bedseven",
    "legal_status": "s37_41",
}
WORDS = ("Cathykins", "9993395633", "999 339 5633", "Roomtwelve", "Bedseven", "s37_41", "Ligature point", "1991")
EARLIER = {"bed": "Bedearlier", "legal_status": "s5_2"}
"""What was so before, and stands in the audit trail alone."""
ANSWER = "Wants help with Thornfield at the hearing"


def with_everything(desk: Desk) -> Patient:
    """A patient of whom every detail is kept, with a filed note."""
    kept = edit(desk, desk.patient, born_on=date(1991, 1, 9), bed=EARLIER["bed"], legal_status=EARLIER["legal_status"])
    kept = edit(
        desk,
        kept,
        **SECRETS,
        alerts=(Alert("Ligature point", stands_out=True),),
        status=PatientStatus.ON_LEAVE,
        named_nurse_id=desk.nelly.id,
        consultant_id=desk.joe.id,
        admitted_on=date(2026, 11, 2),
        expected_discharge_on=date(2026, 12, 24),
    )
    run_id = desk.start()
    desk.walk(run_id)
    desk.fill(run_id, reason=ANSWER)
    desk.hub.notes.mark_filed(desk.copy(run_id).note.id, by=desk.by)
    return kept


def on(desk: Desk) -> None:
    """Switches it on."""
    desk.hub.minimisation.switch_on(desk.ward_id, by=desk.by)


def test_before_it_says_how_much_would_be_removed(desk: Desk) -> None:
    with_everything(desk)
    desk.copied()
    found = desk.hub.minimisation.removable(desk.ward_id)
    assert (found.patients, found.notes, found.still_open) == (1, 1, 1)
    assert found.answers > 5
    on(desk)
    after = desk.hub.minimisation.removable(desk.ward_id)
    assert (after.patients, after.notes, after.answers, after.still_open) == (0, 0, 0, 1)
    assert not after


def test_name_ward_and_dates_are_left_and_nothing_else(desk: Desk) -> None:
    with_everything(desk)
    desk.hub.patients.add(
        desk.ward_id, PatientDetails(family_name="Linton", status=PatientStatus.DISCHARGED), by=desk.by
    )
    on(desk)
    with desk.store.reading() as work:
        kept = work.patients.get(desk.patient.id)
        gone = next(stay for stay in work.retention.stays(desk.ward_id))
    assert kept == Patient(
        id=desk.patient.id,
        ward_id=desk.ward_id,
        family_name="Earnshaw",
        given_name="Catherine",
        admitted_on=date(2026, 11, 2),
        expected_discharge_on=date(2026, 12, 24),
        version=kept.version,
    )
    assert gone.status is PatientStatus.DISCHARGED


def test_lists_notes_and_referrals_go_on_working(desk: Desk) -> None:
    with_everything(desk)
    open_run = desk.ready()
    on(desk)
    ward = desk.hub.wards.get(desk.ward_id)
    assert ward.minimal
    assert ward.fields == {PatientField.ADMITTED_ON, PatientField.EXPECTED_DISCHARGE_ON}
    assert desk.hub.patients.find(desk.ward_id, "earnshaw").items[0].patient.bed is None
    assert desk.hub.patients.find(desk.ward_id, "Bedseven").items == ()
    view = desk.hub.patients.view(desk.patient.id)
    assert {line.run.state.value for line in view.runs} == {"filed", "in_progress"}
    for line in view.runs:
        assert desk.hub.runs.view(line.run.id).run.id == line.run.id
    for note in view.notes:
        desk.hub.notes.view(note.id)
    copied = desk.copy(open_run).note
    assert copied.text.startswith("Catherine Earnshaw. 20")
    assert "999" not in copied.text
    desk.hub.notes.mark_filed(copied.id, by=desk.by)
    assert desk.hub.today.view(desk.ward_id)
    on(desk)
    assert desk.note(copied.id).text == REMOVED_TEXT


def test_a_note_whose_text_was_removed_is_not_copied_again(desk: Desk) -> None:
    with_everything(desk)
    (line,) = desk.hub.patients.view(desk.patient.id).notes
    on(desk)
    assert desk.note(line.id).text == REMOVED_TEXT
    with refused("Not copied"):
        desk.hub.notes.copy_again(line.id, by=desk.by)


def test_work_that_is_not_finished_keeps_its_text(desk: Desk) -> None:
    run_id, note = desk.copied()
    answers = desk.given(run_id)
    on(desk)
    assert desk.note(note.id) == note
    assert desk.given(run_id) == answers


def test_no_more_is_kept_whatever_is_typed_or_ticked(desk: Desk) -> None:
    on(desk)
    patient = desk.add_patient(family_name="Linton", alerts=(Alert("Falls"),), legal_status="s2", room="2")
    assert (patient.nhs_number, patient.bed, patient.born_on, patient.alerts, patient.legal_status) == (
        None,
        None,
        None,
        (),
        None,
    )
    desk.hub.wards.choose_fields(desk.ward_id, frozenset(PatientField), by=desk.by)
    desk.hub.wards.choose_note_settings(
        desk.ward_id, NoteSettings(length_limit=900, identifiers=tuple(Identifier)), by=desk.by
    )
    ward = desk.hub.wards.get(desk.ward_id)
    assert ward.made_minimal() == ward
    assert ward.notes.length_limit == 900


def test_switching_it_off_brings_nothing_back_and_lets_the_ward_choose(desk: Desk) -> None:
    with_everything(desk)
    on(desk)
    desk.hub.minimisation.switch_off(desk.ward_id, by=desk.by)
    desk.hub.wards.choose_fields(desk.ward_id, frozenset(PatientField), by=desk.by)
    assert desk.hub.patients.facts(desk.patient.id).patient.nhs_number is None
    assert desk.add_patient(family_name="Linton").nhs_number == "9993395633"
    assert desk.actions(Kind.WARD, desk.ward_id)[-3:-1] == [AuditAction.DETAILS_REMOVED, AuditAction.DETAILS_KEPT]
    with refused("chooses its details already"):
        desk.hub.minimisation.switch_off(desk.ward_id, by=desk.by)


def test_another_ward_is_not_touched(desk: Desk) -> None:
    with_everything(desk)
    other = desk.hub.wards.set_up(ward_name="Byron", person_name="Mary Garth", person_role="RMN").ward
    desk.hub.minimisation.switch_on(other.id, by=desk.by)
    assert desk.hub.patients.facts(desk.patient.id).patient.nhs_number == "9993395633"
    assert desk.hub.patients.view(desk.patient.id).runs
    assert not desk.hub.wards.get(desk.ward_id).minimal


def bytes_of(folder: Path) -> bytes:
    return b"".join(contents(folder).values())


def over(store: SqlStore) -> Desk:
    """The desk over a real store."""
    return Desk(store=store)  # type: ignore[arg-type]


def trail_of(desk: Desk) -> list[AuditEvent]:
    """What the audit trail says of the patient's details."""
    with desk.store.reading() as work:
        events = work.audit.of_patient(desk.patient.id)
    return [event for event in events if event.action is AuditAction.PATIENT_EDITED]


def key_of(folder: Path, desk: Desk) -> bytes:
    """The key under which the trail seals what it says of the patient."""
    with closing(sqlite_file.for_looking(folder / STORE_FILE, None)) as connection:
        asked = connection.execute("SELECT key FROM audit_keys WHERE patient_id = ?", (desk.patient.id,))
        return str(asked.fetchone()[0]).encode()


def test_no_removed_value_is_anywhere_in_the_store_any_more(tmp_path: Path) -> None:
    with open_store(StoreTarget.in_folder(tmp_path), clock=Desk().clock) as store:
        desk = over(store)
        with_everything(desk)
        before, key = bytes_of(tmp_path), key_of(tmp_path, desk)
        assert [word for word in (*WORDS, ANSWER) if word.encode() not in before] == []
        assert key in before
        assert trail_of(desk)[0].before.items() >= EARLIER.items()
        on(desk)
        assert store.compact()
        after = bytes_of(tmp_path)
        assert [word for word in (*WORDS, *EARLIER.values(), ANSWER) if word.encode() in after] == []
        assert key not in after
        assert [(dict(event.before), dict(event.after), event.is_erased) for event in trail_of(desk)] == [
            ({}, {}, True)
        ] * 2
        assert b"Earnshaw" in after
        desk.hub.patients.view(desk.patient.id)


def test_what_went_wrong_with_the_copies_is_told(desk: Desk) -> None:
    hub = hub_over(
        desk.store,
        place=Place(data_folder=Path()),
        content=desk.content,
        clock=desk.clock,
        close=desk.store.close,
        copies=FakeCopies(trouble="The disk is full."),
    )
    removed, _ = hub.minimisation.switch_on(desk.ward_id, by=desk.by)
    assert removed.trouble == "The disk is full."


def a_draft(about: str, title: str, **typed: Any) -> Draft:
    """What somebody was typing when the window locked."""
    return Draft(page="patient", about=about, title=title, typed=typed)


def test_what_was_typed_about_its_patients_and_not_saved_goes_with_the_details(desk: Desk) -> None:
    keeper = FakeKeeper()
    drafts = DraftService(keeper=keeper, clock=desk.clock, new_id=new_id, seat=the_program())
    hub = hub_over(
        desk.store,
        place=Place(data_folder=Path()),
        content=desk.content,
        clock=desk.clock,
        close=desk.store.close,
        drafts=drafts,
    )
    run_id = desk.start()
    left = desk.add_patient(family_name="Linton", status=PatientStatus.DISCHARGED)
    other = hub.wards.set_up(ward_name="Byron", person_name="Mary Garth", person_role="RMN")
    elsewhere = hub.patients.add(other.ward.id, PatientDetails(family_name="Bulstrode"), by=other.person.id)[0]
    drafts.keep(
        [
            a_draft(desk.patient.id, "Her details", details={"nhs_number": "9993395633"}),
            a_draft(run_id, "Her referral"),
            a_draft("", "A new patient", details={"nhs_number": "9993395633"}),
            a_draft(left.id, "Who has left"),
            a_draft(elsewhere.id, "Of another ward"),
        ],
        staff_id=desk.by,
    )
    drafts.keep([a_draft("", "A new task", chips=[desk.patient.id]), a_draft("", "Hers")], staff_id=other.person.id)
    hub.minimisation.switch_on(desk.ward_id, by=desk.by)
    assert [one.draft.title for one in keeper.kept] == ["Of another ward", "Hers"]


def test_a_draft_that_cannot_be_dropped_is_told_and_the_details_are_gone(desk: Desk) -> None:
    class FullKeeper(FakeKeeper):
        def read(self) -> tuple[KeptDraft, ...]:
            raise HubError("The drafts could not be written", "The disk is full.", remedy="Free some space.")

    hub = hub_over(
        desk.store,
        place=Place(data_folder=Path()),
        content=desk.content,
        clock=desk.clock,
        close=desk.store.close,
        copies=FakeCopies(trouble="It is away."),
        drafts=DraftService(keeper=FullKeeper(), clock=desk.clock, new_id=new_id, seat=the_program()),
    )
    with_everything(desk)
    removed, _ = hub.minimisation.switch_on(desk.ward_id, by=desk.by)
    assert removed.trouble == "It is away. The drafts could not be written: The disk is full."
    assert desk.hub.patients.facts(desk.patient.id).patient.nhs_number is None
