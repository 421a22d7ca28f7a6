"""Looks at what somebody typed to sign in, counts what was wrong, and records every try that failed."""

from dataclasses import replace
from datetime import datetime, timedelta

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.sign_in import MOST_TRIES, StaffSecret, wait_after
from inpatient_hub.domain.sign_in_troubles import (
    NoSecretYet,
    SecretNeeded,
    SecretSwitchedOff,
    SecretWaits,
    StartCodeOver,
    WrongSecret,
)
from inpatient_hub.domain.staff import Staff
from inpatient_hub.services.asking import able_to_sign_in
from inpatient_hub.services.ports import Clock, Work
from inpatient_hub.services.staff_secrets import StaffSecrets
from inpatient_hub.services.trail import AuditTrail

_NOT_LOOKED_AT = "not looked at"
"""Stands in the trail beside a try that was refused whatever was typed, so that it makes no wait longer."""


class Tries:
    """What is typed, held against what is kept. A trouble that is given back, not raised, was counted or recorded in
    the unit of work, which is therefore to be saved."""

    def __init__(self, *, clock: Clock, trail: AuditTrail, secrets: StaffSecrets) -> None:
        self._clock = clock
        self._trail = trail
        self._secrets = secrets

    def checked(self, work: Work, person: Staff, typed: str | None) -> HubError | None:
        """What is wrong with what was typed, or None. Where nothing was typed, raises what stands in the way."""
        kept = work.secrets.find(person.id)
        refused = self._refused(work, kept)
        if kept is None or refused is not None:
            trouble = refused or NoSecretYet()
            if not typed:
                raise trouble
            self.failed(work, person.id, kept.kind.value if kept else "none yet", what=_NOT_LOOKED_AT)
            return trouble
        if not typed:
            raise SecretNeeded(kept.kind)
        if self._secrets.matches(kept, typed):
            if kept.wrong_tries:
                work.secrets.update(replace(kept, wrong_tries=0))
            return None
        return self._wrong(work, kept)

    def failed(self, work: Work, staff_id: str, way: str, **more: str) -> None:
        """Records that somebody tried to sign in under this name, and could not."""
        detail = {"way": way, **more}
        work.audit.append(self._trail.event(AuditAction.SIGN_IN_FAILED, Kind.STAFF, staff_id, by=None, detail=detail))

    def _refused(self, work: Work, kept: StaffSecret | None) -> HubError | None:
        """Why nothing that is typed is looked at now."""
        if kept is None:
            return None
        if kept.switched_off:
            return self._off(work, kept)
        return StartCodeOver() if self._secrets.is_over(work, kept) else None

    def _off(self, work: Work, kept: StaffSecret) -> HubError | None:
        if kept.staff_id not in able_to_sign_in(work):
            return SecretSwitchedOff(kept.kind)
        now, last = self._clock.now(), _last_wrong(work, kept.staff_id)
        if last is None or now < last:  # the clock was put right meanwhile
            return None
        left = last + wait_after(kept.wrong_tries) - now
        return SecretWaits(kept.kind, left) if left > timedelta() else None

    def _wrong(self, work: Work, kept: StaffSecret) -> HubError:
        now_wrong = kept.wrong_tries + 1
        work.secrets.update(replace(kept, wrong_tries=now_wrong))
        self.failed(work, kept.staff_id, kept.kind.value)
        if now_wrong < MOST_TRIES:
            return WrongSecret(kept.kind, MOST_TRIES - now_wrong)
        if kept.staff_id in able_to_sign_in(work):
            return SecretWaits(kept.kind, wait_after(now_wrong))
        work.audit.append(self._trail.event(AuditAction.SECRET_SWITCHED_OFF, Kind.STAFF, kept.staff_id, by=None))
        return SecretSwitchedOff(kept.kind)


def _last_wrong(work: Work, staff_id: str) -> datetime | None:
    """When the newest try of this person was looked at and wrong."""
    failed = work.audit.of_actions([AuditAction.SIGN_IN_FAILED])
    return next((one.at for one in failed if one.entity_id == staff_id and "what" not in one.detail), None)
