"""How somebody shows that a name is theirs, and the record of an emergency in which a ward was opened."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SecretKind(StrEnum):
    """What somebody types to sign in."""

    PIN = "pin"
    PASSPHRASE = "passphrase"
    START_CODE = "start_code"
    """Given out by an admin to a starter, or after a reset: worth one sign-in, at which an own PIN is chosen."""


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
