"""A process that works on a ward in which everyone is called by the marker, and is killed in the middle of it."""

import random
import sys
from contextlib import suppress
from pathlib import Path

from inpatient_hub.bootstrap import Hub, Place, open_hub
from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.log import log_bug
from inpatient_hub.services.patients import PatientDetails
from tests.e2e.keats import at
from tests.ended.worker import Worker
from tests.fakes.keyring import use_test_keyring

MARKER = "Zw\u00f6lfboten"
"""In every name, and so in every note; with a letter that UTF-8 and UTF-16 write differently."""


def work(folder: Path) -> None:
    """Sets a ward up, does a shift's work, looks for things, goes wrong, backs up, and works on until killed."""
    hub = open_hub(Place(data_folder=folder), clock=at())
    with hub.seat.as_program():
        made = hub.wards.set_up(ward_name=f"{MARKER} Ward", person_name=f"Esther {MARKER}", person_role="RMN")
        by, ward_id = made.person.id, made.ward.id
        for number in range(30):
            details = PatientDetails(family_name=f"{MARKER} {number}", given_name=MARKER, bed=str(number))
            hub.patients.add(ward_id, details, by=by)
        worker = Worker(hub, random.Random(7), lambda _said: None)
        for _ in range(120):
            worker.act()
        hub.patients.find(ward_id, MARKER.lower())
        hub.notes.find(ward_id, MARKER)
        _go_wrong(hub, ward_id, by)
        hub.backups.make()
        sys.stdout.write("working\n")
        sys.stdout.flush()
        while True:
            worker.act()


def _go_wrong(hub: Hub, ward_id: str, by: str) -> None:
    """Faults with the marker in them, noted in the log as the program does it."""
    with suppress(HubError):
        hub.patients.add(ward_id, PatientDetails(family_name=MARKER, given_name=MARKER, nhs_number=MARKER), by=by)
    try:
        with hub.store.writing() as unit:
            unit.patients.add(MARKER)  # type: ignore[arg-type]
    except TypeError as bug:
        log_bug("the work of a test", bug)
    log_bug("the work of a test", RuntimeError(f"{MARKER} was here"))


if __name__ == "__main__":
    use_test_keyring()
    work(Path(sys.argv[1]))
