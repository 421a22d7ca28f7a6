"""A date whose rule says that it comes again is followed by the next, counted from the day on which it was done."""

from datetime import timedelta

from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.tasks import Task, TaskState
from inpatient_hub.services.patients import PatientDetails
from tests.services.making import FRIDAY, Desk

TODAY = FRIDAY.date()


def weekly(desk: Desk) -> Task:
    [task], _ = desk.hub.clocks.add(desk.patient.id, "named_nurse_review", FRIDAY, ["named_nurse.weekly"], by=desk.by)
    return task


def reviews(desk: Desk) -> list[Task]:
    """The patient's reviews that are to be done, the earliest first."""
    with desk.hub.store.reading() as work:
        tasks = [line.task for line in work.tasks.of_patient(desk.patient.id)]
    return [task for task in tasks if task.clock_rule and task.state is TaskState.TO_DO]


def test_done_it_is_followed_by_the_next_from_the_day_it_was_done(desk: Desk) -> None:
    task = weekly(desk)
    desk.later(days=9)
    acted = desk.hub.tasks.complete(task.id, by=desk.by, reason="incident")
    [later] = reviews(desk)
    assert (later.due_on, later.clock_rule) == (TODAY + timedelta(days=16), task.clock_rule)
    assert desk.hub.tasks.history(later.id)[0].by == desk.by
    assert acted.event_id


def test_undone_the_next_goes_and_done_again_it_is_back_once(desk: Desk) -> None:
    task = weekly(desk)
    done = desk.hub.tasks.complete(task.id, by=desk.by)
    assert [one.id for one in reviews(desk)] != [task.id]
    undone = desk.hub.tasks.undo(done.event_id, by=desk.by)
    assert [one.id for one in reviews(desk)] == [task.id]
    desk.hub.tasks.undo(undone.event_id, by=desk.by)
    assert len(reviews(desk)) == 1


def test_a_next_one_that_somebody_worked_on_stays(desk: Desk) -> None:
    task = weekly(desk)
    done = desk.hub.tasks.complete(task.id, by=desk.by)
    [later] = reviews(desk)
    desk.hub.tasks.claim(later.id, by=desk.joe.id)
    desk.hub.tasks.undo(done.event_id, by=desk.by)
    assert desk.hub.tasks.view(later.id).line.task.state is TaskState.CLAIMED


def test_an_opened_one_takes_its_next_away_and_leaves_those_before_it(desk: Desk) -> None:
    first = weekly(desk)
    desk.hub.tasks.complete(first.id, by=desk.by)
    [second] = reviews(desk)
    desk.later(days=7)
    desk.hub.tasks.complete(second.id, by=desk.by)
    desk.hub.tasks.reopen(second.id, by=desk.by)
    assert [one.id for one in reviews(desk)] == [second.id]
    assert desk.hub.tasks.view(first.id).line.task.state is TaskState.DONE


def test_who_has_left_the_ward_gets_no_next_one(desk: Desk) -> None:
    task = weekly(desk)
    details = PatientDetails(family_name="Earnshaw", given_name="Catherine", bed="", status=PatientStatus.DISCHARGED)
    desk.hub.patients.edit(desk.patient.id, details, seen_version=desk.patient.version, by=desk.by)
    desk.hub.tasks.complete(task.id, by=desk.by)
    assert reviews(desk) == []


def test_a_rule_that_does_not_repeat_is_done_once(desk: Desk) -> None:
    [task], _ = desk.hub.clocks.add(desk.patient.id, "section_5_4_recorded", FRIDAY, ["mha.s5_4_ends"], by=desk.by)
    desk.hub.tasks.complete(task.id, by=desk.by)
    assert reviews(desk) == []
