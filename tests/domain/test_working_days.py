"""Working days leave out weekends and the bank holidays of each nation."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.working_days import Nation, after_working_days, bank_holidays, is_working_day


@pytest.mark.parametrize(
    ("day", "nations"),
    [
        (date(2026, 12, 25), {"ENG", "WLS", "SCT", "NIR"}),
        (date(2026, 12, 28), {"ENG", "WLS", "SCT", "NIR"}),
        (date(2026, 4, 6), {"ENG", "WLS", "NIR"}),  # Easter Monday
        (date(2026, 1, 2), {"SCT"}),
        (date(2026, 3, 17), {"NIR"}),  # St Patrick's Day
        (date(2026, 7, 13), {"NIR"}),  # the Twelfth, put off from a Sunday
        (date(2026, 11, 30), {"SCT"}),  # St Andrew's Day
        (date(2026, 8, 31), {"ENG", "WLS", "NIR"}),
        (date(2026, 8, 3), {"SCT"}),
    ],
)
def test_each_nation_keeps_its_own_holidays(day: date, nations: set[str]) -> None:
    assert {nation.value for nation in Nation if day in bank_holidays(nation, day.year)} == nations


def test_three_working_days_after_a_thursday_before_christmas() -> None:
    assert after_working_days(date(2026, 12, 24), 1, Nation.ENGLAND) == date(2026, 12, 29)
    assert after_working_days(date(2026, 12, 24), 3, Nation.ENGLAND) == date(2026, 12, 31)
    assert after_working_days(date(2026, 12, 31), 1, Nation.ENGLAND) == date(2027, 1, 4)
    assert after_working_days(date(2026, 11, 20), 3, Nation.ENGLAND) == date(2026, 11, 25)


def test_a_wards_own_day_off_is_left_out_too() -> None:
    off = {date(2026, 11, 23)}
    assert after_working_days(date(2026, 11, 20), 1, Nation.ENGLAND, also_off=off) == date(2026, 11, 24)


def test_counting_none_moves_off_a_day_on_which_nobody_works() -> None:
    assert after_working_days(date(2026, 12, 25), 0, Nation.ENGLAND) == date(2026, 12, 29)
    assert after_working_days(date(2026, 11, 20), 0, Nation.ENGLAND) == date(2026, 11, 20)


@given(day=st.dates(date(2025, 1, 1), date(2029, 1, 1)), count=st.integers(1, 30), nation=st.sampled_from(list(Nation)))
def test_as_many_working_days_lie_between_as_were_asked_for(day: date, count: int, nation: Nation) -> None:
    end = after_working_days(day, count, nation)
    between = [day + timedelta(days=number) for number in range(1, (end - day).days + 1)]
    assert sum(is_working_day(one, nation) for one in between) == count
    assert is_working_day(end, nation)
