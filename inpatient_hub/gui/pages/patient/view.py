"""What the patient page shows at one moment, and where the patient stands in the ward's list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.patients import CURRENT
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.tasks import OPEN
from inpatient_hub.domain.wards import PatientField
from inpatient_hub.services.patients import PatientView
from inpatient_hub.services.ports import PatientOrder
from inpatient_hub.services.trail import HistoryLine

if TYPE_CHECKING:
    from inpatient_hub.bootstrap import Hub
    from inpatient_hub.services.clock_dates import ClockDate


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientShown:
    """One reading. `local` is that moment on the ward's clock; `me` and `my_name` are the person at the computer."""

    view: PatientView
    local: datetime
    me: str
    my_name: str
    repeats: tuple[Series, ...] = ()
    """The patient's tasks that repeat."""
    clocks: Mapping[str, "ClockDate"] = field(default_factory=dict)
    """How the dates were worked out, by the ids of the tasks that keep them."""
    may_see_records: bool = False
    """Whether this person looks after how long records are kept."""

    @property
    def today(self) -> date:
        """The ward's day."""
        return self.local.date()

    def at(self, moment: datetime) -> datetime:
        """The same moment on the ward's clock."""
        return moment.astimezone(self.local.tzinfo)

    def who(self, name: str) -> str:
        """`you` for the person at the computer, else the name."""
        return "you" if name == self.my_name else name

    def event(self, action: AuditAction, entity_id: str) -> HistoryLine | None:
        """The newest event of this kind on a record, when the history still holds it."""
        found = (line for line in self.view.history if line.action is action and line.entity_id == entity_id)
        return next(found, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Number `number` of `total` current patients, and who comes before and after; empty at either end."""

    number: int
    total: int
    before: str = ""
    after: str = ""


def read_place(hub: "Hub", ward_id: str, patient_id: str) -> Place | None:
    """Where a patient stands among the current patients, by bed where the ward keeps beds, else by name.

    None for someone who is not on the list. Runs on the store's thread; reads no further than it must.
    """
    order = PatientOrder.BED if hub.wards.get(ward_id).keeps(PatientField.BED) else PatientOrder.NAME
    ids: list[str] = []
    after: str | None = None
    while True:
        page = hub.patients.find(ward_id, statuses=CURRENT, order=order, after=after)
        ids += [line.patient.id for line in page.items]
        after = page.next
        if after is None or patient_id in ids[:-1]:
            break
    if patient_id not in ids:
        return None
    at = ids.index(patient_id)
    return Place(
        number=at + 1,
        total=len(ids) if after is None else hub.patients.count(ward_id),
        before=ids[at - 1] if at else "",
        after=ids[at + 1] if at + 1 < len(ids) else "",
    )


def read_clocks(hub: "Hub", view: PatientView) -> "dict[str, ClockDate]":
    """How the dates that are still to come were worked out. Runs on the store's thread."""
    ids = [line.task.id for line in view.tasks if line.task.clock_rule is not None and line.task.state in OPEN]
    found = ((task_id, hub.clocks.rule_of(task_id)) for task_id in ids)
    return {task_id: date for task_id, date in found if date is not None}
