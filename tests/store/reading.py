"""Opens stores in tests and reads all that is in them, so that whatever is wrong with one shows."""

import traceback
from pathlib import Path

import pytest

from inpatient_hub.services.ports import PatientFilter
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.errors import StoreFault
from tests.contracts.keepers import CLOCK, target_in
from tests.store.filling import SURNAME


def opened(folder: Path) -> SqlStore:
    """The store of a folder."""
    return open_store(target_in(folder), clock=CLOCK)


def read_everything(folder: Path) -> None:
    """Opens a store and reads every list of every ward in it."""
    with opened(folder) as store, store.reading() as work:
        for ward in work.wards.all():
            work.patients.page(PatientFilter(ward_id=ward.id, search=("no", "such")))
            for patient in work.patients.current(ward.id):
                work.audit.of_patient(patient.id)
                work.tasks.of_patient(patient.id)
                for run in work.runs.of_patient(patient.id):
                    work.runs.answers(run.run.id)
            for line in work.notes.unfiled(ward.id):
                work.notes.get(line.id)


def refusal(folder: Path) -> StoreFault:
    """The fault that opening and reading a store meets; it must say nothing about a patient."""
    with pytest.raises(StoreFault) as refused:
        read_everything(folder)
    written_to_the_log = "".join(traceback.format_exception(refused.value))
    assert SURNAME not in written_to_the_log
    assert "SELECT" not in written_to_the_log
    assert "During handling" not in written_to_the_log
    return refused.value
