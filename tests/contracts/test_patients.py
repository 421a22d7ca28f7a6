"""Patients: kept whole, found by what a nurse remembers, and listed without gaps or repeats."""

from dataclasses import replace
from datetime import date

import pytest

from inpatient_hub.domain.errors import ChangedElsewhere, NotFound
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import Alert, Patient, PatientStatus
from inpatient_hub.domain.runs import RunState
from inpatient_hub.domain.search_text import terms
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.ports import PatientFilter, PatientLine, PatientOrder, Store
from tests.contracts.making import NOW, a_copied_note, a_note, a_patient, a_run, a_ward, save


def everyone(store: Store, wanted: PatientFilter, limit: int) -> list[PatientLine]:
    """The whole list, read part by part."""
    found: list[PatientLine] = []
    after = None
    with store.reading() as work:
        while True:
            page = work.patients.page(wanted, after=after, limit=limit)
            assert len(page.items) <= limit
            found += page.items
            assert page.next is None or page.next != after, "the list does not go on"
            after = page.next
            if after is None:
                return found


def family_names(store: Store, ward: Ward, query: str) -> list[str]:
    """Surnames of those a search finds."""
    with store.reading() as work:
        page = work.patients.page(PatientFilter(ward_id=ward.id, search=terms(query)))
    return [line.patient.family_name for line in page.items]


def test_a_patient_comes_back_with_every_detail(store: Store, ward: Ward, nurse: Staff) -> None:
    patient = a_patient(
        ward,
        preferred_name="Cathy",
        nhs_number="9993395633",
        born_on=date(1991, 4, 3),
        room="Bay 2",
        bed="4A",
        legal_status="s5_2",
        status=PatientStatus.ON_LEAVE,
        admitted_on=date(2026, 11, 1),
        expected_discharge_on=date(2026, 12, 24),
        named_nurse_id=nurse.id,
        consultant_id=nurse.id,
        alerts=(Alert("Falls", stands_out=True), Alert("Diet: “soft” 'only' \\ ☂")),
    )
    save(store, patient)
    with store.reading() as work:
        assert work.patients.get(patient.id) == patient


def test_a_patient_with_a_name_only_comes_back_as_such(store: Store, ward: Ward) -> None:
    patient = a_patient(ward, given_name="")
    save(store, patient)
    with store.reading() as work:
        assert work.patients.get(patient.id) == patient


def test_saving_over_a_newer_version_is_refused_and_loses_nothing(store: Store, patient: Patient) -> None:
    with store.writing() as work:
        theirs = work.patients.update(replace(patient, bed="7"))
    with pytest.raises(ChangedElsewhere, match="Patient was changed"), store.writing() as work:
        work.patients.update(replace(patient, bed="9"))
    with store.reading() as work:
        assert work.patients.get(patient.id) == theirs == replace(patient, bed="7", version=2)


def test_a_patient_saved_twice_in_one_unit_of_work_goes_by_versions_too(store: Store, patient: Patient) -> None:
    with store.writing() as work:
        once = work.patients.update(replace(patient, bed="7"))
        twice = work.patients.update(replace(once, bed="8"))
    assert twice.version == 3


def test_an_unknown_patient_is_not_found(store: Store, ward: Ward) -> None:
    with store.reading() as work, pytest.raises(NotFound, match="Patient not found"):
        work.patients.get(new_id())
    with pytest.raises(NotFound, match="Patient not found"), store.writing() as work:
        work.patients.update(a_patient(ward))


def test_a_patient_cannot_have_a_nurse_who_is_not_there(store: Store, ward: Ward) -> None:
    with pytest.raises(NotFound), store.writing() as work:
        work.patients.add(a_patient(ward, named_nurse_id=new_id()))


def test_patients_are_sorted_by_surname_then_first_name_as_people_expect(store: Store, ward: Ward) -> None:
    names = [
        ("Öztürk", "Ayşe"),
        ("Lee Ann", "Zoe"),
        ("Lee", "Young"),
        ("O'Brien", "Sean"),
        ("obrien", "Aoife"),
        ("Leeson", "Ada"),
        ("Ødegaard", "Per"),
        ("Ωμέγα", "Nikos"),
        ("van der Berg", "Jan"),
        ("Vance", "Al"),
    ]
    save(store, *(a_patient(ward, family_name=family, given_name=given) for family, given in names))
    with store.reading() as work:
        found = [patient.full_name for patient in work.patients.current(ward.id)]
        page = work.patients.page(PatientFilter(ward_id=ward.id))
    assert found == [
        "Young Lee",
        "Zoe Lee Ann",
        "Ada Leeson",
        "Aoife obrien",
        "Sean O'Brien",
        "Per Ødegaard",
        "Ayşe Öztürk",
        "Jan van der Berg",
        "Al Vance",
        "Nikos Ωμέγα",
    ]
    assert [line.patient.full_name for line in page.items] == found


def test_beds_are_sorted_as_they_stand_on_the_ward(store: Store, ward: Ward) -> None:
    beds = ["10", None, "2", "4A", "4", "Side room 1", "1", "B2", "b1"]
    save(store, *(a_patient(ward, bed=bed) for bed in beds))
    with store.reading() as work:
        page = work.patients.page(PatientFilter(ward_id=ward.id, order=PatientOrder.BED))
    found = [line.patient.bed for line in page.items]
    assert found == ["1", "2", "4", "4A", "10", "b1", "B2", "Side room 1", None]


def test_equal_beds_are_sorted_by_room(store: Store, ward: Ward) -> None:
    save(store, *(a_patient(ward, bed="1", room=f"Bay {number}") for number in (10, 9, 1)))
    with store.reading() as work:
        page = work.patients.page(PatientFilter(ward_id=ward.id, order=PatientOrder.BED))
    assert [line.patient.room for line in page.items] == ["Bay 1", "Bay 9", "Bay 10"]


def test_patients_without_an_expected_discharge_come_last(store: Store, ward: Ward) -> None:
    days = [None, date(2026, 12, 1), date(2026, 11, 30), None, date(2027, 1, 2)]
    save(store, *(a_patient(ward, expected_discharge_on=day) for day in days))
    with store.reading() as work:
        page = work.patients.page(PatientFilter(ward_id=ward.id, order=PatientOrder.EXPECTED_DISCHARGE))
    found = [line.patient.expected_discharge_on for line in page.items]
    assert found == [date(2026, 11, 30), date(2026, 12, 1), date(2027, 1, 2), None, None]


@pytest.mark.parametrize("order", PatientOrder)
@pytest.mark.parametrize("limit", [1, 3, 100])
def test_a_list_read_in_parts_is_whole_and_repeats_nobody_even_among_equals(
    store: Store, ward: Ward, order: PatientOrder, limit: int
) -> None:
    patients = [
        a_patient(ward, family_name="Linton", given_name="Edgar", bed=bed, expected_discharge_on=day)
        for bed in ("2", "2", None)
        for day in (None, date(2026, 12, 1))
    ]
    save(store, *patients)
    found = [line.patient for line in everyone(store, PatientFilter(ward_id=ward.id, order=order), limit)]
    assert sorted(patient.id for patient in found) == sorted(patient.id for patient in patients)
    whole = [line.patient for line in everyone(store, PatientFilter(ward_id=ward.id, order=order), 100)]
    assert found == whole


def test_a_list_goes_on_where_it_stopped_when_somebody_leaves_it_between_two_parts(store: Store, ward: Ward) -> None:
    patients = [a_patient(ward, family_name=name) for name in ("Ash", "Birch", "Cedar", "Elm")]
    save(store, *patients)
    wanted = PatientFilter(ward_id=ward.id)
    with store.reading() as work:
        first = work.patients.page(wanted, limit=2)
    with store.writing() as work:
        work.patients.update(replace(patients[1], status=PatientStatus.DISCHARGED))
    with store.reading() as work:
        rest = work.patients.page(wanted, after=first.next, limit=2)
    assert [line.patient.family_name for line in rest.items] == ["Cedar", "Elm"]
    assert rest.next is None


@pytest.mark.parametrize(
    "query",
    [
        "cat",
        "CATHERINE",
        "earnshaw catherine",
        "nsha",
        "zoë",
        "zoe",
        "bronte",
        "999 339 5633",
        "9993395633",
        "999-339-5633",
        "3395",
        "4a",
        "bay 2",
        "12-3",
    ],
)
def test_a_patient_is_found_by_name_preferred_name_bed_room_and_nhs_number(
    store: Store, ward: Ward, query: str
) -> None:
    sought = a_patient(
        ward,
        family_name="Earnshaw-Brontë",
        preferred_name="Zoë",
        nhs_number="9993395633",
        bed="4A",
        room="Bay 2/12-3",
    )
    save(store, sought, a_patient(ward, family_name="Linton", given_name="Edgar", nhs_number="9990000018", bed="5B"))
    assert family_names(store, ward, query) == ["Earnshaw-Brontë"]


def test_every_word_of_a_search_must_occur(store: Store, ward: Ward, patient: Patient) -> None:
    save(store, a_patient(ward, family_name="Linton", given_name="Catherine"))
    assert family_names(store, ward, "catherine linton") == ["Linton"]
    assert family_names(store, ward, "catherine heathcliff") == []
    assert family_names(store, ward, "catherine") == ["Earnshaw", "Linton"]


def test_an_apostrophe_makes_no_difference_to_a_search(store: Store, ward: Ward) -> None:
    save(store, a_patient(ward, family_name="O’Brien"))
    assert family_names(store, ward, "o'brien") == ["O’Brien"]
    assert family_names(store, ward, "obrien") == ["O’Brien"]


@pytest.mark.parametrize("sign", ["%", "_", "\\", "*"])
def test_signs_that_databases_read_as_patterns_find_nobody(
    store: Store, ward: Ward, patient: Patient, sign: str
) -> None:
    with store.reading() as work:
        assert work.patients.page(PatientFilter(ward_id=ward.id, search=(sign,))).items == ()


def test_a_pasted_page_of_words_is_searched_without_harm(store: Store, ward: Ward, patient: Patient) -> None:
    words = tuple(f"word{number}" for number in range(3000))
    with store.reading() as work:
        assert work.patients.count(PatientFilter(ward_id=ward.id, search=words)) == 0


def test_a_changed_name_is_what_is_searched_and_sorted_by(store: Store, ward: Ward, patient: Patient) -> None:
    save(store, a_patient(ward, family_name="Heathcliff"))
    with store.writing() as work:
        work.patients.update(replace(patient, family_name="Zinton", bed="3"))
    assert family_names(store, ward, "earnshaw") == []
    assert family_names(store, ward, "") == ["Heathcliff", "Zinton"]


def test_only_current_patients_are_listed_unless_others_are_asked_for(store: Store, ward: Ward) -> None:
    save(store, *(a_patient(ward, family_name=status.value, status=status) for status in PatientStatus))
    gone = frozenset({PatientStatus.DISCHARGED, PatientStatus.IN_ERROR})
    assert family_names(store, ward, "") == ["active", "discharge_pending", "on_leave"]
    with store.reading() as work:
        assert [one.family_name for one in work.patients.current(ward.id)] == [
            "active",
            "discharge_pending",
            "on_leave",
        ]
        others = work.patients.page(PatientFilter(ward_id=ward.id, statuses=gone)).items
        assert [line.patient.family_name for line in others] == ["discharged", "in_error"]
        assert work.patients.count(PatientFilter(ward_id=ward.id)) == 3
        assert work.patients.count(PatientFilter(ward_id=ward.id, statuses=gone)) == 2
        assert work.patients.count(PatientFilter(ward_id=ward.id, statuses=frozenset())) == 0


def test_another_wards_patients_are_not_listed(store: Store, ward: Ward, patient: Patient) -> None:
    elsewhere = a_ward(name="Thrushcross")
    save(store, elsewhere, a_patient(elsewhere, family_name="Linton"))
    assert family_names(store, ward, "") == ["Earnshaw"]


def test_the_number_found_is_counted_without_reading_them(store: Store, ward: Ward) -> None:
    save(store, *(a_patient(ward, bed=str(number)) for number in range(12)))
    with store.reading() as work:
        assert work.patients.count(PatientFilter(ward_id=ward.id, search=("earnshaw", "1"))) == 3


def test_an_nhs_number_finds_everyone_who_has_it_whatever_their_status(store: Store, ward: Ward) -> None:
    gone = a_patient(ward, nhs_number="9993395633", status=PatientStatus.DISCHARGED)
    here = a_patient(ward, nhs_number="9993395633")
    save(store, gone, here, a_patient(ward))
    with store.reading() as work:
        found = work.patients.with_nhs_number("9993395633")
        assert sorted(one.id for one in found) == sorted([gone.id, here.id])
        assert list(work.patients.with_nhs_number("9990000018")) == []


def test_a_line_tells_the_named_nurse_and_how_much_is_open(store: Store, ward: Ward, nurse: Staff) -> None:
    patient = a_patient(ward, named_nurse_id=nurse.id)
    other = a_patient(ward, family_name="Linton")
    runs = [
        a_run(patient, nurse, state=state) for state in (RunState.IN_PROGRESS, RunState.IN_PROGRESS, RunState.FILED)
    ]
    notes = [a_copied_note(patient, nurse, NOW), a_note(patient, nurse), a_note(patient, nurse, state=NoteState.FILED)]
    save(store, patient, other, *runs, *notes)
    with store.reading() as work:
        lines = work.patients.page(PatientFilter(ward_id=ward.id)).items
    assert lines == (
        PatientLine(patient=patient, named_nurse="Nelly Dean", unfiled=1, runs_open=2),
        PatientLine(patient=other, named_nurse=None, unfiled=0, runs_open=0),
    )
