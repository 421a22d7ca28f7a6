"""Answers to try a template with: enough of them that every word a person can choose is tried."""

from inpatient_hub.domain.directory import Method
from inpatient_hub.domain.legal import LEGAL_STATUSES
from inpatient_hub.domain.note_templates import FieldSpec, NumberField, PickOneField, PickSeveralField
from inpatient_hub.domain.runs import AnswerValue
from inpatient_hub.domain.workflows import (
    ChoiceStep,
    ConsentStep,
    CriteriaStep,
    LegalStatusStep,
    StepSpec,
    SubmissionStep,
)

_NAMED = {"id": "trial", "name": "Sam Sample"}
"""A person or a place, as answers hold them."""

_OF_KIND: dict[str, list[AnswerValue]] = {
    "text": ["sample words"],
    "paragraph": ["Sample words.", "Sample words. More of them."],
    "date": ["2026-11-20"],
    "time": ["14:05"],
    "yes_no": ["yes", "no"],
}


def step_answers(step: StepSpec, option: str | None) -> list[AnswerValue]:
    """Answers to a step, the usual one first. `option` is the one that a way through has taken here."""
    if option is not None and isinstance(step, ConsentStep | ChoiceStep):
        return [option]
    if isinstance(step, CriteriaStep):
        ids = [item.id for item in step.items]
        return [ids, *([one] for one in ids)] if step.needs == "any" else [ids]
    if isinstance(step, LegalStatusStep):
        return [status.code for status in LEGAL_STATUSES]
    if isinstance(step, SubmissionStep):
        return [
            {"contact": "trial", "name": "Sample service", "method": one, "value": "01632 960000"} for one in Method
        ]
    return [_NAMED]


def field_answers(field: FieldSpec) -> list[AnswerValue]:
    """Answers to a field of the note's own form, the usual one first."""
    if isinstance(field, PickOneField):
        return [option.id for option in field.options]
    if isinstance(field, PickSeveralField):
        ids = [option.id for option in field.options]
        return [ids, *([one] for one in ids)]
    if isinstance(field, NumberField):
        ends = [end for end in (field.least, field.most) if end is not None]
        return [*ends] or [1]
    return _OF_KIND.get(field.kind, [_NAMED])
