"""What the gallery shows of the ward's repeats, of the editor that makes them, and of what it asks."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.recurrence import Missed, Repeat, monthly_on_weekday, weekly_on
from inpatient_hub.domain.series import Series, as_task, occurrences
from inpatient_hub.domain.shifts import USUAL_SHIFTS
from inpatient_hub.domain.tasks import Priority, Task, TaskKind, TaskState, Team
from inpatient_hub.gui.dialogs.repeat_editor import RepeatEditor
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage, close_dialogs, to_page, wait
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.pages.repeats.page import RepeatsPage
from inpatient_hub.gui.pages.repeats.view import RepeatsView, monday_of
from inpatient_hub.host.clock import WARD_ZONE
from inpatient_hub.services.repeat_grid import GridRow, grid_of

_ZONE = ZoneInfo(WARD_ZONE)
_AT = datetime(2026, 11, 20, 16, 42, tzinfo=_ZONE)
_NAMES = {
    "es": "Esther Summerson",
    "je": "Jane Eyre",
    "sw": "Samuel Weller",
    "long": "Maximiliana Featherstonehaugh-Cholmondeley",
}
_LONG_TITLE = "Check the emergency grab bag, the ligature cutters and the spare oxygen in both treatment rooms"


def _series(number: int, title: str, rule: str = "FREQ=DAILY", **changed: Any) -> Series:
    usual: dict[str, Any] = {
        "id": f"series{number}",
        "ward_id": "keats",
        "title": title,
        "repeat": Repeat(rule=rule, starts_on=date(2026, 9, 7)),
        "made_by": "je",
        "made_at": _AT - timedelta(days=70),
    }
    return Series(**usual | changed)


def _fate(number: int, task: Task) -> Task:
    """What became of a time, so that a week shows a little of everything."""
    due = task.due_at or _AT
    who = ("es", "je", "sw")[number % 3]
    if due > _AT + timedelta(hours=8):
        return replace(task, due_on=(task.due_on or _AT.date()) + timedelta(days=1)) if number % 23 == 7 else task
    if due > _AT:
        return replace(task, state=TaskState.CLAIMED, claimed_by=who) if number % 2 else task
    if number % 13 == 5:
        return task  # nobody did it
    if number % 17 == 4:
        return replace(task, state=TaskState.CANCELLED, reason="not_needed")
    late = timedelta(hours=1) if number % 11 == 3 else timedelta(hours=-1)
    return replace(task, state=TaskState.DONE, done_by=who, done_at=due + late)


def _view(series: list[Series], patients: dict[str, tuple[str, str]], *, resting: list[Series]) -> RepeatsView:
    monday = monday_of(_AT.date())
    tasks: list[Task] = []
    for one in series:
        for time_of in occurrences(one, monday, monday + timedelta(days=6), shifts=USUAL_SHIFTS, zone=_ZONE):
            if time_of.day <= _AT.date():
                task = as_task(one, time_of, made_at=one.made_at)
                tasks.append(_fate(len(tasks), task))
    grid = grid_of(series, tasks, monday, shifts=USUAL_SHIFTS, zone=_ZONE, now=_AT, names=_NAMES)
    rows = tuple(_with_patient(row, patients) for row in grid.rows)
    return RepeatsView(
        grid=type(grid)(days=grid.days, rows=rows),
        resting=tuple(GridRow(series=one, cells=()) for one in resting),
        at=_AT,
        shifts=tuple(shift.name for shift in USUAL_SHIFTS),
    )


def _with_patient(row: GridRow, patients: dict[str, tuple[str, str]]) -> GridRow:
    name, bed = patients.get(row.series.patient_id or "", ("", ""))
    return GridRow(series=row.series, cells=row.cells, patient_name=name or None, bed=bed or None)


def _of_patient(number: int, title: str, patient: str, rule: str) -> Series:
    return _series(number, title, rule, kind=TaskKind.PATIENT, patient_id=patient, missed=Missed.STAYS)


_WARD = [
    _series(1, "Fridge temperatures", shifts=("Early", "Late"), offered_to=Team.HCA),
    _series(2, "Water temperature, flush outlets", shifts=("Late",), offered_to=Team.HCA, missed=Missed.MOVES_ON),
    _series(3, "Ligature check", shifts=("Early", "Late", "Night"), offered_to=Team.NURSING, needs_check=True),
    _series(4, "Controlled drugs stock count", at=time(20, 30), shifts=("Late",), priority=Priority.IMPORTANT),
    _series(5, "Resuscitation equipment", weekly_on((0, 3)), missed=Missed.STAYS),
    _series(6, "Fire alarm test", weekly_on((2,)), at=time(10), missed=Missed.PILES_UP),
]
_LEFT_OUT = _series(
    7,
    "Order stationery",
    weekly_on((4,)),
    offered_to=Team.ADMIN,
    repeat=Repeat(rule=weekly_on((4,)), starts_on=date(2026, 9, 7), left_out=(date(2026, 11, 20),)),
)
_PATIENTS = {"tess": ("DURBEYFIELD, Tess", "7"), "cathy": ("EARNSHAW, Catherine", "4")}
_TYPICAL = _view(
    [
        *_WARD,
        _LEFT_OUT,
        _of_patient(8, "Weight and health check", "tess", weekly_on((4,))),
        _of_patient(9, "Fluids chart review", "cathy", weekly_on((0, 2, 4))),
    ],
    _PATIENTS,
    resting=[
        _series(10, "Fire drill", monthly_on_weekday(1, 0)),
        _series(11, "Pharmacy audit", monthly_on_weekday(-1, 4)),
    ],
)
_LONG_PATIENTS = {"long": ("FEATHERSTONEHAUGH-CHOLMONDELEY, Maximiliana", "12A")}
_CROWDED = _view(
    [
        *(
            _series(100 + n, _LONG_TITLE, shifts=("Early", "Late", "Night")[: n % 3 + 1], offered_to=Team.SOCIAL_WORK)
            for n in range(30)
        ),
        *(_of_patient(200 + n, _LONG_TITLE, "long", "FREQ=DAILY") for n in range(10)),
    ],
    _LONG_PATIENTS,
    resting=[],
)
_NOTHING = _view([], {}, resting=[])


def _show(view: RepeatsView) -> Act:
    def act(stage: Stage) -> None:
        page = stage.presenter.navigator.page
        if isinstance(page, RepeatsPage):
            page.show_view(view)
            page.focus_grid()

    return act


def _new(stage: Stage) -> None:
    page = stage.presenter.navigator.page
    if isinstance(page, RepeatsPage):
        page.new_requested.emit()


def _change(number: int) -> Act:
    """Opens the editor with a repeat of the typical week, from its first time to come."""

    def act(stage: Stage) -> None:
        page = stage.presenter.navigator.page
        if isinstance(page, RepeatsPage):
            row = _TYPICAL.grid.rows[number]
            cell = next(one for one in row.cells if one.day >= _AT.date())
            page.change_requested.emit(row.series, cell)

    return act


def _editor() -> RepeatEditor:
    shown = QApplication.topLevelWidgets()
    return next(one for one in shown if isinstance(one, RepeatEditor) and one.isVisible())


def _fill_in(_stage: Stage) -> None:
    editor = _editor()
    editor.title.set_value("Fluids chart review")
    editor.rule.way.set_value("weekly")
    editor.rule.days.set_value(("0", "2", "4"))
    editor.rule.way.value_changed.emit("weekly")
    editor.shifts.set_value(("Early",))
    editor.shifts.value_changed.emit(("Early",))


def _say_more(_stage: Stage) -> None:
    _editor().title.set_value("Water temperature, flush every outlet twice")


def _press_save(_stage: Stage) -> None:
    _editor().save_button.click()


def _end(stage: Stage) -> None:
    page = stage.presenter.navigator.page
    if isinstance(page, RepeatsPage):
        page.end_requested.emit(_WARD[0])


def _leave_out(stage: Stage) -> None:
    page = stage.presenter.navigator.page
    if isinstance(page, RepeatsPage):
        page.leave_out_requested.emit(_WARD[0], _TYPICAL.grid.rows[0].cells[-1])


REPEAT_SCENES: tuple[Scene, ...] = (
    Scene("repeats-empty", (to_page(PageId.REPEATS), wait, _show(_NOTHING))),
    Scene("repeats", (_show(_TYPICAL),)),
    Scene("repeats-crowded", (_show(_CROWDED),)),
    Scene("repeat-new", (_new, wait), (close_dialogs,)),
    Scene("repeat-new-mistakes", (_new, wait, _press_save), (close_dialogs,)),
    Scene("repeat-new-filled", (_new, wait, _fill_in, wait), (close_dialogs,)),
    Scene("repeat-change", (_show(_TYPICAL), _change(1), wait), (close_dialogs,)),
    Scene("repeat-which-times", (_change(1), wait, _say_more, _press_save, wait), (close_dialogs, close_dialogs)),
    Scene("repeat-leave-out", (_leave_out, wait), (close_dialogs,)),
    Scene("repeat-end", (_end, wait), (close_dialogs,)),
)
"""On the invented ward; the weeks shown are made up, so that they hold a little of everything."""
