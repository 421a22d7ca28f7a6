"""What the programs of macOS print becomes facts. The texts are in the form that macOS prints, with made-up values."""

from collections import namedtuple
from typing import Any

import pytest

from inpatient_hub.domain.readiness_network import AdapterFacts, ProxyFacts
from inpatient_hub.readiness.collectors import network_macos
from inpatient_hub.readiness.collectors.network_macos import (
    adapters,
    kind_of,
    name_servers,
    proxy_for,
    vpn_connections,
    way_to,
)

PORTS = """
Hardware Port: Ethernet Adapter (en4)
Device: en4
Ethernet Address: 02:00:00:00:00:04

Hardware Port: Wi-Fi
Device: en0
Ethernet Address: 02:00:00:00:00:01

Hardware Port: USB 10/100/1000 LAN
Device: en7
Ethernet Address: 02:00:00:00:00:07

Hardware Port: Thunderbolt Bridge
Device: bridge0
Ethernet Address: 02:00:00:00:00:02

VLAN Configurations
===================
"""

ROUTE = """   route to: 192.0.2.61
destination: default
       mask: default
    gateway: 192.0.2.254
  interface: en0
      flags: <UP,GATEWAY,DONE,STATIC,PRCLONING,GLOBAL>
 recvpipe  sendpipe  ssthresh  rtt,msec    rttvar  hopcount      mtu     expire
       0         0         0         0         0         0      1500         0
"""

ROUTE_BY_VPN = """   route to: 192.0.2.61
destination: 192.0.2.0
       mask: 255.255.255.0
  interface: utun4
      flags: <UP,DONE,CLONING,STATIC>
"""

VPNS = """Available network connection services in the current set (*=enabled):
* (Connected)      11111111-2222-3333-4444-555555555555 VPN (com.cisco.anyconnect) "Trust VPN"  [VPN:com.cisco]
* (Disconnected)   11111111-2222-3333-4444-666666666666 PPP --> L2TP          "Old VPN"          [PPP:L2TP]
  (Connected)      11111111-2222-3333-4444-777777777777 IPSec                 "Clinic"           [IPSec]
"""

DNS = """DNS configuration

resolver #1
  search domain[0] : home
  nameserver[0] : 192.0.2.53
  nameserver[1] : 2001:db8::53
  if_index : 11 (en0)
  flags    : Request A records
  reach    : 0x00020002 (Reachable,Directly Reachable Address)

resolver #2
  domain   : local
  options  : mdns
  nameserver[0] : 198.51.100.1

DNS configuration (for scoped queries)

resolver #1
  nameserver[0] : 192.0.2.53
"""

NO_PROXY = """<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : 169.254/16
  }
  FTPPassive : 1
}
"""

PROXY = """<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : *.test
  }
  HTTPEnable : 1
  HTTPPort : 8080
  HTTPProxy : proxy.example
  HTTPSEnable : 1
  HTTPSPort : 8080
  HTTPSProxy : proxy.example
  SOCKSEnable : 0
  SOCKSProxy : socks.example
}
"""

SCRIPT = """<dictionary> {
  ProxyAutoConfigEnable : 1
  ProxyAutoConfigURLString : http://pac.example/proxy.pac
  ProxyAutoDiscoveryEnable : 1
}
"""

Stats = namedtuple("Stats", "isup speed")  # noqa: PYI024 - as psutil's own


def saying(**texts: str) -> Any:
    """A macOS that prints these texts, by the name of the program and its first word."""

    def say(program: str, *words: str) -> str:
        name = program.rpartition("/")[2]
        return texts.get(f"{name}_{words[0].strip('-')}".replace("-", "_"), "")

    return say


@pytest.fixture(autouse=True)
def _a_mac(monkeypatch: pytest.MonkeyPatch) -> None:
    import psutil

    monkeypatch.setattr(network_macos, "source_address", lambda target: "192.0.2.10")
    stats = {
        "lo0": Stats(True, 0),
        "en0": Stats(True, 866),
        "en4": Stats(False, 0),
        "en7": Stats(True, 1000),
        "utun0": Stats(True, 0),
        "bridge0": Stats(True, 0),
    }
    monkeypatch.setattr(psutil, "net_if_stats", lambda: stats)


def test_the_way_by_the_routing_table() -> None:
    route = way_to("192.0.2.61", say=saying(route_n=ROUTE, networksetup_listallhardwareports=PORTS))
    assert (route.local_address, route.gateway) == ("192.0.2.10", "192.0.2.254")
    assert route.adapter == AdapterFacts(name="en0", description="Wi-Fi", kind="wifi", speed_mbps=866)


def test_a_vpn_that_carries_the_traffic_is_a_tunnel_without_a_gateway() -> None:
    route = way_to("192.0.2.61", say=saying(route_n=ROUTE_BY_VPN, networksetup_listallhardwareports=PORTS))
    assert route.gateway is None
    assert route.adapter == AdapterFacts(name="utun4", kind="tunnel")


def test_a_routing_table_that_says_nothing_leaves_the_adapter_open() -> None:
    route = way_to("192.0.2.61", say=saying())
    assert (route.local_address, route.adapter) == ("192.0.2.10", None)


def test_no_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(target: str) -> str:
        raise OSError(51, "Network is unreachable")

    monkeypatch.setattr(network_macos, "source_address", nowhere)
    assert way_to("192.0.2.61", say=saying()).local_address is None


def test_adapters_that_are_up_without_the_loopback() -> None:
    found = adapters(say=saying(networksetup_listallhardwareports=PORTS))
    assert [(one.name, one.kind) for one in found] == [
        ("en0", "wifi"),
        ("en7", "ethernet"),
        ("utun0", "tunnel"),
        ("bridge0", "virtual"),
    ]


@pytest.mark.parametrize(
    ("device", "port", "kind"),
    [
        ("en4", "Ethernet Adapter (en4)", "ethernet"),
        ("en0", "AirPort", "wifi"),
        ("en5", "iPhone USB", "mobile"),
        ("en6", "Thunderbolt Ethernet Slot 1", "ethernet"),
        ("ipsec0", "", "tunnel"),
        ("ppp0", "", "ppp"),
        ("vmenet0", "", "virtual"),
        ("en9", "", "unknown"),
    ],
)
def test_the_kind_of_an_adapter(device: str, port: str, kind: str) -> None:
    assert kind_of(device, port) == kind


def test_only_vpns_that_are_connected() -> None:
    assert vpn_connections(say=saying(scutil_nc=VPNS)) == ("Trust VPN", "Clinic")
    assert vpn_connections(say=saying()) == ()


def test_name_servers_of_the_first_resolver() -> None:
    assert name_servers(say=saying(scutil_dns=DNS)) == ("192.0.2.53", "2001:db8::53")


def test_no_proxy() -> None:
    assert proxy_for("s11.test", say=saying(scutil_proxy=NO_PROXY)) == ProxyFacts()


def test_a_proxy_for_the_server_and_one_that_is_not() -> None:
    assert proxy_for("s11.example", say=saying(scutil_proxy=PROXY)) == ProxyFacts(
        user_proxy="proxy.example:8080", for_target="proxy"
    )
    assert proxy_for("s11.test", say=saying(scutil_proxy=PROXY)).for_target == "direct"


def test_a_script_is_not_run() -> None:
    assert proxy_for("s11.test", say=saying(scutil_proxy=SCRIPT)) == ProxyFacts(
        auto_detect=True, pac_url_set=True, for_target="unknown"
    )
