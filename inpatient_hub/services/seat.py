"""Who sits at this computer, and what they may do there: asked before anything is read or written."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from inpatient_hub.domain.access import (
    IN_EMERGENCIES,
    UNNAMED,
    NobodySignedIn,
    NotAllowed,
    OtherWard,
    Right,
    SignInOver,
    allows,
)
from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.staff import Staff
from inpatient_hub.services.ports import Clock, Work

P = ParamSpec("P")
T = TypeVar("T")


class _Acting(threading.local):
    """What one thread is just doing: by which right, and whether as the program itself."""

    used: Right | None = None
    as_program = False


BETWEEN_LOOKS = timedelta(minutes=1)
"""After so long the record of whoever is signed in is read again: an admin at another computer may have changed it."""


@dataclass(frozen=True, slots=True)
class Ending:
    """When something is over: at a moment in UTC, and after so many seconds of a clock that nobody can set, whichever
    is earlier. A computer whose clock is put back gives nobody more time."""

    at: datetime
    steady: float


@dataclass(slots=True)
class Sitting:
    """One person's time at the computer. `ending` is when it is over at the latest; `read_at` is when their record was
    last read; `emergencies` holds the wards that were opened with a reason, each until when."""

    person: Staff
    ending: Ending
    read_at: datetime
    emergencies: dict[str, Ending] = field(default_factory=dict)


class Seat:
    """Nobody, one member of staff, or the program itself (which makes demo wards and puts stores in order). At a shell
    it may also be somebody of a ward who has not said who they are: they look, and sign nothing.

    People are signed in and out on the store's thread, so that what was begun there under one name is finished under
    it. Other threads, such as that of the backups, ask it too: what one of them is doing is nothing to the others.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        workstation: str | Callable[[], str] = "",
        program: bool = False,
        steady: Callable[[], float] | None = None,
    ) -> None:
        """`workstation` is what this computer is called, or tells it when that is first wanted. `steady` gives seconds
        that nobody can set; without it they are those of `clock`."""
        self._clock = clock
        self._steady = steady or self._clock_seconds
        self._sitting: Sitting | None = None
        self._looked_at = ""
        self._program = program
        self._acting = _Acting()
        self._ending = threading.Lock()
        self._workstation = workstation

    @cached_property
    def workstation(self) -> str:
        """What this computer is called, for the audit trail."""
        return self._workstation if isinstance(self._workstation, str) else self._workstation()

    @property
    def person(self) -> Staff | None:
        """Who is signed in."""
        sitting = self._sitting
        return sitting.person if sitting else None

    @property
    def is_program(self) -> bool:
        """Whether the program itself is at work, for which nothing is refused."""
        return self._program or self._acting.as_program

    @contextmanager
    def as_program(self) -> Iterator[None]:
        """What is done in this block, on this thread, is done by the program itself."""
        before, self._acting.as_program = self._acting.as_program, True
        try:
            yield
        finally:
            self._acting.as_program = before

    def use(self, right: Right | None) -> Right | None:
        """What is done from now on, on this thread, is done by this right. Returns the one before it."""
        acting = self._acting
        before, acting.used = acting.used, right
        return before

    def sit(self, person: Staff, *, longest: timedelta) -> None:
        """This person is signed in from now on."""
        now = self._clock.now()
        with self._ending:
            self._looked_at = ""
            self._sitting = Sitting(person, self._until(now + longest), now)

    def renew(self, person: Staff) -> None:
        """The record of whoever is signed in was changed, perhaps their role."""
        sitting = self._sitting
        if sitting is not None and sitting.person.id == person.id:
            sitting.person, sitting.read_at = person, self._clock.now()

    def read_again(self, work: Work) -> None:
        """Once a minute, where somebody does something by a right of theirs, reads their record again: who has left
        meanwhile is signed out, and who has another role keeps what it carries. Raises NobodySignedIn and
        NotAllowed."""
        sitting, right = self._sitting, self._acting.used
        if sitting is None or right is None or self.is_program:
            return
        if timedelta() <= self._clock.now() - sitting.read_at < BETWEEN_LOOKS:
            return
        with suppress(NotFound):
            kept = work.staff.get(sitting.person.id)
            if kept.active:
                self.renew(kept)
                self.need(right)
                return
        self._end(sitting)
        raise NobodySignedIn

    def _end(self, sitting: Sitting) -> None:
        """This sitting is over; one that has begun since is not."""
        with self._ending:
            if self._sitting is sitting:
                self._sitting = None

    def rise(self) -> None:
        """Nobody is signed in any more."""
        with self._ending:
            self._sitting = None
            self._looked_at = ""

    def look_at(self, ward_id: str) -> None:
        """Somebody of this ward who has not said who they are looks at it. Whether that may be, the caller knows."""
        self._sitting = None
        self._looked_at = ward_id

    def open_in_emergency(self, ward_id: str, until: datetime) -> None:
        """Lets the person see a ward they are not on, until then. The reason is recorded by who calls this."""
        sitting = self._sitting
        if sitting is not None:
            sitting.emergencies[ward_id] = self._until(until)

    def emergency_until(self, ward_id: str) -> datetime | None:
        """When an emergency ends in which the person opened this ward; None when there is none, or it is over."""
        sitting = self._sitting
        until = sitting.emergencies.get(ward_id) if sitting else None
        return until.at if until is not None and not self._is_over(until) else None

    def _until(self, at: datetime) -> Ending:
        return Ending(at, self._steady() + (at - self._clock.now()).total_seconds())

    def _is_over(self, ending: Ending) -> bool:
        return self._clock.now() >= ending.at or self._steady() >= ending.steady

    def _clock_seconds(self) -> float:
        return self._clock.now().timestamp()

    def may(self, right: Right) -> bool:
        """Whether it would be allowed now; for leaving out what would be refused."""
        if self.is_program:
            return True
        person = self.person
        if person is None:
            return bool(self._looked_at) and right in UNNAMED
        return allows(right, person.access, editor=person.editor)

    def may_see(self, ward_id: str) -> bool:
        """Whether the person works on this ward, or opened it in an emergency that is not over and goes so far."""
        if self.is_program:
            return True
        sitting = self._sitting
        if sitting is None:
            return bool(ward_id) and ward_id == self._looked_at
        if sitting.person.works_on(ward_id):
            return True
        return self._acting.used in (None, *IN_EMERGENCIES) and self.emergency_until(ward_id) is not None

    def may_on(self, right: Right, ward_id: str) -> bool:
        """Whether it would be allowed on a ward itself, such as its settings: an emergency does not stretch so far."""
        person = self.person
        return self.may(right) and (self.is_program or (person is not None and person.works_on(ward_id)))

    def need(self, right: Right, *, by: str | None = None) -> None:
        """Raises NobodySignedIn, SignInOver or NotAllowed. `by` is whose name is to stand under it: only that of who is
        signed in."""
        if self.is_program:
            return
        sitting = self._sitting
        if sitting is None and self._looked_at and right in UNNAMED:
            return
        if sitting is None or by not in (None, sitting.person.id):
            raise NobodySignedIn
        if self._is_over(sitting.ending):
            self._end(sitting)
            raise SignInOver
        if not allows(right, sitting.person.access, editor=sitting.person.editor):
            raise NotAllowed(right)

    def need_ward(self, ward_id: str) -> None:
        """Raises OtherWard, or NobodySignedIn."""
        if self.may_see(ward_id):
            return
        if self._sitting is None and not self._looked_at:
            raise NobodySignedIn
        raise OtherWard(ward_id)

    def need_own_ward(self, ward_id: str) -> None:
        """Like `need_ward`, for what is done to a ward itself and its people: to have opened it in an emergency, or to
        look at it, is not enough. Raises OtherWard, or NobodySignedIn."""
        if self.is_program:
            return
        person = self.person
        if person is None:
            raise NobodySignedIn
        if not person.works_on(ward_id):
            raise OtherWard(ward_id)


class Seated(Protocol):
    """A service that asks who is at the computer."""

    @property
    def _seat(self) -> Seat: ...


S = TypeVar("S", bound=Seated)

RIGHT_OF = "right_needed"
"""The attribute of a service's method that tells its right, None for one that is open to all."""


def needs(right: Right) -> Callable[[Callable[Concatenate[S, P], T]], Callable[Concatenate[S, P], T]]:
    """Marks a method of a service with the right it needs, and has it asked for before anything else is done. Where
    the method is told `by` whom, which is by name only, that is whoever is signed in."""

    def mark(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
        @wraps(method)
        def asked(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
            by = kwargs.get("by")
            seat = self._seat
            seat.need(right, by=by if isinstance(by, str) else None)
            before = seat.use(right)
            try:
                return method(self, *args, **kwargs)
            finally:
                seat.use(before)

        setattr(asked, RIGHT_OF, right)
        return asked

    return mark


def open_to_all(method: Callable[P, T]) -> Callable[P, T]:
    """Marks a method of a service that may be used while nobody is signed in, such as signing in itself."""
    setattr(method, RIGHT_OF, None)
    return method
