"""A backup put in the place of a store that crashed: the old log goes with the old store, whenever the program ends."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from inpatient_hub.store import salvage, sqlite_file
from inpatient_hub.store.backup import back_up, backups_in, check_copy
from inpatient_hub.store.database import open_store
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.log_mark import MARK
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, KEY, put_empty_store, put_lock, target_in
from tests.contracts.making import a_ward, save
from tests.store.broken_off import Killed
from tests.store.filling import is_whole

NOW, THEN = 41, 1


@pytest.fixture
def crashed(tmp_path: Path) -> Path:
    """A folder with a backup, and a store whose newest work is still in its log."""
    folder, place = tmp_path / "open", tmp_path / "crashed"
    folder.mkdir()
    put_empty_store(folder)
    with open_store(target_in(folder), clock=CLOCK) as store:
        save(store, a_ward())
        back_up(folder, key=KEY, clock=CLOCK)
        for number in range(40):
            save(store, a_ward(name=f"Ward {number}"))
        shutil.copytree(folder, place)
    put_lock(place)
    return place


def wards(folder: Path) -> int:
    with open_store(target_in(folder), clock=CLOCK) as store, store.reading() as work:
        return len(work.wards.all())


def restore(folder: Path) -> None:
    (backup,) = backups_in(folder)
    salvage.restore_backup(folder, backup.path, key=KEY, backup_key=KEY, clock=CLOCK)


def ended(monkeypatch: pytest.MonkeyPatch, at: int, error: Callable[[], BaseException]) -> None:
    """Lets the moving of a file fail at this one, counted from 1."""
    move, left = salvage._move, [at]

    def moving(old: Path, new: Path) -> bool:
        left[0] -= 1
        if left[0] == 0:
            raise error()
        return move(old, new)

    monkeypatch.setattr(salvage, "_move", moving)


@pytest.mark.parametrize(("at", "found"), [(1, NOW), (2, THEN), (3, THEN)])
def test_ended_between_the_store_and_its_log_the_old_log_is_not_laid_over_the_backup(
    crashed: Path, monkeypatch: pytest.MonkeyPatch, at: int, found: int
) -> None:
    with monkeypatch.context() as patched:
        ended(patched, at, Killed)
        with pytest.raises(Killed):
            restore(crashed)
    assert wards(crashed) == found
    assert is_whole(crashed)
    if found == THEN:
        (kept,) = crashed.glob("hub.replaced-*.db")
        shutil.move(kept.with_name(f"{kept.name}-wal"), crashed / "kept.db-wal")
        shutil.move(kept, crashed / "kept.db")
        check_copy(crashed / "kept.db", key=KEY)


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_file_that_another_program_holds_leaves_the_store_as_it_was_and_it_works_later(
    crashed: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    with monkeypatch.context() as patched:
        ended(patched, at, lambda: PermissionError(13, "held"))
        with pytest.raises(StoreFault):
            restore(crashed)
    assert (crashed / MARK).exists()
    assert wards(crashed) == NOW
    assert is_whole(crashed)
    assert not list(crashed.glob("hub.replaced-*"))
    restore(crashed)
    assert wards(crashed) == THEN


def test_a_file_that_is_held_for_good_is_called_locked_and_nothing_is_changed(
    crashed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "held")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", held)
        patched.setattr(sqlite_file, "_pause", lambda _seconds: None)
        with pytest.raises(StoreFault) as refused:
            restore(crashed)
        assert refused.value.fault is Fault.LOCKED
    assert (crashed / STORE_FILE).exists()
    assert wards(crashed) == NOW
    restore(crashed)
    assert wards(crashed) == THEN
