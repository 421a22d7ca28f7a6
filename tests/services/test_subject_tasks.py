"""What a subject access request tells of a patient's tasks and repeats: every field, in both forms."""

import json
from dataclasses import fields, replace
from datetime import date, time, timedelta
from typing import Any

from inpatient_hub.domain.hand_back import HandBack, NextAction, Progress
from inpatient_hub.domain.recurrence import Repeat, weekly_on
from inpatient_hub.domain.series import Series, SeriesState
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import AuditType, Category, DayPart, Priority, Task, TaskEventKind, TaskKind, Team
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.new_tasks import NewTask
from tests.services.making import FRIDAY, Desk
from tests.services.test_subject_access import SCHEMA, Text, collected

TODAY = FRIDAY.date()
OTHERWISE = {
    "ward_id": "ward",
    "patient_id": "patient",
    "version": None,
    "run_id": "referral",
    "lapses_at": "counts_as_missed_from",
    "duration": "minutes",
    "repeat_id": "repeat",
    "workflow_id": "workflow",
    "guide_id": "guide",
}
"""Fields of a task that are told under another name: those of the ward and the patient once for all."""


def a_task_with_everything(desk: Desk) -> Task:
    new = NewTask(
        title="Review at the clinic",
        kind=TaskKind.APPOINTMENT,
        due=Timing(day=TODAY + timedelta(days=1), part=DayPart.MORNING),
        patient_id=desk.patient.id,
        priority=Priority.URGENT,
        duration=45,
        place="Room 2",
        people="Dr Kenneth",
        category=Category.MEDICAL_REVIEW,
        audit_type=AuditType.OTHER,
        offered_to=Team.MEDICAL,
        needs_check=True,
    )
    task, _ = desk.hub.tasks.add(desk.ward_id, new, by=desk.by)
    desk.hub.tasks.claim(task.id, by=desk.by)
    desk.hub.tasks.take_over(task.id, seen=desk.by, by=desk.joe.id)
    waits = HandBack(
        progress=Progress.WAITING, waiting_on="housing", next_action=NextAction.CHASE, chase_on=date(2026, 11, 24)
    )
    desk.hub.tasks.hand_back(task.id, waits, by=desk.joe.id)
    desk.hub.tasks.change(task.id, title="Review at the surgery", by=desk.by)
    return task


def a_repeat(desk: Desk, **changed: Any) -> Series:
    new = NewSeries(
        title="Weigh them",
        repeat=Repeat(rule=weekly_on([0, 3]), starts_on=TODAY),
        kind=TaskKind.PATIENT,
        patient_id=desk.patient.id,
        at=time(9, 30),
    )
    series, _ = desk.hub.series.add(desk.ward_id, replace(new, **changed), by=desk.by)
    desk.hub.series.leave_out(series.id, date(2026, 11, 26), by=desk.by)
    return series


def test_every_field_of_a_task_is_told() -> None:
    told = SCHEMA["properties"]["tasks"]["items"]["properties"].keys()
    wanted = {OTHERWISE.get(field.name, field.name) for field in fields(Task)} - {None, "ward", "patient"}
    assert told == wanted | {"events"}


def test_every_field_of_a_repeat_is_told() -> None:
    told = SCHEMA["properties"]["repeats"]["items"]["properties"].keys()
    other = {"workflow_id": "workflow", "guide_id": "guide", "missed": "missed_one", "repeat": "repeats"}
    plain = {other.get(field.name, field.name) for field in fields(Series)} - {"ward_id", "patient_id", "version"}
    assert told == plain | {field.name for field in fields(Repeat)}


def test_everything_that_can_happen_to_a_task_can_be_told() -> None:
    event = SCHEMA["properties"]["tasks"]["items"]["properties"]["events"]["items"]
    assert set(event["properties"]["what"]["enum"]) == {kind.value for kind in TaskEventKind}


def test_a_task_is_told_in_words_with_all_that_happened_to_it(desk: Desk) -> None:
    a_task_with_everything(desk)
    said, page = collected(desk)
    (task,) = said["tasks"]
    assert (task["kind"], task["state"], task["category"]) == ("Appointment", "Waiting", "Medical review")
    assert (task["offered_to"], task["waiting_on"], task["minutes"]) == ("Medical", "housing", 45)
    assert [event["did"] for event in task["events"]] == [
        "added it",
        "claimed it",
        "took it over from Nelly Dean, RMN",
        "handed it back: Waiting on housing. Next: chase it on 24 Nov 2026.",
        "changed it: title",
    ]
    assert task["events"][0]["before"] == {}, "before it was added there was no task, least of all one in error"
    assert task["events"][2]["before"]["claimed_by"] == "Nelly Dean, RMN"
    assert task["events"][3]["before"]["state"] == "Claimed"
    assert task["events"][-1]["before"] == {"title": "Review at the clinic"}
    words = " ".join(Text(page).words.split())
    for shown in (
        "Review at the surgery",
        "title: Review at the clinic",
        "Dr Kenneth",
        "Room 2",
        "45 minutes",
        "Took it over from Nelly Dean, RMN",
        "To be chased 24 Nov 2026",
        "claimed by: Nelly Dean, RMN",
    ):
        assert shown in words, shown
    assert "in_error" not in words


def test_a_repeat_is_told_in_words_and_nobody_elses_is(desk: Desk) -> None:
    a_repeat(desk)
    other = desk.add_patient(family_name="Otherperson", nhs_number="", bed="9")
    a_repeat(desk, patient_id=other.id, title="Not to be told")
    said, page = collected(desk)
    (repeat,) = said["repeats"]
    assert (repeat["repeats"], repeat["at"]) == ("every Monday and Thursday", "09:30")
    assert (repeat["left_out"], repeat["made_by"]) == (["2026-11-26"], "Nelly Dean, RMN")
    words = " ".join(Text(page).words.split())
    for shown in ("Repeats every Monday and Thursday", "Left out 26 Nov 2026", "Weigh them"):
        assert shown in words, shown
    assert "Not to be told" not in json.dumps(said) + page


def test_what_was_entered_in_error_is_told_as_well(desk: Desk) -> None:
    series, task = a_repeat(desk), a_task_with_everything(desk)
    desk.hub.tasks.mark_in_error(task.id, by=desk.by)
    with desk.store.writing() as work:
        work.series.update(replace(work.series.get(series.id), state=SeriesState.IN_ERROR))
    said, _ = collected(desk)
    assert [one["state"] for one in said["tasks"]] == ["Entered in error"]
    assert [one["state"] for one in said["repeats"]] == ["Entered in error"]
