"""Opening a ward one is not on in an emergency: with a reason, for an hour, and visible afterwards."""

from dataclasses import dataclass, replace
from datetime import datetime

from inpatient_hub.domain.access import NobodySignedIn, OtherWard, Right
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.note_text import one_line
from inpatient_hub.domain.sign_in import (
    EMERGENCY_LASTS,
    LEAST_REASON,
    REASON_WORDS,
    EmergencyAccess,
    EmergencyReason,
)
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import SignIn, Ward
from inpatient_hub.services.asking import Asking
from inpatient_hub.services.ports import Clock, NewId, Store
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.trail import AuditTrail


@dataclass(frozen=True, slots=True, kw_only=True)
class WardDoor:
    """One ward of the store, as somebody finds it. `until` is when an emergency ends that opened it."""

    ward: Ward
    works_here: bool
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyLine:
    """One emergency access with the names of those concerned."""

    access: EmergencyAccess
    person: Staff
    reviewer: Staff | None


class EmergencyService:
    """Which wards a person may open, how another is opened in an emergency, and what became of it."""

    def __init__(self, *, store: Store, clock: Clock, new_id: NewId, trail: AuditTrail, seat: Seat) -> None:
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._trail = trail
        self._seat = seat

    @needs(Right.OPEN_IN_EMERGENCY)
    def wards(self) -> tuple[WardDoor, ...]:
        """Every ward by name, and whether whoever is signed in works there."""
        with self._store.reading() as work:
            wards = work.wards.all()
        person = self._seat.person
        return tuple(
            WardDoor(
                ward=ward,
                works_here=person is None or person.works_on(ward.id),
                until=self._seat.emergency_until(ward.id),
            )
            for ward in wards
        )

    @needs(Right.OPEN_IN_EMERGENCY)
    def open_in_emergency(self, ward_id: str, reason: EmergencyReason, words: str) -> tuple[EmergencyAccess, Changes]:
        """Opens a ward for an hour. `words` say why in the person's own words, without anything about a patient.

        Raises InvalidAnswer for fewer than ten characters, and EmergencyNeedsSecret for a ward with PINs and a person
        who signed in by name alone.
        """
        person = self._person()
        said, now = one_line(words), self._clock.now()
        if len(said) < LEAST_REASON:
            raise InvalidAnswer(
                "Not opened yet",
                f"Say why in at least {LEAST_REASON} characters. An admin of the ward will read it.",
                remedy="Write nothing about a patient: what brings you there is enough.",
                field="reason",
            )
        access = EmergencyAccess(
            id=self._new_id(),
            staff_id=person.id,
            ward_id=ward_id,
            reason=f"{REASON_WORDS[reason]}: {said}",
            begins_at=now,
            ends_at=now + EMERGENCY_LASTS,
        )
        with self._store.writing() as work:
            ward = work.wards.get(ward_id)
            if ward.access.sign_in is SignIn.SECRET and not Asking(work.wards.all(), None).needs_secret(person):
                raise EmergencyNeedsSecret
            work.emergencies.add(access)
            detail = {"reason": reason.value, "access": access.id}
            work.audit.append(
                self._trail.event(AuditAction.EMERGENCY_OPENED, Kind.WARD, ward_id, by=person.id, detail=detail)
            )
        self._seat.open_in_emergency(ward_id, access.ends_at)
        return access, Changes.of((Kind.WARD, ward_id))

    @needs(Right.MANAGE_PEOPLE)
    def of_ward(self, ward_id: str) -> tuple[EmergencyLine, ...]:
        """In which emergencies this ward was opened, the latest first."""
        self._need_over(ward_id)
        with self._store.reading() as work:
            people = {person.id: person for person in work.staff.all()}
            return tuple(
                EmergencyLine(
                    access=access, person=people[access.staff_id], reviewer=people.get(access.reviewed_by or "")
                )
                for access in work.emergencies.of_ward(ward_id)
            )

    @needs(Right.MANAGE_PEOPLE)
    def mark_reviewed(self, access_id: str) -> Changes:
        """An admin has looked into it. Raises InvalidAnswer for one's own, and for one that is reviewed already."""
        person = self._person()
        with self._store.writing() as work:
            access = work.emergencies.get(access_id)
            self._need_over(access.ward_id)
            if access.staff_id == person.id:
                raise InvalidAnswer(
                    "Not reviewed",
                    "You opened the ward yourself here.",
                    remedy="Somebody else who is admin of the ward reviews it.",
                )
            if access.reviewed_at is not None:
                return Changes()
            work.emergencies.update(replace(access, reviewed_by=person.id, reviewed_at=self._clock.now()))
            work.audit.append(
                self._trail.event(
                    AuditAction.EMERGENCY_REVIEWED,
                    Kind.WARD,
                    access.ward_id,
                    by=person.id,
                    detail={"access": access.id},
                )
            )
        return Changes.of((Kind.WARD, access.ward_id))

    def _person(self) -> Staff:
        if self._seat.person is None:
            raise NobodySignedIn
        return self._seat.person

    def _need_over(self, ward_id: str) -> None:
        person = self._seat.person
        if not self._seat.is_program and (person is None or not person.works_on(ward_id)):
            raise OtherWard(ward_id)


class EmergencyNeedsSecret(HubError):
    """A name alone opens no ward that wants more."""

    def __init__(self) -> None:
        super().__init__(
            "This ward is not opened by a name alone",
            "Its people sign in with a PIN, and you signed in without one.",
            remedy="Ask somebody of that ward to sign in.",
        )
