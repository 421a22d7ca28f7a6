"""The chain of the audit trail: each entry's hash covers its text and the hash of the entry before it."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from inpatient_hub.domain.audit import AuditEvent, action_of, kind_of
from inpatient_hub.domain.audit_told import NO_MOMENT, Opener, moment_in, told_in
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.json_text import writer

_FORM = "hub-audit-1"
_SEPARATOR = "\x1f"
"""US, the unit separator of ASCII. It stands in no part: ids and codes have none, and JSON writes it as an escape."""

START = "0" * 64
"""What stands for the hash before the first entry."""

_FILLED_TO = 64

_TYPED_TITLES = frozenset({Kind.TASK, Kind.SERIES})
"""Records whose title somebody types. That of another is its template's."""

_text_of = writer(allow_nan=False)


class Head(NamedTuple):
    """The last entry of a chain: its number and its hash. An empty chain has number 0."""

    seq: int
    hash: str


EMPTY = Head(0, START)


class Entry(NamedTuple):
    """One entry as it is kept. `at` is the moment as text in UTC, and `body` the exact text that is hashed."""

    seq: int
    id: str
    at: str
    actor_id: str | None
    action: str
    kind: str
    entity_id: str
    patient_id: str | None
    body: str
    prev: str
    hash: str


def moment_text(moment: datetime) -> str:
    """An aware moment as it is hashed, `2026-11-20T14:05:03.000000+00:00`. Raises ValueError for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone cannot be hashed.")
    in_utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return in_utc.isoformat(timespec="microseconds")


def to_be_sealed(event: AuditEvent) -> str | None:
    """What an event says of a patient that must not outlive their record: why, values before and after, and a title
    that somebody typed. None where it says nothing of the kind. Filled up with blanks, so that its length tells
    little."""
    title = _typed_title(event)
    if event.patient_id is None or not (event.reason or event.before or event.after or title):
        return None
    told = _text_of({"reason": event.reason, "before": dict(event.before), "after": dict(event.after), **title})
    return told + " " * (-len(told) % _FILLED_TO)


def _typed_title(event: AuditEvent) -> Mapping[str, str]:
    """The title of a task or a repeat, as it stands in the detail; empty for everything else."""
    title = event.detail.get("title") if event.kind in _TYPED_TITLES else None
    return {"title": title} if title else {}


def body_of(event: AuditEvent, sealed: str | None = None) -> str:
    """The text of an event, written once and kept as it is: its parts always in this order, in ASCII. What is sealed
    stands in it as a text that only its key opens."""
    is_open = sealed is None
    hidden = {} if is_open else _typed_title(event)
    told: dict[str, object] = {
        "id": event.id,
        "patient": event.patient_id,
        "ward_at": event.ward_at,
        "role": event.role,
        "workstation": event.workstation,
        "detail": {name: value for name, value in event.detail.items() if name not in hidden},
        "text_hash": event.text_hash,
        "reason": event.reason if is_open else None,
        "before": dict(event.before) if is_open else {},
        "after": dict(event.after) if is_open else {},
    }
    if not is_open:
        told["sealed"] = sealed
    return _text_of(told)


def opening(event_id: str, patient_id: str | None) -> str:
    """How the body of an event begins: it repeats what the store keeps in columns to search by."""
    return (
        f'{{"id":"{event_id}","patient":null,'
        if patient_id is None
        else f'{{"id":"{event_id}","patient":"{patient_id}",'
    )


def chained(event: AuditEvent, head: Head, sealed: str | None = None) -> Entry:
    """The event as the entry that follows on the head, with what is sealed of it."""
    at, body, seq = moment_text(event.at), body_of(event, sealed), head.seq + 1
    action, kind = event.action.value, event.kind.value
    said = _said(seq, at, event.actor_id, action, kind, event.entity_id, body, head.hash)
    return Entry(
        seq=seq,
        id=event.id,
        at=at,
        actor_id=event.actor_id,
        action=action,
        kind=kind,
        entity_id=event.entity_id,
        patient_id=event.patient_id,
        body=body,
        prev=head.hash,
        hash=hashlib.sha256(said).hexdigest(),
    )


def hash_of(entry: Entry) -> str:
    """SHA-256 of all that an entry says and of the hash before it, in hexadecimal; `id` and `patient_id` stand in its
    body."""
    return hashlib.sha256(_hashed_text(entry)).hexdigest()


def as_hashed(entry: Entry) -> tuple[str, bytes]:
    """An entry in the form in which many are checked quickly: its hash, and the bytes that it is of. The hash is empty
    where `id` or `patient_id` are not what the body says."""
    agrees = entry.body.startswith(opening(entry.id, entry.patient_id))
    return entry.hash if agrees else "", _hashed_text(entry)


def _hashed_text(entry: Entry) -> bytes:
    seq, _, at, who, action, kind, entity_id, _, body, prev, _ = entry
    return _said(seq, at, who, action, kind, entity_id, body, prev)


def _said(seq: int, at: str, who: str | None, *rest: str) -> bytes:
    return _SEPARATOR.join((_FORM, str(seq), at, who or "", *rest)).encode("utf-8")


def _opens_nothing(_entry_id: str, _sealed: str) -> str | None:
    return None


def event_of(entry: Entry, opener: Opener = _opens_nothing) -> AuditEvent:
    """The event that an entry tells of, as far as this version can read it."""
    told = told_in(entry.body, entry.id, opener)
    at = moment_in(entry.at)
    return AuditEvent(
        id=entry.id,
        at=at or NO_MOMENT,
        actor_id=entry.actor_id,
        action=action_of(entry.action),
        kind=kind_of(entry.kind),
        entity_id=entry.entity_id,
        patient_id=entry.patient_id,
        detail=told.detail if at else {**told.detail, "moment": f"cannot be read: {entry.at}"},
        text_hash=told.text_hash,
        role=told.role,
        workstation=told.workstation,
        ward_at=told.ward_at,
        reason=told.reason,
        before=told.before,
        after=told.after,
        is_erased=told.is_erased,
        seq=entry.seq,
        hash=entry.hash,
    )
