"""Plays what happened on the fictional ward in the order in which it happened, each act at its own moment."""

import heapq
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta

from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.ports import Work

Act = Generator[datetime, None, None]
"""Something that goes on for a while: it yields the moment at which it wants to go on, and is woken then."""


class Times:
    """Moments counted back from the moment the demonstration begins. `now` is aware."""

    def __init__(self, now: datetime) -> None:
        self._clock = FixedClock(now)
        self.now = self._clock.now()
        self.today = self._clock.today()

    def ago(self, minutes: float) -> datetime:
        """So many minutes before now."""
        return self.now - timedelta(minutes=minutes)

    def on(self, days_ago: int, clock: str) -> datetime:
        """`on(3, "10:20")`: twenty past ten by the ward's clock, three days ago."""
        zone = self._clock.local(self.now).tzinfo
        return datetime.combine(self.today - timedelta(days=days_ago), time.fromisoformat(clock), tzinfo=zone)


def play(acts: Iterable[Act], clock: FixedClock, *, until: datetime) -> None:
    """Wakes each act at the moments it asks for, earliest first; those of one moment in the order given. The clock
    never passes `until`."""
    waiting: list[tuple[datetime, int, Act]] = []
    for number, act in enumerate(acts):
        _go_on(act, number, waiting)
    while waiting:
        moment, number, act = heapq.heappop(waiting)
        clock.moment = min(moment, until)
        _go_on(act, number, waiting)


def _go_on(act: Act, number: int, waiting: list[tuple[datetime, int, Act]]) -> None:
    moment = next(act, None)
    if moment is not None:
        heapq.heappush(waiting, (moment, number, act))


class OneUnit:
    """A store whose every unit of work is the one it was given, so that the whole ward is saved together or not at
    all: a demonstration that breaks off leaves no half-made ward behind, and is built in one go."""

    def __init__(self, work: Work) -> None:
        self._work = work

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """The one unit of work."""
        yield self._work

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """The one unit of work. It is saved by whoever opened it."""
        yield self._work
