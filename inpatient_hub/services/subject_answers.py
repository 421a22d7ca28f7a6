"""The answers of a referral in the words of its own questions, the ones that were given first and changed later too."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from inpatient_hub.content.definition import Definition
from inpatient_hub.domain.note_answers import listed, words_for
from inpatient_hub.domain.note_templates import FieldSpec
from inpatient_hub.domain.runs import Answer, AnswerValue
from inpatient_hub.domain.workflows import CriteriaStep, NoteStep, StepSpec
from inpatient_hub.services.answers import in_brief


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: to what, in words, by whom and when."""

    question: str
    words: str
    by: str
    at: datetime


def answers_in_words(definition: Definition, answers: Iterable[Answer]) -> Iterator[Said]:
    """Every answer in the order given. What no question of the definition explains is told as it was kept."""
    steps = {step.id: step for step in definition.workflow.steps}
    for answer in answers:
        step = steps.get(answer.step_id)
        spec = _field(definition, step, answer.field_id)
        yield Said(_question(step, spec, answer), _words(step, spec, answer), answer.by, answer.at)


def _field(definition: Definition, step: StepSpec | None, field_id: str) -> FieldSpec | None:
    if not field_id or not isinstance(step, NoteStep):
        return None
    template = next((one for one in definition.templates if one.id == step.template), None)
    fields = template.fields if template is not None else ()
    return next((spec for spec in fields if spec.id == field_id), None)


def _question(step: StepSpec | None, spec: FieldSpec | None, answer: Answer) -> str:
    title = step.title if step is not None else answer.step_id
    detail = spec.label if spec is not None else answer.field_id.replace("_", " ")
    return f"{title}: {detail}" if detail else title


def _words(step: StepSpec | None, spec: FieldSpec | None, answer: Answer) -> str:
    if answer.value is None:
        return "Taken back"
    if spec is not None:
        return words_for(spec, answer.value)[0] or _as_kept(answer.value)
    if isinstance(step, CriteriaStep) and isinstance(answer.value, list):
        return "; ".join(item.text for item in step.items if item.id in answer.value) or "Nothing ticked"
    brief = in_brief(step, answer) if step is not None and not answer.field_id else ""
    return brief or _as_kept(answer.value)


def _as_kept(value: AnswerValue) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values())
    return listed([str(part) for part in value]) if isinstance(value, list) else str(value)
