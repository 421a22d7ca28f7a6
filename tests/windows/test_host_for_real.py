"""What Windows keeps and gives its user: secrets, the clipboard, and the ward's hour."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import wintypes
from datetime import UTC, datetime, timedelta

import pytest

from inpatient_hub.cli import clipboard
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.device_secrets import OsKeyring
from tests.windows.new_process import in_new_process

pytestmark = pytest.mark.win32

NAME = "store key of an invented ward"
LOCAL_MACHINE = 2
UNICODE_TEXT = 13


class Credential(ctypes.Structure):
    """CREDENTIALW, as wincred.h has it."""

    _fields_ = (
        ("Flags", wintypes.DWORD),
        ("Type", wintypes.DWORD),
        ("TargetName", wintypes.LPWSTR),
        ("Comment", wintypes.LPWSTR),
        ("LastWritten", wintypes.FILETIME),
        ("CredentialBlobSize", wintypes.DWORD),
        ("CredentialBlob", ctypes.c_void_p),
        ("Persist", wintypes.DWORD),
    )


def persistence(target: str) -> int | None:
    """Where Windows itself says that it keeps a secret; None when it has none of this name."""
    library = ctypes.WinDLL("advapi32")
    found = ctypes.POINTER(Credential)()
    if not library.CredReadW(target, 1, 0, ctypes.byref(found)):
        return None
    kept = int(found.contents.Persist)
    library.CredFree(found)
    return kept


@pytest.fixture
def keyring() -> Iterator[OsKeyring]:
    ring = OsKeyring()
    yield ring
    ring.forget(NAME)


def test_a_secret_goes_to_windows_and_back(keyring: OsKeyring) -> None:
    assert keyring.get(NAME) is None
    keyring.put(NAME, "Zażółć gęślą jaźń, 4 September")
    assert OsKeyring().get(NAME) == "Zażółć gęślą jaźń, 4 September"
    keyring.put(NAME, "another")
    assert keyring.get(NAME) == "another"
    keyring.forget(NAME)
    assert keyring.get(NAME) is None
    keyring.forget(NAME)


def test_another_process_of_this_user_finds_it(keyring: OsKeyring) -> None:
    keyring.put(NAME, "kept")
    told = in_new_process(f"from inpatient_hub.host.device_secrets import OsKeyring; print(OsKeyring().get({NAME!r}))")
    assert told == "kept"


def test_a_secret_does_not_follow_the_user_to_other_computers(keyring: OsKeyring) -> None:
    keyring.put(NAME, "kept")
    assert persistence(f"Inpatient Hub {NAME}") == LOCAL_MACHINE


@contextmanager
def opened_clipboard() -> Iterator["ctypes.WinDLL"]:
    user = ctypes.WinDLL("user32")
    looking = threading.Event()
    for _ in range(100):
        if user.OpenClipboard(None):
            break
        looking.wait(timeout=0.1)  # the program that put it there may still hold it
    yield user
    user.CloseClipboard()


def formats_and_text() -> tuple[list[int], str]:
    """The formats on the clipboard, in their order, and its text, as Windows tells them to any program."""
    kernel = ctypes.WinDLL("kernel32")
    kernel.GlobalLock.restype = ctypes.c_void_p
    with opened_clipboard() as user:
        user.GetClipboardData.restype = ctypes.c_void_p
        formats, at = [], 0
        while at := user.EnumClipboardFormats(at):
            formats.append(at)
        held = ctypes.c_void_p(user.GetClipboardData(UNICODE_TEXT))
        text = ctypes.wstring_at(kernel.GlobalLock(held))
        kernel.GlobalUnlock(held)
    return formats, text


def test_a_note_copied_in_a_console_is_plain_text_and_nothing_else() -> None:
    note = "Referral made to the IMHA service.\nŽofie would like to meet on 4 Sept."
    clipboard.put(note, note_id="N-1")
    formats, text = formats_and_text()
    assert text.replace("\r\n", "\n") == note
    assert formats[0] == UNICODE_TEXT
    assert set(formats) <= {1, 7, UNICODE_TEXT, 16}  # the older kinds of text, and its language, which Windows adds


@pytest.mark.parametrize(
    ("moment", "hour", "ahead"),
    [
        (datetime(2026, 7, 1, 12, 0, tzinfo=UTC), 13, 1),
        (datetime(2026, 11, 20, 14, 5, tzinfo=UTC), 14, 0),
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), 0, 0),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), 2, 1),
    ],
)
def test_the_wards_hour_is_londons_though_windows_has_no_list_of_zones(moment: datetime, hour: int, ahead: int) -> None:
    local = FixedClock(moment).local(moment)
    assert (local.hour, local.utcoffset()) == (hour, timedelta(hours=ahead))
