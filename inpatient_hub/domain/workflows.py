"""What a guided workflow is: its steps, and which step follows which answer."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

END = "end"
"""The name that `next` uses for the end of a workflow."""

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""An identifier in content: lower-case letters, figures and underscores."""

Words = Annotated[str, Field(min_length=1, max_length=4000)]


class Spec(BaseModel):
    """Base of every content definition: unknown keys are refused, values cannot be changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class StepBase(Spec):
    """What every step has."""

    id: Key
    title: Words
    """Short words for the trail."""
    question: str = ""
    """The heading of the step; the title stands in when empty."""
    text: str = ""
    """Guidance. Plain text; a line that begins with `- ` is a bullet."""
    next: str = ""
    """The step that follows: a step id, `end`, or empty for the one below."""


class InfoStep(StepBase):
    """Something to read."""

    kind: Literal["info"]


class CriterionSpec(Spec):
    """One thing that must be true. `writes` goes into the note when it is ticked."""

    id: Key
    text: Words
    writes: str = ""


class CriteriaStep(StepBase):
    """Conditions to tick: all of them, or any one."""

    kind: Literal["criteria"]
    needs: Literal["all", "any"] = "all"
    items: Annotated[tuple[CriterionSpec, ...], Field(min_length=1)]


class OptionSpec(Spec):
    """One answer to choose. `writes` is what it puts in the note: its own words, nothing assumed."""

    id: Key
    label: Words
    explains: str = ""
    writes: str = ""
    next: str = ""


class ConsentStep(StepBase):
    """Who agreed. Each answer writes its own words."""

    kind: Literal["consent"]
    options: Annotated[tuple[OptionSpec, ...], Field(min_length=2, max_length=9)]


class ChoiceStep(StepBase):
    """A question with fixed answers; each may lead to its own next step."""

    kind: Literal["choice"]
    options: Annotated[tuple[OptionSpec, ...], Field(min_length=2, max_length=9)]


class LegalStatusStep(StepBase):
    """The patient's legal status at the time, chosen by the person who knows."""

    kind: Literal["legal_status"]


class AreaStep(StepBase):
    """The local area, from the ward's own list."""

    kind: Literal["area"]


class FormGroup(StrEnum):
    """What a form link is for."""

    BLANK = "blank"
    EXAMPLE = "example"
    RELATED = "related"


class FormSpec(Spec):
    """A form or document. `place` says where it is kept; it is shown, never fetched."""

    group: FormGroup
    label: Words
    place: str = ""
    area: str = ""
    """Shown only for this area when given."""
    needs_setting: bool = False
    """True while the place is an example that the ward has to replace with its own."""


class FormsStep(StepBase):
    """The forms to fill in, with a worked example."""

    kind: Literal["forms"]
    items: Annotated[tuple[FormSpec, ...], Field(min_length=1)]


class SubmissionStep(StepBase):
    """Where it was sent and how, from the one directory of contacts."""

    kind: Literal["submission"]
    service: Key


class NoteStep(StepBase):
    """The case note."""

    kind: Literal["note"]
    template: Key


class FollowUpStep(StepBase):
    """A task for later, created when the note is filed."""

    kind: Literal["follow_up"]
    task: Words
    days: Annotated[int, Field(ge=0, le=366)]
    """Calendar days after the day of the note; for who works Monday to Friday, the next working day from then."""


class DataProtectionStep(StepBase):
    """A closing reminder about forms, screens and the clipboard."""

    kind: Literal["data_protection"]


StepSpec = Annotated[
    InfoStep
    | CriteriaStep
    | ConsentStep
    | ChoiceStep
    | LegalStatusStep
    | AreaStep
    | FormsStep
    | SubmissionStep
    | NoteStep
    | FollowUpStep
    | DataProtectionStep,
    Field(discriminator="kind"),
]


class WorkflowSpec(Spec):
    """One workflow, as data."""

    id: Key
    title: Words
    category: Words
    summary: Words
    version: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+){0,2}$")]
    owner: Words
    reviewed_on: date
    review_by: date
    steps: Annotated[tuple[StepSpec, ...], Field(min_length=1)]

    def step(self, step_id: str) -> StepSpec:
        """The step of this id. Raises KeyError when there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def follows(self, step: StepSpec, option_id: str | None = None) -> str:
        """The id of the step after this one, or `end`, given the option chosen in it."""
        if option_id is not None and isinstance(step, ConsentStep | ChoiceStep):
            for option in step.options:
                if option.id == option_id and option.next:
                    return option.next
        if step.next:
            return step.next
        place = [one.id for one in self.steps].index(step.id)
        return self.steps[place + 1].id if place + 1 < len(self.steps) else END

    def past_review(self, today: date) -> bool:
        """Whether its review date has gone by."""
        return today > self.review_by
