"""The form about a patient stands still while it is filled in: what it says comes where room was kept for it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inpatient_hub.gui.dialogs.patient_form import FULL
from tests.gui.patients.conftest import Bench
from tests.gui.patients.test_patient_form import Case

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

WRONG = {
    "nhs_number": "9993395634",
    "born_on": "31/02/1990",
    "admitted_on": "first of May",
    "expected_discharge_on": "32 Dec",
}


def places(case: Case) -> dict[str, QPoint]:
    """Where every field, and the button that saves, stands on the screen."""
    QApplication.sendPostedEvents()
    entries = {name: field.entry for name, field in case.form.fields._fields.items()}
    return {name: one.mapToGlobal(QPoint()) for name, one in {**entries, "save": case.form._save}.items()}


@pytest.mark.parametrize("name", WRONG)
def test_an_error_told_on_leaving_a_field_moves_no_other_field(bench: Bench, name: str) -> None:
    case = Case(bench)
    case.form.set_mode(FULL)
    bench.qtbot.waitUntil(lambda: case.form.fields.field("consultant_id").isVisible())
    case.type("family_name", "Moreau")
    before = places(case)
    case.type(name, WRONG[name])
    QTest.keyClick(case.form.fields.field(name).entry, Qt.Key.Key_Return)
    bench.qtbot.waitUntil(case.form.fields.field(name)._error_line.isVisible)
    assert places(case) == before
    case.type(name, "")
    QTest.keyClick(case.form.fields.field(name).entry, Qt.Key.Key_Backspace)
    bench.qtbot.waitUntil(lambda: not case.form.fields.field(name)._error_line.isVisible())
    assert places(case) == before


def test_a_warning_about_a_name_moves_no_field(bench: Bench) -> None:
    case = Case(bench)
    case.form.set_mode(FULL)
    bench.qtbot.waitUntil(lambda: case.form.fields.field("consultant_id").isVisible())
    case.form.move(case.form.x(), case.form.screen().availableGeometry().bottom() - case.form.frameGeometry().height())
    case.type("family_name", "Linto")
    before = places(case)
    with bench.qtbot.waitSignal(case.form.names_changed):
        case.type("family_name", "Linten")
    bench.qtbot.waitUntil(case.form._similar.isVisible)
    after = places(case)
    for name in case.form.fields._fields:
        assert after[name].y() == before[name].y(), f"{name}; what has no room any more is scrolled to"
    assert after["save"].y() < case.form.screen().availableGeometry().bottom()
