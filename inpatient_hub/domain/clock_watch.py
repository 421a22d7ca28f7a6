"""Notices when a computer's clock was changed: every time in the records hangs on it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

TOLERATED = timedelta(minutes=2)
"""A clock may differ so much from what is expected: computers put their clocks right by themselves, a little at a
time."""


@dataclass(frozen=True, slots=True)
class ClockStep:
    """The clock was changed: it would show `expected`, and shows `shown`. Both in UTC."""

    expected: datetime
    shown: datetime


class ClockWatch:
    """Holds the clock on the wall against a steady one that nobody can set and that goes on while the computer
    sleeps."""

    def __init__(self, wall: datetime, steady: float) -> None:
        self._wall = wall
        self._steady = steady

    def look(self, wall: datetime, steady: float) -> ClockStep | None:
        """The step since the beginning or the last step, if there was one: many small ones add up. `steady` is in
        seconds."""
        expected = self._wall + timedelta(seconds=steady - self._steady)
        if abs(wall - expected) <= TOLERATED:
            return None
        self._wall, self._steady = wall, steady
        return ClockStep(expected, wall)


def behind(last_event: datetime | None, now: datetime) -> ClockStep | None:
    """The step that must have been made when the last entry of the trail is later than now."""
    if last_event is None or last_event - now <= TOLERATED:
        return None
    return ClockStep(last_event, now)
