"""What was typed for one ward comes back for that ward alone, and stays kept until it is really back."""

from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.drafts import Draft
from inpatient_hub.domain.sign_in import EmergencyReason
from inpatient_hub.services.patients import PatientDetails
from inpatient_hub.services.people import PersonDetails
from inpatient_hub.store.draft_file import DRAFTS_FILE
from tests.e2e.conftest import Sit
from tests.e2e.keats import at
from tests.e2e.sitting import Sitting
from tests.e2e.test_drafts_come_back import ASKED, lock
from tests.e2e.test_quick_add import line_of
from tests.e2e.test_signing_in import JANES, QUESTION, a_ward, sign_in
from tests.fakes.seat import opened_by_program

THRUSHCROSS = "Thrushcross Ward"
ADDING = "Add a patient to Thrushcross Ward"
NOT_BACK = "What you typed is not put back yet"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    a_ward(tmp_path)
    return tmp_path


@pytest.fixture
def both(folder: Path) -> Path:
    """Jane works on both wards."""
    with opened_by_program(Place(data_folder=folder), clock=at()) as hub:
        wards = {ward.name: ward.id for ward in hub.wards.all()}
        jane = next(line.person for line in hub.people.of_ward(wards["Keats Ward"]) if line.person.name == "Jane Eyre")
        hub.people.change(jane, PersonDetails(name="Jane Eyre", role="RMN", other_wards=(wards[THRUSHCROSS],)))
    return folder


def jane(sit: Sit, folder: Path) -> Sitting:
    who = sit(folder, waits_for=QUESTION)
    sign_in(who, "jan", JANES)
    return who


def go_to_thrushcross(who: Sitting, *, in_emergency: bool = False) -> None:
    who.wait_for("Signed in: Jane Eyre, RMN")
    who.settle()
    hub = who.opening.hub
    assert hub is not None
    assert who.opening.presenter is not None
    ward = next(ward for ward in hub.wards.all() if ward.name == THRUSHCROSS)
    if in_emergency:
        hub.emergencies.open_in_emergency(ward.id, EmergencyReason.CALLED, "Called by the bleep holder")
    who.opening.presenter.wards.go(ward)
    who.settle()


def type_a_new_patient(who: Sitting, family_name: str) -> None:
    who.press("Ctrl+4")
    who.settle()
    who.press("N")
    who.dialog(ADDING)
    who.fill_in("Family name", family_name)


def patients_of(who: Sitting, ward_name: str) -> list[str]:
    hub = who.opening.hub
    assert hub is not None
    ward = next(ward for ward in hub.wards.all() if ward.name == ward_name)
    return [line.patient.family_name for line in hub.patients.find(ward.id).items]


def test_a_new_patient_typed_on_another_of_ones_wards_comes_back_for_that_ward(both: Path, sit: Sit) -> None:
    who = jane(sit, both)
    go_to_thrushcross(who)
    type_a_new_patient(who, "Heathcliff")
    lock(who)
    again = jane(sit, both)
    again.dialog(ASKED)
    assert again.sees("A new patient, for Thrushcross Ward, not saved", within=again.shown)
    again.click("Put it back")
    again.dialog(ADDING)
    assert again.field("Family name").value() == "Heathcliff"
    assert (both / DRAFTS_FILE).exists(), "a power cut now must lose nothing"
    again.press("Ctrl+Return")
    again.wait(lambda: not (both / DRAFTS_FILE).exists())
    assert patients_of(again, THRUSHCROSS) == ["Heathcliff"]
    assert "Heathcliff" not in patients_of(again, "Keats Ward")


def test_what_was_put_back_and_locked_again_comes_back_once_and_as_it_stood(both: Path, sit: Sit) -> None:
    who = jane(sit, both)
    go_to_thrushcross(who)
    type_a_new_patient(who, "Heath")
    lock(who)
    again = jane(sit, both)
    again.dialog(ASKED)
    again.click("Put it back")
    again.dialog(ADDING)
    again.fill_in("Family name", "Heathcliff")
    lock(again)
    third = jane(sit, both)
    third.dialog(ASKED)
    third.click("Put it back")
    third.dialog(ADDING)
    assert third.field("Family name").value() == "Heathcliff"
    third.press("Ctrl+Return")
    third.wait(lambda: not (both / DRAFTS_FILE).exists())
    third.settle()
    assert not third.sees(ASKED, within=third.shown)


def test_a_task_typed_on_another_of_ones_wards_comes_back_for_that_ward(both: Path, sit: Sit) -> None:
    who = jane(sit, both)
    go_to_thrushcross(who)
    who.press("Ctrl+N")
    who.dialog("New task")
    who.type("Ring the pharmacy")
    lock(who)
    again = jane(sit, both)
    again.dialog(ASKED)
    assert again.sees("A new task, for Thrushcross Ward", within=again.shown)
    again.click("Put it back")
    dialog = line_of(again)
    again.wait(lambda: dialog.shown.line.value() == "Ring the pharmacy")
    again.settle()
    again.press("Return")
    again.wait(lambda: not (both / DRAFTS_FILE).exists())
    hub = again.opening.hub
    assert hub is not None
    made = {
        ward.name: [line.task.title for line in hub.tasks.due_by(ward.id, at().today())] for ward in hub.wards.all()
    }
    assert "Ring the pharmacy" in made[THRUSHCROSS]
    assert "Ring the pharmacy" not in made["Keats Ward"]


def test_what_was_typed_in_an_emergency_is_kept_until_the_ward_is_opened_again(folder: Path, sit: Sit) -> None:
    who = jane(sit, folder)
    go_to_thrushcross(who, in_emergency=True)
    type_a_new_patient(who, "Heathcliff")
    lock(who)
    again = jane(sit, folder)
    again.dialog(ASKED)
    again.click("Put it back")
    again.dialog(NOT_BACK)
    assert again.sees(THRUSHCROSS, "It is kept.", "Open that ward again", within=again.shown)
    again.press("Esc")
    again.settle()
    assert (folder / DRAFTS_FILE).exists()
    go_to_thrushcross(again, in_emergency=True)
    again.dialog(ASKED)
    again.click("Put it back")
    again.dialog(ADDING)
    assert again.field("Family name").value() == "Heathcliff"
    assert (folder / DRAFTS_FILE).exists()
    again.press("Esc")
    again.dialog("Close without saving?")
    again.click("Close without saving")
    again.wait(lambda: not (folder / DRAFTS_FILE).exists())


def test_what_was_typed_about_a_patient_in_an_emergency_is_not_lost(folder: Path, sit: Sit) -> None:
    with opened_by_program(Place(data_folder=folder), clock=at()) as hub:
        ward = next(ward for ward in hub.wards.all() if ward.name == THRUSHCROSS)
        by = hub.sign_in.people(ward.id)[0].id
        hub.patients.add(ward.id, PatientDetails(family_name="Linton", given_name="Edgar"), by=by)
    who = jane(sit, folder)
    go_to_thrushcross(who, in_emergency=True)
    who.press("Ctrl+K")
    who.dialog("Find a patient, referral or action")
    who.type("linton")
    who.wait(lambda: "LINTON, Edgar" in who.words(who.shown))
    who.press("Return")
    who.settle()
    who.press("E")
    who.dialog("Change Edgar Linton's details")
    who.fill_in("Bed", "13")
    lock(who)
    again = jane(sit, folder)
    again.dialog(ASKED)
    again.click("Put it back")
    again.dialog(NOT_BACK)
    again.press("Esc")
    again.settle()
    go_to_thrushcross(again, in_emergency=True)
    again.dialog(ASKED)
    again.click("Put it back")
    again.dialog("Change Edgar Linton's details")
    assert again.field("Bed").value() == "13"


def test_a_draft_of_an_older_version_asks_for_which_ward_it_was(both: Path, sit: Sit) -> None:
    who = jane(sit, both)
    go_to_thrushcross(who)
    type_a_new_patient(who, "Heathcliff")
    hub = who.opening.hub
    assert hub is not None
    keep = hub.drafts.keep

    def as_before(drafts: list[Draft], *, staff_id: str) -> None:
        keep(
            [Draft(page=one.page, about=one.about, title=one.title, typed=one.typed) for one in drafts],
            staff_id=staff_id,
        )

    object.__setattr__(hub.drafts, "keep", as_before)
    lock(who)
    again = jane(sit, both)
    again.dialog(ASKED)
    assert again.sees("For which ward was it?", within=again.shown)
    assert not again.button("Put it back").isEnabled(), "nothing is guessed"
    again.click(THRUSHCROSS)
    again.click("Put it back")
    again.dialog(ADDING)


def test_a_draft_whose_record_cannot_be_read_now_is_kept_and_said_so(both: Path, sit: Sit) -> None:
    who = jane(sit, both)
    go_to_thrushcross(who)
    type_a_new_patient(who, "Heathcliff")
    hub = who.opening.hub
    assert hub is not None
    keep = hub.drafts.keep

    def gone(drafts: list[Draft], *, staff_id: str) -> None:
        keep(
            [Draft(page="patient", about="gone", title=one.title, typed=one.typed, ward=one.ward) for one in drafts],
            staff_id=staff_id,
        )

    object.__setattr__(hub.drafts, "keep", gone)
    lock(who)
    again = jane(sit, both)
    again.dialog(ASKED)
    again.click("Put it back")
    again.dialog(NOT_BACK)
    assert again.sees("It is kept.", within=again.shown)
    again.press("Esc")
    again.settle()
    assert (both / DRAFTS_FILE).exists()
