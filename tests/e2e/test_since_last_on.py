"""What a colleague changed about one's patients stands on Today, and each line opens what it is about."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from inpatient_hub.bootstrap import Place
from inpatient_hub.gui.dialogs.patient_draft import details_of
from inpatient_hub.gui.pages.patient.page import PatientPage
from inpatient_hub.gui.pages.run.page import RunPage
from tests.e2e.conftest import Sit
from tests.e2e.desk_work import sit_down
from tests.e2e.keats import Keats, a_ward, at
from tests.e2e.sitting import Sitting
from tests.e2e.walking import the_list
from tests.fakes.seat import opened_by_program

SINCE = "Since you were last on"
DISCHARGE = "Jane Eyre set discharge to Fri 27 Nov 2026"


def a_changed_ward(folder: Path) -> Keats:
    """Jane started a referral for Esther's patient, and planned the discharge."""
    keats = a_ward(folder, alone=False)
    with opened_by_program(Place(data_folder=folder), clock=at(minutes=5)) as hub:
        patient = hub.patients.facts(keats.cathy).patient
        mine = replace(details_of(patient), named_nurse_id=keats.esther)
        patient, _ = hub.patients.edit(keats.cathy, mine, seen_version=patient.version, by=keats.esther)
        leaves = replace(mine, expected_discharge_on=date(2026, 11, 27))
        hub.patients.edit(keats.cathy, leaves, seen_version=patient.version, by=keats.jane)
    with opened_by_program(Place(data_folder=folder), clock=at(minutes=9)) as hub:
        hub.runs.start("imha", keats.cathy, by=keats.jane)
    return keats


def on_today(who: Sitting) -> list[str]:
    sit_down(who, "Esther Summerson")
    who.wait(lambda: len(who.rows(SINCE)) == 2)
    return who.rows(SINCE)


def test_each_change_opens_its_record_with_the_keyboard_and_is_then_read(tmp_path: Path, sit: Sit) -> None:
    a_changed_ward(tmp_path)
    who = sit(tmp_path, clock=at(minutes=20), waits_for="Who is using this computer?")
    first, second = on_today(who)
    assert first.startswith("New: 16:51, Jane Eyre started Independent mental health advocate"), first
    assert second.startswith(f"New: 16:47, {DISCHARGE}, Bed 4, EARNSHAW, Catherine"), second
    rows = the_list(who, SINCE)
    rows.setFocus()
    who.press("Home", "Down", "Return")
    who.wait(lambda: isinstance(who.window.stack.currentWidget(), PatientPage))
    who.press("Ctrl+1")
    who.wait(lambda: who.rows(SINCE)[-1].startswith(f"Seen: 16:47, {DISCHARGE}"))
    the_list(who, SINCE).setFocus()
    who.press("Home", "Return")
    who.wait(lambda: isinstance(who.window.stack.currentWidget(), RunPage))
