"""Small things the lists must not lose: what nobody confirmed, a date before its event, a name given twice."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.recurrence import Repeat
from inpatient_hub.domain.task_times import Timing, timing_of
from inpatient_hub.domain.tasks import TaskKind
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.services.task_views import zone_of
from tests.services.making import FRIDAY, Desk, refused

TODAY = date(2026, 11, 20)


def add(desk: Desk, title: str, **changed: Any) -> str:
    usual: dict[str, Any] = {"title": title, "due": Timing(day=TODAY)}
    return desk.hub.tasks.add(desk.ward_id, NewTask(**usual | changed), by=desk.by)[0].id


def test_what_nobody_confirmed_stays_on_today_and_is_counted_in_its_week(desk: Desk) -> None:
    repeat = Repeat(rule="FREQ=DAILY", starts_on=TODAY, ends_on=TODAY)
    new = NewSeries(title="CD check", repeat=repeat, shifts=("Night",), needs_check=True)
    series = desk.hub.series.add(desk.ward_id, new, by=desk.by)[0]
    with desk.store.reading() as work:
        (task,) = work.tasks.of_series(series.id, TODAY, TODAY)
    desk.hub.tasks.complete(task.id, by=desk.by)

    def seen() -> tuple[list[str], int]:
        listed = [line.task.id for line in desk.hub.today.view(desk.ward_id).to_check]
        return listed, desk.hub.series.grid(desk.ward_id, date(2026, 11, 16)).unconfirmed

    assert seen() == ([task.id], 1)
    desk.later(days=80)
    assert seen() == ([task.id], 1)
    desk.hub.tasks.check(task.id, by=desk.joe.id)
    assert seen() == ([], 0)


def test_a_date_is_not_corrected_to_before_its_event(desk: Desk) -> None:
    happened = FRIDAY - timedelta(days=2)
    (task,), _ = desk.hub.clocks.add(desk.patient.id, "section_2_admission", happened, ["mha.s2_ends"], by=desk.by)
    with refused("before the event", InvalidAnswer):
        desk.hub.clocks.correct(task.id, date(2020, 1, 1), "office", by=desk.by)
    desk.hub.clocks.correct(task.id, date(2026, 11, 18), "office", by=desk.by)


def test_the_hour_of_a_holding_power_is_told_when_it_is_corrected_stays_where_none_is_given_and_follows_its_event(
    desk: Desk,
) -> None:
    recorded = FRIDAY - timedelta(minutes=10)
    (task,), _ = desk.hub.clocks.add(desk.patient.id, "section_5_4_recorded", recorded, ["mha.s5_4_ends"], by=desk.by)
    with refused("This hour is before the event", InvalidAnswer):
        desk.hub.clocks.correct(task.id, TODAY, "office", by=desk.by, at=time(15))
    desk.hub.clocks.correct(task.id, TODAY, "event_wrong", by=desk.by, at=time(20))
    told = "corrected its date: from 20 Nov 2026, 21:50 to 20 Nov 2026, 20:00. The event was at another time"
    assert desk.hub.tasks.view(task.id).history[0].did == told
    desk.hub.clocks.correct(task.id, TODAY + timedelta(days=1), "office", by=desk.by)
    assert desk.hub.tasks.view(task.id).line.task.due_at == datetime(2026, 11, 21, 20, tzinfo=UTC)


def test_two_filters_of_one_name_are_refused_and_so_is_a_blank_name(desk: Desk) -> None:
    nights = desk.hub.diary.save_filter("Nights", {"done": True}, by=desk.by)
    with refused("a filter of this name", InvalidAnswer):
        desk.hub.diary.save_filter(" nights ", {"done": True}, by=desk.by)
    other = desk.hub.diary.save_filter("Days", {"done": True}, by=desk.by)
    with refused("a filter of this name", InvalidAnswer):
        desk.hub.diary.save_filter("Nights", {"done": True}, by=desk.by, filter_id=other.id)
    desk.hub.diary.save_filter("NIGHTS", {"done": True}, by=desk.by, filter_id=nights.id)
    desk.hub.diary.save_filter("Nights", {"done": True}, by=desk.joe.id)
    with refused("A filter needs a name", InvalidAnswer):
        desk.hub.diary.save_filter("  ", {"done": True}, by=desk.by)


def test_an_undo_that_is_undone_is_told_in_words(desk: Desk) -> None:
    task = add(desk, "Ring")
    claimed = desk.hub.tasks.claim(task, by=desk.by)
    undone = desk.hub.tasks.undo(claimed.event_id, by=desk.by)
    desk.hub.tasks.undo(undone.event_id, by=desk.by)
    assert [line.did for line in desk.hub.tasks.view(task).history][:2] == ["took back an undo", "undid: claimed it"]


@pytest.mark.parametrize("moves", [1, 2])
def test_a_time_in_the_hour_the_clocks_leave_out_is_kept_when_it_moves_on(desk: Desk, moves: int) -> None:
    task_id = add(desk, "Visit", kind=TaskKind.APPOINTMENT, due=Timing(day=date(2027, 3, 27), at=time(1, 30)))
    desk.hub.tasks.move(task_id, date(2027, 3, 28), by=desk.by, at=time(1, 30) if moves == 2 else None)
    there = desk.hub.tasks.view(task_id).line.task
    assert there.due_at == datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "the moment at which the clocks go forward"
    desk.hub.tasks.move(task_id, date(2027, 3, 29), by=desk.by)
    task = desk.hub.tasks.view(task_id).line.task
    timing = timing_of(task, zone_of(desk.clock), ())
    assert timing is not None
    assert timing.at == time(1, 30)
    assert "from 28 Mar 2027, 01:30 to 29 Mar 2027, 01:30" in desk.hub.tasks.view(task_id).history[0].did


def test_a_time_that_was_chosen_for_the_moment_of_the_change_stays_that_time(desk: Desk) -> None:
    task_id = add(desk, "Visit", kind=TaskKind.APPOINTMENT, due=Timing(day=date(2027, 3, 28), at=time(2, 0)))
    desk.hub.tasks.move(task_id, date(2027, 3, 29), by=desk.by)
    assert "29 Mar 2027, 02:00" in desk.hub.tasks.view(task_id).history[0].did


def test_a_day_in_a_mistyped_year_is_refused_however_it_is_given(desk: Desk) -> None:
    far, task = date(2126, 11, 20), add(desk, "Ring")
    with refused("5 years off", InvalidAnswer):
        add(desk, "ECG", due=Timing(day=far))
    with refused("5 years off", InvalidAnswer):
        desk.hub.tasks.move(task, far, by=desk.by)
    (dated,), _ = desk.hub.clocks.add(desk.patient.id, "section_2_admission", FRIDAY, ["mha.s2_ends"], by=desk.by)
    with refused("5 years off", InvalidAnswer):
        desk.hub.clocks.correct(dated.id, far, "office", by=desk.by)
