"""Trial notes: a template that would assume, hide or spoil something is found before a ward uses it."""

from typing import Any

from inpatient_hub.content.trial_notes import trial_faults
from tests.domain.making import a_template, a_workflow

CONSENT = {
    "id": "consent",
    "kind": "consent",
    "options": [
        {"id": "agreed", "label": "Agreed", "writes": "The patient agreed."},
        {"id": "declined", "label": "Declined", "writes": "The patient declined.", "next": "note_declined"},
    ],
}
SEND = {"id": "send", "kind": "submission", "service": "advocacy"}
CONSENT_FIELD = {"id": "consent", "kind": "step", "step": "consent"}
PROVIDER = {"id": "provider", "kind": "step", "step": "send", "part": "name"}
REASON = {"id": "reason", "kind": "text"}
OUTCOME = {
    "id": "outcome",
    "kind": "pick_one",
    "options": [{"id": "well", "label": "went well"}, {"id": "badly", "label": "went badly"}],
}


def told(text: str, *fields: dict[str, Any], branching: bool = False) -> list[str]:
    note = {"id": "note", "kind": "note", "template": "tried"}
    steps = [CONSENT, SEND, {**note, "next": "end"}, {**note, "id": "note_declined"}] if branching else [note]
    faults = trial_faults(a_workflow(*steps), a_template(*fields, text=text))
    return [fault.sentence for fault in faults]


def assumes(name: str) -> str:
    return f"Before '{name}' is answered the note already says what only some answers to it mean."


def test_a_note_that_says_only_what_was_asked_is_sound() -> None:
    provider = {**PROVIDER, "only_if": {"consent": ["agreed"]}}
    text = "{{ consent }} {% if provider %}A referral was made to {{ provider }}.{% endif %} It was for {{ reason }}."
    assert told(text, CONSENT_FIELD, provider, REASON, branching=True) == []


def test_a_referral_told_before_consent_is_found() -> None:
    text = "{{ consent }} {% if provider %}A referral was made to {{ provider }}.{% endif %}"
    assert told(text, CONSENT_FIELD, PROVIDER, branching=True) == [assumes("consent")]


def test_a_text_that_takes_silence_for_an_answer_is_found() -> None:
    assert told("It {{ outcome }}. {% if chosen.outcome != 'badly' %}All was calm.{% endif %}", OUTCOME) == [
        assumes("outcome")
    ]
    assert told(
        "It {{ outcome }}. {% if chosen.outcome == 'badly' %}Help came.{% else %}All was calm.{% endif %}", OUTCOME
    ) == [assumes("outcome")]


def test_a_text_that_takes_silence_for_an_answer_behind_another_answer_is_found() -> None:
    late = {
        "id": "late",
        "kind": "yes_no",
        "yes": "It was late.",
        "no": "It was in time.",
        "only_if": {"outcome": ["badly"]},
    }
    text = (
        "It {{ outcome }}. {{ late }}"
        "{% if chosen.outcome == 'badly' %}{% if chosen.late != 'yes' %} Nobody minded.{% endif %}{% endif %}"
    )
    assert told(text, OUTCOME, late) == [assumes("late")]


def test_a_required_blank_that_would_not_show_is_found() -> None:
    text = "It {{ outcome }}.{% if chosen.outcome == 'badly' %} {{ reason | sentence }}{% endif %}"
    assert told(text, OUTCOME, REASON) == [
        "'reason' is required, and its blank [REASON] does not show in the note.",
    ]


def test_a_blank_that_no_answer_fills_is_found() -> None:
    assert told("{{ reason | sentence }} Seen by [NAME].", REASON) == [
        "The blank [NAME] stays although everything is answered."
    ]


def test_characters_that_systmone_cannot_show_are_found_wherever_they_come_from() -> None:
    dash = {**OUTCOME, "options": [{"id": "a", "label": "went well \u2014 so far"}, {"id": "b", "label": "went badly"}]}
    assert told("It {{ outcome }}.", dash) == ["The character '\u2014' cannot stand in a SystmOne note."]
    assert told("Caf\u00e9 {{ reason }}.", REASON) == []
    assert told("\u0416 {{ reason }}.", REASON) == ["The character '\u0416' cannot stand in a SystmOne note."]


def test_sentences_that_fall_apart_are_found() -> None:
    paragraph = {"id": "reason", "kind": "paragraph"}
    assert told("{{ reason }}.", paragraph)[0] == "This does not read well: '...Sample words.....'."
    optional = {**REASON, "required": False}
    assert told("It was long {{ reason }}.", optional) == ["This does not read well: '...It was long ....'."]
    assert told("{{ reason }}", REASON) == ["The note does not end with a full stop."]


def test_a_note_that_would_be_empty_is_found() -> None:
    assert told("{% if chosen.outcome == 'badly' %}It {{ outcome }}.{% endif %}", {**OUTCOME, "required": False}) == [
        "The note would be empty."
    ]


def test_where_a_fault_was_seen_is_told() -> None:
    text = "{{ consent }} {% if provider %}A referral was made to {{ provider }}.{% endif %}"
    workflow = a_workflow(
        CONSENT,
        SEND,
        {"id": "note", "kind": "note", "template": "tried", "next": "end"},
        {"id": "note_declined", "kind": "note", "template": "tried"},
    )
    fault = next(trial_faults(workflow, a_template(CONSENT_FIELD, PROVIDER, text=text)))
    assert fault.hint.endswith("Seen with consent: agreed.")
