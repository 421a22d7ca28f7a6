"""Wards and staff: kept whole, listed by name, and one spelling of each ward."""

from dataclasses import replace
from datetime import time

import pytest

from inpatient_hub.domain.errors import ChangedElsewhere, InvalidAnswer, NotFound
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Identifier, NoteSettings, PatientField, Ward
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.ports import Store
from tests.contracts.making import a_nurse, a_ward, save


def test_a_ward_comes_back_with_everything_it_chose(store: Store) -> None:
    ward = a_ward(
        shifts=(
            Shift(name="Long day", starts=time(7, 30), ends=time(20)),
            Shift(name="Night", starts=time(20), ends=time(8)),
        ),
        fields=frozenset({PatientField.BED, PatientField.ALERTS}),
        notes=NoteSettings(length_limit=3000, retrospect_minutes=0, identifiers=(Identifier.BED, Identifier.BORN_ON)),
    )
    save(store, ward)
    with store.reading() as work:
        assert work.wards.get(ward.id) == ward
        assert list(work.wards.all()) == [ward]


def test_wards_are_listed_by_name_without_regard_to_capitals_and_accents(store: Store) -> None:
    names = ["élan", "Zephyr", "Dale", "aspen", "Fern"]
    save(store, *(a_ward(name=name) for name in names))
    with store.reading() as work:
        assert [ward.name for ward in work.wards.all()] == ["aspen", "Dale", "élan", "Fern", "Zephyr"]


@pytest.mark.parametrize("spelling", ["Wuthering Ward", "WUTHERING  ward", "Wúthering-Ward"])
def test_a_ward_has_one_spelling(store: Store, ward: Ward, spelling: str) -> None:
    with pytest.raises(InvalidAnswer) as refused, store.writing() as work:
        work.wards.add(a_ward(name=spelling))
    assert refused.value.field == "ward_name"
    with store.reading() as work:
        assert list(work.wards.all()) == [ward]


def test_a_ward_cannot_take_the_name_of_another(store: Store, ward: Ward) -> None:
    other = a_ward(name="Thrushcross")
    save(store, other)
    with pytest.raises(InvalidAnswer), store.writing() as work:
        work.wards.update(replace(other, name=ward.name.upper()))


def test_a_ward_keeps_its_name_when_something_else_is_changed(store: Store, ward: Ward) -> None:
    with store.writing() as work:
        saved = work.wards.update(replace(ward, fields=frozenset({PatientField.BED})))
    assert saved.version == 2
    with store.reading() as work:
        assert work.wards.get(ward.id) == saved


def test_a_change_to_a_ward_that_changed_meanwhile_is_refused(store: Store, ward: Ward) -> None:
    with store.writing() as work:
        work.wards.update(replace(ward, name="Heights"))
    with pytest.raises(ChangedElsewhere, match="Ward"), store.writing() as work:
        work.wards.update(replace(ward, name="Grange"))
    with store.reading() as work:
        assert work.wards.get(ward.id).name == "Heights"


def test_a_ward_or_person_that_is_not_there_is_not_found(store: Store, ward: Ward) -> None:
    with store.reading() as work:
        with pytest.raises(NotFound, match="Ward not found"):
            work.wards.get(new_id())
        with pytest.raises(NotFound, match="Member of staff not found"):
            work.staff.get(new_id())
    with pytest.raises(NotFound), store.writing() as work:
        work.staff.update(a_nurse(ward))


def test_staff_are_listed_by_name_with_those_who_have_left(store: Store, ward: Ward) -> None:
    elsewhere = a_ward(name="Thrushcross")
    people = [
        a_nurse(ward, name=name, active=name != "Joseph") for name in ("joseph", "Ábel", "Zillah", "Nelly", "Joseph")
    ]
    save(store, elsewhere, a_nurse(elsewhere), *people)
    with store.reading() as work:
        found = work.staff.of_ward(ward.id)
    assert [person.name for person in found if person.name.lower() != "joseph"] == ["Ábel", "Nelly", "Zillah"]
    assert {person.id: person for person in found} == {person.id: person for person in people}


def test_a_member_of_staff_can_be_changed(store: Store, nurse: Staff) -> None:
    with store.writing() as work:
        saved = work.staff.update(replace(nurse, role="Ward manager", active=False))
    with store.reading() as work:
        assert work.staff.get(nurse.id) == saved == replace(nurse, role="Ward manager", active=False, version=2)


def test_nobody_joins_a_ward_that_is_not_there(store: Store) -> None:
    with pytest.raises(NotFound), store.writing() as work:
        work.staff.add(a_nurse(a_ward()))
