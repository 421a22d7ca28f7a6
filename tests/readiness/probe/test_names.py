"""What a lookup came to is told from what it should have come to."""

import asyncio
import socket
import threading
from typing import Any

import pytest

from inpatient_hub.domain.readiness_network import NameState
from inpatient_hub.readiness.probe.names import Lookup, Opinion, looked_up, may_be_tried, name_state, second_opinion

PUBLIC = "192.0.2.61"


@pytest.mark.parametrize(
    ("documented", "addresses", "state"),
    [
        (PUBLIC, (PUBLIC,), NameState.SAME),
        (PUBLIC, (PUBLIC, "192.0.2.62"), NameState.DIFFERENT),
        (PUBLIC, ("192.0.2.62",), NameState.DIFFERENT),
        (PUBLIC, ("0.0.0.0",), NameState.SINKHOLE),
        (PUBLIC, ("127.0.0.1",), NameState.SINKHOLE),
        (PUBLIC, ("10.0.0.1",), NameState.SINKHOLE),
        (PUBLIC, ("172.16.0.1",), NameState.SINKHOLE),
        (PUBLIC, ("172.32.0.1",), NameState.DIFFERENT),
        (PUBLIC, ("192.168.1.1",), NameState.SINKHOLE),
        (PUBLIC, ("10.0.0.1", "192.0.2.62"), NameState.DIFFERENT),
        ("10.0.0.1", ("10.0.0.1",), NameState.SAME),
        ("10.0.0.1", ("10.0.0.2",), NameState.DIFFERENT),
        (None, (PUBLIC,), NameState.SAME),
        (None, ("10.0.0.1",), NameState.SAME),
        (None, ("127.0.0.1",), NameState.SINKHOLE),
        (PUBLIC, (), NameState.NOT_FOUND),
    ],
)
def test_addresses_are_held_against_the_document(
    documented: str | None, addresses: tuple[str, ...], state: NameState
) -> None:
    assert name_state(documented, Lookup(addresses)) is state


@pytest.mark.parametrize("failed", [NameState.NOT_FOUND, NameState.NO_ANSWER])
def test_a_failure_stays_what_it_is(failed: NameState) -> None:
    assert name_state(PUBLIC, Lookup(failed=failed)) is failed


def test_this_computer_is_no_server_to_try() -> None:
    assert not may_be_tried("127.0.0.1")
    assert not may_be_tried("0.0.0.0")
    assert may_be_tried("10.0.0.1")


def ask(name: str, within_s: float = 2) -> Lookup:
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        return runner.run(looked_up(name, within_s=within_s))


def test_a_name_is_looked_up_by_the_computer_itself() -> None:
    found = ask("localhost")
    assert found.addresses == ("127.0.0.1",)
    assert found.ms is not None


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (socket.gaierror(socket.EAI_NONAME, "not known"), NameState.NOT_FOUND),
        (socket.gaierror(socket.EAI_AGAIN, "try again"), NameState.NO_ANSWER),
        (socket.gaierror(socket.EAI_FAIL, "failed"), NameState.NO_ANSWER),
        (OSError("no resolver"), NameState.NO_ANSWER),
        (UnicodeError("label too long"), NameState.NO_ANSWER),
    ],
)
def test_each_way_a_lookup_fails(monkeypatch: pytest.MonkeyPatch, error: Exception, state: NameState) -> None:
    def fail(*_: Any) -> None:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert ask("s11.test") == Lookup(failed=state)


def test_a_resolver_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: hanging.wait(30))
    assert ask("s11.test", within_s=0.05) == Lookup(failed=NameState.NO_ANSWER)
    hanging.set()


def test_a_name_server_that_is_no_plain_address_is_no_reason_to_fail() -> None:
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        said = runner.run(second_opinion("s11.test", ("fe80::1%eth0.no such",), within_s=1))
    assert said.addresses is None
    assert said.error


def test_without_a_name_server_there_is_no_second_opinion() -> None:
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        said = runner.run(second_opinion("s11.test", (), within_s=1))
    assert said == Opinion(error="no name server known")
