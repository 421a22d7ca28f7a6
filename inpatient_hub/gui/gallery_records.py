"""What the gallery shows of the records: nothing due, some, very many; the questions; and the ward that keeps less."""

from datetime import datetime, timedelta

from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.notes import Note, NoteState
from inpatient_hub.domain.patients import Patient, PatientStatus
from inpatient_hub.gui.dialogs.erasing import ErasingDialog
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage, close_dialogs, to_page, wait
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.pages.admin.page import AdminPage
from inpatient_hub.gui.pages.admin.records.page import RecordsPage
from inpatient_hub.host.identity import new_id

_NAMES = (
    ("Heathcliff", "Linton"),
    ("Moreau", "Frédéric"),
    ("Featherstonehaugh-Cholmondeley", "Wilhelmina Georgiana"),
    ("Dedlock", "Honoria"),
    ("Jellyby", "Caroline"),
)


def _discharged(stage: Stage, count: int, days: int) -> list[str]:
    """Adds people who were discharged so many days ago. Returns their ids."""
    hub = stage.opening.hub
    if hub is None:
        return []
    ward = hub.wards.all()[0]
    (author, *_) = hub.wards.staff(ward.id)
    at = hub.clock.now() - timedelta(days=days)
    ids = []
    with hub.store.writing() as work:
        for number in range(count):
            family, given = _NAMES[number % len(_NAMES)]
            patient = Patient(
                id=new_id(),
                ward_id=ward.id,
                family_name=family if count <= len(_NAMES) else f"{family} {number + 1}",
                given_name=given,
                status=PatientStatus.DISCHARGED,
            )
            work.patients.add(patient)
            work.notes.add(_note(patient, author.id, at - timedelta(days=number % 90)))
            work.audit.append(_added(patient, author.id, at - timedelta(days=number % 90)))
            ids.append(patient.id)
    return ids


def _note(patient: Patient, author_id: str, at: datetime) -> Note:
    return Note(
        id=new_id(),
        ward_id=patient.ward_id,
        patient_id=patient.id,
        run_id=None,
        template_id="imha",
        template_version="1",
        title="IMHA referral",
        text=f"{patient.full_name}. Referred.",
        state=NoteState.FILED,
        author_id=author_id,
        copied_by=author_id,
        closed_by=author_id,
        event_at=at,
        made_at=at,
        copied_at=at,
        closed_at=at,
    )


def _added(patient: Patient, by: str, at: datetime) -> AuditEvent:
    return AuditEvent(
        id=new_id(),
        at=at,
        actor_id=by,
        action=AuditAction.PATIENT_ADDED,
        kind=Kind.PATIENT,
        entity_id=patient.id,
        patient_id=patient.id,
    )


def _some(stage: Stage) -> None:
    hub = stage.opening.hub
    ids = _discharged(stage, 5, 800)
    if hub is not None:
        by = stage.presenter.tray.by
        hub.retention.hold(ids[-1], "An inquest", by=by)
        hub.retention.hold(ids[-2], "A serious incident is being looked into", by=by)
    _read_again(stage)


def _very_many(stage: Stage) -> None:
    _discharged(stage, 400, 900)
    _read_again(stage)


def _read_again(stage: Stage) -> None:
    _records(stage).shown_for.emit("")


def _records(stage: Stage) -> RecordsPage:
    page = stage.presenter.navigator.page
    part = page.part("records") if isinstance(page, AdminPage) else None
    if not isinstance(part, RecordsPage):
        raise TypeError("the records are not shown")
    return part


def _tick_all(stage: Stage) -> None:
    _records(stage).due.all_button.click()


def _erase(stage: Stage) -> None:
    _records(stage).due.erase_button.click()


def _type_and_erase(_stage: Stage) -> None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, ErasingDialog) and widget.isVisible():
            widget.number.set_value(3)
            widget.number.value_changed.emit(None)
            widget.verb_button.click()


def _look(stage: Stage) -> None:
    due = _records(stage).due
    due.table.selectRow(0)
    due.look_button.click()


def _to_the_start(stage: Stage) -> None:
    _records(stage).show_start()


def _to_the_end(stage: Stage) -> None:
    _records(stage).show_end()


def _dialog(action_id: str) -> Act:
    def act(stage: Stage) -> None:
        stage.presenter.do(action_id)

    return act


def _press_minimal(_stage: Stage) -> None:
    from inpatient_hub.gui.dialogs.ward_settings import WardSettingsDialog

    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, WardSettingsDialog) and widget.isVisible():
            widget.minimal.ask_button.click()


def _agree(_stage: Stage) -> None:
    from inpatient_hub.gui.dialogs.minimising import MinimisingDialog

    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MinimisingDialog) and widget.isVisible():
            widget.accept()


RECORD_SCENES: tuple[Scene, ...] = (
    Scene("records-nothing-due", (to_page(PageId.ADMIN, "records"), wait)),
    Scene("records-due", (_some, wait)),
    Scene("records-of-one", (_look, wait), (close_dialogs,)),
    Scene("records-ticked", (_tick_all,)),
    Scene("records-erase", (_erase, wait), (_type_and_erase, wait)),
    Scene("records-erased", (wait,)),
    Scene("records-periods", (_to_the_end,)),
    Scene("records-very-many", (_very_many, wait, _to_the_start)),
    Scene("ward-settings-minimise", (_dialog("ward"), wait, _press_minimal, wait), (_agree, wait)),
    Scene("ward-settings-minimal", (_dialog("ward"), wait), (close_dialogs,)),
)
"""On the invented ward, at the end: they change it."""
