"""A nightly export that fails keeps no backup from being made, and is told until one is made again."""

from datetime import timedelta
from pathlib import Path

import pytest

from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.backup_diary import DiaryFile
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.backup_health import Weight
from inpatient_hub.services.backups import BackupService
from tests.fakes.seat import the_program
from tests.services.test_backups import PLAN, START, FakeBackups

HELD = HubError("The data folder cannot be written to", "A file is held open.", remedy="Tell IT.")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
def backups(clock: FixedClock) -> FakeBackups:
    return FakeBackups(clock)


@pytest.fixture
def service(backups: FakeBackups, clock: FixedClock, tmp_path: Path) -> BackupService:
    return BackupService(backups=backups, clock=clock, plan=PLAN, seat=the_program(), diary=DiaryFile(tmp_path))


def test_an_export_that_fails_keeps_no_backup_from_being_made(service: BackupService, backups: FakeBackups) -> None:
    backups.export_fault = HELD
    assert service.make_if_due() is not None
    assert len(service.all()) == 1


def test_an_export_that_failed_is_told_and_weighs_more_when_it_goes_on(
    service: BackupService, backups: FakeBackups, clock: FixedClock, tmp_path: Path
) -> None:
    backups.export_fault = HELD
    service.make_if_due()
    (told,) = service.concerns()
    assert (told.id, told.weight, told.title) == ("export", Weight.QUIET, "The nightly export was not made")
    assert told.message == "The data folder cannot be written to: A file is held open."
    assert told.remedy == "Tell IT."
    for hours in (24, 48):
        clock.moment = START + timedelta(hours=hours)
        service.make_if_due()
    (told,) = service.concerns()
    assert (told.weight, told.title) == (Weight.NOTE, "No nightly export has been made for 2 days")
    assert DiaryFile(tmp_path).read().exported is not None, "it is told at the next start too"


def test_an_export_that_is_made_ends_the_concern(
    service: BackupService, backups: FakeBackups, clock: FixedClock
) -> None:
    backups.export_fault = HELD
    service.make_if_due()
    backups.export_fault = None
    clock.moment = START + timedelta(hours=1)
    service.make_if_due()
    assert service.concerns() == ()
    assert len(backups.exports) == 1
    backups.export_fault = HELD
    clock.moment = START + timedelta(days=2)
    service.make_if_due()
    backups.export_fault = None
    service.export()
    assert service.concerns() == ()


def test_a_backup_that_fails_keeps_no_export_from_being_made(service: BackupService, backups: FakeBackups) -> None:
    backups.fault = HELD
    with pytest.raises(HubError):
        service.make_if_due()
    assert len(backups.exports) == 1
