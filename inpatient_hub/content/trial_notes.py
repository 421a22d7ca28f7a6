"""Writes trial notes on every way through a workflow, and checks that each reads well and assumes nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from inpatient_hub.content.faults import Fault
from inpatient_hub.content.rendering import render_traced
from inpatient_hub.content.sample_answers import field_answers, step_answers
from inpatient_hub.content.ways import Way, ways_through
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.note_answers import NoteWords, note_words
from inpatient_hub.domain.note_templates import StepField, TemplateSpec
from inpatient_hub.domain.note_text import blanks_in, made_plain, odd_characters
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.runs import Answer, AnswerValue
from inpatient_hub.domain.workflows import NoteStep, StepSpec, WorkflowSpec

_PATIENT = Patient(id="trial", ward_id="trial", given_name="Sam", family_name="Sample")
_MOMENT = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
_PLAIN = frozenset(map(chr, range(0x20, 0x7F))) | {"\n"}
_READS_BADLY = re.compile(r"(?<!\.)\.\.(?!\.)| [.,;:!?]|,\.|\(\)")
_MOST_FAULTS = 12
"""Told of one template. One mistake in a text shows on many ways."""

Question = tuple[str, str]
"""(`step` or `field`, its id)."""

Given = Mapping[Question, AnswerValue]


def trial_faults(workflow: WorkflowSpec, template: TemplateSpec) -> Iterator[Fault]:
    """What is wrong with the notes that this workflow would write with this template."""
    ways = [way for way in ways_through(workflow) if any(_writes_with(step, template) for step, _ in way)]
    trials = [_Trial(template, way) for way in ways]
    faults: dict[str, Fault] = {}
    for trial in trials:
        for fault in trial.faults(trials):
            faults.setdefault(fault.sentence, fault)
    yield from list(faults.values())[:_MOST_FAULTS]


def _writes_with(step: StepSpec, template: TemplateSpec) -> bool:
    return isinstance(step, NoteStep) and step.template == template.id


@dataclass(frozen=True, slots=True)
class _Written:
    words: NoteWords
    body: str
    pieces: frozenset[int]
    """Numbers of the pieces of the template's fixed text that stand in it."""


class _Trial:
    """One way through a workflow, written up with different answers."""

    def __init__(self, template: TemplateSpec, way: Way) -> None:
        self._template = template
        self.way = way
        self._steps: Sequence[StepSpec] = tuple(step for step, _ in way)

    def faults(self, others: Sequence["_Trial"]) -> Iterator[Fault]:
        """What is wrong with this way's notes. `others` are the trials of every way that writes this note."""
        try:
            yield from self._answered_faults()
            yield from self._unanswered_faults(others)
        except HubError as error:
            yield self._fault(error.message, "Check the names in its text.")

    def _fault(self, sentence: str, hint: str = "") -> Fault:
        chosen = [f"{step.id}: {option}" for step, option in self.way if option]
        where = f"Seen with {', '.join(chosen)}." if chosen else ""
        return Fault(("text",), sentence, f"{hint} {where}".strip())

    @cached_property
    def _possible(self) -> dict[Question, list[AnswerValue]]:
        """Every question on this way, each with all the answers worth trying."""
        fed = {field.step for field in self._template.fields if isinstance(field, StepField)}
        possible: dict[Question, list[AnswerValue]] = {}
        for step, option in self.way:
            if step.id in fed:
                possible["step", step.id] = step_answers(step, option)
        for field in self._template.fields:
            if not isinstance(field, StepField):
                possible["field", field.id] = field_answers(field)
        return possible

    @cached_property
    def _usual(self) -> dict[Question, AnswerValue]:
        """The first answer to every question."""
        return {question: answers[0] for question, answers in self._possible.items()}

    def _opened(self, question: Question) -> dict[Question, AnswerValue]:
        """The usual answers, changed so that this question is asked, as far as this way allows."""
        given = dict(self._usual)
        waiting = [question[1]] if question[0] == "field" else []
        while waiting:
            field = self._template.field(waiting.pop())
            for name, wanted in (field.only_if if field else {}).items():
                gate = self._question_of(name)
                if gate in given and len(self._possible[gate]) > 1:
                    given[gate] = wanted[0]
                waiting.append(name)
        return given

    def _question_of(self, field_id: str) -> Question:
        field = self._template.field(field_id)
        return ("step", field.step) if isinstance(field, StepField) else ("field", field_id)

    def _write(self, given: Given) -> _Written:
        answers = {
            (name, ""): Answer(step_id=name, value=value, by="", at=_MOMENT)
            for (kind, name), value in given.items()
            if kind == "step"
        }
        values = {name: value for (kind, name), value in given.items() if kind == "field"}
        words = note_words(self._template, values, steps=self._steps, answers=answers)
        body, pieces = render_traced(self._template, words, _PATIENT)
        return _Written(words, body, pieces)

    def _answered_faults(self) -> Iterator[Fault]:
        """Every answer to every question, one at a time, the others answered; and the optional ones left out."""
        needed = {("field", field.id) for field in self._template.fields if field.required}
        variants: list[Given] = [
            {one: value for one, value in self._usual.items() if one[0] == "step" or one in needed}
        ]
        for question, answers in self._possible.items():
            opened = self._opened(question)
            variants.extend({**opened, question: value} for value in answers)
        for given in variants:
            written = self._write(given)
            if not written.words.unanswered:
                yield from self._reading_faults(written.body)

    def _reading_faults(self, body: str) -> Iterator[Fault]:
        plain = made_plain(body)
        if not plain:
            yield self._fault("The note would be empty.")
            return
        for blank in blanks_in(plain):
            yield self._fault(f"The blank {blank} stays although everything is answered.", "Make it a field.")
        for letter in sorted(set(body) - _PLAIN):
            if made_plain(f"x{letter}x") != f"x{letter}x" or odd_characters(letter):
                hint = "Use plain letters, - for a dash and ' for a quote."
                yield self._fault(f"The character '{letter}' cannot stand in a SystmOne note.", hint)
        for match in _READS_BADLY.finditer(plain):
            near = plain[max(match.start() - 20, 0) : match.end() + 10].replace("\r\n", " ")
            yield self._fault(f"This does not read well: '...{near}...'.", "Look at the full stops and spaces.")
        if plain[-1] not in ".!?\"')":
            yield self._fault("The note does not end with a full stop.", "Use the filter 'sentence'.")

    def _unanswered_faults(self, others: Sequence["_Trial"]) -> Iterator[Fault]:
        """Nothing answered, and each question left out in turn: each blank shows, and nothing is said for it."""
        yield from self._blank_faults(self._write({}))
        for question, answers in self._possible.items():
            opened = self._opened(question)
            without = self._write({one: value for one, value in opened.items() if one != question})
            yield from self._blank_faults(without)
            answered = [self._write({**opened, question: value}) for value in answers]
            branches = [other.usual for other in others if self._parts_from(other, at=question)]
            yield from self._assumed_faults(question[1], without, [*answered, *branches])

    def _parts_from(self, other: "_Trial", *, at: Question) -> bool:
        """Whether the other way is this one but for another answer to this step, and what that leads to."""
        place = next((n for n, (step, _) in enumerate(self.way) if ("step", step.id) == at), None)
        if place is None or other.way[:place] != self.way[:place] or other.way[place] == self.way[place]:
            return False
        later = {step.id: option for step, option in other.way[place + 1 :]}
        return all(later.get(step.id, option) == option for step, option in self.way[place + 1 :])

    @cached_property
    def usual(self) -> _Written:
        """The note with the first answer to every question."""
        return self._write(self._usual)

    def _blank_faults(self, written: _Written) -> Iterator[Fault]:
        for field in written.words.unanswered:
            if field.bracket not in written.body:
                sentence = f"'{field.id}' is required, and its blank {field.bracket} does not show in the note."
                yield self._fault(sentence, "Put it where it shows on every way it is asked on.")

    def _assumed_faults(self, name: str, without: _Written, options: Iterable[_Written]) -> Iterator[Fault]:
        """Fixed text that stands there while a question is unanswered, and that some answer to it would take away."""
        for written in options:
            for _ in sorted(without.pieces - written.pieces)[:1]:
                sentence = f"Before '{name}' is answered the note already says what only some answers to it mean."
                yield self._fault(sentence, "Let the text ask which answer it is, not which it is not.")
