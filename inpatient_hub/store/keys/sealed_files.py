"""Writes and reads files that are sealed piece by piece with a key derived from the ward's own.

Each piece is bound to the one before it and the last says that it is the last (libsodium's secretstream), so that a
changed, exchanged, missing or added piece is seen, and a file that was cut short too.
"""

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from nacl import bindings
from nacl.exceptions import CryptoError

from inpatient_hub.store import sqlite_file
from inpatient_hub.store.keys.data_key import ID_BYTES, DataKey

_START = b"IHUBSEAL\x01\0\0\0"
_PURPOSE = b"hub sealed file"
_PIECE = 64 * 1024
_LENGTH = struct.Struct(">I")
_ROOM = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
_HEADER_BYTES = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_MORE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_LAST = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL


class NotSealedSo(Exception):
    """The file is not what was written: another key's, changed, cut short, or none of ours."""


def lock_id_in(file: Path) -> bytes | None:
    """The id of the lock a sealed file belongs to, or None when it is no sealed file or cannot be read."""
    try:
        with file.open("rb") as opened:
            start = opened.read(len(_START) + ID_BYTES)
    except (OSError, ValueError):  # a name may hold what no file's name can
        return None
    is_ours = start.startswith(_START) and len(start) == len(_START) + ID_BYTES
    return start[len(_START) :] if is_ours else None


def write_sealed(file: Path, key: DataKey, pieces: Iterable[bytes]) -> None:
    """Writes a file that only this key opens, whole or not at all. Raises OSError and whatever `pieces` raises."""
    making = file.with_name(f"{file.name}.part")
    making.unlink(missing_ok=True)
    sqlite_file.new_private_file(making)
    try:
        with making.open("r+b") as opened:
            _write(opened, key, pieces)
        sqlite_file.put_in_place(making, file)
    except BaseException:
        making.unlink(missing_ok=True)
        raise


def _write(opened: BinaryIO, key: DataKey, pieces: Iterable[bytes]) -> None:
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    header = bindings.crypto_secretstream_xchacha20poly1305_init_push(state, key.derived(_PURPOSE))
    start = _START + key.lock_id + header
    opened.write(start)
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) > _PIECE:
            _push(opened, state, bytes(waiting[:_PIECE]), start, _MORE)
            del waiting[:_PIECE]
    _push(opened, state, bytes(waiting), start, _LAST)


def _push(opened: BinaryIO, state: object, piece: bytes, start: bytes, tag: int) -> None:
    sealed = bindings.crypto_secretstream_xchacha20poly1305_push(state, piece, start, tag)  # type: ignore[arg-type]
    opened.write(_LENGTH.pack(len(sealed)) + sealed)


def read_sealed(file: Path, key: DataKey) -> Iterator[bytes]:
    """The pieces of a sealed file, one after the other. What was given out before NotSealedSo was raised is right, but
    not all. Raises OSError too."""
    with file.open("rb") as opened:
        start = opened.read(len(_START) + ID_BYTES + _HEADER_BYTES)
        if not start.startswith(_START) or len(start) != len(_START) + ID_BYTES + _HEADER_BYTES:
            raise NotSealedSo
        state = bindings.crypto_secretstream_xchacha20poly1305_state()
        bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, start[-_HEADER_BYTES:], key.derived(_PURPOSE))
        tag = _MORE
        while tag != _LAST:
            piece, tag = _pull(opened, state, start)
            yield piece
        if opened.read(1):
            raise NotSealedSo


def _pull(opened: BinaryIO, state: object, start: bytes) -> tuple[bytes, int]:
    said = opened.read(_LENGTH.size)
    length = _LENGTH.unpack(said)[0] if len(said) == _LENGTH.size else 0
    if not _ROOM <= length <= _PIECE + _ROOM:
        raise NotSealedSo
    sealed = opened.read(length)
    if len(sealed) != length:
        raise NotSealedSo
    try:
        return bindings.crypto_secretstream_xchacha20poly1305_pull(state, sealed, start)  # type: ignore[arg-type]
    except (CryptoError, ValueError, TypeError):
        raise NotSealedSo from None
