"""The same words at other hours: in the night, at handover, and when what was named has gone by."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import ChipKind
from inpatient_hub.domain.shifts import Shift
from tests.domain.test_due_plain import WARD
from tests.domain.test_quick_add import BEDS


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-25T{clock}:00+00:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("clock", "words", "meaning"),
    [
        ("01:00", "this shift", "Tue 24 Nov 2026, Night shift"),
        ("01:00", "tonight", "Tue 24 Nov 2026, Night shift"),
        ("01:00", "before handover", "Tue 24 Nov 2026, Night shift"),
        ("01:00", "end of shift", "Tue 24 Nov 2026, Night shift"),
        ("01:00", "tonight 3am", "Today, Wed 25 Nov 2026, 03:00"),
        ("01:00", "in the morning", "Today, Wed 25 Nov 2026, morning"),
        ("16:00", "in the morning", "Tomorrow, Thu 26 Nov 2026, morning"),
        ("14:10", "today early", "Today, Wed 25 Nov 2026, Early shift"),
        ("23:30", "tonight 3am", "Tomorrow, Thu 26 Nov 2026, 03:00"),
        ("23:30", "at midnight", "Tomorrow, Thu 26 Nov 2026, 00:00"),
    ],
)
def test_plain_words_are_read_by_the_hour(clock: str, words: str, meaning: str) -> None:
    found = taken_apart(f"Obs {words}", replace(WARD, now=at(clock)), BEDS)
    assert ([chip.words for chip in found.chips], found.title, found.questions) == ([meaning], "Obs", ())


@pytest.mark.parametrize(
    ("clock", "words", "choices"),
    [
        ("14:10", "before handover", ["Today, Wed 25 Nov 2026, Early shift", "Today, Wed 25 Nov 2026, Late shift"]),
        ("14:10", "end of shift", ["Today, Wed 25 Nov 2026, Early shift", "Today, Wed 25 Nov 2026, Late shift"]),
        ("14:10", "this shift", ["Today, Wed 25 Nov 2026, Early shift", "Today, Wed 25 Nov 2026, Late shift"]),
        ("14:10", "next shift", ["Today, Wed 25 Nov 2026, Late shift", "Today, Wed 25 Nov 2026, Night shift"]),
        ("07:10", "before handover", ["Tue 24 Nov 2026, Night shift", "Today, Wed 25 Nov 2026, Early shift"]),
        ("14:00", "10:30", ["Today, Wed 25 Nov 2026, 22:30", "Tomorrow, Thu 26 Nov 2026, 10:30"]),
        ("15:00", "wed 9am", ["Today", "Wed 2 Dec 2026, 09:00"]),
        ("15:00", "today early", ["Today", "Tomorrow, Thu 26 Nov 2026, Early shift"]),
        ("15:00", "this morning", ["Today", "Tomorrow, Thu 26 Nov 2026, morning"]),
        ("23:30", "tonight 10pm", ["Today", "Tomorrow, Thu 26 Nov 2026, 22:00"]),
    ],
)
def test_what_the_hour_leaves_open_is_asked(clock: str, words: str, choices: list[str]) -> None:
    ward = replace(WARD, now=at(clock))
    (question,) = taken_apart(f"Obs {words}", ward, BEDS).questions
    assert [choice.words for choice in question.choices[:-1]] == choices
    for choice in question.choices[:-1]:
        again = taken_apart(f"Obs {choice.instead}", ward, BEDS)
        assert (again.title, again.questions) == ("Obs", ())
        chip = again.chip(ChipKind.DUE)
        assert chip is not None
        assert choice.words in (chip.words, "Today")


OWN = (
    Shift(name="Long Day", starts=time(7, 30), ends=time(20)),
    Shift(name="Nights", starts=time(19, 30), ends=time(8)),
)


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("this shift", "Today, Wed 25 Nov 2026, Long Day shift"),
        ("tonight", "Today, Wed 25 Nov 2026, Nights shift"),
        ("Friday long day", "Fri 27 Nov 2026, Long Day shift"),
        ("long day tomorrow", "Tomorrow, Thu 26 Nov 2026, Long Day shift"),
        ("Friday night 9pm", "Fri 27 Nov 2026, 21:00"),
        ("next nights", "Today, Wed 25 Nov 2026, Nights shift"),
    ],
)
def test_a_ward_has_its_own_shifts(words: str, meaning: str) -> None:
    found = taken_apart(f"Obs {words}", replace(WARD, shifts=OWN), BEDS)
    assert ([chip.words for chip in found.chips], found.title, found.questions) == ([meaning], "Obs", ())


def test_a_ward_without_shifts_asks_or_says_the_part_of_the_day() -> None:
    bare = replace(WARD, shifts=())
    assert [chip.words for chip in taken_apart("Obs tonight", bare, BEDS).chips] == ["Today, Wed 25 Nov 2026, night"]
    assert [chip.words for chip in taken_apart("Obs fri night", bare, BEDS).chips] == ["Fri 27 Nov 2026, night"]
    for words in ("this shift", "before handover", "next shift", "end of shift"):
        assert taken_apart(f"Obs {words}", bare, BEDS).questions
