"""The key file on the disk: beside the store, with a copy beside its backups, each written whole or not at all."""

from contextlib import suppress
from pathlib import Path

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import KeyFileDamaged, KeyFileMissing, KeyFileNewer, KeyFileOfAnother
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.errors import backup_folder
from inpatient_hub.store.file_kind import lock_id_of
from inpatient_hub.store.judging import judged_os
from inpatient_hub.store.keys.slots import MOST_BYTES, KeyFile, Newer, Unreadable, read, written
from inpatient_hub.store.lock import is_taken
from inpatient_hub.store.target import STORE_FILE

KEY_FILE = "hub.keys"

NEXT_KEY_FILE = "hub.keys.next"
"""The key file of a lock that is being made anew; it takes the place of the other when the store has."""


def key_file(folder: Path) -> Path:
    """Where the key file of this folder's store is."""
    return folder / KEY_FILE


def exists(folder: Path) -> bool:
    """Whether the folder has a key file, readable or not."""
    return key_file(folder).is_file()


def load(folder: Path) -> KeyFile:
    """The key file of this folder. Raises KeyFileMissing, KeyFileDamaged, KeyFileOfAnother or KeyFileNewer."""
    file = key_file(folder)
    if (folder / NEXT_KEY_FILE).exists() and not is_taken(folder):
        settle(folder)
    try:
        keys = read_file(file)
    except FileNotFoundError:
        raise KeyFileMissing(file, has_copy=copy_in(folder) is not None) from None
    except Unreadable:
        raise KeyFileDamaged(file, has_copy=copy_in(folder) is not None) from None
    if _is_of_another(folder, keys):
        raise KeyFileOfAnother(file)
    return keys


def _is_of_another(folder: Path, keys: KeyFile) -> bool:
    """Whether the store beside a key file is of another lock. Another id alone could be a damaged beginning of the
    store: only with a copy that has the same id is it no chance."""
    lock_id = lock_id_of(folder / STORE_FILE)
    return lock_id not in (None, keys.lock_id) and copy_in(folder) is not None


def read_file(file: Path) -> KeyFile:
    """A key file anywhere. Raises FileNotFoundError, Unreadable, KeyFileNewer, or StoreFault for a failing disk."""
    try:
        with file.open("rb") as opened:
            text = opened.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise FileNotFoundError from None
    except OSError as error:
        raise judged_os(error, file.parent) from None
    if len(text) > MOST_BYTES:
        raise Unreadable
    try:
        return read(text.decode("ascii"))
    except UnicodeDecodeError:
        raise Unreadable from None
    except Newer:
        raise KeyFileNewer from None


def lock_in(folder: Path) -> bytes | None:
    """The id of this folder's lock, as the key file or its copy says; None where neither can be read."""
    with suppress(HubError, FileNotFoundError, Unreadable):
        return read_file(key_file(folder)).lock_id
    keys = copy_in(folder)
    return keys.lock_id if keys is not None else None


def save(folder: Path, keys: KeyFile, *, name: str = KEY_FILE) -> None:
    """Writes the key file, whole or not at all, and then its copy beside the backups. Raises StoreFault.

    The copy is a second chance: where it cannot be written, the lock works all the same.
    """
    try:
        put(folder / name, keys)
    except OSError as error:
        raise judged_os(error, folder) from None
    if name == KEY_FILE:
        with suppress(OSError):
            backup_folder(folder).mkdir(mode=0o700, exist_ok=True)
            put(copy_of(folder, keys), keys)


def settle(folder: Path) -> None:
    """Where a lock was being made anew, lets the key file that belongs to the store be the one in force. Raises
    StoreFault for a failing disk."""
    following = folder / NEXT_KEY_FILE
    try:
        keys = read_file(following)
        lock_id = lock_id_of(folder / STORE_FILE)
        if lock_id == keys.lock_id:
            save(folder, keys)
        if lock_id is not None:
            following.unlink(missing_ok=True)
    except (FileNotFoundError, Unreadable):
        return
    except OSError as error:
        raise judged_os(error, folder) from None


def put(file: Path, keys: KeyFile) -> None:
    """Writes a key file to this name, whole or not at all. Raises OSError."""
    making = file.with_name(f"{file.name}.part")
    making.unlink(missing_ok=True)
    sqlite_file.new_private_file(making)
    try:
        making.write_text(written(keys), encoding="ascii", newline="\n")
        sqlite_file.put_in_place(making, file)
    except BaseException:
        making.unlink(missing_ok=True)
        raise


def copy_of(folder: Path, keys: KeyFile) -> Path:
    """Where the copy of this key file lies. Each lock has its own, so that old backups keep theirs."""
    return backup_folder(folder) / f"hub.{keys.lock_id.hex()[:8]}.keys"


def copies_in(backups: Path) -> tuple[KeyFile, ...]:
    """Every readable key file in a folder of backups, the one written last first."""
    try:
        found = sorted(backups.glob("hub.*.keys"), key=lambda file: file.stat().st_mtime, reverse=True)
    except OSError:
        return ()
    keys = []
    for file in found:
        with suppress(OSError, HubError, Unreadable):
            keys.append(read_file(file))
    return tuple(keys)


def copy_in(folder: Path) -> KeyFile | None:
    """The copy that belongs to this folder's store; without a store, the one written last."""
    copies = copies_in(backup_folder(folder))
    lock_id = lock_id_of(folder / STORE_FILE)
    if lock_id is None:
        return copies[0] if copies else None
    return next((keys for keys in copies if keys.lock_id == lock_id), None)


def restore_copy(folder: Path) -> bool:
    """Puts the copy in the key file's place; a damaged file is kept under another name. False when there is none."""
    keys = copy_in(folder)
    if keys is None:
        return False
    set_aside(folder)
    try:
        put(key_file(folder), keys)
    except OSError as error:
        raise judged_os(error, folder) from None
    return True


def set_aside(folder: Path) -> None:
    """Keeps the key file under another name."""
    try:
        if exists(folder):
            key_file(folder).replace(_free_name(folder))
    except OSError as error:
        raise judged_os(error, folder) from None


def _free_name(folder: Path) -> Path:
    number = 1
    while (path := folder / f"hub.damaged-{number}.keys").exists():
        number += 1
    return path
