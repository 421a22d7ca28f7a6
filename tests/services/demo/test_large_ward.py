"""The fictional ward at several times its usual size."""

from collections import Counter

from nhs_number import is_valid

from inpatient_hub.content.content import Content
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.note_text import blanks_in
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.staff import Staff
from inpatient_hub.services.demo_crowd import FAMILY, GIVEN, crowd
from inpatient_hub.services.demo_identities import SeededIds, numbers_for_tests
from inpatient_hub.services.demo_people import PATIENTS
from tests.services.demo.making import NOW, Built, built

JANE = Staff(id="n", ward_id="w", name="Jane Eyre", role="RMN")


def test_it_has_so_many_times_the_patients_and_eighty_notes_for_twenty(large: Built) -> None:
    assert (large.made.patients, large.made.notes, large.made.staff) == (80, 320, 12)
    assert (len(large.patients), len(large.notes)) == (80, 320)


def test_the_usual_ward_is_in_it(large: Built) -> None:
    names = {patient.full_name for patient in large.patients}
    assert {person.name for person in PATIENTS} <= names
    assert sum(note.state is NoteState.COPIED for note in large.notes) == 3


def test_its_notes_are_whole_and_real(large: Built) -> None:
    names = {patient.id: patient.full_name for patient in large.patients}
    of_the_crowd = [note for note in large.notes if note.run_id is None]
    assert len(of_the_crowd) == 297
    assert all(blanks_in(note.text) == () for note in of_the_crowd)
    assert all(note.text.startswith(names[note.patient_id]) for note in of_the_crowd)
    assert {note.template_id for note in of_the_crowd} == {one.id for one in large.parts.content.templates}
    assert Counter(note.state for note in of_the_crowd).keys() == {NoteState.FILED, NoteState.NOT_FILED}
    assert len({note.text for note in of_the_crowd}) == len(of_the_crowd)


def test_its_notes_fall_within_each_stay_and_their_events_follow(large: Built) -> None:
    admitted = {patient.id: patient.admitted_on for patient in large.patients}
    for note in large.notes:
        came = admitted[note.patient_id]
        assert came is not None
        assert came <= note.made_at.date()
        assert note.made_at <= NOW
        assert note.event_at <= note.made_at
    for patient in large.patients:
        mine = [event for event in large.audit if event.patient_id == patient.id]
        assert mine[-1].action is AuditAction.PATIENT_ADDED
        assert [event.at for event in mine] == sorted((event.at for event in mine), reverse=True)
    hashes = {(event.entity_id, event.action): event.text_hash for event in large.audit}
    assert all(
        hashes[note.id, AuditAction.NOTE_FILED] == note.text_hash
        for note in large.notes
        if note.state is NoteState.FILED
    )


def test_numbers_and_beds_are_nobody_elses(large: Built) -> None:
    assert len({patient.nhs_number for patient in large.patients}) == 80
    assert len({patient.bed for patient in large.patients}) == 80


def test_the_crowd_is_of_the_wards_proportions() -> None:
    ids = SeededIds()
    people = list(crowd("w", 1_000, NOW.date(), nurses=[JANE], doctors=[JANE], numbers=numbers_for_tests(), new_id=ids))
    assert Counter(one.legal_status for one in people)["s3"] == 400
    assert Counter(one.status for one in people) == {
        PatientStatus.ACTIVE: 700,
        PatientStatus.ON_LEAVE: 100,
        PatientStatus.DISCHARGE_PENDING: 100,
        PatientStatus.DISCHARGED: 100,
    }


def test_the_first_five_thousand_have_names_of_their_own() -> None:
    assert len(set(GIVEN)) == len(GIVEN)
    assert len(set(FAMILY)) == len(FAMILY)
    people = crowd(
        "w", 5_000, NOW.date(), nurses=[JANE], doctors=[JANE], numbers=numbers_for_tests(), new_id=SeededIds()
    )
    assert len({one.full_name for one in people}) == 5_000


def test_the_same_clock_and_ids_build_the_same_large_ward(content: Content, large: Built) -> None:
    again = built(content, scale=4)
    assert (again.patients, again.notes, again.audit) == (large.patients, large.notes, large.audit)


def test_test_numbers_are_valid_and_each_comes_once() -> None:
    some = [number for number, _ in zip(numbers_for_tests(), range(20_000), strict=False)]
    assert len(set(some)) == 20_000
    assert all("9990000000" <= number <= "9999999999" for number in some)
    assert all(is_valid(number) for number in some)
