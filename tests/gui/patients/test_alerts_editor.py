"""The alerts of a patient as chips: added, made to stand out, taken away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.patients import Alert
from inpatient_hub.gui.dialogs.alerts_editor import AlertsEditor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_an_alert_is_added_from_the_list_or_in_own_words_and_stands_out_when_asked(qtbot: QtBot) -> None:
    editor = AlertsEditor(("Falls risk", "Epilepsy"))
    qtbot.addWidget(editor)
    editor.show()
    QTest.keyClicks(editor.entry.lineEdit(), "Epilepsy")
    QTest.keyClick(editor.entry.lineEdit(), Qt.Key.Key_Return)
    QTest.keyClicks(editor.entry.lineEdit(), "Sings at night")
    editor.stands_out.setChecked(True)
    editor.add_button.click()
    assert editor.value() == (Alert("Sings at night", stands_out=True), Alert("Epilepsy"))
    assert [editor.entry.itemText(place) for place in range(editor.entry.count())] == ["Falls risk"]
    assert not editor.stands_out.isChecked()


def test_an_alert_is_made_to_stand_out_or_taken_away_from_its_menu(qtbot: QtBot) -> None:
    editor = AlertsEditor(())
    qtbot.addWidget(editor)
    editor.set_value((Alert("Falls risk"), Alert("Epilepsy")))
    editor.show()
    stands_out, _remove = editor._chips[1].menu().actions()
    stands_out.trigger()
    assert editor.value() == (Alert("Epilepsy", stands_out=True), Alert("Falls risk"))
    QTest.keyClick(editor._chips[0], Qt.Key.Key_Delete)
    assert editor.value() == (Alert("Falls risk"),)


def test_the_same_alert_twice_is_one(qtbot: QtBot) -> None:
    editor = AlertsEditor(())
    qtbot.addWidget(editor)
    editor.set_value((Alert("Falls risk"),))
    editor.entry.lineEdit().setText("falls RISK")
    editor.stands_out.setChecked(True)
    assert editor.value() == (Alert("falls RISK", stands_out=True),)
