"""A Linux computer's network, by its own files and by recorded ones."""

import os
from pathlib import Path

import pytest

from inpatient_hub.readiness.collectors import network_linux
from inpatient_hub.readiness.collectors.network import this_computer
from inpatient_hub.readiness.collectors.network_linux import captive_portal, gateway_to, kind_of, name_servers, way_to

pytestmark = pytest.mark.skipif("sys.platform != 'linux'")

ROUTES = """Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\tFE0200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
eth0\t000200C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0
tun0\t006433C6\t0A6433C6\t0003\t0\t0\t50\t00FFFFFF\t0\t0\t0
"""
"""As /proc/net/route has it: default by 192.0.2.254, 192.0.2.0/24 here, 198.51.100.0/24 by 198.51.100.10."""


@pytest.mark.parametrize(
    ("target", "gateway"),
    [("203.0.113.5", "192.0.2.254"), ("192.0.2.61", None), ("198.51.100.9", "198.51.100.10")],
)
def test_the_gateway_of_the_most_specific_route(tmp_path: Path, target: str, gateway: str | None) -> None:
    file = tmp_path / "proc/net/route"
    file.parent.mkdir(parents=True)
    file.write_text(ROUTES, encoding="ascii")
    assert gateway_to(target, root=tmp_path) == gateway


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ({"type": "1", "device": ""}, "ethernet"),
        ({"type": "1"}, "virtual"),
        ({"type": "1", "wireless": "", "device": ""}, "wifi"),
        ({"type": "1", "phy80211": "", "device": ""}, "wifi"),
        ({"type": "1", "uevent": "DEVTYPE=wlan\nINTERFACE=wlp3s0\n", "device": ""}, "wifi"),
        ({"type": "1", "uevent": "DEVTYPE=wwan\n", "device": ""}, "mobile"),
        ({"type": "65534", "uevent": "DEVTYPE=wireguard\n"}, "tunnel"),
        ({"type": "65534", "tun_flags": "0x1001"}, "tunnel"),
        ({"type": "1", "tun_flags": "0x1002"}, "tunnel"),
        ({"type": "512"}, "ppp"),
        ({"type": "772"}, "loopback"),
        ({"uevent": "DEVTYPE=bridge\n", "type": "1"}, "virtual"),
    ],
)
def test_the_kind_of_an_adapter(tmp_path: Path, files: dict[str, str], kind: str) -> None:
    folder = tmp_path / "eth0"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="ascii")
    assert kind_of(folder) == kind


def test_an_adapter_that_sys_does_not_know_is_of_unknown_kind(tmp_path: Path) -> None:
    assert kind_of(tmp_path / "eth0") == "unknown"


def test_name_servers_of_resolv_conf(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    text = "# made up\nsearch test\nnameserver 192.0.2.53\nnameserver 2001:db8::53\nnameserver 192.0.2.53\nnameserver\n"
    (tmp_path / "etc/resolv.conf").write_text(text, encoding="ascii")
    assert name_servers(root=tmp_path) == ("192.0.2.53", "2001:db8::53")


def test_the_way_to_this_computer_itself_is_the_loopback() -> None:
    route = way_to("127.0.0.1")
    assert route.local_address == "127.0.0.1"
    assert route.adapter is not None
    assert (route.adapter.name, route.adapter.kind) == ("lo", "loopback")


def test_every_question_is_answered_or_raises_what_a_system_raises() -> None:
    local = this_computer()
    assert all(one.kind != "loopback" for one in local.adapters())
    assert set(local.vpn_connections()) <= {one.name for one in local.adapters()}
    assert local.has_ipv4() in {True, False}
    assert local.has_ipv6() in {True, False}
    assert local.ping is None
    assert local.single_syn is None


@pytest.mark.parametrize(
    ("said", "portal"), [("portal", True), ("full", False), ("limited", None), ("none", None), ("", None)]
)
def test_what_the_network_manager_knows_of_a_sign_in_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str, portal: bool | None
) -> None:
    nmcli = tmp_path / "nmcli"
    nmcli.write_text(f'#!/bin/sh\n[ "$*" = "networking connectivity" ] && echo {said}\n', encoding="ascii")
    nmcli.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert captive_portal() is portal


def test_without_a_network_manager_nothing_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(network_linux.shutil, "which", lambda _: None)
    assert captive_portal() is None
