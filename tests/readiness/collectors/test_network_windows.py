"""Windows' answers about its network become facts; every call is made as its documentation wants it."""

import errno
import socket
import struct

import pytest

from inpatient_hub.domain.readiness_network import AdapterFacts
from inpatient_hub.readiness.collectors import network_windows
from inpatient_hub.readiness.collectors.network_windows import (
    adapters,
    captive_portal,
    kind_of,
    name_servers,
    ping,
    single_syn,
    vpn_connections,
    way_to,
    windows_dlls,
)
from inpatient_hub.readiness.collectors.part import NotAvailable
from tests.readiness.collectors.network_windows_fake import Adapter, FakeWindows

TARGET = "192.0.2.61"


@pytest.fixture(autouse=True)
def _a_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_windows, "source_address", lambda target: "192.0.2.10")


def test_the_adapter_and_the_gateway_towards_a_server() -> None:
    windows = FakeWindows(best=Adapter("Wi-Fi", "Intel(R) Wi-Fi 6 AX201 160MHz", type=71, speed=866_700_000))
    route = way_to(TARGET, dlls=windows.dlls())
    assert (route.local_address, route.gateway, route.error) == ("192.0.2.10", "192.0.2.254", "")
    assert route.adapter == AdapterFacts(
        name="Wi-Fi", description="Intel(R) Wi-Fi 6 AX201 160MHz", kind="wifi", type_code=71, speed_mbps=866.7
    )
    assert windows.asked == [
        ("GetBestInterfaceEx", (2, bytes((192, 0, 2, 61)))),
        ("GetIfEntry2", 17),
        ("GetBestRoute", bytes((192, 0, 2, 61))),
    ]


def test_a_server_on_the_own_network_has_no_gateway() -> None:
    assert way_to(TARGET, dlls=FakeWindows(best=Adapter("Ethernet"), gateway=None).dlls()).gateway is None


def test_no_way_is_told_with_the_name_of_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(target: str) -> str:
        raise OSError(errno.ENETUNREACH, "Network is unreachable")

    monkeypatch.setattr(network_windows, "source_address", nowhere)
    route = way_to(TARGET, dlls=FakeWindows().dlls())
    assert (route.local_address, route.adapter) == (None, None)
    assert route.error.endswith("ENETUNREACH")


def test_an_adapter_that_windows_does_not_name_is_not_known() -> None:
    assert way_to(TARGET, dlls=FakeWindows().dlls()).adapter is None


@pytest.mark.parametrize(
    ("type_code", "medium", "kind"),
    [
        (6, 0, "ethernet"),
        (6, 14, "ethernet"),
        (6, 9, "wifi"),
        (6, 1, "wifi"),
        (6, 8, "mobile"),
        (71, 0, "wifi"),
        (243, 0, "mobile"),
        (244, 0, "mobile"),
        (23, 0, "ppp"),
        (131, 0, "tunnel"),
        (53, 9, "virtual"),
        (24, 0, "loopback"),
        (117, 0, "unknown"),
    ],
)
def test_the_kind_of_an_adapter(type_code: int, medium: int, kind: str) -> None:
    assert kind_of(type_code, medium) == kind


def test_adapters_that_are_up_are_listed_without_the_loopback() -> None:
    windows = FakeWindows(
        adapters=[
            Adapter("Ethernet", "Realtek PCIe GbE", speed=1_000_000_000),
            Adapter("Wi-Fi", "Intel Wi-Fi", type=71, up=False),
            Adapter("Loopback Pseudo-Interface 1", type=24),
            Adapter("Ethernet 2", "PANGP Virtual Ethernet Adapter", type=53, speed=2**64 - 1),
        ]
    )
    assert adapters(dlls=windows.dlls()) == (
        AdapterFacts(name="Ethernet", description="Realtek PCIe GbE", kind="ethernet", type_code=6, speed_mbps=1000),
        AdapterFacts(name="Ethernet 2", description="PANGP Virtual Ethernet Adapter", kind="virtual", type_code=53),
    )
    assert windows.asked == [("GetAdaptersAddresses", 0x86)]


def test_a_list_that_has_grown_is_asked_for_again() -> None:
    windows = FakeWindows(adapters=[Adapter("Ethernet")], growing=1)
    assert [one.name for one in adapters(dlls=windows.dlls())] == ["Ethernet"]
    assert len(windows.asked) == 2


def test_a_list_that_windows_refuses_is_not_available() -> None:
    with pytest.raises(NotAvailable, match="232"):
        adapters(dlls=FakeWindows(list_code=232).dlls())
    with pytest.raises(NotAvailable, match="keeps growing"):
        adapters(dlls=FakeWindows(list_code=111).dlls())


def test_name_servers_of_all_adapters_each_once() -> None:
    windows = FakeWindows(
        adapters=[
            Adapter("Ethernet", servers=("192.0.2.53", "2001:db8::53", "fec0:0:0:ffff::1")),
            Adapter("VPN", servers=("198.51.100.53", "192.0.2.53")),
            Adapter("Wi-Fi", up=False, servers=("192.0.2.99",)),
        ]
    )
    assert name_servers(dlls=windows.dlls()) == ("192.0.2.53", "2001:db8::53", "198.51.100.53")


def test_vpn_connections_are_told_by_name_and_other_connections_are_not() -> None:
    windows = FakeWindows(vpns=[("Trust VPN", "vpn"), ("Broadband", "PPPoE"), ("AoVPN", "VPN")])
    assert vpn_connections(dlls=windows.dlls()) == ("Trust VPN", "AoVPN")


def test_an_older_windows_takes_the_older_record() -> None:
    windows = FakeWindows(vpns=[("One", "vpn"), ("Two", "vpn")], ras_sizes=(1372,))
    assert vpn_connections(dlls=windows.dlls()) == ("One", "Two")
    assert windows.asked[0] == ("RasEnumConnectionsW", 1388)


def test_a_windows_that_takes_no_known_record_is_not_available() -> None:
    with pytest.raises(NotAvailable):
        vpn_connections(dlls=FakeWindows(ras_sizes=()).dlls())


@pytest.mark.parametrize(("level", "said"), [(4, True), (3, False), (0, None), (2, None), (None, None)])
def test_what_windows_says_of_a_sign_in_page(level: int | None, said: bool | None) -> None:
    assert captive_portal(dlls=FakeWindows(connectivity=level).dlls()) is said


def test_a_windows_without_that_call_says_nothing_of_it() -> None:
    class Older:
        pass

    dlls = FakeWindows().dlls()
    older = type(dlls)(iphlpapi=Older(), ws2_32=None, winhttp=None, rasapi32=None, kernel32=None, last_error=lambda: 0)
    assert captive_portal(dlls=older) is None


def test_a_ping_that_is_answered() -> None:
    windows = FakeWindows(pings=[(0, 21)])
    assert ping(TARGET, 1.0, dlls=windows.dlls()) == 21.0
    name, (handle, target, size, ms) = windows.asked[0]
    assert (name, handle, target) == ("IcmpSendEcho", 0x1234_5678_9ABC, bytes((192, 0, 2, 61)))
    assert size >= 40 + 15 + 8
    assert ms == 1000
    assert windows.asked[-1] == ("IcmpCloseHandle", 0x1234_5678_9ABC)


@pytest.mark.parametrize("status", [11010, 11003, 11013])
def test_a_ping_without_an_answer(status: int) -> None:
    assert ping(TARGET, 1.0, dlls=FakeWindows(pings=[(status, 0)]).dlls()) is None


def test_a_report_instead_of_an_answer_is_no_answer() -> None:
    assert ping(TARGET, 1.0, dlls=FakeWindows(pings=[(11003, 5)]).dlls()) is None


def test_a_ping_that_cannot_be_sent_raises_and_gives_the_handle_back() -> None:
    windows = FakeWindows(pings=[(5, 0)])
    with pytest.raises(OSError, match="IcmpSendEcho: 5"):
        ping(TARGET, 1.0, dlls=windows.dlls())
    assert windows.asked[-1][0] == "IcmpCloseHandle"


def test_one_syn_only_is_asked_for_with_the_time_in_milliseconds() -> None:
    windows = FakeWindows()
    with socket.socket() as sock:
        assert single_syn(sock, 1.0, dlls=windows.dlls())
    assert windows.asked == [("WSAIoctl", (0x98000011, struct.pack("<HBx", 1000, 0xFE)))]


def test_a_windows_that_cannot_do_that_says_so() -> None:
    with socket.socket() as sock:
        assert not single_syn(sock, 1.0, dlls=FakeWindows(ioctl_code=-1).dlls())


@pytest.mark.skipif("sys.platform == 'win32'")
def test_elsewhere_there_are_no_such_libraries() -> None:
    with pytest.raises(NotAvailable):
        windows_dlls()
