"""What a note template is: typed blanks, and the text they go into."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from inpatient_hub.domain.workflows import Key, Spec, Words


class FieldBase(Spec):
    """What every blank of a note has."""

    id: Key
    label: Words
    help: str = ""
    required: bool = True
    blank: str = ""
    """The capitals that stand in the note while it is unanswered; made from the label when empty."""
    default: str = ""
    """What the form holds at first. A default is shown and can be changed; it is never hidden."""
    only_if: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Asked only when each named field has one of these chosen ids. Otherwise it is neither asked nor written."""

    @property
    def bracket(self) -> str:
        """`[HOW IT WAS SENT]`: what stands in the note while this is required and unanswered."""
        return f"[{(self.blank or self.label).upper().replace('[', '').replace(']', '')}]"


class StepField(FieldBase):
    """Filled from an answer already given in a step of the workflow; never asked twice."""

    kind: Literal["step"]
    step: Key
    part: str = ""
    """Which part of the answer: `name`, `method` or `value` of a submission; empty for the whole."""


class TextField(FieldBase):
    """A few words on one line."""

    kind: Literal["text"]
    longest: Annotated[int, Field(ge=1, le=500)] = 200


class ParagraphField(FieldBase):
    """Several sentences."""

    kind: Literal["paragraph"]
    longest: Annotated[int, Field(ge=1, le=20000)] = 4000


class PickSpec(Spec):
    """One thing to pick. `writes` is what the note says; the label when empty."""

    id: Key
    label: Words
    writes: str = ""


class PickOneField(FieldBase):
    """One of a list."""

    kind: Literal["pick_one"]
    options: Annotated[tuple[PickSpec, ...], Field(min_length=2)]


class PickSeveralField(FieldBase):
    """Any of a list, written as `a, b and c`."""

    kind: Literal["pick_several"]
    options: Annotated[tuple[PickSpec, ...], Field(min_length=2)]


class DateField(FieldBase):
    """A day. `default: today` starts with the ward's day."""

    kind: Literal["date"]


class TimeField(FieldBase):
    """A time of day. It is asked, never guessed."""

    kind: Literal["time"]


class NumberField(FieldBase):
    """A number with its unit. It is written as given, never interpreted."""

    kind: Literal["number"]
    unit: str = ""
    least: float | None = None
    most: float | None = None
    decimals: Annotated[int, Field(ge=0, le=4)] = 0


class YesNoField(FieldBase):
    """Yes or no, each of which adds its own clause or none."""

    kind: Literal["yes_no"]
    yes: str = ""
    no: str = ""


class StaffField(FieldBase):
    """A member of staff."""

    kind: Literal["staff"]


class PatientField(FieldBase):
    """A patient of this ward."""

    kind: Literal["patient"]


class ContactField(FieldBase):
    """A contact from the directory."""

    kind: Literal["contact"]
    service: str = ""
    """Only contacts of this service when given."""


FieldSpec = Annotated[
    StepField
    | TextField
    | ParagraphField
    | PickOneField
    | PickSeveralField
    | DateField
    | TimeField
    | NumberField
    | YesNoField
    | StaffField
    | PatientField
    | ContactField,
    Field(discriminator="kind"),
]


class TemplateSpec(Spec):
    """One note template, as data. `text` is Jinja2; each field's words stand under its id, the id that was chosen under
    `chosen.<id>`, and `patient.name`, `patient.preferred_name` are the patient's."""

    id: Key
    title: Words
    version: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+){0,2}$")]
    owner: Words
    reviewed_on: date
    review_by: date
    fields: tuple[FieldSpec, ...] = ()
    text: Annotated[str, Field(min_length=1, max_length=20000)]

    def field(self, field_id: str) -> FieldSpec | None:
        """The field of this id, or None."""
        return next((field for field in self.fields if field.id == field_id), None)
