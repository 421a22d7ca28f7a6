"""Says what was seen at ports and in milliseconds in words no stronger than what was seen."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from itertools import pairwise

from inpatient_hub.domain.readiness import Status
from inpatient_hub.domain.readiness_network import AddressFacts, NetworkFacts, PortFact, PortState, TargetFacts
from inpatient_hub.readiness.finding import Case, Finding, Rule
from inpatient_hub.readiness.support_dates import LatencyColumn

WAIT = "3 s"
"""The time-out of a port, in words."""

NOT_RUN = Finding(status=Status.SKIPPED, reason="network.not_run", found="The network was not tested.")

_STATE_WORDS = {
    PortState.OPEN: "reached",
    PortState.ANSWERED: "reached",
    PortState.REFUSED: "refused",
    PortState.UNREACHABLE: "reported as not let through",
    PortState.BLOCKED_LOCALLY: "stopped on this computer",
    PortState.NO_REPLY: "no answer",
    PortState.CANCELLED: "not finished",
    PortState.ERROR: "could not be tried",
}

_SIMILAR = 1.5
"""Within this factor of a column of the WES's table a line is called similar to it; this is our own figure."""


def tested(rule: Callable[[Case, NetworkFacts], Finding]) -> Rule:
    """A rule that needs a network test, and says so where there was none."""

    @wraps(rule)
    def judged(case: Case) -> Finding:
        return NOT_RUN if case.facts.network is None else rule(case, case.facts.network)

    return judged


def seen(rule: Callable[[NetworkFacts], Finding]) -> Rule:
    """A rule that needs a network test and nothing else of the case."""
    return tested(lambda _, network: rule(network))


def unfinished(network: NetworkFacts) -> Finding:
    """For a piece that the person, or the limit of ten seconds, ended before it was settled."""
    if network.cancelled:
        return Finding(status=Status.SKIPPED, reason="network.cancelled", found="The test was stopped before this.")
    return Finding(status=Status.UNKNOWN, reason="network.cancelled", found="The test's time was up before this.")


def not_read(what: str) -> Finding:
    """For what this computer did not say about itself."""
    return Finding(status=Status.UNKNOWN, reason="network.not_read", found=f"{what} could not be read here.")


def runs(ports: Iterable[int]) -> list[tuple[int, int]]:
    """(first, last) of each run of neighbouring ports, in order."""
    ordered = sorted(set(ports))
    starts = ordered[:1] + [high for low, high in pairwise(ordered) if high != low + 1]
    ends = [low for low, high in pairwise(ordered) if high != low + 1] + ordered[-1:]
    return list(zip(starts, ends, strict=True))


def ranges(ports: Iterable[int]) -> str:
    """`2134 to 2140`; `2130, 2132 and 2134 to 2140`."""
    return joined([str(first) if first == last else f"{first} to {last}" for first, last in runs(ports)])


def joined(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def in_state(ports: Iterable[PortFact], *states: PortState) -> list[int]:
    """The numbers of the ports in one of these states."""
    return [one.port for one in ports if one.state in states]


def states_in_words(ports: Sequence[PortFact]) -> str:
    """`2130 to 2134 reached, 2135 to 2140 no answer`."""
    said: dict[str, list[int]] = {}
    for one in ports:
        said.setdefault(_STATE_WORDS[one.state], []).append(one.port)
    return ", ".join(f"{ranges(numbers)} {words}" for words, numbers in said.items())


def errors_in(ports: Iterable[PortFact]) -> str:
    """The system's names of the errors, each once: `ECONNREFUSED`."""
    return joined(list(dict.fromkeys(one.error for one in ports if one.error)))


def of_protocol(address: AddressFacts, protocol: str) -> list[PortFact]:
    """The ports of one protocol at an address."""
    return [one for one in address.ports if one.protocol == protocol]


def servers(network: NetworkFacts) -> list[TargetFacts]:
    """The servers that were tried, without single addresses such as `192.0.2.7:443`, which GW-07 judges."""
    return [one for one in network.targets if ":" not in one.host]


def used(target: TargetFacts) -> list[AddressFacts]:
    """The addresses that SystmOne would use: those the name gives, or the documented one where it gives none."""
    return [one for one in target.addresses if one.from_name] or list(target.addresses)


def like_column(ms: float, columns: Sequence[LatencyColumn]) -> str:
    """How a latency stands to the WES's table: similar to a column, between two, or beyond the last."""
    ordered = sorted(columns, key=lambda column: column.ms)
    nearest = min(ordered, key=lambda column: max(ms, 0.1) / column.ms if ms > column.ms else column.ms / max(ms, 0.1))
    if nearest.ms / _SIMILAR <= ms <= nearest.ms * _SIMILAR:
        return f"similar to the WES's {nearest.name} column"
    if ms < ordered[0].ms:
        return f"quicker than the WES's {ordered[0].name} column"
    if ms > ordered[-1].ms:
        return f"slower than the WES's {ordered[-1].name} column, its slowest"
    low = [column for column in ordered if column.ms < ms][-1]
    high = next(column for column in ordered if column.ms > ms)
    return f"between the WES's {low.name} and {high.name} columns"
