"""Every time of the ward's clock is one moment, also when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.wall_time import at_wall, whole_hours

LONDON = ZoneInfo("Europe/London")
FORWARD, BACK = date(2027, 3, 28), date(2026, 10, 25)


def test_a_winter_time_and_a_summer_time_are_an_hour_apart_in_utc() -> None:
    assert at_wall(date(2026, 11, 20), time(14, 5), LONDON) == datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
    assert at_wall(date(2026, 7, 20), time(14, 5), LONDON) == datetime(2026, 7, 20, 13, 5, tzinfo=UTC)


def test_a_time_that_comes_twice_means_the_first() -> None:
    assert at_wall(BACK, time(1, 30), LONDON) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_time_that_never_comes_means_the_moment_the_clocks_go_forward() -> None:
    for missing in (time(1, 0), time(1, 30), time(1, 59, 59)):
        assert at_wall(FORWARD, missing, LONDON) == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
    assert at_wall(FORWARD, time(2, 0), LONDON) == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
    assert at_wall(FORWARD, time(0, 59, 59), LONDON) == datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC)


def test_a_night_over_a_clock_change_has_the_hours_it_has() -> None:
    def night(day: date) -> float:
        return whole_hours(
            at_wall(day, time(20), LONDON), at_wall(day + timedelta(days=1), time(8), LONDON).astimezone(LONDON)
        )

    assert [night(date(2026, 10, 24)), night(date(2027, 3, 27)), night(date(2026, 11, 20))] == [13, 11, 12]


@given(st.dates(date(2024, 1, 1), date(2032, 1, 1)), st.times())
def test_the_order_of_the_clock_is_the_order_of_the_moments(day: date, clock_time: time) -> None:
    shown = datetime.combine(day, clock_time.replace(microsecond=0))
    later = shown + timedelta(hours=2)
    assert at_wall(shown.date(), shown.time(), LONDON) <= at_wall(later.date(), later.time(), LONDON)
    moment = at_wall(shown.date(), shown.time(), LONDON)
    assert abs(moment.astimezone(LONDON).replace(tzinfo=None) - shown) <= timedelta(hours=1)
