"""What comes again comes on its days, in its shifts, once; what nobody did is missed, moves on, stays or piles up."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.recurrence import Missed, Repeat, every_days, weekly_on
from inpatient_hub.domain.series import (
    Series,
    SeriesState,
    as_task,
    changed_from,
    occurrence_id,
    occurrences,
)
from inpatient_hub.domain.series_kin import to_be_made
from inpatient_hub.domain.shifts import USUAL_SHIFTS
from inpatient_hub.domain.tasks import Task, TaskState

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 20, 13, 15, tzinfo=UTC)
FRIDAY = date(2026, 11, 20)


def a_series(**changed: object) -> Series:
    usual = Series(
        id="5" * 32,
        ward_id="2" * 32,
        title="Fridge temperature",
        shifts=("Early", "Night"),
        repeat=Repeat(rule=every_days(1), starts_on=FRIDAY),
        made_by="a",
        made_at=NOW,
    )
    return replace(usual, **changed)  # type: ignore[arg-type]


def made(series: Series, until: date, there: dict[str, Task] | None = None) -> list[Task]:
    found = to_be_made(series, there or {}, until, since=FRIDAY, shifts=USUAL_SHIFTS, zone=LONDON)
    return [as_task(series, one, made_at=NOW) for one in found]


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)  # type: ignore[misc]  the parts are year to minute


def test_a_check_of_two_shifts_comes_twice_a_day_and_lapses_with_each() -> None:
    early, night = occurrences(a_series(), FRIDAY, FRIDAY, shifts=USUAL_SHIFTS, zone=LONDON)
    assert (early.shift, early.lapses_at, early.due_at) == ("Early", london(2026, 11, 20, 14, 30), early.lapses_at)
    assert (night.shift, night.day, night.lapses_at) == ("Night", FRIDAY, london(2026, 11, 21, 7, 30))


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 10, 24), 11.5), (date(2027, 3, 27), 9.5)])
def test_a_night_check_lapses_when_that_night_really_ends(day: date, hours: float) -> None:
    series = a_series(shifts=("Night",), repeat=Repeat(rule=every_days(1), starts_on=day))
    (night,) = occurrences(series, day, day, shifts=USUAL_SHIFTS, zone=LONDON)
    assert night.lapses_at is not None
    assert (night.lapses_at - london(day.year, day.month, day.day, 21, 0).astimezone(UTC)) == timedelta(hours=hours)


def test_a_time_after_midnight_belongs_to_the_night_that_began_before() -> None:
    series = a_series(shifts=("Night",), at=time(2, 30))
    (night,) = occurrences(series, FRIDAY, FRIDAY, shifts=USUAL_SHIFTS, zone=LONDON)
    assert (night.day, night.due_at) == (FRIDAY, london(2026, 11, 21, 2, 30))


def test_what_moves_on_lapses_when_the_next_one_begins() -> None:
    series = a_series(missed=Missed.MOVES_ON)
    early, night = occurrences(series, FRIDAY, FRIDAY, shifts=USUAL_SHIFTS, zone=LONDON)
    assert early.lapses_at == london(2026, 11, 20, 21, 0)
    assert night.lapses_at == london(2026, 11, 21, 7, 30)  # the early begins at seven, inside the night
    weekly = a_series(shifts=(), missed=Missed.MOVES_ON, repeat=Repeat(rule=weekly_on([4]), starts_on=FRIDAY))
    (one,) = occurrences(weekly, FRIDAY, FRIDAY, shifts=USUAL_SHIFTS, zone=LONDON)
    assert one.lapses_at == london(2026, 11, 27, 0, 0)


def test_what_moves_on_is_not_missed_before_its_own_shift_is_over_where_the_next_shift_begins_earlier() -> None:
    series = a_series(missed=Missed.MOVES_ON, shifts=("Late", "Night"))
    late, _night = occurrences(series, FRIDAY, FRIDAY, shifts=USUAL_SHIFTS, zone=LONDON)
    assert late.lapses_at == late.due_at == london(2026, 11, 20, 21, 30)  # the night begins at nine


def test_what_piles_up_never_lapses() -> None:
    tasks = made(a_series(shifts=(), missed=Missed.PILES_UP), FRIDAY + timedelta(days=3))
    assert len(tasks) == 4
    assert not any(task.is_missed(NOW + timedelta(days=99)) for task in tasks)


def test_what_stays_holds_the_next_back_until_it_is_done() -> None:
    series = a_series(shifts=(), missed=Missed.STAYS)
    (first,) = made(series, FRIDAY + timedelta(days=5))
    assert made(series, FRIDAY + timedelta(days=5), {first.id: first}) == []
    done_on = NOW + timedelta(days=3)
    done = replace(first, state=TaskState.DONE, done_by="a", done_at=done_on)
    (following,) = made(series, FRIDAY + timedelta(days=5), {done.id: done})
    assert following.repeat_on == FRIDAY + timedelta(days=4)


def test_an_occurrence_has_the_same_id_on_every_computer() -> None:
    assert occurrence_id("5" * 32, FRIDAY, "Early") == occurrence_id("5" * 32, FRIDAY, "Early")
    ids = {
        occurrence_id(series, day, shift)
        for series in "ab"
        for day in (FRIDAY, date(2026, 11, 21))
        for shift in ("Early", None)
    }
    assert len(ids) == 8
    assert all(len(one) == 32 for one in ids)


def test_what_is_there_is_not_made_again() -> None:
    series = a_series()
    tasks = {task.id: task for task in made(series, FRIDAY + timedelta(days=1))}
    assert len(tasks) == 4
    again = made(series, FRIDAY + timedelta(days=2), tasks)
    assert {task.repeat_on for task in again} == {FRIDAY + timedelta(days=2)}


def test_from_now_on_ends_one_rule_and_begins_another() -> None:
    series = a_series(shifts=("Early",))
    day = FRIDAY + timedelta(days=7)
    ended, following = changed_from(series, day, replace(series, shifts=("Late",)), "6" * 32)
    old = {one.day for one in occurrences(ended, FRIDAY, day + timedelta(days=30), shifts=USUAL_SHIFTS, zone=LONDON)}
    new = {
        one.day for one in occurrences(following, FRIDAY, day + timedelta(days=30), shifts=USUAL_SHIFTS, zone=LONDON)
    }
    assert max(old) == day - timedelta(days=1)
    assert min(new) == day
    assert following.follows == ended.id
    from_the_start, _ = changed_from(series, FRIDAY, series, "6" * 32)
    assert from_the_start.state is SeriesState.ENDED


def test_a_repeat_in_error_or_ended_makes_nothing() -> None:
    for state in (SeriesState.ENDED, SeriesState.IN_ERROR):
        assert made(a_series(state=state), FRIDAY + timedelta(days=9)) == []
    in_error = a_series(state=SeriesState.IN_ERROR)
    assert list(occurrences(in_error, FRIDAY, FRIDAY, shifts=USUAL_SHIFTS, zone=LONDON)) == []


def test_a_shift_the_ward_gave_up_leaves_the_day() -> None:
    series = a_series(shifts=("Twilight",))
    (one,) = occurrences(series, FRIDAY, FRIDAY, shifts=USUAL_SHIFTS, zone=LONDON)
    assert (one.shift, one.due_at) == (None, london(2026, 11, 21, 0, 0))


@given(
    missed=st.sampled_from(Missed),
    names=st.sets(st.sampled_from(["Early", "Late", "Night"])).map(tuple),
    every=st.integers(1, 9),
    start=st.dates(date(2026, 3, 1), date(2027, 4, 1)),
)
def test_occurrences_lapse_after_they_are_due_and_never_before_they_begin(
    missed: Missed, names: tuple[str, ...], every: int, start: date
) -> None:
    series = a_series(missed=missed, shifts=names, repeat=Repeat(rule=every_days(every), starts_on=start))
    found = list(occurrences(series, start, start + timedelta(days=40), shifts=USUAL_SHIFTS, zone=LONDON))
    assert len({one.task_id for one in found}) == len(found)
    assert len(found) == len(range(0, 41, every)) * max(1, len(names))
    for one in found:
        assert one.due_at.utcoffset() == timedelta(0)
        assert (one.lapses_at is None) == (missed in (Missed.STAYS, Missed.PILES_UP))
        assert one.lapses_at is None or one.lapses_at >= one.due_at
        assert one.lapses_at is None or one.lapses_at >= london(one.day.year, one.day.month, one.day.day, 12, 0)
