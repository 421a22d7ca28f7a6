"""Plausible answers to the steps and fields of any workflow, so that the fictional ward is full of real notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from inpatient_hub.domain.directory import Directory
from inpatient_hub.domain.note_templates import (
    ContactField,
    DateField,
    FieldSpec,
    NumberField,
    ParagraphField,
    PatientField,
    PickOneField,
    PickSeveralField,
    StaffField,
    TextField,
    TimeField,
    YesNoField,
)
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.runs import AnswerValue
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.workflows import (
    AreaStep,
    ChoiceStep,
    ConsentStep,
    CriteriaStep,
    LegalStatusStep,
    StepSpec,
    SubmissionStep,
)

Wanted = Mapping[str, AnswerValue]
"""Answers a story wants, by step or field id. One that the content does not offer is passed over."""

_OPTIONAL: dict[str, tuple[str, ...]] = {
    "more": ("", "the patient prefers to be seen in the afternoon", "", "the patient has a hearing aid"),
    "reference": ("", "HO-2291", "TC-4471", ""),
    "wishes": ('"I want it to stop, and I want to feel safe here."', "", '"I just want my sister to be told."'),
}
"""What is given in the optional fields of the core pack, by id, in turn; nothing where it is empty."""

_WORDS: dict[str, tuple[str, ...]] = {
    "accommodation_other": ("a room above the forge, offered by a friend until the spring",),
    "discussed_with": ("Margaret Hale, ward manager",),
    "not_raised_reason": ("the patient and the visitor had no further contact",),
    "override_reason": ("another patient, A.S., was at risk from the same visitor",),
    "safety": (
        "the patient moved to a bed nearer the office, and the nurse in charge was told",
        "visits were supervised from that day, and the patient's bank card was kept in the ward's safe",
        "the patient was seen every 15 minutes, and the ward doctor was asked to look at an injury",
    ),
}
"""What is written in the required fields of the core pack, by id, in turn."""

_ANY_WORDS = ("as agreed with the patient in the ward round",)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the answers are about: the patient, the nurse, the day of the event, and the directory."""

    patient: Patient
    nurse: Staff
    day: date
    directory: Directory
    area: str = ""
    turn: int = 0
    """Counts the notes, so that they do not all say the same."""


def area_of(directory: Directory, number: int) -> str:
    """The id of one of the ward's areas, taken in turn; empty when it has none."""
    return directory.areas[number % len(directory.areas)].id if directory.areas else ""


def step_answer(step: StepSpec, about: About, wanted: Wanted) -> AnswerValue:
    """An answer to a step; None for one that only has to be read, and for the note and the follow-up."""
    asked_for = wanted.get(step.id)
    if isinstance(step, CriteriaStep):
        known = [item.id for item in step.items]
        picked = [one for one in asked_for if one in known] if isinstance(asked_for, list) else []
        return picked or (known if step.needs == "all" else known[:1])
    if isinstance(step, ConsentStep | ChoiceStep):
        ids = [option.id for option in step.options]
        return asked_for if isinstance(asked_for, str) and asked_for in ids else ids[0]
    if isinstance(step, LegalStatusStep):
        return about.patient.legal_status or "informal"
    if isinstance(step, AreaStep):
        return about.area or None
    if isinstance(step, SubmissionStep):
        return _sent(step, about, asked_for)
    return None


def _sent(step: SubmissionStep, about: About, asked_for: AnswerValue) -> AnswerValue:
    contacts = about.directory.for_service(step.service, about.area or None)
    if not contacts:
        return None
    methods = [channel.method.value for channel in contacts[0].channels]
    return {"contact": contacts[0].id, "method": str(asked_for) if asked_for in methods else methods[0]}


def field_answer(spec: FieldSpec, about: About, wanted: Wanted) -> AnswerValue:
    """An answer to a field of the note's own form; None where an optional one is better left out."""
    asked_for = wanted.get(spec.id)
    if isinstance(spec, PickOneField):
        ids = [option.id for option in spec.options]
        return asked_for if isinstance(asked_for, str) and asked_for in ids else ids[0]
    if isinstance(spec, PickSeveralField):
        known = [option.id for option in spec.options]
        picked = [one for one in asked_for if one in known] if isinstance(asked_for, list) else []
        return picked or known[:1]
    if asked_for is not None:
        return asked_for
    if not spec.required:
        return _in_turn(_OPTIONAL.get(spec.id, ("",)), about) or None
    return _written(spec, about)


def _written(spec: FieldSpec, about: About) -> AnswerValue:
    if isinstance(spec, TextField | ParagraphField):
        return _in_turn(_WORDS.get(spec.id, _ANY_WORDS), about)[: spec.longest]
    if isinstance(spec, DateField):
        return working_day(about.day + timedelta(days=14)).isoformat()
    if isinstance(spec, TimeField):
        return "10:30"
    if isinstance(spec, NumberField):
        return spec.least if spec.least is not None else 1
    if isinstance(spec, YesNoField):
        return "no"
    return _named(spec, about)


def _named(spec: FieldSpec, about: About) -> AnswerValue:
    if isinstance(spec, StaffField):
        return {"id": about.nurse.id, "name": about.nurse.name}
    if isinstance(spec, PatientField):
        return {"id": about.patient.id, "name": about.patient.full_name}
    if isinstance(spec, ContactField):
        contacts = about.directory.for_service(spec.service) if spec.service else about.directory.contacts
        return {"id": contacts[0].id, "name": contacts[0].name} if contacts else None
    return None


def _in_turn(choices: tuple[str, ...], about: About) -> str:
    return choices[about.turn % len(choices)]


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
