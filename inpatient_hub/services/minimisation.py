"""The ward that keeps only name, ward and dates: removing what it keeps beyond that, and keeping no more."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.retention import ErasedKind, Erasure, ErasureReason
from inpatient_hub.services.ports import Clock, NewId, Store
from inpatient_hub.services.retention_ports import Copies
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
        self, *, store: Store, clock: Clock, new_id: NewId, trail: AuditTrail, seat: Seat, copies: Copies | None = None
    ) -> None:
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._trail = trail
        self._seat = seat
        self._copies = copies

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
        """Removes every detail beyond name, ward and dates, with the texts of finished notes and the answers of ended
        referrals, and has the ward keep no more. On a ward that is so already it removes what was finished since.
        Nothing brings it back. Raises HubError, and then nothing was removed."""
        self._seat.need_ward(ward_id)
        with self._store.writing() as work:
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
        trouble = self._copies.settle() if self._copies else ""
        changed = Changes.of((Kind.WARD, ward_id), (Kind.PATIENT, ""), (Kind.NOTE, ""), (Kind.RUN, ""))
        return Removed(counts=erasure.counts, trouble=trouble), changed

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
