"""Whether a task has a time of day of its own: the end of its day, or of its shift, is none."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from inpatient_hub.domain.shift_spans import is_end_of_day, own_time
from inpatient_hub.domain.shifts import USUAL_SHIFTS
from inpatient_hub.domain.task_times import timing_of
from inpatient_hub.domain.tasks import Task, TaskKind
from inpatient_hub.domain.wall_time import at_wall

LONDON = ZoneInfo("Europe/London")
FRIDAY, CLOCK_CHANGE = date(2026, 11, 20), date(2026, 10, 24)
TASK = Task(
    id="t",
    ward_id="keats",
    kind=TaskKind.WARD,
    title="Something",
    created_by="esther",
    created_at=datetime(2026, 10, 1, tzinfo=UTC),
)


def due(day: date, at: time, shift: str | None = None, days: int = 0) -> Task:
    return replace(TASK, due_on=day, due_at=at_wall(day + timedelta(days=days), at, LONDON), shift=shift)


@pytest.mark.parametrize("day", [FRIDAY, CLOCK_CHANGE])
def test_the_midnight_after_its_day_is_no_time_of_a_task(day: date) -> None:
    dated = due(day, time(), days=1)
    assert is_end_of_day(dated, LONDON)
    assert own_time(dated, LONDON, USUAL_SHIFTS) is None
    assert not is_end_of_day(due(day, time()), LONDON)
    assert own_time(due(day, time()), LONDON, USUAL_SHIFTS) == time()


@pytest.mark.parametrize("day", [FRIDAY, CLOCK_CHANGE])
def test_the_end_of_its_shift_is_no_time_of_a_task_and_any_other_is(day: date) -> None:
    assert own_time(due(day, time(21, 30), "Late"), LONDON, USUAL_SHIFTS) is None
    assert own_time(due(day, time(7, 30), "Night", days=1), LONDON, USUAL_SHIFTS) is None
    assert own_time(due(day, time(17), "Late"), LONDON, USUAL_SHIFTS) == time(17)
    assert own_time(due(day, time(2, 30), "Night", days=1), LONDON, USUAL_SHIFTS) == time(2, 30)


def test_of_a_shift_that_the_ward_has_no_more_nobody_can_tell() -> None:
    assert own_time(due(FRIDAY, time(12), "Twilight"), LONDON, USUAL_SHIFTS) is None


def test_without_a_moment_there_is_no_time() -> None:
    assert own_time(replace(TASK, due_on=FRIDAY), LONDON, USUAL_SHIFTS) is None
    assert not is_end_of_day(replace(TASK, due_on=FRIDAY), LONDON)


def test_a_date_without_a_time_is_not_offered_as_due_at_midnight_when_it_is_moved() -> None:
    timing = timing_of(due(FRIDAY, time(), days=1), LONDON, USUAL_SHIFTS)
    assert timing is not None
    assert (timing.day, timing.at) == (FRIDAY, None)


def test_a_repeat_with_a_time_on_its_shift_keeps_that_time_when_it_is_moved() -> None:
    timing = timing_of(due(FRIDAY, time(17), "Late"), LONDON, USUAL_SHIFTS)
    assert timing is not None
    assert (timing.shift, timing.at) == ("Late", time(17))
