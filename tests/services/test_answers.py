"""An answer is held against what its step offers, and kept with what was true when it was given."""

import pytest

from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.runs import AnswerValue
from tests.services.making import TO_NOTE, Desk, refused

TO_CONSENT = {"criteria": TO_NOTE["criteria"]}


def test_another_area_takes_back_the_contact_of_the_old_one(desk: Desk) -> None:
    run_id = desk.start()
    desk.walk(run_id)
    view, _ = desk.hub.runs.answer(run_id, "area", "south", by=desk.by)
    assert ("send", "") not in view.answers
    assert view.step.id == "send"
    assert [answer.value for answer in desk.given(run_id) if answer.step_id == "send"][-1] is None
    with refused("not a contact of this service for this area", InvalidAnswer):
        desk.hub.runs.answer(run_id, "send", {"contact": "north_advocacy", "method": "email"}, by=desk.by)
    desk.hub.runs.answer(run_id, "send", {"contact": "south_advocacy", "method": "email"}, by=desk.by)
    view, _ = desk.hub.runs.answer(run_id, "area", "south", by=desk.by)
    assert ("send", "") in view.answers


@pytest.mark.parametrize(
    ("step", "value", "kept"),
    [
        ("criteria", "x", ["x"]),
        ("criteria", ["y", "x"], ["x", "y"]),
        ("area", "north", {"id": "north", "name": "North"}),
        ("area", {"id": "north"}, {"id": "north", "name": "North"}),
        (
            "send",
            {"contact": "north_advocacy", "method": "email"},
            {
                "contact": "north_advocacy",
                "name": "North Advocacy",
                "method": "email",
                "value": "north@advocacy.example",
            },
        ),
        ("send", {"contact": "north_advocacy"}, {"contact": "north_advocacy", "name": "North Advocacy"}),
        ("later", "2026-11-27", {"wanted": "yes", "due_on": "2026-11-27"}),
        ("later", {"wanted": "no"}, {"wanted": "no"}),
        ("later", {"wanted": "no", "due_on": "2026-11-01"}, {"wanted": "no", "due_on": "2026-11-01"}),
        ("read", "yes", True),
        ("privacy", True, True),
    ],
)
def test_an_answer_is_kept_with_what_was_true_when_it_was_given(
    desk: Desk, step: str, value: AnswerValue, kept: AnswerValue
) -> None:
    run_id = desk.start()
    view, _ = desk.hub.runs.answer(run_id, step, value, by=desk.by)
    assert view.answers[(step, "")].value == kept


@pytest.mark.parametrize(
    ("step", "value", "words"),
    [
        ("criteria", ["z"], "not on the list"),
        ("criteria", {"x": "y"}, "not on the list"),
        ("criteria", [["x"]], "not on the list"),
        ("consent", "perhaps", "Choose one of: agreed, declined, gone."),
        ("consent", ["agreed"], "not one of the answers offered"),
        ("legal", "s99", "not one of the answers offered"),
        ("area", "west", "Choose one of: north, south."),
        ("area", 5, "not one of the ward's areas"),
        ("send", "north_advocacy", "does not say where and how"),
        ("send", {"contact": "any_advocacy", "method": "email"}, "not a contact of this service"),
        ("send", {"contact": "north_advocacy", "method": "pigeon"}, "Choose one of: email."),
        ("later", "next week", "not a date"),
        ("later", {"wanted": "maybe"}, "not a date"),
        ("later", {"due_on": "2026-13-01"}, "not a date"),
        ("later", 7, "not a date"),
        ("later", "2026-11-19", "This day has gone by."),
        ("note", "words", "field by field"),
        ("zebra", "x", "Its steps are: read, criteria"),
    ],
)
def test_an_answer_that_the_step_does_not_offer_is_refused_and_not_saved(
    desk: Desk, step: str, value: AnswerValue, words: str
) -> None:
    run_id = desk.start()
    with refused(words, InvalidAnswer):
        desk.hub.runs.answer(run_id, step, value, by=desk.by)
    assert desk.given(run_id) == []


@pytest.mark.parametrize(("step", "field_id"), [("note", "evnt_time"), ("note", "consent"), ("consent", "reason")])
def test_an_answer_to_a_field_that_nobody_asks_is_refused_rather_than_lost(
    desk: Desk, step: str, field_id: str
) -> None:
    run_id = desk.start()
    with refused("no field of that name", InvalidAnswer):
        desk.hub.runs.answer(run_id, step, "words", field_id=field_id, by=desk.by)


def test_words_that_no_store_can_hold_are_made_storable_and_stay_visible(desk: Desk) -> None:
    run_id = desk.start()
    view, _ = desk.hub.runs.answer(run_id, "note", "a\x00b\ud800c \U0001f600", field_id="reason", by=desk.by)
    assert view.answers["note", "reason"].value == "ab\ufffdc \U0001f600"
    view, _ = desk.hub.runs.answer(run_id, "note", ["a\ud800"], field_id="more", by=desk.by)
    assert view.answers["note", "more"].value == ["a\ufffd"]
    view, _ = desk.hub.runs.answer(run_id, "note", {"name": "\x00n"}, field_id="more", by=desk.by)
    assert view.answers["note", "more"].value == {"name": "n"}
