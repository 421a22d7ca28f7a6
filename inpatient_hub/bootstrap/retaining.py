"""Puts together what is asked about how long records are kept, what is erased, and all that is kept about a patient."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inpatient_hub.domain.retention_plan import RetentionPlan
    from inpatient_hub.services.minimisation import MinimisationService
    from inpatient_hub.services.ports import Clock, NewId, Store
    from inpatient_hub.services.retention import RetentionService
    from inpatient_hub.services.retention_ports import Copies, DropDetails, DropDrafts
    from inpatient_hub.services.run_views import RunDefinitions
    from inpatient_hub.services.seat import Seat
    from inpatient_hub.services.subject_access import SubjectAccessService
    from inpatient_hub.services.trail import AuditTrail


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionServices:
    """What is due and erased, what a ward keeps at all, and all that is kept about one patient."""

    retention: "RetentionService"
    minimisation: "MinimisationService"
    subject_access: "SubjectAccessService"


def retention_services(
    store: "Store",
    *,
    clock: "Clock",
    new_id: "NewId",
    trail: "AuditTrail",
    seat: "Seat",
    plan: "RetentionPlan | None",
    copies: "Copies | None",
    drafts: "DropDrafts",
    details: "DropDetails",
    definitions: "RunDefinitions",
) -> RetentionServices:
    """Put together over the guarded store. Without a `plan` the usual one holds; without `copies` there are none."""
    from inpatient_hub.domain.retention_plan import RetentionPlan
    from inpatient_hub.services.minimisation import MinimisationService
    from inpatient_hub.services.retention import RetentionService
    from inpatient_hub.services.subject_access import SubjectAccessService

    plan = plan or RetentionPlan()
    return RetentionServices(
        retention=RetentionService(
            store=store, clock=clock, new_id=new_id, trail=trail, seat=seat, plan=plan, copies=copies, drafts=drafts
        ),
        minimisation=MinimisationService(
            store=store, clock=clock, new_id=new_id, trail=trail, seat=seat, copies=copies, drafts=details
        ),
        subject_access=SubjectAccessService(
            store=store, clock=clock, trail=trail, seat=seat, plan=plan, definitions=definitions
        ),
    )
