"""A Windows of the tests: it answers the calls that the network collector makes, and notes what it was asked."""

# ruff: noqa: N802 - Windows' own names

import ctypes
import struct
from collections.abc import Callable
from ctypes import c_int32, c_uint8, c_uint16, c_uint32
from dataclasses import dataclass, field
from typing import Any

from inpatient_hub.readiness.collectors.network_windows_layouts import (
    AdapterAddresses,
    AddressLink,
    AutoProxyOptions,
    ConnectivityHint,
    CurrentUserProxyConfig,
    Dlls,
    IcmpEchoReply,
    MibIfRow2,
    MibIpForwardRow,
    ProxyInfo,
    RasConnection,
    SockaddrIn,
    text_at,
    text_buffer,
)


@dataclass
class Adapter:
    """One adapter of the fake."""

    name: str
    description: str = ""
    type: int = 6
    medium: int = 0
    up: bool = True
    speed: int = 1_000_000_000
    servers: tuple[str, ...] = ()


@dataclass
class FakeWindows:
    """What it will say. Codes are Windows' own; 0 is success."""

    best: Adapter | None = None
    adapters: list[Adapter] = field(default_factory=list)
    gateway: str | None = "192.0.2.254"
    vpns: list[tuple[str, str]] = field(default_factory=list)
    """(name, device type) of each connection."""
    ras_sizes: tuple[int, ...] = (1388, 1372)
    list_code: int = 0
    growing: int = 0
    """How often the list of adapters has grown between two calls."""
    connectivity: int | None = 3
    pings: list[tuple[int, float]] = field(default_factory=list)
    """(status, milliseconds) of each ping; a status above 11000 with no reply comes as the last error."""
    ioctl_code: int = 0
    user: dict[str, Any] | None = None
    machine: dict[str, Any] | None = None
    script: Callable[[str], tuple[int, str] | int] = lambda url: 12180
    """What a proxy script says about a URL: (access type, proxy), or an error."""
    asked: list[tuple[str, Any]] = field(default_factory=list)
    freed: list[int] = field(default_factory=list)
    kept: list[Any] = field(default_factory=list)
    error: int = 0

    def dlls(self) -> Dlls:
        """Itself, in the place of the libraries."""
        return Dlls(
            iphlpapi=self, ws2_32=self, winhttp=self, rasapi32=self, kernel32=self, last_error=lambda: self.error
        )

    # iphlpapi

    def GetBestInterfaceEx(self, where: Any, index: Any) -> int:
        target: SockaddrIn = where._obj
        self.asked.append(("GetBestInterfaceEx", (target.family, bytes(target.address))))
        index._obj.value = 17
        return 0 if self.best else 1231

    def GetIfEntry2(self, row: Any) -> int:
        entry: MibIfRow2 = row._obj
        self.asked.append(("GetIfEntry2", entry.index))
        assert self.best is not None
        _write(entry.alias, self.best.name)
        _write(entry.description, self.best.description)
        entry.type, entry.physical_medium_type = self.best.type, self.best.medium
        entry.transmit_link_speed, entry.oper_status = self.best.speed, 1 if self.best.up else 2
        return 0

    def GetBestRoute(self, target: c_uint32, source: c_uint32, row: Any) -> int:
        entry: MibIpForwardRow = row._obj
        self.asked.append(("GetBestRoute", struct.pack("<I", target.value)))
        if self.gateway is None:
            entry.type = 3
            return 0
        entry.next_hop = (c_uint8 * 4)(*[int(part) for part in self.gateway.split(".")])
        entry.type = 4
        return 0

    def GetAdaptersAddresses(self, family: Any, flags: Any, _: None, memory: Any, size: Any) -> int:
        self.asked.append(("GetAdaptersAddresses", flags.value))
        if self.list_code:
            return self.list_code
        needed = ctypes.sizeof(AdapterAddresses) * len(self.adapters) + 64 * 1024 * (self.growing > 0)
        self.growing -= 1
        if size._obj.value < needed:
            size._obj.value = needed
            return 111
        at = ctypes.addressof(memory)
        for number, adapter in enumerate(self.adapters):
            entry = AdapterAddresses.from_address(at + number * ctypes.sizeof(AdapterAddresses))
            entry.friendly_name, entry.description = self._text(adapter.name), self._text(adapter.description)
            entry.type, entry.oper_status = adapter.type, 1 if adapter.up else 2
            entry.transmit_link_speed = adapter.speed
            entry.first_dns_server = self._links(adapter.servers)
            is_last = number == len(self.adapters) - 1
            entry.next = None if is_last else at + (number + 1) * ctypes.sizeof(AdapterAddresses)
        return 0

    def GetNetworkConnectivityHint(self, hint: Any) -> int:
        entry: ConnectivityHint = hint._obj
        if self.connectivity is None:
            return 50
        entry.level = self.connectivity
        return 0

    def IcmpCreateFile(self) -> int:
        return 0x1234_5678_9ABC

    def IcmpSendEcho(
        self, handle: Any, target: Any, data: bytes, length: Any, options: None, reply: Any, size: Any, ms: Any
    ) -> int:
        self.asked.append(("IcmpSendEcho", (handle.value, struct.pack("<I", target.value), size.value, ms.value)))
        status, took = self.pings.pop(0)
        if status and not took:
            self.error = status
            return 0
        entry = IcmpEchoReply.from_buffer(reply)
        entry.status, entry.round_trip_time = status, int(took)
        return 1

    def IcmpCloseHandle(self, handle: Any) -> int:
        self.asked.append(("IcmpCloseHandle", handle.value))
        return 1

    # rasapi32

    def RasEnumConnectionsW(self, memory: Any, size: Any, count: Any) -> int:
        record = c_uint32.from_buffer(memory).value
        self.asked.append(("RasEnumConnectionsW", record))
        if record not in self.ras_sizes:
            return 632
        needed = record * max(1, len(self.vpns))
        if size._obj.value < needed:
            size._obj.value = needed
            return 603
        for number, (name, device) in enumerate(self.vpns):
            entry = RasConnection.from_buffer(memory, number * record)
            _write(entry.entry_name, name)
            _write(entry.device_type, device)
        count._obj.value = len(self.vpns)
        return 0

    # ws2_32

    def WSAIoctl(self, sock: Any, code: Any, wanted: bytes, *_: Any) -> int:
        self.asked.append(("WSAIoctl", (code.value, wanted)))
        return self.ioctl_code

    # winhttp and kernel32

    def WinHttpGetIEProxyConfigForCurrentUser(self, config: Any) -> int:
        entry: CurrentUserProxyConfig = config._obj
        if self.user is None:
            return 0
        entry.auto_detect = int(self.user.get("auto_detect", False))
        for name, key in (("auto_config_url", "script"), ("proxy", "proxy"), ("bypass", "bypass")):
            if key in self.user:
                setattr(entry, name, self._text(self.user[key]))
        return 1

    def WinHttpGetDefaultProxyConfiguration(self, info: Any) -> int:
        entry: ProxyInfo = info._obj
        if self.machine is None:
            entry.access_type = 1
            return 1
        entry.access_type = 3
        entry.proxy = self._text(self.machine["proxy"])
        entry.bypass = self._text(self.machine.get("bypass", ""))
        return 1

    def WinHttpOpen(self, *_: Any) -> int:
        return 0x7777_0000_1111

    def WinHttpGetProxyForUrl(self, session: Any, url: Any, options: Any, info: Any) -> int:
        wanted: AutoProxyOptions = options._obj
        address = text_at(ctypes.addressof(url))
        self.asked.append(("script", (address, wanted.flags, wanted.detect_flags, text_at(wanted.config_url))))
        said = self.script(address)
        if isinstance(said, int):
            self.error = said
            return 0
        info._obj.access_type, proxy = said
        info._obj.proxy = self._text(proxy) if proxy else None
        return 1

    def WinHttpCloseHandle(self, session: Any) -> int:
        self.asked.append(("WinHttpCloseHandle", session.value))
        return 1

    def GlobalFree(self, memory: Any) -> None:
        self.freed.append(memory.value)

    # Memory that Windows would own

    def _text(self, text: str) -> int:
        self.kept.append(text_buffer(text))
        return ctypes.addressof(self.kept[-1])

    def _links(self, addresses: tuple[str, ...]) -> int | None:
        following = None
        for address in reversed(addresses):
            sockaddr = ctypes.create_string_buffer(_sockaddr(address))
            link = AddressLink(next=following)
            link.address.sockaddr = ctypes.addressof(sockaddr)
            link.address.length = c_int32(len(sockaddr)).value
            self.kept += [sockaddr, link]
            following = ctypes.addressof(link)
        return following


def _sockaddr(address: str) -> bytes:
    import ipaddress

    packed = ipaddress.ip_address(address).packed
    return struct.pack("<HH4s8x", 2, 0, packed) if len(packed) == 4 else struct.pack("<HHI16sI", 23, 0, 0, packed, 0)


def _write(letters: Any, text: str) -> None:
    for place, letter in enumerate(text):
        letters[place] = c_uint16(ord(letter)).value
