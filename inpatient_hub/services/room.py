"""Whether the disk has room for the ward's work and its backups: said early, before anything fails for want of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from inpatient_hub.host.room import bytes_in, free_bytes

LEAST_NEEDED = 200_000_000
STORES_NEEDED = 3
"""A backup is a whole store, and for a moment there is one more; a change in the store's form takes another."""
ACT_BELOW = 50_000_000
"""From here on somebody must act: Windows itself begins to fail, and the next backup may not be made."""


@dataclass(frozen=True, slots=True)
class RoomLeft:
    """What is free on the disk and what the ward's store takes, in bytes."""

    free: int
    store: int

    @property
    def needed(self) -> int:
        """What should be free, so that backups go on and nothing fails."""
        return max(LEAST_NEEDED, STORES_NEEDED * self.store)

    @property
    def is_low(self) -> bool:
        """Whether somebody should free some room in the next days."""
        return self.free < self.needed

    @property
    def must_act(self) -> bool:
        """Whether somebody must free some room now."""
        return self.free < ACT_BELOW


class Room(Protocol):
    """Tells how much room is left."""

    def left(self) -> RoomLeft | None:
        """None when it cannot be told, which is no fault of its own: the next write says what is the matter."""
        ...


class DiskRoom:
    """The room on the disk of a folder, looked at anew each time: it takes microseconds."""

    def __init__(self, folder: Path, store: Path) -> None:
        self._folder = folder
        self._store = store

    def left(self) -> RoomLeft | None:
        """See `Room.left`."""
        free = free_bytes(self._folder)
        return None if free is None else RoomLeft(free, bytes_in(self._store))
