"""What the gallery shows of a quick add and of the dates that follow from an event."""

from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.tasks import TaskKind
from inpatient_hub.gui.dialogs.clock_dates import ClockDatesDialog
from inpatient_hub.gui.dialogs.quick_add import QuickAddDialog
from inpatient_hub.gui.dialogs.quick_add_line import preset_line
from inpatient_hub.gui.dialogs.ward_settings import WardSettingsDialog
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage, close_dialogs, to_page, wait
from inpatient_hub.gui.navigation import PageId


def _quick_add(stage: Stage) -> None:
    stage.presenter.do("new_task")


def _task_of_catherine(stage: Stage) -> None:
    """The dialog as her page opens it."""
    hub = stage.opening.hub
    if hub is not None:
        ward_id = hub.wards.all()[0].id
        patient_id = hub.patients.find(ward_id, "Earnshaw").items[0].patient.id
        stage.presenter.desk.new_task(preset_line(patient_id))


def type_line(words: str) -> Act:
    """Types a line into the quick add that is open."""

    def act(_stage: Stage) -> None:
        _open_line().shown.line.line.setText(words)

    return act


def _open_line() -> QuickAddDialog:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, QuickAddDialog) and one.isVisible())


def _more(kind: TaskKind | None) -> Act:
    def act(_stage: Stage) -> None:
        dialog = _open_line()
        dialog.shown.fold.set_open(True)
        if kind is not None:
            dialog.shown.more.kind.chosen.emit(kind.value)

    return act


def clear_line(_stage: Stage) -> None:
    """Closes a quick add: nothing of what was typed is kept."""
    _open_line().shown.line.line.clear()
    close_dialogs(_stage)


def _clock_dates(stage: Stage) -> None:
    hub = stage.opening.hub
    if hub is not None:
        ward_id = hub.wards.all()[0].id
        stage.go(PageId.PATIENT, hub.patients.find(ward_id, "Earnshaw").items[0].patient.id)
        stage.presenter.do("clock_dates")


def _with_note(_stage: Stage) -> None:
    note = _open_line().shown.more.note
    note.set_value("adult_safeguarding")
    note.value_changed.emit("adult_safeguarding")


def _dates_dialog() -> ClockDatesDialog:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, ClockDatesDialog) and one.isVisible())


def _event(event_id: str) -> Act:
    def act(stage: Stage) -> None:
        hub, dialog = stage.opening.hub, _dates_dialog()
        if hub is None:
            return
        dialog.event_field.set_value(event_id)
        dialog.event_field.value_changed.emit(event_id)
        local = hub.clock.local(hub.clock.now())
        dialog.time.set_value(local.time().replace(hour=9, minute=30, second=0, microsecond=0))
        dialog.day.set_value(local.date())
        dialog.day.value_changed.emit(local.date())

    return act


def _keep_first(_stage: Stage) -> None:
    dialog = _dates_dialog()
    dialog.rows[0].box.setChecked(True)
    dialog.keep_button.click()


def _correct(_stage: Stage) -> None:
    _dates_dialog().kept_rows[0].correct_button.click()


def _ward_work(stage: Stage) -> None:
    stage.presenter.do("ward")


def _ward_settings() -> WardSettingsDialog:
    dialogs = (one for one in QApplication.topLevelWidgets() if isinstance(one, WardSettingsDialog))
    return next(one for one in dialogs if one.isVisible())


def _own_number_missing(_stage: Stage) -> None:
    """Ticks a rule that needs the ward's own number, and saves without one."""
    dialog = _ward_settings()
    dialog.work.rules["admission.vte"].click()
    dialog.save_button.click()


def _to_the_end(_stage: Stage) -> None:
    """Scrolls to what the diary goes by."""
    dialog = _ward_settings()
    dialog.work.at.focus_field()
    dialog.focusNextPrevChild(True)


def _typed(name: str, *acts: Act) -> Scene:
    """A quick add over Today, closed again without keeping what was typed."""
    return Scene(f"quick-add-{name}", (to_page(PageId.TODAY), _quick_add, wait, *acts), (clear_line,))


def _dates(name: str, *acts: Act) -> Scene:
    """The dates from an event of one patient."""
    return Scene(f"clock-dates-{name}", (_clock_dates, wait, *acts), (close_dialogs,))


QUICK_ADD_SCENES: tuple[Scene, ...] = (
    _typed("1-empty"),
    _typed("2-task", type_line("Bed 4 ECG before handover !urgent @HCA")),
    _typed("3-repeat", type_line("Fluids chart review every mon wed fri early")),
    _typed("4-question", type_line("Bloods Friday at 4 @esther !important")),
    _typed("5-many-answers", type_line("Bloods @esther")),
    Scene(
        "quick-add-8-another-bed",
        (to_page(PageId.TODAY), _task_of_catherine, wait, type_line("Bed 7 ECG before handover")),
        (clear_line,),
    ),
    _typed("9-two-beds", type_line("beds 18, 4 and 30 weights tomorrow")),
    _typed("10-until", type_line("Weigh bed 4 daily until 24 december")),
    _typed("11-twice", type_line("Obs bed 4 twice daily")),
    _typed("6-more", type_line("Bed 7 CPA meeting Friday 14:00"), _more(TaskKind.APPOINTMENT)),
    _typed("12-repeat-more", type_line("Bed 7 weigh every mon + thu early"), _more(None)),
    _typed("13-appointment", type_line("Bed 7 dentist mon 2.30pm family room"), _more(None)),
    _typed("7-ward-task", type_line("Fridge temperatures"), _more(TaskKind.WARD)),
    _typed("9-with-its-note", type_line("Bed 7 ask for the advocate Friday"), _more(TaskKind.PATIENT), _with_note),
    _dates("1-empty"),
    _dates("2-section-2", _event("section_2_admission"), wait),
    _dates("3-hours", _event("section_5_2_furnished"), wait),
    _dates("4-off", _event("cto_recall"), wait),
    _dates("5-kept", _event("first_medicine"), wait, _keep_first, wait),
    _dates("6-correct", _correct, wait),
    Scene("ward-work", (_ward_work, wait, _to_the_end), (close_dialogs,)),
    Scene("ward-work-2-own-number", (_ward_work, wait, _own_number_missing), (close_dialogs,)),
)
"""On the invented ward."""
