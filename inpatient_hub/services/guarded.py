"""A store that shows whoever is at the computer their own wards only, whatever asks it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from inpatient_hub.services.guarded_people import GuardedEmergencies, GuardedPatients, GuardedStaff, GuardedWards
from inpatient_hub.services.guarded_records import GuardedAudit, GuardedNotes, GuardedRuns
from inpatient_hub.services.guarded_retention import GuardedErasures, GuardedRetention
from inpatient_hub.services.guarded_tasks import GuardedPersonal, GuardedSeries, GuardedTasks
from inpatient_hub.services.ports import SecretRepository, Store, Work
from inpatient_hub.services.seat import Seat
from inpatient_hub.services.ward_sight import WardSight


class GuardedWork:
    """One unit of work in which a patient, run, note, task, list or history of another ward raises OtherWard."""

    wards: GuardedWards
    staff: GuardedStaff
    emergencies: GuardedEmergencies
    patients: GuardedPatients
    tasks: GuardedTasks
    series: GuardedSeries
    personal: GuardedPersonal
    runs: GuardedRuns
    notes: GuardedNotes
    audit: GuardedAudit
    retention: GuardedRetention
    erasures: GuardedErasures

    def __init__(self, work: Work, seat: Seat) -> None:
        self._work = work
        self._sight = WardSight(work, seat)

    @property
    def secrets(self) -> SecretRepository:
        """As it is: it is asked before anybody has signed in, and tells nothing of a patient."""
        return self._work.secrets

    def __getattr__(self, name: str) -> Any:
        kind = _GUARDS.get(name)
        if kind is None:
            raise AttributeError(name)
        made = self.__dict__[name] = kind(getattr(self._work, name), self._sight)
        return made

    def end(self) -> None:
        """Before it is saved. Raises what was refused after it had changed something."""
        self._sight.end()


_GUARDS: dict[str, Any] = GuardedWork.__annotations__
"""What keeps each repository; made when it is first asked for."""


class GuardedStore:
    """The store as the services see it. The program itself works on the store as it is."""

    def __init__(self, store: Store, seat: Seat) -> None:
        self._store = store
        self._seat = seat

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """A unit of work that only looks."""
        with self._store.reading() as work:
            self._seat.read_again(work)
            yield work if self._seat.is_program else GuardedWork(work, self._seat)

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """A unit of work that is saved when its block ends well, and taken back when it raises."""
        with self._store.writing() as work:
            self._seat.read_again(work)
            if self._seat.is_program:
                yield work
                return
            guarded = GuardedWork(work, self._seat)
            yield guarded
            guarded.end()
