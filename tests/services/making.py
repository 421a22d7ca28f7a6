"""A small fictional ward for the tests of services: a store in memory, a clock that stands still, and one workflow
with every kind of step."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from inpatient_hub.bootstrap import Hub, Place, hub_over
from inpatient_hub.bootstrap.signing_in import SignInMeans
from inpatient_hub.content.content import Content
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.directory import Directory
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.note_templates import TemplateSpec
from inpatient_hub.domain.notes import Note
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.runs import Answer, AnswerValue
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.workflows import WorkflowSpec
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.note_records import Copied
from inpatient_hub.services.patients import PatientDetails
from inpatient_hub.services.run_views import RunView
from inpatient_hub.services.seat import Seat
from tests.domain.making import a_template, a_workflow
from tests.fakes.seat import the_program
from tests.fakes.store import FakeStore

FRIDAY = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
"""Four in the afternoon, in winter: the ward's clock shows the same."""

WORKFLOW: WorkflowSpec = a_workflow(
    {"id": "read", "kind": "info"},
    {"id": "criteria", "kind": "criteria", "items": [{"id": "x", "text": "X"}, {"id": "y", "text": "Y"}]},
    {
        "id": "consent",
        "kind": "consent",
        "options": [
            {"id": "agreed", "label": "Agreed", "writes": "The patient agreed."},
            {"id": "declined", "label": "Declined", "writes": "The patient declined.", "next": "note_declined"},
            {"id": "gone", "label": "Left the ward", "next": "end"},
        ],
    },
    {"id": "legal", "kind": "legal_status"},
    {"id": "area", "kind": "area"},
    {"id": "forms", "kind": "forms", "items": [{"group": "blank", "label": "Form"}]},
    {"id": "send", "kind": "submission", "service": "advocacy"},
    {"id": "note", "kind": "note", "template": "advice"},
    {"id": "later", "kind": "follow_up", "task": "Check the advocate came", "days": 7, "next": "privacy"},
    {"id": "note_declined", "kind": "note", "template": "advice"},
    {"id": "offer", "kind": "follow_up", "task": "Offer it again", "days": 14},
    {"id": "privacy", "kind": "data_protection"},
    id="advice",
    title="Advocate",
)
TEMPLATE: TemplateSpec = a_template(
    {"id": "consent", "kind": "step", "step": "consent"},
    {"id": "legal", "kind": "step", "step": "legal"},
    {"id": "provider", "kind": "step", "step": "send", "part": "name"},
    {"id": "method", "kind": "step", "step": "send", "part": "method"},
    {"id": "reason", "kind": "text", "blank": "CLINICAL REASON"},
    {"id": "told", "kind": "yes_no", "yes": "They were told.", "no": "They were not told.", "required": False},
    {"id": "seen", "kind": "date", "default": "today"},
    {"id": "more", "kind": "paragraph", "required": False},
    text="{{ consent }} {{ legal }} {% if provider %}Sent to {{ provider }} by {{ method }}. {% endif %}"
    "Reason: {{ reason }}. {{ told }} Seen {{ seen }}.\n{{ more }}",
    id="advice",
    title="Advocate note",
)
DIRECTORY = Directory.model_validate(
    {
        "areas": [{"id": "north", "name": "North"}, {"id": "south", "name": "South"}],
        "contacts": [
            {
                "id": f"{area or 'any'}_advocacy",
                "service": service,
                "name": f"{(area or 'any').capitalize()} Advocacy",
                "area": area,
                "channels": [{"method": "email", "value": f"{area or 'any'}@advocacy.example"}],
                "reviewed_on": date(2026, 11, 1),
                "needs_setting": area == "south",
            }
            for area, service in (("north", "advocacy"), ("south", "advocacy"), ("", "housing"))
        ],
    }
)
CONTENT = Content(workflows=(WORKFLOW,), templates=(TEMPLATE,), directory=DIRECTORY)

TO_NOTE: dict[str, AnswerValue] = {
    "criteria": ["x", "y"],
    "consent": "agreed",
    "legal": "s2",
    "area": "north",
    "send": {"contact": "north_advocacy", "method": "email"},
}
FORM: dict[str, AnswerValue] = {"event_time": "15:55", "reason": "Wants help at the hearing"}


@dataclass
class Desk:
    """The ward's desk: the whole application over a store in memory."""

    content: Content = CONTENT
    clock: FixedClock = field(default_factory=lambda: FixedClock(FRIDAY))
    store: FakeStore = field(default_factory=FakeStore)
    seat: Seat = field(default_factory=the_program)
    means: SignInMeans = field(default_factory=SignInMeans)

    def __post_init__(self) -> None:
        self.hub: Hub = hub_over(
            self.store,
            place=Place(data_folder=Path()),
            content=self.content,
            clock=self.clock,
            close=self.store.close,
            seat=self.seat,
            means=self.means,
        )
        made = self.hub.wards.set_up(ward_name="Heathcliff", person_name="Nelly Dean", person_role="RMN")
        self.ward_id = made.ward.id
        self.nelly: Staff = made.person
        self.joe: Staff = self.hub.wards.add_person(self.ward_id, name="Joe Heath", role="HCA", by=self.nelly.id)[0]
        self.by = self.nelly.id
        self.patient: Patient = self.add_patient()

    def add_patient(self, **changed: Any) -> Patient:
        """Adds Catherine Earnshaw, changed as asked."""
        usual: dict[str, Any] = {
            "family_name": "Earnshaw",
            "given_name": "Catherine",
            "nhs_number": "999 339 5633",
            "born_on": date(1991, 4, 3),
            "bed": "4",
        }
        return self.hub.patients.add(self.ward_id, PatientDetails(**usual | changed), by=self.by)[0]

    def later(self, **span: float) -> None:
        """Lets time pass."""
        self.clock.moment += timedelta(**span)

    def start(self, patient_id: str | None = None) -> str:
        """Starts a run and returns its id."""
        return self.hub.runs.start("advice", patient_id or self.patient.id, by=self.by)[0].id

    def walk(self, run_id: str, **changed: AnswerValue) -> RunView:
        """Answers every step to the note and goes there."""
        answers = TO_NOTE | changed
        while True:
            view = self.hub.runs.view(run_id)
            if view.step.kind in ("note", "data_protection") or view.is_last:
                return view
            if view.step.id in answers:
                self.hub.runs.answer(run_id, view.step.id, answers[view.step.id], by=self.by)
            self.hub.runs.next(run_id, by=self.by)

    def fill(self, run_id: str, **changed: AnswerValue) -> None:
        """Answers the form of the note where the run stands."""
        step_id = self.hub.runs.view(run_id).step.id
        for field_id, value in (FORM | changed).items():
            self.hub.runs.answer(run_id, step_id, value, field_id=field_id, by=self.by)

    def ready(self, **changed: AnswerValue) -> str:
        """A run whose note can be copied."""
        run_id = self.start()
        self.walk(run_id, **changed)
        self.fill(run_id)
        return run_id

    def copy(self, run_id: str, *, by: str | None = None, part: int = 1) -> Copied:
        """Looks at the note and copies it."""
        shown = self.hub.notes.preview(run_id, by=by or self.by)
        return self.hub.notes.copy(
            run_id, made_at=shown.made_at, by=by or self.by, part=part, seen_hash=shown.text_hash
        )

    def copied(self) -> tuple[str, Note]:
        """A run whose note was copied, and the note."""
        run_id = self.ready()
        return run_id, self.copy(run_id).note

    def note(self, note_id: str) -> Note:
        """The note as it is kept."""
        return self.hub.notes.view(note_id).note

    def given(self, run_id: str) -> list[Answer]:
        """Every answer ever given in a run."""
        with self.store.reading() as work:
            return list(work.runs.answers(run_id))

    def trail(self, kind: Kind, entity_id: str) -> list[AuditEvent]:
        """What happened to a record, oldest first."""
        with self.store.reading() as work:
            return list(work.audit.of_entity(kind, entity_id))[::-1]

    def actions(self, kind: Kind, entity_id: str) -> list[AuditAction]:
        """What was done with a record, oldest first."""
        return [event.action for event in self.trail(kind, entity_id)]


def sha256(text: str) -> str:
    """The hash of a text, worked out apart from the program."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def copies(desk: Desk, note_id: str) -> list[dict[str, Any]]:
    """Who copied a note, when, which text and which part."""
    return [
        {"by": event.actor_id, "at": event.at, "hash": event.text_hash, **event.detail}
        for event in desk.trail(Kind.NOTE, note_id)
        if event.action is AuditAction.NOTE_COPIED
    ]


@contextmanager
def refused(fragment: str, kind: type[HubError] = HubError) -> Iterator[None]:
    """The block raises a HubError whose words hold this."""
    with pytest.raises(kind) as caught:
        yield
    assert fragment in caught.value.one_line(), caught.value.one_line()
