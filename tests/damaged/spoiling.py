"""Damages files as a failing disk, a careless copy or somebody's editor does: by chance, and again by the same seed."""

import random
from collections.abc import Callable, Mapping

PAGE = 4096

Spoil = Callable[[bytes, random.Random], bytes | None]
"""What becomes of a file's bytes; None when it is gone."""


def _flip(body: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(body)
    for _ in range(chance.choice((1, 1, 1, 2, 40))):
        if spoilt:
            spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _cut(body: bytes, chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def _cut_at_a_page(body: bytes, chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body) // PAGE + 1) * PAGE]


def _zero_pages(body: bytes, chance: random.Random) -> bytes:
    first = chance.randrange(len(body) // PAGE + 1) * PAGE
    length = min(chance.choice((1, 1, 3)) * PAGE, len(body) - first)
    return body[:first] + bytes(length) + body[first + length :]


def _swap_pages(body: bytes, chance: random.Random) -> bytes:
    pages = [body[place : place + PAGE] for place in range(0, len(body), PAGE)]
    if len(pages) > 1:
        one, other = chance.randrange(len(pages)), chance.randrange(len(pages))
        pages[one], pages[other] = pages[other], pages[one]
    return b"".join(pages)


def _garble(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body) + 1)
    length = min(chance.choice((1, 16, 500, PAGE)), len(body) - at)
    return body[:at] + chance.randbytes(length) + body[at + length :]


def _go_on(body: bytes, chance: random.Random) -> bytes:
    return body + chance.randbytes(chance.choice((1, 16, PAGE)))


def _lose_a_piece(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + body[at + chance.choice((1, 24, PAGE)) :]


def _all_garbage(body: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(chance.choice((1, 100, PAGE, len(body))))


def _all_zeroes(body: bytes, _chance: random.Random) -> bytes:
    return bytes(len(body))


def _words(_body: bytes, chance: random.Random) -> bytes:
    return chance.choice(
        (b"Dear Sir or Madam", b"{}", b"[" * 5_000, b"null", b"SQLite format 3\0", b'{"slots": 1e999}', b"\xff\xfe")
    )


def _emptied(_body: bytes, _chance: random.Random) -> bytes:
    return b""


def _gone(_body: bytes, _chance: random.Random) -> None:
    return None


WAYS: Mapping[str, Spoil] = {
    "bits flipped": _flip,
    "cut": _cut,
    "cut at a page": _cut_at_a_page,
    "pages zeroed": _zero_pages,
    "pages swapped": _swap_pages,
    "garbled": _garble,
    "goes on": _go_on,
    "a piece lost": _lose_a_piece,
    "all garbage": _all_garbage,
    "all zeroes": _all_zeroes,
    "something else": _words,
    "emptied": _emptied,
    "gone": _gone,
}


def spoilt(body: bytes, chance: random.Random) -> tuple[str, bytes | None]:
    """The file's bytes damaged in one way, and the way's name."""
    name = chance.choices(list(WAYS), [6, 4, 2, 4, 2, 4, 2, 2, 1, 1, 2, 1, 1])[0]
    return name, WAYS[name](body, chance)
