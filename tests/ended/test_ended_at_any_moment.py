"""The power goes, or the program is killed, at any moment: what was said to be saved is there, and whatever was under
way is done or not begun.

The program itself does each act, with its own SQLite. What a disk may keep when the power goes is laid out from all it
wrote and synced: `disk.py` says what is assumed, and what is not.
"""

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place, key_at_hand, open_hub
from inpatient_hub.domain.changes import Kind
from inpatient_hub.host.log import stop_log
from inpatient_hub.store.backup import back_up, backups_in, check_copy
from inpatient_hub.store.database import open_store
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.export import export_store, exports_in
from inpatient_hub.store.file_kind import lock_id_of
from inpatient_hub.store.keys.sealed_files import read_sealed
from inpatient_hub.store.lock import StoreLock
from inpatient_hub.store.schema_version import CURRENT_SCHEMA
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from tests.contracts.keepers import CLOCK, KEY, put_empty_store, put_lock, target_in
from tests.contracts.making import a_ward, save
from tests.ended.disk import Disk
from tests.ended.ends import Ends, Kills, PowerCuts
from tests.ended.strace_log import OPTIONS
from tests.store.filling import SURNAME, contents, count, everything_in, fill, is_whole
from tests.store.test_upgrade import ADDS_A_TABLE, CHANGES_A_PARENT, plan_of

pytestmark = pytest.mark.slow


@pytest.fixture(params=[PowerCuts, Kills])
def ends(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ends]:
    kind: type[Ends] = request.param
    if kind.missing():
        pytest.skip(kind.missing())
    yield kind(tmp_path, monkeypatch)
    stop_log()


def wards(folder: Path) -> list[str]:
    """The wards that are shown on this folder, opened as the program opens it."""
    with closing(open_hub(Place(data_folder=folder), clock=CLOCK)) as hub:
        return [ward.name for ward in hub.wards.all()]


def test_after_many_ends_in_the_middle_of_saving_every_answer_told_is_there(ends: Ends) -> None:
    put_empty_store(ends.data)
    with open_store(target_in(ends.data), clock=CLOCK) as store:
        save(store, a_ward())
    told_ones = 0
    for folder in ends.after("saving", times=3 if isinstance(ends, PowerCuts) else 1):
        told = sum(1 for words in ends.said if words.startswith("saved "))
        runs = [words.removeprefix("run ") for words in ends.said if words.startswith("run ")]
        with (
            StoreLock.acquire(folder, clock=CLOCK) as lock,
            open_store(target_in(folder), clock=CLOCK, lock=lock) as store,
            store.reading() as work,
        ):
            assert len(work.wards.all()) == 1, ends.where()
            for run in runs:
                numbers = [answer.value for answer in work.runs.answers(run)]
                events = [int(event.detail["number"]) for event in work.audit.of_entity(Kind.NOTE, run)]
                assert numbers == list(range(len(numbers))), ends.where()
                assert told <= len(numbers) <= told + 1, ends.where()
                assert events[::-1] == numbers, ends.where()
                assert work.runs.get(run).version == len(numbers) + 1, ends.where()
        assert is_whole(folder), ends.where()
        told_ones += bool(told)
    assert told_ones > ends.many / 2


def test_the_first_start_ended_at_any_moment_can_be_made_again(ends: Ends) -> None:
    seen = set()
    for folder in ends.after("starting"):
        found = tuple(wards(folder))
        seen.add(found)
        assert found in {(), ("Keats",)}, ends.where()
        assert found == ("Keats",) or "set up" not in ends.said, ends.where()
        for backup in backups_in(folder):
            check_copy(backup.path, key=key_at_hand(Place(data_folder=folder)))
    assert seen == {(), ("Keats",)}


def test_locking_a_plain_store_ended_at_any_moment_goes_on_and_loses_nothing(ends: Ends) -> None:
    with open_store(StoreTarget.in_folder(ends.data), clock=CLOCK) as store:
        fill(store, 20)
        back_up(ends.data, key=None, clock=CLOCK)
    put_lock(ends.data)
    before = everything_in(ends.data / STORE_FILE, None)
    for folder in ends.after("locking"):
        open_store(target_in(folder), clock=CLOCK).close()
        assert everything_in(folder / STORE_FILE) == before, ends.where()
        (backup,) = backups_in(folder)
        assert everything_in(backup.path) == before, ends.where()
        assert not [name for name, body in contents(folder).items() if SURNAME.encode() in body], ends.where()


def test_backups_ended_at_any_moment_are_whole_or_not_there(ends: Ends) -> None:
    put_empty_store(ends.data)
    for folder in ends.after("backing_up"):
        made = sum(1 for words in ends.said if words.startswith("ward "))
        assert made <= len(wards(folder)) <= made + 1, ends.where()
        assert len(backups_in(folder)) >= sum(1 for words in ends.said if words.startswith("backup ")), ends.where()
        for backup in backups_in(folder):
            check_copy(backup.path, key=KEY)
        for export in exports_in(folder):
            assert b"".join(read_sealed(export, KEY))


def a_ward_and_its_past(folder: Path) -> tuple[list[str], list[str]]:
    """A store with a backup and an export of it, and a ward more since. Returns (now, then)."""
    put_empty_store(folder)
    with open_store(target_in(folder), clock=CLOCK) as store:
        save(store, a_ward(name="As it was"))
        back_up(folder, key=KEY, clock=CLOCK)
        export_store(folder, key=KEY, clock=CLOCK)
        save(store, a_ward(name="Later"))
    return ["As it was", "Later"], ["As it was"]


@pytest.mark.parametrize(("act", "word"), [("restoring", "restored"), ("importing", "imported")])
def test_going_back_ended_at_any_moment_leaves_the_store_as_it_was_or_as_it_is_to_be(
    ends: Ends, act: str, word: str
) -> None:
    now, then = a_ward_and_its_past(ends.data)
    seen = []
    for folder in ends.after(act):
        found = wards(folder)
        seen.append(found)
        assert found in (now, then), ends.where()
        assert found == then or word not in ends.said, ends.where()
        if found == then:
            (kept,) = folder.glob("hub.replaced-*.db")
            check_copy(kept, key=KEY)
    assert now in seen
    assert then in seen


def test_locking_anew_ended_at_any_moment_leaves_one_of_the_two_locks_in_force(ends: Ends) -> None:
    now, _ = a_ward_and_its_past(ends.data)
    keys = set()
    for folder in ends.after("relocking"):
        assert wards(folder) == now, ends.where()
        key = key_at_hand(Place(data_folder=folder))
        assert key is not None
        keys.add(key == KEY)
        assert key != KEY or "locked anew" not in ends.said, ends.where()
        (backup,) = backups_in(folder)
        check_copy(backup.path, key=KEY if lock_id_of(backup.path) == KEY.lock_id else key)
    assert keys == {True, False}


def form_of(folder: Path) -> int:
    """The form of a store, once what was under way is settled."""
    try:
        open_store(target_in(folder), clock=CLOCK).close()
    except StoreFault as refused:
        if refused.fault is not Fault.NEWER:
            raise
        return 2
    return 1


def test_a_migration_ended_at_any_moment_is_done_or_not_begun(ends: Ends, tmp_path: Path) -> None:
    put_empty_store(ends.data)
    with open_store(target_in(ends.data), clock=CLOCK) as store:
        fill(store, 5)
    scripts = tmp_path / "migrations"
    shutil.copytree(CURRENT_SCHEMA.scripts, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    plan = plan_of(scripts, ADDS_A_TABLE + CHANGES_A_PARENT)
    seen = set()
    for folder in ends.after("migrating"):
        form = form_of(folder)
        seen.add(form)
        assert form == 2 or "migrated" not in ends.said, ends.where()
        open_store(target_in(folder), clock=CLOCK, plan=plan).close()
        assert is_whole(folder), ends.where()
        assert [count(folder, table) for table in ("patients", "notes", "diary")] == [5, 5, 0], ends.where()
        assert backups_in(folder), ends.where()
    assert seen == {1, 2}


@pytest.mark.skipif(bool(PowerCuts.missing()), reason=PowerCuts.missing())
def test_a_disk_that_forgets_what_was_not_synced_is_what_is_simulated(tmp_path: Path) -> None:
    """The simulation itself: without the sync, what was written is sometimes gone, and with it never."""
    root = tmp_path / "root"
    root.mkdir()
    code = (
        "import os, sys\n"
        "for name in ('synced', 'not synced'):\n"
        "    at = os.open(f'{sys.argv[1]}/{name}', os.O_CREAT | os.O_WRONLY)\n"
        "    os.write(at, b'x' * 2000)\n"
        "    if name == 'synced':\n"
        "        os.fsync(at)\n"
        "        folder = os.open(sys.argv[1], os.O_RDONLY)\n"
        "        os.fsync(folder)\n"
        "os.write(1, b'done\\n')\n"
    )
    log = tmp_path / "log"
    subprocess.run(
        ["strace", "-o", str(log), *OPTIONS, sys.executable, "-c", code, str(root)], check=True, capture_output=True
    )
    shutil.rmtree(root)
    root.mkdir()
    disk = Disk(root, tmp_path / "keyring")
    list(disk.follow(log))
    assert disk.said == ["done"]
    found = set()
    for number in range(60):
        place = tmp_path / str(number)
        place.mkdir()
        disk.lay_out(place, random.Random(number))
        assert (place / "synced").read_bytes() == b"x" * 2000
        other = place / "not synced"
        found.add(len(other.read_bytes()) if other.exists() else None)
    assert {None, 0, 2000} < found
