"""Told after a patient's details were saved; where that took them off the ward, what is still open is asked first."""

from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.patients import Patient
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.taking_back import tell_edited
from inpatient_hub.services.patient_undo import PatientEdited


def after_edit(context: Context, page: Page, window: QWidget, patient: Patient, edited: PatientEdited) -> None:
    """Says what was saved, with its undo, or asks about the work of a patient who left."""
    if not edited.has_left:
        tell_edited(context, page, patient, edited)
        return
    from inpatient_hub.gui.dialogs.leaving_presenter import LeavingPresenter  # seldom wanted

    LeavingPresenter(context, page, window, patient, edited).open()
