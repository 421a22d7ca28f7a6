"""Keats Ward set up through the program's own services: its people, and patients who are all invented."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from inpatient_hub.bootstrap import Hub, Place, open_hub
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.log import stop_log
from inpatient_hub.host.settings import Settings, write_settings
from inpatient_hub.services.demo_ward import build_demo
from inpatient_hub.services.patients import PatientDetails
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import put_empty_store, put_lock
from tests.fakes.seat import opened_by_program

NOW = datetime(2026, 11, 20, 16, 42, tzinfo=UTC)
TODAY = NOW.date()


@dataclass(frozen=True, slots=True)
class Keats:
    """What was set up: ids of the ward, of its people and of its patients."""

    ward: str
    esther: str
    jane: str
    cathy: str
    tess: str


def at(days: int = 0, minutes: int = 0) -> FixedClock:
    """A clock that stands so long after the moment at which the ward was set up."""
    return FixedClock(NOW + timedelta(days=days, minutes=minutes))


def set_up(hub: Hub, *, alone: bool = True) -> Keats:
    """The ward with Esther, with Jane too when she is not `alone`, and three patients, two of one surname."""
    made = hub.wards.set_up(ward_name="Keats Ward", person_name="Esther Summerson", person_role="RMN")
    by = made.person.id
    jane = "" if alone else hub.wards.add_person(made.ward.id, name="Jane Eyre", role="RMN", by=by)[0].id
    people = (
        PatientDetails(
            family_name="Earnshaw",
            given_name="Catherine",
            preferred_name="Cathy",
            nhs_number="9993395633",
            born_on=date(1994, 3, 14),
            bed="4",
            legal_status="s3",
        ),
        PatientDetails(family_name="Durbeyfield", given_name="Tess", born_on=date(1998, 5, 2), bed="7"),
        PatientDetails(family_name="Earnshaw", given_name="Hindley", born_on=date(1971, 1, 30), bed="9"),
    )
    cathy, tess, _hindley = (hub.patients.add(made.ward.id, details, by=by)[0] for details in people)
    return Keats(ward=made.ward.id, esther=by, jane=jane, cathy=cathy.id, tess=tess.id)


def a_ward(folder: Path, *, alone: bool = True) -> Keats:
    """Keats Ward in this folder, closed again."""
    put_empty_store(folder)
    with opened_by_program(Place(data_folder=folder), clock=at()) as hub:
        return set_up(hub, alone=alone)


def a_busy_ward(folder: Path) -> str:
    """The fictional ward with work in every state, and a person who is known at this computer. Returns its id."""
    body, settings = _busy_ward()
    put_lock(folder)
    (folder / STORE_FILE).write_bytes(body)
    write_settings(folder, settings)
    return settings.ward_id


@cache
def _busy_ward() -> tuple[bytes, Settings]:
    with TemporaryDirectory(prefix="hub-busy-") as name:
        folder = Path(name)
        put_empty_store(folder)
        hub = open_hub(Place(data_folder=folder), clock=at())
        try:
            made = build_demo(hub)
        finally:
            hub.close()
            stop_log()
        settings = Settings(ward_id=made.ward_id, staff_id=made.staff_id, demo=True)
        return (folder / STORE_FILE).read_bytes(), settings
