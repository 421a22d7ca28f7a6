"""What filing a note sets going: its run is ticked, and the follow-up task is made."""

from dataclasses import dataclass, replace
from datetime import datetime

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.notes import Note
from inpatient_hub.domain.runs import RunState, WorkflowRun, latest
from inpatient_hub.domain.task_acts import ReasonNeeded, complete, mark_in_error, reopen
from inpatient_hub.domain.task_reasons import LATE, RECORDED_LATE
from inpatient_hub.domain.tasks import OPEN, Task, TaskEventKind, TaskKind, TaskState
from inpatient_hub.domain.walk import path
from inpatient_hub.services.ports import Clock, NewId, Work
from inpatient_hub.services.run_views import RunDefinitions, day_of_note, follow_up_plan
from inpatient_hub.services.task_records import TaskRecords
from inpatient_hub.services.trail import AuditTrail

_BY_FILING = "by filing its note"


@dataclass(frozen=True, slots=True)
class Filed(Changes):
    """What filing a note changed. `late` are the tasks it ticked that were late and of which nobody has said why."""

    late: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class Unfiled(Changes):
    """What taking a filed note back changed. `left` are the follow-up tasks that stay, as somebody works on them."""

    left: tuple[Task, ...] = ()


class RunEnd:
    """Ends runs inside the unit of work that files their note."""

    def __init__(self, *, clock: Clock, new_id: NewId, trail: AuditTrail, definitions: RunDefinitions) -> None:
        self._clock = clock
        self._new_id = new_id
        self._trail = trail
        self._definitions = definitions
        self._tasks = TaskRecords(clock=clock, new_id=new_id, trail=trail)

    def tick(self, work: Work, note: Note, *, by: str, now: datetime, late_reason: str | None = None) -> Filed:
        """Ticks the run of a filed note, if it has one that is still open, makes its follow-up task, and marks the task
        done that it was for: of a late one with this reason, or as recorded late. Nothing here holds filing up."""
        if note.run_id is None:
            return Filed()
        run = work.runs.get(note.run_id)
        if run.state is not RunState.IN_PROGRESS:
            return Filed()
        work.runs.update(replace(run, state=RunState.FILED, ended_by=by, ended_at=now, touched_by=by, touched_at=now))
        self._record_run(work, AuditAction.RUN_FILED, run, by=by, becomes=RunState.FILED)
        changes = Changes.of((Kind.RUN, run.id)) | self._make_follow_up(work, run, note, by=by, now=now)
        late: list[Task] = []
        for task in work.tasks.of_run(run.id):
            if is_done_by(task, run) and task.state in OPEN:
                changes |= self._tick_task(work, task, by=by, now=now, late_reason=late_reason)
                done = work.tasks.get(task.id)
                if done.reason == RECORDED_LATE and late_reason != RECORDED_LATE:
                    late.append(done)
        return Filed(changes.touched, tuple(late))

    def _tick_task(self, work: Work, task: Task, *, by: str, now: datetime, late_reason: str | None) -> Changes:
        """Filing the note and ticking the task it was for is one act."""
        today = self._clock.local(now).date()
        try:
            act = complete(task, by=by, at=now, now=now, today=today)
        except ReasonNeeded:
            reason = late_reason if late_reason in LATE else RECORDED_LATE
            act = complete(task, by=by, at=now, now=now, today=today, reason=reason, asks=False)
        said = f"{_BY_FILING}, {act.detail}" if act.detail else _BY_FILING
        return self._tasks.save(work, task, replace(act, detail=said), by=by)

    def untick(self, work: Work, note: Note, *, by: str, now: datetime) -> Unfiled:
        """Opens the run of a note again that was marked as filed by mistake, and marks the follow-up task that filing
        made as entered in error, unless someone has done it already, or works on it."""
        if note.run_id is None:
            return Unfiled()
        run = work.runs.get(note.run_id)
        if run.state is not RunState.FILED:
            return Unfiled()
        opened = replace(run, state=RunState.IN_PROGRESS, ended_by=None, ended_at=None, touched_by=by, touched_at=now)
        work.runs.update(opened)
        self._record_run(work, AuditAction.RUN_RESUMED, run, by=by, becomes=RunState.IN_PROGRESS)
        changes = Changes.of((Kind.RUN, run.id))
        tasks = work.tasks.of_run(run.id)
        for task in tasks:
            if is_done_by(task, run) and task.state is TaskState.DONE and _was_ticked(work, task):
                changes |= self._tasks.save(work, task, reopen(task), by=by)
        follow_ups = [task for task in tasks if not is_done_by(task, run) and task.state in OPEN]
        left = tuple(task for task in follow_ups if _is_in_hand(work, task, by))
        for task in follow_ups:
            if task not in left:
                changes |= Changes.of((Kind.TASK, task.id))
                self._tasks.save(work, task, mark_in_error(task), by=by)
        return Unfiled(changes.touched, left)

    def _record_run(self, work: Work, action: AuditAction, run: WorkflowRun, *, by: str, becomes: RunState) -> None:
        work.audit.append(
            self._trail.event(
                action,
                Kind.RUN,
                run.id,
                by=by,
                patient_id=run.patient_id,
                detail={"title": run.title},
                before={"state": run.state.value},
                after={"state": becomes.value},
            )
        )

    def _make_follow_up(self, work: Work, run: WorkflowRun, note: Note, *, by: str, now: datetime) -> Changes:
        definition = self._definitions.of(work, run)
        answers = latest(work.runs.answers(run.id))
        steps, nation = path(definition.workflow, answers), work.wards.get(run.ward_id).work.nation
        office = self._definitions.office(steps, answers)
        plan = follow_up_plan(steps, answers, day_of_note(note, self._clock), office=office, nation=nation)
        if plan is None or not plan.wanted or _has_task(work, run):
            return Changes()
        task = Task(
            id=self._new_id(),
            ward_id=run.ward_id,
            kind=TaskKind.PATIENT,
            title=plan.title,
            patient_id=run.patient_id,
            run_id=run.id,
            due_on=plan.due_on,
            created_by=by,
            created_at=now,
        )
        self._tasks.add(work, task, by=by)
        return Changes.of((Kind.TASK, task.id))


def _has_task(work: Work, run: WorkflowRun) -> bool:
    """Whether the run has a follow-up task that counts: one taken back by mistake does not."""
    tasks = (task for task in work.tasks.of_run(run.id) if not is_done_by(task, run))
    return any(task.state is not TaskState.IN_ERROR for task in tasks)


def _is_in_hand(work: Work, task: Task, by: str) -> bool:
    """Whether somebody works on a follow-up, or a colleague of this person has done anything with it since."""
    if task.state is not TaskState.TO_DO or task.claimed_by is not None or task.hand_backs:
        return True
    return any(event.kind is not TaskEventKind.CREATED and event.by != by for event in work.tasks.events(task.id))


def _was_ticked(work: Work, task: Task) -> bool:
    """Whether it was filing the note that ticked a task, and not somebody who had done it before."""
    done = (event for event in reversed(work.tasks.events(task.id)) if event.kind is TaskEventKind.DONE)
    last = next(done, None)
    return last is not None and last.detail.startswith(_BY_FILING)


def is_done_by(task: Task, run: WorkflowRun) -> bool:
    """Whether a task is what this run was begun for, and not one that the run made."""
    return task.run_id == run.id and task.workflow_id == run.workflow_id
