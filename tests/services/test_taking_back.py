"""A change of a patient's details or of a repeat is taken back as it was, and the history keeps both."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.patients import Alert, Patient, PatientStatus
from inpatient_hub.domain.recurrence import Missed, Repeat
from inpatient_hub.domain.series import Series, SeriesState
from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.gui.dialogs.patient_draft import details_of
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.patient_undo import PatientEdited
from inpatient_hub.services.series_undo import SeriesActed
from tests.services.making import Desk, refused

TODAY = date(2026, 11, 20)


def patient(desk: Desk) -> Patient:
    with desk.store.reading() as work:
        return work.patients.get(desk.patient.id)


def edit(desk: Desk, *, by: str | None = None, **changed: Any) -> PatientEdited:
    now = patient(desk)
    details = replace(details_of(now), **changed)
    return desk.hub.patients.edit(now.id, details, seen_version=now.version, by=by or desk.by)[1]


def add(desk: Desk, **changed: Any) -> tuple[Series, SeriesActed]:
    usual: dict[str, Any] = {
        "title": "Weigh them",
        "repeat": Repeat(rule="FREQ=DAILY", starts_on=TODAY),
        "missed": Missed.PILES_UP,
    }
    return desk.hub.series.add(desk.ward_id, NewSeries(**usual | changed), by=desk.by)


def series(desk: Desk, series_id: str) -> Series:
    with desk.store.reading() as work:
        return work.series.get(series_id)


def states(desk: Desk, series_id: str) -> list[TaskState]:
    with desk.store.reading() as work:
        return [task.state for task in work.tasks.of_series(series_id, date.min, date.max)]


def test_details_are_taken_back_one_change_after_the_other(desk: Desk) -> None:
    before = patient(desk)
    first = edit(desk, expected_discharge_on=date(2026, 11, 27), alerts=(Alert(text="Falls risk"),))
    second = edit(desk, status=PatientStatus.DISCHARGED)
    assert desk.hub.patients.take_back(second, by=desk.by).ids(Kind.PATIENT) == {before.id}
    assert patient(desk).status is PatientStatus.ACTIVE
    desk.hub.patients.take_back(first, by=desk.by)
    assert replace(patient(desk), version=before.version) == before
    undone, *_ = reversed(desk.trail(Kind.PATIENT, before.id))
    assert undone.action is AuditAction.PATIENT_UNDONE
    assert undone.before == {"expected_discharge_on": "2026-11-27", "alerts": "changed"}
    assert undone.detail["changed"] == "expected_discharge_on, alerts"
    told = [line.did for line in desk.hub.patients.view(before.id).history][:2]
    assert all(did.startswith("took back a change of the patient's details: ") for did in told)
    assert told[0].endswith(": the discharge date and alerts")


def test_what_somebody_else_changed_since_is_not_put_over_and_it_says_who(desk: Desk) -> None:
    mine = edit(desk, bed="7")
    other = edit(desk, by=desk.joe.id, legal_status="s2")
    theirs = edit(desk, by=desk.joe.id, bed="9")
    with refused("Joe Heath changed the same details since"):
        desk.hub.patients.take_back(mine, by=desk.by)
    desk.hub.patients.take_back(theirs, by=desk.joe.id)
    desk.hub.patients.take_back(mine, by=desk.by)
    assert (patient(desk).bed, patient(desk).legal_status) == (desk.patient.bed, "s2")
    desk.hub.patients.take_back(other, by=desk.joe.id)
    with refused("Nothing was changed"):
        desk.hub.patients.take_back(edit(desk, bed=desk.patient.bed), by=desk.by)


def test_an_nhs_number_that_somebody_else_has_now_is_not_taken_back(desk: Desk) -> None:
    edited = edit(desk, nhs_number="")
    desk.add_patient(family_name="Linton", bed="5")
    with refused("NHS number"):
        desk.hub.patients.take_back(edited, by=desk.by)


def test_an_added_repeat_is_off_every_list_and_what_somebody_has_of_it_stays(desk: Desk) -> None:
    made, done = add(desk)
    assert states(desk, made.id) == [TaskState.TO_DO]
    desk.hub.series.undo(done, by=desk.by)
    assert (series(desk, made.id).state, states(desk, made.id)) == (SeriesState.IN_ERROR, [TaskState.IN_ERROR])
    assert desk.hub.series.of_ward(desk.ward_id) == []
    assert desk.actions(Kind.SERIES, made.id)[-1] is AuditAction.SERIES_UNDONE
    other, done = add(desk)
    with desk.store.reading() as work:
        (task,) = work.tasks.of_series(other.id, date.min, date.max)
    desk.hub.tasks.claim(task.id, by=desk.joe.id)
    desk.hub.series.undo(done, by=desk.by)
    assert states(desk, other.id) == [TaskState.CLAIMED]


def test_leaving_a_day_out_and_ending_are_taken_back_with_the_tasks_that_were_let_go(desk: Desk) -> None:
    made, _ = add(desk)
    left_out = desk.hub.series.leave_out(made.id, TODAY, by=desk.by)
    ended = desk.hub.series.end(made.id, by=desk.by)
    assert (series(desk, made.id).state, states(desk, made.id)) == (SeriesState.ENDED, [TaskState.CANCELLED])
    desk.hub.series.undo(ended, by=desk.by)
    assert (series(desk, made.id).state, states(desk, made.id)) == (SeriesState.ACTIVE, [TaskState.CANCELLED])
    desk.hub.series.undo(left_out, by=desk.by)
    assert (series(desk, made.id).repeat, states(desk, made.id)) == (made.repeat, [TaskState.TO_DO])


def test_a_change_from_now_on_is_taken_back_and_the_old_one_goes_on(desk: Desk) -> None:
    made, _ = add(desk)
    desk.later(days=1)
    desk.hub.series.settle(desk.ward_id)
    new = NewSeries(title="Weigh them twice", repeat=made.repeat, missed=Missed.PILES_UP)
    following, done = desk.hub.series.change_from_now_on(made.id, TODAY + timedelta(days=1), new, by=desk.by)
    desk.hub.series.undo(done, by=desk.by)
    assert [one.title for one in desk.hub.series.of_ward(desk.ward_id)] == ["Weigh them"]
    assert (states(desk, made.id), states(desk, following.id)) == (
        [TaskState.TO_DO, TaskState.TO_DO],
        [TaskState.IN_ERROR],
    )


def test_a_repeat_that_somebody_else_changed_since_stays_and_it_says_who(desk: Desk) -> None:
    made, _ = add(desk)
    left_out = desk.hub.series.leave_out(made.id, TODAY + timedelta(days=2), by=desk.by)
    desk.hub.series.end(made.id, by=desk.joe.id, last=TODAY + timedelta(days=9))
    with refused("Joe Heath changed this repeat since"):
        desk.hub.series.undo(left_out, by=desk.by)
    assert series(desk, made.id).repeat.left_out == (TODAY + timedelta(days=2),)


def test_taking_back_moves_nothing_to_another_ward_or_patient_whatever_is_handed_in(desk: Desk) -> None:
    other = desk.hub.wards.set_up(ward_name="Thrushcross", person_name="Edgar Linton", person_role="RMN").ward
    edited = edit(desk, bed="7")
    assert edited.before is not None
    forged = replace(edited, before=replace(edited.before, ward_id=other.id))
    desk.hub.patients.take_back(forged, by=desk.by)
    assert replace(patient(desk), version=desk.patient.version) == desk.patient
    made, _ = add(desk)
    ended = desk.hub.series.end(made.id, by=desk.by)
    (before,) = ended.before
    moved = replace(before, ward_id=other.id, patient_id=desk.patient.id, made_by=desk.joe.id)
    desk.hub.series.undo(replace(ended, before=(moved,)), by=desk.by)
    assert replace(series(desk, made.id), version=before.version) == before
