"""The program itself at work, for tests that are about something else than who may do it."""

from datetime import UTC, datetime

from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.seat import Seat


def the_program() -> Seat:
    """A seat at which nothing is refused."""
    return Seat(clock=FixedClock(datetime(2026, 11, 20, 14, 5, tzinfo=UTC)), program=True)
