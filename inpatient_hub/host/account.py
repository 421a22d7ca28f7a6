"""Whose account of the operating system is in use: asked from the system, never from a variable anyone can set."""

import sys

_SYSTEM_FOLDER_ONLY = 0x800  # LOAD_LIBRARY_SEARCH_SYSTEM32
_NAME_SAM_COMPATIBLE = 2  # EXTENDED_NAME_FORMAT, secext.h: domain, backslash, user
_LONGEST = 1024


def account_in_use() -> str | None:
    """The account in small letters: domain, backslash and user on Windows, the user's name elsewhere; None when the
    system does not say."""
    name = _account()
    return name.casefold() if name else None


if sys.platform == "win32":

    def _account() -> str | None:
        import ctypes

        try:
            library = ctypes.WinDLL("secur32.dll", winmode=_SYSTEM_FOLDER_ONLY)
            asked = library.GetUserNameExW
        except (OSError, AttributeError):
            return None
        asked.argtypes = (ctypes.c_int, ctypes.c_wchar_p, ctypes.POINTER(ctypes.c_ulong))
        asked.restype = ctypes.c_ubyte  # BOOLEAN, one byte
        room, length = ctypes.create_unicode_buffer(_LONGEST), ctypes.c_ulong(_LONGEST)
        return room.value if asked(_NAME_SAM_COMPATIBLE, room, ctypes.byref(length)) else None

else:

    def _account() -> str | None:
        import os
        import pwd

        try:
            return pwd.getpwuid(os.getuid()).pw_name
        except KeyError:
            return None
