"""The program itself at work, for tests that are about something else than who may do it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime

from inpatient_hub.bootstrap import Hub, Place, open_hub
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.ports import Clock
from inpatient_hub.services.seat import Seat


def the_program() -> Seat:
    """A seat at which nothing is refused."""
    return Seat(clock=FixedClock(datetime(2026, 11, 20, 14, 5, tzinfo=UTC)), program=True)


@contextmanager
def opened_by_program(place: Place, *, clock: Clock | None = None, alone: bool = True) -> Iterator[Hub]:
    """The application on a real folder, worked by the program itself, and closed at the end."""
    with closing(open_hub(place, clock=clock, alone=alone)) as hub, hub.seat.as_program():
        yield hub
