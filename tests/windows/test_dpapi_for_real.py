"""Windows itself seals what belongs to a user (DPAPI), which its Credential Manager stands on: asked for real."""

import ctypes
import sys
from ctypes import wintypes

import pytest

from tests.windows.new_process import in_new_process

pytestmark = pytest.mark.win32

SECRET = "Zażółć gęślą jaźń, 4 September".encode()
WARD, OTHER = b"ward 7", b"ward 8"
NEVER_ASK = 1


class Blob(ctypes.Structure):
    """DATA_BLOB, as dpapi.h has it."""

    _fields_ = (("size", wintypes.DWORD), ("data", ctypes.c_void_p))


def _blob(data: bytes) -> Blob:
    return Blob(len(data), ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p))


def _called(name: str, data: bytes, entropy: bytes) -> bytes | None:
    """What one of the two calls gives back, whose arguments are alike; None when Windows refuses."""
    assert sys.platform == "win32"
    given, salt, made = _blob(data), _blob(entropy), Blob()
    call = getattr(ctypes.WinDLL("crypt32"), name)
    if not call(ctypes.byref(given), None, ctypes.byref(salt), None, None, NEVER_ASK, ctypes.byref(made)):
        return None
    told = ctypes.string_at(made.data, made.size)
    free = ctypes.WinDLL("kernel32").LocalFree
    free.argtypes = [ctypes.c_void_p]
    free(made.data)
    return told


def sealed(data: bytes, entropy: bytes = WARD) -> bytes:
    """The data, sealed for this user."""
    made = _called("CryptProtectData", data, entropy)
    assert made is not None
    return made


def unsealed(data: bytes, entropy: bytes = WARD) -> bytes | None:
    """What was sealed; None when Windows refuses to open it."""
    return _called("CryptUnprotectData", data, entropy)


def test_what_is_sealed_comes_back_and_cannot_be_read_meanwhile() -> None:
    kept = sealed(SECRET)
    assert SECRET not in kept
    assert unsealed(kept) == SECRET


def test_another_process_of_this_user_opens_it() -> None:
    kept = sealed(SECRET).hex()
    asked = f"unsealed(bytes.fromhex({kept!r})).hex()"
    told = in_new_process(f"from tests.windows.test_dpapi_for_real import unsealed; print({asked})")
    assert bytes.fromhex(told) == SECRET


def test_what_was_changed_or_belongs_to_something_else_is_refused() -> None:
    kept = sealed(SECRET)
    assert unsealed(kept, OTHER) is None
    assert unsealed(kept[:-1] + bytes([kept[-1] ^ 1])) is None
    assert unsealed(SECRET) is None
