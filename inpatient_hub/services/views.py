"""Records who looked at a patient, a note or a referral, and who copied words out of a note by hand."""

import logging
from datetime import datetime, timedelta

from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.services.ports import Clock, Store
from inpatient_hub.services.seat import Seat
from inpatient_hub.services.trail import AuditTrail

_log = logging.getLogger(__name__)

ONE_LOOK = timedelta(minutes=5)
"""Pages are drawn again with every change: within this time the same person is still looking at the same record."""

MOST_WAITING = 500
_MOST_REMEMBERED = 2_000


class Views:
    """Writes an entry for each look, in a unit of work of its own after the page was read.

    On a disk that is full or read-only the page is still shown, since not to see an alert harms a patient now: the
    look waits in memory, with its time, and is written with the next. It is refused when the record is the only
    control there is: on a ward that was opened in an emergency, and when five hundred looks are waiting already.
    """

    def __init__(self, *, store: Store, trail: AuditTrail, seat: Seat, clock: Clock) -> None:
        self._store = store
        self._trail = trail
        self._seat = seat
        self._clock = clock
        self._seen: dict[tuple[str, str], datetime] = {}
        self._waiting: list[AuditEvent] = []

    def seen(self, action: AuditAction, kind: Kind, entity_id: str, *, patient_id: str, ward_id: str) -> None:
        """Somebody looks at this record now. The program itself looks at nothing. Raises HubError when this may only
        be seen if it is recorded, and cannot be."""
        person = self._seat.person
        if person is None and self._seat.is_program:
            return
        by, now = person.id if person else "", self._clock.now()
        if not self._is_new(by, entity_id, now):
            return
        self._waiting.append(self._trail.event(action, kind, entity_id, by=by or None, patient_id=patient_id))
        try:
            self.settle()
        except HubError as fault:
            if len(self._waiting) == 1:
                _log.warning("A look at a record could not be recorded yet: %s", fault.title)
            on_ward = person is not None and person.works_on(ward_id)
            if not on_ward or len(self._waiting) > MOST_WAITING:
                self._waiting.pop()
                raise
        self._remember(by, entity_id, now)

    def taken(self, event: AuditEvent) -> None:
        """Words were copied by hand: that has happened, so it is never refused. What cannot be written now waits."""
        self._waiting.append(event)
        try:
            self.settle()
        except HubError as fault:
            _log.warning("A copy could not be recorded yet: %s", fault.title)

    def settle(self) -> None:
        """Writes what waits. Raises HubError; then it waits on."""
        if self._waiting:
            with self._store.writing() as work:
                for event in self._waiting:
                    work.audit.append(event)
            self._waiting.clear()

    def _is_new(self, by: str, entity_id: str, now: datetime) -> bool:
        last = self._seen.get((by, entity_id))
        return last is None or not timedelta() <= now - last < ONE_LOOK

    def _remember(self, by: str, entity_id: str, now: datetime) -> None:
        if len(self._seen) >= _MOST_REMEMBERED:
            self._seen = {key: at for key, at in self._seen.items() if timedelta() <= now - at < ONE_LOOK}
        self._seen[by, entity_id] = now
