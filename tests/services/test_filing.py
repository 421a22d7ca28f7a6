"""What a person files ends the run and plans the follow-up, once; what was not filed says why."""

from dataclasses import replace
from datetime import date

import pytest

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import InvalidAnswer, NotFound
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.runs import RunState
from inpatient_hub.domain.tasks import Task, TaskEventKind, TaskKind, TaskState
from tests.domain.making import london
from tests.services.making import FRIDAY, TEMPLATE, Desk, refused


def test_filing_ticks_the_run_and_makes_the_follow_up_once(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.later(minutes=4)
    changes = desk.hub.notes.mark_filed(note.id, by=desk.joe.id)
    filed = desk.note(note.id)
    assert (filed.state, filed.closed_by, filed.closed_at) == (NoteState.FILED, desk.joe.id, desk.clock.now())
    view = desk.hub.runs.view(run_id)
    assert (view.run.state, view.run.ended_by, view.run.ended_at) == (RunState.FILED, desk.joe.id, desk.clock.now())
    (line,) = desk.hub.tasks.due_by(desk.ward_id, date(2026, 11, 27))
    task = line.task
    assert (task.title, task.due_on, task.state, task.patient_id, task.run_id) == (
        "Check the advocate came",
        date(2026, 11, 27),
        TaskState.TO_DO,
        desk.patient.id,
        run_id,
    )
    assert view.follow_up is not None
    assert view.follow_up.task_id == task.id
    assert changes.touched == {
        (Kind.NOTE, note.id),
        (Kind.PATIENT, desk.patient.id),
        (Kind.RUN, run_id),
        (Kind.TASK, task.id),
    }
    assert not desk.hub.notes.mark_filed(note.id, by=desk.by)
    assert len(desk.hub.tasks.due_by(desk.ward_id, date(2027, 11, 27))) == 1
    assert [event.kind for event in desk.hub.tasks.history(task.id)] == [TaskEventKind.CREATED]


def test_filing_is_in_the_trail_of_note_run_and_task(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.notes.mark_filed(note.id, by=desk.joe.id)
    filed = desk.trail(Kind.NOTE, note.id)[-1]
    assert (filed.action, filed.actor_id, filed.at, filed.text_hash) == (
        AuditAction.NOTE_FILED,
        desk.joe.id,
        FRIDAY,
        note.text_hash,
    )
    assert desk.actions(Kind.RUN, run_id)[-1] is AuditAction.RUN_FILED
    task = desk.hub.tasks.due_by(desk.ward_id, date(2026, 11, 27))[0].task
    created = desk.trail(Kind.TASK, task.id)[0]
    assert (created.action, created.patient_id, created.detail) == (
        AuditAction.TASK_CREATED,
        desk.patient.id,
        {"title": "Check the advocate came", "due": "2026-11-27"},
    )


def test_a_note_copied_before_midnight_and_filed_after_keeps_the_day_it_promised(desk: Desk) -> None:
    desk.clock.moment = london(2026, 11, 20, 23, 58)
    run_id = desk.ready()
    note = desk.copy(run_id).note
    promised = desk.hub.runs.view(run_id).follow_up
    desk.clock.moment = london(2026, 11, 21, 0, 5)
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    task = desk.hub.tasks.due_by(desk.ward_id, date(2026, 12, 30))[0].task
    assert promised is not None
    assert task.due_on == promised.due_on == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        (london(2026, 10, 24, 23, 30), date(2026, 10, 31)),
        (london(2026, 7, 1, 0, 30), date(2026, 7, 8)),
        (london(2026, 12, 31, 12), date(2027, 1, 7)),
        (london(2027, 2, 22, 12), date(2027, 3, 1)),
    ],
)
def test_the_follow_up_day_is_a_day_of_the_wards_clock(desk: Desk, moment: object, due: date) -> None:
    desk.clock.moment = moment  # type: ignore[assignment]
    run_id = desk.start()
    desk.walk(run_id)
    desk.fill(run_id, event_time="0:05")
    desk.hub.notes.mark_filed(desk.copy(run_id).note.id, by=desk.by)
    assert desk.hub.tasks.due_by(desk.ward_id, date(2028, 1, 1))[0].task.due_on == due


def test_a_day_chosen_for_the_follow_up_is_the_day_of_the_task(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.runs.answer(run_id, "later", "2026-12-03", by=desk.by)
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    assert desk.hub.tasks.due_by(desk.ward_id, date(2026, 12, 3))[0].task.due_on == date(2026, 12, 3)
    assert desk.hub.runs.view(run_id).trail[8].brief == "Thu 3 Dec"


def test_a_follow_up_that_is_not_wanted_is_not_made(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.runs.answer(run_id, "later", {"wanted": "no"}, by=desk.by)
    assert not desk.hub.notes.mark_filed(note.id, by=desk.by).ids(Kind.TASK)
    assert desk.hub.tasks.due_by(desk.ward_id, date(2027, 12, 3)) == ()
    assert desk.hub.runs.view(run_id).trail[8].brief == "No task"


def test_each_way_plans_its_own_follow_up(desk: Desk) -> None:
    run_id = desk.start()
    desk.walk(run_id, consent="declined")
    desk.fill(run_id)
    desk.hub.notes.mark_filed(desk.copy(run_id).note.id, by=desk.by)
    task = desk.hub.tasks.due_by(desk.ward_id, date(2026, 12, 4))[0].task
    assert (task.title, task.due_on) == ("Offer it again", date(2026, 12, 4))


def test_not_filed_needs_a_reason_and_leaves_the_run_open(desk: Desk) -> None:
    run_id, note = desk.copied()
    with refused("A reason is needed.", InvalidAnswer):
        desk.hub.notes.mark_not_filed(note.id, "  ", by=desk.by)
    changes = desk.hub.notes.mark_not_filed(note.id, " SystmOne\nwas down ", by=desk.joe.id)
    kept = desk.note(note.id)
    assert (kept.state, kept.not_filed_reason, kept.closed_by) == (
        NoteState.NOT_FILED,
        "SystmOne was down",
        desk.joe.id,
    )
    assert desk.hub.runs.view(run_id).run.state is RunState.IN_PROGRESS
    assert desk.hub.notes.unfiled(desk.ward_id) == ()
    assert changes.ids(Kind.PATIENT) == {desk.patient.id}
    assert desk.hub.notes.view(note.id).history[0].about == "Advocate note. Reason: SystmOne was down"
    with refused("not waiting to be filed"):
        desk.hub.notes.mark_not_filed(note.id, "Again", by=desk.by)
    with refused("not copied yet"):
        desk.hub.notes.mark_filed(note.id, by=desk.by)


def test_a_note_can_be_read_with_its_whole_history(desk: Desk) -> None:
    _, note = desk.copied()
    desk.later(minutes=1)
    desk.hub.notes.mark_filed(note.id, by=desk.joe.id)
    view = desk.hub.notes.view(note.id)
    assert (view.author, view.parts, view.facts.patient.id) == ("Nelly Dean", 1, desk.patient.id)
    assert {(line.who, line.did) for line in view.history[:2]} == {
        ("Joe Heath", "said it is filed:"),
        ("Joe Heath", "finished"),
    }
    assert view.history[-1].did == "started"
    assert set(desk.hub.runs.history(note.run_id or "")) == set(view.history)
    with pytest.raises(NotFound):
        desk.hub.notes.view("nothing")


def test_notes_are_found_by_words_and_states_a_page_at_a_time(desk: Desk) -> None:
    other = desk.add_patient(family_name="Linton", given_name="Isabella", nhs_number="", bed="5")
    desk.copied()
    run_id = desk.start(other.id)
    desk.walk(run_id)
    desk.fill(run_id)
    desk.later(minutes=1)
    second = desk.copy(run_id).note
    notes = desk.hub.notes
    assert [line.id for line in notes.find(desk.ward_id, "linton ADVOCATE").items] == [second.id]
    assert notes.count(desk.ward_id) == 2
    assert notes.count(desk.ward_id, states=frozenset({NoteState.FILED})) == 0
    first_page = notes.find(desk.ward_id, limit=1)
    assert [line.id for line in first_page.items] == [second.id]
    assert [line.patient_name for line in notes.find(desk.ward_id, after=first_page.next).items] == [
        "EARNSHAW, Catherine"
    ]


def test_a_note_whose_run_has_ended_another_way_is_filed_without_touching_it(desk: Desk) -> None:
    run_id, note = desk.copied()
    with desk.store.writing() as work:
        work.runs.update(replace(work.runs.get(run_id), state=RunState.ABANDONED))
    changes = desk.hub.notes.mark_filed(note.id, by=desk.by)
    assert not changes.ids(Kind.TASK)
    assert desk.hub.runs.view(run_id).run.state is RunState.ABANDONED


def test_a_note_of_no_run_has_a_history_of_its_own(desk: Desk) -> None:
    plain = TEMPLATE.model_copy(update={"fields": (), "text": "Seen."})
    shown = desk.hub.notes.render(plain, {"event_time": "15:00"}, patient_id=desk.patient.id, by=desk.by)
    note = desk.hub.notes.keep_copied(shown, patient_id=desk.patient.id, by=desk.by).note
    assert {line.did for line in desk.hub.notes.view(note.id).history} == {"made the note", "copied the note"}


def test_a_run_that_has_its_follow_up_already_gets_no_second(desk: Desk) -> None:
    run_id, note = desk.copied()
    with desk.store.writing() as work:
        work.tasks.add(
            Task(
                id="made",
                ward_id=desk.ward_id,
                kind=TaskKind.PATIENT,
                title="Check the advocate came",
                run_id=run_id,
                due_on=date(2026, 11, 25),
                created_by=desk.by,
                created_at=FRIDAY,
            )
        )
    assert not desk.hub.notes.mark_filed(note.id, by=desk.by).ids(Kind.TASK)
    plan = desk.hub.runs.view(run_id).follow_up
    assert plan is not None
    assert (plan.task_id, plan.due_on) == ("made", date(2026, 11, 25))
