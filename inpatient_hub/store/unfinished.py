"""Finishes, before a store is opened, what was broken off when the program was ended last."""

from pathlib import Path

from inpatient_hub.services.ports import Clock
from inpatient_hub.store import log_mark
from inpatient_hub.store.backup import sweep
from inpatient_hub.store.encrypting import is_to_be_locked, lock_folder
from inpatient_hub.store.judging import judged_os
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.lock import StoreLock, held, is_taken, turn
from inpatient_hub.store.salvage import finish_restore, is_half_restored
from inpatient_hub.store.schema_version import SchemaPlan
from inpatient_hub.store.target import STORE_FILE


def finish(folder: Path, key: DataKey | None, *, clock: Clock, lock: StoreLock | None, plan: SchemaPlan) -> None:
    """Looks whether the newest work is all there, puts a restored backup in its place, locks what an older version kept
    plain, and removes copies that were never finished. Raises StoreFault."""
    try:
        has_store = (folder / STORE_FILE).exists()
    except OSError as error:
        raise judged_os(error, folder) from None
    if has_store and log_mark.is_marked(folder) and (lock is not None or not is_taken(folder)):
        with turn(folder):  # a program that is just being closed empties the log before it takes the mark away
            if log_mark.check_log(folder):
                log_mark.unmark(folder)  # the next connection that is closed brings all of it into the file
    if lock is not None:
        sweep(folder, clock=clock)
    if is_half_restored(folder):
        with held(folder, lock, clock=clock):
            finish_restore(folder)
    if key is not None and is_to_be_locked(folder):
        with held(folder, lock, clock=clock):
            lock_folder(folder, key, plan)
