"""Asking why a note was not filed: under the patient's banner, with a reason or not at all."""

import pytest
from PySide6.QtCore import Qt

from inpatient_hub.gui.dialogs.not_filed import NotFiledDialog
from inpatient_hub.gui.tray import NOT_FILED_REASONS
from inpatient_hub.gui.widgets.patient_banner import BannerFacts, PatientBanner
from tests.gui.desk import Shown, click, heard, press

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def a_dialog(shown: Shown) -> NotFiledDialog:
    dialog: NotFiledDialog = shown(NotFiledDialog(None, BannerFacts("EARNSHAW, Catherine"), "Advocate referral"), None)
    return dialog


def test_it_stands_under_the_banner_of_the_patient_and_names_the_note(shown: Shown) -> None:
    dialog = a_dialog(shown)
    assert dialog.findChild(PatientBanner).facts().title == "EARNSHAW, Catherine"
    assert dialog.accessibleDescription().startswith("Advocate referral.")


def test_without_a_reason_it_can_not_be_said(shown: Shown) -> None:
    dialog = a_dialog(shown)
    given = heard(dialog.reason_given)
    click(dialog.verb_button)
    assert given == []
    assert dialog.isVisible()


def test_a_number_key_picks_a_reason_and_the_verb_gives_it(shown: Shown) -> None:
    dialog = a_dialog(shown)
    given = heard(dialog.reason_given)
    press(dialog, Qt.Key.Key_2)
    click(dialog.verb_button)
    assert given == [NOT_FILED_REASONS[1]]


def test_esc_keeps_the_note_to_be_filed(shown: Shown) -> None:
    dialog = a_dialog(shown)
    given = heard(dialog.reason_given)
    press(dialog, Qt.Key.Key_1, Qt.Key.Key_Escape)
    assert given == []
