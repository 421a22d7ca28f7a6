"""The week's grid tells of each time what it is as a task, whether it is late, moved or left out, and whose it is."""

from datetime import date, timedelta
from typing import Any

from inpatient_hub.domain.recurrence import Missed, Repeat, weekly_on
from inpatient_hub.domain.tasks import TaskKind
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.repeat_grid import Became, GridCell, GridRow
from tests.services.making import Desk

TODAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 16)


def add(desk: Desk, **changed: Any) -> str:
    usual: dict[str, Any] = {
        "title": "Fridge temperatures",
        "repeat": Repeat(rule="FREQ=DAILY", starts_on=TODAY),
        "missed": Missed.PILES_UP,
    }
    return desk.hub.series.add(desk.ward_id, NewSeries(**usual | changed), by=desk.by)[0].id


def row(desk: Desk, monday: date = MONDAY) -> GridRow:
    (found,) = desk.hub.series.grid(desk.ward_id, monday).rows
    return found


def cell(desk: Desk, day: date, monday: date = MONDAY) -> GridCell:
    return next(one for one in row(desk, monday).cells if one.day == day)


def test_a_time_to_come_carries_the_task_it_would_be(desk: Desk) -> None:
    series_id = add(desk)
    to_come = cell(desk, TODAY + timedelta(days=1))
    assert (to_come.became, to_come.task_id) == (Became.TO_COME, None)
    assert to_come.task is not None
    made, _ = desk.hub.series.make(series_id, to_come.day, to_come.shift, by=desk.by)
    assert made.id == to_come.task.id
    assert cell(desk, to_come.day).task_id == made.id


def test_what_stays_after_its_time_is_overdue_and_no_longer_once_it_is_done(desk: Desk) -> None:
    add(desk)
    assert not cell(desk, TODAY).overdue
    desk.later(days=1)
    late = cell(desk, TODAY)
    assert (late.became, late.overdue) == (Became.OPEN, True)
    assert late.task_id is not None
    desk.hub.tasks.complete(late.task_id, by=desk.by)
    done = row(desk)
    assert [(one.became, one.overdue) for one in done.cells if one.day == TODAY] == [(Became.LATE, False)]
    assert (done.late, desk.hub.series.grid(desk.ward_id, MONDAY).late) == (1, 1)


def test_a_day_that_was_held_back_by_one_that_stays_is_not_to_come(desk: Desk) -> None:
    add(desk, missed=Missed.STAYS)
    desk.later(days=2)
    found = {one.day: one.became for one in row(desk).cells}
    assert found == {TODAY: Became.OPEN, TODAY + timedelta(days=2): Became.TO_COME}


def test_a_time_that_was_moved_stays_on_its_day_and_says_to_which(desk: Desk) -> None:
    add(desk)
    here = cell(desk, TODAY)
    assert here.moved_to is None
    assert here.task_id is not None
    desk.hub.tasks.move(here.task_id, TODAY + timedelta(days=4), by=desk.by)
    assert cell(desk, TODAY).moved_to == TODAY + timedelta(days=4)


def test_a_day_that_was_left_out_is_shown_as_left_out_whether_it_was_a_task_or_not(desk: Desk) -> None:
    series_id = add(desk)
    for day in (TODAY, TODAY + timedelta(days=1)):
        desk.hub.series.leave_out(series_id, day, by=desk.by)
    found = [cell(desk, day) for day in (TODAY, TODAY + timedelta(days=1))]
    assert [one.became for one in found] == [Became.LEFT_OUT, Became.LEFT_OUT]
    assert cell(desk, TODAY + timedelta(days=2)).became is Became.TO_COME


def test_what_somebody_has_of_a_day_that_a_changed_rule_no_longer_gives_stands_on_it_and_counts(desk: Desk) -> None:
    tomorrow, sunday = TODAY + timedelta(days=1), TODAY + timedelta(days=2)
    series_id = add(desk, missed=Missed.EXPIRES)
    task, _ = desk.hub.series.make(series_id, sunday, by=desk.by)
    desk.hub.tasks.claim(task.id, by=desk.joe.id)
    rarer = NewSeries(title="Fridge", repeat=Repeat(rule="FREQ=DAILY;INTERVAL=2", starts_on=tomorrow))
    desk.hub.series.change_from_now_on(series_id, tomorrow, rarer, by=desk.by)
    desk.later(days=3)
    was = next(one for one in desk.hub.series.grid(desk.ward_id, MONDAY).rows if one.series.id == series_id)
    assert [(one.day, one.became) for one in was.cells] == [(TODAY, Became.MISSED), (sunday, Became.MISSED)]
    assert desk.hub.diary.day(desk.ward_id, sunday).counts.missed == 1


def test_what_was_missed_stays_counted_everywhere_when_somebody_says_why_and_the_reason_is_kept(desk: Desk) -> None:
    add(desk, missed=Missed.EXPIRES)
    task_id = cell(desk, TODAY).task_id
    assert task_id is not None
    desk.hub.tasks.claim(task_id, by=desk.by)
    desk.later(days=1)
    why = desk.hub.tasks.cancel(task_id, "staffing", by=desk.by)

    def counted() -> tuple[int, int, int]:
        today = [line.task.id for line in desk.hub.today.view(desk.ward_id).missed]
        return row(desk).missed, desk.hub.diary.day(desk.ward_id, TODAY).counts.missed, today.count(task_id)

    view = desk.hub.tasks.view(task_id)
    assert (counted(), view.line.task.reason) == ((1, 1, 1), "staffing")
    assert view.history[0].did == "changed it: why it was missed: too few staff"
    to_do = [one.line.task.id for one in desk.hub.my_work.tasks(desk.ward_id, by=desk.by).to_do]
    assert task_id not in to_do, "there is no more to do with it"
    desk.hub.tasks.undo(why.event_id, by=desk.by)
    assert (counted(), desk.hub.tasks.view(task_id).line.task.reason) == ((1, 1, 1), None)


def test_a_patients_repeat_has_its_patients_name(desk: Desk) -> None:
    patient = desk.patient
    about = {"kind": TaskKind.PATIENT, "patient_id": patient.id}
    add(desk, repeat=Repeat(rule=weekly_on((4,)), starts_on=TODAY), **about)
    found = row(desk)
    assert (found.patient_name, found.bed) == (patient.banner_name, "4")
