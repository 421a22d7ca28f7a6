"""Judges what the ports of SystmOne's servers said: TCP, where an answer proves something, and UDP, where none does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from inpatient_hub.domain.readiness import Evidence, Status
from inpatient_hub.domain.readiness_network import NameState, NetworkFacts, PortFact, PortState, TargetFacts
from inpatient_hub.readiness.amounts import milliseconds
from inpatient_hub.readiness.finding import Case, Finding, Rule
from inpatient_hub.readiness.rules.network_words import (
    WAIT,
    errors_in,
    in_state,
    joined,
    of_protocol,
    ranges,
    servers,
    states_in_words,
    tested,
    unfinished,
    used,
)

WORST_FIRST = (Status.FAIL, Status.WARN, Status.UNKNOWN, Status.PASS)

SILENCE_ON_UDP = (
    "Sent, no answer. This is normal for UDP and proves nothing either way. It was not refused. Only SystmOne itself "
    "can confirm this port."
)

SOME_ANSWERED_ON_UDP = (
    "Some UDP ports answered. The others stayed silent, which is normal for UDP and proves nothing either way."
)

_INTERCEPTED = (
    "an address that nobody may use answered as well, so something on the way answers every connection and 'reached' "
    "proves nothing here"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the ports of one server, or one address, come to."""

    host: str
    status: Status
    reason: str
    words: str
    values: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> int:
        """0 for the worst."""
        return WORST_FIRST.index(self.status)

    @property
    def family(self) -> str:
        """The reason, silence of some ports and of all of them being one: the same thing puts both right."""
        return self.reason.removesuffix(".range")


# TCP


@tested
def tcp(case: Case, network: NetworkFacts) -> Finding:
    """NW-04. The group verdicts of each server, the worst of which decides."""
    targets, ports = servers(network), case.profile.targets.tcp
    if not targets or ports is None:
        return no_targets("TCP")
    if any(in_state(_ports(target, "tcp"), PortState.CANCELLED) for target in targets):
        return unfinished(network)
    heard = [tcp_of(target) for target in targets]
    if network.control.test_address_connected:
        heard = [_intercepted(one) if one.reason in _PROVEN_BY_OPEN else one for one in heard]
    elif any(one.reason == "tcp.open" for one in heard):
        heard = [_one_of_two(one) for one in heard]
    needed = f"TCP {ports.first} to {ports.last} to each server"
    made = finding(heard, needed=needed, evidence=evidence(targets, "tcp"))
    return replace(made, note=_own_firewall(targets)) if made.status is not Status.PASS else made


def _own_firewall(targets: Sequence[TargetFacts]) -> str:
    """A hint that TCP itself cannot give where a computer drops its own traffic without a word."""
    if not any(in_state(_ports(target, "udp"), PortState.BLOCKED_LOCALLY) for target in targets):
        return ""
    return "This computer itself stopped UDP to the same servers, so look at its own firewall first."


_PROVEN_BY_OPEN = frozenset({"tcp.open", "tcp.partly_refused", "tcp.no_reply.range"})


def tcp_of(target: TargetFacts) -> Heard:
    """One server: the worst of the addresses that SystmOne would use."""
    at_each = [tcp_at(target.host, one.address, ports) for one in used(target) if (ports := of_protocol(one, "tcp"))]
    return min(at_each, key=lambda one: one.place) if at_each else _not_tried(target)


def _not_tried(target: TargetFacts) -> Heard:
    """A server without any address: its name was not found, and no document gives one."""
    reason = "dns.no_answer" if target.name_state is NameState.NO_ANSWER else "dns.not_found"
    words = "no address is known for it, so it was not tried"
    return Heard(host=target.host, status=Status.UNKNOWN, reason=reason, words=words, values={"host": target.host})


def tcp_at(host: str, address: str, ports: Sequence[PortFact]) -> Heard:
    """One address, by the group verdicts of readiness.md 6.3. Ports that could not be tried excuse no other."""
    broken = in_state(ports, PortState.ERROR, PortState.ANSWERED)  # the latter can only stand in a file
    status, reason, words, in_question = _tcp_verdict([one for one in ports if one.port not in broken])
    if broken and status is Status.PASS:
        status, reason, in_question = Status.UNKNOWN, "tcp.error", broken
        words = f"{ranges(broken)} could not be tried ({errors_in(ports)})"
    values = {"host": host, "ip": address, "range": ranges(in_question), "code": errors_in(ports)}
    return Heard(host=host, status=status, reason=reason, words=words, values=values)


def _tcp_verdict(ports: Sequence[PortFact]) -> tuple[Status, str, str, list[int]]:
    """(status, reason, words, the ports in question)."""
    opened, silent = in_state(ports, PortState.OPEN), in_state(ports, PortState.NO_REPLY)
    unreachable, stopped = in_state(ports, PortState.UNREACHABLE), in_state(ports, PortState.BLOCKED_LOCALLY)
    refused, kept_back = in_state(ports, PortState.REFUSED), silent + unreachable
    if stopped:
        words = f"{ranges(stopped)}: this computer's own firewall or security software stopped it"
        return Status.FAIL, "tcp.blocked_locally", words, stopped
    if opened and kept_back:
        words = (
            f"{ranges(opened)} reached, but {_kept_back(silent, unreachable)}. A filter lets only some ports through"
        )
        return Status.FAIL, "tcp.no_reply.range", words, kept_back
    if kept_back and not refused:
        return *_nothing(silent, unreachable), kept_back
    if refused and not opened:
        return Status.WARN, "tcp.refused", _refusal(refused, silent), refused + kept_back
    return *_opened(ports, opened, refused), refused


def _opened(ports: Sequence[PortFact], opened: list[int], refused: list[int]) -> tuple[Status, str, str]:
    quickest = min((one.ms for one in ports if one.state is PortState.OPEN and one.ms is not None), default=None)
    took = "" if quickest is None else f" in {milliseconds(quickest)}"
    if not refused:
        return Status.PASS, "tcp.open", f"{ranges(opened)} reached{took}"
    words = f"{ranges(opened)} reached{took}, {ranges(refused)} refused; not every port listens all the time"
    return Status.PASS, "tcp.partly_refused", words


def _kept_back(silent: list[int], unreachable: list[int]) -> str:
    said = [f"no answer within {WAIT} from {ranges(silent)}"] if silent else []
    if unreachable:
        said.append(f"a device on the way reported that it does not pass {ranges(unreachable)}")
    return " and ".join(said)


def _nothing(silent: list[int], unreachable: list[int]) -> tuple[Status, str, str]:
    if not silent:
        words = "a device on the way, or this computer, reported that it will not pass this traffic"
        return Status.FAIL, "tcp.unreachable", words
    words = f"{_kept_back(silent, unreachable)}. Usually a firewall or router that silently drops the traffic"
    return Status.FAIL, "tcp.no_reply", words


def _refusal(refused: list[int], silent: list[int]) -> str:
    rest = f"; no answer from {ranges(silent)}" if silent else ""
    return (
        f"{ranges(refused)}: something answered and said no{rest}. Either nothing is listening on that port at the "
        "moment, or a firewall refuses it"
    )


def _intercepted(one: Heard) -> Heard:
    return replace(one, status=Status.WARN, reason="tcp.intercepted", words=f"{one.words}; but {_INTERCEPTED}")


def _one_of_two(one: Heard) -> Heard:
    """A server that stays silent beside one that is all open is a lesser trouble."""
    if one.reason not in {"tcp.no_reply", "tcp.unreachable"}:
        return one
    return replace(one, status=Status.WARN, reason="tcp.one_host")


# UDP


@tested
def udp(case: Case, network: NetworkFacts) -> Finding:
    """NW-05. Over all ports of all servers; never better than unknown where nothing answered."""
    targets, ports = servers(network), case.profile.targets.udp
    if not targets or ports is None:
        return no_targets("UDP")
    tried = [one for target in targets for one in _ports(target, "udp")]
    if in_state(tried, PortState.CANCELLED):
        return unfinished(network)
    if not tried:
        return finding([_not_tried(target) for target in targets], needed="UDP to each server", evidence=())
    broken = in_state(tried, PortState.ERROR)
    status, reason, words = _udp_verdict([one for one in tried if one.state is not PortState.ERROR])
    if broken and status in {Status.PASS, Status.UNKNOWN}:
        status, reason, words = Status.UNKNOWN, "udp.error", "Not every port could be tried."
    each = "; ".join(f"{target.host}: {states_in_words(_ports(target, 'udp'))}" for target in targets)
    all_silent = all(one.state is PortState.NO_REPLY for one in tried)
    return Finding(
        status=status,
        reason=reason,
        found=words if all_silent else f"{words} {each}.",
        needed=f"UDP {ports.first} to {ports.last} to each server",
        values={
            "range": ranges(_in_question(tried)),
            "ip": joined([address.address for target in targets for address in used(target)]),
            "code": errors_in(tried),
        },
        evidence=evidence(targets, "udp"),
    )


def _udp_verdict(tried: Sequence[PortFact]) -> tuple[Status, str, str]:
    count = len(tried)
    if in_state(tried, PortState.BLOCKED_LOCALLY):
        return Status.FAIL, "udp.blocked_locally", "This computer's own firewall or security software stopped it."
    if not count:
        return Status.UNKNOWN, "udp.silent", SILENCE_ON_UDP
    refused = _count(tried, PortState.REFUSED)
    if refused == count:
        return Status.FAIL, "udp.refused", "The far side said that every UDP port is closed."
    if _count(tried, PortState.UNREACHABLE) == count:
        return Status.FAIL, "udp.unreachable", "A device on the way reported that it will not pass this traffic."
    if refused or in_state(tried, PortState.UNREACHABLE):
        return _some_closed(tried)
    answered = _count(tried, PortState.ANSWERED)
    if answered == count:
        return Status.PASS, "udp.answered", "Reached."
    some = (Status.UNKNOWN, "udp.partly_answered", SOME_ANSWERED_ON_UDP)
    return some if answered else (Status.UNKNOWN, "udp.silent", SILENCE_ON_UDP)


def _some_closed(tried: Sequence[PortFact]) -> tuple[Status, str, str]:
    if in_state(tried, PortState.ANSWERED) and not in_state(tried, PortState.NO_REPLY):
        return Status.WARN, "udp.partly_refused", "Some UDP ports answered, others were reported closed."
    words = (
        "Some UDP ports were reported closed. Hosts send only a few such reports, so the silent ones may be closed as "
        "well."
    )
    return Status.WARN, "udp.mixed", words


def _in_question(tried: Iterable[PortFact]) -> set[int]:
    """The numbers of the ports that did not answer."""
    return {one.port for one in tried if one.state is not PortState.ANSWERED}


def _count(tried: Iterable[PortFact], state: PortState) -> int:
    return sum(one.state is state for one in tried)


def _ports(target: TargetFacts, protocol: str) -> list[PortFact]:
    """The ports of a server at the addresses that SystmOne would use."""
    return [one for address in used(target) for one in of_protocol(address, protocol)]


# For both


def finding(heard: Sequence[Heard], *, needed: str, evidence: tuple[Evidence, ...]) -> Finding:
    """All servers in one finding: the worst decides, each is named, and the remedy is about all that fail alike."""
    worst = min(heard, key=lambda one: one.place)
    alike = [one.values for one in heard if one.family == worst.family]
    each = {name: dict.fromkeys(one.get(name, "") for one in alike) for name in worst.values}
    return Finding(
        status=worst.status,
        reason=worst.reason,
        found=" ".join(f"{one.host}: {one.words}." for one in heard),
        needed=needed,
        values={name: joined([one for one in said if one]) for name, said in each.items()},
        evidence=evidence,
    )


def no_targets(protocol: str) -> Finding:
    """Where no document names a server: only the trust can, and until then nothing was tried."""
    return Finding(
        status=Status.MANUAL,
        reason="targets.none",
        found="No server is known for this profile, so none was tried.",
        needed=f"{protocol} to your region's servers",
    )


def evidence(targets: Sequence[TargetFacts], protocol: str) -> tuple[Evidence, ...]:
    """Every address that was tried, with the states of its ports."""
    how = "a connection that is closed at once" if protocol == "tcp" else "empty datagrams"
    return tuple(
        Evidence(
            label=f"{target.host} at {address.address} ({_origin(address.from_document, address.from_name)})",
            value=_states_and_errors(of_protocol(address, protocol)),
            how=f"{protocol.upper()}, {how}",
        )
        for target in targets
        for address in target.addresses
        if of_protocol(address, protocol)
    )


def _origin(from_document: bool, from_name: bool) -> str:
    if from_document and from_name:
        return "by document and name"
    return "by document" if from_document else "by name"


def _states_and_errors(ports: Sequence[PortFact]) -> str:
    errors = errors_in(ports)
    return states_in_words(ports) + (f" ({errors})" if errors else "")


PORT_RULES: dict[str, Rule] = {"NW-04": tcp, "NW-05": udp}
