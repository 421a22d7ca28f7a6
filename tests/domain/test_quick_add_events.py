"""What counts from something else than now is asked about: a date counted from this moment would be wrong."""

import pytest

from inpatient_hub.domain.quick_add_parts import ChipKind
from tests.domain.test_quick_add_asks import read


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("VTE within 24 hours of admission", "within 24 hours of admission"),
        ("VTE within 24h of adm bed 4", "within 24h of adm"),
        ("follow up 72h post discharge", "72h post discharge"),
        ("ring in 3 days after discharge", "in 3 days after discharge"),
        ("check in an hour after meds", "in an hour after meds"),
        ("prep the day before cpa", "the day before cpa"),
        ("chase 2 working days before the tribunal", "2 working days before the tribunal"),
        ("leave 3 days from friday", "3 days from friday"),
    ],
)
def test_a_time_counted_from_an_event_is_asked_about_and_makes_no_date(line: str, typed: str) -> None:
    found = read(line)
    assert found.chip(ChipKind.DUE) is None
    assert [one.typed for one in found.questions] == [typed]


def test_a_time_counted_from_now_is_offered_as_that() -> None:
    [question] = read("ring in 3 days from today").questions
    assert question.choices[0].instead == "in 3 days"


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("ECG the day after tomorrow", "Sun 22 Nov 2026"),
        ("ring 2 weeks from friday", "Fri 4 Dec 2026"),
        ("obs in 2 hours", "Today, Fri 20 Nov 2026, 15:15"),
    ],
)
def test_what_counts_from_a_day_that_is_known_is_read(line: str, due: str) -> None:
    found = read(line)
    assert [chip.words for chip in found.chips] == [due]
    assert found.questions == ()


def test_how_long_something_lasts_is_no_date() -> None:
    assert read("obs for 2 hours after depot").questions == ()
