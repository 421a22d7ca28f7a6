"""A store that shows whoever is at the computer their own wards only, whatever asks it."""

from collections.abc import Iterator
from contextlib import contextmanager

from inpatient_hub.services.guarded_people import GuardedEmergencies, GuardedPatients, GuardedStaff, GuardedWards
from inpatient_hub.services.guarded_records import GuardedAudit, GuardedNotes, GuardedRuns
from inpatient_hub.services.guarded_retention import GuardedErasures, GuardedRetention
from inpatient_hub.services.guarded_tasks import GuardedPersonal, GuardedSeries, GuardedTasks
from inpatient_hub.services.ports import Store, Work
from inpatient_hub.services.seat import Seat
from inpatient_hub.services.ward_sight import WardSight


class GuardedWork:
    """One unit of work in which a patient, run, note, task, list or history of another ward raises OtherWard."""

    def __init__(self, work: Work, seat: Seat) -> None:
        self._sight = sight = WardSight(work, seat)
        self.wards = GuardedWards(work.wards, sight)
        self.staff = GuardedStaff(work.staff, sight)
        self.secrets = work.secrets
        """As it is: it is asked before anybody has signed in, and tells nothing of a patient."""
        self.emergencies = GuardedEmergencies(work.emergencies, sight)
        self.patients = GuardedPatients(work.patients, sight)
        self.tasks = GuardedTasks(work.tasks, sight)
        self.series = GuardedSeries(work.series, sight)
        self.personal = GuardedPersonal(work.personal, sight)
        self.runs = GuardedRuns(work.runs, sight)
        self.notes = GuardedNotes(work.notes, sight)
        self.audit = GuardedAudit(work.audit, sight)
        self.retention = GuardedRetention(work.retention, sight)
        self.erasures = GuardedErasures(work.erasures, sight)

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
