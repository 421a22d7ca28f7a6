"""Knows of another copy of the program that has the same ward open."""

from pathlib import Path

from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.place import Place


def knock(place: Place, error: HubError) -> bool:
    """When this error says that another copy on this computer has the ward open, asks its window to come to the front.
    Returns whether somebody was there to be asked."""
    from inpatient_hub.host.foreground import let_come_forward
    from inpatient_hub.store import lock
    from inpatient_hub.store.errors import Fault, StoreFault

    if not isinstance(error, StoreFault) or error.fault is not Fault.IN_USE:
        return False
    holder = lock.holder_in(place.data_folder)
    if holder is None or not holder.is_here:
        return False
    let_come_forward(holder.pid)
    return lock.knock(place.data_folder)


def knocked_at(place: Place) -> Path | None:
    """The file that is touched by a knock; None where a ward is shared by many computers."""
    from inpatient_hub.store.lock import LOCK_FILE

    return None if place.database_url is not None else place.data_folder / LOCK_FILE
