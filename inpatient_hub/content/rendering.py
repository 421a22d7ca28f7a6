"""Puts the words of a note into its template's text."""

from types import SimpleNamespace

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.note_answers import NoteWords
from inpatient_hub.domain.note_templates import TemplateSpec
from inpatient_hub.domain.patients import Patient

CHOSEN, PATIENT = "chosen", "patient"
"""Names in a template's text that are no fields; each has parts."""

PATIENT_PARTS = ("name", "preferred_name")


class TemplateMistake(Exception):
    """A template's text cannot be used. `line` counts from 1 inside the text; 0 when it is not known."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line
        self.sentence = sentence


def render_body(template: TemplateSpec, note_words: NoteWords, patient: Patient) -> str:
    """The body of a note: the template's text with each field's words in it.

    Raises HubError, without a word of the note, when the text cannot be rendered. Safe in any thread.
    """
    # Jinja2 is first needed when the first note is shown, and takes a fiftieth of a second to import.
    from inpatient_hub.content.template_text import filled

    try:
        return filled(template.text, _names(note_words, patient))
    except TemplateMistake as mistake:
        raise _cannot(template, mistake) from None


def render_traced(template: TemplateSpec, note_words: NoteWords, patient: Patient) -> tuple[str, frozenset[int]]:
    """The body as `render_body` gives it, and the numbers of the pieces of fixed text in it. Errors are the same."""
    from inpatient_hub.content.template_text import filled_and_traced

    try:
        return filled_and_traced(template.text, _names(note_words, patient))
    except TemplateMistake as mistake:
        raise _cannot(template, mistake) from None


def _names(note_words: NoteWords, patient: Patient) -> dict[str, object]:
    name = patient.full_name
    return {
        **note_words.words,
        CHOSEN: SimpleNamespace(**note_words.chosen),
        PATIENT: SimpleNamespace(name=name, preferred_name=patient.preferred_name or name),
    }


def _cannot(template: TemplateSpec, mistake: TemplateMistake) -> HubError:
    where = f" in line {mistake.line} of its text" if mistake.line else ""
    return HubError(
        "This note cannot be made",
        f"The note template '{template.title}' has a mistake{where}.",
        remedy=f"Write the note in SystmOne by hand, and tell {template.owner}.",
    )
