"""How somebody shows that a name is theirs, and the record of an emergency in which a ward was opened."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MOST_TRIES = 5
"""After so many wrong tries a PIN, passphrase or start code is switched off, and an admin has to reset it."""

LONGEST_WAIT = timedelta(hours=1)
"""Before the next try at the PIN of the one senior admin who is left, after many wrong ones."""

START_CODE_LASTS = timedelta(days=7)
EMERGENCY_LASTS = timedelta(minutes=60)


class SecretKind(StrEnum):
    """What somebody types to sign in."""

    PIN = "pin"
    PASSPHRASE = "passphrase"
    START_CODE = "start_code"
    """Given out by an admin to a starter, or after a reset: worth one sign-in, at which an own PIN is chosen."""


SECRET_WORDS = {
    SecretKind.PIN: "PIN",
    SecretKind.PASSPHRASE: "passphrase",
    SecretKind.START_CODE: "start code",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSecret:
    """What a person's PIN, passphrase or start code is checked against. `verifier` holds a salted Argon2id hash in its
    usual text form, never the secret."""

    staff_id: str
    kind: SecretKind
    verifier: str
    made_at: datetime
    expires_at: datetime | None = None
    wrong_tries: int = 0
    version: int = 1

    @property
    def switched_off(self) -> bool:
        """Whether too many wrong ones were typed."""
        return self.wrong_tries >= MOST_TRIES

    def is_over(self, now: datetime) -> bool:
        """Whether a start code was not used in time."""
        return self.expires_at is not None and now >= self.expires_at

    @property
    def is_own(self) -> bool:
        """Whether the person chose it, and can sign in with it."""
        return self.is_chosen and not self.switched_off

    @property
    def is_chosen(self) -> bool:
        """Whether the person chose it, whatever was typed since."""
        return self.kind is not SecretKind.START_CODE


def wait_after(wrong_tries: int) -> timedelta:
    """How long the next try has to wait where nobody could reset it: a minute, doubled with each wrong one, an hour at
    most. A million PINs then take more than a century."""
    doublings = min(max(wrong_tries - MOST_TRIES, 0), 6)
    return min(timedelta(minutes=2**doublings), LONGEST_WAIT)


class EmergencyReason(StrEnum):
    """Why a ward is opened by somebody who is not on it. A value, once used, keeps its meaning for ever."""

    COVERING = "covering"
    CALLED = "called"
    TRANSFER = "transfer"
    OTHER = "other"


REASON_WORDS = {
    EmergencyReason.COVERING: "Covering the ward at short notice",
    EmergencyReason.CALLED: "Called to the ward to help",
    EmergencyReason.TRANSFER: "Someone moves between our wards",
    EmergencyReason.OTHER: "Another reason",
}

LEAST_REASON = 10
"""Characters that the own words of a reason need at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyAccess:
    """Somebody opened a ward they are not on. `ends_at` is when it closes by itself. An admin reviews it."""

    id: str
    staff_id: str
    ward_id: str
    reason: str
    begins_at: datetime
    ends_at: datetime
    reviewed_by: str | None = None
    reviewed_at: datetime | None = None
    version: int = 1
