"""What one person has to do, waits for and has done; and what changed on the ward since they were last on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.frozen import but
from inpatient_hub.domain.tasks import Task, TaskEvent, TaskEventKind, TaskState, by_lateness
from inpatient_hub.services.absences import with_endings
from inpatient_hub.services.ports import Clock, Store, TaskLine, Work
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.since_last_on import SinceLastOn, WhatChanged, changes_of, my_patients, task_changed
from inpatient_hub.services.ward_lines import as_kept

DONE_FOR = timedelta(days=7)
"""How long what is done stays on the list."""
MISSED_FOR = timedelta(days=7)
"""How long what nobody did in its time stays on the list of whoever had it, as missed."""
LOOKS_BACK = timedelta(days=14)
"""How far back it is told what changed to somebody who was away for long, or never looked."""
_SEEN_FOR = timedelta(hours=12)
"""How long what was seen is still told after what is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MyTask:
    """One of a person's tasks. `from_whom` is the name of who had it before they took it over."""

    line: TaskLine
    from_whom: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MyTasks:
    """A person's work: what is to do, with what was missed within `MISSED_FOR` last. `taken_from_me` is what somebody
    took over from them of late, the latest first."""

    to_do: tuple[MyTask, ...]
    waiting: tuple[MyTask, ...]
    done: tuple[MyTask, ...]
    taken_from_me: tuple[WhatChanged, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was marked as seen on a ward, and what is needed to take it back: until when it was seen `before`, and which
    changes had been `read` one by one, with their moments."""

    ward_id: str
    until: datetime
    before: datetime | None = None
    read: tuple[tuple[str, datetime], ...] = ()


class MyWorkService:
    """What is one person's own on the ward's lists."""

    def __init__(self, *, store: Store, clock: Clock, seat: Seat) -> None:
        self._seat = seat
        self._store = store
        self._clock = clock

    @needs(Right.READ_WARD)
    def tasks(self, ward_id: str, *, by: str) -> MyTasks:
        """A person's tasks, on all wards they may see; what was taken over from them, on this one."""
        now = self._clock.now()
        with self._store.reading() as work:
            names = {person.id: person.name for person in work.staff.of_ward(ward_id)}
            mine = _kept(work, with_endings(work, work.tasks.claimed_by(by), now))
            done = _kept(work, work.tasks.done_by(by, now - DONE_FOR))
            changes = work.tasks.changes_since(ward_id, now - LOOKS_BACK, kind=TaskEventKind.TAKEN_OVER)
            taken = [one for one in changes if _is_taken_from(one.event, by)]
            before = {
                one.event.task_id: names.get(str(one.event.before.get("claimed_by")), "Someone")
                for one in reversed(changes)
                if one.event.kind is TaskEventKind.TAKEN_OVER and one.event.by == by
            }
            ward = work.wards.get(ward_id)
            lines = as_kept([one.line for one in taken], ward)
        today = self._clock.local(now).date()
        my = [MyTask(line=line, from_whom=before.get(line.task.id)) for line in mine]
        my = [one for one in my if not _is_over(one.line.task, now)]
        my.sort(key=lambda one: (one.line.task.is_missed(now), *by_lateness(one.line.task, today, now)))
        return MyTasks(
            to_do=tuple(one for one in my if one.line.task.state is not TaskState.WAITING),
            waiting=tuple(one for one in my if one.line.task.state is TaskState.WAITING),
            done=tuple(MyTask(line=line, from_whom=before.get(line.task.id)) for line in done),
            taken_from_me=tuple(
                task_changed(one, line, names, unread=False) for one, line in zip(taken, lines, strict=True)
            ),
        )

    @needs(Right.READ_WARD)
    def since_last_on(self, ward_id: str, *, by: str, limit: int = 200) -> SinceLastOn:
        """What others did on a ward with the person's patients and tasks since they last marked it as seen, and in the
        half day before. Their patients are those whose named nurse they are, were made or were until then, those they
        have or lately finished a task of, and those they were last at a referral of."""
        now = self._clock.now()
        with self._store.reading() as work:
            ward = work.wards.get(ward_id)
            seen = work.personal.seen_until(by, ward_id) or now - LOOKS_BACK
            since = max(min(seen, now), now - LOOKS_BACK)
            patients = my_patients(work, ward, by, now)
            found = changes_of(work, ward, by, patients, since=since - _SEEN_FOR, limit=limit)
            read = work.personal.read_of(by, {change.id for change in found if change.at > since})
        changes = [but(change, unread=change.at > since and change.id not in read) for change in found]
        changes.sort(key=lambda change: not change.unread)
        return SinceLastOn(since=since, until=now, changes=tuple(changes))

    @needs(Right.DO_WORK)
    def mark_seen(self, ward_id: str, shown: SinceLastOn, *, by: str) -> Seen:
        """The person has seen what changed on a ward, which was shown on their screen; `take_back_seen` undoes it."""
        until = min(shown.until, self._clock.now())
        with self._store.writing() as work:
            before = work.personal.seen_until(by, ward_id)
            work.personal.mark_seen(by, ward_id, until)
        new = (change for change in shown.changes if change.at > shown.since and not change.unread)
        return Seen(ward_id, until, before, tuple((change.id, change.at) for change in new))

    @needs(Right.DO_WORK)
    def take_back_seen(self, seen: Seen, *, by: str) -> None:
        """What was marked as seen is unread again, but for what the person had read one by one before. Raises HubError
        when they marked more as seen since, here or at another computer."""
        with self._store.writing() as work:
            if not work.personal.unmark_seen(by, seen.ward_id, seen.until, seen.before):
                raise HubError("Not undone", "More was marked as read since.", remedy="Look at the patient's history.")
            for change_id, at in seen.read:
                work.personal.mark_read(by, seen.ward_id, change_id, at)

    @needs(Right.DO_WORK)
    def mark_read(self, ward_id: str, change_id: str, at: datetime, *, by: str) -> None:
        """The person has opened what one change on a ward, which happened then, is about."""
        with self._store.writing() as work:
            work.personal.mark_read(by, ward_id, change_id, min(at, self._clock.now()))


def _is_over(task: Task, now: datetime) -> bool:
    """Whether it was missed, and it is long ago or somebody said why: there is no more to do with it."""
    return task.is_missed(now - MISSED_FOR) or (task.is_missed(now) and task.reason is not None)


def _kept(work: Work, lines: Sequence[TaskLine]) -> list[TaskLine]:
    wards = {ward_id: work.wards.get(ward_id) for ward_id in {line.task.ward_id for line in lines}}
    return [as_kept([line], wards[line.task.ward_id])[0] for line in lines]


def _is_taken_from(event: TaskEvent, staff_id: str) -> bool:
    return event.kind is TaskEventKind.TAKEN_OVER and event.before.get("claimed_by") == staff_id
