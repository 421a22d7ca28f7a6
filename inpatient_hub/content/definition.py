"""A workflow with its note templates, frozen in the form in which a run keeps it."""

import hashlib
import json
from dataclasses import dataclass

from pydantic import ValidationError

from inpatient_hub.domain.errors import HubError, NotFound
from inpatient_hub.domain.note_templates import TemplateSpec
from inpatient_hub.domain.workflows import NoteStep, Spec, WorkflowSpec


class _Body(Spec):
    workflow: WorkflowSpec
    templates: tuple[TemplateSpec, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """What a run is started with and stays with, whatever becomes of the content packs meanwhile.

    `body` is canonical JSON (keys sorted, no spaces, every default written out, so that a later program cannot change
    its meaning by changing a default); `digest` is the SHA-256 of its UTF-8 bytes, in hexadecimal.
    """

    workflow: WorkflowSpec
    templates: tuple[TemplateSpec, ...]
    body: str
    digest: str

    @classmethod
    def of(cls, workflow: WorkflowSpec, templates: tuple[TemplateSpec, ...]) -> "Definition":
        """The definition of a workflow and the templates its note steps name."""
        plain = _Body(workflow=workflow, templates=templates).model_dump(mode="json")
        body = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return cls(workflow, templates, body, _digest(body))

    @classmethod
    def from_body(cls, body: str) -> "Definition":
        """The definition that `body` holds. Raises HubError when this program cannot read it."""
        try:
            kept = _Body.model_validate_json(body)
        except ValidationError as error:
            raise HubError(
                "This referral cannot be continued",
                "It was started with a version of Inpatient Hub that this one does not understand.",
                remedy="Update Inpatient Hub on this computer, or start the referral again.",
            ) from error
        return cls(kept.workflow, kept.templates, body, _digest(body))

    def template(self, template_id: str) -> TemplateSpec:
        """The note template of this id. Raises NotFound."""
        for template in self.templates:
            if template.id == template_id:
                return template
        raise NotFound("Note template")


def template_ids(workflow: WorkflowSpec) -> tuple[str, ...]:
    """Ids of the templates that the workflow's note steps name, each once, in order."""
    return tuple(dict.fromkeys(step.template for step in workflow.steps if isinstance(step, NoteStep)))


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8")).hexdigest()
