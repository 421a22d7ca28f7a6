"""A ward with patients of every age and state, for the tests of retention."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from inpatient_hub.domain.patients import Patient, PatientStatus
from inpatient_hub.domain.retention_plan import RetentionPlan
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.patients import PatientDetails
from inpatient_hub.services.retention import DueLine, RetentionService
from inpatient_hub.services.retention_ports import Cleared, DropDrafts, HeldElsewhere
from inpatient_hub.services.seat import Seat
from inpatient_hub.services.trail import AuditTrail
from tests.services.making import Desk

TWO_YEARS = 731


@dataclass
class FakeCopies:
    """Copies elsewhere that remember what was asked of them."""

    asked: list[str] = field(default_factory=list)
    trouble: str = ""

    def settle(self) -> str:
        """Notes it."""
        self.asked.append("settle")
        return self.trouble

    def held(self) -> HeldElsewhere:
        """Two copies."""
        return HeldElsewhere(copies=2)

    def clear(self) -> Cleared:
        """Clears both."""
        self.asked.append("clear")
        return Cleared(cleared=2)


def retention_of(
    desk: Desk,
    copies: FakeCopies | None = None,
    seat: Seat | None = None,
    drafts: DropDrafts | None = None,
    **plan: int,
) -> RetentionService:
    """The service over the desk's store."""
    return RetentionService(
        store=desk.store,
        clock=desk.clock,
        new_id=new_id,
        trail=AuditTrail(clock=desk.clock, new_id=new_id),
        seat=seat or Seat(clock=desk.clock, program=True),
        plan=RetentionPlan(**plan),
        copies=copies,
        drafts=drafts,
    )


def edit(desk: Desk, patient: Patient, **changed: Any) -> Patient:
    """Changes details of a patient."""
    now = desk.hub.patients.facts(patient.id).patient
    kept = {
        "family_name": now.family_name,
        "given_name": now.given_name,
        "nhs_number": now.nhs_number or "",
        "born_on": now.born_on,
        "bed": now.bed or "",
        "status": now.status,
    }
    return desk.hub.patients.edit(patient.id, PatientDetails(**kept | changed), seen_version=now.version, by=desk.by)[0]


def discharged(desk: Desk, days_ago: float, **changed: Any) -> Patient:
    """A patient who was discharged so many days ago, and about whom nothing was done since."""
    desk.clock.moment -= timedelta(days=days_ago)
    patient = desk.add_patient(**{"family_name": "Linton", "nhs_number": ""} | changed)
    edit(desk, patient, status=PatientStatus.DISCHARGED)
    desk.clock.moment += timedelta(days=days_ago)
    return patient


def ids(lines: tuple[DueLine, ...]) -> list[str]:
    """Their ids, in order."""
    return [line.id for line in lines]
