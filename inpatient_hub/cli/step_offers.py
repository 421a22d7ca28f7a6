"""What a step can be answered with, in the words and ids that `run answer` takes."""

from dataclasses import dataclass

from inpatient_hub.domain.directory import METHOD_LABELS, ContactSpec, Directory
from inpatient_hub.domain.legal import LEGAL_STATUSES
from inpatient_hub.domain.note_templates import PickOneField, PickSeveralField, StepField, YesNoField
from inpatient_hub.domain.runs import AnswerValue
from inpatient_hub.domain.walk import chosen
from inpatient_hub.domain.workflows import (
    AreaStep,
    ChoiceStep,
    ConsentStep,
    CriteriaStep,
    FollowUpStep,
    LegalStatusStep,
    NoteStep,
    StepSpec,
    SubmissionStep,
)
from inpatient_hub.services.note_previews import EVENT_DATE, EVENT_TIME, NotePreview
from inpatient_hub.services.run_views import RunView


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer that can be given: `value` is what `run answer` takes."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of the note's own form. `value` is what it holds; `answered` whether the note can do without more."""

    id: str
    label: str
    kind: str
    value: AnswerValue
    answered: bool
    options: tuple[Offer, ...] = ()


def offers(view: RunView, directory: Directory) -> tuple[Offer, ...]:
    """The answers the current step offers; empty for one that only has to be read, and for the note."""
    step = view.step
    if isinstance(step, CriteriaStep):
        return tuple(Offer(item.id, item.text) for item in step.items)
    if isinstance(step, ConsentStep | ChoiceStep):
        return tuple(Offer(option.id, option.label) for option in step.options)
    if isinstance(step, LegalStatusStep):
        return tuple(Offer(status.code, status.label) for status in LEGAL_STATUSES)
    if isinstance(step, AreaStep):
        return tuple(Offer(area.id, area.name) for area in directory.areas)
    if isinstance(step, SubmissionStep):
        contacts = directory.for_service(step.service, _area(view))
        return tuple(offer for contact in contacts for offer in _channels(contact))
    if isinstance(step, FollowUpStep) and view.follow_up is not None:
        return (Offer(view.follow_up.due_on.isoformat(), step.task),)
    return ()


def _area(view: RunView) -> str | None:
    step: StepSpec | None = next((step for step in view.steps if isinstance(step, AreaStep)), None)
    return chosen(view.answers, step.id) if step else None


def _channels(contact: ContactSpec) -> tuple[Offer, ...]:
    unset = " (set your own)" if contact.needs_setting else ""
    return tuple(
        Offer(
            f'{{"contact": "{contact.id}", "method": "{channel.method.value}"}}',
            f"{contact.name}{unset}, {METHOD_LABELS[channel.method].lower()}",
        )
        for channel in contact.channels
    )


def note_fields(shown: NotePreview) -> tuple[FieldLine, ...]:
    """The fields of the note's own form on this path, the moment of the event first."""
    waiting = {spec.id for spec in shown.words.unanswered}
    lines = [
        FieldLine(EVENT_DATE, "Date of the event", "date", shown.event_date or None, bool(shown.event_date)),
        FieldLine(EVENT_TIME, "Time of the event", "time", shown.event_time or None, bool(shown.event_time)),
    ]
    for spec in shown.words.asked:
        if isinstance(spec, StepField):
            continue
        options: tuple[Offer, ...] = ()
        if isinstance(spec, PickOneField | PickSeveralField):
            options = tuple(Offer(option.id, option.label) for option in spec.options)
        elif isinstance(spec, YesNoField):
            options = (Offer("yes", spec.yes or "Nothing is written"), Offer("no", spec.no or "Nothing is written"))
        lines.append(
            FieldLine(spec.id, spec.label, spec.kind, shown.values.get(spec.id), spec.id not in waiting, options)
        )
    return tuple(lines)


def is_note(view: RunView) -> bool:
    """Whether the run stands at its note."""
    return isinstance(view.step, NoteStep)
