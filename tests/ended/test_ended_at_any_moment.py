"""The power goes, or the program is killed, at any moment: what was said to be saved is there, and whatever was under
way is done or not begun.

The program itself does each act, with its own SQLite. What a disk may keep when the power goes is laid out from all it
wrote and synced: `disk.py` says what is assumed, and what is not.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place, key_at_hand, open_hub
from inpatient_hub.host.log import stop_log
from inpatient_hub.store.backup import back_up, backups_in, check_copy
from inpatient_hub.store.database import open_store
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.export import export_store, exports_in
from inpatient_hub.store.file_kind import lock_id_of
from inpatient_hub.store.keys.sealed_files import read_sealed
from inpatient_hub.store.schema_version import CURRENT_SCHEMA
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from tests.contracts.keepers import CLOCK, KEY, put_empty_store, put_lock, target_in
from tests.contracts.making import a_ward, save
from tests.ended.ends import Ends, Kills, PowerCuts
from tests.store.filling import SURNAME, contents, count, everything_in, fill, is_whole
from tests.store.releases import RELEASES, put_released_store, rows_in
from tests.store.test_upgrade import ADDS_A_TABLE, CHANGES_A_PARENT, plan_of

pytestmark = pytest.mark.slow


@pytest.fixture(params=[PowerCuts, Kills])
def ends(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> Iterator[Ends]:
    kind: type[Ends] = request.param
    if kind.missing():
        pytest.skip(kind.missing())
    made = kind(tmp_path, monkeypatch)
    yield made
    stop_log()
    record_property("proven", f"{kind.many} {kind.words} of {made.act} (seed {made.seed})")


def wards(folder: Path) -> list[str]:
    """The wards that are shown on this folder, opened as the program opens it."""
    with closing(open_hub(Place(data_folder=folder), clock=CLOCK)) as hub:
        return [ward.name for ward in hub.wards.all()]


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
    """A store with a backup and an export of it, and a ward more since, which a crash left in the log. Returns (now,
    then)."""
    making = folder.parent.parent / "making"
    making.mkdir()
    put_empty_store(making)
    with open_store(target_in(making), clock=CLOCK) as store:
        save(store, a_ward(name="As it was"))
        back_up(making, key=KEY, clock=CLOCK)
        export_store(making, key=KEY, clock=CLOCK)
        save(store, a_ward(name="Later"))
        shutil.copytree(making, folder, dirs_exist_ok=True)
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


@pytest.mark.parametrize("released", [False, True], ids=["a locked store", "the first release's open one"])
def test_a_migration_ended_at_any_moment_is_done_or_not_begun(ends: Ends, tmp_path: Path, released: bool) -> None:
    wanted = {"patients": 5, "notes": 5}
    if released:
        put_released_store(ends.data, RELEASES[0])
        put_lock(ends.data)
        wanted = {name: rows_in(RELEASES[0])[name] for name in wanted}
    else:
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
        assert {name: count(folder, name) for name in (*wanted, "diary")} == {**wanted, "diary": 0}, ends.where()
        assert backups_in(folder), ends.where()
    assert seen == {1, 2}
