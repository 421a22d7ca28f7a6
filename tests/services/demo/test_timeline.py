"""Things that happen side by side are played in the order in which they happen."""

from datetime import UTC, datetime, timedelta

from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.demo_answers import working_day
from inpatient_hub.services.demo_identities import SeededIds
from inpatient_hub.services.demo_timeline import Act, Times, play

NOW = datetime(2026, 11, 20, 16, 42, tzinfo=UTC)


def test_acts_are_woken_in_order_of_their_moments() -> None:
    clock, told = FixedClock(NOW), []

    def act(name: str, *minutes_ago: int) -> Act:
        for minutes in minutes_ago:
            yield NOW - timedelta(minutes=minutes)
            told.append((name, (NOW - clock.now()).total_seconds() / 60))

    play([act("a", 50, 10), act("b", 40, 20), act("c", 40)], clock, until=NOW)
    assert told == [("a", 50), ("b", 40), ("c", 40), ("b", 20), ("a", 10)]


def test_the_clock_never_passes_now() -> None:
    clock, seen = FixedClock(NOW), []

    def act() -> Act:
        yield NOW + timedelta(hours=1)
        seen.append(clock.now())

    play([act()], clock, until=NOW)
    assert seen == [NOW]


def test_times_are_of_the_wards_clock() -> None:
    times = Times(datetime(2026, 7, 1, 12, 0, tzinfo=UTC))
    assert times.on(1, "09:30").astimezone(UTC) == datetime(2026, 6, 30, 8, 30, tzinfo=UTC)
    assert times.ago(38) == datetime(2026, 7, 1, 11, 22, tzinfo=UTC)


def test_seeded_ids_have_the_form_of_the_others_and_never_repeat() -> None:
    ids, again = SeededIds(7), SeededIds(7)
    made = [ids() for _ in range(1_000)]
    assert made == [again() for _ in range(1_000)]
    assert len(set(made)) == 1_000
    assert all(len(one) == 32 and one[12] == "4" for one in made)
    assert SeededIds(8)() != made[0]


def test_a_day_at_the_weekend_becomes_the_monday_after() -> None:
    friday = NOW.date()
    assert [working_day(friday + timedelta(days=days)).isoformat() for days in range(4)] == [
        "2026-11-20",
        "2026-11-23",
        "2026-11-23",
        "2026-11-23",
    ]
