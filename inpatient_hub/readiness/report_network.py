"""The way to SystmOne in words: each server with its name, its ports in ranges, and how long an answer takes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from inpatient_hub.domain.readiness_network import (
    AddressFacts,
    HttpsFacts,
    NameState,
    NetworkFacts,
    PingFact,
    PortFact,
    PortState,
    TargetFacts,
)
from inpatient_hub.readiness.amounts import milliseconds
from inpatient_hub.readiness.report_words import Standing
from inpatient_hub.readiness.rules.network_words import runs


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was tried at a server: `TCP 2134-2140`, `no reply`. `standing` is for the mark beside it only;
    what it means for the computer the checks say."""

    what: str
    words: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Way:
    """One server at one address. `ms` is the usual time until an answer, None where nothing answered."""

    host: str
    address: str
    ms: float | None
    lines: tuple[Line, ...]


_PORT_WORDS: Final = {
    PortState.OPEN: "open",
    PortState.ANSWERED: "answered",
    PortState.REFUSED: "refused: something answered and said no",
    PortState.UNREACHABLE: "a device on the way will not pass it",
    PortState.BLOCKED_LOCALLY: "stopped by this computer's own firewall or security software",
    PortState.NO_REPLY: "no reply",
    PortState.CANCELLED: "stopped before it was settled",
    PortState.ERROR: "could not be tried",
}
_SILENT_UDP: Final = "silent, which is normal for UDP and proves nothing"

_PORT_STANDINGS: Final = {
    PortState.OPEN: Standing.FINE,
    PortState.ANSWERED: Standing.FINE,
    PortState.REFUSED: Standing.TO_LOOK_AT,
    PortState.UNREACHABLE: Standing.TO_FIX,
    PortState.BLOCKED_LOCALLY: Standing.TO_FIX,
    PortState.NO_REPLY: Standing.TO_FIX,
    PortState.CANCELLED: Standing.NOT_CHECKED,
    PortState.ERROR: Standing.NOT_CHECKED,
}

_NAME_STANDINGS: Final = {
    NameState.SAME: Standing.FINE,
    NameState.DIFFERENT: Standing.TO_LOOK_AT,
    NameState.SINKHOLE: Standing.TO_FIX,
    NameState.NOT_FOUND: Standing.TO_FIX,
    NameState.NO_ANSWER: Standing.TO_FIX,
    NameState.NOT_ASKED: Standing.NOT_CHECKED,
    NameState.CANCELLED: Standing.NOT_CHECKED,
}


def ways(network: NetworkFacts) -> tuple[Way, ...]:
    """Every server at every address that was tried, then the HTTPS hosts."""
    servers = [way for target in network.targets for way in _server(target)]
    return (*servers, *(Way(one.host, "", None, (_https(one),)) for one in network.https))


def port_ranges(ports: Iterable[int]) -> str:
    """`2130-2133, 2136` for ports in any order."""
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs(ports))


def _server(target: TargetFacts) -> Iterator[Way]:
    name = _name(target)
    if not target.addresses:
        yield Way(target.host, target.documented or "", None, (name,))
    for address in target.addresses:
        yield Way(target.host, address.address, _usual_ms(address), (name, *_address_lines(address)))


def _address_lines(address: AddressFacts) -> Iterator[Line]:
    yield from _port_lines(address.ports, "tcp")
    yield from _port_lines(address.ports, "udp")
    if address.ping is not None:
        yield _ping(address.ping)


def _port_lines(ports: Sequence[PortFact], protocol: str) -> Iterator[Line]:
    """One line for each state that was seen, the ports of it in ranges; the lowest port first."""
    of_protocol = sorted((one for one in ports if one.protocol == protocol), key=lambda one: one.port)
    for state in dict.fromkeys(one.state for one in of_protocol):
        what = f"{protocol.upper()} {port_ranges(one.port for one in of_protocol if one.state is state)}"
        if state is PortState.NO_REPLY and protocol == "udp":
            yield Line(what, _SILENT_UDP, Standing.NOT_CHECKED)
        else:
            yield Line(what, _PORT_WORDS[state], _PORT_STANDINGS[state])


def _name(target: TargetFacts) -> Line:
    return Line("Name", _name_words(target), _NAME_STANDINGS[target.name_state])


def _name_words(target: TargetFacts) -> str:
    got = ", ".join(target.resolved[:4]) or "nothing"
    words = {
        NameState.SAME: "as documented",
        NameState.DIFFERENT: f"resolves to {got}; the document says {target.documented or 'no address'}",
        NameState.SINKHOLE: f"resolves to {got}, which cannot be a public server",
        NameState.NOT_FOUND: "no such name",
        NameState.NO_ANSWER: "the name server did not answer",
        NameState.NOT_ASKED: "not asked for",
        NameState.CANCELLED: "stopped before it was settled",
    }
    return words[target.name_state]


def _ping(ping: PingFact) -> Line:
    if ping.answered is None:
        return Line("Ping", "cannot be sent from here", Standing.NOT_CHECKED)
    if not ping.answered:
        return Line("Ping", f"no answer to {ping.sent}", Standing.TO_LOOK_AT)
    time = f", {milliseconds(ping.ms)}" if ping.ms is not None else ""
    return Line("Ping", f"{ping.answered} of {ping.sent} answered{time}", Standing.FINE)


def _https(fact: HttpsFacts) -> Line:
    words = _PORT_WORDS[fact.state]
    if fact.state is not PortState.OPEN:
        return Line("TCP 443", words, _PORT_STANDINGS[fact.state])
    if fact.trusted is False:
        return Line("TCP 443", f"{words}, but its certificate is not trusted here", Standing.TO_LOOK_AT)
    return Line("TCP 443", words, Standing.FINE)


def _usual_ms(address: AddressFacts) -> float | None:
    if address.latency_ms:
        return median(address.latency_ms)
    return address.ping.ms if address.ping is not None else None
