"""A room with a ward, people and the services of the trail, for the tests of the audit trail."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.anchors import Anchor, AnchorPlace
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.audit_chain import Head
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.audit import AuditService
from inpatient_hub.services.ports import AuditFilter
from inpatient_hub.services.seat import Seat
from inpatient_hub.services.store_acts import StoreActs
from inpatient_hub.services.trail import AuditTrail
from inpatient_hub.services.views import Views
from tests.contracts.making import a_nurse, a_patient, a_ward, save
from tests.fakes.store import FakeStore, FakeWork

FRIDAY = datetime(2026, 11, 20, 14, 5, 3, tzinfo=UTC)
NHS = "9434765919"


class FullDisk(HubError):
    """Nothing can be saved."""

    def __init__(self) -> None:
        super().__init__("The disk is full", "Nothing can be saved.", remedy="Make room.")


class SometimesFull(FakeStore):
    """A store whose disk can be full: it is read as before."""

    is_full = False

    @contextmanager
    def writing(self) -> Iterator[FakeWork]:
        if self.is_full:
            raise FullDisk
        with super().writing() as work:
            yield work


@dataclass
class KeptAnchors:
    """Anchors in memory."""

    kept: list[Anchor] = field(default_factory=list)

    def all(self) -> Sequence[Anchor]:
        return self.kept

    def keep(self, head: Head, at: datetime, agrees: Callable[[Anchor], bool]) -> None:
        assert all(map(agrees, self.kept))
        self.kept.append(Anchor(head.seq, head.hash, at, AnchorPlace.KEYRING))


@dataclass
class KeptFiles:
    """What would be written."""

    lines: list[str] = field(default_factory=list)
    rows: list[Sequence[str]] = field(default_factory=list)

    def write(self, place: str, lines: Iterable[str], rows: Iterable[Sequence[str]]) -> tuple[str, str]:
        self.lines, self.rows = list(lines), list(rows)
        return place, f"{place}.csv"


class Room:
    """A ward, its admin, a nurse of another ward, and the services of the trail."""

    def __init__(self) -> None:
        self.clock = FixedClock(FRIDAY)
        self.store = SometimesFull()
        self.ward, self.other = a_ward(), a_ward(name="Thrushcross Grange")
        self.admin = a_nurse(self.ward, access=Role.SENIOR_ADMIN)
        self.nurse = a_nurse(self.ward, name="Joe Heath")
        self.visitor = a_nurse(self.other, name="Isabella Linton")
        self.patient = a_patient(self.ward, nhs_number=NHS)
        save(self.store, self.ward, self.other, self.admin, self.nurse, self.visitor, self.patient)
        self.seat = Seat(clock=self.clock, workstation="WARD-PC-17")
        self.seat.sit(self.admin, longest=timedelta(hours=12))
        numbers = iter(range(1, 10_000))
        self.trail = AuditTrail(clock=self.clock, new_id=lambda: f"{next(numbers):032x}", seat=self.seat)
        self.views = Views(store=self.store, trail=self.trail, seat=self.seat, clock=self.clock)
        self.acts = StoreActs(store=self.store, trail=self.trail, seat=self.seat)
        self.anchors, self.files = KeptAnchors(), KeptFiles()
        self.audit = AuditService(
            store=self.store,
            clock=self.clock,
            seat=self.seat,
            acts=self.acts,
            anchors=self.anchors,
            files=self.files,
        )

    def sit(self, person: Any) -> None:
        self.seat.sit(person, longest=timedelta(hours=12))

    def later(self, span: timedelta) -> None:
        self.clock.moment += span

    def look(self) -> None:
        self.views.seen(
            AuditAction.PATIENT_VIEWED,
            Kind.PATIENT,
            self.patient.id,
            patient_id=self.patient.id,
            ward_id=self.ward.id,
        )

    def told(self) -> list[AuditEvent]:
        """Every event, oldest first."""
        with self.store.reading() as work:
            return [line.event for line in work.audit.page(AuditFilter()).items][::-1]
