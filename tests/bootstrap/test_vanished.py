"""A ward whose store is gone is missed, whoever still knows of it, and its backups in the second place are offered."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import START_EMPTY, Place, go_way, open_hub, ways_forward, with_new_lock
from inpatient_hub.host import device_secrets
from inpatient_hub.host.log import stop_log
from inpatient_hub.host.settings import change_settings
from inpatient_hub.store import begun
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.keys.key_file import KEY_FILE
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK
from tests.fakes.keyring import FakeKeyring
from tests.fakes.seat import opened_by_program


@pytest.fixture(autouse=True)
def _no_log_left() -> Iterator[None]:
    yield
    stop_log()


@pytest.fixture(autouse=True)
def keyring(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    """This user's keyring."""
    made = FakeKeyring()
    monkeypatch.setattr(device_secrets, "this_users_keyring", lambda: made)
    return made


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A data folder with nothing in it."""
    (tmp_path / "data").mkdir()
    return Place(data_folder=tmp_path / "data")


def a_ward(place: Place, *, with_backup: bool = False) -> None:
    """A ward that was begun and closed."""
    with opened_by_program(place, clock=CLOCK) as hub:
        hub.wards.set_up(ward_name="Keats Ward", person_name="Esther Summerson", person_role="RMN")
        if with_backup:
            assert hub.backups.make().second_fault is None


def trouble_at(place: Place) -> StoreFault:
    """What stands in the way of opening the ward."""
    with pytest.raises(StoreFault) as told:
        open_hub(place, clock=CLOCK)
    assert not (place.data_folder / STORE_FILE).exists()
    return told.value


def wards(place: Place) -> list[str]:
    """The names of the wards that are opened there."""
    with opened_by_program(place, clock=CLOCK) as hub:
        return [ward.name for ward in hub.wards.all()]


def without_store(place: Place) -> None:
    """Takes everything out of the folder that tells of the store, but the file of its lock."""
    for file in place.data_folder.iterdir():
        if file.is_dir():
            shutil.rmtree(file)
        elif file.name not in (KEY_FILE, "settings.json"):
            file.unlink()


def test_a_new_ward_without_any_backup_is_missed(place: Place) -> None:
    a_ward(place)
    (place.data_folder / STORE_FILE).unlink()
    assert trouble_at(place).fault is Fault.VANISHED


def test_a_ward_whose_backups_are_gone_too_is_missed(place: Place) -> None:
    a_ward(place, with_backup=True)
    shutil.rmtree(place.data_folder / "backups")
    (place.data_folder / STORE_FILE).unlink()
    assert trouble_at(place).fault is Fault.VANISHED


def test_a_ward_that_only_the_keyring_remembers_is_missed(place: Place) -> None:
    a_ward(place)
    without_store(place)
    assert trouble_at(place).fault is Fault.VANISHED


def test_a_ward_of_an_older_version_is_known_from_its_next_opening_on(place: Place) -> None:
    a_ward(place)
    (place.data_folder / begun.MARK).unlink()
    assert wards(place) == ["Keats Ward"]
    assert begun.is_marked(place.data_folder)


def test_a_lock_that_was_made_before_any_store_leads_to_a_new_ward(place: Place) -> None:
    with_new_lock(place, clock=CLOCK)
    assert wards(place) == []


def with_second(place: Place, second: Path) -> None:
    """A ward with a backup in a second place, whose own folder then holds nothing but its lock and settings."""
    second.mkdir()
    change_settings(place.data_folder, second_backup_folder=str(second))
    a_ward(place, with_backup=True)
    without_store(place)


def test_a_ward_that_only_the_second_place_remembers_is_missed(
    place: Place, tmp_path: Path, keyring: FakeKeyring
) -> None:
    with_second(place, tmp_path / "second")
    for name in [name for name in keyring.kept if name.endswith("audit")]:
        keyring.forget(name)
    assert trouble_at(place).fault is Fault.VANISHED


def test_the_backups_in_the_second_place_are_offered_and_one_is_put_back(place: Place, tmp_path: Path) -> None:
    with_second(place, tmp_path / "second")
    restore, empty = ways_forward(place, trouble_at(place))
    assert restore.label.startswith("Restore the backup of 20 Nov 2026, ")
    assert "second place" in restore.explanation
    assert empty.id == START_EMPTY
    go_way(place, restore.id)
    assert wards(place) == ["Keats Ward"]


def test_without_its_key_file_the_second_place_is_offered_too(place: Place, tmp_path: Path) -> None:
    with_second(place, tmp_path / "second")
    (place.data_folder / KEY_FILE).unlink()
    begun.mark(place.data_folder)
    restore, _empty = ways_forward(place, trouble_at(place))
    go_way(place, restore.id)
    assert wards(place) == ["Keats Ward"]


def test_a_person_may_still_choose_to_begin_anew(place: Place) -> None:
    a_ward(place)
    (place.data_folder / STORE_FILE).unlink()
    trouble_at(place)
    go_way(place, START_EMPTY)
    assert wards(place) == []
