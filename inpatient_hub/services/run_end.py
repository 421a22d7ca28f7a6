"""What filing a note sets going: its run is ticked, and the follow-up task is made."""

from dataclasses import replace
from datetime import datetime

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.notes import Note
from inpatient_hub.domain.runs import RunState, WorkflowRun, latest
from inpatient_hub.domain.tasks import OPEN, Task, TaskEvent, TaskEventKind, TaskKind, TaskState
from inpatient_hub.domain.walk import path
from inpatient_hub.services.ports import Clock, NewId, Work
from inpatient_hub.services.run_views import RunDefinitions, day_of_note, follow_up_plan
from inpatient_hub.services.trail import AuditTrail


class RunEnd:
    """Ends runs inside the unit of work that files their note."""

    def __init__(self, *, clock: Clock, new_id: NewId, trail: AuditTrail, definitions: RunDefinitions) -> None:
        self._clock = clock
        self._new_id = new_id
        self._trail = trail
        self._definitions = definitions

    def tick(self, work: Work, note: Note, *, by: str, now: datetime) -> Changes:
        """Ticks the run of a filed note, if it has one that is still open, and makes its follow-up task."""
        if note.run_id is None:
            return Changes()
        run = work.runs.get(note.run_id)
        if run.state is not RunState.IN_PROGRESS:
            return Changes()
        work.runs.update(replace(run, state=RunState.FILED, ended_by=by, ended_at=now, touched_by=by, touched_at=now))
        self._record_run(work, AuditAction.RUN_FILED, run, by=by, becomes=RunState.FILED)
        return Changes.of((Kind.RUN, run.id)) | self._make_follow_up(work, run, note, by=by, now=now)

    def untick(self, work: Work, note: Note, *, by: str, now: datetime) -> Changes:
        """Opens the run of a note again that was marked as filed by mistake, and marks the follow-up task that filing
        made as entered in error, unless someone has done it already."""
        if note.run_id is None:
            return Changes()
        run = work.runs.get(note.run_id)
        if run.state is not RunState.FILED:
            return Changes()
        opened = replace(run, state=RunState.IN_PROGRESS, ended_by=None, ended_at=None, touched_by=by, touched_at=now)
        work.runs.update(opened)
        self._record_run(work, AuditAction.RUN_RESUMED, run, by=by, becomes=RunState.IN_PROGRESS)
        changes = Changes.of((Kind.RUN, run.id))
        for task in work.tasks.of_run(run.id):
            if task.state in OPEN:
                changes |= self._take_back_task(work, task, by=by, now=now)
        return changes

    def _take_back_task(self, work: Work, task: Task, *, by: str, now: datetime) -> Changes:
        work.tasks.update(replace(task, state=TaskState.IN_ERROR))
        work.tasks.record(TaskEvent(id=self._new_id(), task_id=task.id, kind=TaskEventKind.IN_ERROR, by=by, at=now))
        work.audit.append(
            self._trail.event(
                AuditAction.TASK_IN_ERROR,
                Kind.TASK,
                task.id,
                by=by,
                patient_id=task.patient_id,
                detail={"title": task.title},
                before={"state": task.state.value},
                after={"state": TaskState.IN_ERROR.value},
            )
        )
        return Changes.of((Kind.TASK, task.id))

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
        plan = follow_up_plan(path(definition.workflow, answers), answers, day_of_note(note, self._clock))
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
        work.tasks.add(task)
        work.tasks.record(TaskEvent(id=self._new_id(), task_id=task.id, kind=TaskEventKind.CREATED, by=by, at=now))
        work.audit.append(
            self._trail.event(
                AuditAction.TASK_CREATED,
                Kind.TASK,
                task.id,
                by=by,
                patient_id=run.patient_id,
                detail={"title": task.title, "due": plan.due_on.isoformat()},
            )
        )
        return Changes.of((Kind.TASK, task.id))


def _has_task(work: Work, run: WorkflowRun) -> bool:
    """Whether the run has a follow-up task that counts: one taken back by mistake does not."""
    return any(task.state is not TaskState.IN_ERROR for task in work.tasks.of_run(run.id))
