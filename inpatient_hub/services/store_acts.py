"""Records acts on the store as a whole: backups, restores, the lock, exports, and changes of the computer's clock."""

from collections.abc import Callable, Mapping

from inpatient_hub.domain.audit import THE_STORE, AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.clock_watch import ClockStep, ClockWatch, behind
from inpatient_hub.services.ports import Clock, Store
from inpatient_hub.services.seat import Seat
from inpatient_hub.services.trail import AuditTrail


class StoreActs:
    """Each act is an entry of its own, under the name of whoever is signed in, or of nobody."""

    def __init__(self, *, store: Store, trail: AuditTrail, seat: Seat) -> None:
        self._store = store
        self._trail = trail
        self._seat = seat

    def record(
        self,
        action: AuditAction,
        *,
        detail: Mapping[str, str] | None = None,
        before: Mapping[str, str] | None = None,
        after: Mapping[str, str] | None = None,
        patient_id: str | None = None,
    ) -> None:
        """Writes one entry. Raises HubError."""
        person = self._seat.person
        event = self._trail.event(
            action,
            Kind.STORE,
            THE_STORE,
            by=person.id if person else None,
            patient_id=patient_id,
            detail=detail,
            before=before,
            after=after,
        )
        with self._store.writing() as work:
            work.audit.append(event)


class ClockKeeper:
    """Records when this computer's clock was changed: against a steady one, and against the newest entry."""

    def __init__(self, *, acts: StoreActs, store: Store, clock: Clock, steady: Callable[[], float]) -> None:
        self._acts = acts
        self._store = store
        self._clock = clock
        self._steady = steady
        self._watch = ClockWatch(clock.now(), steady())
        self._looked_back = False

    def look(self) -> ClockStep | None:
        """Looks, and records a step. The first look also asks whether the newest entry lies in the future."""
        now = self._clock.now()
        step = self._watch.look(now, self._steady())
        if step is None and not self._looked_back:
            with self._store.reading() as work:
                last = work.audit.last_at()
            step = behind(last, now)
        self._looked_back = True
        if step is not None:
            clock = {"clock": step.expected.isoformat(timespec="seconds")}
            self._acts.record(
                AuditAction.CLOCK_CHANGED,
                before=clock,
                after={"clock": step.shown.isoformat(timespec="seconds")},
            )
        return step
