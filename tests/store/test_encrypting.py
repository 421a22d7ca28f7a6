"""What an older version kept plain is locked: nothing is lost on the way, wherever it is broken off, and nothing plain
is left behind."""

import random
from contextlib import closing
from pathlib import Path

import pytest

from inpatient_hub.store import encrypting
from inpatient_hub.store.backup import back_up, backups_in, check_copy
from inpatient_hub.store.database import open_store
from inpatient_hub.store.encrypting import is_to_be_locked, shred, still_plain
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.file_kind import Kind, kind_of, store_kind
from inpatient_hub.store.lock import StoreLock
from inpatient_hub.store.same_content import same_content
from inpatient_hub.store.schema_version import CURRENT_SCHEMA
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from tests.contracts.keepers import CLOCK, KEY, put_lock, raw, target_in
from tests.contracts.making import a_ward, save
from tests.store.broken_off import Killed, end_at
from tests.store.filling import SURNAME, contents, count, everything_in, fill
from tests.store.hostile_disks import on_small_disk


def a_plain_store(folder: Path, patients: int = 20) -> Path:
    """A folder as an older version left it: a plain store and a plain backup. The lock is there already."""
    with open_store(StoreTarget.in_folder(folder), clock=CLOCK) as store:
        fill(store, patients)
        back_up(folder, key=None, clock=CLOCK)
    put_lock(folder)
    return folder / STORE_FILE


def plain_bytes(folder: Path) -> list[str]:
    """The files of a folder in which a patient's name can be read."""
    names = (SURNAME.encode(), SURNAME.encode("utf-16-le"))
    return [name for name, body in contents(folder).items() if any(marker in body for marker in names)]


def test_a_plain_store_and_its_backups_are_locked_when_it_is_opened(tmp_path: Path) -> None:
    file = a_plain_store(tmp_path)
    before = everything_in(file, None)
    assert len(plain_bytes(tmp_path)) == 2
    with open_store(target_in(tmp_path), clock=CLOCK) as store, store.reading() as work:
        assert len(work.wards.all()) == 1
    assert everything_in(file) == before
    assert store_kind(tmp_path) is Kind.LOCKED
    assert plain_bytes(tmp_path) == []
    assert not is_to_be_locked(tmp_path)
    (backup,) = backups_in(tmp_path)
    check_copy(backup.path, key=KEY)
    assert everything_in(backup.path) == before
    assert file.stat().st_mode & 0o777 == backup.path.stat().st_mode & 0o777 == 0o600


def test_what_a_crash_left_in_the_log_is_locked_too(tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    with open_store(StoreTarget.in_folder(tmp_path), clock=CLOCK) as store:
        save(store, a_ward(name=SURNAME))
        for name in (STORE_FILE, f"{STORE_FILE}-wal"):
            (crashed / name).write_bytes((tmp_path / name).read_bytes())
    with open_store(target_in(crashed), clock=CLOCK) as store, store.reading() as work:
        assert [ward.name for ward in work.wards.all()] == [SURNAME]
    assert plain_bytes(crashed) == []
    assert sorted(path.name for path in crashed.iterdir() if path.suffix != ".lock") == [STORE_FILE]


def test_a_store_set_aside_by_an_older_version_is_locked_too(tmp_path: Path) -> None:
    file = a_plain_store(tmp_path, patients=2)
    aside = tmp_path / "hub.replaced-20261119T101500Z.db"
    aside.write_bytes(file.read_bytes())
    open_store(target_in(tmp_path), clock=CLOCK).close()
    assert kind_of(aside) is Kind.LOCKED
    check_copy(aside, key=KEY)
    assert plain_bytes(tmp_path) == []


def test_what_is_locked_already_is_left_as_it_is(tmp_path: Path) -> None:
    a_plain_store(tmp_path, patients=2)
    open_store(target_in(tmp_path), clock=CLOCK).close()
    before = contents(tmp_path)
    open_store(target_in(tmp_path), clock=CLOCK).close()
    assert contents(tmp_path) == before


@pytest.mark.expects_log("is damaged and stays plain")
def test_a_damaged_plain_backup_is_kept_under_another_name_and_told(tmp_path: Path) -> None:
    a_plain_store(tmp_path, patients=40)
    (backup,) = backups_in(tmp_path)
    backup.path.write_bytes(backup.path.read_bytes()[:-8192])
    open_store(target_in(tmp_path), clock=CLOCK).close()
    assert still_plain(tmp_path) == (backup.path.with_name(f"{backup.path.name}.damaged"),)
    assert backups_in(tmp_path) == ()
    assert not is_to_be_locked(tmp_path)


def test_a_damaged_plain_store_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    file = a_plain_store(tmp_path, patients=40)
    file.write_bytes(file.read_bytes()[:-8192])
    before = file.read_bytes()
    with pytest.raises(StoreFault) as refused:
        open_store(target_in(tmp_path), clock=CLOCK)
    assert refused.value.fault is Fault.DAMAGED
    assert file.read_bytes() == before
    assert not list(tmp_path.glob("*.locking*"))


def test_another_programs_database_is_not_locked(tmp_path: Path) -> None:
    a_plain_store(tmp_path, patients=1)
    theirs = tmp_path / "hub.other-thing.db"
    theirs.touch()
    with closing(raw(theirs, None)) as connection:
        connection.execute("CREATE TABLE bookmarks (title)")
    before = theirs.read_bytes()
    open_store(target_in(tmp_path), clock=CLOCK).close()
    assert theirs.read_bytes() == before


def test_a_store_that_an_older_version_has_open_is_not_locked(tmp_path: Path) -> None:
    a_plain_store(tmp_path, patients=1)
    before = contents(tmp_path)
    with StoreLock.acquire(tmp_path, clock=CLOCK), pytest.raises(StoreFault) as refused:
        open_store(target_in(tmp_path), clock=CLOCK)
    assert refused.value.fault is Fault.IN_USE
    assert contents(tmp_path) == before


def test_a_copy_that_does_not_say_the_same_is_thrown_away_and_the_plain_store_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = a_plain_store(tmp_path, patients=2)
    before = everything_in(file, None)
    monkeypatch.setattr(encrypting, "same_content", lambda _one, _other: False)
    with pytest.raises(StoreFault) as failed:
        open_store(target_in(tmp_path), clock=CLOCK)
    assert failed.value.fault is Fault.BACKUP_FAILED
    assert everything_in(file, None) == before
    assert not list(tmp_path.glob("*.locking*"))


def test_on_a_full_disk_the_plain_store_stays_as_it_is(tmp_path: Path) -> None:
    assert on_small_disk(tmp_path, "full_while_locking", kilobytes=6000) == {
        "locking": "disk_full",
        "the plain store is as it was": True,
        "nothing half made": True,
        "locking with half the room": "disk_full",
        "the plain store says the same still": True,
        "nothing half made still": True,
        "locked when there is room": True,
    }


def test_broken_off_at_any_step_it_goes_on_where_it_was_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = 0
    while True:
        after += 1
        folder = tmp_path / str(after)
        folder.mkdir()
        file = a_plain_store(folder, patients=2)
        before = everything_in(file, None)
        with monkeypatch.context() as patched:
            end_at(patched, after, (encrypting, "shred"))
            try:
                open_store(target_in(folder), clock=CLOCK).close()
            except Killed:
                ended = False
            else:
                ended = True
        open_store(target_in(folder), clock=CLOCK).close()
        assert everything_in(file) == before, f"broken off at step {after}"
        assert plain_bytes(folder) == [], f"broken off at step {after}"
        assert len(backups_in(folder)) == 1
        assert not [path for path in folder.rglob("*") if path.suffix in (".locking", ".plain")]
        if ended:
            break
    assert after > 30


def test_a_half_made_copy_beside_the_plain_file_it_came_from_is_made_anew(tmp_path: Path) -> None:
    """As a power cut leaves it: both names are there, and the locked copy is not what it should be."""
    file = a_plain_store(tmp_path, patients=2)
    before = everything_in(file, None)
    plain, locking = (file.with_name(f"{STORE_FILE}{ending}") for ending in (".plain", ".locking"))
    file.rename(plain)
    chance = random.Random(1)
    for half_made in (b"", chance.randbytes(4096 * 3), plain.read_bytes()):
        locking.write_bytes(half_made)
        open_store(target_in(tmp_path), clock=CLOCK).close()
        assert everything_in(file) == before
        assert plain_bytes(tmp_path) == []
        with closing(raw(file)) as connection:
            connection.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
            connection.execute("SELECT sqlcipher_export('plain')")
            connection.execute(f"PRAGMA plain.user_version = {CURRENT_SCHEMA.version}")
            connection.execute(f"PRAGMA plain.application_id = {0x49704875}")
        file.unlink()


def test_a_locked_store_that_cannot_be_read_does_not_cost_the_plain_one(tmp_path: Path) -> None:
    file = a_plain_store(tmp_path, patients=2)
    plain = file.with_name(f"{STORE_FILE}.plain")
    plain.write_bytes(file.read_bytes())
    before = plain.read_bytes()
    file.write_bytes(random.Random(2).randbytes(4096 * 4))
    with pytest.raises(StoreFault):
        open_store(target_in(tmp_path), clock=CLOCK)
    assert plain.read_bytes() == before


def test_a_removed_file_is_written_over_first(tmp_path: Path) -> None:
    file = tmp_path / "plain"
    file.write_bytes(b"Secretname" * 500_000)
    other = tmp_path / "the same file by another name"
    other.hardlink_to(file)
    shred(file)
    assert not file.exists()
    assert other.stat().st_size == 5_000_000
    assert b"Secretname" not in other.read_bytes()


def test_two_stores_say_the_same_only_when_every_value_is_the_same_and_of_the_same_kind(tmp_path: Path) -> None:
    one, other = tmp_path / "one.db", tmp_path / "other.db"
    for file in (one, other):
        file.touch()
    with closing(raw(one)) as left, closing(raw(other)) as right:
        for connection in (left, right):
            connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, said, at)")
            connection.execute("INSERT INTO notes VALUES (1, 'a', 1), (2, NULL, 2)")
        assert same_content(left, right)
        for change, back in (
            ("UPDATE notes SET said = 'b' WHERE id = 1", "UPDATE notes SET said = 'a' WHERE id = 1"),
            ("UPDATE notes SET at = 1.0 WHERE id = 1", "UPDATE notes SET at = 1 WHERE id = 1"),
            ("UPDATE notes SET said = '' WHERE id = 2", "UPDATE notes SET said = NULL WHERE id = 2"),
            ("UPDATE notes SET id = 3 WHERE id = 2", "UPDATE notes SET id = 2 WHERE id = 3"),
            ("INSERT INTO notes VALUES (9, NULL, NULL)", "DELETE FROM notes WHERE id = 9"),
            ("CREATE INDEX ix ON notes (said)", "DROP INDEX ix"),
            ("CREATE TABLE more (id)", "DROP TABLE more"),
            ("PRAGMA user_version = 2", "PRAGMA user_version = 0"),
        ):
            right.execute(change)
            assert not same_content(left, right), change
            assert not same_content(right, left), change
            right.execute(back)
            assert same_content(left, right), back


def test_a_server_and_a_store_of_today_have_nothing_to_be_locked(tmp_path: Path) -> None:
    open_store(target_in(tmp_path), clock=CLOCK).close()
    assert not is_to_be_locked(tmp_path)
    assert count(tmp_path, "wards") == 0
