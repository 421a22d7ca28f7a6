"""The ward that keeps only name, ward and dates: removing what it keeps beyond that, and keeping no more."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.retention import ErasedKind, Erasure, ErasureReason
from inpatient_hub.services.drafts import ids_about
from inpatient_hub.services.ports import Clock, NewId, PatientFilter, Store, Work
from inpatient_hub.services.retention_ports import Copies, DropDetails
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.trail import AuditTrail


@dataclass(frozen=True, slots=True, kw_only=True)
class Removable:
    """What would be removed now. `still_open` counts notes of work that is not finished: they keep their text, and
    what stands in it, until they are filed or given up."""

    patients: int
    notes: int
    answers: int
    still_open: int

    def __bool__(self) -> bool:
        return bool(self.patients or self.notes or self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What was removed. `trouble` says what went wrong with the copies elsewhere, or is empty."""

    counts: Mapping[str, int]
    trouble: str = ""


class MinimisationService:
    """The one switch of the profile."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        new_id: NewId,
        trail: AuditTrail,
        seat: Seat,
        copies: Copies | None = None,
        drafts: DropDetails | None = None,
    ) -> None:
        """`drafts` drops what was typed and not saved about these ids, or by these people about nothing saved yet."""
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._trail = trail
        self._seat = seat
        self._copies = copies
        self._drafts = drafts

    @needs(Right.WARD_SETTINGS)
    def removable(self, ward_id: str) -> Removable:
        """How much the ward keeps beyond name, ward and dates."""
        self._seat.need_ward(ward_id)
        with self._store.reading() as work:
            found = work.erasures.removable(ward_id)
        return Removable(
            patients=found["patients"], notes=found["notes"], answers=found["answers"], still_open=found["open"]
        )

    @needs(Right.WARD_SETTINGS)
    def switch_on(self, ward_id: str, *, by: str) -> tuple[Removed, Changes]:
        """Removes every detail beyond name, ward and dates, with the texts of finished notes, the answers of ended
        referrals and what was typed and not saved, and has the ward keep no more. On a ward that is so already it
        removes what was finished since. Nothing brings it back. Raises HubError, and then nothing was removed."""
        self._seat.need_ward(ward_id)
        with self._store.writing() as work:
            ids, people = _ids_of(work, ward_id), {person.id for person in work.staff.of_ward(ward_id)}
            erasure = work.erasures.erase(
                Erasure(
                    id=self._new_id(),
                    kind=ErasedKind.DETAILS,
                    entity_id=ward_id,
                    ward_id=ward_id,
                    at=self._clock.now(),
                    by=by,
                    reason=ErasureReason.MINIMISED,
                )
            )
            work.audit.append(self._trail.erased(AuditAction.DETAILS_REMOVED, erasure, by=by))
        troubles = (self._copies.settle() if self._copies else "", self._drop_drafts(ids, people))
        changed = Changes.of((Kind.WARD, ward_id), (Kind.PATIENT, ""), (Kind.NOTE, ""), (Kind.RUN, ""))
        return Removed(counts=erasure.counts, trouble=" ".join(filter(None, troubles))), changed

    def _drop_drafts(self, ids: Collection[str], people: Collection[str]) -> str:
        """What kept the drafts from being dropped, in words; empty when nothing did."""
        try:
            if self._drafts is not None:
                self._drafts(ids, people)
        except HubError as fault:
            return f"{fault.title}: {fault.message}"
        return ""

    @needs(Right.WARD_SETTINGS)
    def switch_off(self, ward_id: str, *, by: str) -> Changes:
        """Lets the ward choose its details again. Nothing that was removed comes back. Raises HubError for a ward that
        is not so."""
        self._seat.need_ward(ward_id)
        with self._store.writing() as work:
            ward = work.wards.get(ward_id)
            if not ward.minimal:
                raise HubError("Nothing was changed", "This ward chooses its details already.", remedy="Tick them.")
            work.wards.update(replace(ward, minimal=False))
            work.audit.append(self._trail.event(AuditAction.DETAILS_KEPT, Kind.WARD, ward_id, by=by))
        return Changes.of((Kind.WARD, ward_id))


def _ids_of(work: Work, ward_id: str) -> frozenset[str]:
    """The ids under which drafts about the ward's patients may be kept, those of patients who have left among them."""
    wanted = PatientFilter(ward_id=ward_id, statuses=frozenset(PatientStatus))
    lines = work.patients.page(wanted, limit=work.patients.count(wanted)).items
    return frozenset[str]().union(*(ids_about(work, line.patient.id) for line in lines))
