"""The audit part of the admin page: entries newest first, narrowed, opened, checked and exported."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.gui.dialogs.patient_picker import PatientPicker
from inpatient_hub.gui.pages.admin.audit.entry import EntryDialog, VerdictDialog
from inpatient_hub.gui.pages.admin.audit.page import AuditPage
from inpatient_hub.gui.pages.admin.audit.presenter import AuditPresenter
from inpatient_hub.gui.pages.admin.tabs import TABS
from tests.contracts.making import a_nurse, a_patient, a_ward, an_event, save
from tests.fakes.store import FakeStore
from tests.gui.desk import Desk, Shown
from tests.gui.made_up import NOW

Desks = Callable[..., Desk]


class Room:
    """The audit part over a store with a ward, two people and some entries."""

    def __init__(self, desks: Desks, shown: Shown, events: int = 5) -> None:
        self.store = FakeStore()
        ward = a_ward()
        self.nelly, self.joe = a_nurse(ward, access=Role.SENIOR_ADMIN), a_nurse(ward, name="Joe Heath")
        self.cathy = a_patient(ward)
        save(self.store, ward, self.nelly, self.joe, self.cathy)
        with self.store.writing() as work:
            for number in range(events):
                work.audit.append(self.event(number))
        self.desk = desks(self.store, ward=ward, person=self.nelly)
        self.page = shown(AuditPage(today=NOW.date()))
        self.presenter = AuditPresenter(self.desk.context, self.page)
        self.desk.open(self.page)

    def event(self, number: int) -> AuditEvent:
        """Each second one is Joe's about Cathy; a day apart."""
        mine = number % 2 == 0
        return an_event(
            at=NOW - timedelta(days=number),
            actor_id=self.nelly.id if mine else self.joe.id,
            action=AuditAction.PATIENT_EDITED if mine else AuditAction.PATIENT_VIEWED,
            kind=Kind.PATIENT,
            entity_id=self.cathy.id,
            patient_id=None if mine else self.cathy.id,
            workstation="WARD-PC-17",
            reason="Wrong bed" if mine else None,
            before={"bed": "3", "named_nurse_id": self.joe.id} if mine else {},
            after={"bed": "4", "named_nurse_id": self.nelly.id} if mine else {},
        )

    def rows(self) -> list[str]:
        """What a screen reader says of each row."""
        model = self.page.model
        return [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]


@pytest.fixture
def room(desks: Desks, shown: Shown) -> Room:
    return Room(desks, shown)


def test_entries_stand_newest_first_with_who_what_when_and_where(room: Room) -> None:
    assert room.page.count.text() == "5 entries"
    first, second = room.rows()[:2]
    assert first.startswith("Entry 5, ")
    assert "Nelly Dean: Changed the patient's details" in first
    assert "Joe Heath: Looked at the patient" in second
    assert "EARNSHAW, Catherine" in second
    assert second.endswith("at WARD-PC-17")


def test_the_list_is_narrowed_to_a_person_and_to_a_kind_of_act(room: Room) -> None:
    page = room.page
    page.person.set_value(room.joe.id)
    page.person.value_changed.emit(room.joe.id)
    room.desk.settle()
    assert page.count.text() == "2 entries"
    page.acts.set_value("changes")
    page.acts.value_changed.emit("changes")
    room.desk.settle()
    assert page.table.isHidden()
    assert not page.empty.isHidden()
    page.clear_button.click()
    room.desk.settle()
    assert (page.count.text(), page.clear_button.isHidden()) == ("5 entries", True)


def test_the_list_is_narrowed_to_a_day_and_to_a_patient(room: Room) -> None:
    page = room.page
    page.day.set_value((NOW - timedelta(days=1)).date())
    page.filter_changed.emit()
    room.desk.settle()
    assert page.count.text() == "1 entry"
    page.day.set_value(None)
    room.presenter._on_patient_chosen(room.cathy.id)
    room.desk.settle()
    assert (page.count.text(), page.patient_button.text()) == ("2 entries", "EARNSHAW, Catherine")


def test_the_list_can_be_narrowed_to_who_has_left_and_to_who_came_from_another_ward(room: Room) -> None:
    beech = a_ward(name="Beech Ward")
    left = a_nurse(room.desk.context.session.ward, name="Ada Left", active=False)
    save(room.store, beech, left, a_nurse(beech, name="Bea Beech"))
    with room.store.writing() as work:
        work.audit.append(an_event(at=NOW, actor_id=left.id, kind=Kind.PATIENT, patient_id=room.cathy.id))
    room.presenter.refresh()
    room.desk.settle()
    combo = room.page.person.combo
    assert [combo.itemText(row) for row in range(combo.count())] == [
        "Anybody",
        "Joe Heath",
        "Nelly Dean",
        "Ada Left (has left)",
        "Bea Beech (Beech Ward)",
    ]
    room.page.person.set_value(left.id)
    room.page.filter_changed.emit()
    room.desk.settle()
    assert room.page.count.text() == "1 entry"


def test_the_list_can_be_narrowed_to_a_patient_who_was_discharged(room: Room, qapp: QApplication) -> None:
    gone = a_patient(room.desk.context.session.ward, family_name="Linton", status=PatientStatus.DISCHARGED)
    save(room.store, gone)
    room.page.patient_button.click()
    room.desk.settle()
    (picker,) = [one for one in qapp.topLevelWidgets() if isinstance(one, PatientPicker) and one.isVisible()]
    assert picker.patients.select(gone.id)
    picker.reject()


def test_enter_opens_an_entry_with_everything_it_says(room: Room, qapp: QApplication) -> None:
    room.page.table.selectRow(0)
    QTest.keyClick(room.page.table, Qt.Key.Key_Return)
    (dialog,) = [one for one in qapp.topLevelWidgets() if isinstance(one, EntryDialog) and one.isVisible()]
    told = dict(dialog.facts)
    assert told["Reason"] == "Wrong bed"
    assert told["Bed"] == "3 before, 4 after"
    assert told["Named nurse"] == "Joe Heath before, Nelly Dean after"
    assert told["Computer"] == "WARD-PC-17"
    assert len(told["Hash of this entry"]) == 64
    dialog.close_button.click()


def dialog_of(qapp: QApplication) -> VerdictDialog:
    """The one dialog that says what came of it."""
    (dialog,) = [one for one in qapp.topLevelWidgets() if isinstance(one, VerdictDialog) and one.isVisible()]
    return dialog


def test_the_check_says_what_it_found_and_what_it_rests_on(room: Room, qapp: QApplication) -> None:
    room.page.verify_button.click()
    assert not room.page.verify_button.isEnabled()
    room.desk.settle()
    dialog = dialog_of(qapp)
    assert dialog.windowTitle() == "The audit trail is whole"
    assert "No anchor was found" in dialog.accessibleDescription()
    assert dialog.lines[-1].startswith("Audit 5: ")
    assert (room.page.verify_button.isEnabled(), room.page.count.text()) == (True, "5 entries")
    dialog.close_button.click()


def test_the_export_says_where_it_is(room: Room, qapp: QApplication, tmp_path: Path) -> None:
    room.presenter.export_to(str(tmp_path / "trail.jsonl"))
    room.desk.settle()
    dialog = dialog_of(qapp)
    assert dialog.windowTitle() == "6 entries were exported"
    assert (tmp_path / "trail.jsonl").exists()
    assert room.page.count.text() == "6 entries"
    dialog.close_button.click()


def test_an_export_that_fails_is_told_and_can_be_tried_again(room: Room, tmp_path: Path) -> None:
    told: list[object] = []
    room.page.error_raised.connect(told.append)
    room.presenter.export_to(str(tmp_path / "away" / "trail.jsonl"))
    room.desk.settle()
    assert len(told) == 1
    assert (room.page.count.text(), room.page.export_button.isEnabled()) == ("5 entries", True)


def test_a_long_trail_is_read_a_page_at_a_time(desks: Desks, shown: Shown) -> None:
    room = Room(desks, shown, events=450)
    assert (room.page.model.rowCount(), room.page.count.text()) == (200, "450 entries")
    room.page.model.fetchMore(room.page.model.index(-1, -1))
    room.desk.settle()
    assert room.page.model.rowCount() == 400


def test_only_whose_role_may_read_it_sees_the_part(room: Room) -> None:
    (tab,) = [tab for tab in TABS if tab.id == "audit"]
    seat = room.desk.context.hub.seat
    seat._program = False
    assert not seat.may(tab.right)
    seat.sit(room.joe, longest=timedelta(hours=1))
    assert not seat.may(tab.right)
    seat.sit(room.nelly, longest=timedelta(hours=1))
    assert seat.may(tab.right)
