"""Days and times that may mean more than one thing, or nothing, are asked about: a line never falls to today unseen."""

from dataclasses import replace

import pytest

from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import ChipKind
from tests.domain.test_due_plain import WARD
from tests.domain.test_quick_add import BEDS

TOMORROWS_SHIFTS = [f"Tomorrow, Thu 26 Nov 2026, {name} shift" for name in ("Early", "Late", "Night")]


@pytest.mark.parametrize(
    ("line", "choices"),
    [
        ("review friday 5 dec", ["Sat 5 Dec 2026", "Fri 27 Nov 2026"]),
        ("review Sunday 25th December", ["Fri 25 Dec 2026", "Sun 29 Nov 2026"]),
        ("obs before handover tomorrow", TOMORROWS_SHIFTS),
        ("obs fri midnight", ["Fri 27 Nov 2026, 00:00", "Sat 28 Nov 2026, 00:00"]),
        ("Ring GP 2.30", ["Today, Wed 25 Nov 2026, 14:30", "Tomorrow, Thu 26 Nov 2026, 02:30"]),
        ("Ring GP 2:30", ["Today, Wed 25 Nov 2026, 14:30", "Tomorrow, Thu 26 Nov 2026, 02:30"]),
        ("Ring GP at 2.30", ["Today, Wed 25 Nov 2026, 14:30", "Tomorrow, Thu 26 Nov 2026, 02:30"]),
        ("Ring GP 7.30", ["Today, Wed 25 Nov 2026, 19:30", "Tomorrow, Thu 26 Nov 2026, 07:30"]),
        ("Bloods 7.30 tomorrow", ["Tomorrow, Thu 26 Nov 2026, 07:30", "Tomorrow, Thu 26 Nov 2026, 19:30"]),
        ("Ring GP 2 o'clock", ["Today, Wed 25 Nov 2026, 14:00", "Tomorrow, Thu 26 Nov 2026, 02:00"]),
        ("Ring GP half 2", ["Today, Wed 25 Nov 2026, 14:30", "Tomorrow, Thu 26 Nov 2026, 02:30"]),
        ("Ring GP 14.30", ["Today, Wed 25 Nov 2026, 14:30"]),
        ("Give 2.50 from petty cash", ["Today, Wed 25 Nov 2026, 14:50", "Tomorrow, Thu 26 Nov 2026, 02:50"]),
        ("BM 4.50", ["Today, Wed 25 Nov 2026, 16:50", "Tomorrow, Thu 26 Nov 2026, 04:50"]),
        ("escort fri 10", ["Fri 27 Nov 2026, 10:00", "Fri 27 Nov 2026, 22:00"]),
        ("escort fri 27", ["Fri 27 Nov 2026"]),
        ("leave 14:00-16:00", ["Today, Wed 25 Nov 2026, 14:00", "Today, Wed 25 Nov 2026, 16:00"]),
        ("leave 2-4pm", ["Today, Wed 25 Nov 2026, 14:00", "Today, Wed 25 Nov 2026, 16:00"]),
        ("collect TTOs 1600", ["Today, Wed 25 Nov 2026, 16:00"]),
        ("bloods am", ["Today, Wed 25 Nov 2026, morning", "Tomorrow, Thu 26 Nov 2026, morning"]),
        ("obs mane", ["Today, Wed 25 Nov 2026, morning", "Tomorrow, Thu 26 Nov 2026, morning"]),
        ("obs in the morning", ["Today, Wed 25 Nov 2026, morning", "Tomorrow, Thu 26 Nov 2026, morning"]),
        ("obs late", ["Today, Wed 25 Nov 2026, Late shift", "Tomorrow, Thu 26 Nov 2026, Late shift"]),
        ("obs on nights", ["Today, Wed 25 Nov 2026, Night shift", "Tomorrow, Thu 26 Nov 2026, Night shift"]),
        ("ring GP after friday", ["Fri 27 Nov 2026", "Sat 28 Nov 2026"]),
        ("ring GP before friday", ["Tomorrow, Thu 26 Nov 2026", "Fri 27 Nov 2026"]),
        ("ring GP next Thurs", ["Tomorrow, Thu 26 Nov 2026", "Thu 3 Dec 2026"]),
        ("ring GP before the weekend", ["Fri 27 Nov 2026", "Sat 28 Nov 2026", "Sun 29 Nov 2026"]),
        ("ring GP early next week", ["Mon 30 Nov 2026", "Tue 1 Dec 2026"]),
        ("ring GP late next week", ["Thu 3 Dec 2026", "Fri 4 Dec 2026"]),
        ("obs 6pm/10pm", ["Today, Wed 25 Nov 2026, 18:00", "Today, Wed 25 Nov 2026, 22:00"]),
        ("ring GP at nine", ["09:00", "21:00"]),
        ("ring GP after 2pm", ["Today, Wed 25 Nov 2026, 14:00"]),
        ("obs until friday", ["Fri 27 Nov 2026"]),
        ("obs after ward round", ["Tue 1 Dec 2026, 09:30"]),
        ("prep for ward round thurs", ["Tomorrow, Thu 26 Nov 2026"]),
        ("sat with bed 4", ["Sat 28 Nov 2026"]),
        ("obs sat with patient", ["Sat 28 Nov 2026"]),
        ("sun cream for bed 7", ["Sun 29 Nov 2026"]),
        ("o2 check sat 94%", ["Sat 28 Nov 2026"]),
        ("2 may need transport", ["Sun 2 May 2027"]),
        ("order tomorrow's menus", ["Tomorrow"]),
        ("mon charge", ["Mon 30 Nov 2026"]),
        ("on call 4/52 rota", ["Wed 23 Dec 2026"]),
        ("review 3 days", ["Sat 28 Nov 2026"]),
        ("review fortnight", ["Wed 9 Dec 2026"]),
        ("the 4th dose", ["Fri 4 Dec 2026"]),
        ("at the weekend ring mum", ["Sat 28 Nov 2026", "Sun 29 Nov 2026"]),
        ("ring GP end of month", ["Mon 30 Nov 2026"]),
        ("update Monday's care plan", ["Monday"]),
    ],
)
def test_what_may_be_meant_is_offered(line: str, choices: list[str]) -> None:
    found = taken_apart(line, WARD, BEDS)
    (question,) = [one for one in found.questions if one.kind is ChipKind.DUE]
    assert [choice.words for choice in question.choices[:-1]][: len(choices)] == choices
    assert question.choices[-1].instead is None
    assert found.chip(ChipKind.DUE) is None


@pytest.mark.parametrize(
    "line",
    [
        "review in a few days",
        "review in 2-3 weeks",
        "review in 10",
        "review in May",
        "review mid December",
        "leave 26-27 nov",
        "leave 26th-27th",
        "review new year's eve",
        "ring 10ish",
        "Bloods 29th Feb",
        "obs before breakfast",
        "obs at bedtime",
        "review Friday lunchtime",
        "review xmas day",
        "Rota 31 Nov",
        "review 29/02/27",
        "obs 24:00",
    ],
)
def test_what_says_when_and_cannot_be_read_is_asked_about(line: str) -> None:
    (question,) = taken_apart(line, WARD, BEDS).questions
    assert [choice.words for choice in question.choices] == [f"Keep '{question.typed}' in the title"]


@pytest.mark.parametrize(
    ("line", "choices"),
    [
        ("ring GP tomorrow or friday", ["Tomorrow, Thu 26 Nov 2026", "Fri 27 Nov 2026"]),
        ("ring GP tomorrow, chase friday", ["Tomorrow, Thu 26 Nov 2026", "Fri 27 Nov 2026"]),
        ("leave 14:00 to 16:00", ["Today, Wed 25 Nov 2026, 14:00", "Today, Wed 25 Nov 2026, 16:00"]),
        ("rota 1/52 and 2/52", ["'1/52'", "'2/52'"]),
        ("tues dentist 10:30", ["Tue 1 Dec 2026, 10:30", "Tue 1 Dec 2026", "Today, Wed 25 Nov 2026, 10:30"]),
        ("TTOs 1600 for pharmacy friday", ["Fri 27 Nov 2026, 16:00", "'1600'", "Fri 27 Nov 2026"]),
    ],
)
def test_of_two_days_or_times_neither_is_taken(line: str, choices: list[str]) -> None:
    found = taken_apart(line, WARD, BEDS)
    (question,) = found.questions
    assert [choice.words for choice in question.choices[:-1]] == choices
    assert (found.title, found.chips) == (line, ())


def test_the_day_that_was_not_chosen_stays_in_the_title() -> None:
    line = "MDT fri 2pm moved to mon 3pm"
    (question,) = taken_apart(line, WARD, BEDS).questions
    read = [taken_apart(line.replace(question.typed, one.instead or ""), WARD, BEDS) for one in question.choices[:-1]]
    assert [(one.title, one.chips[0].words, one.questions) for one in read] == [
        ('MDT moved to "mon 3pm"', "Fri 27 Nov 2026, 14:00", ()),
        ('MDT "fri 2pm" moved to', "Mon 30 Nov 2026, 15:00", ()),
    ]


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("weigh mon+wed", ["every mon wed", "mon", "wed"]),
        ("weigh mon,tues,fri", ["every mon tue fri", "mon", "tue", "fri"]),
        ("fridge each 2pm", []),
        ("fridge weekends", ["every weekend"]),
        ("depot q2w", []),
    ],
)
def test_what_may_be_a_repeat_is_no_day(line: str, instead: list[str]) -> None:
    (question,) = taken_apart(line, WARD, BEDS).questions
    assert question.kind is ChipKind.REPEAT
    assert [choice.instead for choice in question.choices] == [*instead, None]


def test_two_beds_are_no_date() -> None:
    found = taken_apart("bed 4/7 obs", WARD, BEDS)
    assert found.chip(ChipKind.DUE) is None
    assert not [question for question in found.questions if question.kind is ChipKind.DUE]


def test_a_ward_round_that_is_not_set_is_asked_about_in_any_words() -> None:
    for words in ("before wr", "before the wr", "by ward round", "after ward round"):
        (question,) = taken_apart(f"Bloods {words}", replace(WARD, ward_round=None), BEDS).questions
        assert question.typed == words


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("ECG before nights sat", ["28 nov 2026 late", "28 nov 2026 night"]),
        ("ECG sat before the late shift", ["28 nov 2026 early", "28 nov 2026 late"]),
        ("ECG before early sat", ["27 nov 2026 night", "28 nov 2026 early"]),
    ],
)
def test_before_a_shift_may_be_the_shift_before_it(line: str, instead: list[str]) -> None:
    (question,) = taken_apart(line, WARD, BEDS).questions
    assert [choice.instead for choice in question.choices[:-1]] == instead
