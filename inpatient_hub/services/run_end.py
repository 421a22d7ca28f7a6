"""What filing a note sets going: its run is ticked, and the follow-up task is made."""

from dataclasses import replace
from datetime import datetime

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.notes import Note
from inpatient_hub.domain.runs import RunState, WorkflowRun, latest
from inpatient_hub.domain.tasks import Task, TaskEvent, TaskEventKind, TaskKind
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
        work.audit.append(
            self._trail.event(
                AuditAction.RUN_FILED, Kind.RUN, run.id, by=by, patient_id=run.patient_id, detail={"title": run.title}
            )
        )
        return Changes.of((Kind.RUN, run.id)) | self._make_follow_up(work, run, note, by=by, now=now)

    def _make_follow_up(self, work: Work, run: WorkflowRun, note: Note, *, by: str, now: datetime) -> Changes:
        definition = self._definitions.of(work, run)
        answers = latest(work.runs.answers(run.id))
        plan = follow_up_plan(path(definition.workflow, answers), answers, day_of_note(note, self._clock))
        if plan is None or not plan.wanted or work.tasks.of_run(run.id):
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
