"""Some five hundred lines of a ward's shorthand: nothing breaks, no word is lost, and no day is left unread unasked."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import ChipKind, Question
from tests.domain.test_due_plain import WARD
from tests.domain.test_quick_add import BEDS

LINES = (Path(__file__).parents[1] / "data" / "quick_add" / "lines.txt").read_text(encoding="utf-8").splitlines()
MOMENTS = st.integers(0, 14 * 24 * 6).map(
    lambda tens: datetime(2026, 10, 19, tzinfo=UTC) + timedelta(minutes=10 * tens)
)
DAYS = (
    "tomorrow",
    "Friday",
    "next week",
    "5 Dec",
    "Sat 5th Dec",
    "28.11.26",
    "in 3 working days",
    "in a fortnight",
    "2/52",
    "a week on Wednesday",
    "mon 3pm",
    "17:00 Thursday",
    "Friday night",
)
TIMELY = re.compile(
    r"\b(?:mon|tues?|weds?|thurs?|fri|sat|sun)(?:day)?\b|\btomorrow\b|\bto(?:day|night)\b|\bmidnight\b|\bfortnight\b"
    r"|\b(?:in|within) (?:\d+|an?|few)\b|\bafter (?:\d|fri|ward)|\d{1,2}(?:am|pm)\b|\b\d{1,2}:[0-5]\d\b"
    r"|\bmane\b|\bnocte\b|\b\d{1,2} (?:nov|dec|jan|feb)|(?<!bed )\b\d+/(?:7|52|12)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("line", LINES)
def test_no_line_of_the_ward_breaks_or_loses_a_word(line: str) -> None:
    for hour in (1, 10, 14, 22):
        found = taken_apart(line, replace(WARD, now=datetime(2026, 11, 25, hour, 5, tzinfo=UTC)), BEDS)
        said = [word for chip in found.chips for word in chip.typed.split()] + found.title.split()
        assert sorted(said) == sorted(line.split())
        assert all(question.typed in found.title for question in found.questions)


@pytest.mark.parametrize("line", LINES)
def test_nothing_that_looks_like_a_day_or_a_time_is_left_in_the_title_unasked(line: str) -> None:
    found = taken_apart(line, WARD, BEDS)
    left = found.title
    for question in found.questions:
        left = left.replace(question.typed, "")
    assert TIMELY.findall(left) == []


@pytest.mark.parametrize("first", DAYS)
@pytest.mark.parametrize("second", DAYS)
def test_two_days_are_never_read_without_a_question(first: str, second: str) -> None:
    for line in (
        f"ring GP {first} and bloods {second}",
        f"bloods {first} or {second}",
        f"{first} bloods bed 4 {second}",
    ):
        found = taken_apart(line, WARD, BEDS)
        assert found.questions or first == second


@given(st.sampled_from(LINES), MOMENTS)
def test_an_answer_is_read_as_what_it_says(line: str, now: datetime) -> None:
    ward = replace(WARD, now=now)
    for question in taken_apart(line, ward, BEDS).questions:
        for words, instead in answers(question):
            chip = taken_apart(f"Bloods {instead}", ward, BEDS).chip(ChipKind.DUE)
            assert chip is not None
            assert chip.words == words


def answers(question: Question) -> list[tuple[str, str]]:
    """The choices that say a day in full, with what they put in its place."""
    dated = re.compile(r"(?:Today, |Tomorrow, )?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ \w+ 20\d\d")
    return [(one.words, one.instead) for one in question.choices if one.instead and dated.match(one.words)]


@given(
    st.lists(
        st.sampled_from(
            "bed 4 4/7 by on the after before at in within for every 2/52 fri sat 5th dec 2.30 14:00 1430 tonight am"
            " late midnight a week next fortnight 48h half past to and yesterday tomorrow handover shift end of wr"
            ' "mon 3pm"'.split()
        ),
        max_size=9,
    ),
    MOMENTS,
)
def test_no_order_of_words_breaks_it_or_loses_one(words: list[str], now: datetime) -> None:
    found = taken_apart(" ".join(words), replace(WARD, now=now), BEDS)
    said = [word for chip in found.chips for word in chip.typed.split()] + found.title.split()
    assert sorted(said) == sorted(words)
