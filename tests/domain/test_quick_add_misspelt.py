"""A mistyped day is asked about: the task is not put on today's list without a word."""

import pytest

from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import ChipKind, PatientInBed
from tests.domain.test_quick_add import BEDS, WARD
from tests.domain.test_quick_add_asks import read


@pytest.mark.parametrize(
    ("line", "typed", "meant"),
    [
        ("ECG wendesday", "wendesday", "wednesday"),
        ("ECG thrusday 2pm", "thrusday", "thursday"),
        ("bloods frday", "frday", "friday"),
        ("obs every wensday early", "wensday", "wednesday"),
        ("ring saterday", "saterday", "saturday"),
        ("ring tonigt", "tonigt", "tonight"),
        ("tribunal 12 decmber 10am", "decmber", "december"),
        ("CPA octobr 5", "octobr", "october"),
    ],
)
def test_a_day_or_month_that_was_mistyped_is_asked_about(line: str, typed: str, meant: str) -> None:
    found = next(one for one in read(line).questions if one.typed == typed)
    assert (found.kind, found.choices[0].instead) == (ChipKind.DUE, meant)
    again = read(line.replace(typed, meant))
    assert again.chip(ChipKind.DUE) or again.chip(ChipKind.REPEAT)


@pytest.mark.parametrize(
    "line", ["sundry items", "birthday cake", "check fridge", "midday obs", "augment 5", "ECG tommorow", "obs tonite"]
)
def test_other_words_and_what_is_read_as_a_day_are_not(line: str) -> None:
    assert read(line).questions == ()


def test_a_patient_may_be_called_nearly_like_a_day() -> None:
    munday = PatientInBed("p8", "MUNDAY, Ann, bed 8")
    [question] = taken_apart("ring munday", WARD, BEDS, people=(munday,)).questions
    assert (question.kind, question.choices[0].patient_id) == (ChipKind.PATIENT, "p8")
    [question] = read("ring munday").questions
    assert [choice.words for choice in question.choices[:-1]] == ["Monday", "Sunday"]
