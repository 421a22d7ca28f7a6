"""Asks Windows about its network by the IP helper library; nothing is sent but the pings that are asked for."""

import ctypes
import ipaddress
import socket
import struct
import sys
from collections.abc import Iterator
from ctypes import byref, c_uint8, c_uint16, c_uint32, c_void_p, sizeof
from functools import partial
from typing import Any

from inpatient_hub.domain.readiness_network import AdapterFacts, RouteFacts
from inpatient_hub.readiness.collectors.network import (
    Kind,
    LocalNetwork,
    has_ipv4,
    has_ipv6,
    route_error,
    source_address,
)
from inpatient_hub.readiness.collectors.network_windows_layouts import (
    AF_INET,
    AdapterAddresses,
    ConnectivityHint,
    Dlls,
    IcmpEchoReply,
    MibIfRow2,
    MibIpForwardRow,
    RasConnection,
    SockaddrIn,
    addresses_in,
    text_at,
    text_in,
)
from inpatient_hub.readiness.collectors.part import NotAvailable

_KINDS: dict[int, Kind] = {
    6: "ethernet",
    23: "ppp",
    24: "loopback",
    53: "virtual",
    71: "wifi",
    131: "tunnel",
    243: "mobile",
    244: "mobile",
}
"""IANA ifType."""
_BY_MEDIUM: dict[int, Kind] = {1: "wifi", 8: "mobile", 9: "wifi"}
"""NDIS_PHYSICAL_MEDIUM, for drivers that call themselves Ethernet: wireless LAN, wireless WAN, 802.11."""

_UP = 1
_SKIP_ANYCAST_AND_MULTICAST_INCLUDE_GATEWAYS = 0x86
_BUFFER_OVERFLOW = 111
_ROUTE_DIRECT = 3
_RAS_BUFFER_TOO_SMALL, _RAS_INVALID_SIZE, _RAS_OLD_SIZE = 603, 632, 1372
_CONSTRAINED_INTERNET, _FULL_INTERNET = 4, 3
_NO_ADDRESS = (11002, 11003, 11004, 11005, 11010, 11013)
"""IP_STATUS of a ping that was sent and got no reply: unreachable in its ways, timed out, TTL expired."""
_ECHO = b"readiness-check"
_SIO_TCP_INITIAL_RTO, _NO_SYN_RETRANSMISSIONS = 0x98000011, 0xFE
_NO_SPEED = 2**64 - 1
_UNUSED_SITE_LOCAL = "fec0:"
"""Windows lists three of these as name servers where it has none by IPv6."""


def windows_dlls() -> Dlls:
    """The libraries of this Windows. Raises NotAvailable elsewhere."""
    if sys.platform != "win32":
        raise NotAvailable("this is not Windows")
    load = partial(ctypes.WinDLL, use_last_error=True)
    dlls = Dlls(
        iphlpapi=load("iphlpapi"),
        ws2_32=load("ws2_32"),
        winhttp=load("winhttp"),
        rasapi32=load("rasapi32"),
        kernel32=load("kernel32"),
        last_error=ctypes.get_last_error,
    )
    dlls.iphlpapi.IcmpCreateFile.restype = c_void_p
    dlls.winhttp.WinHttpOpen.restype = c_void_p
    dlls.kernel32.GlobalFree.restype = c_void_p
    return dlls


def local_network() -> LocalNetwork:
    """The questions, answered by this Windows."""
    from inpatient_hub.readiness.collectors.network_windows_proxy import proxy_for

    dlls = windows_dlls()
    return LocalNetwork(
        way_to=partial(way_to, dlls=dlls),
        adapters=partial(adapters, dlls=dlls),
        vpn_connections=partial(vpn_connections, dlls=dlls),
        proxy_for=partial(proxy_for, dlls=dlls),
        name_servers=partial(name_servers, dlls=dlls),
        captive_portal=partial(captive_portal, dlls=dlls),
        has_ipv4=has_ipv4,
        has_ipv6=has_ipv6,
        ping=partial(ping, dlls=dlls),
        single_syn=partial(single_syn, dlls=dlls),
    )


def way_to(target: str, *, dlls: Dlls) -> RouteFacts:
    """The adapter by GetBestInterfaceEx and GetIfEntry2, the gateway by GetBestRoute."""
    try:
        local = source_address(target)
    except OSError as error:
        return RouteFacts(target=target, error=route_error(error))
    return RouteFacts(
        target=target,
        local_address=local,
        adapter=_adapter_to(target, dlls),
        gateway=_gateway_to(target, dlls),
    )


def _adapter_to(target: str, dlls: Dlls) -> AdapterFacts | None:
    where = SockaddrIn(family=AF_INET, address=(c_uint8 * 4)(*socket.inet_aton(target)))
    index = c_uint32()
    if dlls.iphlpapi.GetBestInterfaceEx(byref(where), byref(index)) != 0:
        return None
    row = MibIfRow2(index=index.value)
    if dlls.iphlpapi.GetIfEntry2(byref(row)) != 0:
        return None
    return AdapterFacts(
        name=text_in(row.alias),
        description=text_in(row.description),
        kind=kind_of(row.type, row.physical_medium_type),
        type_code=row.type,
        speed_mbps=_mbps(row.transmit_link_speed),
        is_up=row.oper_status == _UP,
    )


def _gateway_to(target: str, dlls: Dlls) -> str | None:
    row = MibIpForwardRow()
    address = int.from_bytes(socket.inet_aton(target), "little")
    if dlls.iphlpapi.GetBestRoute(c_uint32(address), c_uint32(0), byref(row)) != 0 or row.type == _ROUTE_DIRECT:
        return None
    return str(ipaddress.IPv4Address(bytes(row.next_hop)))


def kind_of(type_code: int, medium: int = 0) -> Kind:
    """The kind of an adapter by its type and, where the driver calls itself Ethernet, by its physical medium."""
    kind = _KINDS.get(type_code, "unknown")
    return _BY_MEDIUM.get(medium, kind) if kind == "ethernet" else kind


def adapters(*, dlls: Dlls) -> tuple[AdapterFacts, ...]:
    """Those that are up, without the loopback."""
    found = (
        AdapterFacts(
            name=text_at(one.friendly_name),
            description=text_at(one.description),
            kind=kind_of(one.type),
            type_code=one.type,
            speed_mbps=_mbps(one.transmit_link_speed),
        )
        for one in _listed(_adapter_memory(dlls))
    )
    return tuple(one for one in found if one.kind != "loopback")


def name_servers(*, dlls: Dlls) -> tuple[str, ...]:
    """Those of every adapter that is up, each once."""
    memory = _adapter_memory(dlls)
    found = (server for one in _listed(memory) for server in addresses_in(one.first_dns_server))
    return tuple(dict.fromkeys(server for server in found if not server.startswith(_UNUSED_SITE_LOCAL)))


def _adapter_memory(dlls: Dlls) -> "ctypes.Array[ctypes.c_char]":
    """What GetAdaptersAddresses writes; everything read from it points into it."""
    size = c_uint32(16 * 1024)
    for _ in range(3):
        memory = ctypes.create_string_buffer(size.value)
        code = dlls.iphlpapi.GetAdaptersAddresses(
            c_uint32(0), c_uint32(_SKIP_ANYCAST_AND_MULTICAST_INCLUDE_GATEWAYS), None, memory, byref(size)
        )
        if code == 0:
            return memory
        if code != _BUFFER_OVERFLOW:
            raise NotAvailable(f"GetAdaptersAddresses: {code}")
    raise NotAvailable("GetAdaptersAddresses: the list keeps growing")


def _listed(memory: "ctypes.Array[ctypes.c_char]") -> Iterator[Any]:
    at: int | None = ctypes.addressof(memory)
    while at:
        one = AdapterAddresses.from_address(at)
        if one.oper_status == _UP:
            yield one
        at = one.next


def _mbps(bits_per_second: int) -> float | None:
    return None if bits_per_second in {0, _NO_SPEED} else min(bits_per_second / 1e6, 10_000_000)


def vpn_connections(*, dlls: Dlls) -> tuple[str, ...]:
    """The VPNs of Windows' own that are connected, by name."""
    for record_size in (sizeof(RasConnection), _RAS_OLD_SIZE):
        code, memory, count = _ras_connections(dlls, record_size)
        if code == 0:
            found = (RasConnection.from_buffer(memory, number * record_size) for number in range(count))
            return tuple(text_in(one.entry_name) for one in found if text_in(one.device_type).lower() == "vpn")
        if code != _RAS_INVALID_SIZE:
            raise NotAvailable(f"RasEnumConnections: {code}")
    raise NotAvailable("RasEnumConnections takes no size known here")


def _ras_connections(dlls: Dlls, record_size: int) -> tuple[int, "ctypes.Array[ctypes.c_char]", int]:
    """(code, records, how many)."""
    size, count = c_uint32(record_size), c_uint32()
    code, memory = _RAS_BUFFER_TOO_SMALL, ctypes.create_string_buffer(0)
    for _ in range(3):
        # The last record of an old size is read as a new one: the memory is longer than what Windows is told.
        memory = ctypes.create_string_buffer(size.value + sizeof(RasConnection))
        c_uint32.from_buffer(memory).value = record_size
        code = dlls.rasapi32.RasEnumConnectionsW(memory, byref(size), byref(count))
        if code != _RAS_BUFFER_TOO_SMALL:
            break
    return code, memory, count.value


def captive_portal(*, dlls: Dlls) -> bool | None:
    """What Windows' own watch over the network says; it is not told to look. None before Windows 10 2004."""
    hint = ConnectivityHint()
    try:
        code = dlls.iphlpapi.GetNetworkConnectivityHint(byref(hint))
    except AttributeError:
        return None
    return {_CONSTRAINED_INTERNET: True, _FULL_INTERNET: False}.get(hint.level) if code == 0 else None


def ping(address: str, within_s: float, *, dlls: Dlls) -> float | None:
    """One echo request by IcmpSendEcho, which any user may call: milliseconds, or None without a reply.

    Raises OSError when it could not be sent.
    """
    icmp = dlls.iphlpapi
    handle = c_void_p(icmp.IcmpCreateFile())
    reply = ctypes.create_string_buffer(sizeof(IcmpEchoReply) + len(_ECHO) + 8)
    target = c_uint32(int.from_bytes(socket.inet_aton(address), "little"))
    try:
        count = icmp.IcmpSendEcho(
            handle,
            target,
            _ECHO,
            c_uint16(len(_ECHO)),
            None,
            reply,
            c_uint32(len(reply)),
            c_uint32(round(within_s * 1000)),
        )
        status = IcmpEchoReply.from_buffer(reply).status if count else dlls.last_error()
    finally:
        icmp.IcmpCloseHandle(handle)
    if status == 0 and count:
        return float(IcmpEchoReply.from_buffer(reply).round_trip_time)
    if status in _NO_ADDRESS:
        return None
    raise OSError(f"IcmpSendEcho: {status}")


def single_syn(sock: socket.socket, within_s: float, *, dlls: Dlls) -> bool:
    """SIO_TCP_INITIAL_RTO: one SYN only, so that a refusal is told at once and not after two seconds of repeating."""
    wanted = struct.pack("<HBx", min(round(within_s * 1000), 65_534), _NO_SYN_RETRANSMISSIONS)
    returned = c_uint32()
    code = dlls.ws2_32.WSAIoctl(
        c_void_p(sock.fileno()),
        c_uint32(_SIO_TCP_INITIAL_RTO),
        wanted,
        c_uint32(len(wanted)),
        None,
        c_uint32(0),
        byref(returned),
        None,
        None,
    )
    return bool(code == 0)
