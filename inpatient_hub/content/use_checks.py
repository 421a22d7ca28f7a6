"""Checks a note template against the steps of a workflow that writes its note with it."""

from collections.abc import Iterator, Mapping, Sequence

from inpatient_hub.content.faults import Fault, unknown
from inpatient_hub.content.problems import KeyPath
from inpatient_hub.content.ways import Way, ways_through
from inpatient_hub.domain.directory import Method
from inpatient_hub.domain.legal import LEGAL_STATUSES
from inpatient_hub.domain.note_templates import FieldSpec, StepField, TemplateSpec
from inpatient_hub.domain.workflows import (
    ChoiceStep,
    ConsentStep,
    CriteriaStep,
    LegalStatusStep,
    NoteStep,
    StepSpec,
    SubmissionStep,
    WorkflowSpec,
)

_SUBMISSION_PARTS = ("name", "method", "value")
_TELLING_KINDS = ("criteria", "consent", "choice", "legal_status", "area", "submission")


def use_faults(workflow: WorkflowSpec, template: TemplateSpec) -> Iterator[Fault]:
    """What is wrong in the template: fields that no step, or no answer of a step, can fill."""
    steps = {step.id: step for step in workflow.steps}
    ways = _ways(workflow)
    for place, field in enumerate(template.fields):
        if isinstance(field, StepField):
            yield from _step_field_faults(workflow, ways, place, field)
        yield from _only_if_faults(template, steps, place, field)


def _ways(workflow: WorkflowSpec) -> list[Way]:
    """The ways through; none when a `next` leads nowhere, which is told elsewhere."""
    try:
        return ways_through(workflow)
    except KeyError:
        return []


def _step_field_faults(workflow: WorkflowSpec, ways: Sequence[Way], place: int, field: StepField) -> Iterator[Fault]:
    path: KeyPath = ("fields", place, "step")
    steps = {step.id: step for step in workflow.steps}
    yield from unknown(path, field.step, steps, f"a step of the workflow '{workflow.id}'")
    step = steps.get(field.step)
    if step is None:
        return
    if step.kind not in _TELLING_KINDS:
        yield Fault(path, f"The step '{step.id}' is of the kind '{step.kind}' and has nothing to say in a note.")
        return
    if field.part and not isinstance(step, SubmissionStep):
        yield Fault(("fields", place, "part"), f"The answer to '{step.id}' has no parts.", "Leave 'part' out.")
    elif field.part:
        yield from unknown(("fields", place, "part"), field.part, _SUBMISSION_PARTS, "a part of a submission")
    if any(_comes_late(way, field.step) for way in ways):
        yield Fault(path, f"The step '{step.id}' comes after the note.", "Let it come before.")


def _comes_late(way: Way, step_id: str) -> bool:
    ids = [step.id for step, _ in way]
    notes = [place for place, (step, _) in enumerate(way) if isinstance(step, NoteStep)]
    return step_id in ids and bool(notes) and ids.index(step_id) > notes[0]


def _only_if_faults(
    template: TemplateSpec, steps: Mapping[str, StepSpec], place: int, field: FieldSpec
) -> Iterator[Fault]:
    """Ids in `only_if` that no answer to the step can have."""
    for name, wanted in field.only_if.items():
        other = template.field(name)
        step = steps.get(other.step) if isinstance(other, StepField) else None
        known = _answers(step, other.part) if isinstance(other, StepField) and step is not None else []
        for i, one in enumerate(wanted if known else ()):
            yield from unknown(("fields", place, "only_if", name, i), one, known, f"an answer to '{name}'")


def _answers(step: StepSpec, part: str) -> list[str]:
    if isinstance(step, ConsentStep | ChoiceStep):
        return [option.id for option in step.options]
    if isinstance(step, LegalStatusStep):
        return [status.code for status in LEGAL_STATUSES]
    if isinstance(step, SubmissionStep) and part == "method":
        return [method.value for method in Method]
    return []


def silent_faults(workflow: WorkflowSpec, template: TemplateSpec) -> Iterator[Fault]:
    """What is wrong in the workflow: answers that count for the note, and put no words into it."""
    fed = {field.step for field in template.fields if isinstance(field, StepField)}
    ways = [way for way in _ways(workflow) if any(_writes_with(step, template) for step, _ in way)]
    for place, step in enumerate(workflow.steps):
        if step.id in fed and isinstance(step, ConsentStep | ChoiceStep):
            yield from _silent_options(workflow, ways, place, step)
        if step.id in fed and isinstance(step, CriteriaStep) and not any(item.writes for item in step.items):
            sentence = f"The note takes words from '{step.id}', and none of its items has any."
            yield Fault(("steps", place, "items"), sentence, "Give them words in 'writes'.")


def _writes_with(step: StepSpec, template: TemplateSpec) -> bool:
    return isinstance(step, NoteStep) and step.template == template.id


def _silent_options(
    workflow: WorkflowSpec, ways: Sequence[Way], place: int, step: ConsentStep | ChoiceStep
) -> Iterator[Fault]:
    """Consent always counts; a choice counts when it decides which way the run goes."""
    decides = len({workflow.follows(step, option.id) for option in step.options}) > 1
    for number, option in enumerate(step.options):
        noted = any((step, option.id) in way for way in ways)
        if noted and not option.writes and (decides or isinstance(step, ConsentStep)):
            sentence = f"The answer '{option.id}' puts no words into the note."
            yield Fault(("steps", place, "options", number, "writes"), sentence, "Give it words in 'writes'.")
