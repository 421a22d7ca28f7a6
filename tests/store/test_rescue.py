"""What can be read of a damaged store is saved, the rest comes from the last backup, and what differs is told."""

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from inpatient_hub.domain.rescue import Difference, Origin, Rescue
from inpatient_hub.store.backup import back_up, backups_in
from inpatient_hub.store.database import open_store
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.lock import StoreLock
from inpatient_hub.store.rescue import rescue
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, KEY, raw, target_in
from tests.contracts.making import TODAY, a_copied_note, a_nurse, a_patient, a_ward, save
from tests.store.filling import SURNAME, a_filled_store, contents, everything_in, is_whole
from tests.store.personal_rows import TABLES, keep_own

PAGE = 4096
RECORDS = ("wards", "staff", "patients", "workflow_definitions", "runs", "run_answers", "notes", "tasks", "task_events")
RECORDS += ("audit_events", *TABLES)
KEYS = {"workflow_definitions": "digest", "run_answers": "seq", "task_events": "seq", "audit_events": "seq"}
KEYS["task_words"] = "seq"

Rows = dict[str, dict[str, tuple[Any, ...]]]


def rows_in(file: Path) -> Rows:
    """Every record of a store by its key, each with the number of its row first."""
    found: Rows = {}
    with closing(raw(file)) as connection:
        for table in RECORDS:
            cursor = connection.execute(f"SELECT rowid AS number, * FROM {table}")
            place = [column[0] for column in cursor.description].index(KEYS.get(table, "id"))
            found[table] = {str(row[place]): row for row in cursor}
    return found


def work_on(folder: Path) -> None:
    """What was done after the backup: new patients, and a new version of every old one."""
    with open_store(target_in(folder), clock=CLOCK) as store:
        with store.reading() as work:
            (ward,) = work.wards.all()
            people = list(work.patients.current(ward.id))
        with store.writing() as work:
            for patient in people:
                work.patients.update(patient)
        nurse = a_nurse(ward, name="Later")
        new = [a_patient(ward, family_name=SURNAME, bed=f"N{number}") for number in range(40)]
        save(store, nurse, *new, *(a_copied_note(patient, nurse, CLOCK.now()) for patient in new))


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    """A ward with a backup, and with work that was done since."""
    a_filled_store(tmp_path, patients=60)
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        with store.reading() as work:
            (ward,) = work.wards.all()
            (nurse,) = work.staff.of_ward(ward.id)
            tasks = [line.task for line in work.tasks.between(ward.id, TODAY, TODAY)]
        keep_own(store, ward, nurse, tasks)
    back_up(tmp_path, key=KEY, clock=CLOCK)
    work_on(tmp_path)
    return tmp_path


def spoil(file: Path, pages: list[int], how: Callable[[bytearray, int], None]) -> None:
    """Spoils these pages of a file, counted from 1."""
    body = bytearray(file.read_bytes())
    for page in pages:
        how(body, (page - 1) * PAGE)
    file.write_bytes(bytes(body))


def _flip(body: bytearray, start: int) -> None:
    body[start + 1000] ^= 1


def _zero(body: bytearray, start: int) -> None:
    body[start : start + PAGE] = bytes(PAGE)


def _named(one: Difference, before: Rows) -> str:
    """The key of a record. One whose index of keys is spoilt as well is told by the number of its row."""
    if one.origin is not Origin.LOST or one.key in before[one.table]:
        return one.key
    (key,) = (key for key, row in before[one.table].items() if str(row[0]) == one.key)
    return key


def check(told: Rescue, folder: Path, before: Rows, backup: Rows) -> None:
    """Every record of the new store is as it was, or as the backup says and told so; every missing one is told."""
    assert is_whole(folder)
    after = rows_in(folder / STORE_FILE)
    origins = {(one.table, _named(one, before)): one.origin for one in told.differences}
    assert len(origins) == len(told.differences)
    for table in RECORDS:
        for key, row in after[table].items():
            if origins.get((table, key)) is Origin.BACKUP:
                assert row == backup[table][key]
            else:
                assert (table, key) not in origins
                assert row == before[table][key], f"{table} {key} was changed without a word"
        missing = before[table].keys() - after[table].keys()
        if told.is_complete:
            assert missing == {
                key for key in before[table] if origins.get((table, key)) in (Origin.LOST, Origin.ORPHAN)
            }
    counted = {one.table: (one.read + one.from_backup, one.from_backup, one.lost, one.orphans) for one in told.tables}
    for table in RECORDS:
        of_table = [one.origin for one in told.differences if one.table == table]
        assert counted[table] == (
            len(after[table]),
            of_table.count(Origin.BACKUP),
            of_table.count(Origin.LOST),
            of_table.count(Origin.ORPHAN),
        )


def pages(file: Path) -> int:
    return file.stat().st_size // PAGE


@pytest.mark.parametrize("how", [_flip, _zero])
def test_one_spoilt_page_costs_a_few_records_and_each_is_told(
    ward: Path, how: Callable[[bytearray, int], None]
) -> None:
    file = ward / STORE_FILE
    before, backup = rows_in(file), rows_in(backups_in(ward)[0].path)
    total = sum(map(len, before.values()))
    chance = random.Random(3)
    whole = file.read_bytes()
    saved_from_backup = 0
    for page in chance.sample(range(2, pages(file) + 1), 12):
        file.write_bytes(whole)
        spoil(file, [page], how)
        told = rescue(ward, key=KEY, clock=CLOCK)
        check(told, ward, before, backup)
        after = sum(map(len, rows_in(file).values()))
        assert after > 0.9 * total, f"page {page}"
        saved_from_backup += sum(one.from_backup for one in told.tables)
    assert saved_from_backup > 0


def test_many_spoilt_pages_are_told_as_exactly(ward: Path) -> None:
    file = ward / STORE_FILE
    before, backup = rows_in(file), rows_in(backups_in(ward)[0].path)
    whole = file.read_bytes()
    chance = random.Random(8)
    origins: set[Origin] = set()
    for number in range(20):
        # Ids are chosen by chance, and so is which records share a page.
        if number >= 2 and origins == set(Origin):
            break
        file.write_bytes(whole)
        spoil(file, chance.sample(range(20, pages(file) + 1), pages(file) // 6), _flip)
        told = rescue(ward, key=KEY, clock=CLOCK)
        check(told, ward, before, backup)
        origins |= {one.origin for one in told.differences}
    assert origins == set(Origin)


def test_a_record_with_another_number_in_the_backup_is_told_once(ward: Path) -> None:
    file = ward / STORE_FILE
    with closing(raw(file)) as connection:
        connection.execute("UPDATE patients SET rowid = rowid + 1000")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before, backup = rows_in(file), rows_in(backups_in(ward)[0].path)
    whole = file.read_bytes()
    chance = random.Random(5)
    saved_from_backup = 0
    for _ in range(4):
        file.write_bytes(whole)
        spoil(file, chance.sample(range(20, pages(file) + 1), pages(file) // 10), _flip)
        told = rescue(ward, key=KEY, clock=CLOCK)
        check(told, ward, before, backup)
        saved_from_backup += sum(one.from_backup for one in told.tables if one.table == "patients")
    assert saved_from_backup > 0


def test_without_a_backup_what_can_be_read_is_saved(tmp_path: Path) -> None:
    file = a_filled_store(tmp_path, patients=60)
    before = rows_in(file)
    spoil(file, [pages(file) // 2], _flip)
    told = rescue(tmp_path, key=KEY, clock=CLOCK)
    assert told.backup_made_at is None
    assert not [one for one in told.differences if one.origin is Origin.BACKUP]
    check(told, tmp_path, before, {})


def test_a_backup_that_is_damaged_too_is_passed_over_for_an_older_one(ward: Path) -> None:
    from datetime import timedelta

    from inpatient_hub.host.clock import FixedClock

    file = ward / STORE_FILE
    before, backup = rows_in(file), rows_in(backups_in(ward)[0].path)
    newer = back_up(ward, key=KEY, clock=FixedClock(CLOCK.now() + timedelta(days=1)))
    spoil(newer, [9], _flip)
    spoil(file, [pages(file) // 2], _flip)
    told = rescue(ward, key=KEY, clock=CLOCK)
    assert told.backup_made_at == CLOCK.now()
    check(told, ward, before, backup)


def test_a_backup_from_before_a_clock_was_put_right_is_the_last_one_asked(ward: Path) -> None:
    file = ward / STORE_FILE
    right = backups_in(ward)[0]
    ahead = right.path.with_name("hub.copy.20281120T140500Z.db")
    right.path.rename(ahead)
    newer = back_up(ward, key=KEY, clock=CLOCK)
    before, backup = rows_in(file), rows_in(newer)
    spoil(file, [pages(file) // 2], _flip)
    told = rescue(ward, key=KEY, clock=CLOCK)
    assert told.backup_made_at == CLOCK.now()
    check(told, ward, before, backup)


def test_a_cut_file_is_saved_as_far_as_it_goes(ward: Path) -> None:
    file = ward / STORE_FILE
    before, backup = rows_in(file), rows_in(backups_in(ward)[0].path)
    file.write_bytes(file.read_bytes()[: pages(file) * 3 // 4 * PAGE])
    told = rescue(ward, key=KEY, clock=CLOCK)
    check(told, ward, before, backup)


def test_a_sound_store_is_saved_whole_and_nothing_differs(ward: Path) -> None:
    file = ward / STORE_FILE
    before = everything_in(file)
    told = rescue(ward, key=KEY, clock=CLOCK)
    assert told.differences == ()
    assert told.is_complete
    after = everything_in(file)
    for table in RECORDS:
        assert after[table] == before[table]


def test_the_damaged_store_is_kept_and_the_report_names_nobody(ward: Path) -> None:
    file = ward / STORE_FILE
    spoil(file, [pages(file) // 2], _flip)
    damaged = file.read_bytes()
    told = rescue(ward, key=KEY, clock=CLOCK)
    assert Path(told.kept).read_bytes() == damaged
    assert Path(told.kept).name.startswith("hub.damaged-")
    assert SURNAME not in repr(told)
    assert not list(ward.glob("*.rescued*"))


def test_a_spoilt_first_page_is_stood_in_for_by_the_backups(ward: Path) -> None:
    """It holds the list of tables, and how long the file is: what was added since is not found, and told."""
    file = ward / STORE_FILE
    before, backup = rows_in(file), rows_in(backups_in(ward)[0].path)
    spoil(file, [1], _flip)
    told = rescue(ward, key=KEY, clock=CLOCK)
    check(told, ward, before, backup)


def test_a_store_of_which_nothing_can_be_read_says_so_and_is_left_alone(ward: Path) -> None:
    file = ward / STORE_FILE
    for made in backups_in(ward):
        made.path.unlink()
    spoil(file, [1], _flip)
    before = contents(ward)
    with pytest.raises(StoreFault) as refused:
        rescue(ward, key=KEY, clock=CLOCK)
    assert refused.value.fault is Fault.DAMAGED
    assert contents(ward) == before


def test_a_store_in_use_is_not_touched(ward: Path) -> None:
    with StoreLock.acquire(ward, clock=CLOCK), pytest.raises(StoreFault) as refused:
        rescue(ward, key=KEY, clock=CLOCK)
    assert refused.value.fault is Fault.IN_USE


def test_the_new_store_can_be_worked_with(ward: Path) -> None:
    file = ward / STORE_FILE
    spoil(file, [pages(file) // 3, pages(file) // 2], _flip)
    rescue(ward, key=KEY, clock=CLOCK)
    with open_store(target_in(ward), clock=CLOCK) as store:
        save(store, a_ward(name="Another"))
        with store.reading() as work:
            assert len(work.wards.all()) == 2
