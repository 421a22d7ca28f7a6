"""Looks after the copies of a folder's store once something was erased: the lists, the backups, the exports, stores
that were set aside, and the second place."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from inpatient_hub.domain.backups import BackupPlan, gone_by
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.retention import ErasedKind, Erasure
from inpatient_hub.services.backups import THINNED
from inpatient_hub.services.retention_ports import Cleared, HeldElsewhere
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.backup import backups_among, backups_in, copy_checked
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.driver import Connection, Error
from inpatient_hub.store.erased_list import erased_according_to, erased_in, keep_lists, remembered, write_list
from inpatient_hub.store.erasing_again import CLEARING
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.export import export_store, exports_in, made_at
from inpatient_hub.store.judging import judged_os
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.target import STORE_FILE, StoreTarget

if TYPE_CHECKING:
    from inpatient_hub.services.ports import Clock

_EXPORT_NIGHTS = timedelta(days=8)
_TABLE = {ErasedKind.PATIENT: "patients", ErasedKind.STAFF: "staff"}

_SET_ASIDE = ("hub.replaced-*.db", "hub.damaged-*.db")
"""Stores that another one took the place of: nothing removes them by itself."""

_LINGERS = (
    "Another program has the store open, so that what was erased may stay in its log for a while. Close the other "
    "program, then this one."
)


@dataclass(frozen=True, slots=True)
class _Copy:
    """One backup or export. `gone_by` is None for one that nothing removes by itself."""

    file: Path
    made_at: datetime
    gone_by: datetime | None
    is_export: bool = False


class FolderCopies:
    """The copies of one folder's store."""

    def __init__(
        self, store: SqlStore, *, clock: "Clock", plan: Callable[[], BackupPlan], second: Callable[[], str] = lambda: ""
    ) -> None:
        """`plan` is asked each time, as the ward may change it."""
        folder, key = store.target.folder, store.target.key
        if folder is None or key is None:
            raise ValueError("Only a locked store in a folder has copies of its own.")
        self._store = store
        self._folder: Path = folder
        self._key: DataKey = key
        self._clock = clock
        self._plan = plan
        self._second = second

    def settle(self) -> str:
        """Writes what was erased into every list, and takes the remains out of the store's file. Returns what went
        wrong in words, or nothing: the erasure itself is done by then."""
        troubles = []
        try:
            known = self._known()
            keep_lists(self._folder, self._key, known)
            if not self._store.compact():
                troubles.append(_LINGERS)
        except HubError as fault:
            known = {}
            troubles.append(f"{fault.title}. {fault.message}")
        troubles.append(self._tell_second_place(known))
        return " ".join(trouble for trouble in troubles if trouble)

    def held(self) -> HeldElsewhere:
        """Which copies still hold something that was erased. Looks into each."""
        known = self._known()
        if not known:
            return HeldElsewhere()
        answers = [(copy, self._holds(copy, known)) for copy in self._copies()]
        holding = [copy for copy, holds in answers if holds]
        moments = [copy.gone_by for copy in holding if copy.gone_by is not None]
        return HeldElsewhere(
            copies=len(holding),
            kept_for_good=sum(copy.gone_by is None for copy in holding),
            unreadable=sum(holds is None for _, holds in answers),
            gone_by=max(moments, default=None),
            second_place_fault=self._second_fault(),
        )

    def clear(self) -> Cleared:
        """Writes every backup that holds something erased anew without it, and the exports. One that cannot be read or
        written stays as it is and is counted."""
        known = self._known()
        holding = [copy for copy in self._copies() if self._holds(copy, known)]
        cleared = failed = 0
        for copy in holding:
            try:
                self._clear(copy, known)
                cleared += 1
            except (HubError, OSError):
                failed += 1
        if any(copy.is_export for copy in holding):
            export_store(self._folder, key=self._key, clock=self._clock)
        return Cleared(cleared=cleared, failed=failed)

    def _known(self) -> dict[str, Erasure]:
        return remembered(self._folder, self._key) | erased_in(self._folder / STORE_FILE, self._key)

    def _copies(self) -> Iterator[_Copy]:
        found = [*backups_in(self._folder)]
        second = self._second_folder()
        if second is not None:
            found += backups_among(second)
        for backup in found:
            is_thinned = backup.label in THINNED
            yield _Copy(backup.path, backup.made_at, gone_by(backup.made_at, self._plan()) if is_thinned else None)
        for aside in sorted(file for name in _SET_ASIDE for file in self._folder.glob(name)):
            yield _Copy(aside, datetime.min.replace(tzinfo=UTC), None)
        for export in exports_in(self._folder, self._clock.now()):
            moment = made_at(export)
            if moment is not None:
                yield _Copy(export, moment, moment + _EXPORT_NIGHTS, is_export=True)

    def _holds(self, copy: _Copy, known: dict[str, Erasure]) -> bool | None:
        """Whether a copy holds any of these; None when it cannot be read with this lock's key."""
        if copy.is_export:
            # It is not looked into: one that was made before the last erasure is taken to hold what was erased.
            return any(copy.made_at <= erasure.at for erasure in known.values())
        try:
            with closing(sqlite_file.for_looking(copy.file, self._key)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                return any(_is_there(connection, erasure) for erasure in _owed(connection, known))
        except (Error, StoreFault, OSError):
            return None

    def _clear(self, copy: _Copy, known: dict[str, Erasure]) -> None:
        if copy.is_export:
            copy.file.unlink(missing_ok=True)
            return
        place = self._folder / CLEARING
        shutil.rmtree(place, ignore_errors=True)
        try:
            place.mkdir(mode=0o700)
            copy_checked(copy.file, place / STORE_FILE, key=self._key, mode=sqlite_file.looking_mode(copy.file))
            write_list(place, self._key, known)
            # Opening it brings it up to date and erases again what it brought back.
            open_store(StoreTarget.in_folder(place, self._key), clock=self._clock).close()
            copy_checked(place / STORE_FILE, copy.file, key=self._key)
            for log in sqlite_file.with_log(copy.file)[1:]:
                log.unlink(missing_ok=True)  # a store that was set aside may have had one
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def _second_folder(self) -> Path | None:
        """The folder of this store's copies in the second place, where there is one that can be reached."""
        second = self._second()
        mine = Path(second) / f"inpatient-hub-{self._key.lock_id.hex()[:8]}" if second else None
        with suppress(OSError):
            return mine if mine is not None and mine.is_dir() else None
        return None

    def _second_fault(self) -> str:
        second = self._second()
        with suppress(OSError):
            if not second or Path(second).is_dir():
                return ""
        return StoreFault.of(Fault.SECOND_PLACE_GONE, second).message

    def _tell_second_place(self, known: dict[str, Erasure]) -> str:
        mine = self._second_folder()
        if mine is None or not known:
            return self._second_fault()
        try:
            write_list(mine, self._key, known)
        except OSError as error:
            return judged_os(error, mine).message
        return ""


def _owed(connection: Connection, known: dict[str, Erasure]) -> list[Erasure]:
    try:
        done = erased_according_to(connection)
    except Error:
        done = {}  # of an older form
    return [erasure for number, erasure in known.items() if number not in done]


def _is_there(connection: Connection, erasure: Erasure) -> bool:
    table = _TABLE.get(erasure.kind)
    if table is None:
        return True
    found = connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (erasure.entity_id,))  # noqa: S608 - named above
    return found.fetchone() is not None
