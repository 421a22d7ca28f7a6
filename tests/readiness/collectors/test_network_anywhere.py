"""What every system has: proxies of the environment, and ways that are found without sending anything."""

import socket

import pytest

from inpatient_hub.domain.readiness_network import ProxyFacts
from inpatient_hub.readiness.collectors.network import (
    environment_proxies,
    has_ipv4,
    has_ipv6,
    source_address,
    without_credentials,
)


@pytest.mark.parametrize(
    ("proxy", "plain"),
    [
        ("http://nurse:secret@proxy.test:8080/", "proxy.test:8080"),
        ("nurse:secret@proxy.test:8080", "proxy.test:8080"),
        ("proxy.test:8080", "proxy.test:8080"),
        ("socks5://proxy.test", "proxy.test"),
        ("http=nurse:secret@one.test:80;https=two.test:443", "http=one.test:80; https=two.test:443"),
        ("http=http://nurse:secret@one.test:80", "http=one.test:80"),
        ("http://user:p@ss@proxy.test:8080", "proxy.test:8080"),
        ("", ""),
    ],
)
def test_a_proxy_is_told_without_a_name_or_password(proxy: str, plain: str) -> None:
    assert without_credentials(proxy) == plain


@pytest.mark.parametrize("junk", ["http://[", "a=b=c", "://", "http://[::1", "x" * 1000])
def test_a_proxy_that_is_none_does_no_harm(junk: str) -> None:
    assert len(without_credentials(junk)) <= 400


@pytest.mark.parametrize(
    ("environ", "host", "facts"),
    [
        ({}, "s11.test", ProxyFacts()),
        ({"no_proxy": "*"}, "s11.test", ProxyFacts()),
        ({"HTTP_PROXY": "http://proxy.test:1"}, "s11.test", ProxyFacts(user_proxy="proxy.test:1", for_target="proxy")),
        (
            {"http_proxy": "one.test:1", "https_proxy": "two.test:2"},
            "s11.test",
            ProxyFacts(user_proxy="two.test:2", for_target="proxy"),
        ),
        (
            {"all_proxy": "p.test:1", "no_proxy": "*"},
            "s11.test",
            ProxyFacts(user_proxy="p.test:1", for_target="direct"),
        ),
        (
            {"https_proxy": "p.test:1", "no_proxy": "localhost, .TEST"},
            "s11.test",
            ProxyFacts(user_proxy="p.test:1", for_target="direct"),
        ),
        (
            {"https_proxy": "p.test:1", "no_proxy": "1.test"},
            "s11.test",
            ProxyFacts(user_proxy="p.test:1", for_target="proxy"),
        ),
        ({"https_proxy": "p.test:1", "no_proxy": ","}, "", ProxyFacts(user_proxy="p.test:1", for_target="proxy")),
    ],
)
def test_proxies_of_the_environment(environ: dict[str, str], host: str, facts: ProxyFacts) -> None:
    assert environment_proxies(environ, host) == facts


def test_the_address_towards_this_computer_is_its_own() -> None:
    assert source_address("127.0.0.1") == "127.0.0.1"


def test_ways_are_found_without_sending_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise AssertionError("something was sent")

    class Silent(socket.socket):
        send = sendall = sendto = forbidden  # type: ignore[assignment]

    monkeypatch.setattr(socket, "socket", Silent)
    source_address("127.0.0.1")
    assert isinstance(has_ipv4(), bool)
    assert isinstance(has_ipv6(), bool)


def test_without_ipv6_in_python_there_is_no_way_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "has_ipv6", False)
    assert not has_ipv6()
