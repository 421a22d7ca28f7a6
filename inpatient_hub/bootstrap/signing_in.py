"""Puts together what people sign in with at a place: its hashes, its account, its recovery key."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inpatient_hub.bootstrap.locks import vault_of
from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from inpatient_hub.services.emergencies import EmergencyService
    from inpatient_hub.services.people import PeopleService
    from inpatient_hub.services.ports import Clock, NewId, Store
    from inpatient_hub.services.seat import Seat
    from inpatient_hub.services.sign_in import SignInService
    from inpatient_hub.services.staff_secrets import Hasher, StaffSecrets
    from inpatient_hub.services.trail import AuditTrail
    from inpatient_hub.services.ward_access import AccessService


def _nobody() -> str | None:
    return None


def _usual_length() -> int:
    from inpatient_hub.domain.locking import TrustPolicy

    return TrustPolicy().pin_length


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInMeans:
    """What a computer has for telling who somebody is. `hasher` is the usual one when it is None."""

    hasher: "Hasher | None" = None
    account: Callable[[], str | None] = _nobody
    pin_length: Callable[[], int] = _usual_length
    recovery: Callable[[str], object] | None = None

    def secrets(self, clock: "Clock") -> "StaffSecrets":
        """What people sign in with."""
        from inpatient_hub.services.staff_secrets import StaffSecrets
        from inpatient_hub.store.keys.person_secrets import Argon2idHasher

        return StaffSecrets(clock=clock, hasher=self.hasher or Argon2idHasher(), pin_length=self.pin_length)


def means_of(place: Place) -> SignInMeans:
    """What this computer has for a place. Nothing is read before it is needed."""
    from inpatient_hub.host.account import account_in_use
    from inpatient_hub.host.trust_policy import read_trust_policy

    def pin_length() -> int:
        return read_trust_policy(place.data_folder).pin_length

    def recovery(words: str) -> object:
        return vault_of(place).open_by_recovery_key(words)

    return SignInMeans(
        account=account_in_use,
        pin_length=pin_length,
        recovery=recovery if place.database_url is None else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleServices:
    """What is asked about people: who they are, what they may do, and which wards they open."""

    secrets: "StaffSecrets"
    sign_in: "SignInService"
    people: "PeopleService"
    emergencies: "EmergencyService"
    access: "AccessService"


def people_services(
    store: "Store", *, clock: "Clock", new_id: "NewId", trail: "AuditTrail", seat: "Seat", means: SignInMeans
) -> PeopleServices:
    """Put together over the guarded store. Who may sign in is asked while nobody is, and whether an admin is left is a
    question about every ward: names and wards are shown to all."""
    from inpatient_hub.services.emergencies import EmergencyService
    from inpatient_hub.services.people import PeopleService
    from inpatient_hub.services.sign_in import SignInService
    from inpatient_hub.services.ward_access import AccessService

    secrets = means.secrets(clock)
    return PeopleServices(
        secrets=secrets,
        sign_in=SignInService(
            store=store,
            clock=clock,
            trail=trail,
            seat=seat,
            secrets=secrets,
            account=means.account,
            recovery=means.recovery,
        ),
        people=PeopleService(store=store, clock=clock, new_id=new_id, trail=trail, seat=seat, secrets=secrets),
        emergencies=EmergencyService(store=store, clock=clock, new_id=new_id, trail=trail, seat=seat),
        access=AccessService(store=store, clock=clock, trail=trail, seat=seat, secrets=secrets),
    )
