"""What a check of the audit trail came to, in words for a person who has to act on it."""

from collections.abc import Callable
from datetime import datetime

from inpatient_hub.domain.anchors import PLACE_WORDS, Anchor
from inpatient_hub.domain.audit_verdict import ChainFault, FaultFound, Replaced, Verdict
from inpatient_hub.domain.audit_words import DID

Shown = Callable[[datetime], str]
"""Writes a moment as the reader wants it."""

_WHAT: dict[ChainFault, str] = {
    ChainFault.CHANGED: "Entry {seq} was changed after it was written.",
    ChainFault.MISSING: "Entry {seq} was taken out.",
    ChainFault.REORDERED: "Entry {seq} does not stand where it was written.",
    ChainFault.CUT: "The end was cut off: entry {seq} and what followed are not there.",
    ChainFault.REWRITTEN: "The trail was written anew: entry {seq} is not the one that was there.",
    ChainFault.UNGUARDED: "What refuses changes to entries and keys was taken out: any could be changed since.",
    ChainFault.CLOSED: "The key of a patient who is here was taken out or replaced: what entry {seq} says is lost.",
}

WHAT_TO_DO = (
    "Leave the store and its backups as they are, make no change, and tell your digital lead. A backup from before it "
    "happened shows what was there."
)


def verdict_title(verdict: Verdict) -> str:
    """One line."""
    if verdict.fault is not None:
        return "The audit trail was tampered with or is damaged"
    return "The audit trail is whole" if verdict.entries else "The audit trail is empty"


def verdict_lines(verdict: Verdict, shown: Shown) -> list[str]:
    """What was found, what accounts for what, and what the check rests on."""
    lines = [_fault_words(verdict.fault, shown)] if verdict.fault else [_sound_words(verdict)]
    lines += [_explained_words(one, shown) for one in verdict.explained]
    lines.append(_anchor_words(verdict, shown))
    return lines


def _fault_words(fault: FaultFound, shown: Shown) -> str:
    words = _WHAT[fault.kind].format(seq=f"{fault.seq:,}")
    return f"{words} {_told_by(fault.anchor, shown)}" if fault.anchor else words


def _told_by(anchor: Anchor, shown: Shown) -> str:
    when = f" of {shown(anchor.at)}" if anchor.at else ""
    return f"The anchor{when} in {PLACE_WORDS[anchor.place]} says entry {anchor.seq:,} was {anchor.hash[:16]}."


def _sound_words(verdict: Verdict) -> str:
    if not verdict.entries:
        return "Nothing was recorded yet."
    count = "1 entry" if verdict.entries == 1 else f"{verdict.entries:,} entries"
    return f"{count}, each hashed together with the one before it: none was changed, taken out or moved."


def _explained_words(one: Replaced, shown: Shown) -> str:
    gaps = ", ".join(f"{gap.start:,} to {gap.stop - 1:,}" for gap in one.missing)
    lost = f" Entries {gaps} were lost." if gaps else ""
    after = f" It had gone up to entry {one.until:,} before." if one.until else ""
    return f"On {shown(one.at)} somebody {DID[one.action]} (entry {one.seq:,}).{after}{lost}"


def _anchor_words(verdict: Verdict, shown: Shown) -> str:
    newest = verdict.newest_anchor
    if newest is None:
        return "No anchor was found outside the store: nothing shows whether the end was cut off."
    when = f", of {shown(newest.at)}" if newest.at else ""
    many = "1 anchor" if verdict.anchors == 1 else f"{verdict.anchors:,} anchors"
    return f"Held against {many} outside the store; the furthest is entry {newest.seq:,}{when}."
