"""Judges a chain of audit entries: whether anything in it was changed, taken out or moved, or its end cut off."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from inpatient_hub.domain.anchors import SHOWN_DIGITS, Anchor
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.audit_chain import EMPTY, Entry, Head, hash_of, opening
from inpatient_hub.domain.audit_pages import Proof, Quick, proof_of

REPLACING = frozenset(
    {
        AuditAction.BACKUP_RESTORED,
        AuditAction.STORE_IMPORTED,
        AuditAction.STORE_RESCUED,
        AuditAction.STORE_BEGUN_EMPTY,
        AuditAction.STORE_WITHOUT_LOG,
    }
)
"""Acts after which the chain rightly goes on from an earlier entry, or with some missing."""


class ChainFault(StrEnum):
    """What is wrong with a chain."""

    CHANGED = "changed"
    MISSING = "missing"
    REORDERED = "reordered"
    CUT = "cut"
    """An anchor tells of an entry that is not there any more."""
    REWRITTEN = "rewritten"
    """All hashes agree, but not with an anchor: the chain was made again from some entry on."""
    UNGUARDED = "unguarded"
    """What refuses to change or delete an entry or a key is not there any more."""
    CLOSED = "closed"
    """The key of a patient who is still there is not, or is another one: what the entry says of them is lost."""


@dataclass(frozen=True, slots=True)
class FaultFound:
    """The first entry that is wrong, in which way, and the anchor that shows it, if it is one."""

    seq: int
    kind: ChainFault
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Replaced:
    """That the store was put back or rescued, as an entry of the chain says: what that explains is no fault.

    `seq` is the entry's own number; anchors from there up to `until` are of the store that was replaced. `missing`
    are entries that could not be read any more. `known` are the anchors of the replaced store that were there then,
    each its number and the beginning of its hash: clocks may be wrong, these are not. `others` are those of them that
    agreed with the replaced store and do not with the one that was put in its place: of a chain that parted from this
    one before the entry, when a newer backup was put back after an older one.
    """

    action: AuditAction
    seq: int
    at: datetime
    actor_id: str | None
    until: int
    missing: tuple[range, ...] = ()
    known: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    def explains(self, anchor: Anchor) -> bool:
        """Whether an anchor that does not agree is of the store that was replaced then."""
        if named(anchor) in self.others:
            return True
        was_there = named(anchor) in self.known or (anchor.at is not None and anchor.at <= self.at)
        return self.seq <= anchor.seq <= self.until and was_there

    def lost(self, first: int, end: int) -> bool:
        """Whether all entries from `first` up to before `end` were lost then."""
        return any(gap.start <= first and end <= gap.stop for gap in self.missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a check of the whole chain came to. `explained` are replacements that account for what else would look like
    tampering; `anchors` is how many were compared."""

    entries: int
    head: Head
    fault: FaultFound | None
    anchors: int
    newest_anchor: Anchor | None
    explained: tuple[Replaced, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether no fault was found. Without an anchor this says nothing about the chain's end."""
        return self.fault is None


class Chain(Protocol):
    """A chain as it is kept, in the order of its numbers: all entries after a number, so many at a time and never
    none, in the quick form that `as_hashed` describes; or so many of them with all the parts of `Entry`."""

    def hashed(self, after: int, at_once: int) -> Iterator[Sequence[Quick]]: ...
    def entries(self, after: int, limit: int) -> Sequence[Sequence[Any]]: ...
    def with_hash(self, wanted: str) -> int | None: ...
    def before_first(self) -> int | None:
        """The lowest number below 1, which no entry can have."""

    def is_guarded(self) -> bool:
        """Whether the store still refuses to change, delete and replace entries."""
        ...

    def closed(self) -> int | None:
        """The highest number of an entry that seals something of a patient who is there and whose key is not, or is
        another one."""


@dataclass(slots=True)
class _Walked:
    wanted: dict[int, str]
    """Hashes of the entries that anchors name, as far as they were met."""
    head: Head = EMPTY
    entries: int = 0
    fault: FaultFound | None = None
    explained: list[Replaced] = field(default_factory=list)


_TOLD_EVERY = 5_000


def _no_progress(_entries: int) -> None:
    return


def judged_chain(
    chain: Chain,
    anchors: Sequence[Anchor],
    replaced: Sequence[Replaced],
    *,
    at_once: int = 250,
    progress: Callable[[int], None] = _no_progress,
) -> Verdict:
    """The verdict on a chain, read so many entries at once. `progress` is told now and then how many were read."""
    walked = _Walked(dict.fromkeys((anchor.seq for anchor in anchors), ""))
    while walked.fault is None and not _follow(chain, walked, at_once, progress):
        _look_closely(chain.entries(walked.head.seq, at_once), walked, replaced, chain.with_hash)
    progress(walked.entries)
    found = walked.wanted
    wrong = [(anchor, _reason(anchor, found, walked.head)) for anchor in sorted(anchors, key=lambda one: one.seq)]
    told, fault = list(walked.explained), walked.fault
    for anchor, reason in wrong:
        if reason is None:
            continue
        why = next((one for one in replaced if one.explains(anchor)), None)
        if why is not None:
            told += [why] if why not in told else []
        elif fault is None:
            seq = walked.head.seq + 1 if reason is ChainFault.CUT else anchor.seq
            fault = FaultFound(seq, reason, anchor)
    fault = fault or _fault_around(chain, walked.head, replaced)
    return Verdict(
        entries=walked.entries,
        head=walked.head,
        fault=fault,
        anchors=len(anchors),
        newest_anchor=max(anchors, key=lambda one: one.seq, default=None),
        explained=tuple(told),
    )


def _reason(anchor: Anchor, found: dict[int, str], head: Head) -> ChainFault | None:
    if anchor.seq > head.seq:
        return ChainFault.CUT
    if anchor.seq == 0 or not found[anchor.seq]:
        return None  # the empty chain, or an entry that is missing: told already
    return None if found[anchor.seq].startswith(anchor.hash) else ChainFault.REWRITTEN


def _fault_around(chain: Chain, head: Head, replaced: Sequence[Replaced]) -> FaultFound | None:
    """What is wrong with a chain whose hashes all agree: what stands before its first entry, what keeps it, and what
    opens it. A rescue may have lost keys, so that it explains what was closed before it."""
    before = chain.before_first()
    if before is not None:
        return FaultFound(before, ChainFault.REORDERED)
    if not chain.is_guarded():
        return FaultFound(head.seq, ChainFault.UNGUARDED)
    closed = chain.closed()
    rescued = max((one.seq for one in replaced if one.action is AuditAction.STORE_RESCUED), default=0)
    return FaultFound(closed, ChainFault.CLOSED) if closed is not None and closed > rescued else None


def _follow(chain: Chain, walked: _Walked, at_once: int, progress: Callable[[int], None]) -> bool:
    """Follows the chain to its end, or to where it has to be looked at closely. Returns whether it came to the end."""
    told = walked.entries
    for page in chain.hashed(walked.head.seq, at_once):
        proof = proof_of(page)
        # As numbers only go up, the last one of a page tells of gaps in it.
        if proof is None or proof.prev != walked.head.hash.encode() or proof.last != walked.head.seq + len(page):
            return False
        _take(proof, walked)
        if walked.entries >= told + _TOLD_EVERY:
            told = walked.entries
            progress(told)
    return True


def _take(proof: Proof, walked: _Walked) -> None:
    before = walked.head.seq
    for seq in walked.wanted:
        if before < seq <= proof.last:
            walked.wanted[seq] = proof.hashes[seq - before - 1]
    walked.head = Head(proof.last, proof.hashes[-1])
    walked.entries += len(proof.hashes)


def _look_closely(
    rows: Sequence[Sequence[Any]],
    walked: _Walked,
    replaced: Sequence[Replaced],
    elsewhere: Callable[[str], int | None],
) -> None:
    """Follows entries among which something is wrong to the first fault; what a rescue explains is none."""
    for row in rows:
        entry = Entry._make(row)
        last = walked.head
        follows = entry.seq == last.seq + 1 and entry.prev == last.hash
        agrees = hash_of(entry) == entry.hash and entry.body.startswith(opening(entry.id, entry.patient_id))
        if not (follows and agrees):
            lost = (one for one in replaced if one.lost(last.seq + 1, entry.seq))
            gap = next(lost, None) if entry.seq > last.seq + 1 else None
            if gap is None or not agrees:
                walked.fault = FaultFound(entry.seq, ChainFault.CHANGED) if gap else _fault(entry, last, elsewhere)
                return
            walked.explained += [gap] if gap not in walked.explained else []
        walked.head = Head(entry.seq, entry.hash)
        walked.entries += 1
        if entry.seq in walked.wanted:
            walked.wanted[entry.seq] = entry.hash


def _fault(entry: Entry, last: Head, elsewhere: Callable[[str], int | None]) -> FaultFound:
    """What is wrong where an entry does not follow on the last one."""
    if entry.seq > last.seq + 1:
        return FaultFound(last.seq + 1, ChainFault.MISSING)
    if entry.seq <= last.seq:
        return FaultFound(entry.seq, ChainFault.REORDERED)
    if entry.prev != last.hash:
        there = elsewhere(entry.prev)
        if there is not None and there != last.seq:
            return FaultFound(entry.seq, ChainFault.REORDERED)
        if hash_of(entry) == entry.hash and last.seq:
            # It is whole, and says that the one before it was another: that one was changed and hashed anew.
            return FaultFound(last.seq, ChainFault.CHANGED)
    return FaultFound(entry.seq, ChainFault.CHANGED)


def replaced_by(event: AuditEvent) -> Replaced:
    """What an entry says about a store that was replaced. One that says less explains less."""
    until = event.before.get("seq", "")
    return Replaced(
        action=event.action,
        seq=event.seq or 0,
        at=event.at,
        actor_id=event.actor_id,
        until=int(until) if _is_number(until) else 0,
        missing=tuple(_gaps(event.detail.get("missing", ""))),
        known=frozenset(event.before.get("anchors", "").split()),
        others=frozenset(event.before.get("others", "").split()),
    )


def named(anchor: Anchor) -> str:
    """An anchor as the entry of what replaced its store names it."""
    return f"{anchor.seq}-{anchor.hash[:SHOWN_DIGITS]}"


_TOO_LONG = 20


def _gaps(words: str) -> Iterable[range]:
    for part in words.split():
        first, _, last = part.partition("-")
        if _is_number(first) and _is_number(last or first):
            yield range(int(first), int(last or first) + 1)


def _is_number(text: str) -> bool:
    """Whether a text can be the number of an entry; Python makes no number of one with thousands of digits."""
    return text.isdecimal() and len(text) < _TOO_LONG
