"""Seals what the audit trail says of a patient's values, under a key of that patient which goes when they are erased.

The chain hashes what is sealed as it stands, so that it can be checked for ever; the values can be read only as long as
the key is there.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from functools import cache
from types import ModuleType

from sqlalchemy import bindparam, func, select

from inpatient_hub.domain.audit import AuditEvent
from inpatient_hub.domain.audit_chain import Entry, event_of, to_be_sealed
from inpatient_hub.domain.audit_told import Opener, told_in
from inpatient_hub.store.fixed import Fixed
from inpatient_hub.store.records import add_once, table_of
from inpatient_hub.store.rows import AuditEventRow, AuditKeyRow, PatientRow
from inpatient_hub.store.transaction import Transaction

_FORM = 1
"""XChaCha20-Poly1305 with the entry's id as its label."""

IS_SEALED = '"sealed":"'
"""What stands in the body of an entry that seals something."""

_keys, _patients = table_of(AuditKeyRow), table_of(PatientRow)
_OF_PATIENT = Fixed(
    select(_keys.c.key)
    .select_from(_patients.outerjoin(_keys, _keys.c.patient_id == _patients.c.id))
    .where(_patients.c.id == bindparam("patient"))
)
_events = table_of(AuditEventRow)
_SEALED_LAST = (
    select(func.max(_events.c.seq))
    .where(_events.c.patient_id == _keys.c.patient_id, _events.c.body.contains(IS_SEALED))
    .correlate(_keys)
    .scalar_subquery()
)
_NEWEST = select(_keys.c.key, _events.c.seq, _events.c.id, _events.c.body).join(_events, _events.c.seq == _SEALED_LAST)
"""Each key, and the newest entry that seals something of its patient: whatever was removed before, it opens that."""

_OF_PATIENTS = select(_keys.c.patient_id, _keys.c.key).where(
    _keys.c.patient_id.in_(bindparam("patients", expanding=True))
)


class PatientKeys:
    """The keys that one unit of work needs, each read once."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._known: dict[str, bytes | None] = {}

    def sealed(self, event: AuditEvent) -> str | None:
        """What is sealed of an event, as text; None where there is nothing to seal. A patient without a key gets one.
        Of a patient who is not there any more nobody will ever read it."""
        secret = to_be_sealed(event)
        if secret is None or event.patient_id is None:
            return None
        key = self._known.get(event.patient_id) or self._made_sure(event.patient_id)
        box: bytes = _sealing().seal(key, secret.encode("ascii"), event.id.encode("ascii"))
        return b64encode(box).decode("ascii")

    def opened(self, entries: Iterable[Entry]) -> list[AuditEvent]:
        """The events that entries tell of, with their values where these can still be read."""
        entries = list(entries)
        sealed = {entry.patient_id for entry in entries if entry.patient_id and IS_SEALED in entry.body}
        unknown = sorted(sealed - self._known.keys())
        if unknown:
            rows = self._transaction.rows(_OF_PATIENTS, patients=unknown)
            found = {patient: _decoded(key) for patient, key in map(tuple, rows)}
            self._known |= {patient: found.get(patient) for patient in unknown}
        return [self._event(entry) if entry.patient_id in sealed else event_of(entry) for entry in entries]

    def replaced(self) -> int | None:
        """The highest number of an entry that the key of its patient should open and does not."""
        rows = self._transaction.rows(_NEWEST)
        return max((seq for key, seq, entry, body in map(tuple, rows) if not _opens(key, entry, body)), default=None)

    def _event(self, entry: Entry) -> AuditEvent:
        key = self._known.get(entry.patient_id or "")
        return event_of(entry) if key is None else event_of(entry, _opener(key))

    def _made_sure(self, patient_id: str) -> bytes:
        row = self._transaction.row(_OF_PATIENT, patient=patient_id)
        if row is None:
            return _new_key()
        if row[0] is None:
            made = {"patient_id": patient_id, "key": b64encode(_new_key()).decode("ascii"), "version": _FORM}
            add_once(self._transaction, _keys, made)
            # On a server somebody else may have made one at the same moment.
            row = self._transaction.row(_OF_PATIENT, patient=patient_id)
        key = b64decode(row[0]) if row is not None and row[0] is not None else _new_key()
        self._known[patient_id] = key
        return key


@cache
def _sealing() -> ModuleType:
    """The library that seals, loaded when something is first sealed: a start need not wait for it."""
    from inpatient_hub.store.keys import sealing

    return sealing


def _new_key() -> bytes:
    key: bytes = _sealing().new_key()
    return key


def _opens(kept: str, entry_id: str, body: str) -> bool:
    key = _decoded(kept)
    return key is not None and not told_in(body, entry_id, _opener(key)).is_erased


def _opener(key: bytes) -> Opener:
    from inpatient_hub.store.keys.sealing import opened

    def opener(entry_id: str, sealed: str) -> str | None:
        box = _decoded(sealed)
        secret = opened(key, box, entry_id.encode("utf-8")) if box else None
        return None if secret is None else secret.decode("ascii")

    return opener


def _decoded(kept: str) -> bytes | None:
    """The bytes of a kept text; None for one that somebody tampered with."""
    try:
        return b64decode(kept)
    except ValueError:
        return None
