"""How long a note takes from its words to its finished text, against bare Jinja2 with the same template and words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace

from jinja2 import Environment, Template

from benchmarks.measure import Figure, interleaved, per_call
from benchmarks.wards import Wards, opened
from inpatient_hub.bootstrap import Hub
from inpatient_hub.content.rendering import render_body
from inpatient_hub.content.template_text import FILTERS
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.note_answers import as_day, as_time, short_date
from inpatient_hub.domain.note_text import Event, composed, shaped
from inpatient_hub.domain.staff import Staff
from inpatient_hub.services.note_previews import NotePreview
from inpatient_hub.services.patients import PatientFacts

LIMIT = 3.0
CALLS = 100
"""Rounds over all the notes in one run: one note takes some hundredths of a millisecond."""
PREVIEW_CALLS = 10


@dataclass(frozen=True, slots=True)
class _Sample:
    """A run's note: what it says, of whom, and by whom."""

    run_id: str
    preview: NotePreview
    facts: PatientFacts
    author: Staff
    event: Event
    written_at: datetime
    """On the ward's clock."""

    def text(self) -> str:
        """The note as the program makes it from its words."""
        body = render_body(self.preview.template, self.preview.words, self.facts.patient)
        settings = self.facts.ward.notes
        return composed(
            self.facts.patient, self.author, self.event, body, written_at=self.written_at, settings=settings
        )


@dataclass(frozen=True, slots=True)
class _Bare:
    """The same template and words with nothing but Jinja2. The template is compiled already, as ours is."""

    template: Template
    words: dict[str, object]

    def text(self) -> str:
        """The body of the note."""
        return self.template.render(self.words)


def rendering(wards: Wards, pairs: int) -> Figure:
    """From the words of every template's note to its text."""
    hub, ward_id = opened(wards.usual())
    try:
        samples = list(_samples(hub, ward_id))
    finally:
        hub.close()
    bare = [_bare(sample) for sample in samples]
    measured = interleaved(
        per_call(_all([sample.text for sample in samples]), calls=CALLS),
        per_call(_all([one.text for one in bare]), calls=CALLS),
        pairs=pairs,
        warm_up=2,
    )
    return Figure(
        name="note.render",
        about=f"The text of {len(samples)} notes of different templates from their words, with the patient, the event "
        "and the author, in plain text; bare Jinja2 rendering of the same compiled templates with the same words.",
        unit="us",
        ours=tuple(ours / len(samples) * 1e3 for ours, _ in measured),
        baseline=tuple(other / len(samples) * 1e3 for _, other in measured),
        limit=LIMIT,
        facts={"notes": len(samples), "characters": sum(len(sample.text()) for sample in samples) / len(samples)},
    )


def previewing(wards: Wards, pairs: int) -> Figure:
    """All that happens when a note is shown: answers read, turned into words, rendered, and checked."""
    hub, ward_id = opened(wards.usual())
    try:
        samples = list(_samples(hub, ward_id))
        measured = interleaved(
            per_call(_all([_preview(hub, sample) for sample in samples]), calls=PREVIEW_CALLS),
            per_call(_all([_bare(sample).text for sample in samples]), calls=PREVIEW_CALLS),
            pairs=pairs,
            warm_up=2,
        )
    finally:
        hub.close()
    return Figure(
        name="note.preview",
        about="A note as the page asks for it: answers read from the store, turned into words, rendered and checked; "
        "bare Jinja2 rendering of the same compiled templates with the same words. Nothing is promised.",
        unit="us",
        ours=tuple(ours / len(samples) * 1e3 for ours, _ in measured),
        baseline=tuple(other / len(samples) * 1e3 for _, other in measured),
    )


def _samples(hub: Hub, ward_id: str) -> Iterator[_Sample]:
    """One run's note of each template that somebody on the ward has used, as whoever is signed in would write it."""
    author = hub.seat.person
    assert author is not None
    written_at = hub.clock.local(hub.clock.now())
    seen: set[str] = set()
    for line in hub.patients.find(ward_id).items:
        for run in hub.patients.view(line.patient.id).runs:
            try:
                preview = hub.notes.preview(run.run.id, by=author.id)
            except HubError:
                continue  # its path makes no note
            if preview.template.id not in seen:
                seen.add(preview.template.id)
                facts = hub.patients.facts(line.patient.id)
                yield _Sample(run.run.id, preview, facts, author, _event(preview, written_at), written_at)


def _event(preview: NotePreview, written_at: datetime) -> Event:
    day, moment = as_day(preview.event_date), as_time(preview.event_time)
    at = datetime.combine(day, moment, tzinfo=written_at.tzinfo) if day and moment else None
    return Event(short_date(day) if day else "", preview.event_time, at)


def _bare(sample: _Sample) -> _Bare:
    environment = Environment(trim_blocks=True, lstrip_blocks=True, autoescape=False)
    environment.filters.update(FILTERS)
    patient, words = sample.facts.patient, sample.preview.words
    names: dict[str, object] = {
        **words.words,
        "chosen": SimpleNamespace(**words.chosen),
        "patient": SimpleNamespace(name=patient.full_name, preferred_name=patient.preferred_name or patient.full_name),
    }
    return _Bare(environment.from_string(shaped(sample.preview.template.text)), names)


def _preview(hub: Hub, sample: _Sample) -> Callable[[], object]:
    return lambda: hub.notes.preview(sample.run_id, by=sample.author.id)


def _all(actions: list[Callable[[], object]]) -> Callable[[], None]:
    def each() -> None:
        for action in actions:
            action()

    return each
