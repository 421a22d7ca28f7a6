"""A patient leaves: what is still open is told, ended by a person and taken back as one, and nothing more is made."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.hand_back import HandBack, NextAction, Progress
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.recurrence import Missed, Repeat
from inpatient_hub.domain.series import Series, SeriesState
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import Task, TaskEventKind, TaskKind, TaskState
from inpatient_hub.gui.dialogs.patient_draft import details_of
from inpatient_hub.services.leaving import StillOpen
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.services.patient_undo import PatientEdited
from inpatient_hub.services.repeat_grid import Became
from inpatient_hub.services.series_undo import SeriesActed
from tests.services.making import FRIDAY, Desk, refused

TODAY = FRIDAY.date()
MONDAY = date(2026, 11, 16)


def task(desk: Desk, title: str, *, days: int = 0, **changed: Any) -> Task:
    due = Timing(day=TODAY + timedelta(days=days), at=time(18))
    new = NewTask(title=title, due=due, **{"kind": TaskKind.PATIENT, "patient_id": desk.patient.id} | changed)
    return desk.hub.tasks.add(desk.ward_id, new, by=desk.by)[0]


def daily(desk: Desk, **changed: Any) -> Series:
    usual: dict[str, Any] = {
        "title": "Weigh them",
        "repeat": Repeat(rule="FREQ=DAILY", starts_on=TODAY),
        "missed": Missed.EXPIRES,
        "kind": TaskKind.PATIENT,
        "patient_id": desk.patient.id,
    }
    return desk.hub.series.add(desk.ward_id, NewSeries(**usual | changed), by=desk.by)[0]


def leaves(desk: Desk, status: PatientStatus = PatientStatus.DISCHARGED) -> PatientEdited:
    now = desk.hub.patients.facts(desk.patient.id).patient
    return desk.hub.patients.edit(
        now.id, replace(details_of(now), status=status), seen_version=now.version, by=desk.by
    )[1]


def still(desk: Desk) -> StillOpen:
    return desk.hub.leaving.still_open(desk.patient.id)


def end_all(desk: Desk) -> SeriesActed:
    found = still(desk)
    return desk.hub.leaving.end(
        desk.patient.id,
        repeats=[one.id for one in found.repeats],
        tasks=[line.task.id for line in (*found.tasks, *found.appointments)],
        by=desk.by,
    )


def kept(desk: Desk, task_id: str) -> Task:
    with desk.store.reading() as work:
        return work.tasks.get(task_id)


def of(desk: Desk, series: Series) -> list[tuple[date | None, TaskState]]:
    with desk.store.reading() as work:
        return [(one.repeat_on, one.state) for one in work.tasks.of_series(series.id, date.min, date.max)]


def test_what_is_open_is_told_by_what_can_be_ended_and_what_stays(desk: Desk) -> None:
    assert not still(desk).is_any
    ecg, meeting = task(desk, "ECG"), task(desk, "Tribunal", days=3, kind=TaskKind.APPOINTMENT)
    mine, waiting, done = task(desk, "Bloods", mine=True), task(desk, "Letter"), task(desk, "Weight")
    desk.hub.tasks.hand_back(
        waiting.id,
        HandBack(progress=Progress.WAITING, waiting_on="gp", next_action=NextAction.CHASE, chase_on=TODAY),
        by=desk.by,
    )
    desk.hub.tasks.complete(done.id, by=desk.by, at=FRIDAY)
    series = daily(desk)
    leaves(desk)
    found = still(desk)
    assert [one.id for one in found.repeats] == [series.id]
    assert [line.task.id for line in found.tasks] == [ecg.id]
    assert [line.task.id for line in found.appointments] == [meeting.id]
    assert {line.task.id for line in found.staying} == {mine.id, waiting.id}
    assert {line.claimed_by_name for line in found.staying} == {"Nelly Dean", None}


@pytest.mark.parametrize(
    "title",
    [
        "Check that the section 117 meeting is confirmed",
        "Aftercare plan to the CMHT",
        "72 hour follow-up call",
        "Discharge letter to the GP",
        "GP summary",
        "s117 review",
    ],
)
def test_what_belongs_to_the_time_after_a_discharge_is_kept_unless_a_person_says_otherwise(
    desk: Desk, title: str
) -> None:
    ecg, after = task(desk, "ECG"), task(desk, title)
    assert still(desk).kept == frozenset(), "nobody is discharged yet"
    leaves(desk)
    found = still(desk)
    assert found.kept == {after.id}
    assert {line.task.id for line in found.tasks} == {ecg.id, after.id}, "it can be ended all the same"
    end_all(desk)
    assert kept(desk, after.id).state is TaskState.CANCELLED


def test_of_a_patient_entered_in_error_nothing_is_kept_for_later(desk: Desk) -> None:
    task(desk, "72 hour follow-up call")
    desk.hub.patients.mark_in_error(desk.patient.id, "Added twice", by=desk.by)
    assert still(desk).kept == frozenset()


def test_what_is_ended_has_the_leaving_as_its_reason_and_what_somebody_has_stays(desk: Desk) -> None:
    ecg, mine, series = task(desk, "ECG"), task(desk, "Bloods", mine=True), daily(desk)
    leaves(desk)
    end_all(desk)
    assert (kept(desk, ecg.id).state, kept(desk, ecg.id).reason) == (TaskState.CANCELLED, "discharged")
    assert desk.hub.tasks.view(ecg.id).history[0].did == "took it off the list: the patient was discharged"
    assert kept(desk, mine.id).state is TaskState.CLAIMED
    assert desk.hub.series.get(series.id).state is SeriesState.ENDED
    assert of(desk, series) == [(TODAY, TaskState.CANCELLED)]
    assert [line.task.id for line in still(desk).staying] == [mine.id]
    assert not still(desk).repeats


def test_a_task_claimed_while_the_question_stood_open_is_left_to_whoever_has_it(desk: Desk) -> None:
    ecg = task(desk, "ECG")
    leaves(desk)
    desk.hub.tasks.claim(ecg.id, by=desk.joe.id)
    assert not desk.hub.leaving.end(desk.patient.id, repeats=(), tasks=[ecg.id], by=desk.by)
    assert kept(desk, ecg.id).state is TaskState.CLAIMED


def test_only_what_was_chosen_is_ended(desk: Desk) -> None:
    ecg, letter, series = task(desk, "ECG"), task(desk, "Letter to the GP"), daily(desk)
    leaves(desk)
    desk.hub.leaving.end(desk.patient.id, repeats=(), tasks=[ecg.id], by=desk.by)
    assert kept(desk, ecg.id).state is TaskState.CANCELLED
    assert kept(desk, letter.id).state is TaskState.TO_DO
    assert desk.hub.series.get(series.id).state is SeriesState.ACTIVE


def test_of_a_patient_in_error_the_reason_says_so(desk: Desk) -> None:
    ecg = task(desk, "ECG")
    edited = desk.hub.patients.mark_in_error(desk.patient.id, "duplicate", by=desk.by)
    assert edited.has_left
    assert not edited.is_discharge
    ended = end_all(desk)
    assert kept(desk, ecg.id).reason == "patient_in_error"
    desk.hub.patients.take_back(edited, by=desk.by, ended=ended)
    assert desk.hub.patients.facts(desk.patient.id).patient.status is PatientStatus.ACTIVE
    assert kept(desk, ecg.id).state is TaskState.TO_DO


def test_the_discharge_and_what_it_ended_are_taken_back_as_one_and_the_history_keeps_both(desk: Desk) -> None:
    ecg, series = task(desk, "ECG"), daily(desk)
    edited = leaves(desk)
    assert edited.is_discharge
    ended = end_all(desk)
    desk.hub.patients.take_back(edited, by=desk.by, ended=ended)
    assert desk.hub.patients.facts(desk.patient.id).patient.status is PatientStatus.ACTIVE
    assert (kept(desk, ecg.id).state, kept(desk, ecg.id).reason) == (TaskState.TO_DO, None)
    assert desk.hub.series.get(series.id).state is SeriesState.ACTIVE
    assert of(desk, series) == [(TODAY, TaskState.TO_DO)]
    kinds = [event.kind for event in desk.hub.tasks.history(ecg.id)]
    assert kinds == [TaskEventKind.CREATED, TaskEventKind.CANCELLED, TaskEventKind.UNDONE]


def test_nothing_is_taken_back_when_somebody_changed_a_repeat_since(desk: Desk) -> None:
    series = daily(desk)
    edited = leaves(desk)
    ended = end_all(desk)
    with desk.store.writing() as work:
        work.series.update(replace(work.series.get(series.id), title="Weigh them twice"))
    with refused("changed this repeat since"):
        desk.hub.patients.take_back(edited, by=desk.by, ended=ended)
    assert desk.hub.patients.facts(desk.patient.id).patient.status is PatientStatus.DISCHARGED


def test_what_is_to_be_done_because_of_the_discharge_stays(desk: Desk) -> None:
    (follow_up,), _ = desk.hub.clocks.add(desk.patient.id, "discharge", FRIDAY, ["discharge.h72"], by=desk.by)
    leaves(desk)
    assert [line.task.id for line in still(desk).staying] == [follow_up.id]
    desk.hub.leaving.end(desk.patient.id, repeats=(), tasks=[follow_up.id], by=desk.by)
    assert kept(desk, follow_up.id).state is TaskState.TO_DO


def test_nothing_is_ended_for_a_patient_who_is_on_the_ward(desk: Desk) -> None:
    ecg = task(desk, "ECG")
    with refused("The patient is on the ward"):
        end_all(desk)
    assert kept(desk, ecg.id).state is TaskState.TO_DO


@pytest.mark.parametrize("how", ["discharged", "in error"])
def test_a_repeat_of_a_patient_who_left_makes_nothing_and_misses_nothing_though_nobody_answered(
    desk: Desk, how: str
) -> None:
    series = daily(desk)
    if how == "discharged":
        leaves(desk)
    else:
        desk.hub.patients.mark_in_error(desk.patient.id, "duplicate", by=desk.by)
    desk.later(days=2)
    assert not desk.hub.series.settle(desk.ward_id)
    assert of(desk, series) == [(TODAY, TaskState.TO_DO)]
    (row,) = desk.hub.series.grid(desk.ward_id, MONDAY).rows
    assert [(cell.day, cell.became) for cell in row.cells] == [(TODAY, Became.LEFT_OUT)]
    assert row.missed == 0
    assert not desk.hub.today.view(desk.ward_id).missed
    for day in desk.hub.diary.week(desk.ward_id, MONDAY):
        assert (day.counts.missed, day.counts.open) == (0, 0)
    with pytest.raises(InvalidAnswer):
        desk.hub.series.make(series.id, TODAY + timedelta(days=3), by=desk.by)


def test_what_was_missed_while_they_were_here_is_still_counted(desk: Desk) -> None:
    daily(desk)
    desk.later(days=1)
    desk.hub.series.settle(desk.ward_id)
    leaves(desk)
    desk.later(days=1)
    (row,) = desk.hub.series.grid(desk.ward_id, MONDAY).rows
    assert [cell.became for cell in row.cells] == [Became.MISSED, Became.LEFT_OUT]


def test_back_on_the_ward_the_repeat_goes_on_without_the_days_they_were_away(desk: Desk) -> None:
    series = daily(desk)
    leaves(desk)
    desk.later(days=3)
    leaves(desk, PatientStatus.ACTIVE)
    desk.hub.series.settle(desk.ward_id)
    assert [day for day, _ in of(desk, series)] == [TODAY, TODAY + timedelta(days=3)]
    assert desk.hub.series.grid(desk.ward_id, MONDAY).missed == 0


def test_a_repeat_of_the_ward_asks_for_no_patient(desk: Desk) -> None:
    series = daily(desk, kind=TaskKind.WARD, patient_id=None)
    leaves(desk)
    desk.later(days=1)
    desk.hub.series.settle(desk.ward_id)
    assert [day for day, _ in of(desk, series)] == [TODAY, TODAY + timedelta(days=1)]
