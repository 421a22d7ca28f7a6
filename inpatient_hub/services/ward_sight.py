"""Knows, within one unit of work, which ward each record belongs to, and refuses those of wards not to be seen."""

from inpatient_hub.domain.access import NobodySignedIn, OtherWard
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError, NotFound
from inpatient_hub.domain.notes import Note
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.runs import WorkflowRun
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import Task
from inpatient_hub.services.ports import Work
from inpatient_hub.services.seat import Seat

_KEPT_IN = {
    Kind.STAFF: "staff",
    Kind.PATIENT: "patients",
    Kind.RUN: "runs",
    Kind.NOTE: "notes",
    Kind.TASK: "tasks",
    Kind.SERIES: "series",
}
"""Which repository of a unit of work keeps a kind of record."""


class WardSight:
    """What whoever is at the computer may see in this unit of work. A record that was read tells its ward, which is
    remembered; only one that was not is asked for. What is not there has no ward, and nothing to be kept from."""

    def __init__(self, work: Work, seat: Seat) -> None:
        self._seat = seat
        self._seen: set[str] = set()
        self._new: set[str] = set()
        self._wards: dict[tuple[Kind, str], str] = {}
        self._refused: HubError | None = None
        self._work = work

    def may_see(self, ward_id: str) -> bool:
        """Whether a ward's records may be shown."""
        return ward_id in self._seen or self._seat.may_see(ward_id)

    def need(self, ward_id: str) -> None:
        """Raises OtherWard for a ward whose records may not be seen."""
        if ward_id not in self._seen:
            self._seat.need_ward(ward_id)
            self._seen.add(ward_id)

    def need_own(self, ward_id: str) -> None:
        """Raises OtherWard for a ward that whoever is here does not work on, unless they are just setting it up."""
        if ward_id not in self._new:
            self._seat.need_own_ward(ward_id)

    def need_self(self, staff_id: str) -> None:
        """Raises NobodySignedIn for what belongs to somebody else than whoever is here."""
        person = self._seat.person
        if not self._seat.is_program and (person is None or person.id != staff_id):
            raise NobodySignedIn

    def is_new(self, ward_id: str) -> None:
        """This ward is being set up in this unit of work."""
        self._new.add(ward_id)

    def saw(self, kind: Kind, record: Patient | WorkflowRun | Note | Task | Series) -> None:
        """Raises OtherWard for a record of another ward; remembers where one belongs that may be seen, and with it the
        run it came from."""
        self.need(record.ward_id)
        self._wards[kind, record.id] = record.ward_id
        if isinstance(record, Note | Task) and record.run_id is not None:
            self._wards[Kind.RUN, record.run_id] = record.ward_id

    def saw_changed(self, kind: Kind, record: Task) -> None:
        """Like `saw`, for a record that tells its ward only as it is changed. Raises OtherWard, and has this unit of
        work fail whatever becomes of that error."""
        try:
            self.saw(kind, record)
        except (OtherWard, NobodySignedIn) as refused:
            self._refused = refused
            raise

    def end(self) -> None:
        """Before this unit of work is saved. Raises what was refused after it had changed something."""
        if self._refused is not None:
            raise self._refused

    def need_for(self, kind: Kind, record_id: str) -> bool:
        """Raises OtherWard when this record, which need not have been read, is of another ward. Tells whether it is
        there."""
        ward_id = self.ward_of(kind, record_id)
        if ward_id is not None:
            self.need(ward_id)
        return ward_id is not None

    def ward_of(self, kind: Kind, record_id: str) -> str | None:
        """The ward of a record; None for what is not there, and for what belongs to no ward."""
        if kind is Kind.WARD:
            return record_id
        if (kind, record_id) not in self._wards and kind in _KEPT_IN:
            try:
                self._wards[kind, record_id] = getattr(self._work, _KEPT_IN[kind]).get(record_id).ward_id
            except NotFound:
                return None
        return self._wards.get((kind, record_id))

    def need_to_change(self, kind: Kind, record: Patient | WorkflowRun | Note | Task | Series) -> None:
        """Raises OtherWard when the record is of another ward, was of another ward, or would come to be."""
        self.need(record.ward_id)
        self.need_for(kind, record.id)

    def need_own_for(self, kind: Kind, record_id: str) -> None:
        """Raises OtherWard when this record, which need not have been read, is of a ward that whoever is here does not
        work on. What is not there is nobody's."""
        ward_id = self.ward_of(kind, record_id)
        if ward_id is not None:
            self.need_own(ward_id)

    def need_to_change_person(self, person: Staff) -> None:
        """Raises OtherWard when the person is, or would be, of a ward that whoever is here does not work on."""
        self.need_own(person.ward_id)
        before = self.ward_of(Kind.STAFF, person.id)
        if before is not None:
            self.need_own(before)
