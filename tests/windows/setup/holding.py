"""Holds a file as other programs do, so that it cannot be deleted."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def mapped(file: Path) -> Iterator[None]:
    """Have a file in memory in a way that lets others delete it, but keeps it there until it is let go."""
    kernel = ctypes.WinDLL("kernel32")
    for name in ("CreateFileW", "CreateFileMappingW", "MapViewOfFile"):
        getattr(kernel, name).restype = ctypes.c_void_p
    to_read, by_all, that_exists, page, view = 0x80000000, 7, 3, 2, 4
    opened = ctypes.c_void_p(kernel.CreateFileW(str(file), to_read, by_all, None, that_exists, 0, None))
    section = ctypes.c_void_p(kernel.CreateFileMappingW(opened, None, page, 0, 0, None))
    seen = ctypes.c_void_p(kernel.MapViewOfFile(section, view, 0, 0, 0))
    assert seen
    try:
        yield
    finally:
        kernel.UnmapViewOfFile(seen)
        kernel.CloseHandle(section)
        kernel.CloseHandle(opened)
