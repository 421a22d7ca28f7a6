"""The power goes at any moment: what was said to be saved is there, and whatever was under way is done or not begun.

The program itself is run, with its own SQLite, under `strace`, which writes down every byte and every sync. From that
the disk is laid out as it may be found after a cut: see `disk.py` for what is assumed, and what is not.
"""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import cache
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
from tests.fakes import keyring
from tests.power.disk import Disk
from tests.power.strace_log import OPTIONS
from tests.store.filling import SURNAME, contents, count, everything_in, fill, is_whole
from tests.store.test_upgrade import ADDS_A_TABLE, CHANGES_A_PARENT, plan_of

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


@cache
def _missing_reason() -> str:
    if sys.platform != "linux" or shutil.which("strace") is None:
        return "there is no strace"
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "this system lets nobody follow a program with strace"


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if _missing_reason():
        pytest.skip(_missing_reason())
    monkeypatch.setenv(keyring.FOLDER, str(tmp_path / "disk" / "keyring"))
    yield
    stop_log()


class Cuts:
    """The disk on which an act is done, and as it may be found after each of many cuts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = folder / "disk"
        self.data = self._root / "data"
        self.data.mkdir(parents=True)
        (self._root / "keyring").mkdir()
        self.seed = int(os.environ.get("HUB_POWER_SEED") or random.randrange(1_000_000))
        self.said: list[str] = []
        """All that the program had said by the cut at hand."""

    def after(self, act: str, wanted: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
        """The data folder after each of so many cuts in this act, laid out anew each time with its keyring."""
        before = self._folder / "before"
        shutil.copytree(self._root, before)
        log = self._folder / "strace.log"
        command = ["strace", "-o", str(log), *OPTIONS, sys.executable, "-m", "tests.power.acts", act, str(self.data)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        shutil.rmtree(self._root)
        shutil.copytree(before, self._root)
        numbers = sum(1 for _ in Disk(self._root, self._root / "keyring").follow(log))
        chance = random.Random(self.seed)
        cuts = sorted([*chance.choices(range(1, numbers + 1), k=wanted - 1), numbers])
        disk = Disk(self._root, self._root / "keyring")
        for number in disk.follow(log):
            while cuts and cuts[0] == number:
                cuts.pop(0)
                self.said = list(disk.said)
                found = self._folder / "found"
                shutil.rmtree(found, ignore_errors=True)
                (found / "data").mkdir(parents=True)
                disk.lay_out(found, chance)
                monkeypatch.setenv(keyring.FOLDER, str(found / "keyring"))
                yield found / "data"
        assert cuts == []

    def where(self) -> str:
        """What to look for when a cut goes wrong."""
        return f"seed {self.seed}, after {self.said[-1:] or 'nothing'}"


@pytest.fixture
def cuts(tmp_path: Path) -> Cuts:
    return Cuts(tmp_path)


def wards(folder: Path) -> list[str]:
    """The wards that are shown on this folder, opened as the program opens it."""
    with closing(open_hub(Place(data_folder=folder), clock=CLOCK)) as hub:
        return [ward.name for ward in hub.wards.all()]


def test_after_200_cuts_in_the_middle_of_saving_every_answer_told_is_there(
    cuts: Cuts, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_empty_store(cuts.data)
    with open_store(target_in(cuts.data), clock=CLOCK) as store:
        save(store, a_ward())
    torn = told_ones = 0
    for folder in cuts.after("saving", 200, monkeypatch):
        told = sum(1 for words in cuts.said if words.startswith("saved "))
        runs = [words.removeprefix("run ") for words in cuts.said if words.startswith("run ")]
        with (
            StoreLock.acquire(folder, clock=CLOCK) as lock,
            open_store(target_in(folder), clock=CLOCK, lock=lock) as store,
            store.reading() as work,
        ):
            assert len(work.wards.all()) == 1, cuts.where()
            for run in runs:
                numbers = [answer.value for answer in work.runs.answers(run)]
                events = [int(event.detail["number"]) for event in work.audit.of_entity(Kind.NOTE, run)]
                assert numbers == list(range(len(numbers))), cuts.where()
                assert told <= len(numbers) <= told + 1, cuts.where()
                assert events[::-1] == numbers, cuts.where()
                assert work.runs.get(run).version == len(numbers) + 1, cuts.where()
        assert is_whole(folder), cuts.where()
        told_ones += bool(told)
        torn += 1
    assert torn == 200
    assert told_ones > 100


def test_the_first_start_cut_off_at_any_moment_can_be_made_again(cuts: Cuts, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = set()
    for folder in cuts.after("starting", 60, monkeypatch):
        found = tuple(wards(folder))
        seen.add(found)
        assert found in {(), ("Keats",)}, cuts.where()
        assert found == ("Keats",) or "set up" not in cuts.said, cuts.where()
        for backup in backups_in(folder):
            check_copy(backup.path, key=key_at_hand(Place(data_folder=folder)))
    assert seen == {(), ("Keats",)}


def test_locking_a_plain_store_cut_off_at_any_moment_goes_on_and_loses_nothing(
    cuts: Cuts, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(StoreTarget.in_folder(cuts.data), clock=CLOCK) as store:
        fill(store, 20)
        back_up(cuts.data, key=None, clock=CLOCK)
    put_lock(cuts.data)
    before = everything_in(cuts.data / STORE_FILE, None)
    for folder in cuts.after("locking", 60, monkeypatch):
        open_store(target_in(folder), clock=CLOCK).close()
        assert everything_in(folder / STORE_FILE) == before, cuts.where()
        (backup,) = backups_in(folder)
        assert everything_in(backup.path) == before, cuts.where()
        assert not [name for name, body in contents(folder).items() if SURNAME.encode() in body], cuts.where()


def test_backups_cut_off_at_any_moment_are_whole_or_not_there(cuts: Cuts, monkeypatch: pytest.MonkeyPatch) -> None:
    put_empty_store(cuts.data)
    for folder in cuts.after("backing_up", 60, monkeypatch):
        made = sum(1 for words in cuts.said if words.startswith("ward "))
        assert made <= len(wards(folder)) <= made + 1, cuts.where()
        assert len(backups_in(folder)) >= sum(1 for words in cuts.said if words.startswith("backup ")), cuts.where()
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
def test_going_back_cut_off_at_any_moment_leaves_the_store_as_it_was_or_as_it_is_to_be(
    cuts: Cuts, monkeypatch: pytest.MonkeyPatch, act: str, word: str
) -> None:
    now, then = a_ward_and_its_past(cuts.data)
    seen = []
    for folder in cuts.after(act, 60, monkeypatch):
        found = wards(folder)
        seen.append(found)
        assert found in (now, then), cuts.where()
        assert found == then or word not in cuts.said, cuts.where()
        if found == then:
            (kept,) = folder.glob("hub.replaced-*.db")
            check_copy(kept, key=KEY)
    assert now in seen
    assert then in seen


def test_locking_anew_cut_off_at_any_moment_leaves_one_of_the_two_locks_in_force(
    cuts: Cuts, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, _ = a_ward_and_its_past(cuts.data)
    keys = set()
    for folder in cuts.after("relocking", 60, monkeypatch):
        assert wards(folder) == now, cuts.where()
        key = key_at_hand(Place(data_folder=folder))
        assert key is not None
        keys.add(key == KEY)
        assert key != KEY or "locked anew" not in cuts.said, cuts.where()
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


def test_a_migration_cut_off_at_any_moment_is_done_or_not_begun(
    cuts: Cuts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put_empty_store(cuts.data)
    with open_store(target_in(cuts.data), clock=CLOCK) as store:
        fill(store, 5)
    scripts = tmp_path / "migrations"
    shutil.copytree(CURRENT_SCHEMA.scripts, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    plan = plan_of(scripts, ADDS_A_TABLE + CHANGES_A_PARENT)
    seen = set()
    for folder in cuts.after("migrating", 60, monkeypatch):
        form = form_of(folder)
        seen.add(form)
        assert form == 2 or "migrated" not in cuts.said, cuts.where()
        open_store(target_in(folder), clock=CLOCK, plan=plan).close()
        assert is_whole(folder), cuts.where()
        assert [count(folder, table) for table in ("patients", "notes", "diary")] == [5, 5, 0], cuts.where()
        assert backups_in(folder), cuts.where()
    assert seen == {1, 2}


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
