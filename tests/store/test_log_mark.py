"""The newest work that is missing or damaged after a crash is told, and never mistaken for a ward without it."""

import random
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from weakref import WeakSet

import pytest

from inpatient_hub.bootstrap import GO_ON, Place, go_way, ways_forward
from inpatient_hub.store import database, log_mark
from inpatient_hub.store.backup import back_up
from inpatient_hub.store.database import open_store
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.first_look import first_look
from inpatient_hub.store.health import check_store
from inpatient_hub.store.lock import StoreLock
from inpatient_hub.store.log_mark import MARK, read_log
from inpatient_hub.store.salvage import go_on_without_log, restore_backup
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, KEY, put_empty_store, put_lock, raw, target_in
from tests.contracts.making import TODAY, a_ward, save
from tests.store.filling import contents, count

LOG = f"{STORE_FILE}-wal"
FRAME = 24 + 4096


def crashed(folder: Path, wards: int = 12, *, told: int = 11) -> Path:
    """A folder as a crash leaves it: the wards were saved one by one, so many were said to be saved, and the store was
    never closed."""
    place = folder / "crashed"
    place.mkdir()
    put_empty_store(folder)
    with open_store(target_in(folder), clock=CLOCK) as store:
        for number in range(wards):
            save(store, a_ward(name=f"Ward {number:02}"))
            if number == told - 1:
                shutil.copy(folder / MARK, place / MARK)
        for name in (STORE_FILE, LOG):
            shutil.copy(folder / name, place / name)
    put_lock(place)
    return place


def wards(folder: Path) -> int:
    """How many wards are shown when the store is opened."""
    with open_store(target_in(folder), clock=CLOCK) as store, store.reading() as work:
        return len(work.wards.all())


def fault_of(folder: Path) -> StoreFault:
    """What is said when the store is opened; the log must not be touched by that."""
    before = contents(folder)
    with pytest.raises(StoreFault) as told:
        open_store(target_in(folder), clock=CLOCK)
    assert contents(folder) == before
    return told.value


def test_what_a_crash_left_in_the_log_is_brought_in_without_a_word(tmp_path: Path) -> None:
    place = crashed(tmp_path)
    assert wards(place) == 12
    assert not (place / MARK).exists()
    assert count(place, "wards") == 12


def test_a_log_that_is_gone_is_told_and_not_passed_over(tmp_path: Path) -> None:
    place = crashed(tmp_path)
    (place / LOG).unlink()
    fault = fault_of(place)
    assert fault.fault is Fault.LOG_MISSING
    assert fault.can_go_on
    assert not fault.can_set_aside


def test_a_log_put_back_is_all_that_is_needed(tmp_path: Path) -> None:
    place = crashed(tmp_path)
    (place / LOG).rename(tmp_path / "elsewhere")
    fault_of(place)
    (tmp_path / "elsewhere").rename(place / LOG)
    assert wards(place) == 12


def _header(body: bytearray) -> None:
    body[17] ^= 1


def _magic(body: bytearray) -> None:
    body[0] ^= 1


def _first_page(body: bytearray) -> None:
    body[32 + 100] ^= 1


def _salt_of_the_first_page(body: bytearray) -> None:
    body[32 + 8] ^= 1


def _zeroes(body: bytearray) -> None:
    body[32 : 32 + 3 * FRAME] = bytes(3 * FRAME)


def _all_zeroes(body: bytearray) -> None:
    body[:] = bytes(len(body))


def _empty(body: bytearray) -> None:
    body.clear()


def _garbage(body: bytearray) -> None:
    body[:] = random.Random(1).randbytes(len(body))


@pytest.mark.parametrize(
    "spoil", [_header, _magic, _first_page, _salt_of_the_first_page, _zeroes, _all_zeroes, _empty, _garbage]
)
def test_a_damaged_log_is_told_and_not_passed_over(tmp_path: Path, spoil: Callable[[bytearray], None]) -> None:
    place = crashed(tmp_path)
    body = bytearray((place / LOG).read_bytes())
    spoil(body)
    (place / LOG).write_bytes(bytes(body))
    assert fault_of(place).fault is Fault.LOG_DAMAGED
    fault = check_store(target_in(place)).fault
    assert isinstance(fault, StoreFault)
    assert fault.fault is Fault.LOG_DAMAGED


def test_what_a_power_cut_tore_of_the_last_thing_saved_is_not_called_damage(tmp_path: Path) -> None:
    """It was never said to be saved: SQLite drops it, and all that was saved before is there."""
    place = crashed(tmp_path)
    body = (place / LOG).read_bytes()
    for torn in (1, 100, 24, FRAME - 1):
        (place / LOG).write_bytes(body[:-torn])
        (place / MARK).touch()
        kept = tmp_path / f"cut {torn}"
        shutil.copytree(place, kept)
        assert wards(kept) == 11


@pytest.mark.parametrize("part", [0.0, 0.01, 0.3, 0.7, 0.99])
def test_a_log_that_ends_before_the_last_thing_said_to_be_saved_is_told(tmp_path: Path, part: float) -> None:
    """Its beginning is sound, and SQLite would show the ward as it was then, or empty, without a word."""
    place = crashed(tmp_path, told=12)
    body = (place / LOG).read_bytes()
    (place / LOG).write_bytes(body[: 32 + int(part * (len(body) - 32))])
    assert fault_of(place).fault is Fault.LOG_DAMAGED


def test_a_spoilt_page_of_the_last_thing_said_to_be_saved_is_told(tmp_path: Path) -> None:
    place = crashed(tmp_path, told=12)
    body = bytearray((place / LOG).read_bytes())
    for at in (len(body) - 1, len(body) - FRAME - 1, len(body) - 2 * FRAME - 1):
        body[at] ^= 1
        (place / LOG).write_bytes(bytes(body))
        assert fault_of(place).fault is Fault.LOG_DAMAGED
        body[at] ^= 1


def test_a_log_begun_anew_after_the_last_thing_said_to_be_saved_is_not_called_damaged(tmp_path: Path) -> None:
    place = crashed(tmp_path, told=12)
    with closing(raw(place / STORE_FILE)) as connection:
        connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()
        connection.execute("UPDATE wards SET version = version + 1")
        shutil.copytree(place, tmp_path / "found")
    assert wards(tmp_path / "found") == 12


def test_a_person_can_go_on_with_what_is_there_and_the_rest_is_kept(tmp_path: Path) -> None:
    place = crashed(tmp_path)
    body = bytearray((place / LOG).read_bytes())
    _first_page(body)
    (place / LOG).write_bytes(bytes(body))
    fault = fault_of(place)
    ways = ways_forward(Place(data_folder=place, key=KEY), fault)
    assert [way.id for way in ways] == [GO_ON]
    go_way(Place(data_folder=place, key=KEY), GO_ON)
    assert wards(place) == 0
    (kept,) = place.glob("hub.damaged-*.db-wal")
    assert kept.read_bytes() == bytes(body)


def test_after_a_lost_log_the_backups_are_offered_too(tmp_path: Path) -> None:
    place = crashed(tmp_path)
    made = back_up(tmp_path, key=KEY, clock=CLOCK)
    (place / "backups").mkdir()
    shutil.copy(made, place / "backups" / made.name)
    (place / LOG).unlink()
    ways = ways_forward(Place(data_folder=place, key=KEY), fault_of(place))
    assert [way.id for way in ways] == [GO_ON, f"restore:{made.name}"]
    restore_backup(place, place / "backups" / made.name, key=KEY, backup_key=KEY, clock=CLOCK)
    assert wards(place) == 12


def test_a_store_that_somebody_has_open_is_not_gone_on_with(tmp_path: Path) -> None:
    place = crashed(tmp_path)
    with StoreLock.acquire(place, clock=CLOCK), pytest.raises(StoreFault) as refused:
        go_on_without_log(place, clock=CLOCK)
    assert refused.value.fault is Fault.IN_USE
    assert (place / MARK).exists()


def test_the_mark_is_there_from_the_first_thing_saved_until_the_store_is_closed(tmp_path: Path) -> None:
    put_empty_store(tmp_path)
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        with store.reading() as work:
            work.wards.all()
        assert not (tmp_path / MARK).exists()
        save(store, a_ward())
        assert (tmp_path / MARK).read_text().startswith("The newest work of this ward is in hub.db-wal")
    assert not (tmp_path / MARK).exists()
    assert not (tmp_path / LOG).exists()


def test_work_that_changed_nothing_needs_no_log(tmp_path: Path) -> None:
    """Killed after it, the log is empty, and rightly so: it must not be called damaged."""
    put_empty_store(tmp_path)
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        with store.writing() as work:
            work.wards.all()
        assert (tmp_path / LOG).stat().st_size == 0
        assert not (tmp_path / MARK).exists()


def test_work_after_another_program_has_emptied_the_log_is_marked_again(tmp_path: Path) -> None:
    put_empty_store(tmp_path)
    with open_store(target_in(tmp_path), clock=CLOCK) as window:
        save(window, a_ward())
        with open_store(target_in(tmp_path), clock=CLOCK) as command:
            save(command, a_ward(name="Another"))
        assert not (tmp_path / MARK).exists()
        save(window, a_ward(name="A third"))
        assert (tmp_path / MARK).exists()
    assert wards(tmp_path) == 3


def test_the_mark_names_the_log_also_when_it_has_just_been_begun_anew(tmp_path: Path) -> None:
    put_empty_store(tmp_path)
    seen = []
    with open_store(target_in(tmp_path), clock=CLOCK) as store, closing(raw(tmp_path / STORE_FILE)) as other:
        for number in range(4):
            save(store, a_ward(name=f"Ward {number}"))
            log = read_log(tmp_path / LOG)
            assert log is not None
            assert f"Pages: {log.pages:010} of {log.salts.hex()}" in (tmp_path / MARK).read_text()
            seen.append(log.salts)
            if number == 1:
                other.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
    assert seen[0] == seen[1] != seen[2] == seen[3]


def test_whoever_closes_last_takes_the_mark_away(tmp_path: Path) -> None:
    put_empty_store(tmp_path)
    window, command = (open_store(target_in(tmp_path), clock=CLOCK) for _ in range(2))
    save(window, a_ward())
    with command.reading() as work:
        assert len(work.wards.all()) == 1
    window.close()
    command.close()
    assert not (tmp_path / MARK).exists()
    assert not (tmp_path / LOG).exists()
    assert wards(tmp_path) == 1


def test_a_reader_that_comes_and_goes_leaves_the_mark(tmp_path: Path) -> None:
    put_empty_store(tmp_path)
    with (
        StoreLock.acquire(tmp_path, clock=CLOCK) as lock,
        open_store(target_in(tmp_path), clock=CLOCK, lock=lock) as store,
    ):
        save(store, a_ward())
        assert wards(tmp_path) == 1
        assert (tmp_path / MARK).exists()
        save(store, a_ward(name="Another"))
    assert not (tmp_path / MARK).exists()


def test_a_look_or_an_examination_before_the_start_leaves_the_log_where_it_is(tmp_path: Path) -> None:
    place = crashed(tmp_path)
    seen = first_look(target_in(place), day=TODAY)
    assert seen is not None
    assert len(seen.wards) == 12
    assert check_store(target_in(place)).fault is None
    assert (place / LOG).stat().st_size > 0
    assert wards(place) == 12


def test_a_folder_that_cannot_be_marked_is_used_all_the_same(tmp_path: Path) -> None:
    put_empty_store(tmp_path)
    (tmp_path / MARK).mkdir()
    with suppress(StoreFault):
        open_store(target_in(tmp_path), clock=CLOCK)
    (tmp_path / MARK).rmdir()
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        (tmp_path / MARK).mkdir()
        save(store, a_ward())
    (tmp_path / MARK).rmdir()
    assert wards(tmp_path) == 1


def test_the_log_is_read_as_sqlite_reads_it(tmp_path: Path) -> None:
    """The same number of pages is found to be whole, however the log was spoilt."""
    place = crashed(tmp_path, wards=40)
    body, file = (place / LOG).read_bytes(), (place / STORE_FILE).read_bytes()
    chance = random.Random(11)
    for _ in range(40):
        spoilt = bytearray(body)
        spoilt[chance.randrange(32, len(spoilt))] ^= 1 << chance.randrange(8)
        if chance.random() < 0.3:
            del spoilt[chance.randrange(32, len(spoilt)) :]
        (place / LOG).write_bytes(bytes(spoilt))
        found = read_log(place / LOG)
        with closing(raw(place / STORE_FILE)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            _, pages, _ = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        assert found is not None
        # SQLite counts up to the last commit, and what stands behind it is of one that was under way.
        assert pages <= found.pages
        assert found.pages - pages < 12
        (place / STORE_FILE).write_bytes(file)


def test_a_log_begun_anew_over_an_older_one_is_not_called_damaged(tmp_path: Path) -> None:
    put_empty_store(tmp_path)
    with closing(raw(tmp_path / STORE_FILE)) as connection:
        connection.execute("CREATE TABLE scraps (said)")
        for _ in range(20):
            connection.execute("INSERT INTO scraps VALUES (randomblob(9000))")
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        connection.execute("INSERT INTO scraps VALUES ('one page')")
        found = read_log(tmp_path / LOG)
    assert found is not None
    assert 0 < found.pages < 10
    assert found.lost_commits == 0


def test_a_log_that_another_program_writes_while_it_is_looked_at_is_not_taken_for_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two commands at once: neither holds the folder, and what one is saving is looked at by the other."""
    put_empty_store(tmp_path)
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        save(store, a_ward(name="The first"))
        read, looks = log_mark._bytes_of, []

        def read_while_it_was_begun_anew(file: Path) -> bytes:
            looks.append(1)
            return read(file)[: 32 if len(looks) == 1 else None]

        monkeypatch.setattr(log_mark, "_bytes_of", read_while_it_was_begun_anew)
        assert wards(tmp_path) == 1
        assert len(looks) > 1


def test_a_log_that_is_written_all_the_time_is_left_to_those_who_write_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = crashed(tmp_path)
    whole, looks = (place / LOG).read_bytes(), []

    def never_the_same(_file: Path) -> bytes:
        looks.append(1)
        return whole[: len(looks)]

    with monkeypatch.context() as patched:
        patched.setattr(log_mark, "_bytes_of", never_the_same)
        assert not log_mark.check_log(place)
    assert log_mark.is_marked(place)
    assert log_mark.check_log(place)


def test_a_program_that_ends_by_a_fault_leaves_nothing_to_be_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_empty_store(tmp_path)
    monkeypatch.setattr(database, "_not_closed", WeakSet())  # other tests may have theirs open
    left_open = open_store(target_in(tmp_path), clock=CLOCK)
    save(left_open, a_ward())
    assert (tmp_path / MARK).exists()
    database._close_the_rest()  # Python calls it before it closes what is left, the connections among it
    assert not (tmp_path / MARK).exists()
    assert wards(tmp_path) == 1
