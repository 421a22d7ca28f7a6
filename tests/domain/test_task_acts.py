"""What people do with a task keeps its history whole and never gives it two owners."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from inpatient_hub.domain import task_acts as acts
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.hand_back import HandBack, NextAction, Progress
from inpatient_hub.domain.tasks import OPEN, Standing, Task, TaskEventKind, TaskKind, TaskState, Team

NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
TODAY = date(2026, 11, 20)
WAITS = HandBack(
    progress=Progress.WAITING, waiting_on="housing", next_action=NextAction.CHASE, chase_on=date(2026, 11, 24)
)


def a_task(**changed: object) -> Task:
    usual = Task(
        id="1" * 32, ward_id="2" * 32, kind=TaskKind.PATIENT, title="Ring housing", created_by="a", created_at=NOW
    )
    return replace(usual, **changed)  # type: ignore[arg-type]


def test_a_claimed_task_is_not_claimed_by_another() -> None:
    mine = acts.claim(a_task(), by="ann", at=NOW).task
    with pytest.raises(acts.SomeoneElseHasIt) as refused:
        acts.claim(mine, by="bob", at=NOW)
    assert refused.value.who == "ann"


def test_taking_over_needs_to_have_seen_who_has_it() -> None:
    mine = acts.claim(a_task(), by="ann", at=NOW).task
    assert acts.take_over(mine, by="bob", at=NOW, seen="ann").task.claimed_by == "bob"
    with pytest.raises(acts.SomeoneElseHasIt):
        acts.take_over(mine, by="bob", at=NOW, seen="carl")
    with pytest.raises(acts.TaskRefused):
        acts.take_over(a_task(), by="bob", at=NOW, seen="ann")


def test_handing_back_lets_go_and_says_when_it_comes_up_again() -> None:
    mine = acts.claim(a_task(), by="ann", at=NOW).task
    act = acts.hand_back(mine, WAITS, today=TODAY)
    assert (act.task.state, act.task.claimed_by, act.task.chase_on) == (TaskState.WAITING, None, date(2026, 11, 24))
    assert act.detail == "Waiting on housing. Next: chase it on 24 Nov 2026."
    assert not act.task.is_to_be_chased(TODAY)
    assert act.task.is_to_be_chased(date(2026, 11, 24))
    kept = acts.hand_back(mine, replace(WAITS, keep=True), today=TODAY).task
    assert (kept.claimed_by, kept.state) == ("ann", TaskState.WAITING)


def test_a_chase_day_is_within_a_year_and_never_after_the_last_day_of_a_rule() -> None:
    by_law = a_task(clock_rule="mha.s2_ends@1", due_on=date(2026, 11, 22))
    assert acts.hand_back(by_law, replace(WAITS, chase_on=date(2026, 11, 22)), today=TODAY).task.chase_on
    past = replace(by_law, due_on=date(2026, 11, 18))
    assert acts.hand_back(past, replace(WAITS, chase_on=TODAY), today=TODAY).task.chase_on == TODAY
    for task, day in (
        (by_law, date(2026, 11, 23)),
        (past, date(2026, 11, 21)),
        (a_task(), date(2126, 11, 20)),
        (a_task(), date(2027, 11, 22)),
    ):
        with pytest.raises(InvalidAnswer) as refused:
            acts.hand_back(task, replace(WAITS, chase_on=day), today=TODAY)
        assert refused.value.field == "chase_on"
    assert acts.hand_back(a_task(), replace(WAITS, chase_on=date(2027, 11, 21)), today=TODAY).task.chase_on


def test_a_date_by_law_rests_no_longer_than_until_its_day() -> None:
    kept_before = a_task(clock_rule="mha.s2_ends@1", due_on=TODAY, state=TaskState.WAITING, chase_on=date(2026, 12, 20))
    yesterday, tomorrow = date(2026, 11, 19), date(2026, 11, 21)
    assert kept_before.standing(yesterday) is Standing.RESTS
    assert kept_before.standing(TODAY) is Standing.OPEN
    assert not kept_before.rests(TODAY)
    assert kept_before.is_overdue(tomorrow)
    assert replace(kept_before, clock_rule=None).standing(tomorrow) is Standing.RESTS


def test_only_what_waits_waits_on_somebody() -> None:
    for progress in (Progress.PART_DONE, Progress.NOT_STARTED, Progress.NEEDS_CHECK):
        with pytest.raises(InvalidAnswer):
            HandBack(progress=progress, waiting_on="housing", next_action=NextAction.SEND_FORM, chase_on=TODAY)


def test_what_was_done_months_before_it_was_added_is_a_slip_of_the_year() -> None:
    with pytest.raises(InvalidAnswer) as refused:
        acts.complete(a_task(), by="ann", at=NOW.replace(year=2001), now=NOW, today=TODAY)
    assert refused.value.field == "done_at"
    assert acts.complete(a_task(), by="ann", at=NOW - timedelta(days=90), now=NOW, today=TODAY).task.done_at


def test_part_done_work_goes_back_to_the_ward() -> None:
    mine = acts.claim(a_task(), by="ann", at=NOW).task
    how = HandBack(progress=Progress.PART_DONE, next_action=NextAction.CARRY_ON)
    assert acts.hand_back(mine, how, today=TODAY).task.state is TaskState.TO_DO
    assert acts.hand_back(mine, how, today=TODAY).detail == "Part done. Next: carry on with it."


@pytest.mark.parametrize(
    "wrong",
    [
        {"progress": Progress.WAITING, "next_action": NextAction.CHASE, "chase_on": TODAY},
        {"progress": Progress.BLOCKED, "next_action": NextAction.CHASE, "waiting_on": "housing"},
        {"progress": Progress.PART_DONE, "next_action": NextAction.CHASE, "waiting_on": "the moon"},
    ],
)
def test_a_hand_back_that_says_too_little_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidAnswer):
        HandBack(**wrong)  # type: ignore[arg-type]


def test_a_chase_day_that_has_gone_by_is_refused() -> None:
    with pytest.raises(InvalidAnswer, match="Not handed back"):
        acts.hand_back(a_task(), replace(WAITS, chase_on=date(2026, 11, 19)), today=TODAY)


def test_what_is_done_late_needs_a_reason_and_what_is_done_in_time_none() -> None:
    late = a_task(due_on=date(2026, 11, 19), created_at=NOW - timedelta(days=3))
    with pytest.raises(acts.ReasonNeeded) as asked:
        acts.complete(late, by="ann", at=NOW, now=NOW, today=TODAY)
    assert "staffing" in asked.value.choices
    act = acts.complete(late, by="ann", at=NOW, now=NOW, today=TODAY, reason="staffing")
    assert (act.task.reason, act.detail) == ("staffing", "late: too few staff")
    assert acts.complete(a_task(due_on=TODAY), by="ann", at=NOW, now=NOW, today=TODAY).task.reason is None


def test_what_was_done_in_time_and_only_ticked_late_has_a_time_before_it_was_due() -> None:
    due = NOW - timedelta(hours=3)
    late = a_task(due_on=TODAY, due_at=due, created_at=NOW - timedelta(days=1))

    def done(at: datetime, *, asks: bool = True) -> Task:
        return acts.complete(late, by="ann", at=at, now=NOW, today=TODAY, reason="recorded_late", asks=asks).task

    with pytest.raises(InvalidAnswer) as refused:
        done(due + timedelta(minutes=1))
    assert (refused.value.field, refused.value.message) == ("done_at", "By that time it was late already.")
    assert done(due - timedelta(minutes=1)).reason is None
    assert done(NOW, asks=False).reason == "recorded_late"  # filing a note ticks it without a question


def test_done_at_may_lie_before_the_task_was_typed_but_not_in_the_future() -> None:
    now = NOW + timedelta(hours=2)
    for earlier in (NOW + timedelta(hours=1), NOW - timedelta(hours=1)):
        assert acts.complete(a_task(), by="ann", at=earlier, now=now, today=TODAY).task.done_at == earlier
    with pytest.raises(InvalidAnswer, match="Not done yet"):
        acts.complete(a_task(), by="ann", at=now + timedelta(seconds=1), now=now, today=TODAY)


def test_a_time_of_a_repeat_is_done_at_the_earliest_on_its_day_or_when_it_was_there() -> None:
    tomorrow = TODAY + timedelta(days=1)
    weekly = a_task(repeat_id="weekly", repeat_on=tomorrow, due_on=tomorrow)
    assert acts.complete(weekly, by="ann", at=NOW, now=NOW, today=TODAY).task.done_at == NOW
    with pytest.raises(InvalidAnswer, match="Not done yet"):
        acts.complete(weekly, by="ann", at=NOW - timedelta(seconds=1), now=NOW, today=TODAY)
    todays = a_task(repeat_id="daily", repeat_on=TODAY)
    before = NOW - timedelta(hours=1)
    assert acts.complete(todays, by="ann", at=before, now=NOW, today=TODAY).task.done_at == before


def test_a_second_person_confirms_and_never_the_first() -> None:
    done = acts.complete(a_task(needs_check=True), by="ann", at=NOW, now=NOW, today=TODAY).task
    assert done.awaits_check
    with pytest.raises(acts.TaskRefused, match="second person"):
        acts.check(done, by="ann", at=NOW)
    assert not acts.check(done, by="bob", at=NOW).task.awaits_check


def test_a_missed_task_is_worked_out_and_can_still_be_done() -> None:
    task = a_task(lapses_at=NOW, created_at=NOW - timedelta(hours=8))
    assert task.is_missed(NOW)
    assert not task.is_missed(NOW - timedelta(seconds=1))
    done = acts.complete(task, by="ann", at=NOW, now=NOW, today=TODAY, reason="incident").task
    assert not done.is_missed(NOW)


def test_not_doing_it_needs_a_reason_from_the_list() -> None:
    for wrong in ("", "because"):
        with pytest.raises(acts.ReasonNeeded):
            acts.cancel(a_task(), wrong)
    assert acts.cancel(a_task(), "patient_left").task.state is TaskState.CANCELLED


def test_an_offer_goes_to_a_role() -> None:
    act = acts.offer(a_task(), Team.OT)
    assert (act.task.offered_to, act.detail) == (Team.OT, "to OT")
    with pytest.raises(acts.TaskRefused):
        acts.offer(act.task, Team.OT)


class Life(RuleBasedStateMachine):
    """A task through any acts of three people. Whatever they do, what an act changed can be put back exactly."""

    def __init__(self) -> None:
        super().__init__()
        self.task = a_task(needs_check=True)
        self.now = NOW
        self.history: list[tuple[Task, acts.Act]] = []

    def _do(self, act: acts.Act) -> None:
        was = self.task
        kept = act.before(was)
        put_back = {field.name: getattr(was, field.name) for field in fields(Task) if field.name in kept}
        assert replace(act.task, **put_back) == was  # type: ignore[arg-type]
        self.task = act.task
        self.history.append((was, act))

    def _try(self, act: object, *args: object, **named: object) -> None:
        before = self.task
        try:
            self._do(act(self.task, *args, **named))  # type: ignore[operator]
        except HubError:
            assert self.task is before

    @rule(minutes=st.integers(1, 600))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(by=st.sampled_from("abc"))
    def claims(self, by: str) -> None:
        owner = self.task.claimed_by
        self._try(acts.claim, by=by, at=self.now)
        assert owner is None or self.task.claimed_by == owner

    @rule(by=st.sampled_from("abc"), seen=st.sampled_from("abc"))
    def takes_over(self, by: str, seen: str) -> None:
        owner = self.task.claimed_by
        self._try(acts.take_over, by=by, at=self.now, seen=seen)
        assert self.task.claimed_by == (by if owner == seen != by and self.task.state in OPEN else owner)

    @rule()
    def releases(self) -> None:
        self._try(acts.release)

    @rule(keep=st.booleans(), progress=st.sampled_from(Progress), days=st.integers(-1, 5))
    def hands_back(self, keep: bool, progress: Progress, days: int) -> None:
        today = self.now.date()
        how = HandBack(
            progress=progress,
            waiting_on="gp" if progress in (Progress.WAITING, Progress.BLOCKED) else None,
            next_action=NextAction.CHASE,
            chase_on=today + timedelta(days=days),
            keep=keep,
        )
        self._try(acts.hand_back, how, today=today)

    @rule(to=st.sampled_from([None, *Team]))
    def offers(self, to: Team | None) -> None:
        self._try(acts.offer, to)

    @rule(by=st.sampled_from("abc"), reason=st.sampled_from([None, "incident"]))
    def completes(self, by: str, reason: str | None) -> None:
        self._try(acts.complete, by=by, at=self.now, now=self.now, today=self.now.date(), reason=reason)

    @rule(by=st.sampled_from("abc"))
    def checks(self, by: str) -> None:
        self._try(acts.check, by=by, at=self.now)

    @precondition(lambda self: self.task.state in (TaskState.DONE, TaskState.CANCELLED))
    @rule()
    def reopens(self) -> None:
        self._do(acts.reopen(self.task))
        assert self.task.state in OPEN

    @rule()
    def cancels(self) -> None:
        self._try(acts.cancel, "not_needed")

    @rule()
    def is_in_error(self) -> None:
        self._try(acts.mark_in_error)

    @precondition(lambda self: self.task.state is TaskState.IN_ERROR)
    @rule()
    def is_restored(self) -> None:
        before = next(was for was, act in reversed(self.history) if act.kind is TaskEventKind.IN_ERROR)
        self._do(acts.restore(self.task))
        assert self.task == before

    @invariant()
    def the_state_agrees_with_the_rest(self) -> None:
        task = self.task
        if task.state is not TaskState.IN_ERROR:
            assert (task.done_by is None) == (task.done_at is None) == (task.state is not TaskState.DONE)
            assert task.state is not TaskState.CLAIMED or task.claimed_by
            assert task.state is not TaskState.TO_DO or task.claimed_by is None
            assert (task.state is TaskState.WAITING) <= (task.waiting_on is not None and task.chase_on is not None)
        assert (task.claimed_by is None) == (task.claimed_at is None)
        assert task.checked_by is None or task.checked_by != task.done_by

    @invariant()
    def the_history_leads_from_one_state_to_the_next(self) -> None:
        for (_, act), (was, _next) in zip(self.history, self.history[1:], strict=False):
            assert act.task == was


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
