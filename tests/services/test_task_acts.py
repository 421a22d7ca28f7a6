"""Tasks from added to done: what is refused and by whose name, what a hand-back writes, and what undoing puts back."""

from datetime import date, time, timedelta

import pytest

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import ChangedElsewhere, InvalidAnswer
from inpatient_hub.domain.hand_back import HandBack, NextAction, Progress
from inpatient_hub.domain.task_acts import ReasonNeeded, SomeoneElseHasIt, TaskRefused
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import DayPart, Priority, Task, TaskEventKind, TaskKind, TaskState, Team
from inpatient_hub.services.line_notes import line_preview
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.services.task_records import ReadyNote
from tests.services.making import FRIDAY, Desk, refused

TODAY = date(2026, 11, 20)


def add(desk: Desk, **changed: object) -> Task:
    usual: dict[str, object] = {"title": "Ring the advocate", "due": Timing(day=TODAY)}
    return desk.hub.tasks.add(desk.ward_id, NewTask(**usual | changed), by=desk.by)[0]  # type: ignore[arg-type]


def kept(desk: Desk, task_id: str) -> Task:
    with desk.store.reading() as work:
        return work.tasks.get(task_id)


def did(desk: Desk, task_id: str) -> list[str]:
    return [f"{line.who} {line.did}" for line in desk.hub.tasks.view(task_id).history][::-1]


def test_a_task_is_added_with_all_that_was_asked_for(desk: Desk) -> None:
    task = add(
        desk,
        title="  See the\nsolicitor ",
        kind=TaskKind.APPOINTMENT,
        patient_id=desk.patient.id,
        due=Timing(day=TODAY, at=time(17, 30)),
        priority=Priority.URGENT,
        duration=45,
        place="Room 2",
        people="The solicitor",
        offered_to=Team.SOCIAL_WORK,
        needs_check=True,
        mine=True,
    )
    assert (task.title, task.due_at, task.claimed_by) == ("See the solicitor", FRIDAY + timedelta(minutes=90), desk.by)
    assert kept(desk, task.id) == task
    assert did(desk, task.id) == ["Nelly Dean added it", "Nelly Dean claimed it"]


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("title", {"title": "  "}),
        ("title", {"title": "x" * 201}),
        ("due_on", {"due": Timing(day=TODAY - timedelta(days=1))}),
        ("due_on", {"due": Timing(day=TODAY, shift="Early")}),
        ("shift", {"due": Timing(day=TODAY, shift="Twilight")}),
        ("due_on", {"kind": TaskKind.APPOINTMENT, "due": None}),
        ("patient_id", {"kind": TaskKind.PATIENT}),
        ("duration", {"duration": 0}),
        ("place", {"place": "x" * 81}),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(desk: Desk, field: str, asked: dict[str, object]) -> None:
    with pytest.raises(InvalidAnswer) as caught:
        add(desk, **asked)
    assert caught.value.field == field


def test_whoever_comes_second_is_told_who_has_it_and_can_take_it_over(desk: Desk) -> None:
    task = add(desk)
    desk.hub.tasks.claim(task.id, by=desk.joe.id)
    with pytest.raises(SomeoneElseHasIt, match="Joe Heath has this task") as caught:
        desk.hub.tasks.claim(task.id, by=desk.by)
    assert (caught.value.who, caught.value.message) == (desk.joe.id, "Joe Heath claimed it at 16:00, before you.")
    with pytest.raises(SomeoneElseHasIt):
        desk.hub.tasks.take_over(task.id, seen=desk.by + "x", by=desk.by)
    desk.hub.tasks.take_over(task.id, seen=desk.joe.id, by=desk.by)
    assert kept(desk, task.id).claimed_by == desk.by
    assert did(desk, task.id)[-1] == "Nelly Dean took it over from Joe Heath"


def test_a_change_over_what_somebody_else_did_meanwhile_says_who_and_what(desk: Desk) -> None:
    task = add(desk)
    desk.hub.tasks.claim(task.id, by=desk.joe.id)
    with pytest.raises(ChangedElsewhere) as caught:
        desk.hub.tasks.complete(task.id, by=desk.by, version=task.version)
    assert caught.value.message == "Joe Heath claimed it at 16:00, so your change was not saved over it."
    assert kept(desk, task.id).state is TaskState.CLAIMED


def test_a_part_done_task_is_handed_back_with_a_line_for_the_record(desk: Desk) -> None:
    task = add(desk, kind=TaskKind.PATIENT, patient_id=desk.patient.id, mine=True)
    how = HandBack(
        progress=Progress.WAITING, waiting_on="housing", next_action=NextAction.CHASE, chase_on=date(2026, 11, 24)
    )
    acted = desk.hub.tasks.hand_back(task.id, how, by=desk.by)
    assert acted.note == "Ring the advocate: Waiting on housing. Next: chase it on 24 Nov 2026."
    after = kept(desk, task.id)
    assert (after.state, after.claimed_by, after.chase_on, after.hand_backs) == (
        TaskState.WAITING,
        None,
        date(2026, 11, 24),
        1,
    )
    assert desk.hub.today.view(desk.ward_id).to_chase == ()
    desk.later(days=4)
    assert [line.task.id for line in desk.hub.today.view(desk.ward_id).to_chase] == [task.id]


def test_done_late_asks_for_the_reason_where_somebody_can_be_asked(desk: Desk) -> None:
    task = add(desk)
    desk.later(days=2)
    with pytest.raises(ReasonNeeded):
        desk.hub.tasks.complete(task.id, by=desk.by, asks=True)
    desk.hub.tasks.complete(task.id, by=desk.by, asks=True, reason="staffing")
    assert kept(desk, task.id).reason == "staffing"
    assert did(desk, task.id)[-1] == "Nelly Dean marked it done: late: too few staff"
    with refused("in the future", InvalidAnswer):
        desk.hub.tasks.complete(add(desk, due=None).id, by=desk.by, at=desk.clock.now() + timedelta(minutes=1))


def test_what_is_late_is_moved_with_a_reason_where_somebody_can_be_asked_and_its_history_keeps_it(desk: Desk) -> None:
    task, monday = add(desk), TODAY + timedelta(days=3)
    desk.hub.tasks.move(task.id, monday, by=desk.by, asks=True)
    desk.hub.tasks.move(task.id, TODAY, by=desk.by, asks=True, reason="staffing")
    assert "late" not in did(desk, task.id)[-1], "in time: no reason is kept"
    desk.later(days=2)
    with pytest.raises(ReasonNeeded) as needed:
        desk.hub.tasks.move(task.id, monday, by=desk.by, asks=True)
    assert "recorded_late" not in needed.value.choices
    assert kept(desk, task.id).due_on == TODAY
    desk.hub.tasks.move(task.id, monday, by=desk.by, asks=True, reason="staffing")
    assert did(desk, task.id)[-1] == "Nelly Dean moved it from 20 Nov 2026 to 23 Nov 2026, late: too few staff"
    assert (kept(desk, task.id).due_on, kept(desk, task.id).reason) == (monday, None)


def test_a_second_person_confirms(desk: Desk) -> None:
    task = add(desk, needs_check=True)
    desk.hub.tasks.complete(task.id, by=desk.by)
    with refused("You did it yourself", TaskRefused):
        desk.hub.tasks.check(task.id, by=desk.by)
    desk.hub.tasks.check(task.id, by=desk.joe.id)
    assert kept(desk, task.id).checked_by == desk.joe.id


def test_an_act_is_undone_and_done_again_and_the_history_keeps_all_of_it(desk: Desk) -> None:
    task = add(desk)
    claimed = desk.hub.tasks.claim(task.id, by=desk.by)
    done = desk.hub.tasks.complete(task.id, by=desk.by)
    as_done = kept(desk, task.id)
    with refused("Something else was done", TaskRefused):
        desk.hub.tasks.undo(claimed.event_id, by=desk.by)
    with refused("Somebody else did this", TaskRefused):
        desk.hub.tasks.undo(done.event_id, by=desk.joe.id)
    undone = desk.hub.tasks.undo(done.event_id, by=desk.by)
    assert (kept(desk, task.id).state, kept(desk, task.id).done_by) == (TaskState.CLAIMED, None)
    again = desk.hub.tasks.undo(undone.event_id, by=desk.by)
    assert kept(desk, task.id).done_at == as_done.done_at
    desk.hub.tasks.undo(again.event_id, by=desk.by)
    desk.hub.tasks.undo(claimed.event_id, by=desk.by)
    assert kept(desk, task.id).state is TaskState.TO_DO
    assert [event.kind for event in desk.hub.tasks.history(task.id)].count(TaskEventKind.UNDONE) == 4
    assert did(desk, task.id)[-1] == "Nelly Dean undid: claimed it"


def test_adding_a_task_is_undone_by_marking_it_in_error(desk: Desk) -> None:
    task, added = desk.hub.tasks.add(desk.ward_id, NewTask(title="Twice"), by=desk.by)
    desk.hub.tasks.undo(added.event_id, by=desk.by)
    assert kept(desk, task.id).state is TaskState.IN_ERROR
    assert desk.hub.tasks.find(desk.ward_id, "twice") == ()


def test_a_task_moves_to_a_shift_and_a_time(desk: Desk) -> None:
    task = add(desk)
    desk.hub.tasks.move(task.id, TODAY, shift="Night", by=desk.by)
    assert (kept(desk, task.id).shift, kept(desk, task.id).due_at) == ("Night", FRIDAY + timedelta(hours=15.5))
    desk.hub.tasks.move(task.id, date(2026, 11, 21), by=desk.by)
    assert kept(desk, task.id).shift == "Night"
    desk.hub.tasks.move(task.id, date(2026, 11, 21), at=time(9), by=desk.by)
    assert did(desk, task.id)[-1] == "Nelly Dean moved it from 21 Nov 2026, Night to 21 Nov 2026, 09:00"
    with refused("This shift is over.", InvalidAnswer):
        desk.hub.tasks.move(task.id, TODAY, shift="Early", by=desk.by)


def test_what_will_not_be_done_says_why(desk: Desk) -> None:
    task = add(desk)
    with pytest.raises(ReasonNeeded):
        desk.hub.tasks.cancel(task.id, "", by=desk.by)
    desk.hub.tasks.cancel(task.id, "duplicate", by=desk.by)
    assert did(desk, task.id)[-1] == "Nelly Dean took it off the list: it is on the list twice"
    desk.hub.tasks.reopen(task.id, by=desk.by)
    desk.hub.tasks.mark_in_error(task.id, by=desk.by)
    desk.hub.tasks.restore(task.id, by=desk.by)
    assert kept(desk, task.id).state is TaskState.TO_DO


def test_filing_the_note_of_a_task_ticks_it_and_taking_that_back_opens_it_again(desk: Desk) -> None:
    task = add(desk, kind=TaskKind.PATIENT, patient_id=desk.patient.id, workflow_id="advice")
    run_id = desk.ready()
    other = add(desk, kind=TaskKind.PATIENT, patient_id=desk.patient.id)
    with refused("something else", InvalidAnswer):
        desk.hub.tasks.begin_run(other.id, run_id, by=desk.by)
    desk.hub.tasks.begin_run(task.id, run_id, by=desk.by)
    assert desk.hub.runs.view(run_id).follow_up is None or desk.hub.runs.view(run_id).follow_up.task_id is None  # type: ignore[union-attr]
    note = desk.copy(run_id).note
    changes = desk.hub.notes.mark_filed(note.id, by=desk.joe.id)
    assert (Kind.TASK, task.id) in changes.touched
    assert (kept(desk, task.id).state, kept(desk, task.id).done_by) == (TaskState.DONE, desk.joe.id)
    assert did(desk, task.id)[-1] == "Joe Heath marked it done: by filing its note"
    assert len(desk.hub.tasks.due_by(desk.ward_id, date(2027, 1, 1))) == 2  # the other, and the follow-up


def test_a_task_that_is_done_by_hand_offers_its_note(desk: Desk) -> None:
    task = add(desk, kind=TaskKind.PATIENT, patient_id=desk.patient.id, workflow_id="advice")
    acted = desk.hub.tasks.complete(task.id, by=desk.by)
    assert acted.ready == ReadyNote(workflow_id="advice", patient_id=desk.patient.id)
    assert desk.hub.tasks.complete(add(desk).id, by=desk.by).ready is None


def test_taking_back_that_a_note_is_filed_opens_its_task_again(desk: Desk) -> None:
    task = add(desk, kind=TaskKind.PATIENT, patient_id=desk.patient.id, workflow_id="advice")
    run_id = desk.ready()
    desk.hub.tasks.begin_run(task.id, run_id, by=desk.by)
    note = desk.copy(run_id).note
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    changes = desk.hub.notes.take_back_filed(note.id, by=desk.by)
    assert (Kind.TASK, task.id) in changes.touched
    assert kept(desk, task.id).state is TaskState.TO_DO


def test_a_note_begun_after_its_task_was_done_is_tied_to_it_and_leaves_it_done(desk: Desk) -> None:
    task = add(desk, kind=TaskKind.PATIENT, patient_id=desk.patient.id, workflow_id="advice")
    desk.hub.tasks.complete(task.id, by=desk.joe.id)
    run_id = desk.ready()
    desk.hub.tasks.begin_run(task.id, run_id, by=desk.by)
    note = desk.copy(run_id).note
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    desk.hub.notes.take_back_filed(note.id, by=desk.by)
    left = kept(desk, task.id)
    assert (left.run_id, left.state, left.done_by) == (run_id, TaskState.DONE, desk.joe.id)


def test_what_was_done_in_time_and_is_only_ticked_today_needs_no_reason(desk: Desk) -> None:
    task = add(desk)
    desk.later(days=1)
    desk.hub.tasks.complete(task.id, by=desk.by, at=FRIDAY + timedelta(hours=2), asks=True)
    assert (kept(desk, task.id).done_at, kept(desk, task.id).reason) == (FRIDAY + timedelta(hours=2), None)


def test_a_task_moves_to_a_part_of_the_day_and_from_a_shift_to_the_whole_day(desk: Desk) -> None:
    task = add(desk, due=Timing(day=TODAY, shift="Night"))
    desk.hub.tasks.move(task.id, date(2026, 11, 23), part=DayPart.MORNING, by=desk.by)
    assert (kept(desk, task.id).day_part, kept(desk, task.id).shift) == (DayPart.MORNING, None)
    desk.hub.tasks.move(task.id, date(2026, 11, 24), by=desk.by)
    assert kept(desk, task.id).day_part is DayPart.MORNING
    desk.hub.tasks.move(task.id, date(2026, 11, 24), whole_day=True, by=desk.by)
    assert kept(desk, task.id).day_part is None


def test_a_place_can_be_taken_away(desk: Desk) -> None:
    task = add(desk, place="Room 2", people="The solicitor")
    desk.hub.tasks.change(task.id, place="", by=desk.by)
    assert (kept(desk, task.id).place, kept(desk, task.id).people) == (None, "The solicitor")


def test_the_line_of_a_hand_back_becomes_a_note_that_waits_to_be_filed(desk: Desk) -> None:
    task = add(desk, title="Ring housing", kind=TaskKind.PATIENT, patient_id=desk.patient.id)
    how = HandBack(
        progress=Progress.WAITING, waiting_on="housing", next_action=NextAction.CHASE, chase_on=date(2026, 11, 24)
    )
    line = desk.hub.tasks.hand_back(task.id, how, by=desk.by).note
    at = desk.clock.local(desk.clock.now())
    preview = line_preview(desk.hub.notes, line, patient_id=desk.patient.id, at=at, by=desk.by)
    copied = desk.hub.notes.keep_copied(preview, patient_id=desk.patient.id, by=desk.by)
    assert "Ring housing: Waiting on housing. Next: chase it on 24 Nov 2026." in copied.text
    assert [note.id for note in desk.hub.notes.unfiled(desk.ward_id)] == [copied.note.id]
    desk.hub.notes.mark_filed(copied.note.id, by=desk.by)
    assert desk.hub.notes.unfiled(desk.ward_id) == ()
