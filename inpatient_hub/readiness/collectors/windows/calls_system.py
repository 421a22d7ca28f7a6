"""Asks Windows about itself: version, processor, memory, drive, power and session."""

import os
import sysconfig
from ctypes import (
    byref,
    c_int32,
    c_uint16,
    c_uint32,
    c_uint64,
    c_void_p,
    c_wchar_p,
    cast,
    create_unicode_buffer,
    sizeof,
)

from inpatient_hub.readiness.collectors.part import NotAvailable
from inpatient_hub.readiness.collectors.windows.answers import DiskRoom, Machines, Memory, OddValue, Version
from inpatient_hub.readiness.collectors.windows.libraries import Libraries
from inpatient_hub.readiness.collectors.windows.structs import (
    Guid,
    MemoryStatus,
    OsVersionInfo,
    PowerStatus,
    SystemInfo,
)

X86, X64, ARM64, ARM = 0x014C, 0x8664, 0xAA64, 0x01C4
_BUILT_FOR = {"win32": X86, "win-amd64": X64, "win-arm64": ARM64}
_ARCHITECTURES = {0: X86, 9: X64, 12: ARM64, 5: ARM}

_THIS_PROCESS = -1
_THIS_SERVER, _THIS_SESSION = 0, -1
_STATION_NAME, _CLIENT_PROTOCOL = 6, 16
_DNS_DOMAIN = 2
_JOINED_TO_A_DOMAIN = 3

SLEEP_SETTINGS = "238c9fa8-0aad-41ed-83f4-97be242c8f20"
STANDBY_AFTER = "29f6c1db-86da-48c5-9fdb-f2b67b1f44da"
HIBERNATE_AFTER = "9d7815a6-7ee4-497e-8888-515a05f02364"


class SystemCalls(Libraries):
    """Calls about the computer and the session. What Windows refuses raises OSError."""

    def version(self) -> Version:
        """Build and product type, by RtlGetVersion."""
        info = OsVersionInfo(size=sizeof(OsVersionInfo))
        status = self.call("ntdll", "RtlGetVersion", byref(info))
        if status:
            raise self.failed("RtlGetVersion", status)
        return Version(build=info.build & 0xFFFF, product_type=info.product_type)

    def is_wine(self) -> bool:
        """Whether this is not Windows at all, but Wine."""
        return self.has("ntdll", "wine_get_version")

    def machines(self) -> Machines:
        """What this process was built for and what the processor is; a process for x64 on ARM64 is told apart."""
        built_for = _BUILT_FOR.get(sysconfig.get_platform(), 0)
        process, native = c_uint16(), c_uint16()
        try:
            done = self.call("kernel32", "IsWow64Process2", c_void_p(_THIS_PROCESS), byref(process), byref(native))
        except NotAvailable:
            return Machines(process=built_for, native=self._architecture())
        if not done:
            raise self.failed("IsWow64Process2")
        return Machines(process=process.value or built_for, native=native.value)

    def _architecture(self) -> int:
        info = SystemInfo()
        self.call("kernel32", "GetNativeSystemInfo", byref(info))
        return _ARCHITECTURES[info.architecture]

    def windows_folder(self) -> str:
        r"""Such as `C:\Windows`, also in a session on a terminal server."""
        buffer = create_unicode_buffer(512)
        length = self.call("kernel32", "GetSystemWindowsDirectoryW", buffer, c_uint32(512), result=c_uint32)
        if not 0 < length < 512:
            raise self.failed("GetSystemWindowsDirectoryW")
        return buffer.value

    def environment(self, name: str) -> str | None:
        """A variable of this process's environment."""
        return os.environ.get(name)

    def installed_memory(self) -> int:
        """Bytes fitted, by the firmware's own table."""
        kilobytes = c_uint64()
        if not self.call("kernel32", "GetPhysicallyInstalledSystemMemory", byref(kilobytes)):
            raise self.failed("GetPhysicallyInstalledSystemMemory")
        return kilobytes.value * 1024

    def memory(self) -> Memory:
        """Bytes usable and free now."""
        status = MemoryStatus(size=sizeof(MemoryStatus))
        if not self.call("kernel32", "GlobalMemoryStatusEx", byref(status)):
            raise self.failed("GlobalMemoryStatusEx")
        return Memory(total=status.total, available=status.available)

    def disk_room(self, root: str) -> DiskRoom:
        r"""Bytes on the drive of a folder such as `C:\`; quotas of this user are counted."""
        for_user, size, free = c_uint64(), c_uint64(), c_uint64()
        places = (byref(for_user), byref(size), byref(free))
        if not self.call("kernel32", "GetDiskFreeSpaceExW", c_wchar_p(root), *places):
            raise self.failed("GetDiskFreeSpaceExW")
        return DiskRoom(free_for_user=for_user.value, size=size.value, free=free.value)

    def seconds_on_mains(self, setting: str) -> int:
        """A setting of the active power plan's group about sleep, on mains, in seconds; 0 is never."""
        plan, value = c_void_p(), c_uint32()
        code = self.call("powrprof", "PowerGetActiveScheme", c_void_p(), byref(plan))
        if code:
            raise self.failed("PowerGetActiveScheme", code)
        try:
            which = (byref(Guid.of(SLEEP_SETTINGS)), byref(Guid.of(setting)), byref(value))
            code = self.call("powrprof", "PowerReadACValueIndex", c_void_p(), plan, *which)
        finally:
            self.call("kernel32", "LocalFree", plan, result=c_void_p)
        if code:
            raise self.failed("PowerReadACValueIndex", code)
        return value.value

    def is_on_mains(self) -> bool | None:
        """Whether the computer runs on mains; None when Windows does not know."""
        status = PowerStatus()
        if not self.call("kernel32", "GetSystemPowerStatus", byref(status)):
            raise self.failed("GetSystemPowerStatus")
        return {0: False, 1: True}.get(status.mains)

    def up_for_ms(self) -> int:
        """How long Windows has been running."""
        return int(self.call("kernel32", "GetTickCount64", result=c_uint64))

    def session(self) -> int:
        """The number of the session that this process is in."""
        number = c_uint32()
        this = self.call("kernel32", "GetCurrentProcessId", result=c_uint32)
        if not self.call("kernel32", "ProcessIdToSessionId", c_uint32(this), byref(number)):
            raise self.failed("ProcessIdToSessionId")
        return number.value

    def session_name(self) -> str:
        """Such as `Console`, `RDP-Tcp#3` or `ICA-CGP#1`."""
        place, _ = self._about_session(_STATION_NAME)
        try:
            return cast(place, c_wchar_p).value or ""
        finally:
            self.call("wtsapi32", "WTSFreeMemory", place)

    def client_protocol(self) -> int:
        """0 console, 1 Citrix, 2 RDP."""
        place, length = self._about_session(_CLIENT_PROTOCOL)
        try:
            if length < sizeof(c_uint16):
                raise OddValue("the session names no protocol")
            return c_uint16.from_address(place.value or 0).value
        finally:
            self.call("wtsapi32", "WTSFreeMemory", place)

    def _about_session(self, what: int) -> tuple[c_void_p, int]:
        place, length = c_void_p(), c_uint32()
        which = (c_void_p(_THIS_SERVER), c_uint32(_THIS_SESSION), c_int32(what))
        if not self.call("wtsapi32", "WTSQuerySessionInformationW", *which, byref(place), byref(length)):
            raise self.failed("WTSQuerySessionInformationW")
        if not place.value:
            raise OddValue("the session says nothing about itself")
        return place, length.value

    def is_joined_to_domain(self) -> bool:
        """Whether the computer belongs to a domain rather than a workgroup."""
        name, status = c_void_p(), c_int32()
        code = self.call("netapi32", "NetGetJoinInformation", c_void_p(), byref(name), byref(status))
        if code:
            raise self.failed("NetGetJoinInformation", code)
        self.call("netapi32", "NetApiBufferFree", name)
        return status.value == _JOINED_TO_A_DOMAIN

    def dns_domain(self) -> str:
        """The computer's own DNS suffix, or nothing."""
        buffer, length = create_unicode_buffer(512), c_uint32(512)
        if not self.call("kernel32", "GetComputerNameExW", c_int32(_DNS_DOMAIN), buffer, byref(length)):
            raise self.failed("GetComputerNameExW")
        return buffer.value

    def is_administrator(self) -> bool:
        """Whether this process has an administrator's rights now."""
        return bool(self.call("shell32", "IsUserAnAdmin"))

    def elevation(self) -> int:
        """How the person's rights stand: 1 as they are, 2 in full, 3 limited until they confirm."""
        token, kind, length = c_void_p(), c_uint32(), c_uint32()
        if not self.call("advapi32", "OpenProcessToken", c_void_p(_THIS_PROCESS), c_uint32(8), byref(token)):
            raise self.failed("OpenProcessToken")
        try:
            asked = (token, c_int32(18), byref(kind), c_uint32(sizeof(kind)), byref(length))
            if not self.call("advapi32", "GetTokenInformation", *asked):
                raise self.failed("GetTokenInformation")
        finally:
            self.call("kernel32", "CloseHandle", token)
        return kind.value

    def is_activated(self) -> bool | None:
        """Whether Windows says that it is activated; None when it cannot say now."""
        application = Guid.of("55c92734-d682-4d71-983e-d6ec3f16059f")
        state = c_int32()
        code = self.call("slwga", "SLIsGenuineLocal", byref(application), byref(state), c_void_p())
        if code:
            raise self.failed("SLIsGenuineLocal", code)
        return {0: True, 1: False, 2: False}.get(state.value)

    def cores(self, *, physical: bool) -> int | None:
        """How many cores or, with hyper-threading, logical processors there are."""
        import psutil

        return psutil.cpu_count(logical=not physical)

    def clock_mhz(self) -> int:
        """The greatest clock, where the system says."""
        import psutil

        return int(psutil.cpu_freq().max)
