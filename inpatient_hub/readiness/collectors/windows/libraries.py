"""Calls functions of Windows' own libraries, loaded from Windows' own folder and from nowhere else."""

import ctypes
import sys
from typing import Any

from inpatient_hub.readiness.collectors.part import NotAvailable

if sys.platform == "win32":
    function_type = ctypes.WINFUNCTYPE
else:
    function_type = ctypes.CFUNCTYPE
"""Makes the type of a function that Windows calls, or that is called in Windows' way."""

NOT_WINDOWS = "This is not Windows."
_SYSTEM_FOLDER_ONLY = 0x800  # LOAD_LIBRARY_SEARCH_SYSTEM32
Plain = type[ctypes.c_int32 | ctypes.c_uint32 | ctypes.c_uint64 | ctypes.c_uint16 | ctypes.c_void_p | ctypes.c_bool]


class Libraries:
    """Windows' libraries by name. Nothing is loaded before the first call, so it can be made on every system."""

    def __init__(self) -> None:
        self._loaded: dict[str, ctypes.CDLL] = {}

    def call(self, library: str, name: str, *arguments: Any, result: Plain = ctypes.c_int32) -> Any:
        """What a function returns. Numbers and handles must come as ctypes values, which say how wide they are.

        Raises NotAvailable when this Windows has no such library or function.
        """
        try:
            function = self._library(library)[name]
        except AttributeError as error:
            raise NotAvailable(f"This Windows has no {name}.") from error
        function.restype = result
        return function(*arguments)

    def has(self, library: str, name: str) -> bool:
        """Whether a library has a function."""
        try:
            return bool(self._library(library)[name])
        except AttributeError:
            return False

    def failed(self, name: str, code: int | None = None) -> OSError:
        """The error to raise when a function failed: with its own code, or with the thread's last one."""
        if sys.platform != "win32":
            return OSError(code or 0, name)
        number = ctypes.get_last_error() if code is None else code
        return OSError(None, name, None, ctypes.c_int32(number).value)

    def _library(self, name: str) -> ctypes.CDLL:
        if sys.platform != "win32":
            raise NotAvailable(NOT_WINDOWS)
        if name not in self._loaded:
            try:
                file = name if "." in name else f"{name}.dll"
                self._loaded[name] = ctypes.WinDLL(file, use_last_error=True, winmode=_SYSTEM_FOLDER_ONLY)
            except OSError as error:
                raise NotAvailable(f"This Windows has no {name}.") from error
        return self._loaded[name]
