"""The fictional ward on a database server, as on a file."""

from dataclasses import dataclass

from inpatient_hub.content.content import Content
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.demo_identities import SeededIds
from inpatient_hub.services.demo_ward import build_demo
from inpatient_hub.services.ports import NoteFilter, PatientFilter, Store
from inpatient_hub.services.seat import Seat
from tests.contracts.keepers import postgres_store
from tests.fakes.seat import the_program
from tests.services.demo.making import NOW, Built


@dataclass(frozen=True)
class ServerParts:
    """What the ward is built with."""

    content: Content
    store: Store
    clock: FixedClock
    seat: Seat


def test_the_ward_is_the_same_on_a_server(content: Content, large: Built) -> None:
    with postgres_store() as store:
        made = build_demo(ServerParts(content, store, FixedClock(NOW), the_program()), scale=4, new_id=SeededIds(1))
        assert made == large.made
        with store.reading() as work:
            assert work.patients.count(PatientFilter(ward_id=made.ward_id)) == 72
            on_server = work.notes.page(NoteFilter(ward_id=made.ward_id), limit=1_000).items
            assert [work.notes.get(line.id) for line in on_server] == list(large.notes)
