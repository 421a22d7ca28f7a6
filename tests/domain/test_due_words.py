"""Due words mean what the ward means by them, and nothing else."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.due_words import WardTime, understood
from inpatient_hub.domain.shifts import USUAL_SHIFTS
from inpatient_hub.domain.tasks import DayPart

LONDON = ZoneInfo("Europe/London")
FRIDAY_AFTERNOON = datetime(2026, 11, 20, 13, 15, tzinfo=UTC)
WARD = WardTime(now=FRIDAY_AFTERNOON, zone=LONDON, shifts=USUAL_SHIFTS, ward_round=(frozenset({1, 3}), time(9, 30)))


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("this shift", "Today, Fri 20 Nov 2026, Early shift"),
        ("before handover", "Today, Fri 20 Nov 2026, Early shift"),
        ("before end of shift", "Today, Fri 20 Nov 2026, Early shift"),
        ("next shift", "Today, Fri 20 Nov 2026, Late shift"),
        ("tonight", "Today, Fri 20 Nov 2026, Night shift"),
        ("next night", "Today, Fri 20 Nov 2026, Night shift"),
        ("next early shift", "Tomorrow, Sat 21 Nov 2026, Early shift"),
        ("before ward round", "Tue 24 Nov 2026, 09:30"),
        ("before the ward round", "Tue 24 Nov 2026, 09:30"),
        ("in 3 working days", "Wed 25 Nov 2026"),
        ("in two weeks", "Fri 4 Dec 2026"),
        ("in 4 hours", "Today, Fri 20 Nov 2026, 17:15"),
        ("in a month", "Sun 20 Dec 2026"),
        ("3/7", "Mon 23 Nov 2026"),
        ("2/52", "Fri 4 Dec 2026"),
        ("6/12", "Thu 20 May 2027"),
        ("Friday 17:00", "Today, Fri 20 Nov 2026, 17:00"),
        ("by Friday", "Today, Fri 20 Nov 2026"),
        ("Friday week", "Fri 27 Nov 2026"),
        ("on Monday", "Mon 23 Nov 2026"),
        ("next Friday", "Fri 27 Nov 2026"),
        ("next week", "Mon 23 Nov 2026"),
        ("tomorrow", "Tomorrow, Sat 21 Nov 2026"),
        ("tomorrow 8am", "Tomorrow, Sat 21 Nov 2026, 08:00"),
        ("tomorrow morning", "Tomorrow, Sat 21 Nov 2026, morning"),
        ("tomorrow late", "Tomorrow, Sat 21 Nov 2026, Late shift"),
        ("tomorrow at 0600", "Tomorrow, Sat 21 Nov 2026, 06:00"),
        ("at 0600", "Tomorrow, Sat 21 Nov 2026, 06:00"),
        ("17:30", "Today, Fri 20 Nov 2026, 17:30"),
        ("13:15", "Tomorrow, Sat 21 Nov 2026, 13:15"),
        ("5 pm", "Today, Fri 20 Nov 2026, 17:00"),
        ("12am", "Tomorrow, Sat 21 Nov 2026, 00:00"),
        ("noon", "Tomorrow, Sat 21 Nov 2026, 12:00"),
        ("4 Dec", "Fri 4 Dec 2026"),
        ("4th January", "Mon 4 Jan 2027"),
        ("4 Dec 2026 14:05", "Fri 4 Dec 2026, 14:05"),
        ("05/06/2027", "Sat 5 Jun 2027"),
        ("2026-12-04", "Fri 4 Dec 2026"),
    ],
)
def test_due_words_mean_what_the_ward_means(words: str, meaning: str) -> None:
    found = understood(words.split(), WARD)
    assert found is not None
    assert (found.words, found.first, found.behind) == (meaning, 0, len(words.split()))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "4",
        "0600",
        "ECG",
        "2026",
        "31 Feb",
        "32/13/2026",
        "25:00",
        "13pm",
        "in",
        "in a",
        "in many days",
        "in 3 working",
        "next",
        "this",
        "next of kin",
        "120/80",
        "may help",
        "extension 4512",
        "2.30",
        "next Saturday",
        "after Friday",
    ],
)
def test_what_is_no_due_time_stays_as_it_is(words: str) -> None:
    assert understood(words.split(), WARD) is None


def test_due_words_are_found_in_the_middle_of_a_line() -> None:
    words = "Ring housing in 3 working days please".split()
    found = understood(words, WARD)
    assert found is not None
    assert (words[found.first : found.behind], found.due.day) == (
        ["in", "3", "working", "days"],
        date(2026, 11, 25),
    )


def test_a_ward_that_has_not_said_when_its_round_is_gets_no_guess() -> None:
    assert understood(["before", "ward", "round"], WardTime(now=FRIDAY_AFTERNOON, zone=LONDON, shifts=())) is None


def test_in_the_night_this_shift_is_the_night_that_began_yesterday() -> None:
    night = WardTime(now=datetime(2026, 11, 21, 3, 0, tzinfo=UTC), zone=LONDON, shifts=USUAL_SHIFTS)
    found = understood(["this", "shift"], night)
    assert found is not None
    assert (found.due.day, found.due.shift) == (date(2026, 11, 20), "Night")
    assert found.due.at == datetime(2026, 11, 21, 7, 30, tzinfo=UTC)


def test_hours_run_on_over_a_clock_change() -> None:
    evening = WardTime(now=datetime(2026, 10, 24, 21, 0, tzinfo=UTC), zone=LONDON, shifts=())
    found = understood("in 6 hours".split(), evening)
    assert found is not None
    assert found.words == "Tomorrow, Sun 25 Oct 2026, 03:00"


def test_a_part_of_a_day_is_kept_as_one() -> None:
    found = understood("tomorrow afternoon".split(), WARD)
    assert found is not None
    assert (found.due.part, found.due.at) == (DayPart.AFTERNOON, None)


@given(st.lists(st.sampled_from("in on by before next this 3 2/52 friday week 17:00 at am shift night x".split())))
def test_no_line_of_words_is_too_odd(words: list[str]) -> None:
    found = understood(words, WARD)
    assert found is None or 0 <= found.first < found.behind <= len(words)


@given(st.text(max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    understood(text.split(), WARD)
