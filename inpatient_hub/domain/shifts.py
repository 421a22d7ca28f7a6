"""A ward's shifts: which one a time of day belongs to, and when it ends."""

from dataclasses import dataclass
from datetime import datetime, time


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One shift of the ward's day, in ward-clock times. `ends` before `starts` means it crosses midnight; the same time
    for both, that it lasts a whole day."""

    name: str
    starts: time
    ends: time

    def holds(self, moment: time) -> bool:
        """Whether this ward-clock time lies in the shift; start included, end not."""
        if self.starts < self.ends:
            return self.starts <= moment < self.ends
        return moment >= self.starts or moment < self.ends

    @property
    def crosses_midnight(self) -> bool:
        """Whether it ends on the day after the one on which it begins."""
        return self.ends <= self.starts

    def reaches(self, moment: time) -> bool:
        """Whether something can be due in it at this ward-clock time: its start and its end included."""
        return self.holds(moment) or moment == self.ends


USUAL_SHIFTS = (
    Shift(name="Early", starts=time(7, 0), ends=time(14, 30)),
    Shift(name="Late", starts=time(14, 0), ends=time(21, 30)),
    Shift(name="Night", starts=time(21, 0), ends=time(7, 30)),
)
"""The pattern most wards keep; every ward may change it. Shifts overlap for handover."""


def current_shift(shifts: tuple[Shift, ...], local: datetime) -> Shift | None:
    """The shift on duty at this ward-clock moment. In an overlap the incoming shift, as handover belongs to it."""
    holding = [shift for shift in shifts if shift.holds(local.time())]
    if not holding:
        return None

    def minutes_since_start(shift: Shift) -> int:
        start = shift.starts.hour * 60 + shift.starts.minute
        return (local.hour * 60 + local.minute - start) % (24 * 60)

    return min(holding, key=minutes_since_start)
