"""A note says what was answered, shows what was not, and never says what was not asked."""

import itertools
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.directory import METHOD_WORDS, Method
from inpatient_hub.domain.legal import LEGAL_STATUSES
from inpatient_hub.domain.note_answers import as_day, as_time, listed, note_words, words_for
from inpatient_hub.domain.runs import AnswerValue
from inpatient_hub.domain.walk import path
from tests.domain.making import a_template, a_workflow, answered

OPTIONS = [{"id": "a", "label": "Anger"}, {"id": "b", "label": "Behaviour", "writes": "the behaviour"}]
FIELDS: dict[str, dict[str, Any]] = {
    "text": {"id": "f", "kind": "text"},
    "paragraph": {"id": "f", "kind": "paragraph"},
    "pick_one": {"id": "f", "kind": "pick_one", "options": OPTIONS},
    "pick_several": {"id": "f", "kind": "pick_several", "options": [*OPTIONS, {"id": "c", "label": "Crying"}]},
    "date": {"id": "f", "kind": "date"},
    "time": {"id": "f", "kind": "time"},
    "number": {"id": "f", "kind": "number", "unit": "mg", "least": 0, "most": 50, "decimals": 1},
    "yes_no": {"id": "f", "kind": "yes_no", "yes": "Agreed.", "no": ""},
    "staff": {"id": "f", "kind": "staff"},
    "patient": {"id": "f", "kind": "patient"},
    "contact": {"id": "f", "kind": "contact"},
}
ANY_VALUE: st.SearchStrategy[AnswerValue] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.lists(st.text(max_size=5), max_size=4),
    st.dictionaries(st.sampled_from(["id", "name", "other"]), st.text(max_size=8), max_size=3),
)


def said(kind: str, raw: AnswerValue, **changed: Any) -> tuple[str, str]:
    spec = a_template({**FIELDS[kind], **changed}).fields[0]
    return words_for(spec, raw)


@pytest.mark.parametrize(
    ("kind", "raw", "words", "picked"),
    [
        ("text", "  seen at home ", "seen at home", ""),
        ("text", 12, "12", ""),
        ("paragraph", "one\ntwo", "one\ntwo", ""),
        ("pick_one", "a", "Anger", "a"),
        ("pick_one", "b", "the behaviour", "b"),
        ("pick_several", ["a"], "Anger", ""),
        ("pick_several", "b", "the behaviour", ""),
        ("pick_several", ["c", "a", "b"], "Anger, the behaviour and Crying", ""),
        ("date", "2026-11-20", "20/11/2026", ""),
        ("time", "14:05", "14:05", ""),
        ("time", "9:05", "09:05", ""),
        ("time", "0905", "09:05", ""),
        ("number", "36.6", "36.6 mg", ""),
        ("number", 36.6, "36.6 mg", ""),
        ("number", 36, "36 mg", ""),
        ("number", 0, "0 mg", ""),
        ("number", "36.50", "36.5 mg", ""),
        ("yes_no", True, "Agreed.", "yes"),
        ("yes_no", "yes", "Agreed.", "yes"),
        ("yes_no", False, "", "no"),
        ("yes_no", "no", "", "no"),
        ("staff", {"id": "s1", "name": "Nelly Dean"}, "Nelly Dean", "s1"),
        ("contact", {"id": "c1", "name": "Advocacy North"}, "Advocacy North", "c1"),
    ],
)
def test_each_kind_of_field_writes_its_answer(kind: str, raw: AnswerValue, words: str, picked: str) -> None:
    assert said(kind, raw) == (words, picked)


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        *((kind, nothing) for kind in FIELDS for nothing in (None, "", [], {}, "   ")),
        ("text", True),
        ("text", ["a", "b"]),
        ("pick_one", "zebra"),
        ("pick_several", ["a", "zebra"]),
        ("pick_several", ["zebra"]),
        ("date", "20/11/2026"),
        ("date", "2026-02-30"),
        ("date", 20261120),
        ("time", "25:00"),
        ("time", "14"),
        ("time", "14:5"),
        ("number", "nan"),
        ("number", "inf"),
        ("number", True),
        ("number", 1e300),
        ("number", "9" * 40),
        ("number", "1E+2"),
        ("number", "\u0663"),
        ("number", "36,6"),
        ("number", "36.66"),
        ("number", 51),
        ("number", -1),
        ("number", ["1"]),
        ("yes_no", "perhaps"),
        ("staff", {"id": "s1"}),
        ("staff", {"id": "s1", "name": " "}),
    ],
)
def test_what_is_no_answer_to_the_field_writes_nothing(kind: str, raw: AnswerValue) -> None:
    assert said(kind, raw) == ("", "")


@given(st.sampled_from(sorted(FIELDS)), ANY_VALUE)
def test_a_required_field_either_writes_words_or_a_choice_or_shows_its_blank(kind: str, raw: AnswerValue) -> None:
    template = a_template(FIELDS[kind])
    words = note_words(template, {"f": raw})
    field = template.fields[0]
    if words.unanswered:
        assert words.unanswered == (field,)
        assert words.words["f"] == field.bracket
        assert words.chosen["f"] == ""
    else:
        assert words.words["f"] or words.chosen["f"]
        assert words.words["f"] != field.bracket or kind in ("text", "paragraph", "staff", "patient", "contact")


def test_an_optional_field_that_is_not_answered_writes_nothing() -> None:
    words = note_words(a_template({**FIELDS["text"], "required": False}), {})
    assert words.words["f"] == ""
    assert words.unanswered == ()


def test_a_number_is_written_as_it_was_given_and_never_rounded() -> None:
    assert said("number", "2.5", decimals=0) == ("", "")
    assert said("number", 3.0, decimals=0) == ("3 mg", "")


def test_a_field_that_does_not_apply_is_not_asked_and_writes_nothing_even_when_it_was_answered_before() -> None:
    template = a_template(
        {**FIELDS["yes_no"], "id": "agreed"},
        {"id": "why", "kind": "text", "only_if": {"agreed": ["no"]}},
    )
    words = note_words(template, {"agreed": True, "why": "She was asleep"})
    assert words.words["why"] == ""
    assert [field.id for field in words.asked] == ["agreed"]
    assert note_words(template, {"why": "She was asleep"}).words["why"] == ""
    assert note_words(template, {"agreed": False, "why": "She was asleep"}).words["why"] == "She was asleep"


def test_conditions_on_conditions_end_with_the_first_that_fails() -> None:
    template = a_template(
        {**FIELDS["yes_no"], "id": "one"},
        {**FIELDS["yes_no"], "id": "two", "only_if": {"one": ["yes"]}},
        {"id": "three", "kind": "text", "only_if": {"two": ["yes"]}},
    )
    given_all = {"one": False, "two": True, "three": "words"}
    assert note_words(template, given_all).words == {"one": "", "two": "", "three": ""}


STEPS = a_workflow(
    {
        "id": "criteria",
        "kind": "criteria",
        "items": [{"id": "x", "text": "X", "writes": "x was so"}, {"id": "y", "text": "Y"}],
    },
    {
        "id": "consent",
        "kind": "consent",
        "options": [
            {"id": "yes", "label": "Yes", "writes": "CONSENT-YES"},
            {"id": "no", "label": "No", "writes": "CONSENT-NO", "next": "note"},
            {"id": "silent", "label": "Silent"},
        ],
    },
    {"id": "legal", "kind": "legal_status"},
    {"id": "area", "kind": "area"},
    {"id": "sent", "kind": "submission", "service": "advocacy"},
    {"id": "note", "kind": "note", "template": "tried"},
)
STEP_FIELDS = a_template(
    {"id": "f_criteria", "kind": "step", "step": "criteria"},
    {"id": "f_consent", "kind": "step", "step": "consent"},
    {"id": "f_legal", "kind": "step", "step": "legal"},
    {"id": "f_area", "kind": "step", "step": "area"},
    {"id": "f_name", "kind": "step", "step": "sent", "part": "name"},
    {"id": "f_how", "kind": "step", "step": "sent", "part": "method"},
    {"id": "f_where", "kind": "step", "step": "sent", "part": "value"},
)
SENT = {"contact": "c", "name": "North Advocacy", "method": "email", "value": "north@example.org"}
STEP_ANSWERS: dict[str, list[AnswerValue]] = {
    "criteria": [None, [], ["x"], ["x", "y"], ["z"]],
    "consent": [None, "yes", "no", "silent", "zebra"],
    "legal": [None, "informal", "s2", "zebra"],
    "area": [None, {"id": "north", "name": "North"}],
    "sent": [None, {"contact": "c", "name": "North Advocacy"}, SENT],
}


def test_every_combination_of_answers_writes_only_the_words_of_the_answers_given() -> None:
    every_word = {"x was so", "CONSENT-YES", "CONSENT-NO", "North", *SENT.values(), METHOD_WORDS[Method.EMAIL]}
    every_word |= {status.words for status in LEGAL_STATUSES}
    for combination in itertools.product(*STEP_ANSWERS.values()):
        values = dict(zip(STEP_ANSWERS, combination, strict=True))
        answers = answered(**{step: value for step, value in values.items() if value is not None})
        steps = path(STEPS, answers)
        words = note_words(STEP_FIELDS, {}, steps=steps, answers=answers)
        off_path = {field.id for field in STEP_FIELDS.fields} - {f"f_{step.id}" for step in steps}
        if "sent" in [step.id for step in steps]:
            off_path -= {"f_name", "f_how", "f_where"}
        for field in STEP_FIELDS.fields:
            text = words.words[field.id]
            if field.id in off_path:
                assert text == "", (values, field.id)
            elif field in words.unanswered:
                assert text == field.bracket
            elif text:
                assert text in every_word
        meant = {
            "f_criteria": "x was so" if values["criteria"] == ["x", "y"] else None,
            "f_consent": {"yes": "CONSENT-YES", "no": "CONSENT-NO", "silent": ""}.get(str(values["consent"])),
        }
        for field_id, expected in meant.items():
            field = STEP_FIELDS.field(field_id)
            assert field is not None
            assert words.words[field_id] == (field.bracket if expected is None else expected), values


def test_an_answer_on_a_way_that_was_left_says_nothing() -> None:
    answers = answered(criteria=["x", "y"], consent="no", legal="s2", area={"id": "n", "name": "North"}, sent=SENT)
    words = note_words(STEP_FIELDS, {}, steps=path(STEPS, answers), answers=answers)
    assert {field: text for field, text in words.words.items() if text} == {
        "f_criteria": "x was so",
        "f_consent": "CONSENT-NO",
    }
    assert words.unanswered == ()


def test_a_status_nobody_knows_is_a_blank_and_not_silence() -> None:
    answers = answered(legal="s99")
    words = note_words(STEP_FIELDS, {}, steps=path(STEPS, answers), answers=answers)
    assert words.words["f_legal"] == "[F_LEGAL]"


def test_how_and_where_it_was_sent_are_written_in_words() -> None:
    answers = answered(sent=SENT)
    words = note_words(STEP_FIELDS, {}, steps=path(STEPS, answers), answers=answers).words
    assert (words["f_name"], words["f_how"], words["f_where"]) == (
        "North Advocacy",
        "secure email",
        "north@example.org",
    )


@pytest.mark.parametrize(
    ("parts", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_reads_as_english(parts: list[str], words: str) -> None:
    assert listed(parts) == words


@pytest.mark.parametrize(
    ("raw", "clock"),
    [
        ("23:59", time(23, 59)),
        ("0:00", time(0, 0)),
        ("7:05", time(7, 5)),
        ("0705", time(7, 5)),
        (" 07:05 ", time(7, 5)),
    ],
)
def test_a_time_is_read_as_nurses_write_it(raw: str, clock: time) -> None:
    assert as_time(raw) == clock


@pytest.mark.parametrize(
    "raw", ["", "7", "14", "24:00", "12:60", "12:5", "noon", "12:00:01+01:00", None, 1405, "\u0661\u0662:00"]
)
def test_half_a_time_is_no_time(raw: AnswerValue) -> None:
    assert as_time(raw) is None


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("2026-02-29", None),
        ("0026-11-20", None),
        ("", None),
        (None, None),
        ("2026-W47-5", None),
    ],
)
def test_a_day_is_read_only_when_it_is_one(raw: AnswerValue, day: date | None) -> None:
    assert as_day(raw) == day


def test_a_step_that_only_has_to_be_read_has_nothing_to_say() -> None:
    workflow = a_workflow({"id": "read", "kind": "info"}, {"id": "note", "kind": "note", "template": "tried"})
    template = a_template({"id": "f", "kind": "step", "step": "read"})
    for value in (True, "words"):
        answers = answered(read=value)
        assert note_words(template, {}, steps=path(workflow, answers), answers=answers).words == {"f": ""}
