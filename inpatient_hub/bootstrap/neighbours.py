"""Knows of another copy of the program that has the same ward open."""

from pathlib import Path

from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.place import Place


def knock(place: Place, error: HubError, *, pack: str = "") -> bool:
    """When this error says that another copy on this computer has the ward open, asks its window to come to the front,
    and to offer the file of this content pack. Returns whether somebody was there to be asked."""
    from inpatient_hub.host.foreground import let_come_forward
    from inpatient_hub.store import lock
    from inpatient_hub.store.errors import Fault, StoreFault

    if not isinstance(error, StoreFault) or error.fault is not Fault.IN_USE:
        return False
    holder = lock.holder_in(place.data_folder)
    if holder is None or not holder.is_here:
        return False
    let_come_forward(holder.pid)
    if pack:
        from inpatient_hub.host.handed_files import hand_over

        hand_over(place.data_folder, Path(pack))
    return lock.knock(place.data_folder)


def knocked_at(place: Place) -> Path | None:
    """The file that is touched by a knock; None where a ward is shared by many computers."""
    from inpatient_hub.store.lock import LOCK_FILE

    return None if place.database_url is not None else place.data_folder / LOCK_FILE


def handed_pack(place: Place) -> str:
    """The content pack's file that a second start handed over with its knock; empty when it only knocked."""
    from inpatient_hub.content.pack_file import SUFFIX
    from inpatient_hub.host.handed_files import take_handed

    file = take_handed(place.data_folder, SUFFIX)
    return str(file) if file is not None else ""


def is_handed_on(place: Place) -> bool:
    """Whether the other window has taken what it was handed."""
    from inpatient_hub.host.handed_files import is_waiting

    return not is_waiting(place.data_folder)


def take_back(place: Place) -> None:
    """Nobody took what was handed over: it is not to be offered at a later start."""
    from inpatient_hub.host.handed_files import take_back

    take_back(place.data_folder)
