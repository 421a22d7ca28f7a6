"""Every form asks before what was typed is lost, and Ctrl+Enter saves each of them."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.wards import PatientField, Ward
from inpatient_hub.gui.dialogs.patient_form import FormFor, PatientForm
from inpatient_hub.gui.dialogs.person_form import PersonDialog
from inpatient_hub.gui.dialogs.repeat_editor import EditorFor, RepeatEditor
from inpatient_hub.gui.dialogs.typed_form import TypedForm
from inpatient_hub.gui.dialogs.ward_settings import WardSettingsDialog
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from tests.gui.desk import Shown, click, heard, press

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WARD = Ward(id="keats", name="Keats Ward")
TODAY = date(2026, 11, 20)


def a_patient() -> TypedForm:
    return PatientForm(None, FormFor(ward=WARD, today=TODAY))


def a_person() -> TypedForm:
    return PersonDialog(None, None, ward=WARD, wards={"keats": "Keats Ward"}, seniors=False)


def a_repeat() -> TypedForm:
    return RepeatEditor(None, EditorFor(ward=WARD, today=TODAY))


def settings() -> TypedForm:
    return WardSettingsDialog(None, WARD)


def change(form: TypedForm) -> None:
    """Types something, so that the form could be saved."""
    if isinstance(form, WardSettingsDialog):
        form.fields[PatientField.ALERTS].toggle()
    elif isinstance(form, RepeatEditor):
        QTest.keyClicks(form.title.line, "Fridge")
    elif isinstance(form, PersonDialog):
        QTest.keyClicks(form.name.line, "Sam Weller")
    else:
        QTest.keyClicks(QApplication.focusWidget(), "Weller")


def asked(form: TypedForm) -> ConfirmDialog | None:
    return next((one for one in form.findChildren(ConfirmDialog) if one.isVisible()), None)


FORMS = pytest.mark.parametrize("make", [a_patient, a_person, a_repeat, settings])


@FORMS
def test_escape_closes_a_form_nobody_typed_in_without_a_question(shown: Shown, make: Callable[[], TypedForm]) -> None:
    form = shown(make(), None)
    left = heard(form.rejected)
    press(form, Qt.Key.Key_Escape)
    assert (len(left), asked(form)) == (1, None)


@FORMS
def test_escape_asks_before_what_was_typed_is_lost(shown: Shown, make: Callable[[], TypedForm]) -> None:
    form = shown(make(), None)
    left = heard(form.rejected)
    change(form)
    press(form, Qt.Key.Key_Escape)
    ask = asked(form)
    assert ask is not None
    assert form.isVisible()
    press(ask.focusWidget(), Qt.Key.Key_Return)  # the safe answer has the keyboard
    assert (left, asked(form)) == ([], None)
    press(form, Qt.Key.Key_Escape)
    ask = asked(form)
    assert ask is not None
    click(ask.verb_button)
    assert len(left) == 1


@FORMS
def test_ctrl_enter_saves_and_enter_alone_does_not(shown: Shown, make: Callable[[], TypedForm]) -> None:
    form = shown(make(), None)
    saved = heard(
        form.details_given
        if isinstance(form, PatientForm)
        else form.given
        if isinstance(form, RepeatEditor)
        else form.saved
    )
    change(form)
    QTest.keyClick(form, Qt.Key.Key_Return)
    assert saved == []
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(saved) == 1
