"""A run is walked step by step; nothing answered is lost, and nobody gets past what a step needs."""

from dataclasses import replace
from datetime import date

import pytest

from inpatient_hub.bootstrap import hub_over
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError, NotFound
from inpatient_hub.services.run_views import StepState
from tests.services.making import FRIDAY, TO_NOTE, Desk, refused

TO_CONSENT = {"criteria": TO_NOTE["criteria"]}


def test_a_run_starts_at_its_first_step_with_the_definition_it_was_started_with(desk: Desk) -> None:
    run, changes = desk.hub.runs.start("advice", desk.patient.id, by=desk.by)
    view = desk.hub.runs.view(run.id)
    assert (view.step.id, view.number, view.run.step_count, len(view.steps)) == ("read", 1, 10, 10)
    assert view.workflow == desk.content.workflow("advice")
    assert changes.ids(Kind.RUN) == {run.id}
    assert changes.ids(Kind.PATIENT) == {desk.patient.id}
    assert (view.started_by, view.run.started_at) == ("Nelly Dean", FRIDAY)
    assert desk.actions(Kind.RUN, run.id) == [AuditAction.RUN_STARTED]


def test_an_unknown_workflow_or_patient_starts_nothing(desk: Desk) -> None:
    before = desk.store.saves
    with refused("There is no referral"):
        desk.hub.runs.start("zebra", desk.patient.id, by=desk.by)
    with pytest.raises(NotFound):
        desk.hub.runs.start("advice", "nobody", by=desk.by)
    assert desk.store.saves == before


def test_nothing_is_started_for_a_patient_entered_in_error(desk: Desk) -> None:
    desk.hub.patients.mark_in_error(desk.patient.id, "Duplicate", by=desk.by)
    with refused("This patient was entered in error."):
        desk.start()


def test_every_answer_is_saved_before_the_call_returns(desk: Desk) -> None:
    run_id = desk.start()
    for place, (step, value) in enumerate(TO_NOTE.items(), start=1):
        before = desk.store.saves
        view, changes = desk.hub.runs.answer(run_id, step, value, by=desk.by)
        assert desk.store.saves == before + 1
        assert len(desk.given(run_id)) == place
        assert (step, "") in view.answers
        assert changes.ids(Kind.RUN) == {run_id}


def test_the_same_answer_again_writes_nothing(desk: Desk) -> None:
    run_id = desk.start()
    desk.hub.runs.answer(run_id, "consent", "agreed", by=desk.by)
    _, changes = desk.hub.runs.answer(run_id, "consent", "agreed", by=desk.joe.id)
    assert not changes
    assert len(desk.given(run_id)) == 1


def test_a_later_answer_supersedes_and_none_takes_it_back_but_all_are_kept(desk: Desk) -> None:
    run_id = desk.start()
    for value in ("agreed", "declined", None):
        view, _ = desk.hub.runs.answer(run_id, "consent", value, by=desk.by)
    assert ("consent", "") not in view.answers
    assert [answer.value for answer in desk.given(run_id)] == ["agreed", "declined", None]


@pytest.mark.parametrize(
    ("stop", "reason"),
    [
        ("criteria", "Next needs all of these ticked: 2 left."),
        ("consent", "Next needs an answer about consent."),
        ("legal", "Next needs the legal status."),
        ("area", "Next needs the area."),
        ("send", "Next needs to know where it was sent and how."),
        ("note", "Next needs the note copied."),
    ],
)
def test_next_is_refused_with_the_reason_until_the_step_has_what_it_needs(desk: Desk, stop: str, reason: str) -> None:
    run_id = desk.start()
    while (view := desk.hub.runs.view(run_id)).step.id != stop:
        assert desk.hub.runs.view(run_id).missing == "" or view.step.id in TO_NOTE
        if view.step.id in TO_NOTE:
            desk.hub.runs.answer(run_id, view.step.id, TO_NOTE[view.step.id], by=desk.by)
        desk.hub.runs.next(run_id, by=desk.by)
    assert view.missing == reason
    with refused(reason):
        desk.hub.runs.next(run_id, by=desk.by)
    assert desk.hub.runs.view(run_id).step.id == stop


def test_a_step_that_is_only_read_is_kept_as_read_by_whom_and_when(desk: Desk) -> None:
    run_id = desk.start()
    desk.hub.runs.next(run_id, by=desk.joe.id)
    read = desk.hub.runs.view(run_id).trail[0]
    assert (read.brief, read.by, read.state) == ("Read", "Joe Heath", StepState.DONE)
    assert [(answer.step_id, answer.value) for answer in desk.given(run_id)] == [("read", True)]


def test_back_loses_nothing_and_the_first_and_last_steps_are_the_ends(desk: Desk) -> None:
    run_id = desk.start()
    view, changes = desk.hub.runs.back(run_id, by=desk.by)
    assert (view.step.id, bool(changes)) == ("read", False)
    desk.walk(run_id)
    before = desk.given(run_id)
    for _ in range(10):
        view, _ = desk.hub.runs.back(run_id, by=desk.by)
    assert view.step.id == "read"
    assert desk.given(run_id) == before
    assert desk.hub.runs.go_to(run_id, "note", by=desk.by)[0].step.id == "note"


def test_back_is_never_held_up_by_a_note_that_turned_out_not_filed(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.runs.next(run_id, by=desk.by)
    desk.hub.runs.next(run_id, by=desk.by)
    assert desk.hub.runs.view(run_id).step.id == "privacy"
    desk.hub.notes.mark_not_filed(note.id, "SystmOne was down", by=desk.by)
    assert desk.hub.runs.back(run_id, by=desk.by)[0].step.id == "later"
    assert desk.hub.runs.back(run_id, by=desk.by)[0].step.id == "note"
    with refused("Next needs the note copied."):
        desk.hub.runs.next(run_id, by=desk.by)


def test_a_step_further_on_cannot_be_opened_past_an_unfinished_one(desk: Desk) -> None:
    run_id = desk.start()
    with refused("Finish the step 'Criteria' first."):
        desk.hub.runs.go_to(run_id, "send", by=desk.by)
    with refused("lead another way"):
        desk.hub.runs.go_to(run_id, "note_declined", by=desk.by)
    assert [step.can_open for step in desk.hub.runs.view(run_id).trail[:4]] == [True, True, False, False]


def test_the_trail_shows_what_was_answered_and_where_the_run_stands(desk: Desk) -> None:
    run_id = desk.start()
    desk.walk(run_id)
    trail = desk.hub.runs.view(run_id).trail
    assert [(step.step.id, step.state.value, step.brief) for step in trail] == [
        ("read", "done", "Read"),
        ("criteria", "done", "2 of 2 ticked"),
        ("consent", "done", "Agreed"),
        ("legal", "done", "Section 2"),
        ("area", "done", "North"),
        ("forms", "done", "Read"),
        ("send", "done", "North Advocacy, secure email"),
        ("note", "current", ""),
        ("later", "later", ""),
        ("privacy", "later", ""),
    ]


def test_another_person_takes_a_run_up_and_it_says_who_did_what(desk: Desk) -> None:
    run_id = desk.start()
    desk.hub.runs.next(run_id, by=desk.by)
    desk.later(hours=2)
    view, changes = desk.hub.runs.resume(run_id, by=desk.joe.id)
    assert (view.touched_by, view.started_by, view.run.touched_at) == ("Joe Heath", "Nelly Dean", desk.clock.now())
    assert changes.ids(Kind.RUN) == {run_id}
    desk.hub.runs.answer(run_id, "criteria", ["x", "y"], by=desk.joe.id)
    assert [step.by for step in desk.hub.runs.view(run_id).trail[:2]] == [None, "Joe Heath"]
    assert [(event.action, event.actor_id) for event in desk.trail(Kind.RUN, run_id)] == [
        (AuditAction.RUN_STARTED, desk.by),
        (AuditAction.RUN_ANSWERED, desk.by),
        (AuditAction.RUN_RESUMED, desk.joe.id),
        (AuditAction.RUN_ANSWERED, desk.joe.id),
    ]
    history = desk.hub.runs.history(run_id)
    assert [(line.who, line.did, line.about) for line in history][:2] == [
        ("Joe Heath", "answered", "Criteria"),
        ("Joe Heath", "resumed", "Advocate"),
    ]


def test_taking_up_ones_own_run_is_no_event(desk: Desk) -> None:
    run_id = desk.start()
    _, changes = desk.hub.runs.resume(run_id, by=desk.by)
    assert not changes
    assert desk.actions(Kind.RUN, run_id) == [AuditAction.RUN_STARTED]


def test_changing_a_branch_keeps_the_old_answers_and_they_are_back_with_the_branch(desk: Desk) -> None:
    run_id = desk.start()
    desk.walk(run_id)
    desk.hub.runs.go_to(run_id, "consent", by=desk.by)
    view, _ = desk.hub.runs.answer(run_id, "consent", "declined", by=desk.by)
    assert [step.id for step in view.steps] == ["read", "criteria", "consent", "note_declined", "offer", "privacy"]
    assert view.step.id == "consent"
    assert (view.run.step_number, view.run.step_count) == (3, 6)
    assert ("send", "") in view.answers
    view, _ = desk.hub.runs.answer(run_id, "consent", "agreed", by=desk.by)
    assert desk.hub.runs.go_to(run_id, "note", by=desk.by)[0].step.id == "note"


def test_a_branch_changed_from_further_on_leads_to_the_first_step_that_needs_something(desk: Desk) -> None:
    run_id = desk.start()
    desk.walk(run_id, consent="declined")
    assert desk.hub.runs.view(run_id).step.id == "note_declined"
    view, _ = desk.hub.runs.answer(run_id, "consent", "agreed", by=desk.joe.id)
    assert (view.step.id, view.missing) == ("legal", "Next needs the legal status.")


def test_an_answer_taken_back_from_further_on_leads_back_to_its_step(desk: Desk) -> None:
    run_id = desk.start()
    desk.walk(run_id)
    view, _ = desk.hub.runs.answer(run_id, "criteria", ["x"], by=desk.by)
    assert (view.step.id, view.missing) == ("criteria", "Next needs the last of these ticked.")


def test_a_way_without_a_note_can_be_walked_to_its_end(desk: Desk) -> None:
    run_id = desk.start()
    view = desk.walk(run_id, consent="gone")
    assert (view.step.id, view.is_last, view.note_step, view.follow_up) == ("consent", True, None, None)
    with refused("This path of the workflow makes no note."):
        desk.hub.notes.preview(run_id, by=desk.by)


def test_a_content_update_in_the_night_changes_nothing_about_a_run_under_way(desk: Desk) -> None:
    run_id = desk.start()
    desk.hub.runs.answer(run_id, "consent", "declined", by=desk.by)
    newer = desk.content.workflow("advice").model_copy(
        update={"version": "2", "steps": desk.content.workflow("advice").steps[7:]}
    )
    updated = replace(desk.content, workflows=(newer,))
    hub = hub_over(desk.store, place=desk.hub.place, content=updated, clock=desk.clock, close=desk.store.close)
    view, _ = hub.runs.answer(run_id, "criteria", ["x"], by=desk.by)
    assert (view.workflow.version, view.run.workflow_version, len(view.steps)) == ("1", "1", 6)
    run, _ = hub.runs.start("advice", desk.patient.id, by=desk.by)
    assert (run.workflow_version, hub.runs.view(run.id).step.id) == ("2", "note")


def test_runs_in_progress_are_listed_the_one_touched_last_first(desk: Desk) -> None:
    first, second = desk.start(), desk.start()
    desk.later(minutes=1)
    desk.hub.runs.next(first, by=desk.by)
    assert [line.run.id for line in desk.hub.runs.in_progress(desk.ward_id)] == [first, second]
    desk.hub.runs.abandon(first, "Started twice", by=desk.by)
    assert [line.run.id for line in desk.hub.runs.in_progress(desk.ward_id)] == [second]


def test_the_follow_up_is_counted_from_the_day_of_the_note(desk: Desk) -> None:
    run_id = desk.ready()
    plan = desk.hub.runs.view(run_id).follow_up
    assert plan is not None
    assert (plan.title, plan.due_on, plan.wanted, plan.task_id) == (
        "Check the advocate came",
        date(2026, 11, 27),
        True,
        None,
    )


def test_what_fails_in_the_middle_leaves_nothing_behind(desk: Desk) -> None:
    run_id = desk.start()
    saves = desk.store.saves
    with pytest.raises(HubError):
        desk.hub.runs.answer(run_id, "consent", "perhaps", by=desk.by)
    with pytest.raises(NotFound):
        desk.hub.runs.answer(run_id, "consent", "agreed", by="nobody")
    assert desk.store.saves == saves
    assert desk.given(run_id) == []


def test_what_a_patient_has_under_way_of_a_workflow_is_known(desk: Desk) -> None:
    other = desk.add_patient(family_name="Linton", nhs_number="", bed="5")
    assert desk.hub.runs.already_in_progress("advice", desk.patient.id) == ()
    first = desk.start()
    desk.start(other.id)
    desk.later(minutes=5)
    second = desk.start()
    lines = desk.hub.runs.already_in_progress("advice", desk.patient.id)
    assert [line.run.id for line in lines] == [second, first]
    assert desk.hub.runs.already_in_progress("zebra", desk.patient.id) == ()
    desk.hub.runs.abandon(second, "Twice", by=desk.by)
    assert [line.run.id for line in desk.hub.runs.already_in_progress("advice", desk.patient.id)] == [first]
