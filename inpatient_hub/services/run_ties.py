"""Ties a run to the task it is begun for, so that filing its note ticks the task."""

from dataclasses import replace

from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.runs import RunState, WorkflowRun
from inpatient_hub.domain.task_acts import Act
from inpatient_hub.domain.tasks import OPEN, Task, TaskEventKind
from inpatient_hub.services.ports import Work
from inpatient_hub.services.task_records import TaskRecords


def tied(task: Task, run: WorkflowRun) -> Act:
    """The task with the run that was begun for it."""
    return Act(replace(task, run_id=run.id), TaskEventKind.CHANGED, f"began {run.title}")


def tied_to_only_task(records: TaskRecords, work: Work, run: WorkflowRun, *, by: str) -> Changes:
    """Ties a new run to the patient's open task of the same workflow where there is exactly one, and nobody is at a
    run for it already. Of several it cannot be known which is meant, so none is tied."""
    open_ones = [
        line.task
        for line in work.tasks.of_patient(run.patient_id)
        if line.task.workflow_id == run.workflow_id and line.task.state in OPEN
    ]
    if len(open_ones) != 1 or _is_under_way(work, open_ones[0]):
        return Changes()
    return records.save(work, open_ones[0], tied(open_ones[0], run), by=by)


def _is_under_way(work: Work, task: Task) -> bool:
    return task.run_id is not None and work.runs.get(task.run_id).state is RunState.IN_PROGRESS
