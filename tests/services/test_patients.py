"""Patients are found, added and changed safely, with only the details their ward keeps."""

from datetime import date
from typing import Any

import pytest

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import ChangedElsewhere, InvalidAnswer, NotFound
from inpatient_hub.domain.patients import Alert, Patient, PatientStatus
from inpatient_hub.domain.wards import PatientField
from inpatient_hub.services.patients import PatientDetails
from inpatient_hub.services.ports import PatientOrder
from tests.services.making import Desk, refused

ALL = frozenset(PatientField)


def details(patient: Patient, **changed: Any) -> PatientDetails:
    """What a form would hold for this patient, changed as asked."""
    usual = {
        "family_name": patient.family_name,
        "given_name": patient.given_name,
        "preferred_name": patient.preferred_name or "",
        "nhs_number": patient.nhs_number or "",
        "born_on": patient.born_on,
        "room": patient.room or "",
        "bed": patient.bed or "",
        "legal_status": patient.legal_status,
        "status": patient.status,
        "admitted_on": patient.admitted_on,
        "expected_discharge_on": patient.expected_discharge_on,
        "named_nurse_id": patient.named_nurse_id,
        "consultant_id": patient.consultant_id,
        "alerts": patient.alerts,
    }
    return PatientDetails(**usual | changed)


def stored(desk: Desk, patient_id: str) -> Patient:
    with desk.store.reading() as work:
        return work.patients.get(patient_id)


def edit(desk: Desk, patient: Patient, **changed: Any) -> Patient:
    return desk.hub.patients.edit(patient.id, details(patient, **changed), seen_version=patient.version, by=desk.by)[0]


def test_a_patient_is_added_tidy_and_in_the_trail(desk: Desk) -> None:
    patient, changes = desk.hub.patients.add(
        desk.ward_id,
        PatientDetails(
            family_name=" O\u2019Hara\u200b ",
            given_name="Mary\u00a0 Ann",
            nhs_number="999 000 0018",
            bed=" 7 ",
            alerts=(Alert("Nut allergy"), Alert("falls ", stands_out=True), Alert(""), Alert("Falls")),
        ),
        by=desk.joe.id,
    )
    assert (patient.full_name, patient.nhs_number, patient.bed) == ("Mary Ann O'Hara", "9990000018", "7")
    assert patient.alerts == (Alert("Falls", stands_out=True), Alert("Nut allergy"))
    assert stored(desk, patient.id) == patient
    assert changes.touched == {(Kind.PATIENT, patient.id)}
    (event,) = desk.trail(Kind.PATIENT, patient.id)
    assert (event.action, event.actor_id, event.patient_id) == (AuditAction.PATIENT_ADDED, desk.joe.id, patient.id)
    assert "Hara" not in str(event)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"family_name": " \u200b "}, "family_name"),
        ({"family_name": "x" * 81}, "family_name"),
        ({"bed": "x" * 21}, "bed"),
        ({"alerts": (Alert("x" * 201),)}, "alerts"),
        ({"nhs_number": "999 000 0019"}, "nhs_number"),
        ({"born_on": date(1900, 1, 1)}, "born_on"),
        ({"born_on": date(2026, 11, 21)}, "born_on"),
        ({"admitted_on": date(2026, 11, 21)}, "admitted_on"),
        ({"born_on": date(2000, 1, 1), "admitted_on": date(1999, 1, 1)}, "admitted_on"),
        ({"admitted_on": date(2026, 11, 1), "expected_discharge_on": date(2026, 10, 31)}, "expected_discharge_on"),
        ({"legal_status": "s99"}, "legal_status"),
        ({"status": PatientStatus.IN_ERROR}, "status"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(desk: Desk, wrong: dict[str, Any], field: str) -> None:
    saves = desk.store.saves
    with pytest.raises(InvalidAnswer) as caught:
        desk.hub.patients.add(desk.ward_id, PatientDetails(**{"family_name": "Linton"} | wrong), by=desk.by)
    assert caught.value.field == field
    assert desk.store.saves == saves


def test_the_same_nhs_number_is_refused_without_naming_anybody(desk: Desk) -> None:
    with pytest.raises(InvalidAnswer) as caught:
        desk.add_patient(family_name="Linton", given_name="Isabella")
    assert caught.value.field == "nhs_number"
    words = caught.value.one_line()
    assert not any(part in words for part in ("Earnshaw", "Catherine", "999", "Linton"))


def test_a_number_is_free_again_once_its_owner_has_left(desk: Desk) -> None:
    left = edit(desk, desk.patient, status=PatientStatus.DISCHARGED)
    again = desk.add_patient()
    assert edit(desk, left, bed="").bed is None
    with refused("on the list already", InvalidAnswer):
        edit(desk, stored(desk, left.id), status=PatientStatus.ACTIVE)
    assert edit(desk, again, bed="9").nhs_number == "9993395633"


def test_a_change_is_saved_and_the_trail_names_the_fields_but_not_the_words(desk: Desk) -> None:
    saved = edit(desk, desk.patient, bed="9", preferred_name="Cathy")
    assert (saved.bed, saved.preferred_name, saved.version) == ("9", "Cathy", desk.patient.version + 1)
    last = desk.trail(Kind.PATIENT, desk.patient.id)[-1]
    assert (last.action, last.detail) == (AuditAction.PATIENT_EDITED, {"changed": "preferred_name, bed"})


def test_saving_without_a_change_writes_nothing(desk: Desk) -> None:
    saves = len(desk.trail(Kind.PATIENT, desk.patient.id))
    assert edit(desk, desk.patient) == desk.patient
    assert len(desk.trail(Kind.PATIENT, desk.patient.id)) == saves


def test_a_change_over_somebody_elses_is_refused(desk: Desk) -> None:
    edit(desk, desk.patient, bed="9")
    with pytest.raises(ChangedElsewhere):
        edit(desk, desk.patient, bed="10")
    assert stored(desk, desk.patient.id).bed == "9"


def test_a_patient_entered_in_error_needs_a_reason_and_leaves_the_list(desk: Desk) -> None:
    with refused("A reason is needed.", InvalidAnswer):
        desk.hub.patients.mark_in_error(desk.patient.id, " ", by=desk.by)
    changes = desk.hub.patients.mark_in_error(desk.patient.id, " Entered\ntwice", by=desk.by)
    assert changes.ids(Kind.PATIENT) == {desk.patient.id}
    assert desk.hub.patients.find(desk.ward_id).items == ()
    assert stored(desk, desk.patient.id).status is PatientStatus.IN_ERROR
    assert desk.hub.patients.view(desk.patient.id).history[0].about == "Reason: Entered twice"


def test_a_patient_with_a_note_in_the_tray_is_not_taken_off_the_list(desk: Desk) -> None:
    _, note = desk.copied()
    with refused("nobody has said yet whether it was filed"):
        desk.hub.patients.mark_in_error(desk.patient.id, "Entered twice", by=desk.by)
    desk.hub.notes.mark_not_filed(note.id, "Entered twice", by=desk.by)
    desk.hub.patients.mark_in_error(desk.patient.id, "Entered twice", by=desk.by)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["EARNSHAW, Catherine", "LINTON, Isabella"]),
        ("isa lin", ["LINTON, Isabella"]),
        ("bella", ["LINTON, Isabella"]),
        ("999 339", ["EARNSHAW, Catherine"]),
        ("zebra", []),
    ],
)
def test_patients_are_found_by_any_of_their_names_bed_or_number(desk: Desk, query: str, found: list[str]) -> None:
    desk.add_patient(
        family_name="Linton", given_name="Isabella", preferred_name="Bella", nhs_number="999 000 0018", bed="5"
    )
    page = desk.hub.patients.find(desk.ward_id, query)
    assert [line.patient.banner_name for line in page.items] == found
    assert desk.hub.patients.count(desk.ward_id, query) == len(found)


def test_a_list_goes_on_where_its_page_ended_in_the_order_asked_for(desk: Desk) -> None:
    for bed in ("10", "2"):
        desk.add_patient(nhs_number="", bed=bed)
    page = desk.hub.patients.find(desk.ward_id, order=PatientOrder.BED, limit=2)
    rest = desk.hub.patients.find(desk.ward_id, order=PatientOrder.BED, after=page.next)
    assert [line.patient.bed for line in (*page.items, *rest.items)] == ["2", "4", "10"]


def full(desk: Desk) -> Patient:
    """A patient of whom everything is recorded."""
    return edit(
        desk,
        desk.patient,
        preferred_name="Cathy",
        room="2",
        legal_status="s2",
        status=PatientStatus.ON_LEAVE,
        admitted_on=date(2026, 11, 1),
        expected_discharge_on=date(2026, 12, 1),
        named_nurse_id=desk.joe.id,
        consultant_id=desk.nelly.id,
        alerts=(Alert("Falls"),),
    )


def test_the_banner_has_the_names_of_staff_and_who_could_be_mistaken(desk: Desk) -> None:
    patient = full(desk)
    desk.add_patient(given_name="Hindley", nhs_number="", bed="5")
    facts = desk.hub.patients.facts(patient.id)
    assert (facts.named_nurse, facts.consultant, facts.ward.name) == ("Joe Heath", "Nelly Dean", "Heathcliff")
    assert [(near.patient.given_name, near.same_family_name) for near in facts.similar] == [("Hindley", True)]
    with pytest.raises(NotFound):
        desk.hub.patients.facts("nobody")


def test_a_detail_switched_off_is_hidden_everywhere_it_is_read(desk: Desk) -> None:
    patient = full(desk)
    desk.add_patient(given_name="Hindley", nhs_number="", bed="5")
    _, note = desk.copied()
    desk.start()
    desk.hub.wards.choose_fields(desk.ward_id, frozenset(), by=desk.by)
    hidden = desk.hub.patients.facts(patient.id)
    assert hidden.patient == Patient(
        id=patient.id,
        ward_id=desk.ward_id,
        family_name="Earnshaw",
        given_name="Catherine",
        version=patient.version,
    )
    assert (hidden.named_nurse, hidden.consultant, hidden.similar[0].patient.bed) == (None, None, None)
    line = desk.hub.patients.find(desk.ward_id, "earnshaw cath").items[0]
    assert (line.patient, line.named_nurse) == (hidden.patient, None)
    view = desk.hub.patients.view(patient.id)
    today = desk.hub.today.view(desk.ward_id)
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    rows = (
        *view.runs,
        *view.notes,
        *today.runs,
        *today.unfiled,
        *desk.hub.runs.in_progress(desk.ward_id),
        *desk.hub.notes.find(desk.ward_id).items,
        *desk.hub.tasks.due_by(desk.ward_id, date(2027, 1, 1)),
        *desk.hub.patients.view(patient.id).tasks,
    )
    assert len(rows) == 10
    assert {row.bed for row in rows} == {None}
    assert desk.hub.notes.preview(desk.start(), by=desk.by).text.startswith("Catherine Earnshaw. 20/11/2026")


def test_a_detail_switched_off_is_kept_through_an_edit_and_back_when_switched_on(desk: Desk) -> None:
    patient = full(desk)
    desk.hub.wards.choose_fields(desk.ward_id, frozenset(), by=desk.by)
    shown = desk.hub.patients.facts(patient.id).patient
    edit(desk, shown, given_name="Kate")
    desk.hub.wards.choose_fields(desk.ward_id, ALL, by=desk.by)
    assert desk.hub.patients.facts(patient.id).patient == Patient(
        **{name: getattr(patient, name) for name in patient.__slots__} | {"given_name": "Kate", "version": 3}
    )


def test_what_a_ward_does_not_keep_cannot_get_in_and_is_not_judged(desk: Desk) -> None:
    patient = edit(desk, desk.patient, admitted_on=date(2026, 11, 10))
    desk.hub.wards.choose_fields(desk.ward_id, ALL - {PatientField.ADMITTED_ON}, by=desk.by)
    saved = edit(desk, patient, expected_discharge_on=date(2026, 11, 5), admitted_on=date(2030, 1, 1))
    assert (saved.admitted_on, saved.expected_discharge_on) == (date(2026, 11, 10), date(2026, 11, 5))


def test_everything_about_a_patient_is_on_one_page(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    view = desk.hub.patients.view(desk.patient.id)
    assert [line.run.id for line in view.runs] == [run_id]
    assert [line.id for line in view.notes] == [note.id]
    assert [line.task.title for line in view.tasks] == ["Check the advocate came"]
    assert view.history[-1].did == "added the patient"
    assert {"started", "answered", "copied the note", "said it is filed:", "added the task"} <= {
        line.did for line in view.history
    }
