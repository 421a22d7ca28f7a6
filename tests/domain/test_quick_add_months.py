"""Working days, months, quarters and short words: read where a rule or a day says just that, and else asked about."""

from datetime import date

import pytest

from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import ChipKind, QuickAdd
from inpatient_hub.domain.working_days import Nation
from inpatient_hub.services.quick_wanted import Extras, first_days, wanted_series
from tests.domain.test_quick_add import BEDS, WARD

MO_FR = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def read(line: str) -> QuickAdd:
    return taken_apart(line, WARD, BEDS)


@pytest.mark.parametrize(
    "line", ["obs every working day", "obs each working day", "obs on working days", "obs all working days"]
)
def test_a_working_day_is_a_weekday_and_no_bank_holiday(line: str) -> None:
    found = read(f"{line} from 24 dec")
    assert (found.title, found.doubts) == ("obs", ())
    assert [chip.rule for chip in found.chips if chip.kind is ChipKind.REPEAT] == [MO_FR]
    assert found.chips[0].words == "Repeats every weekday, not on bank holidays"
    assert wanted_series(found, Extras(), WARD).repeat.not_on is Nation.ENGLAND
    assert first_days(found, Extras(), WARD) == (date(2026, 12, 24), date(2026, 12, 29), date(2026, 12, 30))


@pytest.mark.parametrize(
    ("line", "rule", "said"),
    [
        ("fridge weekdays", MO_FR, "every weekday"),
        ("fridge every first monday of the month", "FREQ=MONTHLY;BYDAY=+1MO", "on the first Monday of every month"),
        ("fridge on the last fri of every month", "FREQ=MONTHLY;BYDAY=-1FR", "on the last Friday of every month"),
        ("fridge every last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-1", "on the last day of every month"),
        ("fridge every month on the 5th", "FREQ=MONTHLY;BYMONTHDAY=5", "on the 5th of every month"),
        ("fridge on the 1st of every month", "FREQ=MONTHLY;BYMONTHDAY=1", "on the 1st of every month"),
        ("fridge every 1st of the month", "FREQ=MONTHLY;BYMONTHDAY=1", "on the 1st of every month"),
        (
            "fridge on the 1st and 15th of each month",
            "FREQ=MONTHLY;BYMONTHDAY=1,15",
            "on the 1st and 15th of every month",
        ),
        ("fridge monthly on the last day", "FREQ=MONTHLY;BYMONTHDAY=-1", "on the last day of every month"),
        ("fridge every quarter on the 5th", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5", "on the 5th of every 3 months"),
        (
            "fridge every 2 months on the first tue",
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=+1TU",
            "on the first Tuesday of every 2 months",
        ),
    ],
)
def test_a_rule_that_a_repeat_can_have_is_read(line: str, rule: str, said: str) -> None:
    found = read(line)
    assert (found.title, found.doubts) == ("fridge", ())
    assert [(chip.rule, chip.words) for chip in found.chips] == [(rule, f"Repeats {said}")]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("next working day", "Mon 23 Nov 2026"),
        ("by the next working day", "Mon 23 Nov 2026"),
        ("first working day of the month", "Tue 1 Dec 2026"),
        ("by the last day of the month", "Mon 30 Nov 2026"),
        ("by the last working day of december", "Thu 31 Dec 2026"),
        ("by the first monday of the month", "Mon 7 Dec 2026"),
        ("first monday of next month", "Mon 7 Dec 2026"),
        ("first working day of january", "Mon 4 Jan 2027"),
        ("third thursday in march", "Thu 18 Mar 2027"),
        ("sat aft", "Tomorrow, Sat 21 Nov 2026, afternoon"),
    ],
)
def test_a_day_by_its_place_is_the_day(words: str, day: str) -> None:
    found = read(f"ring {words}")
    assert (found.title, found.doubts) == ("ring", ())
    assert [chip.words for chip in found.chips] == [day]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("every quarter", "On the 20th of every 3 months"),
        ("quarterly", "On the 20th of every 3 months"),
        ("every month", "On the 20th of every month"),
        ("first monday of the month", "Mon 7 Dec 2026 only"),
        ("last friday of the month", "Fri 27 Nov 2026 only"),
        ("first working day of every month", "Tue 1 Dec 2026 only"),
        ("working days", "Every weekday, not on bank holidays"),
        ("until discharged", ""),
        ("before discharge", ""),
        ("on discharge", ""),
        ("eow", "Fri 20 Nov 2026"),
        ("by eow", "Fri 20 Nov 2026"),
        ("od", "Every day"),
        ("od today", "Every day"),
        ("every wk", "Every Monday"),
        ("15 minutely", "Every day"),
        ("q15min", "Every day"),
        ("q 15 mins", "Every day"),
        ("q30mins", "Every day"),
        ("aft", "Today, Fri 20 Nov 2026, afternoon"),
    ],
)
def test_what_is_not_plain_is_asked_and_what_is_answered_is_read(words: str, first: str) -> None:
    line = f"obs {words}"
    [question] = read(line).questions
    assert question.typed in words
    assert question.typed in read(line).title
    assert question.choices[0].words == (first or f"Keep '{question.typed}' in the title")
    for choice in question.choices[:-1]:
        answered = read(f"obs {words.replace(question.typed, choice.instead or '', 1)}")
        assert (answered.title, answered.doubts) == ("obs", ())
    assert read("obs in 3 working days").chips[0].words == "Wed 25 Nov 2026"


def test_an_overdose_is_not_once_a_day() -> None:
    for line in ("OD risk", "assess OD risk", "ring mum re paracetamol OD"):
        assert read(line).questions == ()
