"""Windows' own words for a locked, switched or disconnected session and for sleep, as a window hears them."""

import ctypes
import sys
from ctypes import wintypes

WM_POWERBROADCAST = 0x0218
WM_WTSSESSION_CHANGE = 0x02B1
_PBT_APMSUSPEND = 0x4
_LEFT = frozenset({0x2, 0x4, 0x6, 0x7})
"""WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK (wtsapi32.h)."""


def says_left(message_at: int) -> bool:
    """Whether the MSG at this address says that the person has left, or that the computer goes to sleep."""
    message = wintypes.MSG.from_address(message_at)
    if message.message == WM_WTSSESSION_CHANGE:
        return message.wParam in _LEFT
    return bool(message.message == WM_POWERBROADCAST and message.wParam == _PBT_APMSUSPEND)


if sys.platform == "win32":

    def ask_to_be_told(window: int) -> bool:
        """Has Windows tell this window of its session from now on. False when it does not want to."""
        return bool(ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification(wintypes.HWND(window), 0))

    def ask_no_more(window: int) -> None:
        """Takes that back."""
        ctypes.WinDLL("wtsapi32").WTSUnRegisterSessionNotification(wintypes.HWND(window))
