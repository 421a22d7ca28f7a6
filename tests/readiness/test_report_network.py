"""The way to SystmOne is told per server and in ranges of ports, no better than it was seen."""

import pytest

from inpatient_hub.domain.readiness_network import (
    AddressFacts,
    HttpsFacts,
    NameState,
    NetworkFacts,
    PingFact,
    PortState,
    TargetFacts,
)
from inpatient_hub.readiness.report_network import Line, Way, port_ranges, ways
from inpatient_hub.readiness.report_words import Standing
from tests.readiness.network_making import TCP, UDP, address, filtered, network, ports, target

S11 = "s11.tpp-uk.com"


def lines_of(*targets: TargetFacts) -> tuple[Line, ...]:
    return ways(network(*targets))[0].lines


def line(lines: tuple[Line, ...], what: str) -> Line:
    return next(one for one in lines if one.what == what)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([2130], "2130"),
        ([2131, 2130], "2130-2131"),
        ([2140, 2130, 2132, 2131, 2139, 2135], "2130-2132, 2135, 2139-2140"),
        ([2130, 2130], "2130"),
        ([], ""),
    ],
)
def test_ports_are_told_in_ranges(given: list[int], said: str) -> None:
    assert port_ranges(given) == said


def test_a_healthy_way_says_what_silence_on_udp_is_worth() -> None:
    first, second = ways(network())
    assert (first.host, first.address, first.ms) == (S11, "62.255.177.61", 38.4)
    assert second.address == "62.255.177.62"
    assert first.lines == (
        Line("Name", "as documented", Standing.FINE),
        Line("TCP 2130-2140", "open", Standing.FINE),
        Line("UDP 2120-2130", "silent, which is normal for UDP and proves nothing", Standing.NOT_CHECKED),
        Line("Ping", "3 of 3 answered, 38 ms", Standing.FINE),
    )


def test_a_filter_shows_as_a_range_of_its_own() -> None:
    lines = ways(filtered())[1].lines
    assert [one.what for one in lines[:3]] == ["Name", "TCP 2130-2133", "TCP 2134-2140"]
    assert line(lines, "TCP 2134-2140") == Line("TCP 2134-2140", "no reply", Standing.TO_FIX)


@pytest.mark.parametrize("state", PortState)
def test_every_state_of_a_port_has_words_and_only_an_answer_is_fine(state: PortState) -> None:
    lines = lines_of(target(S11, address("62.255.177.61", tcp=ports("tcp", TCP, state), udp=ports("udp", UDP, state))))
    for what in ("TCP 2130-2140", "UDP 2120-2130"):
        told = line(lines, what)
        assert told.words
        assert (told.standing is Standing.FINE) == (state in (PortState.OPEN, PortState.ANSWERED))


@pytest.mark.parametrize("state", NameState)
def test_every_state_of_a_name_has_words_and_only_the_documented_one_is_fine(state: NameState) -> None:
    told = line(lines_of(target(S11, name_state=state)), "Name")
    assert told.words
    assert (told.standing is Standing.FINE) == (state is NameState.SAME)


def test_a_name_that_differs_is_told_with_both_addresses() -> None:
    differs = TargetFacts(
        host=S11, documented="62.255.177.61", name_state=NameState.DIFFERENT, resolved=("198.51.100.9",)
    )
    way = ways(network(differs))[0]
    assert way.lines[0].words == "resolves to 198.51.100.9; the document says 62.255.177.61"
    assert (way.address, way.ms) == ("62.255.177.61", None)


@pytest.mark.parametrize(
    ("ping", "words", "standing"),
    [
        (PingFact(sent=3, answered=0), "no answer to 3", Standing.TO_LOOK_AT),
        (PingFact(sent=0, answered=None, error="EPERM"), "cannot be sent from here", Standing.NOT_CHECKED),
        (PingFact(sent=3, answered=2), "2 of 3 answered", Standing.FINE),
    ],
)
def test_a_ping_is_told_as_it_went(ping: PingFact, words: str, standing: Standing) -> None:
    tried = AddressFacts(address="62.255.177.61", from_document=True, from_name=False, ping=ping)
    assert lines_of(target(S11, tried))[1] == Line("Ping", words, standing)


def test_without_latencies_the_ping_gives_the_time() -> None:
    tried = AddressFacts(
        address="62.255.177.61", from_document=True, from_name=False, ping=PingFact(sent=1, answered=1, ms=9.0)
    )
    assert ways(network(target(S11, tried)))[0].ms == 9.0


@pytest.mark.parametrize(
    ("fact", "words", "standing"),
    [
        (HttpsFacts(host="mobile.example", state=PortState.OPEN, trusted=True), "open", Standing.FINE),
        (
            HttpsFacts(host="mobile.example", state=PortState.OPEN, trusted=False),
            "open, but its certificate is not trusted here",
            Standing.TO_LOOK_AT,
        ),
        (HttpsFacts(host="mobile.example", state=PortState.NO_REPLY), "no reply", Standing.TO_FIX),
    ],
)
def test_an_https_host_is_told_beside_the_servers(fact: HttpsFacts, words: str, standing: Standing) -> None:
    told = ways(NetworkFacts(ran_for_ms=1.0, https=(fact,)))
    assert told == (Way("mobile.example", "", None, (Line("TCP 443", words, standing),)),)
