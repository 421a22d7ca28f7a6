"""A run ends once, with who ended it and why; nothing of it is deleted or changed afterwards."""

from datetime import timedelta

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.runs import RunState
from tests.services.making import FRIDAY, TO_NOTE, Desk, refused

TO_CONSENT = {"criteria": TO_NOTE["criteria"]}


def test_a_run_is_abandoned_with_a_reason_and_nothing_is_deleted(desk: Desk) -> None:
    run_id = desk.start()
    desk.walk(run_id)
    given = desk.given(run_id)
    with refused("A reason is needed.", InvalidAnswer):
        desk.hub.runs.abandon(run_id, " \n ", by=desk.by)
    desk.later(minutes=5)
    changes = desk.hub.runs.abandon(run_id, " Started  twice ", by=desk.joe.id)
    run = desk.hub.runs.view(run_id).run
    assert (run.state, run.abandoned_reason) == (RunState.ABANDONED, "Started twice")
    assert (run.ended_by, run.ended_at) == (desk.joe.id, FRIDAY + timedelta(minutes=5))
    assert desk.given(run_id) == given
    assert changes.ids(Kind.PATIENT) == {desk.patient.id}
    last = desk.trail(Kind.RUN, run_id)[-1]
    assert (last.action, last.actor_id, last.reason) == (
        AuditAction.RUN_ABANDONED,
        desk.joe.id,
        "Started twice",
    )
    assert desk.hub.runs.history(run_id)[0].about == "Advocate. Reason: Started twice"


def test_an_ended_run_takes_no_more_answers_and_says_how_it_ended(desk: Desk) -> None:
    run_id = desk.start()
    desk.hub.runs.abandon(run_id, "Started twice", by=desk.by)
    for act in (
        lambda: desk.hub.runs.answer(run_id, "consent", "agreed", by=desk.by),
        lambda: desk.hub.runs.abandon(run_id, "Again", by=desk.by),
    ):
        with refused("This referral has ended: it was abandoned."):
            act()
    filed_run, note = desk.copied()
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    with refused("This referral has ended: its note is filed."):
        desk.hub.runs.answer(filed_run, "consent", "agreed", by=desk.by)


def test_looking_through_an_ended_run_changes_nothing_about_who_was_last_at_it(desk: Desk) -> None:
    run_id, note = desk.copied()
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    ended = desk.hub.runs.view(run_id).run
    desk.later(days=1)
    view, changes = desk.hub.runs.resume(run_id, by=desk.joe.id)
    assert not changes
    for _ in range(4):
        view, _ = desk.hub.runs.next(run_id, by=desk.joe.id)
    assert view.step.id == "privacy"
    assert (view.run.touched_by, view.run.touched_at) == (ended.touched_by, ended.touched_at)
    assert desk.given(run_id)[-1].by == desk.by


def test_a_run_with_a_note_in_the_tray_is_not_abandoned(desk: Desk) -> None:
    run_id, note = desk.copied()
    with refused("nobody has said yet whether it was filed"):
        desk.hub.runs.abandon(run_id, "Not needed", by=desk.by)
    desk.hub.notes.mark_not_filed(note.id, "Not needed", by=desk.by)
    desk.hub.runs.abandon(run_id, "Not needed", by=desk.by)
    assert desk.hub.runs.view(run_id).run.state is RunState.ABANDONED
