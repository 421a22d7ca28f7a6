"""The way from this computer to the network, and what stands in it."""

import pytest

from inpatient_hub.domain.readiness import Status
from inpatient_hub.domain.readiness_network import AdapterFacts, ControlFacts, ProxyFacts, RouteFacts
from inpatient_hub.readiness.profiles import Figure, Profile, Route
from tests.readiness.network_cases import CABLE, found, network, profile, verdict

HSCN = profile(route=Route.HSCN)


def adapter(kind: str, description: str = "", **more: object) -> AdapterFacts:
    return AdapterFacts.model_validate({"name": "adapter", "description": description, "kind": kind, **more})


def test_the_adapter_address_and_gateway_stand_in_the_evidence() -> None:
    finding = found("NW-01", network())
    assert finding.found == "Through fixed Ethernet (Realtek PCIe GbE, 1 Gbps)."
    assert [one.value for one in finding.evidence] == [
        "192.0.2.10",
        "fixed Ethernet (Realtek PCIe GbE, 1 Gbps)",
        "192.0.2.254",
    ]


@pytest.mark.parametrize("check", ["NW-01", "NW-11"])
def test_a_way_that_was_not_read_is_not_known(check: str) -> None:
    assert verdict(check, network(route=None)) == (Status.UNKNOWN, "network.not_read")
    assert verdict(check, network(route=None, cancelled=True)) == (Status.SKIPPED, "network.cancelled")


FIXED: dict[str, Figure] = {"medium": "ethernet", "mbps": 1000}
ANY: dict[str, Figure] = {"medium": "any"}


@pytest.mark.parametrize(
    ("one", "figures", "status", "reason"),
    [
        (CABLE, FIXED, Status.PASS, "medium.ethernet"),
        (adapter("ethernet", speed_mbps=999.0), FIXED, Status.FAIL, "medium.slow"),
        (adapter("ethernet", speed_mbps=1000.0), FIXED, Status.PASS, "medium.ethernet"),
        (adapter("ethernet", speed_mbps=1001.0), FIXED, Status.PASS, "medium.ethernet"),
        (adapter("ethernet"), FIXED, Status.PASS, "medium.ethernet"),
        (adapter("ethernet", speed_mbps=10.0), ANY, Status.PASS, "medium.ethernet"),
        (adapter("wifi"), FIXED, Status.FAIL, "medium.wifi"),
        (adapter("wifi"), ANY, Status.PASS, "medium.wifi"),
        (adapter("mobile"), FIXED, Status.FAIL, "medium.mobile"),
        (adapter("mobile"), ANY, Status.PASS, "medium.mobile"),
        (adapter("ethernet", "Parallels Ethernet Adapter"), FIXED, Status.UNKNOWN, "medium.virtual"),
        (adapter("ethernet", "vmxnet3 Ethernet Adapter"), FIXED, Status.UNKNOWN, "medium.virtual"),
        (adapter("tunnel"), FIXED, Status.UNKNOWN, "medium.virtual"),
        (adapter("virtual"), ANY, Status.UNKNOWN, "medium.virtual"),
        (adapter("unknown"), FIXED, Status.UNKNOWN, "medium.unknown"),
        (adapter("loopback"), FIXED, Status.UNKNOWN, "medium.unknown"),
        (None, FIXED, Status.UNKNOWN, "medium.unknown"),
    ],
)
def test_the_medium(one: AdapterFacts | None, figures: dict[str, Figure], status: Status, reason: str) -> None:
    assert verdict("NW-02", network(adapter=one), figures=figures) == (status, reason)


def test_a_virtual_adapter_is_told_as_what_the_system_sees() -> None:
    words = found(
        "NW-02", network(adapter=adapter("ethernet", "Parallels Ethernet Adapter", speed_mbps=10_000.0))
    ).found
    assert words.startswith("Fixed Ethernet (Parallels Ethernet Adapter, 10 Gbps). This is what the operating system")


@pytest.mark.parametrize(
    ("facts", "status", "reason"),
    [
        ({}, Status.PASS, "proxy.none"),
        ({"auto_detect": True}, Status.PASS, "proxy.auto_only"),
        ({"pac_url_set": True, "for_target": "direct"}, Status.PASS, "proxy.auto_only"),
        ({"pac_url_set": True, "for_target": "proxy"}, Status.FAIL, "proxy.in_force"),
        ({"pac_url_set": True, "for_target": "unknown"}, Status.WARN, "proxy.set"),
        ({"auto_detect": True, "for_target": "unknown"}, Status.UNKNOWN, "network.not_read"),
        ({"user_proxy": "p:1", "for_target": "proxy"}, Status.FAIL, "proxy.in_force"),
        ({"user_proxy": "p:1", "for_target": "direct"}, Status.WARN, "proxy.set"),
        ({"machine_proxy": "p:1", "for_target": "proxy"}, Status.FAIL, "proxy.in_force"),
    ],
)
def test_proxies(facts: dict[str, object], status: Status, reason: str) -> None:
    assert verdict("NW-09", network(proxy=ProxyFacts.model_validate(facts))) == (status, reason)


@pytest.mark.parametrize(
    ("ipv4", "ipv6", "status", "reason"),
    [
        (True, False, Status.PASS, "ipv4.ok"),
        (True, True, Status.PASS, "ipv6.info"),
        (True, None, Status.PASS, "ipv4.ok"),
        (False, True, Status.FAIL, "ipv4.none"),
        (False, False, Status.FAIL, "ipv4.none"),
        (None, True, Status.UNKNOWN, "network.not_read"),
    ],
)
def test_ipv4(ipv4: bool | None, ipv6: bool | None, status: Status, reason: str) -> None:
    assert verdict("NW-10", network(has_ipv4=ipv4, has_ipv6=ipv6)) == (status, reason)


@pytest.mark.parametrize(
    "one",
    [
        adapter("ethernet", "Cisco AnyConnect Virtual Miniport Adapter", type_code=6),
        adapter("virtual", "PANGP Virtual Ethernet Adapter", type_code=53),
        adapter("virtual", "WireGuard Tunnel", type_code=53),
        adapter("unknown", "Something new", type_code=131),
        adapter("tunnel"),
        adapter("ppp", type_code=23),
    ],
)
def test_a_vpn_is_known_by_its_type_or_its_name(one: AdapterFacts) -> None:
    assert verdict("NW-11", network(adapter=one)) == (Status.FAIL, "vpn.full_tunnel")
    assert verdict("NW-11", network(adapter=one), of=HSCN) == (Status.PASS, "vpn.in_use")


@pytest.mark.parametrize(
    "one", [CABLE, adapter("wifi"), adapter("virtual", "Hyper-V Virtual Ethernet Adapter", type_code=53)]
)
def test_what_is_no_vpn(one: AdapterFacts | None) -> None:
    assert verdict("NW-11", network(adapter=one)) == (Status.PASS, "vpn.none")
    assert verdict("NW-11", network(adapter=one), of=HSCN) == (Status.FAIL, "vpn.missing")


@pytest.mark.parametrize("of", [profile(), HSCN])
def test_an_adapter_that_could_not_be_told_may_be_a_vpn_or_none(of: Profile) -> None:
    assert verdict("NW-11", network(adapter=None), of=of) == (Status.UNKNOWN, "network.not_read")


def test_a_vpn_beside_the_way_is_named_and_does_no_harm() -> None:
    beside = network(adapters=(CABLE, adapter("virtual", "PANGP Virtual Ethernet Adapter", type_code=53)))
    finding = found("NW-11", beside)
    assert (finding.status, finding.reason) == (Status.PASS, "vpn.split")
    assert "'GlobalProtect' is up" in finding.found
    assert verdict("NW-11", beside, of=HSCN) == (Status.FAIL, "vpn.missing")


def test_a_macs_own_tunnels_are_no_vpn() -> None:
    tunnels = tuple(AdapterFacts(name=f"utun{number}", kind="tunnel") for number in range(4))
    assert verdict("NW-11", network(adapters=(CABLE, *tunnels))) == (Status.PASS, "vpn.none")


def test_no_way_at_all_is_no_vpn() -> None:
    nowhere = network(route=RouteFacts(target="192.0.2.61", error="ENETUNREACH"))
    assert verdict("NW-11", nowhere) == (Status.PASS, "vpn.none")


@pytest.mark.parametrize(
    ("control", "status", "reason"),
    [
        (ControlFacts(made_up_name_resolved=False, test_address_connected=False), Status.PASS, "captive.none"),
        (ControlFacts(captive_portal=False), Status.PASS, "captive.none"),
        (ControlFacts(captive_portal=True), Status.FAIL, "captive.found"),
        (ControlFacts(captive_portal=True, test_address_connected=True), Status.FAIL, "captive.found"),
        (ControlFacts(made_up_name_resolved=True), Status.FAIL, "captive.suspected"),
        (ControlFacts(test_address_connected=True, captive_portal=False), Status.FAIL, "captive.suspected"),
        (ControlFacts(), Status.UNKNOWN, "network.not_read"),
    ],
)
def test_a_sign_in_page(control: ControlFacts, status: Status, reason: str) -> None:
    assert verdict("NW-12", network(control=control)) == (status, reason)
