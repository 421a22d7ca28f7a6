"""Says early when the disk under a ward's work, or under its second place, is filling up."""

from dataclasses import dataclass

_EARLY_BYTES = 1_000_000_000
_EARLY_STORES = 10
_URGENT_BYTES = 100_000_000
_URGENT_STORES = 3
"""A backup takes once what the store takes, and bringing it up to date twice more for so long."""


@dataclass(frozen=True, slots=True)
class Room:
    """A disk that the ward's work is kept on. `place` is the folder, `free` and `store` are bytes: what this user may
    still write there, and what the store takes."""

    place: str
    free: int
    store: int


@dataclass(frozen=True, slots=True)
class LowRoom:
    """A disk that is filling up, in words. `is_urgent` when there may be no room for the next backup."""

    room: Room
    is_urgent: bool

    @property
    def title(self) -> str:
        """What is the matter."""
        return "The disk is nearly full" if self.is_urgent else "The disk is filling up"

    @property
    def message(self) -> str:
        """Where, and what it means."""
        meaning = (
            "Soon nothing more can be saved, and there may be no room for the next backup."
            if self.is_urgent
            else "All is saved as usual, and there is time to make room."
        )
        return f"{_amount(self.room.free)} are left on the disk that holds {self.room.place}. {meaning}"

    @property
    def remedy(self) -> str:
        """What to do."""
        return "Remove what is not needed from that disk, or ask IT for more room."

    def one_line(self) -> str:
        """All of it on one line, for the command line."""
        return f"{self.title}. {self.message} {self.remedy}"


def low_room(room: Room) -> LowRoom | None:
    """What to say about this disk, or None while there is room enough."""
    if room.free < max(_URGENT_BYTES, _URGENT_STORES * room.store):
        return LowRoom(room, is_urgent=True)
    if room.free < max(_EARLY_BYTES, _EARLY_STORES * room.store):
        return LowRoom(room, is_urgent=False)
    return None


def _amount(free: int) -> str:
    return f"{free / 1e9:.1f} GB" if free >= _EARLY_BYTES else f"{free // 1_000_000} MB"
