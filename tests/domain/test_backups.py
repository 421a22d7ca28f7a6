"""Which backups are due and which are kept, on the ward's clock, for years and across the changes of the clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.backups import BackupPlan, is_due, worth_keeping

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NOTHING = BackupPlan(hourly=0, daily=0, weekly=0)


def local(moment: datetime) -> datetime:
    return moment.astimezone(LONDON)


def kept(moments: list[datetime], plan: BackupPlan) -> list[datetime]:
    """What is kept, newest first."""
    return sorted(worth_keeping(moments, plan, local), reverse=True)


def ago(**what: float) -> datetime:
    return NOON - timedelta(**what)


def test_the_newest_is_kept_whatever_the_plan() -> None:
    assert kept([ago(hours=3), NOON, ago(days=9)], NOTHING) == [NOON]
    assert kept([], NOTHING) == []


def test_of_each_hour_the_newest_is_kept() -> None:
    moments = [NOON, ago(minutes=10), ago(minutes=50), ago(minutes=70), ago(minutes=110), ago(hours=5)]
    plan = BackupPlan(hourly=3, daily=0, weekly=0)
    assert kept(moments, plan) == [NOON, ago(minutes=10), ago(minutes=70)]


def test_of_each_day_the_newest_is_kept_by_the_wards_clock() -> None:
    late = datetime(2026, 7, 10, 22, 50, tzinfo=UTC)  # 23:50 in London
    after = datetime(2026, 7, 10, 23, 10, tzinfo=UTC)  # 00:10 on the 11th
    plan = BackupPlan(hourly=0, daily=2, weekly=0)
    assert kept([late, after, late - timedelta(hours=3)], plan) == [after, late]


def test_of_each_week_from_monday_the_newest_is_kept() -> None:
    sunday, monday = datetime(2026, 11, 15, 20, tzinfo=UTC), datetime(2026, 11, 16, 8, tzinfo=UTC)
    plan = BackupPlan(hourly=0, daily=0, weekly=2)
    assert kept([sunday, monday, sunday - timedelta(days=1)], plan) == [monday, sunday]


def test_the_last_week_of_a_year_may_begin_in_the_one_before() -> None:
    first, last = datetime(2027, 1, 1, 9, tzinfo=UTC), datetime(2026, 12, 31, 9, tzinfo=UTC)
    assert kept([first, last], BackupPlan(hourly=0, daily=0, weekly=5)) == [first]


def test_after_a_holiday_the_old_ones_are_still_there() -> None:
    moments = [NOON, ago(days=30), ago(days=31), ago(days=32)]
    assert kept(moments, BackupPlan(hourly=1, daily=3, weekly=1)) == [NOON, ago(days=30), ago(days=31)]


def test_an_hour_that_comes_twice_when_the_clocks_go_back_is_two() -> None:
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert local(first).hour == local(second).hour == 1
    assert kept([first, second], BackupPlan(hourly=2, daily=0, weekly=0)) == [second, first]


def test_a_year_of_hourly_backups_comes_down_to_a_few() -> None:
    moments = [ago(hours=number) for number in range(24 * 365)]
    found = kept(moments, BackupPlan())
    assert 25 <= len(found) <= 12 + 14 + 8
    assert found[0] == NOON
    assert found[-1] < ago(weeks=6)


MOMENTS = st.lists(st.integers(0, 60 * 24 * 400).map(lambda minutes: ago(minutes=minutes)), max_size=60)
NUMBERS = st.integers(0, 30)
PLANS = st.builds(BackupPlan, hourly=NUMBERS, daily=NUMBERS, weekly=NUMBERS)


@given(MOMENTS, PLANS)
def test_thinning_out_again_removes_nothing_more(moments: list[datetime], plan: BackupPlan) -> None:
    once = worth_keeping(moments, plan, local)
    assert once <= set(moments)
    assert worth_keeping(once, plan, local) == once


@given(MOMENTS, PLANS)
def test_thinning_out_as_they_are_made_keeps_what_thinning_out_at_the_end_keeps(
    moments: list[datetime], plan: BackupPlan
) -> None:
    there: set[datetime] = set()
    for moment in sorted(moments):
        there = set(worth_keeping(there | {moment}, plan, local))
    assert there == worth_keeping(moments, plan, local)


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, True),
        (NOON, False),
        (ago(minutes=59), False),
        (ago(minutes=60), True),
        (NOON + timedelta(minutes=1), True),
    ],
)
def test_a_backup_is_due_an_hour_after_the_last(last: datetime | None, due: bool) -> None:
    assert is_due(last, NOON, BackupPlan()) is due
