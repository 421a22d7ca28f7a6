"""Signing in as a named member of staff: by a name alone where the ward allows it, else with an own PIN."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from inpatient_hub.domain.access import NobodySignedIn, Right, Role
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError, NotFound
from inpatient_hub.domain.sign_in import SecretKind
from inpatient_hub.domain.sign_in_troubles import NoRecoveryHere, OwnSecretNeeded, SecretNeeded
from inpatient_hub.domain.staff import Staff
from inpatient_hub.services.asking import Asking
from inpatient_hub.services.ports import Clock, Store, Work
from inpatient_hub.services.seat import Seat, needs, open_to_all
from inpatient_hub.services.staff_secrets import StaffSecrets
from inpatient_hub.services.trail import AuditTrail
from inpatient_hub.services.tries import Tries


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInLine:
    """One name that can be chosen. `needs` is what is asked for then, None for nothing; someone who was never given
    anything to sign in with needs a start code."""

    id: str
    name: str
    designation: str
    needs: SecretKind | None
    by_account: bool = False
    """Nothing is asked, because this person's Windows account is the one in use."""
    access: Role = Role.STAFF
    last_at: datetime | None = None
    """When they signed in last."""


class SignInService:
    """Who sits down at this computer, and who gets up. Checking a PIN takes a tenth to a fifth of a second.

    `account` tells the account of the operating system in use, folded. `recovery` checks the recovery key of the lock;
    None where there is no lock.
    """

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        trail: AuditTrail,
        seat: Seat,
        secrets: StaffSecrets,
        account: Callable[[], str | None],
        recovery: Callable[[str], object] | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._trail = trail
        self._seat = seat
        self._secrets = secrets
        self._account = account
        self._recovery = recovery
        self._tries = Tries(clock=clock, trail=trail, secrets=secrets)

    @property
    @open_to_all
    def pin_length(self) -> int:
        """The least number of figures of a PIN."""
        return self._secrets.pin_length

    @open_to_all
    def people(self, ward_id: str) -> tuple[SignInLine, ...]:
        """Everyone who can sign in at a computer of this ward, by name."""
        with self._store.reading() as work:
            asking = self._asking(work)
            kinds = {secret.staff_id: secret.kind for secret in work.secrets.all()}
            last = work.staff.last_signed_in()
            return tuple(
                _line(person, asking, kinds, last)
                for person in work.staff.all()
                if person.active and person.works_on(ward_id)
            )

    @open_to_all
    def sign_in(self, staff_id: str, typed: str | None = None) -> Staff:
        """Seats this person; whoever sat there before is signed out. `typed` is their PIN, passphrase or start code,
        None when nothing was asked.

        Raises SecretNeeded, WrongSecret, SecretSwitchedOff, SecretWaits, StartCodeOver, NoSecretYet, OwnSecretNeeded
        (the start code is right: go on with `choose_secret`), and NotFound for somebody who has left. A try is counted
        and recorded in the same transaction that looks at it: nobody learns anything from one that was not saved.
        """
        with self._store.writing() as work:
            person = _active(work, staff_id)
            ward = work.wards.get(person.ward_id)
            trouble = self._trouble(work, person, typed)
            if trouble is None:
                self._sits_down(work, person)
        if trouble is not None:
            raise trouble
        self._seat.sit(person, longest=timedelta(hours=ward.access.longest_hours))
        return person

    @open_to_all
    def choose_secret(self, staff_id: str, *, proof: str, secret: str) -> Staff:
        """Gives a person a PIN or passphrase of their own, and seats them. `proof` is the start code, or what they sign
        in with until now; a wrong one counts as a wrong try.

        Raises SecretTooWeak and what `sign_in` raises.
        """
        with self._store.writing() as work:
            person = _active(work, staff_id)
            ward = work.wards.get(person.ward_id)
            self._secrets.check(person, secret)
            trouble = self._tries.checked(work, person, proof)
            if trouble is None:
                self._secrets.keep_own(work, person, secret)
                work.audit.append(self._trail.event(AuditAction.SECRET_CHOSEN, Kind.STAFF, person.id, by=person.id))
                if not self._is_seated(person):
                    self._sits_down(work, person)
        if trouble is not None:
            raise trouble
        if not self._is_seated(person):
            self._seat.sit(person, longest=timedelta(hours=ward.access.longest_hours))
        return person

    @needs(Right.READ_WARD)
    def choose_first_secret(self, secret: str) -> Changes:
        """Gives whoever is signed in by name alone their first PIN or passphrase. Raises SecretTooWeak, and
        SecretNeeded for somebody who has one: that one is changed by `choose_secret`."""
        signed_in = self._seat.person
        if signed_in is None:
            raise NobodySignedIn
        with self._store.writing() as work:
            person, kept = _active(work, signed_in.id), work.secrets.find(signed_in.id)
            if self._asking(work).needs_secret(person) or (kept is not None and kept.is_own):
                raise SecretNeeded(kept.kind if kept else SecretKind.START_CODE)
            self._secrets.keep_own(work, person, secret)
            work.audit.append(self._trail.event(AuditAction.SECRET_CHOSEN, Kind.STAFF, person.id, by=person.id))
        return Changes.of((Kind.STAFF, person.id))

    @open_to_all
    def has_own_secret(self) -> bool:
        """Whether whoever is signed in has a PIN or passphrase of their own."""
        person = self._seat.person
        if person is None:
            return False
        with self._store.reading() as work:
            kept = work.secrets.find(person.id)
        return kept is not None and kept.is_own

    @open_to_all
    def sign_out(self) -> Changes:
        """Nobody is signed in any more."""
        person = self._seat.person
        if person is not None:
            with self._store.writing() as work:
                work.audit.append(self._trail.event(AuditAction.SIGNED_OUT, Kind.STAFF, person.id, by=person.id))
            self._seat.rise()
        return Changes()

    @open_to_all
    def reset_by_recovery_key(self, staff_id: str, words: str) -> str:
        """A start code for a senior admin, for whoever holds the recovery key of the lock: the way back when every
        admin is shut out. Raises MistypedRecoveryKey, WrongRecoveryKey, NoRecoveryHere, and NotFound for anybody but a
        senior admin."""
        if self._recovery is None:
            raise NoRecoveryHere
        with self._store.reading() as work:
            _senior(work, staff_id)
        try:
            self._recovery(words)
        except HubError:
            with self._store.writing() as work:
                self._tries.failed(work, staff_id, "recovery key")
            raise
        with self._store.writing() as work:
            person = _senior(work, staff_id)
            code = self._secrets.keep_start_code(work, person.id)
            detail = {"way": "recovery key"}
            work.audit.append(
                self._trail.event(AuditAction.START_CODE_GIVEN, Kind.STAFF, person.id, by=None, detail=detail)
            )
        return code

    # Parts of it

    def _asking(self, work: Work) -> Asking:
        return Asking(work.wards.all(), self._account())

    def _is_seated(self, person: Staff) -> bool:
        return self._seat.person is not None and self._seat.person.id == person.id

    def _trouble(self, work: Work, person: Staff, typed: str | None) -> HubError | None:
        """Why this person cannot be seated now, or None."""
        if not self._asking(work).asks(person):
            return None
        trouble = self._tries.checked(work, person, typed)
        if trouble is not None:
            return trouble
        kept = work.secrets.find(person.id)
        return OwnSecretNeeded() if kept is not None and kept.kind is SecretKind.START_CODE else None

    def _sits_down(self, work: Work, person: Staff) -> None:
        before = self._seat.person
        if before is not None:
            work.audit.append(self._trail.event(AuditAction.SIGNED_OUT, Kind.STAFF, before.id, by=before.id))
        work.audit.append(self._trail.event(AuditAction.SIGNED_IN, Kind.STAFF, person.id, by=person.id))


def _active(work: Work, staff_id: str) -> Staff:
    person = work.staff.get(staff_id)
    if not person.active:
        raise NotFound("Member of staff")
    return person


def _senior(work: Work, staff_id: str) -> Staff:
    person = _active(work, staff_id)
    if person.access is not Role.SENIOR_ADMIN:
        raise NotFound("Senior admin")
    return person


def _line(person: Staff, asking: Asking, kinds: Mapping[str, SecretKind], last: Mapping[str, datetime]) -> SignInLine:
    asks = asking.asks(person)
    return SignInLine(
        id=person.id,
        name=person.name,
        designation=person.role,
        needs=kinds.get(person.id, SecretKind.START_CODE) if asks else None,
        by_account=asking.needs_secret(person) and not asks,
        access=person.access,
        last_at=last.get(person.id),
    )
