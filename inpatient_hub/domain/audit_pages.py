"""Checks a page of the audit trail at once: that each entry has its hash, and names that of the one before it."""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple, overload

BETWEEN = b"\x1e"
"""RS, the record separator of ASCII, between the entries of a joined page. Like the one between an entry's parts it
stands in none of them; where somebody put one, the page does not prove itself and is looked at entry by entry."""

_HASH_DIGITS = 64

Quick = tuple[str, bytes]
"""An entry as `as_hashed` gives it: its hash, and the bytes that it is of."""


class Proof(NamedTuple):
    """What a page comes to in which everything agrees: the hash that its first entry names, its own hashes in their
    order, and the number of its last entry."""

    prev: bytes
    hashes: Sequence[str]
    last: int


class JoinedPage(Sequence[Quick]):
    """Entries as a database joins them: the hashes that it keeps of them, and what they are of, each in one piece.
    `agreeing` is how many begin as their columns say, `last` the highest number."""

    __slots__ = ("_agreeing", "_count", "_hashes", "_last", "_said", "proof")

    def __init__(self, *, count: int, last: int, agreeing: int, hashes: bytes, said: bytes) -> None:
        self._count, self._last, self._agreeing = count, last, agreeing
        self._hashes, self._said = hashes, said
        self.proof = self._proved()
        """Worked out by who makes the page, which several threads do side by side."""

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Quick: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Quick]: ...
    def __getitem__(self, at: int | slice) -> Quick | Sequence[Quick]:
        hashes = self._hashes.decode("utf-8", "replace").split(BETWEEN.decode())
        return list(zip(hashes, self._said.split(BETWEEN), strict=True))[at]

    def _proved(self) -> Proof | None:
        # A check of a hundred thousand entries spends its time here: nothing is done entry by entry that can be done
        # for the page.
        parts = self._said.split(BETWEEN)
        if not len(parts) == self._count == self._agreeing:
            return None
        hashes = [sha256(part).hexdigest() for part in parts]
        named = [part[-_HASH_DIGITS:] for part in parts]
        if BETWEEN.decode().join(hashes).encode() != self._hashes:
            return None
        follows = b"".join(named[1:]) == "".join(hashes[:-1]).encode()
        return Proof(named[0], hashes, self._last) if follows else None


def proof_of(page: Sequence[Quick]) -> Proof | None:
    """The proof of a page that has entries; None where anything in it does not agree."""
    if isinstance(page, JoinedPage):
        return page.proof
    hashes: list[str] = []
    first = prev = page[0][1][-_HASH_DIGITS:]
    for mine, said in page:
        digest = sha256(said).hexdigest()
        if digest != mine or said[-_HASH_DIGITS:] != prev:
            return None
        hashes.append(digest)
        prev = digest.encode()
    return Proof(first, hashes, _number(page[-1][1]))


def _number(said: bytes) -> int:
    """The number of an entry that has its hash."""
    return int(said.split(b"\x1f", 2)[1])
