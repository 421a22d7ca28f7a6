"""A store in memory for the tests of services: quick, and as strict as the real one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from inpatient_hub.store.errors import StoreBug
from tests.fakes.audit import FakeAuditRepository
from tests.fakes.memory import Memory
from tests.fakes.repositories import (
    FakeEmergencyRepository,
    FakeNoteRepository,
    FakePatientRepository,
    FakeRunRepository,
    FakeSecretRepository,
    FakeStaffRepository,
    FakeWardRepository,
)
from tests.fakes.retention import FakeErasureRepository, FakeRetentionRepository
from tests.fakes.tasks import FakePersonalRepository, FakeSeriesRepository, FakeTaskRepository


class FakeWork:
    """The repositories of one unit of work."""

    def __init__(self, memory: Memory) -> None:
        self.wards = FakeWardRepository(memory)
        self.staff = FakeStaffRepository(memory)
        self.secrets = FakeSecretRepository(memory)
        self.emergencies = FakeEmergencyRepository(memory)
        self.patients = FakePatientRepository(memory)
        self.tasks = FakeTaskRepository(memory)
        self.series = FakeSeriesRepository(memory)
        self.personal = FakePersonalRepository(memory)
        self.runs = FakeRunRepository(memory)
        self.notes = FakeNoteRepository(memory)
        self.audit = FakeAuditRepository(memory)
        self.retention = FakeRetentionRepository(memory)
        self.erasures = FakeErasureRepository(memory)


class FakeStore:
    """Remembers what was saved, forgets what was taken back. `saves` counts the units of work that were saved."""

    def __init__(self) -> None:
        self._memory = Memory()
        self._busy = False
        self.saves = 0

    @contextmanager
    def reading(self) -> Iterator[FakeWork]:
        """A unit of work that only looks."""
        with self._alone():
            yield FakeWork(self._memory)

    @contextmanager
    def writing(self) -> Iterator[FakeWork]:
        """A unit of work that is saved when its block ends well."""
        with self._alone():
            draft = self._memory.draft()
            yield FakeWork(draft)
            if draft.broken:
                raise StoreBug("A unit of work went on after a fault.")
            draft.writes = False
            self._memory = draft
            self.saves += 1

    def close(self) -> None:
        """There is nothing to close."""

    @contextmanager
    def _alone(self) -> Iterator[Self]:
        if self._busy:
            raise StoreBug("A unit of work was begun inside another.")
        self._busy = True
        try:
            yield self
        finally:
            self._busy = False
