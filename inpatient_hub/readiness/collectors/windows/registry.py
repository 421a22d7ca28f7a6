"""Reads the Windows registry, in both its views, and never writes to it."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from enum import StrEnum
from typing import Any, Protocol, cast

from inpatient_hub.readiness.collectors.part import NotAvailable
from inpatient_hub.readiness.collectors.windows.answers import OddValue

MOST_SUBKEYS = 5_000
MOST_TEXT = 4_000
_TEXT_TYPES = (1, 2)  # REG_SZ, REG_EXPAND_SZ
_NUMBER_TYPE = 4  # REG_DWORD


class Hive(StrEnum):
    """The roots that are read."""

    MACHINE = "HKEY_LOCAL_MACHINE"
    USER = "HKEY_CURRENT_USER"
    CLASSES = "HKEY_CLASSES_ROOT"


class View(StrEnum):
    """Which of the two registries of a 64-bit Windows: for 64-bit programs or for 32-bit ones."""

    FOR_64_BIT = "KEY_WOW64_64KEY"
    FOR_32_BIT = "KEY_WOW64_32KEY"


class Winreg(Protocol):
    """The part of the standard module `winreg` that is used."""

    KEY_READ: int

    def OpenKeyEx(self, key: Any, sub_key: str, reserved: int, access: int) -> AbstractContextManager[Any]: ...  # noqa: N802
    def QueryValueEx(self, key: Any, name: str) -> tuple[Any, int]: ...  # noqa: N802
    def EnumKey(self, key: Any, index: int) -> str: ...  # noqa: N802
    def ExpandEnvironmentStrings(self, text: str) -> str: ...  # noqa: N802


def this_computers() -> Winreg:
    """The registry of the Windows that the program runs on. Raises NotAvailable elsewhere."""
    if sys.platform != "win32":
        raise NotAvailable("This is not Windows.")
    import winreg

    return cast(Winreg, winreg)


class Registry:
    """Reads values with their kind checked.

    A key or value that is not there gives None; one that may not be read raises OSError; one of the wrong kind raises
    OddValue. Keys are read in the 64-bit view unless the other is asked for.
    """

    def __init__(self, winreg: Callable[[], Winreg] = this_computers) -> None:
        self._winreg = winreg

    def text(self, key: str, name: str, hive: Hive = Hive.MACHINE, view: View = View.FOR_64_BIT) -> str | None:
        """A text up to its first zero character, with %NAMES% replaced where Windows marks them for that."""
        found = self._value(key, name, hive, view)
        if found is None:
            return None
        value, kind = found
        if not isinstance(value, str) or kind not in _TEXT_TYPES:
            raise OddValue(f"{name} is not a text")
        value = value.partition("\0")[0]
        if len(value) > MOST_TEXT or any("\ud800" <= character <= "\udfff" for character in value):
            raise OddValue(f"{name} is no readable text")
        return self._winreg().ExpandEnvironmentStrings(value) if kind == 2 else value

    def number(self, key: str, name: str, hive: Hive = Hive.MACHINE, view: View = View.FOR_64_BIT) -> int | None:
        """A whole number of 32 bits, from zero."""
        found = self._value(key, name, hive, view)
        if found is None:
            return None
        value, kind = found
        if isinstance(value, bool) or not isinstance(value, int) or kind != _NUMBER_TYPE or not 0 <= value < 2**32:
            raise OddValue(f"{name} is not a number")
        return value

    def binary(self, key: str, name: str, hive: Hive = Hive.MACHINE, view: View = View.FOR_64_BIT) -> bytes | None:
        """Raw bytes."""
        found = self._value(key, name, hive, view)
        if found is None:
            return None
        if not isinstance(found[0], bytes):
            raise OddValue(f"{name} is not bytes")
        return found[0]

    def has(self, key: str, hive: Hive = Hive.MACHINE, view: View = View.FOR_64_BIT) -> bool:
        """Whether there is such a key. Raises OSError when that may not be known."""
        try:
            with self._opened(key, hive, view):
                return True
        except FileNotFoundError:
            return False

    def subkeys(self, key: str, hive: Hive = Hive.MACHINE, view: View = View.FOR_64_BIT) -> tuple[str, ...]:
        """The names of the keys below one, at most 5,000; none when it is not there."""
        try:
            opened = self._opened(key, hive, view)
        except FileNotFoundError:
            return ()
        names: list[str] = []
        with opened as handle, suppress(OSError):  # this is how Windows says that there are no more
            while len(names) < MOST_SUBKEYS:
                names.append(self._winreg().EnumKey(handle, len(names)))
        return tuple(names)

    def _value(self, key: str, name: str, hive: Hive, view: View) -> tuple[Any, int] | None:
        try:
            with self._opened(key, hive, view) as opened:
                return self._winreg().QueryValueEx(opened, name)
        except FileNotFoundError:
            return None

    def _opened(self, key: str, hive: Hive, view: View) -> AbstractContextManager[Any]:
        winreg = self._winreg()
        return winreg.OpenKeyEx(getattr(winreg, hive), key, 0, winreg.KEY_READ | getattr(winreg, view))
