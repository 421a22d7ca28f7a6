"""The one place that asks the computer for the time."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

WARD_ZONE = "Europe/London"
"""The ward's clock. Moments are stored in UTC; days and shifts are the ward's."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """This computer's clock, read as UTC."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return datetime.now(UTC)

    def local(self, moment: datetime) -> datetime:
        """An aware moment on the ward's clock."""
        return moment.astimezone(ZoneInfo(WARD_ZONE))

    def today(self) -> date:
        """The ward's day."""
        return self.local(self.now()).date()


def epoch_milliseconds() -> int:
    """Milliseconds since 1970 in UTC, without a datetime being made of them."""
    return time.time_ns() // 1_000_000


def steady_seconds() -> float:
    """Seconds that nobody can set and that go on while the computer sleeps, from some beginning."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        which = getattr(time, name, None)
        if which is not None:
            return time.clock_gettime(which)
    return time.monotonic()


@dataclass(slots=True)
class FixedClock:
    """A clock that stands where it was set, for the demo ward, the gallery and tests. `moment` is aware."""

    moment: datetime

    def now(self) -> datetime:
        """The moment it was set to, in UTC."""
        return self.moment.astimezone(UTC)

    def local(self, moment: datetime) -> datetime:
        """An aware moment on the ward's clock."""
        return moment.astimezone(ZoneInfo(WARD_ZONE))

    def today(self) -> date:
        """The ward's day."""
        return self.local(self.moment).date()
