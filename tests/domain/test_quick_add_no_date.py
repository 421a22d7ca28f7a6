"""A date that does not exist is asked about, however it is written: it is never left in the title as today's."""

import pytest

from inpatient_hub.domain.quick_add_parts import ChipKind
from tests.domain.test_quick_add_asks import read


@pytest.mark.parametrize(
    "typed",
    [
        *("31/02", "30/2", "32/13", "31/11", "31/02/2027", "29/02/2027", "31.02.27"),
        *("31feb", "31 nov", "31st nov", "feb 30", "30th feb", "31st of feb"),
    ],
)
def test_a_day_that_no_month_has_is_asked_about(typed: str) -> None:
    for line in (f"{typed} tribunal bed 4", f"tribunal {typed}", f"tribunal bed 4 by {typed}", f"tribunal on {typed}"):
        found = read(line)
        assert found.chip(ChipKind.DUE) is None
        assert [one.sentence for one in found.questions] == [f"'{typed}' is no date."]
        assert typed in found.title


def test_the_29th_of_february_is_asked_about_until_a_year_has_one() -> None:
    [question] = read("tribunal 29/2").questions
    assert question.sentence == "'29/2' is no date in 2026 or 2027."
    assert read("tribunal 29/2/2028").chips[0].words == "Tue 29 Feb 2028"


def test_a_date_with_its_month_first_is_asked_about_as_the_day_it_may_be() -> None:
    [question] = read("ring mum 12/25").questions
    assert question.choices[0].words == "Fri 25 Dec 2026"


def test_a_score_and_a_blood_pressure_are_no_dates() -> None:
    for line in ("MMSE 24/30 to chart", "BP 120/80", "MoCA 0/13"):
        assert read(line).questions == ()


def test_an_hour_that_no_clock_has_is_asked_about() -> None:
    for typed in ("13pm", "0am"):
        assert [one.sentence for one in read(f"ECG {typed}").questions] == [f"'{typed}' is no time."]
    assert [one.typed for one in read("CPA 12/12 10am").questions] == ["12/12"]
