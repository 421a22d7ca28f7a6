"""A shift on a day is one span of time: over midnight, over a clock change, and at handover."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from inpatient_hub.domain.shift_spans import next_span, span_at, span_of, spans_from
from inpatient_hub.domain.shifts import USUAL_SHIFTS, Shift
from inpatient_hub.domain.wall_time import whole_hours

LONDON = ZoneInfo("Europe/London")
EARLY, LATE, NIGHT = USUAL_SHIFTS


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON).astimezone(UTC)  # type: ignore[misc]  the parts are year to minute


@pytest.mark.parametrize(("day", "hours"), [((2026, 10, 24), 11.5), ((2027, 3, 27), 9.5), ((2026, 11, 20), 10.5)])
def test_a_night_lasts_as_long_as_it_lasts(day: tuple[int, int, int], hours: float) -> None:
    span = span_of(NIGHT, date(*day), LONDON)
    assert whole_hours(span.starts, span.ends) == hours


def test_a_night_belongs_to_the_day_it_begins() -> None:
    span = span_at(USUAL_SHIFTS, london(2026, 11, 21, 3, 0), LONDON)
    assert span is not None
    assert (span.shift, span.day) == (NIGHT, date(2026, 11, 20))


def test_at_handover_the_incoming_shift_is_on_duty() -> None:
    for hour, minute, shift in ((7, 0, EARLY), (14, 0, LATE), (21, 0, NIGHT), (6, 59, NIGHT), (13, 59, EARLY)):
        span = span_at(USUAL_SHIFTS, london(2026, 11, 20, hour, minute), LONDON)
        assert span is not None
        assert span.shift is shift


def test_between_shifts_nobody_is_on_duty() -> None:
    day = (Shift(name="Day", starts=time(9), ends=time(17)),)
    assert span_at(day, london(2026, 11, 20, 17, 0), LONDON) is None
    assert span_at((), london(2026, 11, 20, 17, 0), LONDON) is None


def test_a_shift_of_a_whole_day_ends_when_the_next_begins() -> None:
    whole = Shift(name="Day", starts=time(8), ends=time(8))
    first, second = islice(spans_from((whole,), date(2026, 10, 24), LONDON), 2)
    assert first.ends == second.starts
    assert whole_hours(first.starts, first.ends) == 25


def test_the_next_shift_and_the_next_night_are_found() -> None:
    now = london(2026, 11, 20, 13, 0)
    any_next, night = next_span(USUAL_SHIFTS, now, LONDON), next_span(USUAL_SHIFTS, now, LONDON, name="night")
    assert any_next is not None
    assert night is not None
    assert (any_next.shift, night.starts) == (LATE, london(2026, 11, 20, 21, 0))
    in_the_night = next_span(USUAL_SHIFTS, london(2026, 11, 20, 22, 0), LONDON, name="Night")
    assert in_the_night is not None
    assert in_the_night.day == date(2026, 11, 21)
    assert next_span(USUAL_SHIFTS, now, LONDON, name="Twilight") is None


def test_spans_come_in_order_and_leave_no_day_out() -> None:
    spans = list(islice(spans_from(USUAL_SHIFTS, date(2027, 3, 26), LONDON), 15))
    assert [span.starts for span in spans] == sorted(span.starts for span in spans)
    assert [span.day for span in spans[::3]] == [date(2027, 3, 26) + timedelta(days=n) for n in range(5)]
