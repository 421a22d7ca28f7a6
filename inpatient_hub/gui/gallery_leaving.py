"""What the gallery shows of a patient who leaves: what is still open for them, and the dates that follow."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.recurrence import Repeat, weekly_on
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.tasks import Task, TaskKind, TaskState
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.dialogs.clock_dates import ClockDatesDialog
from inpatient_hub.gui.dialogs.leaving import LeavingDialog
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage, close_dialogs, to_page, wait
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.host.clock import WARD_ZONE
from inpatient_hub.services.leaving import DISCHARGE, StillOpen
from inpatient_hub.services.patients import PatientFacts
from inpatient_hub.services.ports import TaskLine

_ZONE = ZoneInfo(WARD_ZONE)
_AT = datetime(2026, 11, 20, 16, 42, tzinfo=_ZONE)
_LONG = "Ring the community mental health team about the discharge planning meeting and who is to be invited"
_LONG_NAME = "Maximiliana Featherstonehaugh-Cholmondeley"


def _line(title: str, days: int = 0, *, name: str | None = None, **more: Any) -> TaskLine:
    due = _AT.date() + timedelta(days=days)
    task = Task(
        id=f"{title} {days}",
        ward_id="keats",
        kind=more.pop("kind", TaskKind.PATIENT),
        title=title,
        created_by="je",
        created_at=_AT,
        due_on=due,
        due_at=datetime.combine(due, time(14, 30), _ZONE),
        claimed_by="es" if name else None,
        **more,
    )
    return TaskLine(task=task, patient_name=None, bed=None, claimed_by_name=name)


def _series(title: str, rule: str = "FREQ=DAILY") -> Series:
    repeat = Repeat(rule=rule, starts_on=date(2026, 9, 7))
    return Series(id=title, ward_id="keats", title=title, repeat=repeat, shifts=("Early",), made_by="je", made_at=_AT)


def _typical(facts: PatientFacts) -> StillOpen:
    waits: dict[str, Any] = {"state": TaskState.WAITING, "waiting_on": "housing"}
    return StillOpen(
        facts=facts,
        repeats=(_series("Weight and health check", weekly_on((4,))), _series("Fluids chart review")),
        tasks=(_line("Care plan review"), _line("Letter to the GP", 2)),
        appointments=(_line("Tribunal hearing", 3, kind=TaskKind.APPOINTMENT),),
        staying=(_line("Bloods", name="Esther Summerson"), _line("Ring housing", **waits)),
    )


def _crowded(facts: PatientFacts) -> StillOpen:
    waits: dict[str, Any] = {"state": TaskState.WAITING, "waiting_on": "community_team"}
    return StillOpen(
        facts=facts,
        repeats=tuple(_series(f"{_LONG}, {number}", weekly_on((0, 2, 4))) for number in range(4)),
        tasks=tuple(_line(_LONG, number) for number in range(12)),
        appointments=tuple(_line(_LONG, number, kind=TaskKind.APPOINTMENT) for number in range(5)),
        staying=tuple(_line(_LONG, number, name=_LONG_NAME, **waits) for number in range(5)),
    )


def _little(facts: PatientFacts) -> StillOpen:
    return StillOpen(facts=facts, staying=(_line("Follow-up after discharge", 3),))


def _facts(stage: Stage) -> PatientFacts:
    hub = stage.opening.hub
    if hub is None:
        raise RuntimeError("no ward is open")
    ward_id = hub.wards.all()[0].id
    return hub.patients.facts(hub.patients.find(ward_id, "Earnshaw").items[0].patient.id)


def _ask(make: Any, status: PatientStatus = PatientStatus.DISCHARGED) -> Act:
    def act(stage: Stage) -> None:
        facts = _facts(stage)
        facts = replace(facts, patient=replace(facts.patient, status=status))
        LeavingDialog(stage.window, make(facts), banner_facts(facts, _AT.date()), _ZONE, _AT.date()).open()

    return act


def _dates(stage: Stage) -> None:
    hub = stage.opening.hub
    if hub is not None:
        patient_id = _facts(stage).patient.id
        now = hub.clock.local(hub.clock.now())
        ClockDatesDialog.open_for(stage.presenter.desk.context, stage.window, patient_id, proposed=(DISCHARGE, now))


LEAVING_SCENES: tuple[Scene, ...] = (
    Scene("patient-left", (to_page(PageId.PATIENTS), wait, _ask(_typical), wait), (close_dialogs,)),
    Scene("patient-left-in-error", (_ask(_typical, PatientStatus.IN_ERROR), wait), (close_dialogs,)),
    Scene("patient-left-crowded", (_ask(_crowded), wait), (close_dialogs,)),
    Scene("patient-left-little", (_ask(_little), wait), (close_dialogs,)),
    Scene("dates-after-discharge", (_dates, wait), (close_dialogs,)),
)
"""On the invented ward; what is open is made up, and nothing is ended."""
