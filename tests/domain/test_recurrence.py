"""A task repeats on the days its rule says, in words that say the same."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice, takewhile

import pytest
from dateutil.rrule import rrulestr
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.recurrence import (
    Repeat,
    all_days,
    check_rule,
    days_between,
    every_days,
    in_words,
    monthly_on_day,
    monthly_on_weekday,
    next_day,
    weekly_on,
)
from inpatient_hub.domain.working_days import Nation

FRIDAY = date(2026, 11, 20)

RULES = st.one_of(
    st.integers(1, 40).map(every_days),
    st.builds(weekly_on, st.sets(st.integers(0, 6), min_size=1).map(sorted), every_weeks=st.integers(1, 6)),
    st.integers(1, 31).map(monthly_on_day),
    st.builds(monthly_on_weekday, st.sampled_from([1, 2, 3, 4, -1]), st.integers(0, 6)),
    st.sampled_from(
        [
            "FREQ=WEEKLY",
            "FREQ=MONTHLY",
            "FREQ=MONTHLY;INTERVAL=3",
            "FREQ=YEARLY",
            "FREQ=DAILY;COUNT=500",
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO",
            "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,FR;BYSETPOS=-1",
            "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=31",
            "FREQ=DAILY;INTERVAL=2;BYMONTH=2,12",
        ]
    ),
)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (every_days(1), "every day"),
        (every_days(2), "every other day"),
        (every_days(3), "every 3 days"),
        (weekly_on([0, 2, 4]), "every Monday, Wednesday and Friday"),
        (weekly_on(range(5)), "every weekday"),
        (weekly_on(range(7)), "every day"),
        (weekly_on([3], every_weeks=2), "every 2 weeks on Thursday"),
        ("FREQ=WEEKLY", "every Friday"),
        (monthly_on_day(1), "on the 1st of every month"),
        (monthly_on_day(31), "on the 31st of every month, or its last day"),
        (monthly_on_weekday(2, 1), "on the second Tuesday of every month"),
        (monthly_on_weekday(-1, 4), "on the last Friday of every month"),
        ("FREQ=DAILY;COUNT=5", "every day, 5 times"),
        ("FREQ=YEARLY", "every year on 20 Nov"),
    ],
)
def test_a_rule_is_told_in_words(rule: str, words: str) -> None:
    assert in_words(Repeat(rule=rule, starts_on=FRIDAY)) == words


def test_an_end_is_told_too() -> None:
    assert in_words(Repeat(rule="FREQ=DAILY", starts_on=FRIDAY, ends_on=date(2026, 12, 4))) == (
        "every day until 4 Dec 2026"
    )


def test_the_thirty_first_is_the_last_day_of_a_shorter_month() -> None:
    repeat = Repeat(rule=monthly_on_day(31), starts_on=date(2027, 1, 1))
    assert days_between(repeat, date(2027, 1, 1), date(2027, 6, 30)) == [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
        date(2027, 5, 31),
        date(2027, 6, 30),
    ]


def test_a_day_taken_out_is_left_out_and_the_others_stay() -> None:
    repeat = Repeat(rule=every_days(2), starts_on=FRIDAY, left_out=(FRIDAY + timedelta(days=2),))
    assert days_between(repeat, FRIDAY, FRIDAY + timedelta(days=6)) == [
        FRIDAY,
        FRIDAY + timedelta(days=4),
        FRIDAY + timedelta(days=6),
    ]


def test_the_night_the_clocks_change_is_a_day_like_any_other() -> None:
    for change in (date(2026, 10, 25), date(2027, 3, 28)):
        repeat = Repeat(rule=every_days(1), starts_on=change - timedelta(days=2))
        assert days_between(repeat, change - timedelta(days=1), change + timedelta(days=1)) == [
            change - timedelta(days=1),
            change,
            change + timedelta(days=1),
        ]


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ=HOURLY;INTERVAL=4",
        "FREQ=MINUTELY",
        "FREQ=DAILY;BYHOUR=8",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=9999999999",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYMONTHDAY=forty",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;COUNT=x",
        "FREQ=DAILY\nRRULE:FREQ=WEEKLY",
        "every day",
        "FREQ=",
        "=DAILY",
    ],
)
def test_what_is_no_rule_by_days_is_refused(rule: str) -> None:
    with pytest.raises(InvalidAnswer, match="not understood"):
        check_rule(rule)


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(InvalidAnswer, match="do not fit"):
        Repeat(rule="FREQ=DAILY", starts_on=FRIDAY, ends_on=FRIDAY - timedelta(days=1))


@given(rule=RULES, starts=DAYS, span=st.integers(0, 400), shift=st.integers(-200, 2500))
def test_the_days_are_those_of_dateutil(rule: str, starts: date, span: int, shift: int) -> None:
    first = starts + timedelta(days=shift)
    last = first + timedelta(days=span)
    bare = rrulestr(rule, dtstart=datetime(starts.year, starts.month, starts.day))  # noqa: DTZ001 - as dateutil wants it
    expected = []
    for moment in bare:
        if moment.date() > last:
            break
        if moment.date() >= first:
            expected.append(moment.date())
    assert days_between(Repeat(rule=rule, starts_on=starts), first, last) == expected


@given(rule=RULES, starts=DAYS, after=DAYS)
def test_the_next_day_is_the_first_of_those_that_follow(rule: str, starts: date, after: date) -> None:
    repeat = Repeat(rule=rule, starts_on=starts)
    following = days_between(repeat, after + timedelta(days=1), max(after, starts) + timedelta(days=3000))
    assert next_day(repeat, after) == (following[0] if following else None)


@given(rule=RULES, starts=DAYS, length=st.integers(0, 300))
def test_nothing_falls_after_the_last_day(rule: str, starts: date, length: int) -> None:
    last = starts + timedelta(days=length)
    repeat = Repeat(rule=rule, starts_on=starts, ends_on=last)
    days = list(all_days(repeat))
    assert days == days_between(repeat, starts, last + timedelta(days=500))
    assert all(starts <= day <= last for day in days)
    assert next_day(repeat, days[-1] if days else last) is None


@given(RULES, DAYS, st.integers(0, 500), st.sampled_from(Nation))
def test_without_bank_holidays_it_falls_on_all_its_other_days(
    rule: str, starts: date, length: int, nation: Nation
) -> None:
    repeat, last = Repeat(rule=rule, starts_on=starts), starts + timedelta(days=length)
    holidays = country_holidays("GB", subdiv=nation.value, years=range(starts.year, last.year + 1))
    without = replace(repeat, not_on=nation)
    wanted = [day for day in days_between(repeat, starts, last) if day not in holidays]
    assert days_between(without, starts, last) == wanted
    assert list(takewhile(lambda day: day <= last, islice(all_days(without), len(wanted) + 1))) == wanted
    following = next_day(without, starts - timedelta(days=1))
    assert (following == wanted[0]) if wanted else following is None or following > last


def test_what_is_always_a_bank_holiday_falls_on_no_day() -> None:
    christmas = Repeat(rule="FREQ=YEARLY", starts_on=date(2026, 12, 25), not_on=Nation.ENGLAND)
    assert (next_day(christmas, FRIDAY), list(all_days(christmas))) == (None, [])
    assert in_words(christmas) == "every year on 25 Dec, not on bank holidays"


def test_each_nation_has_its_own_days_off() -> None:
    days = {
        nation: days_between(
            Repeat(rule=every_days(1), starts_on=date(2026, 11, 29), not_on=nation),
            date(2026, 11, 29),
            date(2026, 12, 1),
        )
        for nation in (Nation.ENGLAND, Nation.SCOTLAND)
    }
    assert date(2026, 11, 30) in days[Nation.ENGLAND]
    assert date(2026, 11, 30) not in days[Nation.SCOTLAND]  # Saint Andrew
