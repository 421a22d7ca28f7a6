"""A folder's backups: made, told apart by what is in them, thinned out, and copied to a second place with the key."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Hub, Place
from inpatient_hub.domain.errors import HubError, NotFound
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.log import stop_log
from inpatient_hub.host.settings import Settings, write_settings
from inpatient_hub.services.demo_ward import build_demo
from inpatient_hub.store.backup import backups_in, check_copy
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.folder_backups import FolderBackups
from inpatient_hub.store.keys.key_file import read_file
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, KEY, put_empty_store, target_in
from tests.contracts.making import NOW, a_nurse, a_patient, a_ward, an_event, save
from tests.fakes.seat import opened_by_program
from tests.store.filling import everything_in


@pytest.fixture(autouse=True)
def _no_log_left() -> Iterator[None]:
    yield
    stop_log()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    put_empty_store(tmp_path)
    with open_store(target_in(tmp_path), clock=CLOCK) as opened:
        yield opened


@pytest.fixture
def backups(tmp_path: Path) -> FolderBackups:
    return FolderBackups(tmp_path, key=KEY, clock=CLOCK)


def keep_all(_lines: object) -> list[str]:
    return []


def test_a_backup_is_made_of_the_open_store_and_listed(store: SqlStore, backups: FolderBackups) -> None:
    save(store, a_ward())
    made = backups.make("auto")
    assert (made.label, made.made_at) == ("auto", NOW)
    assert backups.all() == (made,)
    assert made.size > 4096


def test_whatever_is_added_or_changed_in_the_store_is_noticed(store: SqlStore, backups: FolderBackups) -> None:
    assert backups.has_changed()
    ward = a_ward()
    nurse = a_nurse(ward)
    save(store, ward, nurse)
    backups.make("auto")
    assert not backups.has_changed()
    with store.writing() as work:
        work.staff.update(work.staff.get(nurse.id))
    assert backups.has_changed()
    backups.make("auto")
    assert not backups.has_changed()
    with store.writing() as work:
        work.audit.append(an_event())
    assert backups.has_changed()


def test_a_newest_backup_that_is_damaged_counts_as_none(
    store: SqlStore, backups: FolderBackups, tmp_path: Path
) -> None:
    save(store, a_ward())
    backups.make("auto")
    (backup,) = backups_in(tmp_path)
    backup.path.write_bytes(b"damaged")
    assert backups.has_changed()


def test_a_backup_says_what_it_holds(tmp_path: Path) -> None:
    with opened_by_program(Place(data_folder=tmp_path), clock=FixedClock(NOW)) as hub:
        made = build_demo(hub)
        line = hub.backups.make().line
        told = hub.backups.contents(line.name)
        assert told.wards == (hub.wards.all()[0].name,)
        assert told.patients == hub.patients.count(made.ward_id)
        assert told.staff == len(hub.wards.staff(made.ward_id))
        assert told.notes == hub.notes.count(made.ward_id)
        assert told.notes_unfiled == len(hub.notes.unfiled(made.ward_id)) > 0
        assert told.runs_in_progress == len(hub.runs.in_progress(made.ward_id)) > 0
        assert told.tasks_open > 0
        assert told.first_at is not None
        assert told.last_at is not None
        assert told.first_at < told.last_at <= NOW


def test_a_backup_of_an_empty_store_holds_nothing(store: SqlStore, backups: FolderBackups) -> None:
    told = backups.contents(backups.make("copy").name)
    assert (told.wards, told.patients, told.notes, told.first_at, told.last_at) == ((), 0, 0, None, None)


def test_a_damaged_or_unknown_backup_is_refused_in_words(
    store: SqlStore, backups: FolderBackups, tmp_path: Path
) -> None:
    line = backups.make("copy")
    (tmp_path / "backups" / line.name).write_bytes(b"damaged" * 1000)
    with pytest.raises(StoreFault) as refused:
        backups.contents(line.name)
    assert refused.value.fault is Fault.BACKUP_UNUSABLE
    for name in ("hub.copy.20200101T000000Z.db", "../hub.db", ""):
        with pytest.raises(NotFound):
            backups.contents(name)


def test_removing_takes_the_named_ones_and_no_others(store: SqlStore, backups: FolderBackups) -> None:
    lines = [backups.make(label) for label in ("auto", "copy", "quit")]
    backups.remove([lines[0].name, "hub.auto.never-made.db"])
    assert {line.name for line in backups.all()} == {lines[1].name, lines[2].name}


# The second place


def test_the_second_place_gets_the_backup_and_the_key_file(
    store: SqlStore, backups: FolderBackups, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    save(store, a_ward())
    second = tmp_path_factory.mktemp("second")
    line = backups.make("auto")
    backups.copy_to(str(second), line.name, keep_all)
    (mine,) = second.iterdir()
    assert mine.name == f"inpatient-hub-{KEY.lock_id.hex()[:8]}"
    copy, keys = mine / line.name, mine / f"hub.{KEY.lock_id.hex()[:8]}.keys"
    assert {path.name for path in mine.iterdir()} == {copy.name, keys.name}
    check_copy(copy, key=KEY)
    assert everything_in(copy) == everything_in(tmp_path / STORE_FILE)
    assert read_file(keys).belongs_to(KEY)


def test_copies_of_other_stores_in_the_second_place_are_left_alone(
    store: SqlStore, backups: FolderBackups, tmp_path_factory: pytest.TempPathFactory
) -> None:
    second = tmp_path_factory.mktemp("second")
    other = second / "inpatient-hub-00000000"
    other.mkdir()
    (other / "hub.auto.20200101T000000Z.db").write_bytes(b"of another ward")
    backups.copy_to(str(second), backups.make("auto").name, lambda lines: [line.name for line in lines])
    assert (other / "hub.auto.20200101T000000Z.db").read_bytes() == b"of another ward"
    assert len(list(second.iterdir())) == 2


def test_a_second_place_that_is_gone_or_no_second_place_is_told(
    store: SqlStore, backups: FolderBackups, tmp_path: Path
) -> None:
    line = backups.make("auto")
    with pytest.raises(StoreFault) as gone:
        backups.copy_to(str(tmp_path.parent / "no such drive"), line.name, keep_all)
    assert gone.value.fault is Fault.SECOND_PLACE_GONE
    for inside in (tmp_path, tmp_path / "backups"):
        with pytest.raises(StoreFault) as refused:
            backups.copy_to(str(inside), line.name, keep_all)
        assert refused.value.fault is Fault.SECOND_PLACE_INSIDE


def test_a_copy_that_is_not_the_same_is_not_kept(
    store: SqlStore,
    backups: FolderBackups,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from inpatient_hub.store import folder_backups

    def torn(source: Path, file: Path) -> None:
        file.write_bytes(source.read_bytes()[:-1])

    second = tmp_path_factory.mktemp("second")
    line = backups.make("auto")
    monkeypatch.setattr(folder_backups.shutil, "copyfile", torn)
    with pytest.raises(StoreFault) as failed:
        backups.copy_to(str(second), line.name, keep_all)
    assert failed.value.fault is Fault.BACKUP_FAILED
    assert [path for path in second.rglob("*") if path.is_file()] == []


def test_the_application_keeps_backups_by_the_clock_and_copies_them(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    second = tmp_path_factory.mktemp("second")
    put_empty_store(tmp_path)
    write_settings(tmp_path, Settings(second_backup_folder=str(second)))
    clock = FixedClock(NOW)
    with opened_by_program(Place(data_folder=tmp_path), clock=clock) as hub:
        ward = hub.wards.set_up(ward_name="Keats", person_name="Esther Summerson", person_role="RMN")
        for hour in range(30):
            clock.moment = NOW + timedelta(hours=hour)
            _work(hub, ward.ward.id, ward.person.id, hour)
            hub.backups.make_if_due()
            assert hub.backups.make_if_due() is None
        lines = hub.backups.all()
    assert 12 <= len(lines) <= 15
    assert {path.name for path in second.rglob("*.db")} == {line.name for line in lines}


def _work(hub: Hub, ward_id: str, by: str, number: int) -> None:
    from inpatient_hub.services.patients import PatientDetails

    hub.patients.add(ward_id, PatientDetails(family_name=f"Earnshaw {number}", given_name="Cathy"), by=by)


def test_a_ward_for_trial_that_is_thrown_away_has_no_backups(tmp_path: Path) -> None:
    from inpatient_hub.bootstrap import ephemeral

    with opened_by_program(ephemeral(Place(data_folder=tmp_path))) as hub:
        assert not hub.backups.are_kept
        with pytest.raises(HubError, match="No backup is made here"):
            hub.backups.make()


def test_patients_of_every_status_are_told_apart(store: SqlStore, backups: FolderBackups) -> None:
    from inpatient_hub.domain.patients import PatientStatus

    ward = a_ward()
    save(store, ward, *(a_patient(ward, bed=str(place), status=status) for place, status in enumerate(PatientStatus)))
    told = backups.contents(backups.make("copy").name)
    assert 0 < told.patients < len(PatientStatus)
