"""Checks content as a whole: every way through leads somewhere, every reference holds, every note reads true."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from inpatient_hub.content.directory_checks import contact_faults, hidden_faults, workflow_faults
from inpatient_hub.content.faults import Fault
from inpatient_hub.content.overlay import Parts
from inpatient_hub.content.pack import Part
from inpatient_hub.content.problems import Problem
from inpatient_hub.content.use_checks import silent_faults, use_faults
from inpatient_hub.content.ways import way_faults
from inpatient_hub.domain.note_templates import TemplateSpec
from inpatient_hub.domain.workflows import WorkflowSpec


class Tried(Enum):
    """Whose note templates are read and tried out. It takes most of the time of a check, and needs Jinja2.

    Those of the core pack are tried before it ships; at a start they are taken as sound.
    """

    NONE = "none"
    LOCAL = "local"
    ALL = "all"

    def covers(self, parts: Iterable[Part[Any]]) -> bool:
        """Whether a note made of these parts is tried out."""
        return self is Tried.ALL or (self is Tried.LOCAL and any(part.local for part in parts))


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem, and the definition that has it."""

    part: Part[Any]
    problem: Problem


def findings(parts: Parts, *, tried: Tried) -> Iterator[Finding]:
    """Everything wrong with this content, all at once."""
    if parts.meta is not None:
        yield from _told(parts.meta, hidden_faults(parts))
    for contact in parts.contacts.values():
        yield from _told(contact, contact_faults(contact.spec, parts))
    for template in parts.templates.values():
        yield from _told(template, _review_faults(template.spec))
        if tried.covers([template]):
            yield from _told(template, _template_faults(template.spec))
    for workflow in parts.workflows.values():
        yield from _of_workflow(workflow, parts, tried)


def _of_workflow(workflow: Part[WorkflowSpec], parts: Parts, tried: Tried) -> Iterator[Finding]:
    """What is wrong with one workflow. Its notes are only tried when nothing else is wrong with it or its templates."""
    spec = workflow.spec
    used = used_templates(spec, parts.templates)
    own = [
        *_told(workflow, _review_faults(spec)),
        *_told(workflow, way_faults(spec)),
        *_told(workflow, workflow_faults(spec, parts)),
        *(finding for template in used for finding in _told(workflow, silent_faults(spec, template.spec))),
        *(finding for template in used for finding in _of_both(workflow, template, use_faults(spec, template.spec))),
    ]
    yield from own
    if own or not tried.covers([workflow, *used]):
        return
    if not any(_template_faults(template.spec) for template in used):
        for template in used:
            yield from _of_both(workflow, template, _trial_faults(spec, template.spec))


def _of_both(workflow: Part[WorkflowSpec], template: Part[TemplateSpec], faults: Iterable[Fault]) -> Iterator[Finding]:
    """What is wrong with a template as this workflow uses it. A core template is sound with the core's own workflow: of
    the two it is the ward's workflow that is faulty, and that is left out."""
    if template.local or not workflow.local:
        return _told(template, faults)
    where = f"With its note '{template.spec.id}': "
    return _told(workflow, (Fault((), f"{where}{fault.sentence}", fault.hint) for fault in faults))


def _template_faults(template: TemplateSpec) -> list[Fault]:
    from inpatient_hub.content.template_checks import template_faults

    return list(template_faults(template))


def _trial_faults(workflow: WorkflowSpec, template: TemplateSpec) -> Iterator[Fault]:
    from inpatient_hub.content.trial_notes import trial_faults

    return trial_faults(workflow, template)


def used_templates(workflow: WorkflowSpec, templates: Mapping[str, Part[TemplateSpec]]) -> list[Part[TemplateSpec]]:
    """The templates that a workflow's note steps name, as far as there are such."""
    named = dict.fromkeys(step.template for step in workflow.steps if step.kind == "note")
    return [templates[name] for name in named if name in templates]


def _told(part: Part[Any], faults: Iterable[Fault]) -> Iterator[Finding]:
    for fault in faults:
        yield Finding(part, part.problem(fault.path, fault.sentence, fault.hint, text_line=fault.text_line))


def _review_faults(spec: WorkflowSpec | TemplateSpec) -> Iterator[Fault]:
    if spec.review_by <= spec.reviewed_on:
        yield Fault(("review_by",), "The next review has to be later than the last one, 'reviewed_on'.")
