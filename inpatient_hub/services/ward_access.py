"""How the people of a ward sign in: by name alone or with a PIN, with their Windows account, and for how long."""

from dataclasses import dataclass, replace

from inpatient_hub.domain.access import NobodySignedIn, OtherWard, Right
from inpatient_hub.domain.admins import has_say_over
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.audit_fields import differing, of_ward
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import AccessSettings, SignIn, Ward
from inpatient_hub.services.asking import Asking
from inpatient_hub.services.ports import Clock, Store, Work
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.staff_secrets import StaffSecrets
from inpatient_hub.services.trail import AuditTrail

LONGEST_HOURS = range(1, 25)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCode:
    """A start code to hand to somebody: shown this once."""

    person: Staff
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessChosen:
    """A ward's way of signing in was changed; everyone who needs a start code now has one here."""

    ward: Ward
    codes: tuple[StartCode, ...]
    changes: Changes


class OwnSecretFirst(HubError):
    """Whoever switches PINs on has none."""

    def __init__(self) -> None:
        super().__init__(
            "Choose a PIN of your own first",
            "From then on nobody signs in by name alone, you included.",
            remedy="Choose 'Change my PIN', then switch PINs on.",
        )


class AccessService:
    """Changes how a ward's people sign in, without shutting anyone out."""

    def __init__(self, *, store: Store, clock: Clock, trail: AuditTrail, seat: Seat, secrets: StaffSecrets) -> None:
        self._store = store
        self._clock = clock
        self._trail = trail
        self._seat = seat
        self._secrets = secrets

    @needs(Right.WARD_SETTINGS)
    def choose(self, ward_id: str, settings: AccessSettings) -> AccessChosen:
        """Changes it. Whoever of the ward could not sign in any more gets a start code.

        Raises InvalidAnswer for impossible hours, OwnSecretFirst, and OtherWard.
        """
        if settings.longest_hours not in LONGEST_HOURS:
            raise InvalidAnswer(
                "Hours not accepted",
                f"A sign-in lasts from {LONGEST_HOURS[0]} to {LONGEST_HOURS[-1]} hours.",
                remedy="Give a whole number in that range.",
                field="longest_hours",
            )
        me = self._admin_of(ward_id)
        with self._store.writing() as work:
            before, asked = work.wards.get(ward_id), Asking(work.wards.all(), None)
            ward = work.wards.update(replace(before, access=settings))
            if before.access.sign_in is not settings.sign_in and settings.sign_in is SignIn.SECRET:
                _need_own_secret(work, me)
            was, becomes = differing(of_ward(before), of_ward(ward))
            work.audit.append(
                self._trail.event(
                    AuditAction.WARD_EDITED,
                    Kind.WARD,
                    ward_id,
                    by=me.id if me else None,
                    detail={"changed": "access"},
                    before=was,
                    after=becomes,
                )
            )
            codes = self._codes(work, ward, me, asked)
        touched = [(Kind.STAFF, code.person.id) for code in codes]
        return AccessChosen(ward=ward, codes=codes, changes=Changes.of((Kind.WARD, ward_id), *touched))

    def _admin_of(self, ward_id: str) -> Staff | None:
        person = self._seat.person
        if self._seat.is_program:
            return person
        if person is None:
            raise NobodySignedIn
        if not person.works_on(ward_id):
            raise OtherWard(ward_id)
        return person

    def _codes(self, work: Work, ward: Ward, me: Staff | None, asked: Asking) -> tuple[StartCode, ...]:
        """Start codes for everyone who sees this ward, has to show something from now on, and has nothing. Who had to
        before, as `asked` tells, gets theirs from an admin who has a say over them: it opens their other wards too."""
        if ward.access.sign_in is not SignIn.SECRET:
            return ()
        asking = Asking(work.wards.all(), None)
        has_one = {secret.staff_id for secret in work.secrets.all() if not secret.is_over(self._clock.now())}
        codes = []
        for person in work.staff.all():
            if not person.active or not person.works_on(ward.id) or person.id in has_one or not asking.asks(person):
                continue
            if me is None or not asked.asks(person) or has_say_over(me, person):
                codes.append(StartCode(person=person, code=self._secrets.keep_start_code(work, person.id)))
                work.audit.append(
                    self._trail.event(AuditAction.START_CODE_GIVEN, Kind.STAFF, person.id, by=me.id if me else None)
                )
        return tuple(codes)


def _need_own_secret(work: Work, me: Staff | None) -> None:
    kept = work.secrets.find(me.id) if me is not None else None
    if me is not None and (kept is None or not kept.is_own):
        raise OwnSecretFirst
