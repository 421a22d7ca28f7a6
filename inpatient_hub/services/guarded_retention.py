"""Holds and erasures as they are shown to whoever is at the computer: those of the wards they work on, never more."""

from collections.abc import Mapping, Sequence

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.retention import ErasedKind, Erasure, Leaver, LegalHold, Stay
from inpatient_hub.services.retention_ports import ErasureRepository, RetentionRepository
from inpatient_hub.services.ward_sight import WardSight


class GuardedRetention:
    """What decides when a record is due. Raises OtherWard for the records of another ward; an emergency opens none."""

    def __init__(self, retention: RetentionRepository, sight: WardSight) -> None:
        self._retention = retention
        self._sight = sight

    def stay(self, patient_id: str) -> Stay:
        """A patient's stay."""
        stay = self._retention.stay(patient_id)
        self._sight.need_own(stay.ward_id)
        return stay

    def stays(self, ward_id: str) -> Sequence[Stay]:
        """The stays on a ward."""
        self._sight.need_own(ward_id)
        return self._retention.stays(ward_id)

    def leavers(self, ward_id: str) -> Sequence[Leaver]:
        """Who has left a ward."""
        self._sight.need_own(ward_id)
        return self._retention.leavers(ward_id)

    def hold_on(self, patient_id: str) -> LegalHold | None:
        """The hold on a patient's records."""
        hold = self._retention.hold_on(patient_id)
        if hold is not None:
            self._sight.need_own(hold.ward_id)
        return hold

    def holds(self, ward_id: str) -> Sequence[LegalHold]:
        """The holds on a ward's records."""
        self._sight.need_own(ward_id)
        return self._retention.holds(ward_id)

    def holds_of(self, patient_id: str) -> Sequence[LegalHold]:
        """Every hold there was on a patient's records."""
        holds = self._retention.holds_of(patient_id)
        for hold in holds:
            self._sight.need_own(hold.ward_id)
        return holds

    def add_hold(self, hold: LegalHold) -> None:
        """Adds a hold."""
        self._need_own_patient(hold)
        self._retention.add_hold(hold)

    def update_hold(self, hold: LegalHold) -> LegalHold:
        """Saves a hold."""
        self._need_own_patient(hold)
        return self._retention.update_hold(hold)

    def _need_own_patient(self, hold: LegalHold) -> None:
        self._sight.need_own(hold.ward_id)
        self._sight.need_own_for(Kind.PATIENT, hold.patient_id)


class GuardedErasures:
    """Erasures of the wards that whoever is here works on."""

    def __init__(self, erasures: ErasureRepository, sight: WardSight) -> None:
        self._erasures = erasures
        self._sight = sight

    def erase(self, erasure: Erasure) -> Erasure:
        """Erases a record of a ward."""
        self._need_own_record(erasure)
        return self._erasures.erase(erasure)

    def erase_again(self, erasure: Erasure) -> Erasure:
        """Erases what an older copy brought back."""
        self._need_own_record(erasure)
        return self._erasures.erase_again(erasure)

    def returned(self) -> Sequence[Erasure]:
        """What came back: ids only, of every ward, since a restored copy is put right as a whole."""
        return self._erasures.returned()

    def recent(self, ward_id: str, limit: int = 200) -> Sequence[Erasure]:
        """A ward's erasures, newest first."""
        self._sight.need_own(ward_id)
        return self._erasures.recent(ward_id, limit)

    def all(self) -> Sequence[Erasure]:
        """Every erasure: ids only, for the list kept beside the backups."""
        return self._erasures.all()

    def removable(self, ward_id: str) -> Mapping[str, int]:
        """How much of a ward's patients would be removed."""
        self._sight.need_own(ward_id)
        return self._erasures.removable(ward_id)

    def _need_own_record(self, erasure: Erasure) -> None:
        self._sight.need_own(erasure.ward_id)
        self._sight.need_own_for(_KINDS[erasure.kind], erasure.entity_id)


_KINDS = {ErasedKind.PATIENT: Kind.PATIENT, ErasedKind.STAFF: Kind.STAFF, ErasedKind.DETAILS: Kind.WARD}
