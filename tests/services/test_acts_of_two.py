"""What one person does with a task while another has to do with it too: nothing of the other's is taken away unseen."""

from datetime import date, timedelta

import pytest

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import ChangedElsewhere, InvalidAnswer
from inpatient_hub.domain.hand_back import HandBack, NextAction, Progress
from inpatient_hub.domain.task_acts import ReasonNeeded, TaskRefused
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import Task, TaskKind, TaskState
from inpatient_hub.services.new_tasks import NewTask
from tests.services.making import FRIDAY, Desk, refused
from tests.services.test_task_acts import TODAY, add, did, kept

FAR = date(2027, 11, 27)
_TASK = Kind.TASK


@pytest.mark.parametrize("mine", [False, True])
def test_what_was_just_added_is_taken_off_again_also_where_it_was_claimed_with_that(desk: Desk, mine: bool) -> None:
    task, acted = desk.hub.tasks.add(desk.ward_id, NewTask(title="Twice", mine=mine), by=desk.by)
    changes = desk.hub.tasks.undo_all(acted.ways_back, by=desk.by)
    assert changes
    assert kept(desk, task.id).state is TaskState.IN_ERROR
    assert did(desk, task.id)[-1] == "Nelly Dean undid: added it"


@pytest.mark.parametrize("mine", [False, True])
def test_undoing_what_one_added_does_not_take_away_what_a_colleague_has_done_since(desk: Desk, mine: bool) -> None:
    task, acted = desk.hub.tasks.add(desk.ward_id, NewTask(title="Ring housing", mine=mine), by=desk.by)
    if mine:
        desk.hub.tasks.take_over(task.id, seen=desk.by, by=desk.joe.id)
    desk.hub.tasks.complete(task.id, by=desk.joe.id)
    with refused("Something else was done", TaskRefused):
        desk.hub.tasks.undo_all(acted.ways_back, by=desk.by)
    assert (kept(desk, task.id).state, kept(desk, task.id).done_by) == (TaskState.DONE, desk.joe.id)


def test_of_several_dates_kept_at_once_none_is_taken_back_when_a_colleague_has_one_of_them(desk: Desk) -> None:
    clocks, event = desk.hub.clocks, "section_2_admission"
    chosen = [one.rule.id for one in clocks.dates(desk.ward_id, event, FRIDAY) if one.is_on][:2]
    tasks, acted = clocks.add(desk.patient.id, event, FRIDAY, chosen, by=desk.by)
    assert len(acted.ways_back) == len(tasks) == 2
    claimed = desk.hub.tasks.claim(tasks[0].id, by=desk.joe.id)
    with refused("Something else was done", TaskRefused):
        desk.hub.tasks.undo_all(acted.ways_back, by=desk.by)
    assert [kept(desk, task.id).state for task in tasks] == [TaskState.CLAIMED, TaskState.TO_DO]
    desk.hub.tasks.undo(claimed.event_id, by=desk.joe.id)
    with refused("Something else was done", TaskRefused):
        desk.hub.tasks.undo_all(acted.ways_back[:1] * 2, by=desk.by)
    desk.hub.tasks.undo_all(acted.ways_back, by=desk.by)
    assert {kept(desk, task.id).state for task in tasks} == {TaskState.IN_ERROR}


def test_entered_in_error_is_refused_when_a_colleague_was_quicker(desk: Desk) -> None:
    task = add(desk)
    desk.hub.tasks.complete(task.id, by=desk.joe.id)
    with pytest.raises(ChangedElsewhere) as caught:
        desk.hub.tasks.mark_in_error(task.id, by=desk.by, version=task.version)
    assert caught.value.message == "Joe Heath marked it done at 16:00, so your change was not saved over it."
    assert kept(desk, task.id).state is TaskState.DONE


def test_what_was_done_and_then_marked_in_error_does_not_count_as_done(desk: Desk) -> None:
    task = add(desk)
    desk.hub.tasks.complete(task.id, by=desk.joe.id)
    assert [one.line.task.id for one in desk.hub.my_work.tasks(desk.ward_id, by=desk.joe.id).done] == [task.id]
    desk.hub.tasks.mark_in_error(task.id, by=desk.by)
    assert desk.hub.my_work.tasks(desk.ward_id, by=desk.joe.id).done == ()


def test_a_part_done_task_comes_up_on_the_day_to_chase_it(desk: Desk) -> None:
    task = add(desk, due=Timing(day=date(2026, 12, 20)), mine=True)
    how = HandBack(progress=Progress.PART_DONE, next_action=NextAction.CHASE, chase_on=date(2026, 11, 23))
    desk.hub.tasks.hand_back(task.id, how, by=desk.by)
    assert desk.hub.today.view(desk.ward_id).to_chase == ()
    desk.later(days=3)
    view = desk.hub.today.view(desk.ward_id)
    assert [line.task.id for line in view.to_chase] == [task.id]
    desk.hub.tasks.claim(task.id, by=desk.joe.id)
    assert [line.task.id for line in desk.hub.today.view(desk.ward_id).to_chase] == [task.id]
    desk.hub.tasks.complete(task.id, by=desk.joe.id)
    assert desk.hub.today.view(desk.ward_id).to_chase == ()


def follow_up(desk: Desk) -> Task:
    (line,) = desk.hub.tasks.due_by(desk.ward_id, FAR)
    return line.task


def test_taking_back_filed_leaves_the_follow_up_that_a_colleague_works_on_and_says_so(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    made = follow_up(desk)
    desk.hub.tasks.claim(made.id, by=desk.joe.id)
    how = HandBack(
        progress=Progress.WAITING,
        waiting_on="housing",
        next_action=NextAction.CHASE,
        chase_on=TODAY + timedelta(days=2),
        keep=True,
    )
    desk.hub.tasks.hand_back(made.id, how, by=desk.joe.id)
    taken = desk.hub.notes.take_back_filed(note.id, by=desk.by)
    after = kept(desk, made.id)
    assert (after.state, after.claimed_by) == (TaskState.WAITING, desk.joe.id)
    assert [task.id for task in taken.left] == [made.id]
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    assert follow_up(desk).id == made.id, "it is not made a second time"
    assert desk.hub.runs.view(run_id).follow_up.task_id == made.id  # type: ignore[union-attr]


@pytest.mark.parametrize("act", ["hand_back", "moved"])
def test_a_follow_up_that_a_colleague_handed_back_or_moved_stays_too(desk: Desk, act: str) -> None:
    _, note = desk.copied()
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    made = follow_up(desk)
    if act == "moved":
        desk.hub.tasks.move(made.id, TODAY + timedelta(days=1), by=desk.joe.id)
    else:
        how = HandBack(progress=Progress.PART_DONE, next_action=NextAction.CARRY_ON)
        desk.hub.tasks.hand_back(made.id, how, by=desk.joe.id)
    taken = desk.hub.notes.mark_in_error(note.id, "Wrong patient", by=desk.by)
    assert (kept(desk, made.id).state, len(taken.left)) == (TaskState.TO_DO, 1)


def test_a_follow_up_nobody_has_touched_goes_with_the_filing(desk: Desk) -> None:
    _, note = desk.copied()
    desk.hub.notes.mark_filed(note.id, by=desk.joe.id)
    made = follow_up(desk)
    taken = desk.hub.notes.take_back_filed(note.id, by=desk.by)
    assert (kept(desk, made.id).state, taken.left) == (TaskState.IN_ERROR, ())


def late_task_with_its_note(desk: Desk) -> tuple[Task, str]:
    today = desk.clock.local(desk.clock.now()).date()
    about = {"kind": TaskKind.PATIENT, "patient_id": desk.patient.id, "workflow_id": "advice"}
    task = add(desk, due=Timing(day=today), **about)
    run_id = desk.ready()
    desk.hub.tasks.begin_run(task.id, run_id, by=desk.by)
    desk.later(days=2)
    return task, desk.copy(run_id).note.id


def test_filing_the_note_of_a_late_task_counts_it_as_recorded_late_and_asks_why(desk: Desk) -> None:
    task, note_id = late_task_with_its_note(desk)
    filed = desk.hub.notes.mark_filed(note_id, by=desk.joe.id)
    assert [one.id for one in filed.late] == [task.id]
    assert kept(desk, task.id).reason == "recorded_late"
    assert did(desk, task.id)[-1] == (
        "Joe Heath marked it done: by filing its note, late: it was done in time and is only ticked now"
    )
    desk.hub.tasks.say_why_late(task.id, "staffing", by=desk.joe.id)
    assert kept(desk, task.id).reason == "staffing"
    assert did(desk, task.id)[-1] == "Joe Heath changed it: why it was late (too few staff)"
    desk.hub.notes.take_back_filed(note_id, by=desk.by)
    assert (kept(desk, task.id).state, kept(desk, task.id).reason) == (TaskState.TO_DO, None)


def test_a_reason_given_with_the_filing_is_kept_and_one_that_is_unknown_does_not_hold_it_up(desk: Desk) -> None:
    task, note_id = late_task_with_its_note(desk)
    assert desk.hub.notes.mark_filed(note_id, by=desk.by, late_reason="patient_away").late == ()
    assert kept(desk, task.id).reason == "patient_away"
    other, note_id = late_task_with_its_note(desk)
    assert len(desk.hub.notes.mark_filed(note_id, by=desk.by, late_reason="nonsense").late) == 1
    assert kept(desk, other.id).reason == "recorded_late"


def test_filing_in_time_asks_for_no_reason(desk: Desk) -> None:
    task = add(desk, kind=TaskKind.PATIENT, patient_id=desk.patient.id, workflow_id="advice")
    run_id = desk.ready()
    desk.hub.tasks.begin_run(task.id, run_id, by=desk.by)
    assert desk.hub.notes.mark_filed(desk.copy(run_id).note.id, by=desk.by).late == ()
    assert kept(desk, task.id).reason is None
    with refused("There is no reason to give", TaskRefused):
        desk.hub.tasks.say_why_late(task.id, "staffing", by=desk.by)


def test_only_who_did_it_says_why_it_was_late_and_only_with_a_reason_of_the_list(desk: Desk) -> None:
    task, note_id = late_task_with_its_note(desk)
    desk.hub.notes.mark_filed(note_id, by=desk.joe.id)
    with refused("Somebody else did this", TaskRefused):
        desk.hub.tasks.say_why_late(task.id, "staffing", by=desk.by)
    with pytest.raises(ReasonNeeded):
        desk.hub.tasks.say_why_late(task.id, "not_needed", by=desk.joe.id)
    assert kept(desk, task.id).reason == "recorded_late"


def test_what_was_done_before_it_was_typed_is_told_with_its_time(desk: Desk) -> None:
    task = add(desk)
    desk.hub.tasks.complete(task.id, by=desk.by, at=FRIDAY - timedelta(hours=1))
    assert kept(desk, task.id).done_at == FRIDAY - timedelta(hours=1)
    other = add(desk)
    with refused("in the future", InvalidAnswer):
        desk.hub.tasks.complete(other.id, by=desk.by, at=FRIDAY + timedelta(minutes=1))


def test_the_second_check_is_taken_off_with_a_reason_that_the_history_and_the_trail_keep(desk: Desk) -> None:
    task = add(desk, needs_check=True)
    with pytest.raises(ReasonNeeded) as caught:
        desk.hub.tasks.change(task.id, needs_check=False, by=desk.joe.id)
    assert "nobody_there" in caught.value.choices
    assert kept(desk, task.id).needs_check
    desk.hub.tasks.change(task.id, needs_check=False, check_reason="nobody_there", by=desk.joe.id)
    assert not kept(desk, task.id).needs_check
    assert did(desk, task.id)[-1] == (
        "Joe Heath changed it: second check taken off (there was no second person on the ward)"
    )
    [*_, event] = desk.trail(_TASK, task.id)
    assert (event.before["needs_check"], event.after["needs_check"]) == ("yes", "no")
    assert event.reason == "nobody_there"


def test_a_change_says_what_was_changed(desk: Desk) -> None:
    task = add(desk, place="Room 2")
    desk.hub.tasks.change(task.id, title="Ring them", place="", needs_check=True, by=desk.by)
    assert did(desk, task.id)[-1] == "Nelly Dean changed it: title, place, second check asked for"
