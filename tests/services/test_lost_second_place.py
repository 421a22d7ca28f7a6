"""A second place that is lost from this computer's choices is told; one that somebody gave up is not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.host import device_secrets
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.paths import settings_file
from inpatient_hub.services.backup_health import Weight
from tests.fakes.keyring import FakeKeyring
from tests.fakes.seat import opened_by_program

CLOCK = FixedClock(datetime(2026, 11, 20, 8, 0, tzinfo=UTC))


@pytest.fixture(autouse=True)
def _keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    made = FakeKeyring()
    monkeypatch.setattr(device_secrets, "this_users_keyring", lambda: made)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A ward whose backups were copied to a second place."""
    (tmp_path / "second").mkdir()
    (tmp_path / "data").mkdir()
    made = Place(data_folder=tmp_path / "data")
    with opened_by_program(made, clock=CLOCK) as hub:
        hub.wards.set_up(ward_name="Keats Ward", person_name="Esther Summerson", person_role="RMN")
        hub.backup_settings.choose_second_place(str(tmp_path / "second"))
        assert hub.backups.make().second_fault is None
        assert hub.backups.concerns() == ()
    return made


def test_an_empty_settings_file_loses_no_second_place_in_silence(place: Place, tmp_path: Path) -> None:
    settings_file(place.data_folder).write_bytes(b"")
    with opened_by_program(place, clock=CLOCK) as hub:
        (concern,) = hub.backups.concerns()
        assert (concern.id, concern.weight) == ("second", Weight.NOTE)
        assert str(tmp_path / "second") in concern.message
        hub.backup_settings.choose_second_place(str(tmp_path / "second"))
        assert hub.backups.concerns() == ()


def test_a_second_place_that_was_given_up_is_not_missed(place: Place) -> None:
    with opened_by_program(place, clock=CLOCK) as hub:
        hub.backup_settings.choose_second_place("")
        assert hub.backups.concerns() == ()
    with opened_by_program(place, clock=CLOCK) as hub:
        assert hub.backups.concerns() == ()


def test_the_audit_trail_tells_where_backups_were_copied_before(place: Place, tmp_path: Path) -> None:
    with opened_by_program(place, clock=CLOCK) as hub:
        hub.backup_settings.choose_second_place("")
        with hub.store.reading() as work:
            told = sorted(work.audit.of_actions([AuditAction.BACKUPS_SET]), key=lambda one: one.seq or 0)
    second = str(tmp_path / "second")
    assert [(event.before, event.after) for event in told] == [
        ({"second_place": "no"}, {"second_place": second}),
        ({"second_place": second}, {"second_place": "no"}),
    ]
