"""Who sits at the computer, and how far what they may do goes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Thread

import pytest

from inpatient_hub.domain.access import IN_EMERGENCIES, NobodySignedIn, OtherWard, Right, Role, SignInOver
from inpatient_hub.domain.staff import Staff
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.seat import Seat, needs
from tests.services.making import FRIDAY

HOURS = timedelta(hours=12)
SENIOR = Staff(id="s", ward_id="keats", name="Margaret Hale", role="Manager", access=Role.SENIOR_ADMIN, editor=True)
ADMIN = Staff(id="a", ward_id="byron", name="Mary Garth", role="RMN", access=Role.WARD_ADMIN)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(FRIDAY)


@pytest.fixture
def seat(clock: FixedClock) -> Seat:
    return Seat(clock=clock)


class Careful:
    """A service whose every method asks for the ward as well."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat

    @needs(Right.READ_WARD)
    def read(self) -> str:
        self._seat.need_ward("keats")
        return "read"

    @needs(Right.EXPORT_SUBJECT)
    def export(self) -> str:
        self._seat.need_ward("keats")
        return "exported"

    @needs(Right.READ_AUDIT)
    def trail(self) -> str:
        return self.read()

    @needs(Right.READ_WARD)
    def read_twice(self) -> str:
        with pytest.raises(OtherWard):
            self.export()
        self._seat.need_ward("keats")
        return self.read()


def test_an_emergency_goes_to_the_patients_and_no_further(seat: Seat) -> None:
    service = Careful(seat)
    seat.sit(ADMIN, longest=HOURS)
    with pytest.raises(OtherWard):
        service.read()
    seat.open_in_emergency("keats", FRIDAY + timedelta(hours=1))
    assert service.read() == "read"
    with pytest.raises(OtherWard):
        service.export()
    assert seat.may_see("keats"), "what is asked after is as before"


def test_what_one_method_does_through_another_is_judged_by_each_of_them(seat: Seat) -> None:
    seat.sit(ADMIN, longest=HOURS)
    seat.open_in_emergency("keats", FRIDAY + timedelta(hours=1))
    assert Careful(seat).read_twice() == "read"
    assert Careful(seat).trail() == "read"


def test_an_emergency_stretches_to_work_only() -> None:
    assert {Right.READ_WARD, Right.DO_WORK, Right.EDIT_PATIENTS} == IN_EMERGENCIES


def test_whoever_works_on_a_ward_uses_every_right_of_theirs_there(seat: Seat) -> None:
    seat.sit(SENIOR, longest=HOURS)
    assert Careful(seat).export() == "exported"


@contextmanager
def refused(error: type[Exception]) -> Iterator[None]:
    with pytest.raises(error):
        yield


def test_who_gets_up_takes_everything_along(seat: Seat) -> None:
    seat.sit(SENIOR, longest=HOURS)
    seat.rise()
    for ask in (
        lambda: seat.need(Right.READ_WARD),
        lambda: seat.need_ward("keats"),
        lambda: seat.need_own_ward("keats"),
    ):
        with refused(NobodySignedIn):
            ask()
    seat.look_at("keats")
    seat.rise()
    assert not seat.may_see("keats")
    assert not seat.may(Right.READ_WARD)


def test_an_emergency_of_one_person_is_not_anothers(seat: Seat) -> None:
    seat.sit(ADMIN, longest=HOURS)
    seat.open_in_emergency("keats", FRIDAY + timedelta(hours=1))
    seat.sit(ADMIN, longest=HOURS)
    assert not seat.may_see("keats")


def test_who_looks_without_a_name_loses_it_to_who_signs_in(seat: Seat) -> None:
    seat.look_at("keats")
    assert seat.may_see("keats")
    seat.sit(ADMIN, longest=HOURS)
    assert not seat.may_see("keats")
    seat.look_at("keats")
    assert seat.person is None
    with refused(OtherWard):
        seat.need_ward("byron")


def test_the_program_gives_the_seat_back_whatever_happened(seat: Seat) -> None:
    was_program: list[bool] = []

    def fill_the_disk() -> None:
        with seat.as_program():
            was_program.append(seat.is_program)
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fill_the_disk()
    assert was_program == [True]
    assert not seat.is_program
    with refused(NobodySignedIn):
        seat.need(Right.READ_WARD)


def test_what_the_computer_is_called_is_asked_once_and_only_when_wanted(clock: FixedClock) -> None:
    asked: list[int] = []

    def name() -> str:
        asked.append(1)
        return "WARD-PC-7"

    seat = Seat(clock=clock, workstation=name)
    assert asked == []
    assert seat.workstation == seat.workstation == "WARD-PC-7"
    assert asked == [1]
    assert Seat(clock=clock, workstation="WARD-PC-8").workstation == "WARD-PC-8"


def test_a_right_on_a_ward_itself_wants_somebody_who_works_there(seat: Seat) -> None:
    assert not seat.may_on(Right.WARD_SETTINGS, "byron")
    seat.sit(ADMIN, longest=HOURS)
    assert seat.may_on(Right.WARD_SETTINGS, "byron")
    seat.open_in_emergency("keats", FRIDAY + timedelta(hours=1))
    assert not seat.may_on(Right.WARD_SETTINGS, "keats")
    with seat.as_program():
        assert seat.may_on(Right.WARD_SETTINGS, "keats")


def on_another_thread(act: Callable[[], object]) -> None:
    """Does it on a thread of its own, and waits for it."""
    thread = Thread(target=act)
    thread.start()
    thread.join()


def test_what_one_thread_is_doing_is_nothing_to_another(seat: Seat) -> None:
    """The backups' thread makes one by the right to do so, while the store's thread reads in an emergency."""
    found: list[tuple[bool, bool]] = []

    def look() -> None:
        found.append((seat.may_see("keats"), seat.is_program))

    seat.sit(ADMIN, longest=HOURS)
    seat.open_in_emergency("keats", FRIDAY + timedelta(hours=1))
    assert seat.use(Right.MAKE_BACKUP) is None
    on_another_thread(look)
    assert not seat.may_see("keats")
    assert seat.use(None) is Right.MAKE_BACKUP
    with seat.as_program():
        on_another_thread(look)
    assert found == [(True, False), (True, False)]


def test_a_seat_of_the_program_is_so_for_every_thread(clock: FixedClock) -> None:
    seat, found = Seat(clock=clock, program=True), list[bool]()
    on_another_thread(lambda: found.append(seat.is_program))
    assert found == [True]


class Turning(FixedClock):
    """A clock that has somebody else sit down in the moment in which it is asked."""

    def __init__(self) -> None:
        super().__init__(FRIDAY)
        self.act: Callable[[], object] | None = None

    def now(self) -> datetime:
        act, self.act = self.act, None
        if act is not None:
            act()
            return FRIDAY + HOURS
        return super().now()


def test_an_end_that_one_thread_meets_leaves_who_has_sat_down_since() -> None:
    clock = Turning()
    seat = Seat(clock=clock)
    seat.sit(ADMIN, longest=HOURS)
    clock.act = lambda: seat.sit(SENIOR, longest=HOURS)
    with refused(SignInOver):
        seat.need(Right.MAKE_BACKUP)
    assert seat.person == SENIOR


def test_a_clock_that_is_put_back_makes_no_sign_in_and_no_emergency_longer(clock: FixedClock) -> None:
    seconds = [1000.0]
    seat = Seat(clock=clock, steady=lambda: seconds[0])
    seat.sit(ADMIN, longest=HOURS)
    seat.open_in_emergency("keats", clock.now() + timedelta(hours=1))
    seconds[0] += 3599
    clock.moment -= timedelta(days=1)
    assert seat.emergency_until("keats") is not None
    seconds[0] += 1
    assert seat.emergency_until("keats") is None
    seconds[0] += 11 * 3600 - 1
    seat.need(Right.READ_WARD)
    seconds[0] += 1
    with pytest.raises(SignInOver):
        seat.need(Right.READ_WARD)


def test_a_clock_that_is_put_on_ends_both_at_once(clock: FixedClock) -> None:
    seat = Seat(clock=clock, steady=lambda: 1000.0)
    seat.sit(ADMIN, longest=HOURS)
    seat.open_in_emergency("keats", clock.now() + timedelta(hours=1))
    clock.moment += timedelta(hours=12)
    assert seat.emergency_until("keats") is None
    with pytest.raises(SignInOver):
        seat.need(Right.READ_WARD)
