"""Makes, checks and replaces what people sign in with; what they typed is kept nowhere."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from inpatient_hub.domain.own_secrets import CODE_LETTERS, as_start_code, as_typed, kind_chosen
from inpatient_hub.domain.sign_in import START_CODE_LASTS, SecretKind, StaffSecret
from inpatient_hub.domain.staff import Staff
from inpatient_hub.services.ports import Clock, Work

_CODE_LENGTH = 8


class Hasher(Protocol):
    """Makes the slow, salted hash of something typed (Argon2id), and compares. Each takes a tenth to a fifth of a
    second: never on the window's thread."""

    def verifier(self, typed: str) -> str: ...
    def matches(self, verifier: str, typed: str) -> bool: ...


class StaffSecrets:
    """What people sign in with. `pin_length` is the least number of figures the trust allows."""

    def __init__(self, *, clock: Clock, hasher: Hasher, pin_length: Callable[[], int]) -> None:
        self._clock = clock
        self._hasher = hasher
        self._pin_length = pin_length

    @property
    def pin_length(self) -> int:
        """The least number of figures of a PIN."""
        return self._pin_length()

    def check(self, person: Staff, chosen: str) -> SecretKind:
        """Raises SecretTooWeak."""
        return kind_chosen(chosen, pin_length=self._pin_length(), name=person.name)

    def keep_own(self, work: Work, person: Staff, chosen: str) -> StaffSecret:
        """Keeps the PIN or passphrase a person chose, in place of what was there. Raises SecretTooWeak."""
        kind = self.check(person, chosen)
        verifier = self._hasher.verifier(as_typed(chosen))
        return _keep(work, StaffSecret(staff_id=person.id, kind=kind, verifier=verifier, made_at=self._clock.now()))

    def keep_start_code(self, work: Work, staff_id: str) -> str:
        """Keeps a new start code in place of what was there, and returns it, to be shown this once."""
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(_CODE_LENGTH))
        now = self._clock.now()
        lasts_from = max(now, _last_seen(work) or now)
        _keep(
            work,
            StaffSecret(
                staff_id=staff_id,
                kind=SecretKind.START_CODE,
                verifier=self._hasher.verifier(code),
                made_at=now,
                expires_at=lasts_from + START_CODE_LASTS,
            ),
        )
        return f"{code[:4]}-{code[4:]}"

    def is_over(self, work: Work, kept: StaffSecret) -> bool:
        """Whether a start code was not used in time. A clock that was put back makes none last longer: it is later than
        the last time that anybody signed in."""
        if kept.expires_at is None:
            return False
        now = self._clock.now()
        return kept.is_over(max(now, _last_seen(work) or now))

    def matches(self, kept: StaffSecret, typed: str) -> bool:
        """Whether what was typed is it."""
        plain = as_start_code(typed) if kept.kind is SecretKind.START_CODE else as_typed(typed)
        return self._hasher.matches(kept.verifier, plain)


def _last_seen(work: Work) -> datetime | None:
    """The latest moment at which anybody signed in, as the audit trail has it."""
    return max(work.staff.last_signed_in().values(), default=None)


def _keep(work: Work, secret: StaffSecret) -> StaffSecret:
    before = work.secrets.find(secret.staff_id)
    if before is None:
        work.secrets.add(secret)
        return secret
    return work.secrets.update(replace(secret, version=before.version))
