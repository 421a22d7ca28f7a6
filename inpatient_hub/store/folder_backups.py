"""The backups of a folder's store, as the services ask for them."""

import hashlib
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inpatient_hub.domain.backups import BackupContents
from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.room import Room
from inpatient_hub.services.backups import BackupLine
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.anchors import add_anchor, second_folder
from inpatient_hub.store.backup import Backup, back_up, backups_among, backups_in, newest_first
from inpatient_hub.store.backup_contents import contents_of, state_of
from inpatient_hub.store.chain_ends import head_in
from inpatient_hub.store.driver import Error
from inpatient_hub.store.erased_list import remembered, write_list
from inpatient_hub.store.errors import Fault, StoreFault, backup_folder
from inpatient_hub.store.export import export_store, exports_in, made_at
from inpatient_hub.store.judging import judged, judged_os
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.key_file import copy_of, load, put
from inpatient_hub.store.target import STORE_FILE, StoreTarget

if TYPE_CHECKING:
    from inpatient_hub.services.ports import Clock


class FolderBackups:
    """Makes, lists and removes the backups of one folder, and copies them elsewhere."""

    def __init__(self, folder: Path, *, key: DataKey, clock: "Clock") -> None:
        self._folder = folder
        self._key = key
        self._clock = clock

    def all(self) -> tuple[BackupLine, ...]:
        """Every backup, newest first; last of all those from the future, made before a clock was put right."""
        return tuple(_line(backup) for backup in newest_first(backups_in(self._folder), self._clock.now()))

    def make(self, label: str) -> BackupLine:
        """Makes and checks one. Raises StoreFault."""
        made = back_up(self._folder, key=self._key, clock=self._clock, label=label)
        with suppress(OSError):
            add_anchor(made.parent, head_in(made, self._key), self._clock.now())
        return next(line for line in self.all() if line.name == made.name)

    def has_changed(self) -> bool:
        """Whether the store holds anything else than its newest backup does. A backup that cannot be read counts as
        none. Raises StoreFault when the store cannot be read."""
        backups = newest_first(backups_in(self._folder), self._clock.now())
        try:
            now = state_of(self._folder / STORE_FILE, self._key)
        except Error as error:
            raise judged(error, StoreTarget.in_folder(self._folder)) from None
        try:
            return not backups or state_of(backups[0].path, self._key) != now
        except Error:
            return True

    def remove(self, names: Sequence[str]) -> None:
        """Removes backups of these names. One that cannot be removed stays until the next time."""
        _remove(backup_folder(self._folder), names)

    def contents(self, name: str) -> BackupContents:
        """What a backup holds. Raises NotFound and StoreFault."""
        return contents_of(self._named(name), self._key)

    def present(self) -> BackupContents:
        """What the store holds now. Raises StoreFault."""
        return contents_of(self._folder / STORE_FILE, self._key)

    def copied(self, second: str) -> tuple[tuple[BackupLine, str], ...]:
        """The backups of this store in a second place, each with its path; none when it cannot be reached."""
        found = newest_first(backups_among(self._copies_in(Path(second))), self._clock.now())
        return tuple((_line(backup), str(backup.path)) for backup in found)

    def exported_at(self) -> datetime | None:
        """When the newest export that lies with the backups was made."""
        exports = exports_in(self._folder, self._clock.now())
        return made_at(exports[0]) if exports else None

    def export(self, file: str | None = None) -> str:
        """Exports the store to a file, or beside the backups. Raises StoreFault."""
        where = Path(file).absolute() if file else None
        return str(export_store(self._folder, key=self._key, clock=self._clock, file=where))

    def room(self, second: str) -> Sequence[Room]:
        """What is left on the store's disk, and on that of the second place where there is one. A disk that gives no
        answer is left out."""
        places = [self._folder, *([Path(second)] if second else [])]
        return [room for place in places if (room := _room(place, self._folder / STORE_FILE))]

    def copy_to(self, second: str, name: str, keep: Callable[[Sequence[BackupLine]], Sequence[str]]) -> None:
        """Copies a backup and the key file to a second place, compares the copy, and removes there what `keep` says is
        superfluous. The copies of this store lie in a folder of their own. Raises StoreFault."""
        source, place = self._named(name), Path(second)
        if place.resolve().is_relative_to(self._folder.resolve()):
            raise StoreFault.of(Fault.SECOND_PLACE_INSIDE, place)
        if not place.is_dir():
            raise StoreFault.of(Fault.SECOND_PLACE_GONE, place)
        mine = second_folder(place, self._key)
        try:
            mine.mkdir(mode=0o700, exist_ok=True)
            _copy(source, mine / name)
            keys = load(self._folder)
            put(mine / copy_of(self._folder, keys).name, keys)
            add_anchor(mine, head_in(source, self._key), self._clock.now())
            known = remembered(self._folder, self._key)
            if known:
                write_list(mine, self._key, known)
        except OSError as error:
            raise judged_os(error, place) from None
        _remove(mine, keep([_line(backup) for backup in newest_first(backups_among(mine), self._clock.now())]))

    def _copies_in(self, place: Path) -> Path:
        """The folder of this store's copies in a second place."""
        return second_folder(place, self._key)

    def _named(self, name: str) -> Path:
        for backup in backups_in(self._folder):
            if backup.path.name == name:
                return backup.path
        raise NotFound("Backup")


def _line(backup: Backup) -> BackupLine:
    return BackupLine(name=backup.path.name, label=backup.label, made_at=backup.made_at, size=backup.size)


def _room(place: Path, store: Path) -> Room | None:
    try:
        return Room(str(place), shutil.disk_usage(place).free, store.stat().st_size)
    except OSError:
        return None


def _remove(folder: Path, names: Sequence[str]) -> None:
    for name in names:
        try:
            (folder / name).unlink(missing_ok=True)
        except OSError:
            continue


def _copy(source: Path, file: Path) -> None:
    making = file.with_name(f"{file.name}.part")
    try:
        shutil.copyfile(source, making)
        sqlite_file.sync(making)
        _check_same(making, source)
        sqlite_file.put_in_place(making, file)
    except BaseException:
        making.unlink(missing_ok=True)
        raise


def _check_same(making: Path, source: Path) -> None:
    if _sum(making) != _sum(source):
        raise StoreFault.of(Fault.BACKUP_FAILED, making.parent)


def _sum(file: Path) -> bytes:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()
