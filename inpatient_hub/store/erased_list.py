"""Remembers outside the store what was erased, so that no backup, import or older store brings it back.

The list lies beside the store, beside its backups and in the second place, sealed with the ward's key. It holds ids,
moments, codes and counts. Each lock has a list of its own, so that old backups keep theirs.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from inpatient_hub.domain.retention import ErasedKind, Erasure, ErasureReason
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.driver import Connection, Error
from inpatient_hub.store.errors import StoreFault, backup_folder
from inpatient_hub.store.judging import judged_os
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.target import STORE_FILE

FORMAT = 1
_WAIT_MS = 5_000
_MOST_LINE = 64 * 1024
_QUESTION = 'SELECT id, kind, entity_id, ward_id, at, "by", reason, counts FROM erasures ORDER BY seq'
_NAMES = ("id", "kind", "entity_id", "ward_id", "at", "by", "reason", "counts")

Known = Mapping[str, Erasure]
"""Erasures by their id."""


def list_in(place: Path, key: DataKey) -> Path:
    """Where the list of this key's lock lies in a folder."""
    return place / f"erased.{key.lock_id.hex()[:8]}.sealed"


def read_list(place: Path, key: DataKey) -> Known | None:
    """What the list in this folder says; None when there is none, or it cannot be read."""
    file = list_in(place, key)
    if not file.exists():
        return None
    # Imported here, as most wards have no list, and the first look at a ward waits for nothing it can do without.
    from inpatient_hub.store.keys.sealed_files import NotSealedSo, read_sealed

    try:
        lines = b"".join(read_sealed(file, key)).split(b"\n")
        said = [json.loads(line) for line in lines if line and len(line) < _MOST_LINE]
        if not said or said[0] != {"inpatient_hub_erased": FORMAT}:
            return None
        return _by_id(_erasure(one) for one in said[1:])
    except (NotSealedSo, OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_list(place: Path, key: DataKey, known: Known) -> None:
    """Writes the list into this folder, whole or not at all. Raises OSError."""
    from inpatient_hub.store.keys.sealed_files import write_sealed

    lines: list[dict[str, Any]] = [{"inpatient_hub_erased": FORMAT}, *(_plain(one) for one in known.values())]
    write_sealed(list_in(place, key), key, (json.dumps(line).encode("ascii") + b"\n" for line in lines))


def remembered(folder: Path, key: DataKey) -> dict[str, Erasure]:
    """All that the lists of a data folder say: beside its store, and beside its backups."""
    found: dict[str, Erasure] = {}
    for place in (folder, backup_folder(folder)):
        found |= read_list(place, key) or {}
    return found


def erased_in(file: Path, key: DataKey | None) -> dict[str, Erasure]:
    """What a store's file says was erased in it; nothing when it cannot be read, or is of an older form."""
    if not file.exists():
        return {}
    with suppress(Error, StoreFault, OSError), closing(sqlite_file.for_looking(file, key)) as connection:
        return erased_according_to(connection)
    return {}


def erased_according_to(connection: Connection) -> dict[str, Erasure]:
    """The same by a connection. Raises the driver's Error for a store of an older form."""
    rows = connection.execute(_QUESTION).fetchall()
    plain = [dict(zip(_NAMES, row, strict=True)) for row in rows]
    return _by_id(_erasure(one | {"counts": json.loads(one["counts"])}) for one in plain)


def keep_lists(folder: Path, key: DataKey, known: Known) -> None:
    """Has the lists of a data folder say all of this. One that does already is left alone. Raises StoreFault."""
    if not known:
        return
    backups = backup_folder(folder)
    try:
        for place in (folder, *((backups,) if backups.is_dir() else ())):
            if read_list(place, key) != known:
                write_list(place, key, known)
    except OSError as error:
        raise judged_os(error, folder) from None


def before_replacing(
    folder: Path, key: DataKey | None, *, beside: Path | None = None, beside_key: DataKey | None = None
) -> None:
    """Before another store takes the place of this folder's: makes sure that what was erased in this one, and what the
    list beside the other one says, is in the lists. Raises StoreFault."""
    if key is None:
        return
    known = remembered(folder, key) | erased_in(folder / STORE_FILE, key)
    if beside is not None and beside_key is not None:
        known |= read_list(beside.parent, beside_key) or {}
    keep_lists(folder, key, known)


def seal_anew(folder: Path, old: DataKey, new: DataKey) -> None:
    """Writes the lists for a new lock, beside those of the old one. Raises StoreFault."""
    keep_lists(folder, new, remembered(folder, old) | erased_in(folder / STORE_FILE, old))


def forget(folder: Path, lock_id: bytes) -> None:
    """Removes the lists of a lock that nothing is locked with any more."""
    for place in (folder, backup_folder(folder)):
        with suppress(OSError):
            (place / f"erased.{lock_id.hex()[:8]}.sealed").unlink(missing_ok=True)


def is_owed(connection: Connection, folder: Path, key: DataKey | None) -> bool:
    """Whether the store at this connection holds something that is to be erased again. Raises the driver's Error."""
    known = remembered(folder, key) if key is not None else {}
    return bool(known) and not known.keys() <= erased_according_to(connection).keys()


def _by_id(erasures: Iterable[Erasure]) -> dict[str, Erasure]:
    return {one.id: one for one in erasures}


def _plain(erasure: Erasure) -> dict[str, Any]:
    return {
        "id": erasure.id,
        "kind": erasure.kind.value,
        "entity_id": erasure.entity_id,
        "ward_id": erasure.ward_id,
        "at": erasure.at.isoformat(),
        "by": erasure.by,
        "reason": erasure.reason.value,
        "counts": dict(erasure.counts),
    }


def _erasure(said: Mapping[str, Any]) -> Erasure:
    at = datetime.fromisoformat(said["at"])
    if at.tzinfo is None:
        raise ValueError
    return Erasure(
        id=said["id"],
        kind=ErasedKind(said["kind"]),
        entity_id=said["entity_id"],
        ward_id=said["ward_id"],
        at=at,
        by=said["by"],
        reason=ErasureReason(said["reason"]),
        counts=dict(said["counts"]),
    )
