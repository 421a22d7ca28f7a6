"""Makes copies of a store while it is in use, each checked before it is kept."""

from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inpatient_hub.store import sqlite_file
from inpatient_hub.store.driver import Connection, Error
from inpatient_hub.store.errors import Fault, StoreFault, backup_folder
from inpatient_hub.store.judging import judged, judged_os
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.same_content import same_content
from inpatient_hub.store.schema_version import APPLICATION_ID
from inpatient_hub.store.target import STORE_FILE, StoreTarget

if TYPE_CHECKING:
    from inpatient_hub.services.ports import Clock

_KEPT_BEFORE_UPGRADES = 3
_STAMP = "%Y%m%dT%H%M%SZ"
_BEFORE = "before-"
_WAIT_MS = 5_000
_MAY_BE_IN_THE_MAKING_S = 3_600

_UNFINISHED = ("journal_mode=OFF", "synchronous=OFF")
"""For a copy that is thrown away when it is not finished, and put on the disk at the end."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a store. `label` says what it was made for; `made_at` is in UTC."""

    path: Path
    label: str
    made_at: datetime
    size: int


def back_up(folder: Path, *, key: DataKey | None, clock: "Clock", label: str = "copy") -> Path:
    """Copies the store of this folder into its `backups` and checks the copy. Returns its path.

    Others may go on reading and writing meanwhile: the copy is of one moment. Raises StoreFault when the store cannot
    be read, the disk is full, or the copy fails its check; then no half-made copy stays.
    """
    kept_in = backup_folder(folder)
    try:
        kept_in.mkdir(mode=0o700, exist_ok=True)
        wanted = _free_name(kept_in, f"hub.{label}.{clock.now().astimezone(UTC).strftime(_STAMP)}")
        copy_checked(folder / STORE_FILE, wanted, key=key)
    except OSError as error:
        raise judged_os(error, kept_in) from None
    return wanted


def back_up_before_upgrade(folder: Path, revision: str, *, key: DataKey | None, clock: "Clock") -> Path:
    """Copies the store before it is brought to another form. Of such copies the three newest are kept."""
    made = back_up(folder, key=key, clock=clock, label=f"{_BEFORE}{revision}")
    mine = [backup for backup in backups_in(folder) if backup.label.startswith(_BEFORE)]
    for backup in newest_first(mine, clock.now())[_KEPT_BEFORE_UPGRADES:]:
        backup.path.unlink(missing_ok=True)
    return made


def backups_in(folder: Path) -> tuple[Backup, ...]:
    """The copies of this folder's store, newest first; none when the folder cannot be read. Files of other names are
    passed over."""
    return backups_among(backup_folder(folder))


def backups_among(kept_in: Path) -> tuple[Backup, ...]:
    """The copies that lie in this very folder, newest first."""
    try:
        found = [_described(path) for path in kept_in.glob("hub.*.db")]
    except OSError:
        return ()
    return tuple(sorted((one for one in found if one), key=_age, reverse=True))


def newest_first(backups: Sequence[Backup], now: datetime) -> list[Backup]:
    """The newest first, and last of all those from the future: they were made before a clock was put right, so that
    nobody can tell how old they are."""
    return sorted(backups, key=lambda backup: (backup.made_at <= now, *_age(backup)), reverse=True)


def _age(backup: Backup) -> tuple[datetime, int, str]:
    """Of two made in the same second the one with the higher number is the newer one."""
    number = backup.path.stem.rpartition("-")[2]
    return backup.made_at, int(number) if number.isdecimal() else 0, backup.path.name


def sweep(folder: Path, *, clock: "Clock") -> None:
    """Removes copies that were never finished, because the program was ended meanwhile. One that is younger than an
    hour may still be in the making. The caller holds the folder."""
    oldest = clock.now().timestamp() - _MAY_BE_IN_THE_MAKING_S
    for place in (folder, backup_folder(folder)):
        with suppress(OSError):
            for unfinished in (*place.glob("hub.*.part*"), *place.glob("hub.*.relocked")):
                if unfinished.stat().st_mtime < oldest:
                    unfinished.unlink(missing_ok=True)


def copy_checked(
    source: Path, file: Path, *, key: DataKey | None, new_key: DataKey | None = None, mode: str = "rw"
) -> None:
    """Copies a store's file to another name, locked as it was or with another key. The copy has no log beside it and
    can be moved like any file. `mode` is `ro` for a source that nobody uses, and that is to stay as it is.

    Raises StoreFault when the source cannot be read or the copy fails its check, and OSError.
    """
    making = file.with_name(f"{file.name}.part")
    sqlite_file.remove(making)
    sqlite_file.new_private_file(making)
    try:
        _copy((source, key, mode), making, new_key or key)
        sqlite_file.put_in_place(making, file)
    except BaseException:
        sqlite_file.remove(making)
        raise


def check_copy(file: Path, *, key: DataKey | None) -> None:
    """Raises StoreFault when the file is not a whole store made by this program."""
    unusable = StoreFault.of(Fault.BACKUP_UNUSABLE, file)
    try:
        with closing(sqlite_file.bare(file, key, mode="ro", wait_ms=_WAIT_MS)) as connection:
            sound = _is_sound(connection)
    except Error:
        raise unusable from None
    if not sound:
        raise unusable


def _copy(source: tuple[Path, DataKey | None, str], making: Path, new_key: DataKey | None) -> None:
    file, key, mode = source
    target = StoreTarget.in_folder(file.parent)
    try:
        with (
            closing(sqlite_file.bare(file, key, mode=mode, wait_ms=_WAIT_MS)) as reading,
            closing(sqlite_file.bare(making, new_key, wait_ms=_WAIT_MS)) as writing,
        ):
            for pragma in _UNFINISHED:
                writing.execute(f"PRAGMA {pragma}")
            # What is copied and what it is compared with are of one moment, whatever others write meanwhile.
            reading.execute("BEGIN")
            reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
            # All pages in one step: in several, every write by somebody else would start the copy anew.
            reading.backup(writing, pages=-1)
            writing.execute("PRAGMA journal_mode=DELETE")
            # A page that cannot be unlocked is copied without a word as an empty one: only the rows tell.
            sound = _is_sound(writing) and same_content(reading, writing)
            reading.execute("ROLLBACK")
    except Error as error:
        raise judged(error, target) from None
    if not sound:
        raise StoreFault.of(Fault.BACKUP_FAILED, making.parent)


def _is_sound(connection: Connection) -> bool:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    unlocked = not connection.execute("PRAGMA cipher_integrity_check").fetchall()
    references = not connection.execute("PRAGMA foreign_key_check").fetchall()
    return bool(application == APPLICATION_ID and whole and unlocked and references)


def _free_name(folder: Path, stem: str) -> Path:
    path = folder / f"{stem}.db"
    number = 2
    while path.exists():
        path = folder / f"{stem}-{number}.db"
        number += 1
    return path


def _described(path: Path) -> Backup | None:
    _, label, stamp, *_ = (*path.name.split("."), "", "")
    try:
        made_at = datetime.strptime(stamp.partition("-")[0], _STAMP).replace(tzinfo=UTC)
        return Backup(path, label, made_at, path.stat().st_size)
    except (ValueError, OSError):
        return None
