"""Looks whether the clipboard can be used, without reading or changing what is on it."""

import os
import shutil
import sys
from collections.abc import Mapping
from typing import Literal

Clipboard = Literal["usable", "none", "busy"]

_X11 = ("xclip", "xsel")
_WAYLAND = ("wl-copy",)


def clipboard_here() -> Clipboard:
    """Whether this process could put a text on the clipboard."""
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        return "usable" if shutil.which("pbcopy") else "none"
    return desktop_clipboard(os.environ, frozenset(name for name in (*_X11, *_WAYLAND) if shutil.which(name)))


def desktop_clipboard(environ: Mapping[str, str], programs: frozenset[str]) -> Clipboard:
    """Whether a Linux or BSD session has a clipboard and one of the programs that reach it from a shell."""
    if environ.get("WAYLAND_DISPLAY") and programs.intersection(_WAYLAND):
        return "usable"
    return "usable" if environ.get("DISPLAY") and programs.intersection(_X11) else "none"


if sys.platform == "win32":
    import ctypes
    import threading

    _TRIES = 5
    _PAUSE_S = 0.05

    def _windows() -> Clipboard:
        """Opens the clipboard and closes it. Another program holds it for moments only, so it is tried a few times."""
        user32 = ctypes.WinDLL("user32", use_last_error=True)
        user32.OpenClipboard.argtypes = (ctypes.c_void_p,)
        for _ in range(_TRIES):
            if user32.OpenClipboard(None):
                user32.CloseClipboard()
                return "usable"
            threading.Event().wait(_PAUSE_S)
        return "busy"
