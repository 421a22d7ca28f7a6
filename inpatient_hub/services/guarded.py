"""A store that shows whoever is at the computer their own wards only, whatever asks it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from inpatient_hub.services.guarded_people import GuardedEmergencies, GuardedPatients, GuardedStaff, GuardedWards
from inpatient_hub.services.guarded_records import GuardedAudit, GuardedNotes, GuardedRuns
from inpatient_hub.services.guarded_retention import GuardedErasures, GuardedRetention
from inpatient_hub.services.guarded_tasks import GuardedPersonal, GuardedSeries, GuardedTasks
from inpatient_hub.services.ports import SecretRepository, Store, Work
from inpatient_hub.services.seat import Seat
from inpatient_hub.services.ward_sight import WardSight

R = TypeVar("R")
G = TypeVar("G")


class _Guard(Generic[R, G]):
    """What keeps a repository of a unit of work, made when it is first asked for."""

    def __init__(self, kind: Callable[[R, WardSight], G]) -> None:
        self._kind = kind

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, work: "GuardedWork", _owner: type) -> G:
        kept, sight = work._kept, work._sight  # noqa: SLF001 - it is a part of that class
        made = self._kind(getattr(kept, self._name), sight)
        work.__dict__[self._name] = made  # found there from now on
        return made


class GuardedWork:
    """One unit of work in which a patient, run, note, task, list or history of another ward raises OtherWard."""

    wards = _Guard(GuardedWards)
    staff = _Guard(GuardedStaff)
    emergencies = _Guard(GuardedEmergencies)
    patients = _Guard(GuardedPatients)
    tasks = _Guard(GuardedTasks)
    series = _Guard(GuardedSeries)
    personal = _Guard(GuardedPersonal)
    runs = _Guard(GuardedRuns)
    notes = _Guard(GuardedNotes)
    audit = _Guard(GuardedAudit)
    retention = _Guard(GuardedRetention)
    erasures = _Guard(GuardedErasures)

    def __init__(self, work: Work, seat: Seat) -> None:
        self._kept = work
        self._sight = WardSight(work, seat)

    @property
    def secrets(self) -> SecretRepository:
        """As it is: it is asked before anybody has signed in, and tells nothing of a patient."""
        return self._kept.secrets

    def end(self) -> None:
        """Before it is saved. Raises what was refused after it had changed something."""
        self._sight.end()


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
