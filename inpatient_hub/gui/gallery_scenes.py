"""What the gallery shows: each page, empty, typical and crowded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog

from inpatient_hub.gui.gallery_checks import RecordedChecks, a_full_laptop, a_laptop
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.opening import Opening
from inpatient_hub.gui.pages.computer.page import ComputerPage
from inpatient_hub.gui.pages.run.note_form import SeveralField
from inpatient_hub.gui.pages.run.note_panel import NotePanel
from inpatient_hub.gui.pages.run.page import RunPage
from inpatient_hub.gui.pages.run.step_panels import CriteriaPanel, OptionsPanel
from inpatient_hub.gui.pages.setup.page import SetupPage
from inpatient_hub.gui.widgets.choice_fields import ChoiceField
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.field import Field
from inpatient_hub.gui.widgets.text_fields import ParagraphField, TextField
from inpatient_hub.gui.widgets.time_field import TimeField
from inpatient_hub.gui.widgets.yes_no_field import YesNoField
from inpatient_hub.gui.window_presenter import WindowPresenter
from inpatient_hub.readiness.facts_file import write_facts


@dataclass(frozen=True, slots=True)
class Stage:
    """The window that the scenes are played in."""

    window: MainWindow
    opening: Opening
    checks: RecordedChecks
    folder: Path
    """A folder of its own, thrown away afterwards."""

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is under way any more, or only a check that waits for its picture."""
        return self.opening.background.is_idle and (self.opening.doctor.is_idle or self.checks.is_held)

    @property
    def presenter(self) -> WindowPresenter:
        """Runs the window. Only asked once a ward is open."""
        if self.opening.presenter is None:
            raise RuntimeError("no ward is open")
        return self.opening.presenter

    def go(self, page: PageId, about: str = "") -> None:
        """Goes to a page."""
        self.presenter.navigator.go(Destination(page, about))


Act = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """A few acts, then a picture; `after` puts things back."""

    id: str
    acts: tuple[Act, ...]
    after: tuple[Act, ...] = ()


def _page(page: PageId, about: str = "") -> Act:
    def act(stage: Stage) -> None:
        stage.go(page, about)

    return act


def _wait(_stage: Stage) -> None:
    """The gallery waits until nothing is under way before it goes on."""


def _ward_id(stage: Stage) -> str:
    hub = stage.opening.hub
    return hub.wards.all()[0].id if hub is not None else ""


def _patient(surname: str) -> Act:
    def act(stage: Stage) -> None:
        hub = stage.opening.hub
        if hub is not None:
            stage.go(PageId.PATIENT, hub.patients.find(_ward_id(stage), surname).items[0].patient.id)

    return act


def _refer(surname: str) -> Act:
    def act(stage: Stage) -> None:
        hub = stage.opening.hub
        if hub is not None:
            stage.go(PageId.REFERRALS, hub.patients.find(_ward_id(stage), surname).items[0].patient.id)

    return act


def _new_run(workflow_id: str, surname: str) -> Act:
    def act(stage: Stage) -> None:
        hub = stage.opening.hub
        if hub is None:
            return
        patient_id = hub.patients.find(_ward_id(stage), surname).items[0].patient.id
        run, _ = hub.runs.start(workflow_id, patient_id, by=stage.presenter.tray.by)
        stage.go(PageId.RUN, run.id)

    return act


def _run_page(stage: Stage) -> RunPage:
    page = stage.presenter.navigator.page
    if not isinstance(page, RunPage):
        raise TypeError("no run is shown")
    return page


def _answer(stage: Stage) -> None:
    """Gives every tick, the legal status on the patient's page, or the first answer offered."""
    page = _run_page(stage)
    panel = page.panel
    if not isinstance(panel, OptionsPanel):
        return
    ids = panel.options.ids()
    known = page.shown.view.facts.patient.legal_status if page.shown is not None else None
    if not isinstance(panel, CriteriaPanel):
        ids = (known,) if known in ids else ids[:1]
    panel.options.choice_changed.emit(ids)


def _next(stage: Stage) -> None:
    button = _run_page(stage).next_button
    if button.isEnabled():
        button.click()


def _fill_note(stage: Stage) -> None:
    panel = _run_page(stage).panel
    if isinstance(panel, NotePanel):
        for field in panel.form.fields.values():
            if field.value() in (None, "", []):
                _fill(field)
        panel.form.flush()


def _fill(field: Field) -> None:
    """Gives a field an answer of its own kind."""
    samples: dict[type[Field], object] = {
        TimeField: time(15, 55),
        DateField: date(2026, 12, 4),
        YesNoField: True,
        ParagraphField: "Support at the section 117 meeting and with housing.",
        TextField: "Support at the meeting",
    }
    if isinstance(field, ChoiceField):
        field.set_value(field.combo.itemData(0))
    elif isinstance(field, SeveralField):
        field.set_value(field.ids()[:2])
    else:
        field.set_value(samples[type(field)])
    field.value_changed.emit(field.value())


def _copy(stage: Stage) -> None:
    _run_page(stage).copy()


def _file(stage: Stage) -> None:
    stage.presenter.do("filed")


def _dialog(action_id: str) -> Act:
    def act(stage: Stage) -> None:
        stage.presenter.do(action_id)

    return act


def _close_dialogs(_stage: Stage) -> None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()


def _computer_page(stage: Stage) -> ComputerPage:
    page = stage.window.stack.currentWidget()
    if not isinstance(page, ComputerPage):
        raise TypeError("the Computer page is not shown")
    return page


def _check(stage: Stage) -> None:
    _computer_page(stage).header.check.click()


def _test_network(stage: Stage) -> None:
    _computer_page(stage).network_wanted.emit()


def _at(days: int, minutes: int) -> Act:
    """The recorded computer's clock stands so far from the window's: it goes on so that tests may follow each other."""

    def act(stage: Stage) -> None:
        hub = stage.opening.hub
        if hub is not None:
            stage.checks.clock.moment = hub.clock.now() + timedelta(days=days, minutes=minutes)

    return act


def _fill_the_drive(stage: Stage) -> None:
    stage.checks.recorded = a_full_laptop(stage.checks.clock.moment)


def _count_device_days(stage: Stage) -> None:
    _computer_page(stage).device_started.emit(stage.checks.clock.today() - timedelta(days=24))


def _open_all(stage: Stage) -> None:
    page = _computer_page(stage)
    page.everything.toggle_all()
    page.reminders.more.set_open(not page.reminders.more.is_open())


def _hold(stage: Stage) -> None:
    stage.checks.holds = True
    _check(stage)


def _let_go(stage: Stage) -> None:
    stage.checks.holds = False
    _computer_page(stage).stop_wanted.emit()


def _show_another(stage: Stage) -> None:
    file = stage.folder / "ward pc 7.json"
    write_facts(file, a_laptop(stage.checks.clock.moment - timedelta(days=2)))
    _computer_page(stage).facts_chosen.emit(str(file))


def _show_own(stage: Stage) -> None:
    _computer_page(stage).here_wanted.emit()


def _desk_text(stage: Stage) -> None:
    _computer_page(stage).desk_text_wanted.emit()


def _choose_profile(stage: Stage) -> None:
    _computer_page(stage).header.profile.click()


def _check_before_set_up(stage: Stage) -> None:
    page = stage.window.stack.currentWidget()
    if isinstance(page, SetupPage):
        page.check_requested.emit()


def _back(stage: Stage) -> None:
    _computer_page(stage).back_requested.emit()


def _set_up(stage: Stage) -> None:
    page = stage.window.stack.currentWidget()
    if isinstance(page, SetupPage):
        page.ward_name.set_value("Keats Ward")
        page.person_name.set_value("Esther Summerson")
        page.set_up_button.click()


def _steps(count: int) -> tuple[Act, ...]:
    return (_answer, _next) * count


SCENES: tuple[Scene, ...] = (
    Scene("today", (_page(PageId.TODAY),)),
    Scene("patients", (_page(PageId.PATIENTS),)),
    Scene("patient", (_patient("Earnshaw"),)),
    Scene("referrals", (_page(PageId.REFERRALS),)),
    Scene("referrals-for-patient", (_refer("Earnshaw"),)),
    Scene("run-01-first-step", (_new_run("imha", "Earnshaw"), _wait)),
    Scene("run-02", (_answer, _next)),
    Scene("run-03", (_answer, _next)),
    Scene("run-04", (_answer, _next)),
    Scene("run-05", (_answer, _next)),
    Scene("run-06", (_answer, _next)),
    Scene("run-07", (_answer, _next)),
    Scene("run-08", (_answer, _next)),
    Scene("run-09-whole", (_fill_note,)),
    Scene("run-10-copied", (_copy,)),
    Scene("notes", (_page(PageId.NOTES),)),
    Scene("notes-unfiled", (_page(PageId.NOTES, "unfiled"),)),
    Scene("palette", (_page(PageId.TODAY), _dialog("palette")), (_close_dialogs,)),
    Scene("keys", (_dialog("keys"),), (_close_dialogs,)),
    Scene("appearance", (_dialog("appearance"),), (_close_dialogs,)),
    Scene("ward-settings", (_dialog("ward"),), (_close_dialogs,)),
    Scene("people", (_dialog("person"),), (_close_dialogs,)),
    Scene("computer-01-question", (_at(-3, 0), _page(PageId.COMPUTER))),
    Scene("computer-02-before-the-test", (_check,)),
    Scene("computer-03-ready", (_test_network,)),
    Scene("computer-04-not-ready", (_at(0, -2), _fill_the_drive, _count_device_days, _test_network, _at(0, -1))),
    Scene("computer-05-running", (_hold,), (_let_go,)),
    Scene("computer-06-everything-open", (_open_all,), (_open_all,)),
    Scene("computer-07-desk-text", (_desk_text,), (_close_dialogs,)),
    Scene("computer-08-another-profile", (_choose_profile,), (_close_dialogs,)),
    Scene("computer-09-another-computer", (_show_another,), (_show_own,)),
    Scene("computer-10-line-on-referrals", (_page(PageId.REFERRALS),)),
)
"""On the invented ward."""

EMPTY_SCENES: tuple[Scene, ...] = (
    Scene("setup", (_wait,)),
    Scene("computer-11-before-set-up", (_check_before_set_up,), (_back,)),
    Scene("computer-12-hint-after-set-up", (_set_up, _wait)),
)
"""With nothing set up yet."""
