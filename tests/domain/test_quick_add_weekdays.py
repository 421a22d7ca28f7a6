"""Days of the week that are joined by any sign are all of them read, or asked about: none is lost."""

import pytest

from inpatient_hub.domain.quick_add_parts import ChipKind
from tests.domain.test_quick_add_asks import asked, read


@pytest.mark.parametrize("days", ["mon + thu", "mon+thu", "mon & thu", "mon&thu", "mon/thu", "mon / thu", "mon, thu"])
def test_two_days_of_a_repeat_are_both_kept(days: str) -> None:
    found = read(f"weigh every {days} early")
    assert (found.title, found.doubts) == ("weigh", ())
    assert [chip.rule for chip in found.chips] == ["FREQ=WEEKLY;BYDAY=MO,TH"]


@pytest.mark.parametrize(
    "days", ["mon+wed+fri", "mon + wed + fri", "mon/wed/fri", "mon, wed & fri", "mon wed plus fri"]
)
def test_three_days_of_a_repeat_are_all_kept(days: str) -> None:
    found = read(f"weigh every {days}")
    assert (found.title, found.doubts) == ("weigh", ())
    assert [chip.rule for chip in found.chips] == ["FREQ=WEEKLY;BYDAY=MO,WE,FR"]


@pytest.mark.parametrize("days", ["mon-fri", "mon - fri", "mon to fri", "mon thru fri"])
def test_a_range_is_every_day_of_it(days: str) -> None:
    assert [chip.rule for chip in read(f"weigh every {days}").chips] == ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"]


@pytest.mark.parametrize("days", ["mon + thu", "mon+thu", "mon/thu", "mon & thu", "mon / thu", "mon or thu"])
def test_days_without_every_may_be_a_repeat(days: str) -> None:
    assert read(f"weigh {days}").chips == ()
    sentence, choices = asked(f"weigh {days}")
    assert sentence == f"Does '{days}' repeat?"
    assert choices[0] == "Every Monday and Thursday"


@pytest.mark.parametrize("days", ["mon or thu", "mon then thu", "mon early thu"])
def test_a_day_behind_a_repeat_that_is_joined_in_another_way_is_asked_about(days: str) -> None:
    found = read(f"weigh every {days}")
    assert found.chip(ChipKind.REPEAT) is None
    assert found.questions[0].choices[0].words == "Every Monday and Thursday"
    assert f"every {days}" in found.title


def test_a_repeat_may_begin_on_a_day_of_the_week() -> None:
    found = read("weigh every mon from thu")
    assert [chip.kind for chip in found.chips] == [ChipKind.REPEAT, ChipKind.DUE]


@pytest.mark.parametrize("days", ["mon + thu", "mon", "mon/thu"])
def test_days_of_every_other_week_are_asked_about_as_one(days: str) -> None:
    [question] = read(f"weigh every other {days}").questions
    assert question.typed == f"every other {days}"
