"""The content in force on this computer: the core pack with the ward's own pack laid over it."""

from dataclasses import dataclass
from typing import Protocol, TypeVar

from inpatient_hub.content.definition import Definition, template_ids
from inpatient_hub.content.problems import Problem
from inpatient_hub.domain.directory import ContactSpec, Directory
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.note_templates import TemplateSpec
from inpatient_hub.domain.workflows import FormSpec, FormsStep, WorkflowSpec


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)


@dataclass(frozen=True, slots=True)
class Content:
    """Workflows and templates in order of their titles, and the one directory. It is checked: it can be relied on."""

    workflows: tuple[WorkflowSpec, ...]
    templates: tuple[TemplateSpec, ...]
    directory: Directory
    local_problems: tuple[Problem, ...] = ()
    """Why parts of the ward's own pack are not in force. Everything else is."""

    def workflow(self, workflow_id: str) -> WorkflowSpec:
        """The workflow of this id. Raises HubError when it is not, or no longer, there."""
        return _with_id(self.workflows, workflow_id, "referral")

    def note_template(self, template_id: str) -> TemplateSpec:
        """The note template of this id. Raises HubError when it is not, or no longer, there."""
        return _with_id(self.templates, template_id, "note template")

    def definition(self, workflow_id: str) -> Definition:
        """The workflow with its templates, as a run that starts now keeps it."""
        workflow = self.workflow(workflow_id)
        return Definition.of(workflow, tuple(self.note_template(one) for one in template_ids(workflow)))

    def unset_contacts(self) -> tuple[ContactSpec, ...]:
        """Invented contacts that the ward has not yet replaced with its own."""
        return self.directory.unset()

    def unset_forms(self) -> tuple[tuple[WorkflowSpec, FormSpec], ...]:
        """Forms whose place is an example, each with the workflow that shows it."""
        return tuple(
            (workflow, form)
            for workflow in self.workflows
            for step in workflow.steps
            if isinstance(step, FormsStep)
            for form in step.items
            if form.needs_setting
        )


def _with_id(items: tuple[T, ...], wanted: str, thing: str) -> T:
    for item in items:
        if item.id == wanted:
            return item
    raise HubError(
        f"There is no {thing} '{wanted}'",
        "It is not in the content of this computer, or this ward has hidden it.",
        remedy="Choose from the list.",
    )
