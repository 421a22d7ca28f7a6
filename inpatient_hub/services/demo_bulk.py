"""Makes the fictional ward as large as a trial needs: thousands of patients, and four notes for each of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from inpatient_hub.content.content import Content
from inpatient_hub.content.definition import template_ids
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.note_templates import TemplateSpec
from inpatient_hub.domain.notes import Note, NoteState
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.runs import Answer, AnswerKey, AnswerValue
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.walk import path
from inpatient_hub.domain.wards import Ward
from inpatient_hub.domain.workflows import NoteStep, StepSpec
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.answers import resolved
from inpatient_hub.services.demo_answers import About, area_of, field_answer, step_answer
from inpatient_hub.services.demo_crowd import NOT_FILED_REASONS, crowd
from inpatient_hub.services.demo_timeline import Times
from inpatient_hub.services.note_previews import EVENT_DATE, EVENT_TIME, NotePreviews, NoteSource
from inpatient_hub.services.patients import PatientFacts
from inpatient_hub.services.ports import NewId, Store, Work
from inpatient_hub.services.trail import AuditTrail

PATIENTS_AT_ONCE = 250
"""In one unit of work, with their notes: about a thousand notes."""

_ONE_NOT_FILED_IN = 40


@dataclass(frozen=True, slots=True)
class _Form:
    """A template, and the way through its workflow that leads to it."""

    template: TemplateSpec
    steps: tuple[StepSpec, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Writes many patients and their notes through the repositories, as the services would have left them."""

    store: Store
    clock: FixedClock
    times: Times
    new_id: NewId
    trail: AuditTrail
    previews: NotePreviews
    content: Content
    ward: Ward
    staff: Sequence[Staff]

    def add(self, *, patients: int, notes: int, nhs_numbers: Iterator[str]) -> None:
        """Adds so many patients, and spreads so many notes evenly over them."""
        forms = [_Form(*form) for form in _forms(self.content)]
        nurses = [person for person in self.staff if person.role == "RMN"]
        doctors = [person for person in self.staff if person.role.startswith("Consultant")]
        people = crowd(
            self.ward.id,
            patients,
            self.times.today,
            nurses=nurses,
            doctors=doctors,
            numbers=nhs_numbers,
            new_id=self.new_id,
        )
        done = 0
        while batch := list(islice(people, PATIENTS_AT_ONCE)):
            with self.store.writing() as work:
                for patient in batch:
                    share = notes * (done + 1) // patients - notes * done // patients
                    self._admit(work, patient)
                    self._write(work, patient, share if forms else 0, forms, number=done)
                    done += 1

    def _admit(self, work: Work, patient: Patient) -> None:
        self.clock.moment = self._on(patient, 0)
        work.patients.add(patient)
        work.audit.append(
            self.trail.event(
                AuditAction.PATIENT_ADDED, Kind.PATIENT, patient.id, by=patient.named_nurse_id, patient_id=patient.id
            )
        )

    def _on(self, patient: Patient, days: float) -> datetime:
        """So many days after the patient came."""
        here = (self.times.today - (patient.admitted_on or self.times.today)).days
        return self.times.on(here, "11:20") + timedelta(days=days)

    def _write(self, work: Work, patient: Patient, share: int, forms: Sequence[_Form], *, number: int) -> None:
        """This patient's notes, spread over their stay, oldest first."""
        here = max((self.times.today - (patient.admitted_on or self.times.today)).days - 1, 0)
        by_id = {person.id: person for person in self.staff}
        author = by_id[patient.named_nurse_id or self.staff[0].id]
        facts = PatientFacts(patient=patient, ward=self.ward, named_nurse=None, consultant=None, similar=())
        for turn in range(share):
            written_at = self._on(patient, here * (turn + 0.5) / share) + timedelta(minutes=(number * 37) % 240)
            form = forms[(number + turn) % len(forms)]
            self._one(work, facts, author, form, min(written_at, self.times.now), number=number * share + turn)

    def _one(
        self, work: Work, facts: PatientFacts, author: Staff, form: _Form, written_at: datetime, *, number: int
    ) -> None:
        self.clock.moment = written_at
        source = self._source(facts, author, form, written_at, turn=number)
        shown = self.previews.made(source, written_at=written_at, note=None)
        event, _, _ = self.previews.event(shown.values)
        filed = number % _ONE_NOT_FILED_IN != 0
        note = Note(
            id=self.new_id(),
            ward_id=self.ward.id,
            patient_id=facts.patient.id,
            run_id=None,
            template_id=form.template.id,
            template_version=form.template.version,
            title=form.template.title,
            text=shown.text,
            state=NoteState.FILED if filed else NoteState.NOT_FILED,
            event_at=event.at or written_at,
            author_id=author.id,
            made_at=self.clock.now(),
            copied_by=author.id,
            copied_at=self.clock.now(),
            closed_by=author.id,
            closed_at=self.clock.now() + timedelta(minutes=2),
            not_filed_reason=None if filed else NOT_FILED_REASONS[number % len(NOT_FILED_REASONS)],
        )
        work.notes.add(note)
        for action in (AuditAction.NOTE_MADE, AuditAction.NOTE_COPIED):
            self._record(work, action, note)
        self.clock.moment = note.closed_at or written_at
        self._record(work, AuditAction.NOTE_FILED if filed else AuditAction.NOTE_NOT_FILED, note)

    def _record(self, work: Work, action: AuditAction, note: Note) -> None:
        reason = (
            {"reason": note.not_filed_reason} if note.not_filed_reason and action is AuditAction.NOTE_NOT_FILED else {}
        )
        work.audit.append(
            self.trail.event(
                action,
                Kind.NOTE,
                note.id,
                by=note.author_id,
                patient_id=note.patient_id,
                detail={"title": note.title, **reason},
                text_hash=note.text_hash,
            )
        )

    def _source(
        self, facts: PatientFacts, author: Staff, form: _Form, written_at: datetime, *, turn: int
    ) -> NoteSource:
        event = self.clock.local(written_at - timedelta(minutes=25))
        about = About(
            patient=facts.patient,
            nurse=author,
            day=event.date(),
            directory=self.content.directory,
            area=area_of(self.content.directory, len(facts.patient.family_name)),
            turn=turn,
        )
        answers: dict[AnswerKey, Answer] = {}
        for step in form.steps:
            value = step_answer(step, about, {})
            if value is not None:
                kept = resolved(step, value, about.directory)
                answers[(step.id, "")] = Answer(step_id=step.id, value=kept, by=author.id, at=written_at)
        values: dict[str, AnswerValue] = {EVENT_DATE: f"{event:%Y-%m-%d}", EVENT_TIME: f"{event:%H:%M}"}
        for spec in form.template.fields:
            value = None if spec.kind == "step" else field_answer(spec, about, {})
            if value is not None:
                values[spec.id] = value
        return NoteSource(facts, author, form.template, form.steps, answers, values)


def _forms(content: Content) -> Iterator[tuple[TemplateSpec, tuple[StepSpec, ...]]]:
    """Each workflow's own note, on the way its first answers lead."""
    for workflow in content.workflows:
        steps = path(workflow, {})
        note = next((step for step in steps if isinstance(step, NoteStep)), None)
        if note is not None and note.template in template_ids(workflow):
            yield content.note_template(note.template), steps
