"""Turns a day and a time of the ward's clock into one moment, also on the two nights when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache


@lru_cache(maxsize=4096)  # the repeats of a ward fall due at the same few times of the same days
def at_wall(day: date, clock_time: time, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which the ward's clock shows this time on this day.

    A time that comes twice (the clocks go back) means the first of the two. A time that never comes (the clocks go
    forward) means the moment at which the clocks are put forward: nothing is due an hour late for it.
    """
    shown = datetime.combine(day, clock_time.replace(tzinfo=None, fold=0))
    moment = shown.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == shown:
        return moment
    return _clocks_change(shown.replace(tzinfo=zone, fold=1).astimezone(UTC), moment, zone)


def is_put_forward(moment: datetime, zone: tzinfo) -> bool:
    """Whether this is the very moment at which the clocks go forward, which stands for every time they leave out."""
    just_before = (moment.astimezone(UTC) - timedelta(seconds=1)).astimezone(zone)
    return (moment.astimezone(zone).utcoffset() or timedelta()) > (just_before.utcoffset() or timedelta())


def _clocks_change(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The first moment, to the second, of the later offset; `before` still has the earlier one."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        middle = middle.replace(microsecond=0)
        if middle <= before:
            break
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def whole_hours(starts: datetime, ends: datetime) -> float:
    """How many hours really pass between two moments, in whichever zones they are given."""
    return (ends.astimezone(UTC) - starts.astimezone(UTC)) / timedelta(hours=1)
