"""Hearing that the person has left: on a real message bus of our own, and from messages as Windows sends them."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from ctypes import wintypes

import pytest
from pytestqt.qtbot import QtBot

from inpatient_hub.gui.session_window import SessionWindow
from inpatient_hub.host.session_watch import bus_signs, session_path
from inpatient_hub.host.session_watch_windows import WM_POWERBROADCAST, WM_WTSSESSION_CHANGE, says_left
from tests.gui.desk import heard

TOOLS = [tool for tool in ("dbus-daemon", "dbus-send") if shutil.which(tool) is None]
SESSION = "/org/freedesktop/login1/session/_32"

_LISTENER = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from inpatient_hub.gui.session_bus import SessionBus
app = QCoreApplication([])
bus = SessionBus({"XDG_SESSION_ID": "2"})
bus.left.connect(lambda: print("left", flush=True))
print(bus.heard, flush=True)
QTimer.singleShot(30_000, app.quit)
app.exec()
"""


@pytest.fixture
def bus() -> Iterator[dict[str, str]]:
    """A message bus that stands for the system's and the session's."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        yield {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address, "DBUS_SYSTEM_BUS_ADDRESS": address}
        daemon.terminate()


SAID = (
    ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", ["boolean:true"]),
    (SESSION, "org.freedesktop.login1.Session.Lock", []),
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", ["boolean:true"]),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", ["boolean:true"]),
)
UNSAID = (
    ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", ["boolean:false"]),
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", ["boolean:false"]),
    (f"{SESSION}5", "org.freedesktop.login1.Session.Lock", []),
)


@pytest.mark.skipif(bool(TOOLS) or sys.platform != "linux", reason="needs a message bus")
def test_sleep_a_locked_session_and_a_screen_saver_are_heard_and_waking_is_not(bus: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _LISTENER], env=bus, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    ) as listener:
        assert listener.stdout is not None
        assert int(listener.stdout.readline()) == len(bus_signs({"XDG_SESSION_ID": "2"}))
        for path, signal, values in UNSAID:
            say(bus, path, signal, *values)
        for path, signal, values in SAID:
            say(bus, path, signal, *values)
            assert listener.stdout.readline() == "left\n"
        say_locked_hint(bus, locked="false")
        say_locked_hint(bus, locked="true")
        assert listener.stdout.readline() == "left\n"
        listener.terminate()
        assert listener.stdout.read() == "", "each was heard once, and nothing else was"


def say(bus: dict[str, str], path: str, signal: str, *values: str) -> None:
    subprocess.run(["dbus-send", "--session", "--type=signal", path, signal, *values], env=bus, check=True)


def say_locked_hint(bus: dict[str, str], *, locked: str) -> None:
    """As logind says it; dbus-send cannot write a table of different kinds of value."""
    command = ["gdbus", "emit", "--session", "--object-path", SESSION]
    command += ["--signal", "org.freedesktop.DBus.Properties.PropertiesChanged", "org.freedesktop.login1.Session"]
    subprocess.run([*command, f"{{'LockedHint': <{locked}>}}", "@as []"], env=bus, check=True)


@pytest.mark.parametrize(
    ("session_id", "path"),
    [
        ("", ""),
        ("2", SESSION),
        ("c1", "/org/freedesktop/login1/session/c1"),
        ("a-b", "/org/freedesktop/login1/session/a_2db"),
    ],
)
def test_logind_s_path_of_a_session_is_written_as_logind_writes_it(session_id: str, path: str) -> None:
    assert session_path(session_id) == path


def a_message(message: int, wparam: int) -> wintypes.MSG:
    return wintypes.MSG(hWnd=None, message=message, wParam=wparam)


@pytest.mark.parametrize(
    ("message", "wparam", "left"),
    [
        (WM_WTSSESSION_CHANGE, 0x7, True),
        (WM_WTSSESSION_CHANGE, 0x4, True),
        (WM_WTSSESSION_CHANGE, 0x2, True),
        (WM_WTSSESSION_CHANGE, 0x8, False),
        (WM_POWERBROADCAST, 0x4, True),
        (WM_POWERBROADCAST, 0x12, False),
        (0x0200, 0x7, False),
    ],
)
def test_windows_words_for_a_lock_and_for_sleep_are_understood(message: int, wparam: int, left: bool) -> None:
    sent = a_message(message, wparam)
    assert says_left(ctypes.addressof(sent)) is left


def test_the_window_that_windows_talks_to_passes_it_on(qtbot: QtBot) -> None:
    window = SessionWindow()
    qtbot.addWidget(window)
    said = heard(window.left)
    for wparam in (0x8, 0x7):
        sent = a_message(WM_WTSSESSION_CHANGE, wparam)
        assert window.nativeEvent(b"windows_generic_MSG", ctypes.addressof(sent)) == (False, 0)
    assert len(said) == 1
    window.end()
