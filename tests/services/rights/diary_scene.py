"""The diary of the ward that the walk through all rights walks through: a task in each state, a repeat, a filter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import time, timedelta

from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.recurrence import Repeat
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import Task, TaskKind
from inpatient_hub.gui.dialogs.patient_draft import details_of
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.new_tasks import NewTask
from tests.services.making import FRIDAY, Desk

TODAY = FRIDAY.date()
HAPPENED = FRIDAY - timedelta(hours=2)
"""When the patient came to the ward."""

NEW_TASK = NewTask(title="Order the pads", due=Timing(day=TODAY))
NEW_REPEAT = NewSeries(title="Count the keys", repeat=Repeat(rule="FREQ=DAILY", starts_on=TODAY), shifts=("Night",))


@dataclass(frozen=True, kw_only=True)
class DiaryRecords:
    """The ids of one record of each kind."""

    undoable: Mapping[str, str]
    """By the id of a member of staff: the event of a task they claimed and nobody touched since."""
    to_check: str
    """Done, and waits for a second person."""
    of_workflow: str
    """A patient's task with a note to make, of which a run has begun apart."""
    in_error: str
    computed: str
    """Its date follows from the patient's coming to the ward."""
    series: str
    patients_series: str
    left_patient: str
    """Has left the ward, with something still to be done."""
    left_open: str
    filters: Mapping[str, str]
    """By the id of a member of staff: a filter of theirs."""
    late: Mapping[str, str]
    """By the id of a member of staff: a task that they did late."""


def diary_records(desk: Desk, people: Iterable[Staff]) -> DiaryRecords:
    """Makes them by the program itself."""
    hub, by = desk.hub, desk.by
    people = list(people)

    def add(title: str, **more: object) -> Task:
        asked = NewTask(title=title, **{"due": Timing(day=TODAY)} | more)  # type: ignore[arg-type]
        return hub.tasks.add(desk.ward_id, asked, by=by)[0]

    undoable, filters, late = {}, {}, {}
    for person in people:
        undoable[person.id] = hub.tasks.claim(add(f"For {person.name}").id, by=person.id).event_id
        filters[person.id] = hub.diary.save_filter("Mine", {"whose": "mine"}, by=person.id).id
        late[person.id] = add(f"Late for {person.name}", due=Timing(day=TODAY, at=time(0, 1))).id
        hub.tasks.complete(late[person.id], reason="recorded_late", by=person.id)
    to_check, in_error = add("Count the medicines", needs_check=True), add("Made by mistake")
    hub.tasks.complete(to_check.id, by=by)
    hub.tasks.mark_in_error(in_error.id, by=by)
    about = {"kind": TaskKind.PATIENT, "patient_id": desk.patient.id}
    (computed,), _ = hub.clocks.add(desk.patient.id, "admission", HAPPENED, ["admission.h72_audit"], by=by)
    of_patient = NewSeries(
        title="Weigh them", repeat=NEW_REPEAT.repeat, kind=TaskKind.PATIENT, patient_id=desk.patient.id
    )
    left = desk.add_patient(nhs_number="", given_name="Linton", family_name="Heath", bed="6")
    left_open = add("Letter to the GP", kind=TaskKind.PATIENT, patient_id=left.id)
    hub.patients.edit(
        left.id, replace(details_of(left), status=PatientStatus.DISCHARGED), seen_version=left.version, by=by
    )
    return DiaryRecords(
        left_patient=left.id,
        left_open=left_open.id,
        undoable=undoable,
        to_check=to_check.id,
        of_workflow=add("Refer to the advocate", workflow_id="advice", **about).id,
        in_error=in_error.id,
        computed=computed.id,
        series=hub.series.add(desk.ward_id, NEW_REPEAT, by=by)[0].id,
        patients_series=hub.series.add(desk.ward_id, of_patient, by=by)[0].id,
        filters=filters,
        late=late,
    )
