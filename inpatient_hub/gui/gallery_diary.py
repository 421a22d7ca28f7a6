"""What the gallery shows of the diary: made-up days, so that every state a task can be in is seen at once."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from inpatient_hub.domain.saved_filters import SavedFilter
from inpatient_hub.domain.shifts import USUAL_SHIFTS
from inpatient_hub.domain.tasks import Priority, Task, TaskKind, TaskState
from inpatient_hub.domain.wall_time import at_wall
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage, close_dialogs, to_page, wait
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.pages.diary.page import DiaryPage
from inpatient_hub.gui.pages.diary.view import DiaryView, Span, first_of
from inpatient_hub.services.diary_views import DayTimes, DiaryDay, day_of, item_of
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.whose import Viewer

_WARD_WORK = {
    "Early": ("Fridge temperatures", "Water temperature", "Ligature check", "Medication round", "Handover", "Zones"),
    "Late": (
        "Medication round, tea",
        "Water temperature",
        "Controlled drugs",
        "Fire panel",
        "Visitors' book",
        "Walkaround",
        "Handover",
    ),
    "Night": ("Ligature check", "Resuscitation trolley", "Observations sheets", "Doors and windows", "Handover"),
}
_PEOPLE = (
    ("4", "Catherine Earnshaw"),
    ("9", "Sydney Carton"),
    ("7", "Tess Durbeyfield"),
    ("11", "Marianne Dashwood"),
    ("2", "Philip Pirrip"),
    ("16", "Lucie Manette"),
)
_WORK = (
    "Capacity assessment",
    "Section 132 rights",
    "Ring brother",
    "Weight, health check",
    "Chase bloods",
    "Nurse review",
)
_MEETINGS = ((9, 30, "Ward round"), (11, 0, "Psychology"), (14, 0, "CPA review"), (17, 15, "Tribunal solicitor"))
_LONG_TITLE = "Ring the community mental health team about the discharge planning meeting and who is to be invited"
_LONG_NAME = "Wilhelmina-Alexandrina Featherstonehaugh-Cholmondeley"


def made_view(at: datetime, span: Span, *, crowd: int = 0) -> DiaryView:
    """Days around this moment, with everything there can be; `crowd` adds so many tasks with long names to each."""
    zone = at.tzinfo
    if zone is None:
        raise ValueError("the moment has no zone")
    times = DayTimes(now=at, zone=zone, shifts=USUAL_SHIFTS)
    first = first_of(span, at.date())
    length = {Span.DAY: 1, Span.WEEK: 7, Span.FIFTEEN: 15}[span]
    days = tuple(_day(first + timedelta(days=number), times, crowd) for number in range(length))
    saved = SavedFilter(id="nursing", staff_id="esther", name="Nursing, all patients", body={"whose": "nursing"})
    return DiaryView(at=at, span=span, days=days, shifts=USUAL_SHIFTS, viewer=Viewer(staff_id="esther"), saved=(saved,))


def _day(day: date, times: DayTimes, crowd: int) -> DiaryDay:
    lines = [*_ward(day, times), *_patients(day, times), *_appointments(day, times), *_crowd(day, times, crowd)]
    made = day <= times.today
    return day_of(day, [item_of(line, times, made=made or line.task.repeat_id is None) for line in lines], times)


def _line(day: date, times: DayTimes, number: int, title: str, **changed: Any) -> TaskLine:
    bed, name = changed.pop("who", (None, None))
    owner = changed.pop("owner", None)
    task = Task(
        id=f"{day}-{number}",
        ward_id="keats",
        kind=changed.pop("kind", TaskKind.PATIENT),
        title=title,
        due_on=day,
        patient_id=bed,
        created_by="esther",
        created_at=times.now - timedelta(days=30),
        claimed_by="esther" if owner else None,
        **changed,
    )
    return TaskLine(task=task, patient_name=name, bed=bed, claimed_by_name=owner)


def _ward(day: date, times: DayTimes) -> list[TaskLine]:
    lines: list[TaskLine] = []
    for place, (shift, titles) in enumerate(_WARD_WORK.items()):
        ends = at_wall(day + timedelta(days=int(shift == "Night")), USUAL_SHIFTS[place].ends, times.zone)
        for number, title in enumerate(titles):
            is_over = ends <= times.now
            missed = is_over and number == 1 and (day.weekday(), shift) in {(1, "Night"), (3, "Late")}
            state = TaskState.DONE if is_over and not missed else TaskState.TO_DO
            if not is_over and day == times.today and shift == "Late" and number > 4:
                state = TaskState.DONE
            changed = {"shift": shift, "due_at": ends, "lapses_at": ends, "repeat_id": "r"}
            changed |= {"done_at": ends - timedelta(hours=5)} if state is TaskState.DONE else {}
            if shift == "Late" and number < 3:
                changed["due_at"] = at_wall(day, (time(17), time(20), time(20, 30))[number], times.zone)
            lines.append(_line(day, times, 100 * place + number, title, kind=TaskKind.WARD, state=state, **changed))
    return lines


def _patients(day: date, times: DayTimes) -> list[TaskLine]:
    lines: list[TaskLine] = []
    for number, title in enumerate(_WORK):
        changed: dict[str, Any] = {"who": _PEOPLE[(number + day.day) % len(_PEOPLE)]}
        if day < times.today:
            late = number == 4 and day.weekday() == 0
            done_at = at_wall(day + timedelta(days=int(late)), time(15), times.zone)
            changed |= {"state": TaskState.DONE, "done_at": done_at}
            changed |= {"due_at": at_wall(day, time(16), times.zone)} if late else {}
        elif day == times.today and number < 4:
            changed |= {"due_at": at_wall(day, (time(12), time(14), time(17, 30), time(18))[number], times.zone)}
        if day == times.today and number == 2:
            changed |= {"state": TaskState.CLAIMED, "owner": "Esther Summerson"}
        if day.weekday() == 5 and number == 0:
            changed = {"who": _PEOPLE[4], "state": TaskState.WAITING, "waiting_on": "housing", "chase_on": day}
        if number == 3:
            changed["priority"] = Priority.URGENT
        lines.append(_line(day, times, 400 + number, title, **changed))
    return lines


def _appointments(day: date, times: DayTimes) -> list[TaskLine]:
    lines: list[TaskLine] = []
    for number, (hours, minutes, title) in enumerate(_MEETINGS[: 2 + 2 * (day == times.today)]):
        due = at_wall(day, time(hours, minutes), times.zone)
        state = TaskState.DONE if due < times.now else TaskState.TO_DO
        changed = {"done_at": due} if state is TaskState.DONE else {}
        who = {"who": _PEOPLE[number + 1]} if number else {"people": "Dr Lydgate"}
        lines.append(
            _line(day, times, 500 + number, title, kind=TaskKind.APPOINTMENT, state=state, due_at=due, **changed, **who)
        )
    return lines


def _crowd(day: date, times: DayTimes, crowd: int) -> list[TaskLine]:
    kinds = (TaskKind.PATIENT, TaskKind.PATIENT, TaskKind.APPOINTMENT, TaskKind.WARD)
    return [
        _line(
            day,
            times,
            1000 + number,
            f"{_LONG_TITLE} {number}",
            kind=kinds[number % 4],
            who=("18", _LONG_NAME) if kinds[number % 4] is not TaskKind.WARD else (None, None),
            priority=Priority.IMPORTANT,
        )
        for number in range(crowd)
    ]


def _diary(stage: Stage) -> DiaryPage:
    page = stage.presenter.navigator.page
    if not isinstance(page, DiaryPage):
        raise TypeError("the diary is not shown")
    return page


def _show(span: Span, crowd: int = 0) -> Act:
    def act(stage: Stage) -> None:
        hub = stage.opening.hub
        if hub is not None:
            page, at = _diary(stage), hub.clock.local(hub.clock.now())
            page.grid.expand(None)
            page.show_view(made_view(at, span, crowd=crowd), select=at.date())

    return act


def _expand(stage: Stage) -> None:
    page = _diary(stage)
    page.grid.expand(page.day_in_hand())


def _filter(stage: Stage) -> None:
    view = _diary(stage).view()
    if view is not None:
        _diary(stage).choose(view.saved[0])


def _clear(stage: Stage) -> None:
    _diary(stage).toolbar.filter_cleared.emit()


def _ask_filter(stage: Stage) -> None:
    _diary(stage).ask_filter()


def _nothing(stage: Stage) -> None:
    page = _diary(stage)
    view = page.view()
    if view is not None:
        empty = tuple(replace(day, lanes=(), counts=type(day.counts)()) for day in view.days)
        page.show_view(replace(view, days=empty))


DIARY_SCENES: tuple[Scene, ...] = (
    Scene("diary", (to_page(PageId.DIARY), wait)),
    Scene("diary-week", (to_page(PageId.DIARY), wait, _show(Span.WEEK))),
    Scene("diary-day", (_show(Span.DAY),)),
    Scene("diary-fifteen", (_show(Span.FIFTEEN),)),
    Scene("diary-crowded-week", (_show(Span.WEEK, 60),)),
    Scene("diary-crowded-expanded", (_expand,)),
    Scene("diary-crowded-day", (_show(Span.DAY, 60),)),
    Scene("diary-filtered", (_show(Span.WEEK), _filter), (_clear,)),
    Scene("diary-filter", (_show(Span.WEEK), _ask_filter, wait), (close_dialogs,)),
    Scene("diary-nothing", (_show(Span.WEEK), _nothing)),
)
