"""Makes the note that `note render` shows, from its template, the path its workflow takes, and a file of answers."""

from dataclasses import dataclass
from datetime import datetime

from inpatient_hub.cli.answer_file import checked, read_answers
from inpatient_hub.content.content import Content
from inpatient_hub.content.definition import Definition, template_ids
from inpatient_hub.content.problems import did_you_mean
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.note_templates import TemplateSpec
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.runs import Answer, AnswerKey, AnswerValue
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.walk import missing, path
from inpatient_hub.domain.wards import Ward
from inpatient_hub.domain.workflows import NoteStep, StepSpec
from inpatient_hub.host.clock import SystemClock
from inpatient_hub.services.note_previews import NotePreview, NotePreviews, NoteSource
from inpatient_hub.services.patients import PatientFacts
from inpatient_hub.services.run_views import RunDefinitions

PATIENT_BLANK, AUTHOR_BLANK = "[PATIENT NAME]", "[NAME AND ROLE]"


@dataclass(frozen=True, slots=True)
class ToRender:
    """A template with its answers, and the path through the workflow that they take."""

    template: TemplateSpec
    steps: tuple[StepSpec, ...]
    answers: dict[AnswerKey, Answer]
    values: dict[str, AnswerValue]

    @property
    def gap(self) -> str:
        """Why a run with these answers would not have come to its note yet; empty when it would."""
        for step in self.steps:
            if isinstance(step, NoteStep):
                return ""
            needs = missing(step, self.answers)
            if needs:
                return f"The step '{step.id}' is not answered: {needs}"
        return ""


def to_render(content: Content, template_id: str, answers_path: str, *, at: datetime) -> ToRender:
    """The template with the answers of this file. Raises HubError for a template that is not there, for answers that
    cannot be used, and for answers that lead past this note."""
    definition, template = _with_template(content, template_id)
    answered = checked(read_answers(answers_path), definition, template, content.directory)
    answers = {
        (step_id, ""): Answer(step_id=step_id, value=value, by="", at=at) for step_id, value in answered.steps.items()
    }
    steps = path(definition.workflow, answers)
    note = next((step for step in steps if isinstance(step, NoteStep)), None)
    if note is None or note.template != template_id:
        raise HubError(
            "No such note on this path",
            "The answers given lead past it.",
            remedy="Change the answer that leads elsewhere, or render another template.",
        )
    return ToRender(template, steps, answers, dict(answered.values))


def _with_template(content: Content, template_id: str) -> tuple[Definition, TemplateSpec]:
    known: list[str] = []
    for workflow in content.workflows:
        known.extend(template_ids(workflow))
        if template_id in known:
            definition = content.definition(workflow.id)
            return definition, definition.template(template_id)
    raise HubError(
        "There is no such note template",
        "No workflow on this computer makes a note of this id.",
        remedy=did_you_mean(template_id, known, listing="Templates") or "Check the ward's content.",
    )


def without_patient(what: ToRender, author: Staff | None, *, content: Content, clock: SystemClock) -> NotePreview:
    """The note with visible blanks where the patient belongs, and the author when nobody is named."""
    nowhere = Ward(id="", name="")
    facts = PatientFacts(
        patient=Patient(id="", ward_id="", family_name=PATIENT_BLANK),
        ward=nowhere,
        named_nurse=None,
        consultant=None,
        similar=(),
    )
    writer = author or Staff(id="", ward_id="", name=AUTHOR_BLANK, role="")
    source = NoteSource(facts, writer, what.template, what.steps, what.answers, what.values)
    made = NotePreviews(clock=clock, definitions=RunDefinitions(content), content=content)
    return made.made(source, written_at=clock.now(), note=None)
