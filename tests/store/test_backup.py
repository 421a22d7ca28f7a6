"""Backups are whole, made while everyone goes on working, and lead back."""

import os
import threading
from contextlib import closing
from pathlib import Path

import pytest

from inpatient_hub.host.clock import FixedClock
from inpatient_hub.store import backup as backups
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.backup import back_up, backups_in, check_copy, sweep
from inpatient_hub.store.database import open_store
from inpatient_hub.store.driver import sqlite
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.lock import StoreLock
from inpatient_hub.store.salvage import restore_backup, set_aside, start_empty
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, KEY, postgres_store, raw, target_in
from tests.contracts.making import NOW, a_ward, later, save
from tests.store.filling import a_filled_store, contents, count, everything_in, is_whole


def names_of_wards(folder: Path) -> list[str]:
    """What the store of a folder says its wards are."""
    with open_store(target_in(folder), clock=CLOCK) as store, store.reading() as work:
        return [ward.name for ward in work.wards.all()]


def test_a_backup_is_one_whole_file_that_only_this_user_may_read(tmp_path: Path) -> None:
    file = a_filled_store(tmp_path, patients=5)
    made = back_up(tmp_path, key=KEY, clock=CLOCK)
    assert made == tmp_path / "backups" / "hub.copy.20261120T140500Z.db"
    assert made.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in made.parent.iterdir()] == [made.name]
    check_copy(made, key=KEY)
    assert everything_in(made) == everything_in(file)
    (described,) = backups_in(tmp_path)
    assert (described.path, described.label, described.made_at) == (made, "copy", NOW)
    assert described.size == made.stat().st_size


def test_a_backup_holds_what_is_still_in_the_log(tmp_path: Path) -> None:
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        save(store, a_ward())
        made = store.back_up()
        with closing(raw(made)) as copy:
            assert copy.execute("SELECT name FROM wards").fetchall() == [("Wuthering Ward",)]


def test_two_backups_of_one_second_do_not_overwrite_each_other(tmp_path: Path) -> None:
    a_filled_store(tmp_path, patients=1)
    assert back_up(tmp_path, key=KEY, clock=CLOCK) != back_up(tmp_path, key=KEY, clock=CLOCK)
    assert len(backups_in(tmp_path)) == 2


def test_a_backup_can_be_made_while_others_write(tmp_path: Path) -> None:
    stop = threading.Event()
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        written = threading.Semaphore(0)

        def write() -> None:
            number = 0
            while not stop.is_set():
                number += 1
                save(store, a_ward(name=f"Ward {number}"))
                written.release()

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for minute in range(3):
                assert written.acquire(timeout=20)
                check_copy(back_up(tmp_path, key=KEY, clock=FixedClock(later(minute))), key=KEY)
        finally:
            stop.set()
            writer.join()
    sizes = []
    for backup in reversed(backups_in(tmp_path)):
        with closing(raw(backup.path)) as copy:
            sizes.append(copy.execute("SELECT count(*) FROM wards").fetchone()[0])
    assert sizes == sorted(sizes)
    assert sizes[0] >= 1


def test_a_copy_that_does_not_pass_its_check_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_filled_store(tmp_path, patients=1)
    monkeypatch.setattr(backups, "_is_sound", lambda _connection: False)
    with pytest.raises(StoreFault) as failed:
        back_up(tmp_path, key=KEY, clock=CLOCK)
    assert failed.value.fault is Fault.BACKUP_FAILED
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.parametrize(("times", "kept"), [(2, True), (3, False)])
def test_a_finished_file_held_by_a_virus_scanner_is_waited_for_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int, kept: bool
) -> None:
    a_filled_store(tmp_path, patients=1)
    refusals = [PermissionError(13, "held")] * times
    waits: list[float] = []
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(sqlite_file, "_pause", waits.append)
    if kept:
        check_copy(back_up(tmp_path, key=KEY, clock=CLOCK), key=KEY)
    else:
        with pytest.raises(StoreFault) as refused:
            back_up(tmp_path, key=KEY, clock=CLOCK)
        assert refused.value.fault is Fault.LOCKED
    assert waits == list(sqlite_file._OPENING_WAITS)
    assert len(list((tmp_path / "backups").iterdir())) == kept


def test_a_damaged_store_gives_no_backup(tmp_path: Path) -> None:
    file = a_filled_store(tmp_path)
    file.write_bytes(file.read_bytes()[:-4096] + bytes(4096))
    with closing(raw(file)) as connection:
        (damaged,) = connection.execute("PRAGMA quick_check").fetchone()
    assert damaged != "ok"
    with pytest.raises(StoreFault):
        back_up(tmp_path, key=KEY, clock=CLOCK)
    assert list((tmp_path / "backups").iterdir()) == []


def test_files_of_other_names_are_not_taken_for_backups(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    for name in ("hub.db", "hub.copy.yesterday.db", "hub.copy.db", "notes.txt", "hub.copy.20261120T140500Z.db.part"):
        (tmp_path / "backups" / name).touch()
    assert backups_in(tmp_path) == ()


def test_copies_that_were_never_finished_are_removed_when_they_are_old_enough(tmp_path: Path) -> None:
    a_filled_store(tmp_path, patients=1)
    made = back_up(tmp_path, key=KEY, clock=CLOCK)
    old, young = (made.with_name(f"hub.auto.{name}.db.part") for name in ("old", "young"))
    leftover = tmp_path / "hub.db.restoring.part-journal"
    for file in (old, young, leftover):
        file.touch()
    long_ago = CLOCK.now().timestamp() - 7_000
    for file in (old, leftover):
        os.utime(file, (long_ago, long_ago))
    sweep(tmp_path, clock=CLOCK)
    assert [file.exists() for file in (old, leftover, young, made)] == [False, False, True, True]


def test_a_server_is_backed_up_by_it() -> None:
    with postgres_store() as store, pytest.raises(StoreFault) as refused:
        store.back_up()
    assert refused.value.fault is Fault.IT_BACKS_UP


def test_a_backup_put_back_is_the_ward_as_it_was_and_the_other_store_is_kept(tmp_path: Path) -> None:
    target = target_in(tmp_path)
    with open_store(target, clock=CLOCK) as store:
        save(store, a_ward(name="As it was"))
        made = store.back_up()
        save(store, a_ward(name="Later"))
    later_bytes = (tmp_path / STORE_FILE).read_bytes()
    kept = restore_backup(tmp_path, made, key=KEY, backup_key=KEY, clock=CLOCK)
    assert kept == tmp_path / "hub.replaced-20261120T140500Z.db"
    assert kept.read_bytes() == later_bytes
    assert names_of_wards(tmp_path) == ["As it was"]
    assert made.exists()


def test_a_backup_can_be_put_back_where_the_store_is_gone(tmp_path: Path) -> None:
    file = a_filled_store(tmp_path, patients=2)
    made = back_up(tmp_path, key=KEY, clock=CLOCK)
    file.unlink()
    assert restore_backup(tmp_path, made, key=KEY, backup_key=KEY, clock=CLOCK) is None
    assert count(tmp_path, "patients") == 2


@pytest.mark.parametrize("harm", [b"", b"not a backup" * 1000, None])
def test_a_backup_that_is_not_whole_is_refused_and_the_store_stays(tmp_path: Path, harm: bytes | None) -> None:
    a_filled_store(tmp_path, patients=40)
    made = back_up(tmp_path, key=KEY, clock=CLOCK)
    made.write_bytes(made.read_bytes()[:-8192] if harm is None else harm)
    before = contents(tmp_path)
    with pytest.raises(StoreFault) as refused:
        restore_backup(tmp_path, made, key=KEY, backup_key=KEY, clock=CLOCK)
    assert refused.value.fault is Fault.BACKUP_UNUSABLE
    assert contents(tmp_path) == before


def test_another_programs_database_is_no_backup(tmp_path: Path) -> None:
    with closing(sqlite.connect(tmp_path / "bookmarks.db")) as connection:
        connection.execute("CREATE TABLE bookmarks (title)")
    with pytest.raises(StoreFault) as refused:
        check_copy(tmp_path / "bookmarks.db", key=KEY)
    assert refused.value.fault is Fault.BACKUP_UNUSABLE
    with pytest.raises(StoreFault):
        check_copy(tmp_path / "nowhere.db", key=KEY)


def test_a_store_set_aside_is_kept_with_its_log_and_the_ward_can_start_anew(tmp_path: Path) -> None:
    a_filled_store(tmp_path, patients=2)
    (tmp_path / STORE_FILE).write_bytes(b"damaged")
    (tmp_path / f"{STORE_FILE}-wal").write_bytes(b"its log")
    kept = start_empty(tmp_path, key=KEY, clock=CLOCK)
    assert kept == tmp_path / "hub.damaged-20261120T140500Z.db"
    assert kept.read_bytes() == b"damaged"
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"its log"
    assert names_of_wards(tmp_path) == []
    assert is_whole(tmp_path)


def test_the_ward_can_start_anew_where_the_store_is_gone_but_backups_are_there(tmp_path: Path) -> None:
    file = a_filled_store(tmp_path, patients=1)
    made = back_up(tmp_path, key=KEY, clock=CLOCK)
    file.unlink()
    assert start_empty(tmp_path, key=KEY, clock=CLOCK) is None
    assert names_of_wards(tmp_path) == []
    assert made.exists()


def test_stores_set_aside_in_the_same_second_are_all_kept(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / STORE_FILE).write_text(str(number))
        set_aside(tmp_path, clock=CLOCK)
    assert sorted(path.read_text() for path in tmp_path.glob("hub.damaged-*.db")) == ["0", "1", "2"]
    assert set_aside(tmp_path, clock=CLOCK) is None


def test_a_store_somebody_has_open_is_neither_set_aside_nor_replaced(tmp_path: Path) -> None:
    a_filled_store(tmp_path, patients=1)
    made = back_up(tmp_path, key=KEY, clock=CLOCK)
    before = contents(tmp_path)
    with StoreLock.acquire(tmp_path, clock=CLOCK) as lock:
        with pytest.raises(StoreFault, match="already open"):
            set_aside(tmp_path, clock=CLOCK)
        with pytest.raises(StoreFault, match="already open"):
            start_empty(tmp_path, key=KEY, clock=CLOCK)
        with pytest.raises(StoreFault, match="already open"):
            restore_backup(tmp_path, made, key=KEY, backup_key=KEY, clock=CLOCK)
        assert contents(tmp_path) == before
        assert restore_backup(tmp_path, made, key=KEY, backup_key=KEY, clock=CLOCK, lock=lock) is not None


def test_nothing_can_be_set_aside_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreFault) as refused:
        set_aside(tmp_path / "nowhere", clock=CLOCK)
    assert refused.value.fault is Fault.NO_FOLDER
