"""Which list of the Today page a task stands in, at every hour of the ward's day."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.tasks import Priority, Standing, Task, TaskKind, TaskState, Team
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.today import TodayMore, TodayView, only, today_view
from inpatient_hub.services.whose import Whose
from tests.domain.making import london
from tests.services.making import FRIDAY, Desk

WARD = Ward(id="keats", name="Keats Ward")
TODAY = date(2026, 11, 20)
LISTS = ("overdue", "due_shift", "no_day", "later", "coming", "waiting", "appointments")


def a_line(task_id: str, **changed: Any) -> TaskLine:
    usual: dict[str, Any] = {
        "id": task_id,
        "ward_id": WARD.id,
        "kind": TaskKind.WARD,
        "title": task_id,
        "due_on": TODAY,
        "created_by": "esther",
        "created_at": FRIDAY,
    }
    return TaskLine(task=Task(**usual | changed), patient_name=None, bed=None, claimed_by_name=None)


def seen(at: datetime, *lines: TaskLine, more: TodayMore | None = None) -> TodayView:
    return today_view(WARD, (), (), (), lines, local=at, more=more)


def places(view: TodayView) -> dict[str, list[str]]:
    return {name: ids for name in LISTS if (ids := [line.task.id for line in getattr(view, name)])}


def on(hours: int, minutes: int = 0, day: int = 20) -> datetime:
    return london(2026, 11, day, hours, minutes)


def test_what_has_a_time_is_late_from_that_minute_on() -> None:
    line = a_line("ring", due_at=on(14))
    assert places(seen(on(14), line)) == {"due_shift": ["ring"]}
    assert places(seen(on(14, 1), line)) == {"overdue": ["ring"]}


def test_what_is_due_after_the_shift_waits_for_the_next_and_comes_up_with_it() -> None:
    line = a_line("night round", due_at=on(22))
    assert places(seen(on(16), line)) == {"later": ["night round"]}
    assert places(seen(on(21, 30), line)) == {"due_shift": ["night round"]}


def test_a_task_of_a_shift_is_that_shifts_also_after_midnight_and_late_when_it_has_ended() -> None:
    line = a_line("fridge", shift="Night", due_at=on(7, 30, day=21))
    assert places(seen(on(16), line)) == {"later": ["fridge"]}
    assert places(seen(on(23), line)) == {"due_shift": ["fridge"]}
    assert places(seen(on(3, day=21), line)) == {"due_shift": ["fridge"]}
    assert places(seen(on(7, 31, day=21), line)) == {"overdue": ["fridge"]}


def test_what_is_due_at_six_tomorrow_is_this_nights() -> None:
    line = a_line("bloods", due_on=TODAY + timedelta(days=1), due_at=on(6, day=21))
    assert places(seen(on(16), line)) == {"coming": ["bloods"]}
    assert places(seen(on(23), line)) == {"due_shift": ["bloods"]}


def test_what_of_today_has_no_time_is_every_shifts_and_late_only_tomorrow() -> None:
    line = a_line("invite")
    for hour in (8, 16, 23):
        assert places(seen(on(hour), line)) == {"due_shift": ["invite"]}
    assert places(seen(on(0, day=21), line)) == {"overdue": ["invite"]}


def test_todays_appointments_are_never_late_today_and_have_to_be_told_of_tomorrow() -> None:
    line = a_line("tribunal", kind=TaskKind.APPOINTMENT, due_at=on(10))
    assert places(seen(on(16), line)) == {"appointments": ["tribunal"]}
    assert places(seen(on(9, day=21), line)) == {"overdue": ["tribunal"]}
    assert places(seen(on(9, day=18), line)) == {"coming": ["tribunal"]}


def test_what_is_to_be_chased_stands_nowhere_else() -> None:
    line = a_line("reply", state=TaskState.WAITING, chase_on=TODAY, due_on=TODAY - timedelta(days=3))
    view = seen(on(16), line, more=TodayMore(to_chase=(line,)))
    assert (places(view), view.to_chase) == ({}, (line,))


def test_what_was_handed_back_part_done_is_chased_on_its_day_unless_it_is_late_by_then() -> None:
    line = a_line("reply", chase_on=TODAY, due_on=TODAY)
    view = seen(on(16), line, more=TodayMore(to_chase=(line,)))
    assert (places(view), view.to_chase) == ({}, (line,))
    late = a_line("form", chase_on=TODAY, due_at=on(14))
    view = seen(on(16), late, more=TodayMore(to_chase=(late,)))
    assert (places(view), view.to_chase) == ({"overdue": ["form"]}, ())


def test_what_waits_until_a_chase_date_to_come_is_not_overdue_and_comes_up_on_that_day() -> None:
    line = a_line("reply", state=TaskState.WAITING, chase_on=date(2026, 11, 30), due_on=TODAY - timedelta(days=1))
    view = seen(on(16), line)
    assert places(view) == {"waiting": ["reply"]}
    assert not view.is_quiet
    assert not line.task.is_overdue(TODAY, on(16))
    assert line.task.standing(date(2026, 11, 30), on(16, day=30)) is Standing.TO_CHASE
    soon = a_line("form", state=TaskState.WAITING, chase_on=date(2026, 11, 30), due_at=on(14))
    assert places(seen(on(16), soon)) == {"waiting": ["form"]}


def test_a_shifts_work_is_in_the_order_of_its_times_and_only_what_is_urgent_goes_before() -> None:
    lines = (
        a_line("some time", priority=Priority.IMPORTANT),
        a_line("at eight", due_at=on(20)),
        a_line("at five", due_at=on(17), priority=Priority.URGENT),
        a_line("at once", priority=Priority.URGENT),
        a_line("any time"),
    )
    view = seen(on(16), *lines)
    assert places(view)["due_shift"] == ["at once", "at five", "at eight", "some time", "any time"]


def test_the_longest_late_stands_first() -> None:
    lines = (
        a_line("noon", due_at=on(12)),
        a_line("yesterday", due_on=TODAY - timedelta(days=1)),
        a_line("nine", due_at=on(9)),
        a_line("tuesday", due_on=TODAY - timedelta(days=3), due_at=on(9, day=17)),
    )
    assert places(seen(on(16), *lines))["overdue"] == ["tuesday", "yesterday", "nine", "noon"]


DAYS = st.integers(min_value=-40, max_value=7).map(lambda days: TODAY + timedelta(days=days))


@given(
    hour=st.integers(min_value=0, max_value=60 * 24 - 1),
    tasks=st.lists(
        st.tuples(
            DAYS,
            st.one_of(st.none(), st.integers(min_value=0, max_value=60 * 24 - 1)),
            st.sampled_from([None, "Early", "Late", "Night", "One the ward no longer has"]),
            st.sampled_from(TaskKind),
            st.sampled_from(Priority),
        ),
        max_size=12,
    ),
)
def test_every_open_task_stands_in_exactly_one_list(hour: int, tasks: list[Any]) -> None:
    lines = [
        a_line(
            f"t{number}",
            due_on=day,
            due_at=london(day.year, day.month, day.day, *divmod(minute, 60)) if minute is not None else None,
            shift=shift,
            kind=kind,
            priority=priority,
        )
        for number, (day, minute, shift, kind, priority) in enumerate(tasks)
    ]
    found = [task_id for ids in places(seen(on(*divmod(hour, 60)), *lines)).values() for task_id in ids]
    assert sorted(found) == sorted(line.task.id for line in lines)


def test_the_page_tells_what_was_missed_and_what_waits_for_a_second_person(desk: Desk) -> None:
    def keep(**changed: Any) -> None:
        with desk.store.writing() as work:
            work.tasks.add(a_line(**changed, ward_id=desk.ward_id, created_by=desk.by).task)

    keep(task_id="gone", lapses_at=FRIDAY - timedelta(hours=1))
    keep(task_id="long gone", lapses_at=FRIDAY - timedelta(hours=24))
    keep(task_id="done", state=TaskState.DONE, needs_check=True, done_at=FRIDAY, done_by=desk.by)
    view = desk.hub.today.view(desk.ward_id)
    assert [line.task.id for line in view.missed] == ["gone"]
    assert [line.task.id for line in view.to_check] == ["done"]
    assert (view.now, view.is_quiet, view.is_new) == ((), False, False)


@pytest.mark.parametrize(("role", "team"), [("HCA", "hca"), ("RMN", "nursing"), ("Volunteer", None)])
def test_whoever_looks_is_of_the_team_their_role_names(desk: Desk, role: str, team: str | None) -> None:
    person, _ = desk.hub.wards.add_person(desk.ward_id, name="Ada Clare", role=role, by=desk.by)
    viewer = desk.hub.today.viewer(desk.ward_id, by=person.id)
    assert (viewer.staff_id, viewer.team, viewer.patients) == (person.id, team, frozenset())


def test_what_has_no_day_stands_in_a_list_of_its_own_the_most_pressing_first() -> None:
    lines = (
        a_line("sort the cupboard", due_on=None),
        a_line("ring the landlord", due_on=None, priority=Priority.URGENT, created_at=FRIDAY + timedelta(hours=1)),
    )
    view = seen(on(16), a_line("invite"), more=TodayMore(no_day=lines))
    assert places(view) == {"due_shift": ["invite"], "no_day": ["ring the landlord", "sort the cupboard"]}
    assert not seen(on(16), more=TodayMore(no_day=lines)).is_quiet


def test_what_has_no_day_and_waits_is_chased_or_rests_and_stands_once() -> None:
    waits = {"due_on": None, "state": TaskState.WAITING, "waiting_on": "housing"}
    rests = a_line("letter", chase_on=TODAY + timedelta(days=3), **waits)
    chased = a_line("flat", chase_on=TODAY, **waits)
    view = seen(on(16), more=TodayMore(no_day=(rests, chased), to_chase=(chased,)))
    assert places(view) == {"waiting": ["letter"]}
    assert [line.task.id for line in view.to_chase] == ["flat"]


def test_what_has_no_day_is_the_wards_the_teams_and_ones_own(desk: Desk) -> None:
    task, _ = desk.hub.tasks.add(
        desk.ward_id, NewTask(title="Sort the cupboard", due=None, priority=Priority.IMPORTANT), by=desk.by
    )
    offered = NewTask(title="Ring the landlord", due=None, offered_to=Team.OT)
    desk.hub.tasks.add(desk.ward_id, offered, by=desk.by)
    view, viewer = desk.hub.today.view(desk.ward_id), desk.hub.today.viewer(desk.ward_id, by=desk.by)
    assert [line.task.title for line in view.no_day] == ["Sort the cupboard", "Ring the landlord"]
    assert [line.task.title for line in only(view, Whose.TEAM, viewer).no_day] == ["Sort the cupboard"]
    assert only(view, Whose.MINE, viewer).no_day == ()
    desk.hub.tasks.claim(task.id, by=desk.by)
    view = desk.hub.today.view(desk.ward_id)
    assert [line.task.title for line in only(view, Whose.MINE, viewer).no_day] == ["Sort the cupboard"]
    assert [one.line.task.title for one in desk.hub.my_work.tasks(desk.ward_id, by=desk.by).to_do] == [
        "Sort the cupboard"
    ]
    desk.hub.tasks.complete(task.id, by=desk.by)
    assert [line.task.title for line in desk.hub.today.view(desk.ward_id).no_day] == ["Ring the landlord"]
