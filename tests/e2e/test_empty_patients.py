"""The Patients page with nobody on it: N adds a patient, wherever the keyboard was left."""

from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.services.patients import PatientDetails
from tests.contracts.keepers import put_empty_store
from tests.e2e.conftest import Sit
from tests.e2e.keats import at
from tests.fakes.seat import opened_by_program


@pytest.mark.parametrize("ever", [False, True], ids=["nobody ever", "all discharged"])
@pytest.mark.parametrize("way", [["Ctrl+4"], ["Ctrl+4", "F5"], ["Ctrl+4", "Ctrl+1", "Ctrl+4"]], ids=" ".join)
def test_n_adds_a_patient(tmp_path: Path, sit: Sit, ever: bool, way: list[str]) -> None:
    put_empty_store(tmp_path)
    with opened_by_program(Place(data_folder=tmp_path), clock=at()) as hub:
        made = hub.wards.set_up(ward_name="Byron Ward", person_name="Mary Garth", person_role="RMN")
        if ever:
            gone = PatientDetails(family_name="Vincy", status=PatientStatus.DISCHARGED)
            hub.patients.add(made.ward.id, gone, by=made.person.id)
    who = sit(tmp_path)
    for key in way:
        who.press(key)
        who.settle()
    who.wait_for("Nobody is on Byron Ward at the moment" if ever else "No patients on Byron Ward yet")
    who.press("n")
    who.dialog("Add a patient to Byron Ward")
    who.press("Escape")
    who.settle()
    assert "Clear the search" not in who.words(), "nothing was typed into the search"
