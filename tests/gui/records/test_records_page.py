"""The records tab: rows are ticked with the keyboard, erased after their number is typed, and held with a reason."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.gui.dialogs.erasing import ErasingDialog
from inpatient_hub.gui.dialogs.minimising import MinimisingDialog, removed_words
from inpatient_hub.gui.dialogs.patient_records import PatientRecordsDialog
from inpatient_hub.gui.dialogs.ward_settings import WardSettingsDialog
from inpatient_hub.gui.pages.admin.records.page import RecordsPage
from inpatient_hub.gui.pages.admin.records.presenter import RecordsPresenter
from inpatient_hub.gui.record_words import cleared_words, elsewhere_words, kept_words, why_kept
from inpatient_hub.gui.widgets.reason_dialog import ReasonDialog
from inpatient_hub.services.minimisation import Removable
from inpatient_hub.services.retention_ports import Cleared, HeldElsewhere
from tests.contracts.making import a_patient, an_event, save
from tests.fakes.store import FakeStore
from tests.gui.desk import Desk, Shown, heard, press
from tests.gui.made_up import ESTHER, NOW, WARD
from tests.gui.ward import a_ward

LONG_AGO = NOW - timedelta(days=800)


def with_discharged(store: FakeStore, *names: str) -> list[str]:
    """Adds people who were discharged long ago."""
    made = [a_patient(WARD, family_name=name, status=PatientStatus.DISCHARGED) for name in names]
    save(store, *made)
    with store.writing() as work:
        for patient in made:
            work.audit.append(an_event(action=AuditAction.PATIENT_ADDED, patient_id=patient.id, at=LONG_AGO))
    return [patient.id for patient in made]


Opened = Callable[..., tuple[Desk, RecordsPage]]


@pytest.fixture
def opened(desks: Callable[..., Desk], shown: Shown) -> Opened:
    """The page over a store, filled."""

    def act(store: FakeStore) -> tuple[Desk, RecordsPage]:
        desk = desks(store, ward=WARD, person=ESTHER)
        page = RecordsPage()
        RecordsPresenter(desk.context, page)
        shown(page)
        desk.open(page)
        return desk, page

    return act


def the_open(kind: type[Any]) -> Any:
    """The dialog of this kind that is open."""
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def test_with_nothing_due_it_says_when_the_next_is(opened: Opened) -> None:
    store = a_ward()
    with_discharged(store, "Linton")
    with store.writing() as work:
        (patient,) = [stay.patient_id for stay in work.retention.stays(WARD.id)]
        work.audit.append(an_event(action=AuditAction.PATIENT_EDITED, patient_id=patient, at=NOW))
    _, page = opened(store)
    assert page.due.nothing.isVisible()
    assert not page.due.table.isVisible()
    assert not page.kept.isVisible()


def test_a_row_is_ticked_with_space_and_erased_once_its_number_is_typed(opened: Opened) -> None:
    store = a_ward()
    gone, stays = with_discharged(store, "Linton", "Pirrip")
    desk, page = opened(store)
    table = page.due.table
    assert not page.due.erase_button.isEnabled()
    table.select(gone)
    table.setFocus()
    press(table, Qt.Key.Key_Space)
    assert page.due.ticked() == [gone]
    assert page.due.erase_button.text() == "Erase 1"
    page.due.erase_button.click()
    asked: ErasingDialog = the_open(ErasingDialog)
    assert not asked.verb_button.isEnabled()
    press(asked.number.line, "2")
    assert not asked.verb_button.isEnabled()
    press(asked.number.line, Qt.Key.Key_Backspace, "1")
    said = heard(page.toast_wanted)
    asked.verb_button.click()
    desk.settle()
    assert said[0][0] == "1 record was erased for good"
    with store.reading() as work:
        with pytest.raises(NotFound):
            work.patients.get(gone)
        assert work.patients.get(stays)
    assert page.due.ticked() == []
    assert page.recent.isVisible()


def test_cancelling_the_second_question_erases_nothing(opened: Opened) -> None:
    store = a_ward()
    (one,) = with_discharged(store, "Linton")
    desk, page = opened(store)
    page.due.all_button.click()
    page.due.erase_button.click()
    the_open(ErasingDialog).cancel_button.click()
    desk.settle()
    with store.reading() as work:
        assert work.patients.get(one)


def test_ticking_all_and_none_and_what_a_screen_reader_hears(opened: Opened) -> None:
    store = a_ward()
    with_discharged(store, "Linton", "Pirrip")
    _, page = opened(store)
    model = page.due.table.model()
    spoken = lambda: model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)  # noqa: E731
    assert spoken().startswith("Not ticked, LINTON, Catherine, Discharged, period over since ")
    page.due.all_button.click()
    assert len(page.due.ticked()) == 2
    assert spoken().startswith("Ticked, LINTON")
    assert page.due.all_button.text() == "Untick all"
    page.due.all_button.click()
    assert page.due.ticked() == []


def test_the_table_keeps_to_the_rules_of_tables(opened: Opened, qtmodeltester: ModelTester) -> None:
    store = a_ward()
    with_discharged(store, "Linton", "Pirrip")
    _, page = opened(store)
    qtmodeltester.check(page.due.table.model())


def test_records_are_put_on_hold_with_a_reason_and_released(opened: Opened) -> None:
    store = a_ward()
    (one,) = with_discharged(store, "Linton")
    desk, page = opened(store)
    page.due.table.select(one)
    page.due.look_button.click()
    desk.settle()
    dialog: PatientRecordsDialog = the_open(PatientRecordsDialog)
    assert not dialog.release_button.isVisible()
    dialog.hold_button.click()
    asked: ReasonDialog = the_open(ReasonDialog)
    press(asked, "1")
    asked.verb_button.click()
    desk.settle()
    assert not page.due.table.isVisible()
    with store.reading() as work:
        hold = work.retention.hold_on(one)
    assert hold is not None
    assert (hold.reason, hold.placed_by) == ("A complaint", ESTHER.id)
    page.kept.table.select(one)
    page.kept.look_button.click()
    desk.settle()
    the_open(PatientRecordsDialog).release_button.click()
    desk.settle()
    assert page.due.table.isVisible()


def test_erasing_on_request_asks_for_the_number_too(opened: Opened) -> None:
    store = a_ward()
    (one,) = with_discharged(store, "Linton")
    desk, page = opened(store)
    page.due.table.select(one)
    page.due.look_button.click()
    desk.settle()
    the_open(PatientRecordsDialog).erase_button.click()
    asked: ErasingDialog = the_open(ErasingDialog)
    press(asked.number.line, "1")
    asked.verb_button.click()
    desk.settle()
    with store.reading() as work:
        assert work.erasures.all()[0].reason.value == "asked"


def test_what_the_backups_hold_is_told_in_words() -> None:
    def words(**held: Any) -> str:
        return elsewhere_words(HeldElsewhere(**held), lambda moment: moment)

    assert words() == "No backup and no export holds anything that was erased."
    many = words(copies=3, kept_for_good=1, gone_by=NOW)
    assert many.startswith("3 backups and exports still hold what was erased.")
    assert "gone by about 20 Nov 2026" in many
    assert "1 is never removed by the program" in many
    assert words(copies=1).startswith("1 backup or export still holds what was erased.")
    assert "2 backups cannot be read" in words(unreadable=2)
    assert words(second_place_fault="It cannot be reached.").endswith("It cannot be reached.")
    assert "Ask IT" in elsewhere_words(None, lambda moment: moment)
    assert cleared_words(Cleared(cleared=2)) == "What was erased is out of 2 backups and exports"
    assert cleared_words(Cleared(cleared=2, failed=1)) == "2 written anew, 1 could not be"


def test_why_a_record_is_kept_names_the_hold(opened: Opened) -> None:
    store = a_ward()
    desk, _ = opened(store)
    desk.context.hub.retention.hold("pip", "An inquest", by=ESTHER.id)
    line = desk.context.hub.retention.about("pip")
    assert why_kept(line) == "Still on the ward, on hold (An inquest), it is not known when anything was last done"
    assert kept_words(line) == "Details only"


def test_keeping_less_tells_in_figures_what_goes_and_does_it(desks: Callable[..., Desk], shown: Shown) -> None:
    store = a_ward()
    desk = desks(store, ward=WARD, person=ESTHER)
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    shown(parent)
    dialog = WardSettingsDialog.open_for(desk.context, parent)
    told = heard(dialog.told)
    dialog.minimal.ask_button.click()
    desk.settle()
    asked: MinimisingDialog = the_open(MinimisingDialog)
    asked.verb_button.click()
    desk.settle()
    assert told == ["Only name, ward and dates are kept now"]
    assert desk.context.session.ward.minimal
    with store.reading() as work:
        assert work.patients.get("pip").bed is None
    again = WardSettingsDialog.open_for(desk.context, parent)
    assert not any(box.isEnabled() for box in (*again.fields.values(), *again.identifiers.values()))
    again.minimal.off_button.click()
    desk.settle()
    assert not desk.context.session.ward.minimal


def test_the_figures_read_as_a_sentence() -> None:
    def words(patients: int = 0, notes: int = 0, answers: int = 0) -> str:
        return removed_words(Removable(patients=patients, notes=notes, answers=answers, still_open=0))

    assert words() == "There is nothing that would be removed now."
    assert words(1) == "Removed are the details of 1 patient."
    assert words(20, 1) == "Removed are the details of 20 patients and the text of 1 finished note."
    assert words(20, 61, 1_230).endswith("the texts of 61 finished notes and 1,230 answers of ended referrals.")


def test_a_ward_that_is_minimal_already_with_nothing_finished_removes_nothing(qtbot: QtBot) -> None:
    nothing = Removable(patients=0, notes=0, answers=0, still_open=2)
    dialog = MinimisingDialog(None, replace(WARD, minimal=True), nothing)
    qtbot.addWidget(dialog)
    assert not dialog.verb_button.isEnabled()
