"""A ward whose people sign in with a PIN: a senior admin, a ward admin and a nurse, and a second ward next door."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from inpatient_hub.bootstrap import Place, hub_over
from inpatient_hub.bootstrap.signing_in import SignInMeans
from inpatient_hub.domain.access import Role
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.lock_troubles import WrongRecoveryKey
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import AccessSettings, SignIn, Ward
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.people import Added, PersonDetails
from inpatient_hub.services.seat import Seat
from tests.fakes.hasher import FakeHasher
from tests.fakes.store import FakeStore
from tests.services.making import CONTENT, FRIDAY

PIN = "271828"
ANOTHER_PIN = "314159"
RECOVERY = "the recovery key"


def open_with_key(words: str) -> object:
    """The lock, which opens for one key."""
    if words != RECOVERY:
        raise WrongRecoveryKey
    return object()


@dataclass
class Reception:
    """The application over a store in memory, with a seat that refuses what is not allowed."""

    clock: FixedClock = field(default_factory=lambda: FixedClock(FRIDAY))
    store: FakeStore = field(default_factory=FakeStore)
    hasher: FakeHasher = field(default_factory=FakeHasher)
    account: str | None = None
    secret: str | None = PIN

    def __post_init__(self) -> None:
        self.seat = Seat(clock=self.clock)
        self.hub = hub_over(
            self.store,
            place=Place(data_folder=Path()),
            content=CONTENT,
            clock=self.clock,
            close=self.store.close,
            seat=self.seat,
            means=SignInMeans(hasher=self.hasher, account=lambda: self.account, recovery=open_with_key),
        )
        made = self.hub.wards.set_up(
            ward_name="Heathcliff", person_name="Nelly Dean", person_role="Manager", secret=self.secret
        )
        self.ward: Ward = made.ward
        self.nelly: Staff = made.person
        self.hub.sign_in.sign_in(self.nelly.id, self.secret)

    def arrive(self, name: str, **details: object) -> Staff:
        """Somebody starts on the ward, and has chosen a PIN of their own where one is needed. Nelly is signed in
        before and after."""
        added = self.hub.people.add(self.ward.id, PersonDetails(name=name, **details))  # type: ignore[arg-type]
        self.choose(added)
        self.hub.sign_in.sign_in(self.nelly.id, self.secret)
        return added.person

    def choose(self, added: Added, pin: str = ANOTHER_PIN) -> None:
        """The person uses their start code."""
        if added.start_code is not None:
            self.hub.sign_in.choose_secret(added.person.id, proof=added.start_code, secret=pin)

    def as_(self, person: Staff) -> None:
        """This person sits down."""
        self.hub.sign_in.sign_in(person.id, self.secret if person.id == self.nelly.id else ANOTHER_PIN)

    def second_ward(self, name: str = "Thrushcross", sign_in: SignIn = SignIn.SECRET) -> Ward:
        """Another ward, and its admin Edgar."""
        with self.seat.as_program():
            made = self.hub.wards.set_up(
                ward_name=name,
                person_name="Edgar Linton",
                person_role="Manager",
                secret=ANOTHER_PIN if sign_in is SignIn.SECRET else None,
            )
        self.edgar = made.person
        return made.ward

    def later(self, **span: float) -> None:
        """Lets time pass."""
        self.clock.moment += timedelta(**span)

    def actions(self, person: Staff) -> list[AuditAction]:
        """What happened around a person, oldest first."""
        with self.store.reading() as work:
            return [event.action for event in work.audit.of_entity(Kind.STAFF, person.id)][::-1]

    def kept(self, person: Staff) -> Staff:
        """The person as they are kept now."""
        with self.store.reading() as work:
            return work.staff.get(person.id)

    def set_access(self, **changed: object) -> None:
        """Changes how the ward signs in, past all rules."""
        with self.store.writing() as work:
            ward = work.wards.get(self.ward.id)
            settings: AccessSettings = replace(ward.access, **changed)  # type: ignore[arg-type]
            work.wards.update(replace(ward, access=settings))


WARD_ADMIN, SENIOR = Role.WARD_ADMIN, Role.SENIOR_ADMIN
