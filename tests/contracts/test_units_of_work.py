"""Units of work: all or nothing, of one moment, and nobody's change lost."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest

from inpatient_hub.domain.errors import ChangedElsewhere, HubError, NotFound
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.wards import Ward
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.ports import PatientFilter, Store
from inpatient_hub.store.database import SqlStore
from inpatient_hub.store.errors import StoreBug
from tests.contracts.making import a_nurse, a_patient, a_ward, an_event, save


def at_once(*actions: Callable[[], None]) -> None:
    """Does all of these, each in a thread of its own, and raises here the first thing one of them raised."""
    raised: list[BaseException] = []

    def run(action: Callable[[], None]) -> None:
        try:
            action()
        except BaseException as error:  # noqa: BLE001 - it is raised again in the test's own thread
            raised.append(error)

    threads = [threading.Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


def test_what_a_unit_of_work_wrote_is_taken_back_when_it_raises(store: Store, ward: Ward, patient: Patient) -> None:
    def write_and_fail() -> None:
        with store.writing() as work:
            work.patients.add(a_patient(ward, family_name="Linton"))
            work.patients.update(replace(patient, bed="9"))
            work.runs.keep_definition("d", "{}")
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        write_and_fail()
    with store.reading() as work:
        assert list(work.patients.current(ward.id)) == [patient]
        with pytest.raises(NotFound):
            work.runs.definition("d")


def test_a_hub_error_takes_everything_back_too(store: Store, ward: Ward) -> None:
    def write_and_refuse() -> None:
        with store.writing() as work:
            work.patients.add(a_patient(ward))
            raise HubError("Not yet", "A step is missing.", remedy="Go back.")

    with pytest.raises(HubError, match="Not yet"):
        write_and_refuse()
    with store.reading() as work:
        assert list(work.patients.current(ward.id)) == []


def test_a_unit_of_work_sees_what_it_wrote(store: Store, ward: Ward) -> None:
    patient = a_patient(ward)
    with store.writing() as work:
        work.patients.add(patient)
        assert work.patients.get(patient.id) == patient
        assert work.patients.count(PatientFilter(ward_id=ward.id)) == 1


def test_the_store_can_be_used_again_after_a_failure(store: Store, ward: Ward) -> None:
    with pytest.raises(NotFound), store.writing() as work:
        work.patients.add(a_patient(a_ward()))
    save(store, a_patient(ward))
    with store.reading() as work:
        assert work.patients.count(PatientFilter(ward_id=ward.id)) == 1


def test_something_not_found_does_not_end_a_unit_of_work(store: Store, ward: Ward, patient: Patient) -> None:
    added = a_patient(ward, family_name="Linton")
    with store.writing() as work:
        work.patients.add(added)
        with suppress(NotFound):
            work.patients.get(new_id())
        with suppress(ChangedElsewhere):
            work.patients.update(replace(patient, version=7))
    with store.reading() as work:
        assert work.patients.get(added.id) == added


def test_a_fault_that_is_passed_over_is_never_saved_as_if_all_were_well(store: Store, ward: Ward) -> None:
    def pass_over_a_fault() -> None:
        with store.writing() as work:
            work.patients.add(a_patient(ward))
            with suppress(NotFound):
                work.patients.add(a_patient(a_ward()))
            with suppress(StoreBug):
                work.patients.add(a_patient(ward))

    with pytest.raises(StoreBug, match="went on after a fault"):
        pass_over_a_fault()
    with store.reading() as work:
        assert list(work.patients.current(ward.id)) == []


def test_who_only_reads_cannot_write(store: Store, ward: Ward, patient: Patient) -> None:
    with store.reading() as work, pytest.raises(StoreBug, match="asked to write"):
        work.patients.update(replace(patient, bed="9"))
    with store.reading() as work, pytest.raises(StoreBug, match="asked to write"):
        work.audit.append(an_event())
    with store.reading() as work:
        assert work.patients.get(patient.id) == patient


def test_a_unit_of_work_inside_another_is_refused(store: Store, ward: Ward) -> None:
    for outer in (store.reading, store.writing):
        for inner in (store.reading, store.writing):
            with outer(), pytest.raises(StoreBug, match="inside another"), inner():
                pytest.fail("it was let in")
    save(store, a_patient(ward))


def test_a_record_is_not_added_twice(store: Store, patient: Patient) -> None:
    with pytest.raises(StoreBug), store.writing() as work:
        work.patients.add(replace(patient, family_name="Linton"))
    with store.reading() as work:
        assert work.patients.get(patient.id) == patient


def test_a_fault_says_nothing_about_a_patient(sql_store: SqlStore) -> None:
    ward = a_ward()
    patient = a_patient(ward, family_name="Secretname")
    save(sql_store, ward, patient)
    twice = patient
    impossible = a_patient(ward, family_name="Secretname", nhs_number="123")
    for record in (twice, impossible):
        with pytest.raises(StoreBug) as raised, sql_store.writing() as work:
            work.patients.add(record)
        assert "Secretname" not in f"{raised.value!r}{raised.value}"
        assert raised.value.__cause__ is None
        assert raised.value.__suppress_context__


def test_half_a_character_is_refused_and_saves_nothing(sql_store: SqlStore) -> None:
    ward = a_ward()
    save(sql_store, ward)
    with pytest.raises(StoreBug, match="half a character") as raised:
        save(sql_store, a_patient(ward), a_patient(ward, family_name="Secretname\ud800"))
    assert raised.value.__suppress_context__
    with sql_store.reading() as work:
        assert list(work.patients.current(ward.id)) == []


def test_everything_read_in_one_unit_of_work_is_of_one_moment(sql_store: SqlStore) -> None:
    ward = a_ward()
    patient = a_patient(ward)
    save(sql_store, ward, patient)
    with sql_store.reading() as work:
        assert work.patients.get(patient.id) == patient
        at_once(lambda: save(sql_store, a_patient(ward, family_name="Linton")))
        assert list(work.patients.current(ward.id)) == [patient]
    with sql_store.reading() as work:
        assert len(work.patients.current(ward.id)) == 2


def test_of_two_who_save_the_same_patient_at_once_one_is_told(sql_store: SqlStore) -> None:
    ward = a_ward()
    patient = a_patient(ward)
    save(sql_store, ward, patient)
    start = threading.Barrier(4)
    outcomes: list[str] = []

    def change(bed: str) -> None:
        with sql_store.reading() as work:
            seen = work.patients.get(patient.id)
        start.wait(timeout=20)
        try:
            with sql_store.writing() as work:
                work.patients.update(replace(seen, bed=bed))
        except ChangedElsewhere as refused:
            outcomes.append(refused.title)
        else:
            outcomes.append("saved")

    at_once(*(partial(change, bed) for bed in "1234"))
    assert sorted(outcomes) == [*["Patient was changed by someone else"] * 3, "saved"]
    with sql_store.reading() as work:
        assert work.patients.get(patient.id).version == 2


def test_many_threads_can_use_a_store_and_lose_nothing(sql_store: SqlStore) -> None:
    ward = a_ward()
    save(sql_store, ward)

    def add_people(letter: str) -> None:
        for number in range(10):
            save(sql_store, a_nurse(ward, name=f"{letter}{number}"))
            with sql_store.reading() as work:
                work.staff.of_ward(ward.id)

    at_once(*(partial(add_people, letter) for letter in "abcd"))
    with sql_store.reading() as work:
        names = [person.name for person in work.staff.of_ward(ward.id)]
    assert names == [f"{letter}{number}" for letter in "abcd" for number in range(10)]


def test_a_definition_kept_by_two_at_once_is_kept_once(sql_store: SqlStore) -> None:
    start = threading.Barrier(3)

    def keep() -> None:
        start.wait(timeout=20)
        with sql_store.writing() as work:
            work.runs.keep_definition("d", "{}")

    at_once(keep, keep, keep)
    with sql_store.reading() as work:
        assert work.runs.definition("d") == "{}"
