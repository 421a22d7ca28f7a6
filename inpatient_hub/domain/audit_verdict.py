"""Judges a chain of audit entries: whether anything in it was changed, taken out or moved, or its end cut off."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from inpatient_hub.domain.anchors import Anchor
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.audit_chain import EMPTY, Entry, Head, hash_of, opening

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
    are entries that could not be read any more.
    """

    action: AuditAction
    seq: int
    at: datetime
    actor_id: str | None
    until: int
    missing: tuple[range, ...] = ()

    def explains(self, anchor: Anchor) -> bool:
        """Whether an anchor that does not agree is of the store that was replaced then."""
        return self.seq <= anchor.seq <= self.until and anchor.at is not None and anchor.at <= self.at

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


@dataclass(frozen=True, slots=True)
class _Walked:
    head: Head
    entries: int
    fault: FaultFound | None
    explained: tuple[Replaced, ...]


def judged_chain(
    pages: Iterable[Sequence[Sequence[Any]]],
    anchors: Sequence[Anchor],
    replaced: Sequence[Replaced],
    *,
    elsewhere: Callable[[str], int | None],
) -> Verdict:
    """The verdict on a chain. `pages` are its entries in the order of their numbers, many at a time, each with the
    parts of `Entry`; `elsewhere` finds the number of the entry that has a hash."""
    found: dict[int, str] = dict.fromkeys((anchor.seq for anchor in anchors), "")
    walked = _walk(pages, found, replaced, elsewhere)
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


def _walk(
    pages: Iterable[Sequence[Sequence[Any]]],
    wanted: dict[int, str],
    replaced: Sequence[Replaced],
    elsewhere: Callable[[str], int | None],
) -> _Walked:
    """Follows the chain to its first fault, or to its end, and notes the hashes of wanted entries."""
    (last, prev), entries, explained = EMPTY, 0, []
    fault: FaultFound | None = None
    for page in pages:
        if fault is not None:
            break  # the rest is read no more: every entry after the first fault hangs on it
        for row in page:
            # This loop is what a check of a hundred thousand entries spends its time in: nothing is called twice.
            seq, name, at, actor, action, kind, entity, patient, body, before, mine = row
            what = f"{at}\x1f{actor or ''}\x1f{action}\x1f{kind}\x1f{entity}"
            said = f"hub-audit-1\x1f{seq}\x1f{what}\x1f{body}\x1f{before}"
            follows = seq == last + 1 and before == prev
            agrees = sha256(said.encode()).hexdigest() == mine and body.startswith(opening(name, patient))
            if not (follows and agrees):
                gap = next((one for one in replaced if seq > last + 1 and one.lost(last + 1, seq)), None)
                if gap is None or not agrees:
                    fault = (
                        FaultFound(seq, ChainFault.CHANGED) if gap else _fault(Entry(*row), Head(last, prev), elsewhere)
                    )
                    break
                explained += [gap] if gap not in explained else []
            last, prev = seq, mine
            entries += 1
            if seq in wanted:
                wanted[seq] = mine
    return _Walked(Head(last, prev), entries, fault, tuple(explained))


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
        until=int(until) if until.isdecimal() else 0,
        missing=tuple(_gaps(event.detail.get("missing", ""))),
    )


def _gaps(words: str) -> Iterable[range]:
    for part in words.split():
        first, _, last = part.partition("-")
        if first.isdecimal() and (last or first).isdecimal():
            yield range(int(first), int(last or first) + 1)
