"""Who sits at this computer, and what they may do there: asked before anything is read or written."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from inpatient_hub.domain.access import NobodySignedIn, NotAllowed, OtherWard, Right, SignInOver, allows
from inpatient_hub.domain.staff import Staff
from inpatient_hub.services.ports import Clock

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Sitting:
    """One person's time at the computer. `ends_at` is when it is over at the latest, in UTC; `emergencies` holds the
    wards that were opened with a reason, each until when."""

    person: Staff
    ends_at: datetime
    emergencies: dict[str, datetime] = field(default_factory=dict)


class Seat:
    """Nobody, one member of staff, or the program itself (which makes demo wards and puts stores in order).

    It is asked on the store's thread, where people are also signed in and out, so that what was begun under one name is
    finished under it.
    """

    def __init__(self, *, clock: Clock, workstation: str = "", program: bool = False) -> None:
        self._clock = clock
        self._sitting: Sitting | None = None
        self._program = program
        self.workstation = workstation
        """What this computer is called, for the audit trail."""

    @property
    def person(self) -> Staff | None:
        """Who is signed in."""
        return self._sitting.person if self._sitting else None

    @property
    def is_program(self) -> bool:
        """Whether the program itself is at work, for which nothing is refused."""
        return self._program

    @contextmanager
    def as_program(self) -> Iterator[None]:
        """What is done in this block is done by the program itself."""
        before, self._program = self._program, True
        try:
            yield
        finally:
            self._program = before

    def sit(self, person: Staff, *, longest: timedelta) -> None:
        """This person is signed in from now on."""
        self._sitting = Sitting(person, self._clock.now() + longest)

    def renew(self, person: Staff) -> None:
        """The record of whoever is signed in was changed, perhaps their role."""
        if self._sitting is not None and self._sitting.person.id == person.id:
            self._sitting.person = person

    def rise(self) -> None:
        """Nobody is signed in any more."""
        self._sitting = None

    def open_in_emergency(self, ward_id: str, until: datetime) -> None:
        """Lets the person see a ward they are not on, until then. The reason is recorded by who calls this."""
        if self._sitting is not None:
            self._sitting.emergencies[ward_id] = until

    def may(self, right: Right) -> bool:
        """Whether it would be allowed now; for leaving out what would be refused."""
        if self._program:
            return True
        person = self.person
        return person is not None and allows(right, person.access, editor=person.editor)

    def may_see(self, ward_id: str) -> bool:
        """Whether the person works on this ward, or opened it in an emergency that is not over."""
        if self._program:
            return True
        sitting = self._sitting
        if sitting is None:
            return False
        until = sitting.emergencies.get(ward_id)
        return sitting.person.works_on(ward_id) or (until is not None and self._clock.now() < until)

    def need(self, right: Right, *, by: str | None = None) -> None:
        """Raises NobodySignedIn, SignInOver or NotAllowed. `by` is whose name is to stand under it: only that of who is
        signed in."""
        if self._program:
            return
        sitting = self._sitting
        if sitting is None or by not in (None, sitting.person.id):
            raise NobodySignedIn
        if self._clock.now() >= sitting.ends_at:
            self._sitting = None
            raise SignInOver
        if not allows(right, sitting.person.access, editor=sitting.person.editor):
            raise NotAllowed(right)

    def need_ward(self, ward_id: str) -> None:
        """Raises OtherWard."""
        if not self.may_see(ward_id):
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
    the method is told `by` whom, that is whoever is signed in."""

    def mark(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
        @wraps(method)
        def asked(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
            by = kwargs.get("by")
            self._seat.need(right, by=by if isinstance(by, str) else None)
            return method(self, *args, **kwargs)

        setattr(asked, RIGHT_OF, right)
        return asked

    return mark


def open_to_all(method: Callable[P, T]) -> Callable[P, T]:
    """Marks a method of a service that may be used while nobody is signed in, such as signing in itself."""
    setattr(method, RIGHT_OF, None)
    return method
