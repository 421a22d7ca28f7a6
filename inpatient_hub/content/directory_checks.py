"""Checks what refers to the directory: services, areas, contacts, and what a ward has hidden."""

import re
from collections.abc import Iterator

from inpatient_hub.content.faults import Fault, unknown
from inpatient_hub.content.overlay import Parts
from inpatient_hub.content.pack import AREAS_FILE, CONTACTS_FILE
from inpatient_hub.content.problems import did_you_mean
from inpatient_hub.domain.directory import ContactSpec, Method
from inpatient_hub.domain.workflows import AreaStep, FormsStep, NoteStep, StepSpec, SubmissionStep, WorkflowSpec

_SHAPES = {
    Method.EMAIL: (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "an email address"),
    Method.PHONE: (re.compile(r"\+?[0-9][0-9 ()]{4,}( ?(ext\.?|option) ?[0-9]+)?"), "a phone number"),
    Method.PORTAL: (re.compile(r"https?://\S+"), "a web address that begins with https://"),
}


def contact_faults(contact: ContactSpec, parts: Parts) -> Iterator[Fault]:
    """A service or an area that does not exist; an address that cannot be one."""
    if _stem(CONTACTS_FILE) not in parts.broken:
        yield from unknown(("service",), contact.service, parts.services, "a service")
    if contact.area and _stem(AREAS_FILE) not in parts.broken:
        yield from unknown(("area",), contact.area, parts.areas, "an area")
    for place, channel in enumerate(contact.channels):
        pattern, words = _SHAPES[channel.method]
        if not pattern.fullmatch(channel.value):
            yield Fault(("channels", place, "value"), f"'{channel.value[:60]}' is not {words}.")


def workflow_faults(workflow: WorkflowSpec, parts: Parts) -> Iterator[Fault]:
    """Templates, services and areas that a workflow names and that are not there."""
    for place, step in enumerate(workflow.steps):
        if isinstance(step, NoteStep) and not _excused(f"templates/{step.template}", step.template, parts):
            yield from unknown(("steps", place, "template"), step.template, parts.templates, "a note template")
        if isinstance(step, SubmissionStep):
            yield from _service_faults(workflow, place, step, parts)
        if isinstance(step, FormsStep) and _stem(AREAS_FILE) not in parts.broken:
            areas = sorted({*parts.areas, *parts.shipped_areas})
            for item, form in enumerate(step.items):
                if form.area:
                    yield from unknown(("steps", place, "items", item, "area"), form.area, areas, "an area")


def _excused(broken: str, hideable: str, parts: Parts) -> bool:
    """Whether something is only absent because its file is broken or the ward has hidden it: told where that stands."""
    return broken in parts.broken or hideable in parts.hidden


def _service_faults(workflow: WorkflowSpec, place: int, step: SubmissionStep, parts: Parts) -> Iterator[Fault]:
    if _stem(CONTACTS_FILE) in parts.broken:
        return
    path = ("steps", place, "service")
    if step.service not in parts.services:
        yield from unknown(path, step.service, parts.services, "a service")
    elif not any(parts.shipped_contacts.get(one) == step.service for one in parts.hidden):
        for lacking in _lacking(workflow, step.service, parts):
            yield Fault(path, f"The service '{step.service}' has no contact{lacking}.", f"Add one to {CONTACTS_FILE}.")


def _lacking(workflow: WorkflowSpec, service: str, parts: Parts) -> list[str]:
    """For what a workflow finds no contact of this service: `` for anything, or ` for the area 'city'`."""
    served = {part.spec.area for part in parts.contacts.values() if part.spec.service == service}
    if not served:
        return [""]
    if "" in served or not any(isinstance(step, AreaStep) for step in workflow.steps):
        return []
    return [f" for the area '{area}'" for area in parts.areas if area not in served]


def hidden_faults(parts: Parts) -> Iterator[Fault]:
    """What a ward hides and cannot: things that are not there, and things that something in force still needs."""
    for place, one in enumerate(parts.meta.spec.hidden if parts.meta else ()):
        path = ("hidden", place)
        if one not in parts.shipped:
            yield Fault(path, f"The core pack has nothing called '{one}'.", did_you_mean(one, parts.shipped))
        for name, part in parts.workflows.items():
            if one not in parts.templates and any(_needs(step, one) for step in part.spec.steps):
                yield Fault(path, f"The note template '{one}' is used by the workflow '{name}'.", "Hide that as well.")
            service = parts.shipped_contacts.get(one)
            sends = any(isinstance(step, SubmissionStep) and step.service == service for step in part.spec.steps)
            for lacking in _lacking(part.spec, service, parts) if service and sends else ():
                sentence = f"Without the contact '{one}' the workflow '{name}' has no contact{lacking}."
                yield Fault(path, sentence, f"Add your own to {CONTACTS_FILE}.")


def _needs(step: StepSpec, template: str) -> bool:
    return isinstance(step, NoteStep) and step.template == template


def _stem(name: str) -> str:
    return name.removesuffix(".yaml")
