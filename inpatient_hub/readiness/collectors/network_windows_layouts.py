"""The shapes in which Windows hands over what it knows about the network, and how to read text out of them.

Types have fixed widths, so that sizes and offsets are the same wherever the tests run. Text is UTF-16.
"""

import ctypes
from collections.abc import Iterator
from ctypes import c_int32, c_uint8, c_uint16, c_uint32, c_uint64, c_void_p
from dataclasses import dataclass
from ipaddress import IPv6Address
from typing import Any

AF_INET, AF_INET6 = 2, 23
_MOST_LETTERS = 400


class SockaddrIn(ctypes.Structure):
    """sockaddr_in, 16 bytes. Port and address in network order."""

    _fields_ = [
        ("family", c_uint16),
        ("port", c_uint16),
        ("address", c_uint8 * 4),
        ("zero", c_uint8 * 8),
    ]


class MibIfRow2(ctypes.Structure):
    """MIB_IF_ROW2, 1352 bytes."""

    _fields_ = [
        ("luid", c_uint64),
        ("index", c_uint32),
        ("guid", c_uint8 * 16),
        ("alias", c_uint16 * 257),
        ("description", c_uint16 * 257),
        ("physical_address_length", c_uint32),
        ("physical_address", c_uint8 * 32),
        ("permanent_physical_address", c_uint8 * 32),
        ("mtu", c_uint32),
        ("type", c_uint32),
        ("tunnel_type", c_uint32),
        ("media_type", c_uint32),
        ("physical_medium_type", c_uint32),
        ("access_type", c_uint32),
        ("direction_type", c_uint32),
        ("flags", c_uint8),
        ("oper_status", c_uint32),
        ("admin_status", c_uint32),
        ("media_connect_state", c_uint32),
        ("network_guid", c_uint8 * 16),
        ("connection_type", c_uint32),
        ("transmit_link_speed", c_uint64),
        ("receive_link_speed", c_uint64),
        ("counters", c_uint64 * 18),
    ]


class MibIpForwardRow(ctypes.Structure):
    """MIB_IPFORWARDROW, 56 bytes; of the rest only the size matters."""

    _fields_ = [
        ("destination", c_uint32),
        ("mask", c_uint32),
        ("policy", c_uint32),
        ("next_hop", c_uint8 * 4),
        ("index", c_uint32),
        ("type", c_uint32),
        ("rest", c_uint32 * 8),
    ]


class SocketAddress(ctypes.Structure):
    """SOCKET_ADDRESS, 16 bytes."""

    _fields_ = [("sockaddr", c_void_p), ("length", c_int32)]


class AddressLink(ctypes.Structure):
    """How IP_ADAPTER_DNS_SERVER_ADDRESS and IP_ADAPTER_GATEWAY_ADDRESS both begin: 32 bytes."""

    _fields_ = [
        ("length", c_uint32),
        ("reserved", c_uint32),
        ("next", c_void_p),
        ("address", SocketAddress),
    ]


class AdapterAddresses(ctypes.Structure):
    """IP_ADAPTER_ADDRESSES_LH, 448 bytes; what is not read here is only counted."""

    _fields_ = [
        ("length", c_uint32),
        ("index", c_uint32),
        ("next", c_void_p),
        ("adapter_name", c_void_p),
        ("first_unicast", c_void_p),
        ("first_anycast", c_void_p),
        ("first_multicast", c_void_p),
        ("first_dns_server", c_void_p),
        ("dns_suffix", c_void_p),
        ("description", c_void_p),
        ("friendly_name", c_void_p),
        ("physical_address", c_uint8 * 8),
        ("physical_address_length", c_uint32),
        ("flags", c_uint32),
        ("mtu", c_uint32),
        ("type", c_uint32),
        ("oper_status", c_uint32),
        ("ipv6_index", c_uint32),
        ("zone_indices", c_uint32 * 16),
        ("first_prefix", c_void_p),
        ("transmit_link_speed", c_uint64),
        ("receive_link_speed", c_uint64),
        ("first_wins_server", c_void_p),
        ("first_gateway", c_void_p),
        ("rest", c_uint64 * 29),
    ]


class IcmpEchoReply(ctypes.Structure):
    """ICMP_ECHO_REPLY, 40 bytes."""

    _fields_ = [
        ("address", c_uint32),
        ("status", c_uint32),
        ("round_trip_time", c_uint32),
        ("data_size", c_uint16),
        ("reserved", c_uint16),
        ("data", c_void_p),
        ("ttl", c_uint8),
        ("tos", c_uint8),
        ("flags", c_uint8),
        ("options_size", c_uint8),
        ("options_data", c_void_p),
    ]


class RasConnection(ctypes.Structure):
    """RASCONNW since Windows 7, 1388 bytes; ras.h packs by 4."""

    _pack_ = 4
    _layout_ = "ms"
    _fields_ = [
        ("size", c_uint32),
        ("handle", c_void_p),
        ("entry_name", c_uint16 * 257),
        ("device_type", c_uint16 * 17),
        ("device_name", c_uint16 * 129),
        ("phonebook", c_uint16 * 260),
        ("sub_entry", c_uint32),
        ("entry", c_uint8 * 16),
        ("flags", c_uint32),
        ("luid", c_uint8 * 8),
        ("correlation", c_uint8 * 16),
    ]


class CurrentUserProxyConfig(ctypes.Structure):
    """WINHTTP_CURRENT_USER_IE_PROXY_CONFIG, 32 bytes. The texts are ours to free."""

    _fields_ = [
        ("auto_detect", c_int32),
        ("auto_config_url", c_void_p),
        ("proxy", c_void_p),
        ("bypass", c_void_p),
    ]


class ProxyInfo(ctypes.Structure):
    """WINHTTP_PROXY_INFO, 24 bytes. The texts are ours to free."""

    _fields_ = [("access_type", c_uint32), ("proxy", c_void_p), ("bypass", c_void_p)]


class AutoProxyOptions(ctypes.Structure):
    """WINHTTP_AUTOPROXY_OPTIONS, 32 bytes."""

    _fields_ = [
        ("flags", c_uint32),
        ("detect_flags", c_uint32),
        ("config_url", c_void_p),
        ("reserved", c_void_p),
        ("reserved_2", c_uint32),
        ("auto_logon", c_int32),
    ]


class ConnectivityHint(ctypes.Structure):
    """NL_NETWORK_CONNECTIVITY_HINT, 12 bytes."""

    _fields_ = [
        ("level", c_uint32),
        ("cost", c_uint32),
        ("approaching_data_limit", c_uint8),
        ("over_data_limit", c_uint8),
        ("roaming", c_uint8),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dlls:
    """The libraries of Windows that are called here; tests hand over recording fakes."""

    iphlpapi: Any
    ws2_32: Any
    winhttp: Any
    rasapi32: Any
    kernel32: Any
    last_error: Any
    """Gives GetLastError of the last call."""


def text_in(letters: Any) -> str:
    """The text in an array of 16-bit letters, up to the first zero."""
    raw = bytes(letters)
    end = next((at for at in range(0, len(raw), 2) if raw[at : at + 2] == b"\0\0"), len(raw))
    return raw[:end].decode("utf-16-le", errors="replace")[:_MOST_LETTERS]


def text_at(address: int | None) -> str:
    """The text at an address, up to the first zero; empty for NULL."""
    if not address:
        return ""
    letters = bytearray()
    while len(letters) < 2 * _MOST_LETTERS:
        letter = ctypes.string_at(address + len(letters), 2)
        if letter == b"\0\0":
            break
        letters += letter
    return letters.decode("utf-16-le", errors="replace")


def text_buffer(text: str) -> "ctypes.Array[ctypes.c_char]":
    """Memory with the text as Windows wants it. It must be kept as long as its address is in use."""
    return ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")


def addresses_in(first: int | None) -> Iterator[str]:
    """The IP addresses of a list of AddressLink."""
    while first:
        link = AddressLink.from_address(first)
        address = _ip_at(link.address.sockaddr)
        if address:
            yield address
        first = link.next


def _ip_at(sockaddr: int | None) -> str:
    if not sockaddr:
        return ""
    family = c_uint16.from_address(sockaddr).value
    if family == AF_INET:
        return ".".join(str(part) for part in ctypes.string_at(sockaddr + 4, 4))
    if family == AF_INET6:
        return str(IPv6Address(ctypes.string_at(sockaddr + 8, 16)))
    return ""
