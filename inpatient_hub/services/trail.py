"""Writes the audit trail, and reads it back in words a ward can follow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.audit import AuditAction, AuditEvent, only_shown, ward_clock
from inpatient_hub.domain.audit_words import DID, ERASED
from inpatient_hub.domain.change_words import which_changed
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.retention import ErasedKind, Erasure
from inpatient_hub.services.ports import Clock, NewId
from inpatient_hub.services.seat import Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One line of a history: when, who, and what they did."""

    at: datetime
    who: str
    did: str
    about: str
    action: AuditAction
    kind: Kind
    entity_id: str


class AuditTrail:
    """Makes audit events. They are saved by the unit of work that makes the change, never afterwards."""

    def __init__(self, *, clock: Clock, new_id: NewId, seat: Seat | None = None) -> None:
        self._clock = clock
        self._new_id = new_id
        self._seat = seat or Seat(clock=clock, program=True)
        self.has_told = False
        """Whether an event was made at all."""

    def event(
        self,
        action: AuditAction,
        kind: Kind,
        entity_id: str,
        *,
        by: str | None,
        patient_id: str | None = None,
        detail: Mapping[str, str] | None = None,
        text_hash: str | None = None,
        reason: str | None = None,
        before: Mapping[str, str] | None = None,
        after: Mapping[str, str] | None = None,
        role: Role | None = None,
    ) -> AuditEvent:
        """An event of this moment, at this computer, in the role of whoever is signed in.

        `detail` may hold titles, codes, dates and counts, no free text about a patient; a `reason` in it is taken for
        the reason. `before` and `after` give fields with their text; of a field that is not in the domain's list only
        that it changed is kept. `role` is for somebody who is just signing in.
        """
        self.has_told = True
        now = self._clock.now()
        told = dict(detail or {})
        kept = told.pop("reason", None)
        return AuditEvent(
            id=self._new_id(),
            at=now,
            actor_id=by,
            action=action,
            kind=kind,
            entity_id=entity_id,
            patient_id=patient_id,
            detail=told,
            text_hash=text_hash,
            role=role.value if role else self._role_of(by),
            workstation=self._seat.workstation,
            ward_at=ward_clock(self._clock.local(now)),
            reason=reason if reason is not None else kept,
            before=only_shown(kind, before) if before else {},
            after=only_shown(kind, after) if after else {},
        )

    def erased(self, action: AuditAction, erasure: Erasure, *, by: str | None) -> AuditEvent:
        """That something was erased: its id, the reason's code and how many rows, and nothing that was in them."""
        of_patient = erasure.kind is ErasedKind.PATIENT
        return self.event(
            action,
            {ErasedKind.PATIENT: Kind.PATIENT, ErasedKind.STAFF: Kind.STAFF}.get(erasure.kind, Kind.WARD),
            erasure.entity_id,
            by=by,
            patient_id=erasure.entity_id if of_patient else None,
            detail={"why": erasure.reason.value} | {name: str(count) for name, count in erasure.counts.items()},
        )

    def _role_of(self, by: str | None) -> str | None:
        person = self._seat.person
        return person.access.value if person is not None and person.id == by else None


_OF_DETAILS = (AuditAction.PATIENT_EDITED, AuditAction.PATIENT_UNDONE)


def in_words(events: Iterable[AuditEvent], names: Mapping[str, str]) -> tuple[HistoryLine, ...]:
    """History lines in the order given. `names` maps staff ids to names; someone unknown is `Someone`."""
    return tuple(
        HistoryLine(
            at=event.at,
            who=names.get(event.actor_id or "", "Someone"),
            did=which_changed(event) if event.action in _OF_DETAILS else DID[event.action],
            about=_about(event),
            action=event.action,
            kind=event.kind,
            entity_id=event.entity_id,
        )
        for event in events
    )


def _about(event: AuditEvent) -> str:
    words = event.detail.get("title", "")
    if event.is_erased and event.kind in (Kind.TASK, Kind.SERIES):
        words = ERASED
    if event.action is AuditAction.RUN_ANSWERED:
        words = event.detail.get("step", words)
    if "part" in event.detail:
        words = f"{words}, part {event.detail['part']}".lstrip(", ")
    if event.reason:
        words = f"{words}. Reason: {event.reason}".lstrip(". ")
    return words
