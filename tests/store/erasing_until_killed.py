"""A process that erases one patient after the other and says so, until it is killed."""

from multiprocessing.connection import Connection
from pathlib import Path

from inpatient_hub.domain.backups import BackupPlan
from inpatient_hub.domain.wards import Ward
from inpatient_hub.store.database import open_store
from inpatient_hub.store.erased_copies import FolderCopies
from inpatient_hub.store.lock import StoreLock
from tests.contracts.keepers import CLOCK, target_in
from tests.contracts.test_erasing import an_erasure


def erase_for_ever(folder: Path, ward: Ward, patient_ids: list[str], said: Connection) -> None:
    """Each patient is told before they are erased, when they are, and when the lists are written."""
    target = target_in(folder)
    with StoreLock.acquire(folder, clock=CLOCK) as lock, open_store(target, clock=CLOCK, lock=lock) as store:
        copies = FolderCopies(store, clock=CLOCK, plan=BackupPlan)
        for patient_id in patient_ids:
            said.send(("begun", patient_id))
            with store.writing() as work:
                work.erasures.erase(an_erasure(patient_id, ward))
            said.send(("erased", patient_id))
            copies.settle()
            said.send(("settled", patient_id))
    said.close()
