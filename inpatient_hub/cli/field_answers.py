"""Says what is wrong with an answer to a field of the note's own form, before it is kept."""

from datetime import date, time

from inpatient_hub.content.problems import did_you_mean
from inpatient_hub.domain.note_answers import words_for
from inpatient_hub.domain.note_templates import (
    DateField,
    FieldSpec,
    NumberField,
    ParagraphField,
    PickOneField,
    PickSeveralField,
    StepField,
    TemplateSpec,
    TextField,
    TimeField,
    YesNoField,
)
from inpatient_hub.domain.runs import AnswerValue
from inpatient_hub.services.note_previews import EVENT_DATE, EVENT_TIME

_NOT_A_DAY = "it is not a day. Write it as 2026-11-20."
_NOT_A_TIME = "it is not a time. Write it as 15:55."


def field_mistake(template: TemplateSpec, field_id: str, value: AnswerValue) -> str:
    """What is wrong with this answer, as a sentence without the answer itself; empty when nothing is. None, which takes
    an answer back, is right for every field there is."""
    if field_id in (EVENT_DATE, EVENT_TIME):
        return "" if value is None else _moment_mistake(field_id, value)
    spec = template.field(field_id)
    if spec is None:
        known = [EVENT_DATE, EVENT_TIME, *(one.id for one in template.fields if not isinstance(one, StepField))]
        return f"no such field. {did_you_mean(field_id, known, listing='Fields')}"
    if isinstance(spec, StepField):
        return f"the step '{spec.step}' answers this; answer that step."
    if value is None or value in ("", []):
        return ""
    return _value_mistake(spec, value)


def _moment_mistake(field_id: str, value: AnswerValue) -> str:
    day = field_id == EVENT_DATE
    try:
        parsed = (date if day else time).fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        parsed = None
    if parsed is None:
        return _NOT_A_DAY if day else _NOT_A_TIME
    return ""


def _value_mistake(spec: FieldSpec, value: AnswerValue) -> str:
    if isinstance(spec, PickSeveralField):
        picked = value if isinstance(value, list) else []
        known = [option.id for option in spec.options]
        return "" if picked and set(picked) <= set(known) else f"pick from a list of: {', '.join(known)}."
    if isinstance(spec, TextField | ParagraphField):
        if not isinstance(value, str):
            return "words belong here."
        return "" if len(value) <= spec.longest else f"it is longer than {spec.longest:,} characters."
    if any(words_for(spec, value)):
        return ""
    return _wanted(spec)


def _wanted(spec: FieldSpec) -> str:
    if isinstance(spec, PickOneField):
        return f"choose one of: {', '.join(option.id for option in spec.options)}."
    if isinstance(spec, YesNoField):
        return "answer yes or no."
    if isinstance(spec, NumberField):
        return f"it is not a number that can stand here{_range(spec)}."
    if isinstance(spec, DateField | TimeField):
        return _NOT_A_DAY if isinstance(spec, DateField) else _NOT_A_TIME
    return 'give it as {"id": "...", "name": "..."}.'


def _range(spec: NumberField) -> str:
    if spec.least is not None and spec.most is not None:
        return f" (from {spec.least:g} to {spec.most:g})"
    if spec.least is not None:
        return f" ({spec.least:g} or more)"
    return f" ({spec.most:g} or less)" if spec.most is not None else ""
