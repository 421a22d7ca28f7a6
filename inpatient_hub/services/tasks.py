"""Follow-up work: done, claimed, given back, moved; every act is kept in the task's history."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.audit_fields import differing
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.tasks import OPEN, Task, TaskEvent, TaskEventKind, TaskState
from inpatient_hub.services.ports import Clock, NewId, Store, TaskLine, Work
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.trail import AuditTrail
from inpatient_hub.services.ward_lines import as_kept


class TaskService:
    """What a person does with a task."""

    def __init__(self, *, store: Store, clock: Clock, new_id: NewId, trail: AuditTrail, seat: Seat) -> None:
        self._seat = seat
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._trail = trail

    @needs(Right.READ_WARD)
    def due_by(self, ward_id: str, day: date) -> Sequence[TaskLine]:
        """Open tasks due on or before this day, the earliest first."""
        with self._store.reading() as work:
            return as_kept(work.tasks.open_due_by(ward_id, day), work.wards.get(ward_id))

    @needs(Right.READ_WARD)
    def history(self, task_id: str) -> Sequence[TaskEvent]:
        """What happened to a task, oldest first."""
        with self._store.reading() as work:
            return work.tasks.events(task_id)

    @needs(Right.DO_WORK)
    def complete(self, task_id: str, *, by: str) -> Changes:
        """Marks a task done. Raises HubError when it is closed already."""
        with self._store.writing() as work:
            task = _open(work.tasks.get(task_id))
            done = replace(task, state=TaskState.DONE, done_by=by, done_at=self._clock.now())
            return self._save(work, done, TaskEventKind.DONE, AuditAction.TASK_DONE, by=by)

    @needs(Right.DO_WORK)
    def reopen(self, task_id: str, *, by: str) -> Changes:
        """Opens a done task again; its history keeps who had done it and when."""
        with self._store.writing() as work:
            task = work.tasks.get(task_id)
            if task.state is not TaskState.DONE:
                raise HubError("Nothing was changed", "Only a task that is done can be reopened.", remedy="Look again.")
            state = TaskState.CLAIMED if task.claimed_by else TaskState.TO_DO
            opened = replace(task, state=state, done_by=None, done_at=None)
            return self._save(work, opened, TaskEventKind.REOPENED, AuditAction.TASK_REOPENED, by=by)

    @needs(Right.DO_WORK)
    def claim(self, task_id: str, *, by: str) -> Changes:
        """Takes a task that nobody has. Raises HubError when someone else has it."""
        with self._store.writing() as work:
            task = _open(work.tasks.get(task_id))
            if task.claimed_by == by:
                return Changes()
            if task.claimed_by is not None:
                raise HubError("Not claimed", "Someone else has this task.", remedy="Ask them to give it back.")
            mine = replace(task, state=TaskState.CLAIMED, claimed_by=by, claimed_at=self._clock.now())
            return self._save(work, mine, TaskEventKind.CLAIMED, AuditAction.TASK_CLAIMED, by=by)

    @needs(Right.DO_WORK)
    def release(self, task_id: str, *, by: str) -> Changes:
        """Gives a claimed task back to the ward."""
        with self._store.writing() as work:
            task = _open(work.tasks.get(task_id))
            if task.claimed_by is None:
                return Changes()
            free = replace(task, state=TaskState.TO_DO, claimed_by=None, claimed_at=None)
            return self._save(work, free, TaskEventKind.RELEASED, AuditAction.TASK_RELEASED, by=by)

    @needs(Right.DO_WORK)
    def move(self, task_id: str, due_on: date, *, by: str) -> Changes:
        """Moves a task to another day. Raises InvalidAnswer for a day that has gone by."""
        if due_on < self._clock.today():
            raise InvalidAnswer("Not moved", "This day has gone by.", remedy="Choose today or later.", field="due_on")
        with self._store.writing() as work:
            task = _open(work.tasks.get(task_id))
            if task.due_on == due_on:
                return Changes()
            detail = {"from": task.due_on.isoformat() if task.due_on else "", "to": due_on.isoformat()}
            return self._save(
                work, replace(task, due_on=due_on), TaskEventKind.MOVED, AuditAction.TASK_MOVED, by=by, detail=detail
            )

    @needs(Right.DO_WORK)
    def mark_in_error(self, task_id: str, *, by: str) -> Changes:
        """Takes a task made by mistake off every list. Nothing is deleted."""
        with self._store.writing() as work:
            task = work.tasks.get(task_id)
            if task.state is TaskState.IN_ERROR:
                return Changes()
            wrong = replace(task, state=TaskState.IN_ERROR)
            return self._save(work, wrong, TaskEventKind.IN_ERROR, AuditAction.TASK_IN_ERROR, by=by)

    def _save(
        self,
        work: Work,
        task: Task,
        event: TaskEventKind,
        action: AuditAction,
        *,
        by: str,
        detail: Mapping[str, str] | None = None,
    ) -> Changes:
        was = work.tasks.get(task.id)
        work.tasks.update(task)
        before, after = differing(
            {name: getattr(was, name) for name in _TOLD}, {name: getattr(task, name) for name in _TOLD}
        )
        said = " ".join(f"{key} {_in_words(value)}" for key, value in (detail or {}).items() if value)
        work.tasks.record(
            TaskEvent(id=self._new_id(), task_id=task.id, kind=event, by=by, at=self._clock.now(), detail=said)
        )
        work.audit.append(
            self._trail.event(
                action,
                Kind.TASK,
                task.id,
                by=by,
                patient_id=task.patient_id,
                detail={"title": task.title, **(detail or {})},
                before=before,
                after=after,
            )
        )
        touched = [(Kind.TASK, task.id)] + ([(Kind.PATIENT, task.patient_id)] if task.patient_id else [])
        return Changes.of(*touched)


_TOLD = ("state", "due_on", "claimed_by")
"""Fields whose texts before and after stand in the audit trail."""


def _in_words(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%b %Y}"


def _open(task: Task) -> Task:
    if task.state not in OPEN:
        raise HubError("Nothing was changed", "This task is closed already.", remedy="Look at its history.")
    return task
