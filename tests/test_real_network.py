"""No test reaches a real network, and every address that tests use is one that nobody has."""

import asyncio
import re
import socket
from pathlib import Path

import pytest

from tests.real_network import RealNetwork, is_allowed

TESTS = Path(__file__).parent
REAL_SERVER = "62.255.177.61"


def test_a_connection_to_the_real_server_fails_before_it_is_made() -> None:
    with socket.socket() as tcp, pytest.raises(RealNetwork):
        tcp.connect((REAL_SERVER, 2130))
    with socket.socket(type=socket.SOCK_DGRAM) as udp, pytest.raises(RealNetwork):
        udp.sendto(b"", (REAL_SERVER, 2120))
    with socket.socket(type=socket.SOCK_DGRAM) as udp, pytest.raises(RealNetwork):
        udp.connect((REAL_SERVER, 2120))


def test_a_connection_by_an_event_loop_fails_as_well() -> None:
    async def connect() -> None:
        with socket.socket() as sock:
            sock.setblocking(False)
            await asyncio.get_running_loop().sock_connect(sock, (REAL_SERVER, 2130))

    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner, pytest.raises(RealNetwork):
        runner.run(connect())


@pytest.mark.parametrize("name", ["s11.tpp-uk.com", "s11.test", "example.org"])
def test_no_name_is_looked_up(name: str) -> None:
    with pytest.raises(RealNetwork):
        socket.getaddrinfo(name, 443)


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("192.0.2.61", True),
        ("198.51.100.9", True),
        ("2001:db8::1", True),
        (b"127.0.0.1", True),
        ("192.0.3.1", False),
        ("10.0.0.1", False),
        ("2a00::1", False),
        ("tpp-uk.com", False),
        (7, False),
    ],
)
def test_what_a_test_may_talk_to(host: object, allowed: bool) -> None:
    assert is_allowed(host) is allowed


def test_the_laboratory_knows_no_address_that_somebody_has() -> None:
    files = [*(TESTS.parent / "benchmarks" / "netlab").glob("*.py"), *(TESTS / "readiness" / "netns").glob("*.py")]
    addresses = {one for file in files for one in re.findall(r"\b\d+\.\d+\.\d+\.\d+\b", file.read_text("utf-8"))}
    assert {one for one in addresses if not is_allowed(one)} == {"10.1.2.3"}  # an answer that is never sent anything
    assert {"192.0.2.61", "192.0.2.62", "192.0.2.53"} <= addresses
