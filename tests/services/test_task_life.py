"""Whatever people do with a task, in whatever order: no act is lost from its history, it never has two owners, and
what is undone is exactly as it was."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.hand_back import HandBack, NextAction, Progress
from inpatient_hub.domain.tasks import OPEN, Task, TaskEvent, TaskState, Team
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.services.seat import Seat
from inpatient_hub.services.task_records import Acted
from inpatient_hub.services.tasks import TaskService
from inpatient_hub.services.trail import AuditTrail
from tests.contracts.keepers import sqlite_store
from tests.contracts.making import NOW, TODAY, a_nurse, a_ward, save

PEOPLE = st.integers(min_value=0, max_value=2)


class TaskLife(RuleBasedStateMachine):
    """Three people and one task, in a store on the disk."""

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        self.clock = FixedClock(NOW)
        folder = self.open.enter_context(tempfile.TemporaryDirectory())
        self.store = self.open.enter_context(sqlite_store(Path(folder)))
        seat = Seat(clock=self.clock, program=True)
        trail = AuditTrail(clock=self.clock, new_id=new_id, seat=seat)
        self.tasks = TaskService(store=self.store, clock=self.clock, new_id=new_id, trail=trail, seat=seat)
        self.history: list[TaskEvent] = []
        self.states: dict[str, tuple[Task, Task]] = {}
        self.last: tuple[str, str] | None = None

    @initialize()
    def begin(self) -> None:
        ward = a_ward()
        self.people = [a_nurse(ward, name=f"Nurse {number}") for number in range(3)]
        save(self.store, ward, *self.people)
        self.id = self.tasks.add(ward.id, NewTask(title="Ring the advocate"), by=self.people[0].id)[0].id
        self.history = list(self.tasks.history(self.id))

    def do(self, person: int, act: Callable[[str], Acted]) -> None:
        """One act by one person, which may be refused: then nothing at all has changed."""
        self.clock.moment += timedelta(minutes=1)
        who, before = self.people[person].id, self.task()
        try:
            acted = act(who)
        except HubError:
            assert self.task() == before
            assert list(self.tasks.history(self.id)) == self.history
            return
        after = self.task()
        events = list(self.tasks.history(self.id))
        if not acted.event_id:
            assert (after, events) == (before, self.history)
            return
        assert events[:-1] == self.history
        assert (events[-1].id, events[-1].by) == (acted.event_id, who)
        assert after.version == before.version + 1
        self.history = events
        self.states[acted.event_id] = (before, after)
        self.last = (acted.event_id, who)

    def task(self) -> Task:
        with self.store.reading() as work:
            return work.tasks.get(self.id)

    @rule(person=PEOPLE)
    def claim(self, person: int) -> None:
        had = self.task().claimed_by
        self.do(person, lambda who: self.tasks.claim(self.id, by=who))
        assert had is None or self.task().claimed_by == had

    @rule(person=PEOPLE, seen=PEOPLE)
    def take_over(self, person: int, seen: int) -> None:
        had = self.task().claimed_by
        self.do(person, lambda who: self.tasks.take_over(self.id, seen=self.people[seen].id, by=who))
        if self.task().claimed_by != had:
            assert had == self.people[seen].id

    @rule(person=PEOPLE)
    def release(self, person: int) -> None:
        self.do(person, lambda who: self.tasks.release(self.id, by=who))

    @rule(person=PEOPLE, keep=st.booleans(), progress=st.sampled_from(Progress))
    def hand_back(self, person: int, keep: bool, progress: Progress) -> None:
        how = HandBack(
            progress=progress,
            waiting_on="housing" if progress in (Progress.WAITING, Progress.BLOCKED) else None,
            next_action=NextAction.CHASE,
            chase_on=self.clock.today() + timedelta(days=3),
            keep=keep,
        )
        self.do(person, lambda who: self.tasks.hand_back(self.id, how, by=who))

    @rule(person=PEOPLE, team=st.sampled_from([None, *Team]))
    def offer(self, person: int, team: Team | None) -> None:
        self.do(person, lambda who: self.tasks.offer(self.id, team, by=who))

    @rule(person=PEOPLE, days=st.integers(min_value=-1, max_value=30))
    def move(self, person: int, days: int) -> None:
        self.do(person, lambda who: self.tasks.move(self.id, TODAY + timedelta(days=days), by=who))

    @rule(person=PEOPLE, needs=st.booleans())
    def change(self, person: int, needs: bool) -> None:
        self.do(person, lambda who: self.tasks.change(self.id, title="Write to housing", needs_check=needs, by=who))

    @rule(person=PEOPLE)
    def complete(self, person: int) -> None:
        self.do(person, lambda who: self.tasks.complete(self.id, by=who))

    @rule(person=PEOPLE)
    def check(self, person: int) -> None:
        self.do(person, lambda who: self.tasks.check(self.id, by=who))

    @rule(person=PEOPLE)
    def reopen(self, person: int) -> None:
        self.do(person, lambda who: self.tasks.reopen(self.id, by=who))

    @rule(person=PEOPLE)
    def cancel(self, person: int) -> None:
        self.do(person, lambda who: self.tasks.cancel(self.id, "not_needed", by=who))

    @rule(person=PEOPLE)
    def mark_in_error(self, person: int) -> None:
        self.do(person, lambda who: self.tasks.mark_in_error(self.id, by=who))

    @rule(person=PEOPLE)
    def restore(self, person: int) -> None:
        self.do(person, lambda who: self.tasks.restore(self.id, by=who))

    @rule()
    def undo_the_last(self) -> None:
        if self.last is None:
            return
        event_id, who = self.last
        before, after = self.states[event_id]
        if self.task() != after:
            return
        person = [one.id for one in self.people].index(who)
        self.do(person, lambda by: self.tasks.undo(event_id, by=by))
        assert _but_version(self.task()) == _but_version(before)

    @rule(person=PEOPLE, data=st.data())
    def undo_any(self, person: int, data: st.DataObject) -> None:
        event = data.draw(st.sampled_from(self.history))
        self.do(person, lambda by: self.tasks.undo(event.id, by=by))

    @rule(person=PEOPLE)
    def act_on_what_was_on_the_screen_before(self, person: int) -> None:
        old = self.task().version - 1
        count = len(self.history)
        self.do(person, lambda who: self.tasks.complete(self.id, by=who, version=old))
        assert len(self.history) == count

    @invariant()
    def it_is_in_one_piece(self) -> None:
        if not self.history:
            return
        task = self.task()
        assert (task.state is TaskState.CLAIMED) <= (task.claimed_by is not None)
        assert (task.state is TaskState.DONE) == (task.done_by is not None) or task.state is TaskState.IN_ERROR
        assert (task.state is TaskState.WAITING) <= (task.chase_on is not None)
        if task.state in OPEN:
            assert task.checked_by is None

    def teardown(self) -> None:
        self.open.close()


def _but_version(task: Task) -> dict[str, Any]:
    return {field.name: getattr(task, field.name) for field in fields(task) if field.name != "version"}


TestTaskLife = TaskLife.TestCase
TestTaskLife.settings = settings(
    max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
