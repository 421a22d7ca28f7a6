"""Days and times as nurses type them, that can mean one thing only, become one chip and leave the title clean."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import ChipKind
from tests.domain.test_quick_add import BEDS
from tests.domain.test_quick_add import WARD as FRIDAY

WARD = replace(FRIDAY, now=datetime(2026, 11, 25, 10, 0, tzinfo=UTC))
"""Wednesday morning; the ward round is on Tuesdays at 09:30."""


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("Sat 5th Dec", "Sat 5 Dec 2026"),
        ("sat 5 dec 2pm", "Sat 5 Dec 2026, 14:00"),
        ("Saturday, 5 December 2026", "Sat 5 Dec 2026"),
        ("Sat 5th", "Sat 5 Dec 2026"),
        ("5 Dec, Saturday", "Sat 5 Dec 2026"),
        ("tomorrow, Thursday", "Tomorrow, Thu 26 Nov 2026"),
        ("Dec 5th", "Sat 5 Dec 2026"),
        ("the 5th of December", "Sat 5 Dec 2026"),
        ("28th", "Sat 28 Nov 2026"),
        ("on the 28th", "Sat 28 Nov 2026"),
        ("28.11.26", "Sat 28 Nov 2026"),
        ("5-12-26", "Sat 5 Dec 2026"),
        ("5pm Friday", "Fri 27 Nov 2026, 17:00"),
        ("5pm on Friday", "Fri 27 Nov 2026, 17:00"),
        ("17:00 Friday", "Fri 27 Nov 2026, 17:00"),
        ("noon Friday", "Fri 27 Nov 2026, 12:00"),
        ("by midday Friday", "Fri 27 Nov 2026, 12:00"),
        ("8am mon", "Mon 30 Nov 2026, 08:00"),
        ("8 am tomorrow", "Tomorrow, Thu 26 Nov 2026, 08:00"),
        ("am tomorrow", "Tomorrow, Thu 26 Nov 2026, morning"),
        ("early tomorrow", "Tomorrow, Thu 26 Nov 2026, Early shift"),
        ("the late on Friday", "Fri 27 Nov 2026, Late shift"),
        ("Friday in the afternoon", "Fri 27 Nov 2026, afternoon"),
        ("from Friday", "Fri 27 Nov 2026"),
        ("before Friday 17:00", "Fri 27 Nov 2026, 17:00"),
        ("Wed next week", "Wed 2 Dec 2026"),
        ("the day after tomorrow", "Fri 27 Nov 2026"),
        ("Fri 27/11 2pm", "Fri 27 Nov 2026, 14:00"),
        ("fri - 2pm", "Fri 27 Nov 2026, 14:00"),
        ("27nov", "Fri 27 Nov 2026"),
        ("27-Nov-26", "Fri 27 Nov 2026"),
        ("27 nov 26", "Fri 27 Nov 2026"),
        ("by close of play Friday", "Fri 27 Nov 2026"),
        ("by EOD", "Today, Wed 25 Nov 2026"),
        ("first thing tomorrow", "Tomorrow, Thu 26 Nov 2026, morning"),
        ("at nine am", "Tomorrow, Thu 26 Nov 2026, 09:00"),
        ("in the next 2 hours", "Today, Wed 25 Nov 2026, 12:00"),
        ("in the next 3 days", "Sat 28 Nov 2026"),
        ("in twenty minutes", "Today, Wed 25 Nov 2026, 10:20"),
        ("in 2/52 time", "Wed 9 Dec 2026"),
        ("pre ward round", "Tue 1 Dec 2026, 09:30"),
        ("next week wed", "Wed 2 Dec 2026"),
        ("next week on Wed at 14:00", "Wed 2 Dec 2026, 14:00"),
        ("a week on Wednesday", "Wed 2 Dec 2026"),
        ("week wed", "Wed 2 Dec 2026"),
        ("a week today", "Wed 2 Dec 2026"),
        ("today week", "Wed 2 Dec 2026"),
        ("a week tomorrow", "Thu 3 Dec 2026"),
        ("two weeks on Friday", "Fri 11 Dec 2026"),
        ("a fortnight today", "Wed 9 Dec 2026"),
        ("this coming monday", "Mon 30 Nov 2026"),
        ("later today", "Today, Wed 25 Nov 2026"),
        ("tmrw", "Tomorrow, Thu 26 Nov 2026"),
        ("tmw", "Tomorrow, Thu 26 Nov 2026"),
        ("2moro", "Tomorrow, Thu 26 Nov 2026"),
        ("at midnight", "Tomorrow, Thu 26 Nov 2026, 00:00"),
        ("midnight tonight", "Tomorrow, Thu 26 Nov 2026, 00:00"),
        ("in a fortnight", "Wed 9 Dec 2026"),
        ("in 48h", "Fri 27 Nov 2026, 10:00"),
        ("in 4 hrs", "Today, Wed 25 Nov 2026, 14:00"),
        ("in 30 mins", "Today, Wed 25 Nov 2026, 10:30"),
        ("in half an hour", "Today, Wed 25 Nov 2026, 10:30"),
        ("in an hour and a half", "Today, Wed 25 Nov 2026, 11:30"),
        ("in 1.5 hours", "Today, Wed 25 Nov 2026, 11:30"),
        ("in 2 hours' time", "Today, Wed 25 Nov 2026, 12:00"),
        ("within 72 hours", "Sat 28 Nov 2026, 10:00"),
        ("within 3 working days", "Mon 30 Nov 2026"),
        ("in 1 working day by 5pm", "Tomorrow, Thu 26 Nov 2026, 17:00"),
        ("in a weeks time", "Wed 2 Dec 2026"),
        ("in 3d", "Sat 28 Nov 2026"),
        ("in 1/52", "Wed 2 Dec 2026"),
        ("in 2/7", "Fri 27 Nov 2026"),
        ("for 1/52", "Wed 2 Dec 2026"),
        ("due 1/52", "Wed 2 Dec 2026"),
        ("nocte", "Today, Wed 25 Nov 2026, Night shift"),
        ("EOS", "Today, Wed 25 Nov 2026, Early shift"),
        ("by the end of the shift", "Today, Wed 25 Nov 2026, Early shift"),
        ("before the handover", "Today, Wed 25 Nov 2026, Early shift"),
        ("this morning", "Today, Wed 25 Nov 2026, morning"),
        ("this afternoon", "Today, Wed 25 Nov 2026, afternoon"),
        ("this evening", "Today, Wed 25 Nov 2026, evening"),
        ("by 1600", "Today, Wed 25 Nov 2026, 16:00"),
        ("@1600", "Today, Wed 25 Nov 2026, 16:00"),
        ("@ 16:00", "Today, Wed 25 Nov 2026, 16:00"),
        ("16h00", "Today, Wed 25 Nov 2026, 16:00"),
        ("2.30pm", "Today, Wed 25 Nov 2026, 14:30"),
        ("2.30 p.m.", "Today, Wed 25 Nov 2026, 14:30"),
        ("2p.m. Friday", "Fri 27 Nov 2026, 14:00"),
        ("thurs a.m.", "Tomorrow, Thu 26 Nov 2026, morning"),
        ("thurs early morning", "Tomorrow, Thu 26 Nov 2026, morning"),
        ("first thing mon", "Mon 30 Nov 2026, morning"),
        ("a month today", "Fri 25 Dec 2026"),
        ("nxt mon", "Mon 30 Nov 2026"),
        ("next wk", "Mon 30 Nov 2026"),
        ("no later than fri", "Fri 27 Nov 2026"),
        ("on or before fri", "Fri 27 Nov 2026"),
        ("2 o'clock pm", "Today, Wed 25 Nov 2026, 14:00"),
        ("02:30", "Tomorrow, Thu 26 Nov 2026, 02:30"),
        ("10:30", "Today, Wed 25 Nov 2026, 10:30"),
        ("before 10am", "Tomorrow, Thu 26 Nov 2026, 10:00"),
        ("today 2.30", "Today, Wed 25 Nov 2026, 14:30"),
        ("tomorrow late 2.30", "Tomorrow, Thu 26 Nov 2026, 14:30"),
        ("tonight 10pm", "Today, Wed 25 Nov 2026, 22:00"),
        ("tonight at 22:00", "Today, Wed 25 Nov 2026, 22:00"),
        ("10pm tonight", "Today, Wed 25 Nov 2026, 22:00"),
        ("tonight 1am", "Tomorrow, Thu 26 Nov 2026, 01:00"),
        ("Friday night 1am", "Sat 28 Nov 2026, 01:00"),
        ("before wr", "Tue 1 Dec 2026, 09:30"),
        ("by the ward round on Tuesday", "Tue 1 Dec 2026, 09:30"),
    ],
)
def test_a_day_or_time_that_is_plain_is_a_chip_and_leaves_the_title(words: str, meaning: str) -> None:
    for line in (f"Bloods {words}", f"Bloods bed 4 {words}", f"Bloods {words} !urgent @HCA"):
        found = taken_apart(line, WARD, BEDS)
        chip = found.chip(ChipKind.DUE)
        assert chip is not None
        assert (chip.words, found.title, found.questions) == (meaning, "Bloods", ())


@pytest.mark.parametrize(
    "line",
    [
        "Clozapine level 0.35 ring pharmacy",
        "lithium 0.45",
        "weight 12.30 kg",
        "Weight 7.30kg",
        "temp 38.10",
        "BM 4.2",
        "NEWS 0.15",
        "72 hour follow-up",
        "15 min obs",
        "2:1 escort",
        "Bleep 1234",
        "Ring ext 1430",
        "Ring on 1430",
        "1200 kcal diet",
        "TTO for 14 days",
        "2 weeks supply",
        "ward round notes",
        "Night staff to look at the fridge",
        "antibiotics for 5 days",
        "Write yesterday's note",
    ],
)
def test_a_figure_and_a_word_of_the_ward_is_no_time(line: str) -> None:
    found = taken_apart(line, WARD, {})
    assert (found.chip(ChipKind.DUE), found.title) == (None, line)
    assert not [question for question in found.questions if question.choices[0].instead]


def test_what_is_in_quotation_marks_is_title() -> None:
    found = taken_apart('MDT fri 2pm moved to "mon the 5th at 3pm"', WARD, BEDS)
    chip = found.chip(ChipKind.DUE)
    assert chip is not None
    assert (chip.words, found.questions) == ("Fri 27 Nov 2026, 14:00", ())
    assert found.title == 'MDT moved to "mon the 5th at 3pm"'
