"""Records are listed, held, released, erased and exported from the command line; erasing asks back."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.patients import Patient, PatientStatus
from inpatient_hub.host.clock import SystemClock
from inpatient_hub.host.identity import new_id
from tests.cli.conftest import Shell
from tests.fakes.seat import opened_by_program

Discharge = Callable[..., str]


@pytest.fixture
def discharge(folder: Path) -> Discharge:
    """Adds a patient who was discharged so many days ago, and gives their id."""

    def act(family_name: str, days: int = 800) -> str:
        with opened_by_program(Place(data_folder=folder)) as hub, hub.store.writing() as work:
            (ward,) = work.wards.all()
            patient = Patient(id=new_id(), ward_id=ward.id, family_name=family_name, status=PatientStatus.DISCHARGED)
            work.patients.add(patient)
            work.audit.append(
                AuditEvent(
                    id=new_id(),
                    at=SystemClock().now() - timedelta(days=days),
                    actor_id=None,
                    action=AuditAction.PATIENT_ADDED,
                    kind=Kind.PATIENT,
                    entity_id=patient.id,
                    patient_id=patient.id,
                )
            )
        return patient.id

    return act


def test_the_due_list_says_what_is_due_and_why_the_rest_is_kept(as_margaret: Shell, discharge: Discharge) -> None:
    due, held = discharge("Linton"), discharge("Heathcliff")
    assert as_margaret("records", "hold", held, "--reason", "A complaint").code == 0
    told = as_margaret("records", "due", "--json").json
    assert [line["id"] for line in told["due"]] == [due]
    assert [(line["id"], line["kept_because"]) for line in told["kept"]] == [(held, ["held"])]
    words = as_margaret("records", "due").out
    assert words.startswith("SystmOne is the record.")
    assert "Due: 1" in words
    assert "LINTON" in words
    assert "on hold" in words


def test_a_hold_keeps_a_record_until_it_is_released(as_margaret: Shell, discharge: Discharge) -> None:
    held = discharge("Linton")
    assert as_margaret("records", "hold", held, "--reason", "A complaint").code == 0
    refused = as_margaret("records", "erase", held, "--confirm", "1")
    assert refused.code == 1
    assert "on hold" in refused.err
    assert as_margaret("records", "release", held).code == 0
    assert as_margaret("records", "erase", held, "--confirm", "1").code == 0


def test_erasing_wants_the_number_and_tells_of_the_backups(as_margaret: Shell, discharge: Discharge) -> None:
    one, two = discharge("Linton"), discharge("Heathcliff")
    assert as_margaret("backup", "now").code == 0
    nobody = as_margaret("records", "erase", one, two)
    assert nobody.code == 1
    assert "--confirm 2" in nobody.err
    assert as_margaret("records", "erase", one, two, "--confirm", "1").code == 1
    assert len(as_margaret("records", "due", "--json").json["due"]) == 2
    done = as_margaret("records", "erase", one, two, "--confirm", "2", "--json").json
    assert {line["id"] for line in done["erased"]} != set()
    assert done["trouble"] == ""
    assert done["copies"] >= 1
    assert as_margaret("records", "due", "--json").json["due"] == []
    cleared = as_margaret("records", "clear-backups", "--json").json
    assert cleared["cleared"] == done["copies"]
    assert cleared["failed"] == 0


def test_a_backup_that_is_put_back_does_not_bring_anybody_back(as_margaret: Shell, discharge: Discharge) -> None:
    one = discharge("Linton")
    assert as_margaret("backup", "now").code == 0
    assert as_margaret("records", "erase", one, "--confirm", "1").code == 0
    backup = as_margaret("backup", "list", "--json").json["backups"][0]["name"]
    assert as_margaret("restore", backup).code == 0
    assert as_margaret("records", "due", "--json").json["due"] == []
    assert as_margaret("records", "erase", one, "--confirm", "1").err.startswith("Patient not found")


def test_a_person_at_a_terminal_types_the_number(
    as_margaret: Shell, discharge: Discharge, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = discharge("Linton")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdin.readline", lambda: "yes\n", raising=False)
    assert as_margaret("records", "erase", one).code == 1
    monkeypatch.setattr("sys.stdin.readline", lambda: "1\n", raising=False)
    done = as_margaret("records", "erase", one)
    assert done.code == 0
    assert "1 record is erased for good" in done.err
    assert done.out.startswith("Erased for good: 1.")


def test_a_young_record_is_erased_only_because_it_was_asked_for(as_margaret: Shell, discharge: Discharge) -> None:
    young = discharge("Linton", days=3)
    assert as_margaret("records", "erase", young, "--confirm", "1").code == 1
    assert as_margaret("records", "erase", young, "--asked", "--confirm", "1").code == 0


def test_periods_say_where_they_come_from(as_margaret: Shell) -> None:
    told = as_margaret("records", "periods", "--json").json["periods"]
    assert {one["kind"] for one in told} >= {"patient", "staff", "audit"}
    assert "Records Management Code" in as_margaret("records", "periods").out


def test_one_patients_records_are_written_in_both_forms(
    as_margaret: Shell, discharge: Discharge, tmp_path: Path
) -> None:
    patient = discharge("Linton")
    page, machine = tmp_path / "all.html", tmp_path / "all.json"
    for file in (page, machine):
        done = as_margaret("records", "export-subject", patient, str(file))
        assert done.code == 0
        assert "not encrypted" in done.err
    assert "LINTON" in page.read_text(encoding="utf-8")
    said = json.loads(machine.read_text(encoding="utf-8"))
    assert said["patient"]["family_name"] == "Linton"
    assert [line["did"] for line in said["audit"]].count("exported all that is kept about the patient") == 2
