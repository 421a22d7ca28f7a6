"""Asks Windows about programs and files: what opens a file, where folders are, what runs, what guards the computer."""

import os
from collections.abc import Iterator
from ctypes import byref, c_int32, c_uint32, c_void_p, c_wchar_p, cast, create_unicode_buffer, sizeof
from pathlib import Path

from inpatient_hub.readiness.collectors.windows.answers import Process
from inpatient_hub.readiness.collectors.windows.libraries import Libraries
from inpatient_hub.readiness.collectors.windows.structs import Guid, ProcessEntry, ProcessMemory, wide_text

DOCUMENTS = "fdd39ad0-238f-46af-adb4-6c85480369c7"
DESKTOP = "b4bfcc3a-db2c-424c-b029-7fe99a87c641"
PUBLIC_DESKTOP = "c4aa340d-f20f-4863-afef-f87ef2e6ba25"
START_MENU = "a77f5d77-2e2b-44c3-a6a2-aba601054a51"
COMMON_START_MENU = "0139d44e-6afe-49f2-8690-3dafcae6ffb8"

_ANTIVIRUS = 4
_EXECUTABLE = 2
_NO_ASSOCIATION = (0x80070483, 0x80070002, 0x80070490)
_MOST_FILES = 2_000


class ProgramCalls(Libraries):
    """Calls about programs and files. What Windows refuses raises OSError."""

    def file_exists(self, path: str) -> bool:
        """Whether there is such a file."""
        return Path(path).is_file()

    def folder_exists(self, path: str) -> bool:
        """Whether there is such a folder."""
        return Path(path).is_dir()

    def shortcuts(self, folder: str) -> tuple[str, ...]:
        """The names of the shortcuts in a folder and in the folders right in it, without `.lnk`."""
        return tuple(name.removesuffix(".lnk") for name in self._files(folder, 2) if name.endswith(".lnk"))

    def _files(self, folder: str, levels: int) -> Iterator[str]:
        with os.scandir(folder) as entries:
            for _, entry in zip(range(_MOST_FILES), entries, strict=False):
                if entry.is_file():
                    yield entry.name.lower()
                elif levels > 1 and entry.is_dir():
                    yield from self._files(entry.path, levels - 1)

    def known_folder(self, which: str) -> str:
        """Where one of Windows' own folders is, by its GUID, wherever it has been moved to."""
        place = c_void_p()
        code = self.call(
            "shell32", "SHGetKnownFolderPath", byref(Guid.of(which)), c_uint32(0), c_void_p(), byref(place)
        )
        try:
            if code:
                raise self.failed("SHGetKnownFolderPath", code)
            return cast(place, c_wchar_p).value or ""
        finally:
            self.call("ole32", "CoTaskMemFree", place)

    def program_for(self, ending: str) -> str:
        """The path of the program that opens files with an ending such as `.rtf`; nothing when there is none."""
        buffer, length = create_unicode_buffer(2_048), c_uint32(2_048)
        asked = (c_uint32(0), c_int32(_EXECUTABLE), c_wchar_p(ending), c_void_p(), buffer, byref(length))
        code = self.call("shlwapi", "AssocQueryStringW", *asked)
        if code & 0xFFFFFFFF in _NO_ASSOCIATION:
            return ""
        if code:
            raise self.failed("AssocQueryStringW", code)
        return buffer.value

    def antivirus_health(self) -> tuple[int, int]:
        """What WscGetSecurityProviderHealth returned (1: the security centre does not run), and the health it gave."""
        health = c_int32()
        return self.call("wscapi", "WscGetSecurityProviderHealth", c_uint32(_ANTIVIRUS), byref(health)), health.value

    def processes(self) -> tuple[Process, ...]:
        """Every program that runs. Path and memory are left out where this person may not know them."""
        snapshot = self.call("kernel32", "CreateToolhelp32Snapshot", c_uint32(2), c_uint32(0), result=c_void_p)
        if snapshot in {None, c_void_p(-1).value}:
            raise self.failed("CreateToolhelp32Snapshot")
        handle = c_void_p(snapshot)
        try:
            return tuple(self._process(entry) for entry in self._entries(handle))
        finally:
            self.call("kernel32", "CloseHandle", handle)

    def _entries(self, snapshot: c_void_p) -> Iterator[ProcessEntry]:
        entry = ProcessEntry(size=sizeof(ProcessEntry))
        step = "Process32FirstW"
        while self.call("kernel32", step, snapshot, byref(entry)):
            yield entry
            step = "Process32NextW"

    def _process(self, entry: ProcessEntry) -> Process:
        name = wide_text(entry.file)
        opened = self.call(
            "kernel32", "OpenProcess", c_uint32(0x1000), c_int32(0), c_uint32(entry.process), result=c_void_p
        )
        if not opened:
            return Process(name=name, path="", memory=0)
        handle = c_void_p(opened)
        try:
            buffer, length, memory = create_unicode_buffer(1_024), c_uint32(1_024), ProcessMemory()
            self.call("kernel32", "QueryFullProcessImageNameW", handle, c_uint32(0), buffer, byref(length))
            self.call("kernel32", "K32GetProcessMemoryInfo", handle, byref(memory), c_uint32(sizeof(ProcessMemory)))
        finally:
            self.call("kernel32", "CloseHandle", handle)
        return Process(name=name, path=buffer.value, memory=memory.in_memory)
