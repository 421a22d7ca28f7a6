"""What the content packs offer a ward: its workflows, and which contacts are still to be set."""

from collections.abc import Sequence
from dataclasses import dataclass

from inpatient_hub.content.content import Content
from inpatient_hub.domain.directory import ContactSpec, Directory
from inpatient_hub.domain.workflows import WorkflowSpec
from inpatient_hub.services.ports import Clock
from inpatient_hub.services.seat import open_to_all


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkflowLine:
    """One workflow on offer."""

    workflow: WorkflowSpec
    past_review: bool
    unset_contacts: int
    """How many contacts of its services are still examples."""


class ContentService:
    """Reads the content in force."""

    def __init__(self, *, content: Content, clock: Clock) -> None:
        self._content = content
        self._clock = clock

    @property
    @open_to_all
    def directory(self) -> Directory:
        """Areas and contacts in force."""
        return self._content.directory

    @open_to_all
    def workflows(self) -> Sequence[WorkflowLine]:
        """Every workflow on offer, by category and title."""
        today = self._clock.today()
        found = [
            WorkflowLine(
                workflow=workflow,
                past_review=workflow.past_review(today),
                unset_contacts=sum(
                    contact.needs_setting
                    for step in workflow.steps
                    if step.kind == "submission"
                    for contact in self._content.directory.for_service(step.service)
                ),
            )
            for workflow in self._content.workflows
        ]
        return sorted(found, key=lambda line: (line.workflow.category.casefold(), line.workflow.title.casefold()))

    @open_to_all
    def unset_contacts(self) -> Sequence[ContactSpec]:
        """Contacts the ward has not replaced with its own."""
        return self._content.directory.unset()

    @open_to_all
    def local_problems(self) -> Sequence[str]:
        """What is wrong with the ward's own pack, a line each; empty when it is sound or there is none."""
        return [str(problem) for problem in self._content.local_problems]
