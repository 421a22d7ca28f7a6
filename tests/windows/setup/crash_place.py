"""Says in which library a crash of Windows' own kind happened, and what called it: Python's own words end at Python."""

import ctypes
import sys
from ctypes import wintypes
from typing import Any

ACCESS_VIOLATION = 0xC0000005
GO_ON_LOOKING = 0
_MOST_FRAMES = 40
_OF_ADDRESS, _UNCHANGED = 0x4, 0x2


class _Record(ctypes.Structure):
    """EXCEPTION_RECORD (winnt.h)."""

    _fields_ = (
        ("code", wintypes.DWORD),
        ("flags", wintypes.DWORD),
        ("inner", ctypes.c_void_p),
        ("address", ctypes.c_void_p),
        ("count", wintypes.DWORD),
        ("facts", ctypes.c_size_t * 15),
    )


class _Pointers(ctypes.Structure):
    """EXCEPTION_POINTERS (winnt.h)."""

    _fields_ = (("record", ctypes.POINTER(_Record)), ("context", ctypes.c_void_p))


_kept: list[Any] = []
"""What Windows calls must outlive this call."""


def tell_where() -> None:
    """From now on an access violation is told with its place, and then goes on its way."""
    kernel = ctypes.WinDLL("kernel32")
    kernel.AddVectoredExceptionHandler.argtypes = (wintypes.ULONG, ctypes.c_void_p)
    kernel.AddVectoredExceptionHandler.restype = ctypes.c_void_p
    kernel.GetModuleHandleExW.argtypes = (wintypes.DWORD, ctypes.c_void_p, ctypes.c_void_p)
    kernel.GetModuleFileNameW.argtypes = (ctypes.c_void_p, wintypes.LPWSTR, wintypes.DWORD)
    kernel.RtlCaptureStackBackTrace.argtypes = (wintypes.DWORD, wintypes.DWORD, ctypes.c_void_p, ctypes.c_void_p)

    def place(address: int) -> str:
        module, name = ctypes.c_void_p(), ctypes.create_unicode_buffer(1024)
        if not kernel.GetModuleHandleExW(_OF_ADDRESS | _UNCHANGED, address, ctypes.byref(module)):
            return f"{address:#x}"
        kernel.GetModuleFileNameW(module.value, name, len(name))
        return f"{name.value.rpartition(chr(92))[2]}+{address - (module.value or 0):#x}"

    def on_exception(pointers: Any) -> int:
        record = pointers.contents.record.contents
        if record.code == ACCESS_VIOLATION:
            frames = (ctypes.c_void_p * _MOST_FRAMES)()
            count = kernel.RtlCaptureStackBackTrace(0, _MOST_FRAMES, frames, None)
            kind = {0: "reading", 1: "writing", 8: "executing"}.get(record.facts[0], "doing something at")
            told = [f"crash {kind} {record.facts[1]:#x} at {place(record.address or 0)}"]
            told += [f"  from {place(frame)}" for frame in frames[:count] if frame]
            sys.stderr.write("\n".join(told) + "\n")
            sys.stderr.flush()
        return GO_ON_LOOKING

    handler = ctypes.WINFUNCTYPE(ctypes.c_long, ctypes.POINTER(_Pointers))(on_exception)
    _kept.append(handler)
    kernel.AddVectoredExceptionHandler(1, ctypes.cast(handler, ctypes.c_void_p))
