"""A template's text: what it may hold, what it may not, and that it never tells more than its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.content.rendering import TemplateMistake, render_body
from inpatient_hub.content.template_checks import template_faults
from inpatient_hub.content.template_text import _compiled, filled, inline, names_used, sentence
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.note_answers import NoteWords
from inpatient_hub.domain.note_templates import TemplateSpec
from tests.domain.making import a_patient, a_template


def rendered(text: str, chosen: dict[str, str] | None = None, **words: str) -> str:
    return render_body(a_template(text=text), NoteWords(words, chosen or {}), a_patient())


def faults(template: TemplateSpec) -> list[str]:
    return [fault.sentence for fault in template_faults(template)]


SENTENCES = [
    ("", ""),
    ("  ", ""),
    ("went well", "Went well."),
    ("Went well.", "Went well."),
    ("went well...", "Went well."),
    ("did it work?", "Did it work?"),
    ('he said "go home."', 'He said "go home."'),
    ('he said "go home"', 'He said "go home".'),
    ("(in part.)", "(in part.)"),
    ("[REASON]", "[REASON]."),
    ("10 mg given", "10 mg given."),
    ("one. two", "One. two."),
]


@pytest.mark.parametrize(("words", "told"), SENTENCES)
def test_a_sentence_has_one_capital_and_one_full_stop(words: str, told: str) -> None:
    assert sentence(words) == told


@given(st.text(max_size=40))
def test_a_sentence_made_twice_is_the_same(words: str) -> None:
    assert sentence(sentence(words)) == sentence(words)


def test_words_inside_a_sentence_lose_their_full_stop() -> None:
    assert inline(" others were at risk. ") == "others were at risk"


def test_fields_chosen_ids_and_the_patients_name_can_stand_in_a_text() -> None:
    text = (
        "{% if chosen.outcome == 'well' %}{{ outcome | sentence }}{% endif %} "
        "{{ patient.name }}, {{ patient.preferred_name }}."
    )
    assert rendered(text, {"outcome": "well"}, outcome="it went well") == (
        "It went well. Catherine Earnshaw, Catherine Earnshaw."
    )
    spoken = render_body(
        a_template(text="{{ patient.preferred_name }}"), NoteWords({}, {}), a_patient(preferred_name="Cathy")
    )
    assert spoken == "Cathy"


def test_heads_and_bullets_of_the_text_are_shaped_and_those_a_person_types_are_not() -> None:
    assert (
        rendered("# Plan\n* {{ plan }}\n", plan="# of the wrist\n* rest") == "==== Plan ====\n- # of the wrist\n* rest"
    )


def test_what_a_person_types_is_never_read_as_a_template() -> None:
    typed = "{{ patient.name }} {% if x %} {# no #} ${7*7} &lt;"
    assert rendered("{{ reason }}", reason=typed) == typed


NOT_USED_IN_A_NOTE = [
    "{% for x in reason %}{{ x }}{% endfor %}",
    "{% set x = 1 %}",
    "{% macro x() %}{% endmacro %}",
    "{% import 'x' as y %}",
    "{% include 'x' %}",
    "{% extends 'x' %}",
    "{{ range(9) }}",
    "{{ 'a' * 999999999 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ reason.__class__ }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ chosen.__class__ }}x",
    "{{ reason['x'] }}",
    "{{ reason | attr('x') }}",
    "{{ reason | sentence(1) }}",
    "{{ reason | upper }}",
    "{{ 'The patient agreed.' }}",
    "{{ 'The patient agreed.' | sentence }}",
    "{{ reason or 'The patient agreed.' }}",
    "{{ 'was' if reason else 'was not' }}",
    "{{ chosen.reason }}",
    "{{ reason ~ reason }}",
    "{% if reason is defined %}x{% endif %}",
    "{{ reason",
    "{% if reason %}",
    "{% endif %}",
    "{% if " + "(" * 5000 + "reason" + ")" * 5000 + " %}x{% endif %}",
    "{% if reason %}" * 300 + "{% endif %}" * 300,
]


@pytest.mark.parametrize("text", NOT_USED_IN_A_NOTE, ids=lambda text: text[:40])
def test_what_a_note_has_no_need_of_is_refused(text: str) -> None:
    with pytest.raises(TemplateMistake):
        names_used(text)
    with pytest.raises(TemplateMistake):
        filled(text, {"reason": "x", "chosen": {}, "patient": {}})
    found = list(template_faults(a_template({"id": "reason", "kind": "text"}, text=text)))
    assert [fault.sentence for fault in found if fault.sentence.startswith("The text cannot be used: ")]


def test_a_mistake_in_a_text_names_its_line() -> None:
    with pytest.raises(TemplateMistake) as raised:
        names_used("one\ntwo {{ reason }}\nthree {{ reason | uper }}\n")
    assert raised.value.line == 3


def test_a_note_that_cannot_be_made_says_so_without_a_word_of_it() -> None:
    with pytest.raises(HubError) as raised:
        rendered("Seen with {{ partner }} and {{ reason }}.", reason="a secret")
    assert raised.value.one_line() == (
        "This note cannot be made. The note template 'Tried note' has a mistake. "
        "Write the note in SystmOne by hand, and tell Ward."
    )
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_a_text_is_compiled_once_however_often_it_is_rendered() -> None:
    text = "Only in this test: {{ reason }}."
    rendered(text, reason="x")
    compiled = _compiled.cache_info().misses
    assert [rendered(text, reason=str(number)) for number in range(20)][-1] == "Only in this test: 19."
    assert _compiled.cache_info().misses == compiled


FIELD_FAULTS = [
    (
        {"id": "a", "kind": "text"},
        {"id": "a", "kind": "text", "label": "B"},
        "The field 'a' is here for the second time.",
    ),
    ({"id": "if", "kind": "text"}, None, "'if' has a meaning of its own in the text."),
    ({"id": "event_date", "kind": "date"}, None, "'event_date' has a meaning of its own in the text."),
    ({"id": "a", "kind": "date", "default": "tomorrow"}, None, "'tomorrow' is not a day."),
    ({"id": "a", "kind": "number", "default": "many"}, None, "'many' is no answer to this field."),
    ({"id": "a", "kind": "yes_no", "yes": "Yes.", "default": "maybe"}, None, "'maybe' is not an answer to this field."),
    ({"id": "a", "kind": "staff", "default": "me"}, None, "A field of the kind 'staff' has no default."),
    (
        {"id": "a", "kind": "text"},
        {"id": "b", "kind": "text", "only_if": {"a": ["x"]}},
        "Nothing is chosen in 'a', so it cannot decide.",
    ),
    (
        {"id": "a", "kind": "yes_no", "yes": "Y."},
        {"id": "b", "kind": "text", "only_if": {"a": ["maybe"]}},
        "'maybe' is not an option of 'a'.",
    ),
    (
        {"id": "a", "kind": "yes_no", "yes": "Y."},
        {"id": "b", "kind": "text", "only_if": {"a": []}},
        "This list is empty, so the field would never be asked.",
    ),
    (
        {"id": "b", "kind": "text", "only_if": {"a": ["yes"]}},
        {"id": "a", "kind": "yes_no", "yes": "Y."},
        "'a' is not a field above this one.",
    ),
    (
        {"id": "a", "kind": "pick_one", "options": [{"id": "x", "label": "X"}, {"id": "x", "label": "Y"}]},
        None,
        "The option 'x' is here for the second time.",
    ),
]


@pytest.mark.parametrize(("first", "second", "told"), FIELD_FAULTS, ids=[told for _, _, told in FIELD_FAULTS])
def test_a_fault_of_a_field_is_told(first: dict[str, object], second: dict[str, object] | None, told: str) -> None:
    fields = [first] if second is None else [first, second]
    assert told in faults(a_template(*fields, text="{{ a }} {{ b }}"))


GOOD_DEFAULTS = [
    {"id": "a", "kind": "date", "default": "today"},
    {"id": "a", "kind": "date", "default": "2026-11-20"},
    {"id": "a", "kind": "number", "default": "2"},
    {"id": "a", "kind": "text", "default": "on the ward"},
    {"id": "a", "kind": "yes_no", "yes": "Y.", "default": "no"},
    {"id": "a", "kind": "pick_one", "default": "x", "options": [{"id": "x", "label": "X"}, {"id": "y", "label": "Y"}]},
    {
        "id": "a",
        "kind": "pick_several",
        "default": "x",
        "options": [{"id": "x", "label": "X"}, {"id": "y", "label": "Y"}],
    },
]


@pytest.mark.parametrize("field", GOOD_DEFAULTS, ids=lambda field: f"{field['kind']} {field['default']}")
def test_a_default_that_fits_its_field_is_no_fault(field: dict[str, object]) -> None:
    assert faults(a_template(field, text="{{ a }}")) == []
