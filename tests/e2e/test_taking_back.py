"""What was saved about a patient or a repeat is taken back at the window, with Ctrl+Z and with the mouse."""

from datetime import date
from pathlib import Path

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.recurrence import Repeat
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.services.new_series import NewSeries
from tests.e2e.conftest import Sit
from tests.e2e.desk_work import hub_of, undo
from tests.e2e.keats import TODAY, a_ward, at
from tests.e2e.sitting import Sitting
from tests.fakes.seat import opened_by_program

SAVED = "Catherine Earnshaw: details saved"


def kept(who: Sitting, patient_id: str) -> Patient:
    with hub_of(who).store.reading() as work:
        return work.patients.get(patient_id)


def trail(who: Sitting, series_id: str) -> list[AuditEvent]:
    with hub_of(who).store.reading() as work:
        return list(work.audit.of_entity(Kind.SERIES, series_id))[::-1]


def test_a_discharge_date_is_planned_and_taken_back_with_the_keyboard_and_a_bed_with_the_mouse(
    tmp_path: Path, sit: Sit
) -> None:
    keats = a_ward(tmp_path)
    who = sit(tmp_path)
    page = who.window.stack.currentWidget()
    page.go_requested.emit(Destination(PageId.PATIENT, keats.cathy))  # type: ignore[union-attr]
    who.wait_for("Bed 4")
    who.settle()
    who.press("E")
    who.dialog("Change Catherine Earnshaw's details")
    who.fill_in("Expected discharge", "27 Nov 2026")
    who.press("Ctrl+Return")
    who.wait_for(SAVED)
    who.settle()
    assert kept(who, keats.cathy).expected_discharge_on == date(2026, 11, 27)
    undo(who, SAVED)
    assert kept(who, keats.cathy).expected_discharge_on is None
    who.press("E")
    who.dialog("Change Catherine Earnshaw's details")
    who.fill_in("Bed", "12")
    who.click("Save changes")
    who.wait_for(SAVED)
    who.settle()
    who.click("Undo")
    who.wait_for(f'Undone: "{SAVED}')
    who.settle()
    assert kept(who, keats.cathy).bed == "4"


def test_a_repeat_that_was_ended_goes_on_after_ctrl_z(tmp_path: Path, sit: Sit) -> None:
    keats = a_ward(tmp_path)
    with opened_by_program(Place(data_folder=tmp_path), clock=at()) as hub:
        new = NewSeries(
            title="Fridge temperatures", repeat=Repeat(rule="FREQ=DAILY", starts_on=TODAY), shifts=("Late",)
        )
        made, _ = hub.series.add(keats.ward, new, by=keats.esther)
    who = sit(tmp_path)
    who.press("Ctrl+7")
    who.wait_for("Fridge temperatures, Friday 20 November, Late: to do, nobody has it")
    who.settle()
    who.press(*["Left"] * 5, "Return")
    who.dialog("Change this repeat")
    who.click("End it...")
    who.dialog("End this repeat: Fridge temperatures?")
    who.tab_to(who.button("End it"))
    who.press("Return")
    who.wait_for("Ended: Fridge temperatures")
    who.settle()
    assert hub_of(who).series.get(made.id).repeat.ends_on == TODAY
    undo(who, "Ended: Fridge temperatures")
    assert hub_of(who).series.get(made.id).repeat.ends_on is None
    assert [line.action for line in trail(who, made.id)] == [
        AuditAction.SERIES_ADDED,
        AuditAction.SERIES_ENDED,
        AuditAction.SERIES_UNDONE,
    ]
