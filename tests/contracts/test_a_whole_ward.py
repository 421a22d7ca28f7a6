"""The fictional ward, built by the services themselves, is kept alike by the fake, by SQLite and by PostgreSQL."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from inpatient_hub.content.content import Content
from inpatient_hub.domain.patients import Patient, PatientStatus
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.demo_identities import SeededIds
from inpatient_hub.services.demo_ward import build_demo
from inpatient_hub.services.ports import NoteFilter, PatientFilter, PatientOrder, Store, Work
from inpatient_hub.services.seat import Seat
from inpatient_hub.store.first_look import first_look
from tests.contracts.keepers import postgres_store, sqlite_store
from tests.contracts.making import LATEST_DAY
from tests.fakes.seat import the_program
from tests.fakes.store import FakeStore
from tests.services.demo.making import NOW, core_content

Seen = Mapping[str, object]


@dataclass(frozen=True)
class Parts:
    """What the ward is built with."""

    store: Store
    content: Content
    clock: FixedClock
    seat: Seat


def built(store: Store, content: Content) -> str:
    """Builds the ward. The same ids come out each time. Returns the ward's."""
    return build_demo(Parts(store, content, FixedClock(NOW), the_program()), new_id=SeededIds()).ward_id


def everything(store: Store, ward_id: str) -> Seen:
    """All that the ward's screens can show."""
    everyone = PatientFilter(ward_id=ward_id, statuses=frozenset(PatientStatus))
    with store.reading() as work:
        notes = work.notes.page(NoteFilter(ward_id=ward_id), limit=10_000).items
        lists = {
            order: work.patients.page(replace(everyone, order=order), limit=10_000).items for order in PatientOrder
        }
        return {
            "wards": list(work.wards.all()),
            "staff": list(work.staff.of_ward(ward_id)),
            "patients": lists,
            "notes": notes,
            "texts": [work.notes.get(line.id) for line in notes],
            "unfiled": list(work.notes.unfiled(ward_id)),
            "runs": list(work.runs.in_progress(ward_id)),
            "tasks": list(work.tasks.open_due_by(ward_id, LATEST_DAY)),
            "records": [_record(work, line.patient) for line in lists[PatientOrder.NAME]],
        }


def _record(work: Work, patient: Patient) -> Seen:
    runs, tasks = work.runs.of_patient(patient.id), work.tasks.of_patient(patient.id)
    return {
        "runs": list(runs),
        "answers": [list(work.runs.answers(line.run.id)) for line in runs],
        "definitions": [work.runs.definition(line.run.definition_digest) for line in runs],
        "tasks": list(tasks),
        "events": [list(work.tasks.events(line.task.id)) for line in tasks],
        "audit": list(work.audit.of_patient(patient.id, limit=10_000)),
    }


@pytest.fixture(scope="module")
def content() -> Content:
    """The content that ships."""
    return core_content()


@pytest.fixture(scope="module")
def remembered(content: Content) -> Seen:
    """The ward as the fake keeps it."""
    store = FakeStore()
    return everything(store, built(store, content))


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_whole_ward_is_kept_alike(tmp_path: Path, content: Content, remembered: Seen, kind: str) -> None:
    with sqlite_store(tmp_path) if kind == "sqlite" else postgres_store() as store:
        ward_id = built(store, content)
        kept = everything(store, ward_id)
        first = first_look(store.target, day=LATEST_DAY, ward_id=ward_id)
    for name, value in remembered.items():
        assert kept[name] == value, name
    if kind == "sqlite":
        assert first is not None
        seen = (list(first.staff), list(first.unfiled), list(first.in_progress), list(first.due))
        assert seen == (kept["staff"], kept["unfiled"], kept["runs"], kept["tasks"])
