"""Takes back a change of a patient's details, unless the same details were changed again since."""

from dataclasses import dataclass, replace

from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.patients import CURRENT, Patient, PatientStatus
from inpatient_hub.services.ports import Work

_STAYS = frozenset({"id", "ward_id", "version"})
"""What a change of details never changes: taking one back takes it from nobody's hand."""


@dataclass(frozen=True, slots=True)
class PatientEdited(Changes):
    """A saved change of a patient's details, with what is needed to take it back: both are None where nothing was
    changed."""

    before: Patient | None = None
    after: Patient | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The details that were changed."""
        if self.before is None or self.after is None:
            return ()
        names = [name for name in self.before.__dataclass_fields__ if name not in _STAYS]
        return tuple(name for name in names if getattr(self.before, name) != getattr(self.after, name))

    @property
    def has_left(self) -> bool:
        """Whether it took the patient off the ward, or off every list."""
        return "status" in self.fields and self.after is not None and self.after.status not in CURRENT

    @property
    def is_discharge(self) -> bool:
        """Whether it was the patient's discharge from the ward."""
        if self.before is None or self.after is None:
            return False
        return self.before.status in CURRENT and self.after.status is PatientStatus.DISCHARGED


def put_back(work: Work, edited: PatientEdited) -> tuple[Patient, Patient]:
    """(the patient as they are now, and with these details as they were before). Raises HubError when one of the
    details was changed since, saying by whom, and for a change that changed nothing."""
    if edited.before is None or edited.after is None:
        raise HubError("Nothing to undo", "Nothing was changed.", remedy="Look at the patient's history.")
    now = work.patients.get(edited.after.id)
    if any(getattr(now, name) != getattr(edited.after, name) for name in edited.fields):
        raise _changed_since(work, now)
    old = {name: getattr(edited.before, name) for name in edited.fields}
    return now, replace(now, **old)


def _changed_since(work: Work, patient: Patient) -> HubError:
    last = next((one for one in work.audit.of_entity(Kind.PATIENT, patient.id)), None)
    names = {person.id: person.name for person in work.staff.of_ward(patient.ward_id)}
    who = names.get((last.actor_id if last else None) or "", "Somebody")
    return HubError(
        "Not undone", f"{who} changed the same details since.", remedy="Look at the patient, and change them there."
    )
