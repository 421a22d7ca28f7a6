"""What the gallery shows of a patient with very long names in a bed with a long name: every question about them."""

from datetime import time, timedelta

from inpatient_hub.bootstrap import Hub
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import Task, TaskKind
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.dialogs.clock_dates import ClockDatesDialog
from inpatient_hub.gui.dialogs.leaving import LeavingDialog
from inpatient_hub.gui.gallery_quick_add import clear_line, type_line
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage, close_dialogs, to_page, wait
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.services.patients import PatientDetails
from inpatient_hub.services.task_views import zone_of

_FAMILY = "Featherstonehaugh-Cholmondeley-Warner"
_TASK = "Ask about the appointment with the dentist"


def _hub(stage: Stage) -> Hub:
    if stage.opening.hub is None:
        raise RuntimeError("no ward is open")
    return stage.opening.hub


def _patient_id(stage: Stage) -> str:
    """The patient, who is added once, with a task and the dates of section 3."""
    hub, by = _hub(stage), stage.presenter.tray.by
    ward_id = hub.wards.all()[0].id
    found = hub.patients.find(ward_id, _FAMILY).items
    if found:
        return found[0].patient.id
    details = PatientDetails(
        family_name=_FAMILY,
        given_name="Bartholomew Maximilian Augustus",
        preferred_name="Barty",
        bed="Seclusion suite 2",
        room="Long corridor, end",
        nhs_number="9990007705",
        born_on=hub.clock.today() - timedelta(days=11_000),
        legal_status="s3",
        admitted_on=hub.clock.today() - timedelta(days=19),
    )
    patient_id = hub.patients.add(ward_id, details, by=by)[0].id
    due = Timing(day=hub.clock.today(), at=time(18))
    hub.tasks.add(ward_id, NewTask(title=_TASK, due=due, kind=TaskKind.PATIENT, patient_id=patient_id), by=by)
    admitted = hub.clock.now() - timedelta(days=19)
    hub.clocks.add(patient_id, "section_3_admission", admitted, ["mha.s3_ends", "mha.s3_tribunal"], by=by)
    return patient_id


def _page(stage: Stage) -> None:
    stage.go(PageId.PATIENT, _patient_id(stage))


def _wish(title: str, wish: TaskWish) -> Act:
    def act(stage: Stage) -> None:
        stage.presenter.desk.act(_task(stage, title), wish)

    return act


def _panel(title: str) -> Act:
    def act(stage: Stage) -> None:
        stage.presenter.desk.show_task(_task(stage, title))

    return act


def _task(stage: Stage, title: str) -> Task:
    lines = _hub(stage).patients.view(_patient_id(stage)).tasks
    return next(line.task for line in lines if line.task.title.startswith(title))


def _new_task(stage: Stage) -> None:
    from inpatient_hub.gui.dialogs.quick_add_line import preset_line

    stage.presenter.desk.new_task(preset_line(_patient_id(stage)))


def _dates(stage: Stage) -> None:
    ClockDatesDialog.open_for(stage.presenter.desk.context, stage.window, _patient_id(stage))


def _leave(stage: Stage) -> None:
    hub = _hub(stage)
    still = hub.leaving.still_open(_patient_id(stage))
    today = hub.clock.today()
    LeavingDialog(stage.window, still, banner_facts(still.facts, today), zone_of(hub.clock), today).open()


def _close_panel(stage: Stage) -> None:
    stage.presenter.desk.close_panel()


def _asks(name: str, wish: TaskWish, title: str = _TASK) -> Scene:
    return Scene(f"long-name-{name}", (_wish(title, wish), wait), (close_dialogs, wait))


LONG_NAME_SCENES: tuple[Scene, ...] = (
    Scene("long-name-page", (_page, wait)),
    Scene("long-name-new-task", (_new_task, wait, type_line("Bed 4 ECG before lunch !urgent @HCA")), (clear_line,)),
    Scene("long-name-dates", (_dates, wait), (close_dialogs,)),
    Scene("long-name-leaving", (_leave, wait), (close_dialogs,)),
    Scene("long-name-panel", (_panel("Section 3 ends"), wait), (_close_panel, wait)),
    _asks("move", TaskWish.MOVE),
    _asks("hand-back", TaskWish.HAND_BACK),
    _asks("change", TaskWish.CHANGE),
    _asks("wait", TaskWish.WAIT),
    _asks("cancel", TaskWish.CANCEL),
    Scene("long-name-patients", (to_page(PageId.PATIENTS), wait)),
)
"""On the invented ward, as its last: they add a patient."""
