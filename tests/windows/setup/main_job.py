"""Runs inside the program as it is set up: walks a referral to a copied note, at the real window, with keys.

main_job.py PLATFORM TOLD FOLDER: what came of it goes into the file TOLD. The ward is made in FOLDER.
"""

import ctypes
import faulthandler
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

PLATFORM, TOLD, FOLDER = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
ROOT = Path(__file__).resolve().parents[3]
os.environ["QT_QPA_PLATFORM"] = PLATFORM
os.environ["INPATIENT_HUB_TESTS"] = "steady"

import PySide6.QtWidgets  # noqa: E402  loaded first, it is found by what is not shipped

UNDER_WINE = ROOT / ".windows" / "python"
PACKAGES = (UNDER_WINE if UNDER_WINE.is_dir() else ROOT / ".venv") / "Lib" / "site-packages"
QT_TEST = ROOT / ".windows" / "qttest" if UNDER_WINE.is_dir() else PACKAGES / "PySide6"
PySide6.__path__.append(str(QT_TEST))  # what presses the keys is not shipped
os.add_dll_directory(str(QT_TEST))  # type: ignore[attr-defined]
# Behind the program's own: of the checkout and of the Python of the tests, only what is not shipped is taken.
sys.path += [str(ROOT), str(PACKAGES)]
SERVER = ModuleType("tests.contracts.postgres_server")  # of the tests' database server only the names are wanted here
vars(SERVER).update(dict.fromkeys(("PostgresServer", "missing_reason", "shared_server"), object))
sys.modules[SERVER.__name__] = SERVER

FORMATS = {1: "CF_TEXT", 7: "CF_OEMTEXT", 13: "CF_UNICODETEXT", 16: "CF_LOCALE", 49161: "DataObject"}


def wait(condition: Callable[[], object]) -> None:
    """Wait for half a minute at most, with events going on."""
    from PySide6.QtTest import QTest

    for _ in range(3_000):
        if condition():
            return
        QTest.qWait(10)
    raise TimeoutError


def clipboard_of_windows() -> tuple[list[str], str]:
    """The formats on the clipboard, and its text, as Windows itself tells them to any program."""
    user, kernel = ctypes.WinDLL("user32"), ctypes.WinDLL("kernel32")
    user.GetClipboardData.restype = kernel.GlobalLock.restype = ctypes.c_void_p
    assert user.OpenClipboard(None)
    formats, at = [], 0
    while at := user.EnumClipboardFormats(at):
        formats.append(FORMATS.get(at, str(at)))
    held = ctypes.c_void_p(user.GetClipboardData(13))
    text = ctypes.wstring_at(kernel.GlobalLock(held))
    kernel.GlobalUnlock(held)
    user.CloseClipboard()
    return formats, text


def main() -> None:
    """Do the job."""
    import inpatient_hub
    from inpatient_hub.host import device_secrets
    from tests.fakes import keyring
    from tests.windows.setup.recorded import lend_recorded_checks

    lend_recorded_checks()
    keyring.tests_keyring = device_secrets.this_users_keyring  # Windows' own credential store, and no made-up one
    from inpatient_hub.gui.gallery_checks import RecordedChecks
    from inpatient_hub.gui.garbage import GarbageLooks
    from inpatient_hub.gui.start_speed import hold_collector
    from tests.e2e.keats import NOW, a_ward, at
    from tests.e2e.sitting import Sitting
    from tests.e2e.walking import answer_steps, copy, fill_in_note, start
    from tests.e2e.walks import WALKS

    hold_collector()  # as the program does
    folder = FOLDER / "Wärd 7"
    folder.mkdir()
    a_ward(folder)
    who = Sitting(folder, at(), wait, checks=lambda: RecordedChecks(folder, NOW))
    GarbageLooks(who.window).begin()
    who.wait_for("Signed in: ")
    who.settle()
    start(who, WALKS[0])
    answer_steps(who, WALKS[0])
    fill_in_note(who, WALKS[0])
    told = {"copied": copy(who), "note": who.note(), "title": who.window.windowTitle()}
    told["platform"] = os.environ["QT_QPA_PLATFORM"]
    told["program"] = inpatient_hub.__file__
    if PLATFORM == "windows":
        told["formats"], told["windows_text"] = clipboard_of_windows()
    who.close()
    TOLD.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    from tests.windows.setup.crash_place import tell_where

    faulthandler.enable()  # a crash says where it was: in Python,
    tell_where()  # and in what lies below
    main()
