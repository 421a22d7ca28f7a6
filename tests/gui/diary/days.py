"""Made-up days of the diary, around Friday 20 November 2026, 16:42."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from inpatient_hub.domain.saved_filters import SavedFilter
from inpatient_hub.domain.shifts import USUAL_SHIFTS
from inpatient_hub.domain.tasks import Task, TaskKind, TaskState
from inpatient_hub.domain.wall_time import at_wall
from inpatient_hub.gui.pages.diary.view import DiaryView, Span, first_of
from inpatient_hub.services.diary_views import DayTimes, DiaryDay, DiaryItem, day_of, item_of
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.whose import Viewer
from tests.gui.made_up import AT, NOW

ZONE = ZoneInfo("Europe/London")
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 16)
SATURDAY = date(2026, 11, 21)
TIMES = DayTimes(now=NOW, zone=ZONE, shifts=USUAL_SHIFTS)
_ENDS = {"Early": time(14, 30), "Late": time(21, 30), "Night": time(7, 30)}


def clock_at(hours: int, minutes: int = 0, day: date = FRIDAY) -> datetime:
    """A moment of the ward's clock."""
    return at_wall(day, time(hours, minutes), ZONE)


def a_line(task_id: str, day: date = FRIDAY, **changed: Any) -> TaskLine:
    """Something about Catherine in bed 4, or what `changed` says."""
    bed, name = changed.pop("bed", "4"), changed.pop("name", "Catherine Earnshaw")
    owner = changed.pop("owner", None)
    usual: dict[str, Any] = {
        "id": task_id,
        "ward_id": "keats",
        "kind": TaskKind.PATIENT,
        "title": task_id.capitalize(),
        "patient_id": "cathy",
        "due_on": day,
        "created_by": "esther",
        "created_at": NOW - timedelta(days=30),
    }
    return TaskLine(task=Task(**usual | changed), patient_name=name, bed=bed, claimed_by_name=owner)


def a_ward_line(task_id: str, shift: str | None, day: date = FRIDAY, **changed: Any) -> TaskLine:
    """Something for the ward on a shift, due at its end."""
    ends = None
    if shift is not None:
        ends = clock_at(_ENDS[shift].hour, _ENDS[shift].minute, day + timedelta(days=int(shift == "Night")))
    usual = {"kind": TaskKind.WARD, "patient_id": None, "bed": None, "name": None, "shift": shift, "due_at": ends}
    return a_line(task_id, day, **usual | changed)


def an_appointment(task_id: str, at: datetime, **changed: Any) -> TaskLine:
    """An appointment at a moment."""
    return a_line(task_id, at.astimezone(ZONE).date(), kind=TaskKind.APPOINTMENT, due_at=at, **changed)


def done(**changed: Any) -> dict[str, Any]:
    """What a task has that is done."""
    return {"state": TaskState.DONE, "done_by": "esther", "done_at": NOW} | changed


def an_item(line: TaskLine, **changed: Any) -> DiaryItem:
    """A line as the diary shows it."""
    return item_of(line, TIMES, **changed)


def a_day(day: date, *lines: TaskLine) -> DiaryDay:
    """A day with these."""
    return day_of(day, [an_item(line) for line in lines], TIMES)


def a_week(*lines: TaskLine, first: date = MONDAY, count: int = 7) -> tuple[DiaryDay, ...]:
    """Days from Monday on, each with those of these that are due on it."""
    days = (first + timedelta(days=number) for number in range(count))
    return tuple(a_day(day, *(line for line in lines if line.task.due_on == day)) for day in days)


def a_view(
    *lines: TaskLine, span: Span = Span.WEEK, saved: Sequence[SavedFilter] = (), day: date = FRIDAY
) -> DiaryView:
    """The page's view of these, at the moment the tests stand at."""
    count = {Span.DAY: 1, Span.WEEK: 7, Span.FIFTEEN: 15}[span]
    days = a_week(*lines, first=first_of(span, day), count=count)
    return DiaryView(
        at=AT, span=span, days=days, shifts=USUAL_SHIFTS, viewer=Viewer(staff_id="esther"), saved=tuple(saved)
    )


def a_typical_week() -> tuple[TaskLine, ...]:
    """Something in every lane and every state."""
    return (
        a_line("late review", due_at=clock_at(12)),
        a_line(
            "ring brother",
            due_at=clock_at(17, 30),
            state=TaskState.CLAIMED,
            claimed_by="esther",
            owner="Esther Summerson",
        ),
        a_line("housing", day=SATURDAY, state=TaskState.WAITING, waiting_on="housing", chase_on=SATURDAY),
        a_line("weight", day=SATURDAY),
        a_line("bloods", day=MONDAY, **done()),
        an_appointment("ward round", clock_at(9, 30), **done()),
        an_appointment("solicitor", clock_at(17, 15)),
        *(a_ward_line(f"early {number}", "Early", **done()) for number in range(6)),
        *(a_ward_line(f"late {number}", "Late") for number in range(5)),
        a_ward_line("night check", "Night"),
        a_ward_line("missed check", "Early", MONDAY, lapses_at=clock_at(14, 30, MONDAY)),
        a_ward_line("kept check", "Early", MONDAY, **done()),
    )
