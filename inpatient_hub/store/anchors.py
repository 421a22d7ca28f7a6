"""Keeps anchors of the audit trail outside the store: in this user's keyring, and in both places of the backups."""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from inpatient_hub.domain.anchors import Anchor, AnchorPlace, anchor_from, anchor_line
from inpatient_hub.domain.audit_chain import EMPTY, Head
from inpatient_hub.domain.lock_troubles import KeyringUnavailable
from inpatient_hub.host.device_secrets import DeviceSecrets
from inpatient_hub.store.errors import backup_folder
from inpatient_hub.store.keys.data_key import DataKey

Agrees = Callable[[Anchor], bool]
"""Whether an anchor's entry is still in the chain."""

ANCHORS = "hub.audit-anchors.txt"
"""The file of anchors in a folder of backups: a line for each backup, which stays when the backup is thinned out."""

_KEPT_IN_KEYRING = 3
_KEPT_AGAINST = 6
"""Windows takes 1,280 characters, and an anchor needs about a hundred."""
_MOST_BYTES = 4_000_000
"""Of the file of anchors: tens of thousands of backups."""


class KeyringAnchors:
    """The newest anchors of one store in this user's keyring. A keyring that is missing keeps none, and is no fault."""

    def __init__(self, keyring: DeviceSecrets, name: str) -> None:
        self._keyring = keyring
        self._name = f"{name} audit"

    def all(self) -> tuple[Anchor, ...]:
        """What the keyring holds."""
        try:
            said = self._keyring.get(self._name) or ""
        except KeyringUnavailable:
            return ()
        return _anchors(said.split(";"), AnchorPlace.KEYRING)

    def keep(self, head: Head, at: datetime, agrees: Agrees) -> None:
        """Keeps the head, a few older ones, and whatever does not agree with the chain: after a cut, going on working
        must not wipe out what shows it."""
        others = [one for one in self.all() if (one.seq, one.hash) != head]
        against = [one for one in others if not agrees(one)][:_KEPT_AGAINST]
        older = [one for one in others if one not in against][: _KEPT_IN_KEYRING - 1]
        with suppress(KeyringUnavailable):
            lines = [anchor_line(head, at), *(_line(one) for one in (*older, *against))]
            self._keyring.put(self._name, ";".join(lines))

    def take_over(self, other: "KeyringAnchors") -> None:
        """Holds what another name held, after the store was locked with a new key."""
        lines = [_line(one) for one in other.all()]
        if lines:
            with suppress(KeyringUnavailable):
                self._keyring.put(self._name, ";".join(lines))


class AnchorPlaces:
    """Every place where anchors of a store are kept. `folders` gives those of its backups, first the near one."""

    def __init__(self, keyring: KeyringAnchors, folders: Callable[[], Sequence[Path]] = tuple) -> None:
        self._keyring = keyring
        self._folders = folders

    def all(self) -> tuple[Anchor, ...]:
        """All anchors that can be read now."""
        places = (AnchorPlace.BACKUPS, AnchorPlace.SECOND_PLACE)
        folders = zip(self._folders(), places, strict=False)
        return (*self._keyring.all(), *(one for folder, place in folders for one in read_anchors(folder, place)))

    def keep(self, head: Head, at: datetime, agrees: Agrees) -> None:
        """Keeps the head in the keyring."""
        self._keyring.keep(head, at, agrees)

    def take_over(self, other: "AnchorPlaces") -> None:
        """Goes on from the keyring's anchors of the same store under its old lock."""
        self._keyring.take_over(other._keyring)  # noqa: SLF001 - one of its own kind


def anchor_places(
    folder: Path | None, key: DataKey | None, url: str | None, keyring: DeviceSecrets, second: Callable[[], str]
) -> AnchorPlaces:
    """The places for a store in a folder, or on a server."""
    if folder is None or key is None:
        name = sha256((url or str(folder)).encode("utf-8")).hexdigest()[:32]
        return AnchorPlaces(KeyringAnchors(keyring, name))

    def folders() -> Sequence[Path]:
        far = second()
        return (backup_folder(folder), *([second_folder(Path(far), key)] if far else []))

    return AnchorPlaces(KeyringAnchors(keyring, key.lock_id.hex()), folders)


def second_folder(second: Path, key: DataKey) -> Path:
    """The folder of its own that a store has in the backups' second place."""
    return second / _folder_of(key.lock_id)


def folders_of_locks(second: Path, lock_id: bytes | None) -> Sequence[Path]:
    """The folder of this lock's store in a second place; of every one where it is not known which. None where the
    place cannot be reached."""
    try:
        return tuple(second.glob(_folder_of(lock_id)))
    except OSError:
        return ()


def _folder_of(lock_id: bytes | None) -> str:
    return f"inpatient-hub-{lock_id.hex()[:8] if lock_id is not None else '*'}"


def read_anchors(folder: Path, place: AnchorPlace) -> tuple[Anchor, ...]:
    """The anchors that lie in a folder of backups; none where there is no such file, or it cannot be read."""
    try:
        with (folder / ANCHORS).open("rb") as opened:
            return _anchors(opened.read(_MOST_BYTES).decode("ascii", errors="replace").splitlines(), place)
    except OSError:
        return ()


def add_anchor(folder: Path, head: Head, at: datetime) -> None:
    """Adds a line to the anchors of a folder of backups. Raises OSError."""
    if head == EMPTY or any((one.seq, one.hash) == head for one in read_anchors(folder, AnchorPlace.BACKUPS)[-1:]):
        return
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    handle = os.open(folder / ANCHORS, flags, 0o600)
    try:
        os.write(handle, f"{anchor_line(head, at)}\n".encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)


def _anchors(lines: Iterable[str], place: AnchorPlace) -> tuple[Anchor, ...]:
    return tuple(one for one in (anchor_from(line, place) for line in lines) if one is not None)


def _line(anchor: Anchor) -> str:
    return anchor_line(Head(anchor.seq, anchor.hash), anchor.at or datetime.min.replace(tzinfo=UTC))
