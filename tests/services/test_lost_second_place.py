"""A second place that is lost from this computer's choices is told; one that somebody gave up is not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.host import device_secrets
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.paths import backup_choices_file, settings_file
from inpatient_hub.host.settings import Settings, read_settings, write_settings
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


@pytest.mark.parametrize("damage", ["gone", b"", b"\xff\xfe", b"[1]", b'{"theme": "dark"'], ids=str)
def test_a_lost_settings_file_brings_back_where_backups_go_and_how_many(
    place: Place, tmp_path: Path, damage: bytes | str
) -> None:
    with opened_by_program(place, clock=CLOCK) as hub:
        hub.backup_settings.choose_plan({"hourly": 5, "daily": 9})
        before = hub.backup_settings.settings()
    file = settings_file(place.data_folder)
    file.unlink() if isinstance(damage, str) else file.write_bytes(damage)
    with opened_by_program(place, clock=CLOCK) as hub:
        assert hub.backup_settings.settings() == before
        assert hub.backups.concerns() == ()
        assert hub.backups.make().second_fault is None
        hub.backup_settings.choose_plan({"hourly": 6})  # and what is written now holds all of it again
    assert read_settings(place.data_folder).second_backup_folder == str(tmp_path / "second")


def test_what_was_chosen_last_comes_back(place: Place) -> None:
    with opened_by_program(place, clock=CLOCK) as hub:
        hub.backup_settings.choose_second_place("")
    settings_file(place.data_folder).unlink()
    kept = read_settings(place.data_folder)
    assert (kept.second_backup_folder, kept.no_second_place) == ("", True)


def test_only_what_is_about_backups_is_kept_twice_and_only_once_it_was_chosen(tmp_path: Path) -> None:
    write_settings(tmp_path, Settings(theme="dark", staff_id="a" * 32))
    assert not backup_choices_file(tmp_path).exists()
    write_settings(tmp_path, Settings(theme="dark", staff_id="a" * 32, backup_plan={"daily": 9}))
    settings_file(tmp_path).unlink()
    assert read_settings(tmp_path) == Settings(backup_plan={"daily": 9})
    backup_choices_file(tmp_path).write_bytes(b'{"second_backup_folder": 7, "theme": "dark", "backup_plan": []}')
    assert read_settings(tmp_path) == Settings()
    write_settings(tmp_path, Settings())
    assert read_settings(tmp_path) == Settings()


def test_where_both_files_are_lost_no_second_place_is_lost_in_silence(place: Place, tmp_path: Path) -> None:
    settings_file(place.data_folder).write_bytes(b"")
    backup_choices_file(place.data_folder).unlink()
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
