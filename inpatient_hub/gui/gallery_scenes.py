"""What the gallery shows: each page, empty, typical and crowded."""

from datetime import date, time

from PySide6.QtWidgets import QApplication, QDialog

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.gui.gallery_about import ABOUT_SCENES
from inpatient_hub.gui.gallery_audit import AUDIT_SCENES
from inpatient_hub.gui.gallery_computer import BEFORE_SET_UP, COMPUTER_SCENES
from inpatient_hub.gui.gallery_diary import DIARY_SCENES
from inpatient_hub.gui.gallery_leaving import LEAVING_SCENES
from inpatient_hub.gui.gallery_lock import LOCK_SCENES, RECOVERY_SCENES, WATCH_SCENES, put_recovery_key_off
from inpatient_hub.gui.gallery_long_names import LONG_NAME_SCENES
from inpatient_hub.gui.gallery_mine import MINE_SCENES
from inpatient_hub.gui.gallery_office import OFFICE_SCENES
from inpatient_hub.gui.gallery_packs import PACK_SCENES
from inpatient_hub.gui.gallery_people import PEOPLE_SCENES, press_set_up
from inpatient_hub.gui.gallery_quick_add import QUICK_ADD_SCENES
from inpatient_hub.gui.gallery_records import RECORD_SCENES
from inpatient_hub.gui.gallery_reminders import REMINDER_SCENES
from inpatient_hub.gui.gallery_repeats import REPEAT_SCENES
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage, close_dialogs, to_page, wait
from inpatient_hub.gui.gallery_tasks import TASK_SCENES
from inpatient_hub.gui.gallery_today import TODAY_SCENES
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.pages.note.page import NotePage
from inpatient_hub.gui.pages.patient.page import PatientPage
from inpatient_hub.gui.pages.run.note_form import SeveralField
from inpatient_hub.gui.pages.run.note_panel import NotePanel
from inpatient_hub.gui.pages.run.page import RunPage
from inpatient_hub.gui.pages.run.step_panels import CriteriaPanel, OptionsPanel
from inpatient_hub.gui.pages.setup.page import SetupPage
from inpatient_hub.gui.pages.trouble.page import TroublePage
from inpatient_hub.gui.widgets.choice_fields import ChoiceField
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.field import Field
from inpatient_hub.gui.widgets.text_fields import ParagraphField, TextField
from inpatient_hub.gui.widgets.time_field import TimeField
from inpatient_hub.gui.widgets.yes_no_field import YesNoField


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
        raise TypeError("no referral is shown")
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


def _tab(key: str) -> Act:
    """A tab of the patient shown."""

    def act(stage: Stage) -> None:
        page = stage.presenter.navigator.page
        if isinstance(page, PatientPage):
            page.tabs.show_tab(key)

    return act


def _filed_note(stage: Stage) -> None:
    hub = stage.opening.hub
    if hub is not None:
        stage.go(PageId.NOTE, hub.notes.find(_ward_id(stage), states=frozenset({NoteState.FILED})).items[0].id)


def _ask(page_id: PageId, signal: str, *values: str) -> Act:
    """Goes to a page and lets it ask for something, as its own button would."""

    def act(stage: Stage) -> None:
        stage.go(page_id)
        page = stage.presenter.navigator.page
        getattr(page, signal).emit(*values)

    return act


def _edit_patient(stage: Stage) -> None:
    page = stage.presenter.navigator.page
    if isinstance(page, PatientPage):
        page.edit_requested.emit()


def _abandon(stage: Stage) -> None:
    _run_page(stage).abandon_requested.emit()


def _not_filed(stage: Stage) -> None:
    page = stage.presenter.navigator.page
    if page is not None:
        page.not_filed_requested.emit(page.note_in_hand())


def _in_error(stage: Stage) -> None:
    page = stage.presenter.navigator.page
    if isinstance(page, NotePage):
        page.ask_in_error()


def _leave_notes(_stage: Stage) -> None:
    """Presses the verb of the dialog that is open."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.accept()


def _set_up_ward(stage: Stage) -> None:
    page = stage.window.stack.currentWidget()
    if isinstance(page, SetupPage):
        page.ward_name.set_value("Keats Ward")
        page.person_name.set_value("Esther Summerson")
        page.person_role.set_value("RMN")
        page.secret.by_name.setChecked(True)
        page.set_up_button.click()


def _trouble(stage: Stage) -> None:
    page = TroublePage()
    page.show_trouble(
        HubError(
            "The ward's file is damaged",
            "Part of it cannot be read. Nothing was changed.",
            remedy="Go back to the newest sound copy, or ask your digital lead.",
        ),
        (
            ("restore", "Go back to the copy of 16:40", "What was done after 16:40 is set aside and can be looked at."),
            ("salvage", "Save what can be read", "Makes a new file of everything that can still be read."),
        ),
    )
    stage.window.set_working(working=False)
    stage.window.show_page(page, "today")


def _steps(count: int) -> tuple[Act, ...]:
    return (_answer, _next) * count


SCENES: tuple[Scene, ...] = (
    Scene("today", (to_page(PageId.TODAY),)),
    *TODAY_SCENES,
    *DIARY_SCENES,
    Scene("patients", (to_page(PageId.PATIENTS),)),
    Scene("patient-add", (_dialog("add_patient"), wait), (close_dialogs,)),
    Scene("patient", (_patient("Earnshaw"),)),
    Scene("patient-tasks", (_tab("tasks"),)),
    Scene("patient-referrals", (_tab("referrals"),)),
    Scene("patient-notes", (_tab("notes"),)),
    Scene("patient-history", (_tab("history"),)),
    Scene("patient-edit", (_edit_patient, wait), (close_dialogs,)),
    Scene("referrals", (to_page(PageId.REFERRALS),)),
    Scene("patient-picker", (_ask(PageId.REFERRALS, "start_requested", "imha"), wait), (close_dialogs,)),
    Scene("contacts", (_ask(PageId.REFERRALS, "contacts_requested"), wait), (close_dialogs,)),
    Scene("referrals-for-patient", (_refer("Earnshaw"),)),
    Scene("run-01-first-step", (_new_run("imha", "Earnshaw"), wait)),
    Scene("abandon", (_abandon, wait), (close_dialogs,)),
    Scene("run-02", (_answer, _next)),
    Scene("run-03", (_answer, _next)),
    Scene("run-04", (_answer, _next)),
    Scene("run-05", (_answer, _next)),
    Scene("run-06", (_answer, _next)),
    Scene("run-07", (_answer, _next)),
    Scene("run-08", (_answer, _next)),
    Scene("run-09-whole", (_fill_note,)),
    Scene("run-10-copied", (_copy, _copy, wait, wait)),
    Scene("not-filed", (_not_filed, wait), (close_dialogs,)),
    Scene("notes", (to_page(PageId.NOTES),)),
    Scene("notes-unfiled", (to_page(PageId.NOTES, "unfiled"),)),
    Scene("note", (_filed_note,)),
    Scene("note-in-error", (_in_error, wait), (close_dialogs,)),
    Scene("palette", (to_page(PageId.TODAY), _dialog("palette")), (close_dialogs,)),
    Scene("keys", (_dialog("keys"),), (close_dialogs,)),
    Scene("appearance", (_dialog("appearance"),), (close_dialogs,)),
    Scene("ward-settings", (_dialog("ward"),), (close_dialogs,)),
    Scene("leaving", (_dialog("person"),), (close_dialogs,)),
    Scene("people", (_dialog("person"), _leave_notes, wait), (close_dialogs,)),
    *QUICK_ADD_SCENES,
    *MINE_SCENES,
    *REPEAT_SCENES,
    *LEAVING_SCENES,
    *COMPUTER_SCENES,
    *REMINDER_SCENES,
    *PEOPLE_SCENES,
    *AUDIT_SCENES,
    *TASK_SCENES,
    *RECORD_SCENES,
    *OFFICE_SCENES,
    *WATCH_SCENES,
    *ABOUT_SCENES,
    *PACK_SCENES,
    *LONG_NAME_SCENES,
)
"""On the invented ward."""

EMPTY_SCENES: tuple[Scene, ...] = (
    Scene("setup", (wait,)),
    Scene("setup-mistakes", (press_set_up,)),
    *BEFORE_SET_UP,
    Scene("recovery-key-1-show", (_set_up_ward, wait)),
    *RECOVERY_SCENES,
    Scene("computer-12-hint-after-set-up", (put_recovery_key_off, wait)),
    Scene("new-today", (wait,)),
    Scene("new-people", (_dialog("team"), wait)),
    Scene("new-diary", (to_page(PageId.DIARY), wait)),
    Scene("new-patients", (to_page(PageId.PATIENTS),)),
    Scene("new-referrals", (to_page(PageId.REFERRALS),)),
    Scene("new-notes", (to_page(PageId.NOTES),)),
    Scene("trouble", (_trouble,)),
    *LOCK_SCENES,
)
"""With nothing set up yet, and then a ward without work."""
