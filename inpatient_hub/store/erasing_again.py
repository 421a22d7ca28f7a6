"""Erases again, when a store is opened, what an older store or backup has brought back."""

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from inpatient_hub.domain.retention import Erasure
from inpatient_hub.store.erased_list import keep_lists, remembered
from inpatient_hub.store.errors import StoreFault
from inpatient_hub.store.lock import StoreLock, held, is_taken

if TYPE_CHECKING:
    from inpatient_hub.services.ports import Clock
    from inpatient_hub.store.database import SqlStore

CLEARING = "clearing"
"""Where a backup is opened to take the erased out of it."""


def erase_again(store: "SqlStore", *, clock: "Clock", lock: StoreLock | None = None) -> int:
    """Holds the store against the lists of what was erased: erases what is there again and writes that down, and puts
    the lists right. Returns how many records had come back. Raises StoreFault.

    While another program has the store open there is nothing to do: it did this when it opened it.
    """
    folder, key = store.target.folder, store.target.key
    if folder is None or key is None or (lock is None and is_taken(folder)):
        return 0
    if lock is not None:
        shutil.rmtree(folder / CLEARING, ignore_errors=True)
    known = remembered(folder, key)
    with store.reading() as work:
        done = {erasure.id: erasure for erasure in work.erasures.all()}
        owed = [*(erasure for number, erasure in known.items() if number not in done), *work.erasures.returned()]
    came_back = 0
    if owed:
        with held(folder, lock, clock=clock):
            came_back = _erase(store, owed, clock=clock)
            store.compact()
    with suppress(StoreFault):
        # A folder that cannot be written is no reason not to open: the store itself knows what was erased in it.
        keep_lists(folder, key, known | done)
    return came_back


def _erase(store: "SqlStore", owed: list[Erasure], *, clock: "Clock") -> int:
    # Imported here: a start at which nothing is owed need not load them.
    from inpatient_hub.domain.audit import AuditAction
    from inpatient_hub.host.identity import new_id_in_order
    from inpatient_hub.services.trail import AuditTrail

    trail = AuditTrail(clock=clock, new_id=new_id_in_order)
    came_back = 0
    with store.writing() as work:
        for erasure in owed:
            found = work.erasures.erase_again(erasure)
            if found.counts:
                came_back += 1
                work.audit.append(trail.erased(AuditAction.RECORD_ERASED_AGAIN, found, by=erasure.by))
    return came_back
