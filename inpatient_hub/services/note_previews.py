"""The note as it stands now: its exact text, what is still blank, and what stands in the way of a copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from inpatient_hub.content.content import Content
from inpatient_hub.content.rendering import render_body
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.note_answers import NoteWords, as_day, as_time, note_words, short_date
from inpatient_hub.domain.note_checks import NoteCheck, NoteFacts, blanks_left, checks, refusals
from inpatient_hub.domain.note_templates import DateField, TemplateSpec
from inpatient_hub.domain.note_text import Event, composed, identity, in_parts, length, one_line
from inpatient_hub.domain.notes import Note, NoteState, hash_of
from inpatient_hub.domain.runs import Answer, AnswerKey, AnswerValue, WorkflowRun, latest
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.walk import missing, path, reads_only
from inpatient_hub.domain.wards import PatientField
from inpatient_hub.domain.workflows import FollowUpStep, LegalStatusStep, NoteStep, StepSpec, WorkflowSpec
from inpatient_hub.services.patients import PatientFacts, facts_of
from inpatient_hub.services.ports import Clock, Work
from inpatient_hub.services.run_views import RunDefinitions

EVENT_DATE = "event_date"
EVENT_TIME = "event_time"
"""Field ids of the note step that hold when it happened; every note asks them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePreview:
    """The exact text that a copy would put on the clipboard, and what stands in its way."""

    text: str
    made_at: datetime
    """Hand this back to `copy` with `text_hash`, so that what is copied is what was shown."""
    patient_id: str
    title: str
    template: TemplateSpec
    words: NoteWords
    values: Mapping[str, AnswerValue]
    """What the note's own form holds, defaults included."""
    event_date: str
    event_time: str
    checks: tuple[NoteCheck, ...]
    blanks: tuple[str, ...]
    characters: int
    limit: int
    parts: int
    edited: bool
    note: Note | None
    changed_at: datetime | None
    """When an answer it is made of was last given, changed or taken back."""
    outdated: bool
    """Whether an answer it is made of was changed after somebody edited its text by hand."""

    @property
    def changed_since_copy(self) -> bool:
        """Whether an answer was changed after the note was copied, so that what was pasted says something else."""
        return self.note is not None and _changed_since_copy(self.note, self.changed_at)

    def changed_since(self, moment: datetime | None) -> bool:
        """Whether an answer was changed after this moment."""
        return _is_after(self.changed_at, moment)

    @property
    def text_hash(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal."""
        return hash_of(self.text)

    @property
    def refusals(self) -> tuple[NoteCheck, ...]:
        """The checks that hold the copy back."""
        return refusals(self.checks)


@dataclass(frozen=True, slots=True)
class NoteSource:
    """All that a note is made of."""

    facts: PatientFacts
    author: Staff
    template: TemplateSpec
    steps: tuple[StepSpec, ...]
    answers: Mapping[AnswerKey, Answer]
    values: Mapping[str, AnswerValue]
    begun: Mapping[str, datetime] = field(default_factory=dict)
    """Field id to the moment at which somebody first answered it in the note's form."""
    changed_at: datetime | None = None
    """When one of them was last given, changed or taken back."""
    outdated: bool = False
    """Whether that was after somebody edited the text by hand."""
    unfinished_step: str = ""


class NotePreviews:
    """Makes previews."""

    def __init__(self, *, clock: Clock, definitions: RunDefinitions, content: Content) -> None:
        self._clock = clock
        self._definitions = definitions
        self._content = content

    def of_run(self, work: Work, run: WorkflowRun, *, by: str, written_at: datetime) -> NotePreview:
        """The note of a run, written by `by` at this moment. Raises HubError when the path makes no note."""
        definition = self._definitions.of(work, run)
        given = work.runs.answers(run.id)
        answers = latest(given)
        steps = path(definition.workflow, answers)
        step = _note_step(steps)
        before = steps[: steps.index(step)]
        note = work.notes.of_run(run.id)
        edited_at = _edited_at(work, note)
        form = _form(given, step, definition.workflow)
        feeding = [*form, *(one for one in given if _feeds(one, step, steps, definition.workflow))]
        told_later = [one for one in feeding if one.field_id not in (EVENT_DATE, EVENT_TIME)]
        source = NoteSource(
            facts_of(work, run.patient_id),
            work.staff.get(by),
            definition.template(step.template),
            steps,
            answers,
            {answer.field_id: answer.value for answer in latest(_as_one_form(form)).values()},
            begun=_begun(form),
            changed_at=_last(feeding),
            outdated=_is_after(_last(told_later), edited_at),
            unfinished_step=next((one.title for one in before if missing(one, answers)), ""),
        )
        return self.made(source, written_at=written_at, note=note)

    def made(self, source: NoteSource, *, written_at: datetime, note: Note | None) -> NotePreview:
        """The note of these answers; `note` is its record when it has one. A text that was edited by hand, or copied
        and still true, is shown as it was kept."""
        patient, settings = source.facts.patient, source.facts.ward.notes
        local = self._clock.local(written_at)
        values = self._with_defaults(source, written_at)
        words = note_words(source.template, values, steps=source.steps, answers=source.answers)
        event, event_date, event_time = self.event(values)
        if note is not None and _stands(note, source):
            text = note.text
        else:
            body = render_body(source.template, words, patient)
            text = composed(patient, source.author, event, body, written_at=local, settings=settings)
        known = NoteFacts(
            event=event,
            written_at=_written_at(note, text, written_at),
            edited=note is not None and note.edited,
            outdated=source.outdated,
            signature=source.author.signature,
            unanswered=tuple(one_line(spec.bracket) for spec in words.unanswered),
            examples=self._examples(source, values),
            legal_status=_legal_status(source, note),
            unfinished_step=source.unfinished_step,
        )
        return NotePreview(
            text=text,
            made_at=written_at,
            patient_id=patient.id,
            title=source.template.title,
            template=source.template,
            words=words,
            values=values,
            event_date=event_date,
            event_time=event_time,
            checks=checks(text, patient, settings, known),
            blanks=blanks_left(text, known),
            characters=length(text),
            limit=settings.length_limit,
            parts=len(in_parts(text, patient, settings)),
            edited=known.edited,
            note=note,
            changed_at=source.changed_at,
            outdated=source.outdated,
        )

    def _examples(self, source: NoteSource, values: Mapping[str, AnswerValue]) -> tuple[tuple[str, ...], ...]:
        """Contacts among the answers, of the path and of the form, that the ward has still to replace."""
        on_path = {step.id for step in source.steps}
        told = [answer.value for (step_id, _), answer in source.answers.items() if step_id in on_path]
        ids = [
            value["contact"] for value in (*told, *values.values()) if isinstance(value, dict) and "contact" in value
        ]
        if not ids:
            return ()
        known = (self._content.directory.contact(one) for one in dict.fromkeys(ids))
        return tuple(
            (one_line(contact.name), *(one_line(channel.value) for channel in contact.channels))
            for contact in known
            if contact is not None and contact.needs_setting
        )

    def event(self, values: Mapping[str, AnswerValue]) -> tuple[Event, str, str]:
        """(event, its ISO date, its ISO time), the words by the ward's clock and the moment in UTC; what is missing or
        cannot be read stays empty. In the hour that comes twice in autumn, the first is meant."""
        day = as_day(values.get(EVENT_DATE))
        moment = as_time(values.get(EVENT_TIME))
        at = None
        if day is not None and moment is not None:
            zone = self._clock.local(self._clock.now()).tzinfo
            at = datetime.combine(day, moment, tzinfo=zone).astimezone(UTC)
        words = Event(short_date(day) if day else "", moment.strftime("%H:%M") if moment else "", at)
        return words, day.isoformat() if day else "", moment.strftime("%H:%M") if moment else ""

    def _with_defaults(self, source: NoteSource, written_at: datetime) -> dict[str, AnswerValue]:
        """The form's values with what stands in it at first: the ward's day for the event, and the template's defaults.
        `today` is the day on which somebody began the form: a note taken up after midnight does not change its dates.
        The time of the event is never guessed."""
        event_day = self._day(source.begun.get(EVENT_TIME, written_at))
        form_day = self._day(min(source.begun.values(), default=written_at))
        full: dict[str, AnswerValue] = {EVENT_DATE: event_day.isoformat()}
        for spec in source.template.fields:
            if spec.default:
                is_today = isinstance(spec, DateField) and spec.default == "today"
                full[spec.id] = form_day.isoformat() if is_today else spec.default
        return full | dict(source.values)

    def _day(self, moment: datetime) -> date:
        return self._clock.local(moment).date()


def _legal_status(source: NoteSource, note: Note | None) -> str:
    """The legal status that was answered, where the ward keeps it too; what is filed is not looked at any more."""
    if not source.facts.ward.keeps(PatientField.LEGAL_STATUS) or (note is not None and note.state is NoteState.FILED):
        return ""
    steps = [step for step in source.steps if isinstance(step, LegalStatusStep)]
    values = (source.answers[step.id, ""].value for step in steps if (step.id, "") in source.answers)
    return next((value for value in values if isinstance(value, str)), "")


def _note_step(steps: Sequence[StepSpec]) -> NoteStep:
    for step in steps:
        if isinstance(step, NoteStep):
            return step
    raise HubError("No note here", "This path of the workflow makes no note.", remedy="Change an earlier answer.")


def _form(given: Sequence[Answer], note_step: NoteStep, workflow: WorkflowSpec) -> list[Answer]:
    """Answers to the note's form. Note steps of one template share their form: when an earlier answer leads another way
    to the same note, what was typed is still there."""
    same = {one.id for one in workflow.steps if isinstance(one, NoteStep) and one.template == note_step.template}
    return [answer for answer in given if answer.step_id in same and answer.field_id]


def _as_one_form(form: Sequence[Answer]) -> list[Answer]:
    return [replace(answer, step_id="") for answer in form]


def _feeds(answer: Answer, note_step: NoteStep, steps: Sequence[StepSpec], workflow: WorkflowSpec) -> bool:
    """Whether this answer to a step can make a difference to the note: one to a step that does not come after it."""
    after = {step.id for step in steps[steps.index(note_step) :]}
    step = workflow.step(answer.step_id)
    return step.id not in after and not reads_only(step) and not isinstance(step, FollowUpStep | NoteStep)


def _begun(form: Sequence[Answer]) -> dict[str, datetime]:
    """When each field of the note's form was first answered; an answer that was taken back counts for nothing."""
    begun: dict[str, datetime] = {}
    for answer in form:
        if answer.value is None:
            begun.pop(answer.field_id, None)
        else:
            begun.setdefault(answer.field_id, answer.at)
    return begun


def _last(given: Sequence[Answer]) -> datetime | None:
    return max((answer.at for answer in given), default=None)


def _is_after(moment: datetime | None, earlier: datetime | None) -> bool:
    return moment is not None and earlier is not None and moment > earlier


def _edited_at(work: Work, note: Note | None) -> datetime | None:
    if note is None or not note.edited:
        return None
    edits = (event.at for event in work.audit.of_entity(Kind.NOTE, note.id) if event.action is AuditAction.NOTE_EDITED)
    return max(edits, default=note.made_at)


def _changed_since_copy(note: Note, changed_at: datetime | None) -> bool:
    return note.state is NoteState.COPIED and _is_after(changed_at, note.copied_at)


def _stands(note: Note, source: NoteSource) -> bool:
    """Whether the kept text is the note: edited by hand, filed, or copied while everything in it is still true."""
    if note.edited or note.state is NoteState.FILED:
        return True
    starts = note.text.startswith(identity(source.facts.patient, source.facts.ward.notes))
    return note.state is NoteState.COPIED and starts and not _changed_since_copy(note, source.changed_at)


def _written_at(note: Note | None, text: str, shown_at: datetime) -> datetime:
    """The moment a text is judged by: that of its copy for one that was copied as it stands."""
    was_copied = note is not None and note.state in (NoteState.COPIED, NoteState.FILED) and note.text == text
    return note.copied_at or shown_at if note is not None and was_copied else shown_at
