"""Anchors of the audit trail: where the chain stood, kept where whoever changes the store does not reach."""

import re
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from inpatient_hub.domain.audit_chain import Head, moment_text

SHOWN_DIGITS = 16
"""Digits of a hash that are printed: enough that nobody finds another chain that ends in them."""


class AnchorPlace(StrEnum):
    """Where an anchor is kept."""

    KEYRING = "keyring"
    BACKUPS = "backups"
    SECOND_PLACE = "second_place"
    PAPER = "paper"


PLACE_WORDS = {
    AnchorPlace.KEYRING: "this computer's keyring",
    AnchorPlace.BACKUPS: "the backups",
    AnchorPlace.SECOND_PLACE: "the backups' second place",
    AnchorPlace.PAPER: "what was printed",
}


class Anchor(NamedTuple):
    """An entry's number and hash at a moment. The hash of one read off paper is only its beginning."""

    seq: int
    hash: str
    at: datetime | None
    place: AnchorPlace


_LINE = re.compile(r"(\d{1,15}) ([0-9a-f]{64}) (\S+)")
_PRINTED = re.compile(r"(?:audit\s+)?([\d,]{1,20})\s*:?\s*([0-9a-f ]{4,80})", re.IGNORECASE)


def anchor_line(head: Head, at: datetime) -> str:
    """An anchor as a line of text."""
    return f"{head.seq} {head.hash} {moment_text(at)}"


def anchor_from(line: str, place: AnchorPlace) -> Anchor | None:
    """The anchor a line holds, or None for anything else."""
    found = _LINE.fullmatch(line.strip())
    if found is None:
        return None
    try:
        at = datetime.fromisoformat(found[3])
    except ValueError:
        return None
    return Anchor(int(found[1]), found[2], at, place) if at.tzinfo is not None else None


def head_words(head: Head) -> str:
    """The head as it is printed: `Audit 1,234: 3f9a 77c1 02de 9b40`."""
    shown = head.hash[:SHOWN_DIGITS]
    return f"Audit {head.seq:,}: {' '.join(shown[at : at + 4] for at in range(0, SHOWN_DIGITS, 4))}"


def printed_anchor(words: str) -> Anchor | None:
    """The anchor that somebody read off a printed page, or None when it cannot be one."""
    found = _PRINTED.fullmatch(words.strip())
    if found is None:
        return None
    number, digits = found[1].replace(",", ""), found[2].replace(" ", "").lower()
    if not number or len(digits) < 4:
        return None
    return Anchor(int(number), digits, None, AnchorPlace.PAPER)
