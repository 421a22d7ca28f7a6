"""Windows' own shapes have the sizes and offsets that its headers give them, wherever this test runs."""

import ctypes

import pytest

from inpatient_hub.readiness.collectors import network_windows_layouts as layouts
from inpatient_hub.readiness.collectors.network_windows_layouts import (
    AdapterAddresses,
    AddressLink,
    AutoProxyOptions,
    ConnectivityHint,
    CurrentUserProxyConfig,
    IcmpEchoReply,
    MibIfRow2,
    MibIpForwardRow,
    ProxyInfo,
    RasConnection,
    SockaddrIn,
    SocketAddress,
    text_at,
    text_buffer,
    text_in,
)

SIZES = {
    SockaddrIn: 16,
    MibIfRow2: 1352,
    MibIpForwardRow: 56,
    SocketAddress: 16,
    AddressLink: 32,
    AdapterAddresses: 448,
    IcmpEchoReply: 40,
    RasConnection: 1388,
    CurrentUserProxyConfig: 32,
    ProxyInfo: 24,
    AutoProxyOptions: 32,
    ConnectivityHint: 12,
}

OFFSETS = {
    MibIfRow2: {
        "index": 8,
        "alias": 28,
        "description": 542,
        "type": 1128,
        "tunnel_type": 1132,
        "physical_medium_type": 1140,
        "flags": 1152,
        "oper_status": 1156,
        "transmit_link_speed": 1192,
        "receive_link_speed": 1200,
    },
    MibIpForwardRow: {"next_hop": 12, "index": 16, "type": 20},
    AddressLink: {"next": 8, "address": 16},
    AdapterAddresses: {
        "index": 4,
        "next": 8,
        "first_dns_server": 48,
        "description": 64,
        "friendly_name": 72,
        "type": 100,
        "oper_status": 104,
        "transmit_link_speed": 184,
        "first_gateway": 208,
    },
    IcmpEchoReply: {"status": 4, "round_trip_time": 8, "data_size": 12, "data": 16, "ttl": 24, "options_data": 32},
    RasConnection: {
        "handle": 4,
        "entry_name": 12,
        "device_type": 526,
        "device_name": 560,
        "phonebook": 818,
        "sub_entry": 1340,
        "entry": 1344,
        "flags": 1360,
        "luid": 1364,
        "correlation": 1372,
    },
    ProxyInfo: {"proxy": 8},
    AutoProxyOptions: {"config_url": 8, "auto_logon": 28},
}


@pytest.mark.parametrize("shape", SIZES, ids=lambda shape: shape.__name__)
def test_a_shape_has_its_size(shape: type[ctypes.Structure]) -> None:
    assert ctypes.sizeof(shape) == SIZES[shape]


@pytest.mark.parametrize("shape", OFFSETS, ids=lambda shape: shape.__name__)
def test_a_field_stands_where_windows_puts_it(shape: type[ctypes.Structure]) -> None:
    assert {name: getattr(shape, name).offset for name in OFFSETS[shape]} == OFFSETS[shape]


def test_every_shape_is_measured() -> None:
    shapes = {
        one for one in vars(layouts).values() if isinstance(one, type) and issubclass(one, ctypes.Structure)
    }  # fmt: skip
    assert shapes == set(SIZES)


def test_text_is_read_up_to_its_end() -> None:
    letters = (ctypes.c_uint16 * 8)(*[ord(letter) for letter in "Wi-Fi"])
    assert text_in(letters) == "Wi-Fi"
    full = (ctypes.c_uint16 * 3)(*[ord(letter) for letter in "abc"])
    assert text_in(full) == "abc"


def test_text_at_an_address_is_read_whole_and_null_is_empty() -> None:
    kept = text_buffer("Ünïcode")
    assert text_at(ctypes.addressof(kept)) == "Ünïcode"
    assert text_at(None) == text_at(0) == ""


def test_text_without_an_end_stops_at_what_a_fact_may_hold() -> None:
    kept = ctypes.create_string_buffer("x".encode("utf-16-le") * 1000)
    assert len(text_at(ctypes.addressof(kept))) == 400
