"""Backups are made when due and when asked for, thinned out, and copied; a second place that fails costs nothing."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inpatient_hub.domain.backups import BackupContents, BackupPlan
from inpatient_hub.domain.errors import HubError, NotFound
from inpatient_hub.domain.room import Room
from inpatient_hub.host.backup_diary import DiaryFile
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.backup_health import Weight
from inpatient_hub.services.backups import BackupLine, BackupService
from tests.fakes.seat import the_program

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
PLAN = BackupPlan(hourly=3, daily=2, weekly=1)


class FakeBackups:
    """Backups in memory. `changed` is whether the store has changed since the last."""

    def __init__(self, clock: FixedClock) -> None:
        self.lines: list[BackupLine] = []
        self.second: dict[str, list[BackupLine]] = {}
        self.exports: list[datetime] = []
        self.changed = True
        self.rooms: list[Room] = []
        self.fault: HubError | None = None
        self.second_fault: HubError | None = None
        self.export_fault: HubError | None = None
        self._clock = clock

    def all(self) -> list[BackupLine]:
        return sorted(self.lines, key=lambda line: line.made_at, reverse=True)

    def make(self, label: str) -> BackupLine:
        if self.fault:
            raise self.fault
        now = self._clock.now()
        line = BackupLine(name=f"{label} {now:%d %H:%M}", label=label, made_at=now, size=1)
        self.lines.append(line)
        self.changed = False
        return line

    def has_changed(self) -> bool:
        return self.changed

    def remove(self, names: Sequence[str]) -> None:
        self.lines = [line for line in self.lines if line.name not in names]

    def contents(self, name: str) -> BackupContents:
        raise NotFound("Backup")

    def present(self) -> BackupContents:
        raise NotFound("Backup")

    def copied(self, second: str) -> list[tuple[BackupLine, str]]:
        return [(line, f"{second}{line.name}") for line in self.second.get(second, [])]

    def room(self, second: str) -> list[Room]:
        return [room for room in self.rooms if room.place in ("", second)]

    def exported_at(self) -> datetime | None:
        return self.exports[-1] if self.exports else None

    def export(self, file: str | None = None) -> str:
        if self.export_fault:
            raise self.export_fault
        self.exports.append(self._clock.now())
        return file or "the usual place"

    def copy_to(self, second: str, name: str, keep: Callable[[Sequence[BackupLine]], Sequence[str]]) -> None:
        if self.second_fault:
            raise self.second_fault
        there = self.second.setdefault(second, [])
        there[:0] = [line for line in self.lines if line.name == name]
        superfluous = keep(there)
        self.second[second] = [line for line in there if line.name not in superfluous]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture
def backups(clock: FixedClock) -> FakeBackups:
    return FakeBackups(clock)


@pytest.fixture
def service(backups: FakeBackups, clock: FixedClock) -> BackupService:
    return BackupService(backups=backups, clock=clock, plan=PLAN, seat=the_program())


def names(service: BackupService) -> list[str]:
    return [line.name for line in service.all()]


def test_the_first_look_makes_a_backup_and_the_next_waits_an_hour(
    service: BackupService, backups: FakeBackups, clock: FixedClock
) -> None:
    assert service.make_if_due() is not None
    for minutes in (5, 30, 59):
        backups.changed = True
        clock.moment = START + timedelta(minutes=minutes)
        assert service.make_if_due() is None
    clock.moment = START + timedelta(minutes=60)
    assert service.make_if_due() is not None
    assert names(service) == ["auto 20 09:00", "auto 20 08:00"]


def test_a_backup_from_before_a_clock_was_put_right_is_not_the_last_while_there_is_another(
    service: BackupService, backups: FakeBackups, clock: FixedClock
) -> None:
    clock.moment = START + timedelta(days=365)
    service.make()
    clock.moment = START
    backups.changed = True
    assert service.make_if_due() is not None
    for minutes in (5, 30, 59):
        backups.changed = True
        clock.moment = START + timedelta(minutes=minutes)
        assert service.make_if_due() is None


def test_where_nothing_changed_none_is_made(service: BackupService, backups: FakeBackups, clock: FixedClock) -> None:
    backups.changed = False
    clock.moment = START + timedelta(days=3)
    assert service.make_if_due() is None
    assert service.make_at_quit() is None
    assert names(service) == []


def test_at_the_end_of_a_sitting_one_is_made_however_young_the_last_is(
    service: BackupService, backups: FakeBackups, clock: FixedClock
) -> None:
    service.make_if_due()
    backups.changed = True
    clock.moment = START + timedelta(minutes=1)
    assert service.make_at_quit() is not None
    assert names(service) == ["quit 20 08:01", "auto 20 08:00"][:1]


def test_those_made_by_themselves_are_thinned_out_and_the_others_stay(
    service: BackupService, backups: FakeBackups, clock: FixedClock
) -> None:
    service.make()
    backups.make("before-0002")
    for hour in range(1, 60):
        backups.changed = True
        clock.moment = START + timedelta(hours=hour)
        service.make_if_due()
    found = names(service)
    assert found[-2:] == ["copy 20 08:00", "before-0002 20 08:00"]
    assert found[:-2] == ["auto 22 19:00", "auto 22 18:00", "auto 22 17:00", "auto 21 23:00"]


def test_each_backup_is_copied_to_the_second_place_and_thinned_out_there_too(
    backups: FakeBackups, clock: FixedClock
) -> None:
    service = BackupService(backups=backups, clock=clock, plan=PLAN, seat=the_program(), second=lambda: "U:/")
    for hour in range(6):
        backups.changed = True
        clock.moment = START + timedelta(hours=hour)
        made = service.make_if_due()
        assert made is not None
        assert made.second_fault is None
    assert [line.name for line in backups.second["U:/"]] == ["auto 20 13:00", "auto 20 12:00", "auto 20 11:00"]


def test_a_second_place_that_fails_is_told_and_the_backup_stands(backups: FakeBackups, clock: FixedClock) -> None:
    service = BackupService(backups=backups, clock=clock, plan=PLAN, seat=the_program(), second=lambda: "U:/")
    backups.second_fault = HubError("Not there", "The drive is gone.", remedy="Connect it.")
    made = service.make()
    assert made.second_fault is backups.second_fault
    assert names(service) == [made.line.name]


def test_a_backup_that_could_not_be_made_removes_none(
    service: BackupService, backups: FakeBackups, clock: FixedClock
) -> None:
    for hour in range(9):
        clock.moment = START + timedelta(hours=hour)
        backups.make("auto")
    backups.fault = HubError("No room", "The disk is full.", remedy="Free some.")
    with pytest.raises(HubError, match="No room"):
        service.make()
    assert len(service.all()) == 9


def test_once_a_day_after_the_night_everything_is_exported_too(
    service: BackupService, backups: FakeBackups, clock: FixedClock
) -> None:
    for hour in range(72):
        clock.moment = START + timedelta(hours=hour)
        service.make_if_due()
    assert [moment.isoformat()[5:16] for moment in backups.exports] == [
        "11-20T08:00",
        "11-21T02:00",
        "11-22T02:00",
        "11-23T02:00",
    ]
    assert service.export("U:/mine") == "U:/mine"


def test_a_store_whose_backups_are_not_made_here_says_so(clock: FixedClock) -> None:
    service = BackupService(backups=None, clock=clock, plan=PLAN, seat=the_program())
    assert not service.are_kept
    assert service.all() == ()
    assert service.make_if_due() is None
    assert service.make_at_quit() is None
    for ask in (service.make, lambda: service.contents("one")):
        with pytest.raises(HubError, match="No backup is made here"):
            ask()


def test_a_disk_that_is_filling_up_is_told_of_the_store_and_of_the_second_place() -> None:
    clock = FixedClock(START)
    backups = FakeBackups(clock)
    service = BackupService(backups=backups, clock=clock, plan=PLAN, seat=the_program(), second=lambda: "E:")
    backups.rooms = [Room("", 10**10, 1), Room("E:", 10**10, 1)]
    assert service.low_room() == ()
    backups.rooms = [Room("", 10**10, 1), Room("E:", 10**6, 1), Room("another", 0, 1)]
    (low,) = service.low_room()
    assert low.room.place == "E:"
    assert BackupService(backups=None, clock=clock, plan=PLAN, seat=the_program()).low_room() == ()


# What is kept in mind


def test_a_failed_backup_is_kept_in_mind_until_one_is_made(
    service: BackupService, backups: FakeBackups, clock: FixedClock
) -> None:
    backups.fault = HubError("No room", "The disk is full.", remedy="Free some.")
    for hour in range(3):
        clock.moment = START + timedelta(hours=hour)
        with pytest.raises(HubError, match="No room"):
            service.make()
    (concern,) = service.concerns()
    assert (concern.id, concern.weight, concern.title) == ("last", Weight.NOTE, "No room")
    backups.fault = None
    service.make()
    assert service.concerns() == ()


def test_a_backup_that_failed_when_the_window_was_closed_is_told_at_the_next_start(
    backups: FakeBackups, clock: FixedClock, tmp_path: Path
) -> None:
    backups.fault = HubError("No room", "The disk is full.", remedy="Free some.")
    service = BackupService(backups=backups, clock=clock, plan=PLAN, seat=the_program(), diary=DiaryFile(tmp_path))
    with pytest.raises(HubError, match="No room"):
        service.make_at_quit()
    at_the_next_start = BackupService(
        backups=backups, clock=clock, plan=PLAN, seat=the_program(), diary=DiaryFile(tmp_path)
    )
    (concern,) = at_the_next_start.concerns()
    assert concern.title == "The backup when the window was last closed was not made"
    assert concern.message == "The disk is full."


def test_somebody_must_act_when_no_backup_was_made_for_seven_days(
    service: BackupService, backups: FakeBackups, clock: FixedClock
) -> None:
    service.make()
    backups.changed = True
    backups.fault = HubError("No room", "The disk is full.", remedy="Free some.")
    clock.moment = START + timedelta(days=6, hours=23)
    with pytest.raises(HubError, match="No room"):
        service.make()
    assert [one.weight for one in service.concerns()] == [Weight.NOTE]
    clock.moment = START + timedelta(days=9)
    (concern,) = service.concerns()
    assert (concern.weight, concern.title) == (Weight.ACT, "No backup has been made for 9 days")


def test_a_fortnight_in_which_nothing_changed_needs_no_backup(
    service: BackupService, backups: FakeBackups, clock: FixedClock
) -> None:
    service.make()
    clock.moment = START + timedelta(days=14)
    assert service.concerns() == ()


def test_a_second_place_that_is_away_is_news_after_two_days_and_gets_the_newest_when_it_is_back(
    backups: FakeBackups, clock: FixedClock
) -> None:
    service = BackupService(backups=backups, clock=clock, plan=PLAN, seat=the_program(), second=lambda: "U:/")
    backups.second_fault = HubError("Not there", "The drive is gone.", remedy="Connect it.")
    line = service.make().line
    assert [(one.id, one.weight) for one in service.concerns()] == [("second", Weight.QUIET)]
    clock.moment = START + timedelta(days=2)
    service.make_if_due()
    assert [(one.id, one.weight) for one in service.concerns()] == [("second", Weight.NOTE)]
    backups.second_fault = None
    service.make_if_due()
    assert [one.name for one in backups.second["U:/"]] == [line.name]
    assert service.concerns() == ()
    assert service.copied_at() == clock.moment


def test_the_list_says_what_is_here_and_what_is_in_the_second_place(backups: FakeBackups, clock: FixedClock) -> None:
    service = BackupService(backups=backups, clock=clock, plan=PLAN, seat=the_program(), second=lambda: "U:/")
    first = service.make().line
    clock.moment = START + timedelta(hours=1)
    backups.second_fault = HubError("Not there", "The drive is gone.", remedy="Connect it.")
    second = service.make().line
    backups.lines.remove(first)
    assert [(one.line, one.is_here, one.is_copied, one.file) for one in service.listed()] == [
        (second, True, False, second.name),
        (first, False, True, f"U:/{first.name}"),
    ]
    assert [one.line for one in service.listed(with_second=False)] == [second]


def test_the_wards_own_numbers_decide_how_many_are_kept(backups: FakeBackups, clock: FixedClock) -> None:
    service = BackupService(
        backups=backups,
        clock=clock,
        plan=PLAN,
        seat=the_program(),
        ward_plan=lambda plan: plan.with_choices({"hourly": 1}, frozenset()),
    )
    for hour in range(5):
        backups.changed = True
        clock.moment = START + timedelta(hours=hour)
        service.make_if_due()
    assert len(service.all()) == 1


def test_a_full_disk_is_told_with_the_backups(service: BackupService, backups: FakeBackups) -> None:
    service.make()
    backups.rooms = [Room("", 31_000_000, 1), Room("U:/", 10, 1)]
    (concern,) = service.concerns()
    assert (concern.id, concern.weight) == ("room", Weight.ACT)
    assert concern.message.startswith("31 MB are left")
