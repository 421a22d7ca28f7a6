"""The lock's settings are changed by an admin only, and say so plainly where there is no lock."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from inpatient_hub.domain.access import NotAllowed, Role
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import WrongRecoveryKey
from inpatient_hub.domain.locking import Way
from inpatient_hub.domain.recovery_words import words_of
from inpatient_hub.domain.staff import Staff
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.lock import LockService
from inpatient_hub.services.seat import Seat
from tests.services.rights.scene import a_scene, records
from tests.store.keys.locks import PASSPHRASE, PIN, a_vault

CLOCK = FixedClock(datetime(2026, 11, 20, 8, 0, tzinfo=UTC))


def a_service(folder: Path, role: Role = Role.WARD_ADMIN) -> LockService:
    vault = a_vault(folder)
    seat = Seat(clock=CLOCK)
    person = Staff(id="mary", ward_id="keats", name="Mary Garth", role="RMN", access=role)
    seat.sit(person, longest=timedelta(hours=8))
    return LockService(vault=vault, key=vault.make(), seat=seat, clock=CLOCK)


def test_ways_in_are_made_and_taken_away(tmp_path: Path) -> None:
    service = a_service(tmp_path)
    service.set_passphrase(PASSPHRASE)
    service.set_pin(PIN)
    assert set(service.state().made) == set(Way)
    service.take_away(Way.KEYRING)
    assert Way.KEYRING not in service.state().made
    service.remember_here()
    assert Way.KEYRING in service.state().ways


def test_it_is_noted_on_which_day_the_recovery_key_was_typed_back(tmp_path: Path) -> None:
    service = a_service(tmp_path)
    words = service.unwritten_recovery_key()
    assert words is not None
    assert service.state().recovery_checked_on is None
    with pytest.raises(WrongRecoveryKey):
        service.recovery_key_written(words_of(bytes(20)))
    assert service.state().recovery_checked_on is None
    service.recovery_key_written(words)
    assert service.state().recovery_checked_on == date(2026, 11, 20)
    service.set_passphrase(PASSPHRASE)
    assert service.state().recovery_checked_on == date(2026, 11, 20)
    service.new_recovery_key()
    assert service.state().recovery_checked_on is None


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEAD, Role.MANAGER])
def test_others_than_an_admin_change_nothing_and_see_no_recovery_key(tmp_path: Path, role: Role) -> None:
    service = a_service(tmp_path, role)
    asked: tuple[Callable[[], object], ...] = (
        lambda: service.set_passphrase(PASSPHRASE),
        lambda: service.set_pin(PIN),
        lambda: service.take_away(Way.KEYRING),
        lambda: service.recovery_key_written("x"),
        service.remember_here,
        service.unwritten_recovery_key,
        service.recovery_key_waits,
        service.new_recovery_key,
        lambda: service.may_lock_anew(None),
    )
    for ask in asked:
        with pytest.raises(NotAllowed):
            ask()
    assert service.state().recovery_not_written


def test_where_there_is_no_lock_it_says_so() -> None:
    service = LockService(vault=None, key=None, seat=Seat(clock=CLOCK, program=True), clock=CLOCK)
    assert not service.is_kept
    with pytest.raises(HubError, match="There is no lock here"):
        service.state()


def test_every_change_of_the_lock_is_recorded_and_what_was_refused_is_not(tmp_path: Path) -> None:
    service, told = a_service(tmp_path), list[str]()
    service.recorded_by(told.append)
    service.set_passphrase(PASSPHRASE)
    service.set_pin(PIN)
    service.take_away(Way.KEYRING)
    service.remember_here()
    service.new_recovery_key()
    assert told == ["passphrase", "pin", "no keyring", "keyring", "recovery-key"]
    told.clear()
    with pytest.raises(HubError):
        service.set_passphrase("short")
    with pytest.raises(HubError):
        service.set_pin("1")
    service.state()
    assert service.recovery_key_waits()
    assert told == []
    words = service.unwritten_recovery_key()
    assert words is not None
    service.recovery_key_written(words)
    assert told == ["recovery-key shown", "recovery-key written"]
    assert (service.unwritten_recovery_key(), service.recovery_key_waits(), len(told)) == (None, False, 2)


def test_a_change_that_cannot_be_recorded_is_made_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The lock is changed already, and to say that it was not would have somebody type the old passphrase."""

    def full(_what: str) -> None:
        raise HubError("The disk is full", "Nothing more fits.", remedy="Make room.")

    service = a_service(tmp_path)
    service.recorded_by(full)
    service.set_passphrase(PASSPHRASE)
    assert Way.PASSPHRASE in service.state().made
    assert "could not be recorded: The disk is full" in caplog.text


def test_the_trail_names_who_changed_the_lock_and_what_they_changed() -> None:
    scene = a_scene(records().people[Role.WARD_ADMIN])
    scene.seat.sit(scene.who, longest=timedelta(hours=8))
    scene.hub.lock.set_passphrase(PASSPHRASE)
    scene.hub.lock.new_recovery_key()
    with scene.seat.as_program(), scene.hub.store.reading() as work:
        found = work.audit.of_actions([AuditAction.LOCK_CHANGED])
    assert [(one.actor_id, one.role, one.detail["what"]) for one in found] == [
        (scene.who.id, "ward_admin", "recovery-key"),
        (scene.who.id, "ward_admin", "passphrase"),
    ]
