"""Past midnight `tomorrow` may be the day that begins with the morning, and `wed night` the night that is on."""

from datetime import UTC, datetime

import pytest

from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.shifts import USUAL_SHIFTS
from tests.domain.test_quick_add import WARD

NIGHT = WardTime(now=datetime(2026, 11, 26, 1, 0, tzinfo=UTC), zone=WARD.zone, shifts=USUAL_SHIFTS)
"""One in the morning on a Thursday, in Wednesday's night shift."""


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("bloods tomorrow", ["26 nov 2026", "27 nov 2026"]),
        ("bloods tomorrow 9am", ["26 nov 2026 09:00", "27 nov 2026 09:00"]),
        ("ring GP tomorrow morning", ["26 nov 2026 morning", "27 nov 2026 morning"]),
        ("obs tomorrow early", ["26 nov 2026 early", "27 nov 2026 early"]),
        ("obs wed night", ["25 nov 2026 night", "2 dec 2026 night"]),
        ("obs night", ["25 nov 2026 night", "26 nov 2026 night", "27 nov 2026 night"]),
    ],
)
def test_in_the_night_it_is_asked(line: str, instead: list[str]) -> None:
    understood = taken_apart(line, NIGHT, {})
    [question] = understood.questions
    assert (understood.chips, [choice.instead for choice in question.choices[:-1]]) == ((), instead)


@pytest.mark.parametrize("line", ["the day after tomorrow ECG", "ECG tomorrow 00:30", "obs today", "obs thu night"])
def test_what_can_mean_one_day_only_is_not_asked(line: str) -> None:
    assert taken_apart(line, NIGHT, {}).questions == ()


def test_by_day_tomorrow_is_tomorrow() -> None:
    assert taken_apart("bloods tomorrow", WARD, {}).questions == ()
