"""What the command line says about a run: its trail, the step it stands at, and what that step needs."""

import json
from collections.abc import Callable
from datetime import datetime

from inpatient_hub.cli import output
from inpatient_hub.cli.moments import day, iso_day, iso_moment, moment
from inpatient_hub.cli.shapes import Json, patient_brief
from inpatient_hub.cli.step_offers import FieldLine, note_fields, offers
from inpatient_hub.domain.directory import Directory
from inpatient_hub.domain.notes import STATE_LABELS
from inpatient_hub.domain.runs import RunState
from inpatient_hub.services.note_previews import NotePreview
from inpatient_hub.services.run_views import FollowUpPlan, RunView, StepState, TrailStep

_RUN_STATES = {RunState.IN_PROGRESS: "in progress", RunState.FILED: "filed", RunState.ABANDONED: "abandoned"}
_STEP_STATES = {StepState.DONE: "done", StepState.CURRENT: "now", StepState.LATER: ""}


def run_shape(view: RunView, directory: Directory, shown: NotePreview | None) -> Json:
    """A run as JSON. `shown` is the note as it stands, when the run is at it."""
    run = view.run
    return {
        "id": run.id,
        "workflow": run.workflow_id,
        "title": run.title,
        "state": run.state.value,
        "patient": patient_brief(view.facts.patient),
        "step_number": view.number,
        "step_count": len(view.steps),
        "started_by": view.started_by,
        "started_at": iso_moment(run.started_at),
        "touched_at": iso_moment(run.touched_at),
        "note_state": view.note.state.value if view.note else None,
        "steps": [_step_shape(line) for line in view.trail],
        "step": view.step.id,
        "question": view.step.question or view.step.title,
        "missing": view.missing,
        "offers": [{"value": one.value, "label": one.label} for one in offers(view, directory)],
        "fields": [_field_shape(line) for line in note_fields(shown)] if shown else [],
        "note": {"id": view.note.id, "state": view.note.state.value} if view.note else None,
        "follow_up": _plan_shape(view.follow_up),
    }


def _step_shape(line: TrailStep) -> Json:
    step = line.step
    return {
        "id": step.id,
        "kind": step.kind,
        "title": step.title,
        "state": line.state.value,
        "answer": line.brief,
        "by": line.by,
    }


def _field_shape(line: FieldLine) -> Json:
    return {
        "id": line.id,
        "label": line.label,
        "kind": line.kind,
        "value": line.value,
        "answered": line.answered,
    }


def _plan_shape(plan: FollowUpPlan | None) -> Json | None:
    if plan is None:
        return None
    return {"title": plan.title, "due_on": iso_day(plan.due_on), "wanted": plan.wanted}


def tell_run(
    view: RunView, directory: Directory, shown: NotePreview | None, *, local: Callable[[datetime], datetime]
) -> None:
    """Prints a run for a person: the trail, then the step it stands at."""
    run, patient = view.run, view.facts.patient
    bed = f", bed {patient.bed}" if patient.bed else ""
    output.say(f"{run.title} for {patient.banner_name}{bed}")
    output.say(
        f"Referral {run.id}, {_RUN_STATES[run.state]}, started by {view.started_by}, {moment(local(run.started_at))}"
    )
    if run.abandoned_reason:
        output.say(f"Abandoned because: {run.abandoned_reason}")
    output.say()
    output.table(
        ("", "", "Step", "", "Answer"), [_trail_row(number, line) for number, line in enumerate(view.trail, 1)]
    )
    if run.state is RunState.IN_PROGRESS:
        output.say()
        _tell_step(view, directory, shown)


def _trail_row(number: int, line: TrailStep) -> tuple[str, ...]:
    by = f" ({line.by})" if line.by else ""
    return (_STEP_STATES[line.state], str(number), line.step.id, line.step.title, f"{line.brief}{by}")


def _tell_step(view: RunView, directory: Directory, shown: NotePreview | None) -> None:
    step = view.step
    output.say(f"Step {view.number} of {len(view.steps)}, {step.id}: {step.question or step.title}")
    for line in step.text.splitlines():
        output.say(f"  {line}")
    offered = offers(view, directory)
    if offered:
        output.table(("  Value", ""), [(f"  {one.value}", one.label) for one in offered])
    if shown is not None:
        _tell_fields(shown)
    if view.note is not None:
        output.say(f"Note {view.note.id}: {STATE_LABELS[view.note.state].lower()}")
    if view.follow_up is not None and view.follow_up.wanted:
        output.say(f"When filed, a task is made: {view.follow_up.title}, {day(view.follow_up.due_on)}")
    output.say(view.missing or _onwards(view))


def _onwards(view: RunView) -> str:
    return "This is the last step." if view.is_last else "Ready for the next step."


def _tell_fields(shown: NotePreview) -> None:
    for line in note_fields(shown):
        held = "" if line.value is None else line.value if isinstance(line.value, str) else json.dumps(line.value)
        needed = "" if line.answered else "needs an answer"
        output.say(f"  --field {line.id}  {line.label}: {held or needed}".rstrip())
        for option in line.options:
            output.say(f"      {option.value}  {option.label}")
