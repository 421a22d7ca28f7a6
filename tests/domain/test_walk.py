"""The way through a workflow: where the answers lead, and what each step still needs."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.legal import LEGAL_STATUSES
from inpatient_hub.domain.runs import AnswerValue
from inpatient_hub.domain.walk import chosen, every_path, missing, path, reads_only
from inpatient_hub.domain.workflows import END, WorkflowSpec
from tests.domain.making import a_workflow, answered

BRANCHING = a_workflow(
    {"id": "read", "kind": "info"},
    {
        "id": "agrees",
        "kind": "consent",
        "options": [
            {"id": "yes", "label": "Yes"},
            {"id": "no", "label": "No", "next": "why"},
            {"id": "gone", "label": "Left the ward", "next": "end"},
        ],
    },
    {"id": "area", "kind": "area", "next": "note"},
    {
        "id": "why",
        "kind": "choice",
        "options": [{"id": "asleep", "label": "Asleep"}, {"id": "refused", "label": "Refused", "next": "area"}],
    },
    {"id": "note", "kind": "note", "template": "tried"},
)


def ids(workflow: WorkflowSpec, **answers: AnswerValue) -> list[str]:
    return [step.id for step in path(workflow, answered(**answers))]


@pytest.mark.parametrize(
    ("answers", "way"),
    [
        ({}, ["read", "agrees", "area", "note"]),
        ({"agrees": "yes"}, ["read", "agrees", "area", "note"]),
        ({"agrees": "no"}, ["read", "agrees", "why", "note"]),
        ({"agrees": "no", "why": "refused"}, ["read", "agrees", "why", "area", "note"]),
        ({"agrees": "yes", "why": "refused"}, ["read", "agrees", "area", "note"]),
        ({"agrees": "gone"}, ["read", "agrees"]),
        ({"agrees": "zebra"}, ["read", "agrees", "area", "note"]),
    ],
)
def test_the_answers_lead_the_way(answers: dict[str, AnswerValue], way: list[str]) -> None:
    assert ids(BRANCHING, **answers) == way


@st.composite
def any_workflow(draw: st.DrawFn) -> WorkflowSpec:
    """A workflow whose steps point anywhere, round in circles too."""
    names = [f"s{n}" for n in range(draw(st.integers(1, 7)))]
    anywhere = st.sampled_from([*names, END, ""])
    steps = []
    for name in names:
        step: dict[str, object] = {"id": name, "next": draw(anywhere)}
        if draw(st.booleans()):
            options = [{"id": f"o{n}", "label": "L", "next": draw(anywhere)} for n in range(draw(st.integers(2, 3)))]
            steps.append({**step, "kind": "choice", "options": options})
        else:
            steps.append({**step, "kind": "info"})
    return a_workflow(*steps)


@given(
    any_workflow(), st.dictionaries(st.sampled_from([f"s{n}" for n in range(7)]), st.sampled_from(["o0", "o1", "o2"]))
)
def test_the_way_always_ends_and_passes_no_step_twice(workflow: WorkflowSpec, given_answers: dict[str, str]) -> None:
    steps = ids(workflow, **given_answers)
    assert steps[0] == workflow.steps[0].id
    assert len(steps) == len(set(steps)) <= len(workflow.steps)


@given(any_workflow())
def test_every_way_is_listed_and_a_loop_is_listed_with_its_repeat(workflow: WorkflowSpec) -> None:
    ways = list(every_path(workflow, most=500))
    assert 1 <= len(ways) <= 500
    for way in ways:
        passed = [step.id for step, _ in way]
        assert len(set(passed)) >= len(passed) - 1
        for (step, option), (after, _) in pairwise(way):
            assert workflow.follows(step, option) == after.id
        last, option = way[-1]
        assert workflow.follows(last, option) == END or passed.count(passed[-1]) == 2


@given(any_workflow(), st.data())
def test_the_way_that_answers_lead_is_one_of_the_ways_listed(workflow: WorkflowSpec, data: st.DataObject) -> None:
    choices = {
        step.id: data.draw(st.sampled_from([option.id for option in step.options]))
        for step in workflow.steps
        if step.kind == "choice"
    }
    walked = tuple(ids(workflow, **choices))
    listed = {tuple(dict.fromkeys(step.id for step, _ in way)) for way in every_path(workflow)}
    assert walked in listed


def test_a_listing_of_ways_stops_at_the_most_asked_for() -> None:
    assert len(list(every_path(BRANCHING, most=2))) == 2
    assert len(list(every_path(BRANCHING))) == 4


GATES = a_workflow(
    {
        "id": "all",
        "kind": "criteria",
        "items": [{"id": "x", "text": "X"}, {"id": "y", "text": "Y"}, {"id": "z", "text": "Z"}],
    },
    {"id": "any", "kind": "criteria", "needs": "any", "items": [{"id": "x", "text": "X"}, {"id": "y", "text": "Y"}]},
    {"id": "consent", "kind": "consent", "options": [{"id": "yes", "label": "Y"}, {"id": "no", "label": "N"}]},
    {"id": "choice", "kind": "choice", "options": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]},
    {"id": "legal", "kind": "legal_status"},
    {"id": "area", "kind": "area"},
    {"id": "sent", "kind": "submission", "service": "advocacy"},
    {"id": "read", "kind": "info"},
    {"id": "forms", "kind": "forms", "items": [{"group": "blank", "label": "Form"}]},
    {"id": "note", "kind": "note", "template": "tried"},
    {"id": "later", "kind": "follow_up", "task": "Ring", "days": 7},
    {"id": "privacy", "kind": "data_protection"},
)
SENT: dict[str, str] = {"contact": "c", "name": "N", "method": "email", "value": "a@b.example"}


@pytest.mark.parametrize(
    ("step", "value", "reason"),
    [
        ("all", None, "Next needs all of these ticked: 3 left."),
        ("all", ["x"], "Next needs all of these ticked: 2 left."),
        ("all", ["x", "z"], "Next needs the last of these ticked."),
        ("all", ["x", "y", "gone"], "Next needs the last of these ticked."),
        ("all", ["x", "y", "z"], ""),
        ("any", [], "Next needs at least one of these ticked."),
        ("any", ["gone"], "Next needs at least one of these ticked."),
        ("any", ["y"], ""),
        ("consent", None, "Next needs an answer about consent."),
        ("consent", "perhaps", "Next needs an answer about consent."),
        ("consent", "no", ""),
        ("choice", None, "Next needs an answer."),
        ("choice", "a", ""),
        ("legal", None, "Next needs the legal status."),
        ("legal", "s99", "Next needs the legal status."),
        *(("legal", status.code, "") for status in LEGAL_STATUSES),
        ("area", None, "Next needs the area."),
        ("area", {"id": "north", "name": "North"}, ""),
        ("sent", None, "Next needs to know where it was sent and how."),
        ("sent", {"contact": "c", "name": "N"}, "Next needs to know where it was sent and how."),
        ("sent", {**SENT, "value": ""}, "Next needs to know where it was sent and how."),
        ("sent", "c", "Next needs to know where it was sent and how."),
        ("sent", SENT, ""),
        ("read", None, ""),
        ("forms", None, ""),
        ("note", None, ""),
        ("later", None, ""),
        ("privacy", None, ""),
    ],
)
def test_next_says_what_it_needs(step: str, value: AnswerValue, reason: str) -> None:
    answers = answered(**({step: value} if value is not None else {}))
    assert missing(GATES.step(step), answers) == reason


@given(
    st.sampled_from([step.id for step in GATES.steps]),
    st.one_of(
        st.none(),
        st.booleans(),
        st.text(max_size=4),
        st.lists(st.text(max_size=2)),
        st.dictionaries(st.text(max_size=4), st.text(max_size=4)),
    ),
)
def test_whatever_was_answered_either_something_is_missing_or_the_way_goes_on(step: str, value: AnswerValue) -> None:
    answers = answered(**({step: value} if value is not None else {}))
    reason = missing(GATES.step(step), answers)
    assert reason == "" or reason.startswith("Next needs ")
    assert [one.id for one in path(GATES, answers)] == [one.id for one in GATES.steps]


def test_steps_that_are_only_read_are_known() -> None:
    assert [step.id for step in GATES.steps if reads_only(step)] == ["read", "forms", "privacy"]


def test_the_choice_of_a_step_is_its_id_however_it_was_kept() -> None:
    answers = answered(a="yes", b={"id": "north", "name": "North"}, c=["x"], d=True)
    assert [chosen(answers, step) for step in ("a", "b", "c", "d", "e")] == ["yes", "north", None, None, None]


def test_an_unknown_step_is_a_mistake_in_the_program() -> None:
    with pytest.raises(KeyError):
        GATES.step("nowhere")


def test_a_workflow_is_past_review_from_the_day_after() -> None:
    assert not GATES.past_review(GATES.review_by)
    assert GATES.past_review(GATES.review_by.replace(day=2))
