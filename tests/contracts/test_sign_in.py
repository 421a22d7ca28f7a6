"""What people sign in with and emergency accesses, as every store keeps them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import ChangedElsewhere, NotFound
from inpatient_hub.domain.sign_in import EmergencyAccess, SecretKind, StaffSecret
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.ports import Store
from tests.contracts.making import NOW, a_nurse, a_ward, an_event, save

DAY = timedelta(days=1)


def a_secret(staff_id: str, **changed: object) -> StaffSecret:
    usual = StaffSecret(staff_id=staff_id, kind=SecretKind.PIN, verifier="$argon2id$", made_at=NOW)
    return replace(usual, **changed)


def an_access(ward: Ward, person: Staff, **changed: object) -> EmergencyAccess:
    usual = EmergencyAccess(
        id=new_id(),
        staff_id=person.id,
        ward_id=ward.id,
        reason="Called to help",
        begins_at=NOW,
        ends_at=NOW + timedelta(hours=1),
    )
    return replace(usual, **changed)


def test_a_secret_comes_back_as_it_was_kept(store: Store, nurse: Staff) -> None:
    code = a_secret(nurse.id, kind=SecretKind.START_CODE, expires_at=NOW + 7 * DAY, wrong_tries=4)
    with store.writing() as work:
        work.secrets.add(code)
    with store.reading() as work:
        assert work.secrets.find(nurse.id) == code
        assert list(work.secrets.all()) == [code]
        assert work.secrets.find(new_id()) is None


def test_a_secret_takes_the_place_of_the_one_before(store: Store, nurse: Staff) -> None:
    with store.writing() as work:
        work.secrets.add(a_secret(nurse.id))
    with store.writing() as work:
        saved = work.secrets.update(a_secret(nurse.id, kind=SecretKind.PASSPHRASE, verifier="$other$"))
    with store.reading() as work:
        assert work.secrets.find(nurse.id) == saved
    assert (saved.kind, saved.verifier, saved.version) == (SecretKind.PASSPHRASE, "$other$", 2)


def test_two_who_count_a_wrong_try_at_once_cannot_both_be_saved(store: Store, nurse: Staff) -> None:
    with store.writing() as work:
        work.secrets.add(a_secret(nurse.id))
    with store.writing() as work:
        work.secrets.update(a_secret(nurse.id, wrong_tries=1))
    with pytest.raises(ChangedElsewhere), store.writing() as work:
        work.secrets.update(a_secret(nurse.id, wrong_tries=1))
    with store.reading() as work:
        kept = work.secrets.find(nurse.id)
    assert kept is not None
    assert kept.wrong_tries == 1


def test_a_secret_belongs_to_somebody_who_is_there(store: Store, nurse: Staff) -> None:
    with pytest.raises(NotFound), store.writing() as work:
        work.secrets.add(a_secret(new_id()))
    with pytest.raises(NotFound), store.writing() as work:
        work.secrets.update(a_secret(nurse.id))


def test_everyone_is_found_across_wards_by_name(store: Store, ward: Ward, nurse: Staff) -> None:
    elsewhere = a_ward(name="Thrushcross")
    first, last = a_nurse(elsewhere, name="Abel"), a_nurse(elsewhere, name="Zillah", active=False)
    save(store, elsewhere, last, first)
    with store.reading() as work:
        assert list(work.staff.all()) == [first, nurse, last]


def test_the_last_time_somebody_signed_in_is_known(store: Store, nurse: Staff) -> None:
    never = a_nurse_like(nurse)
    with store.writing() as work:
        work.staff.add(never)
        for days in (0, 2, 1):
            work.audit.append(
                an_event(action=AuditAction.SIGNED_IN, kind=Kind.STAFF, entity_id=nurse.id, at=NOW + days * DAY)
            )
        work.audit.append(
            an_event(action=AuditAction.SIGNED_OUT, kind=Kind.STAFF, entity_id=nurse.id, at=NOW + 9 * DAY)
        )
    with store.reading() as work:
        assert dict(work.staff.last_signed_in()) == {nurse.id: NOW + 2 * DAY}


def test_emergencies_of_a_ward_come_latest_first(store: Store, ward: Ward, nurse: Staff) -> None:
    other = a_ward(name="Thrushcross")
    save(store, other)
    earlier, later = an_access(ward, nurse), an_access(ward, nurse, begins_at=NOW + DAY)
    with store.writing() as work:
        for access in (later, earlier, an_access(other, nurse)):
            work.emergencies.add(access)
    with store.reading() as work:
        assert list(work.emergencies.of_ward(ward.id)) == [later, earlier]


def test_an_emergency_is_reviewed_once(store: Store, ward: Ward, nurse: Staff) -> None:
    access = an_access(ward, nurse)
    with store.writing() as work:
        work.emergencies.add(access)
    with store.writing() as work:
        saved = work.emergencies.update(replace(access, reviewed_by=nurse.id, reviewed_at=NOW + DAY))
    with store.reading() as work:
        assert work.emergencies.get(access.id) == saved
    with pytest.raises(ChangedElsewhere), store.writing() as work:
        work.emergencies.update(replace(access, reviewed_by=nurse.id, reviewed_at=NOW))
    with pytest.raises(NotFound), store.reading() as work:
        work.emergencies.get(new_id())


def a_nurse_like(nurse: Staff) -> Staff:
    return replace(nurse, id=new_id(), name="Never Here")
