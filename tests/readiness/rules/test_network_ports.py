"""What the ports of two servers come to, by the table of readiness.md 6.3."""

import pytest

from benchmarks.netlab.lab import S11, S12
from inpatient_hub.domain.readiness import Status
from inpatient_hub.domain.readiness_network import ControlFacts, NameState, PortFact, PortState
from inpatient_hub.readiness.rules.network_words import ranges
from tests.readiness.network_cases import OPEN, SILENT, address, both, found, network, server, tcp, udp, verdict

O, R, N = PortState.OPEN, PortState.REFUSED, PortState.NO_REPLY  # noqa: E741 - as the table writes them
U, B, E = PortState.UNREACHABLE, PortState.BLOCKED_LOCALLY, PortState.ERROR


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([], ""),
        ([2130], "2130"),
        ([2130, 2131], "2130 to 2131"),
        ([2140, 2134, 2135, 2136, 2137, 2138, 2139], "2134 to 2140"),
        ([2130, 2132, 2134, 2135], "2130, 2132 and 2134 to 2135"),
        ([2130, 2130], "2130"),
    ],
)
def test_ports_are_told_in_ranges(numbers: list[int], words: str) -> None:
    assert ranges(numbers) == words


def mixed(*states: PortState) -> tuple[PortFact, ...]:
    """A TCP port in each of these states."""
    return tuple(one for number, state in enumerate(states, 2130) for one in tcp(state, [number])) + SILENT


@pytest.mark.parametrize(
    ("states", "status", "reason"),
    [
        ((O, O, O), Status.PASS, "tcp.open"),
        ((O, R, R), Status.PASS, "tcp.partly_refused"),
        ((O, N, O), Status.FAIL, "tcp.no_reply.range"),
        ((O, U, O), Status.FAIL, "tcp.no_reply.range"),
        ((O, R, N), Status.FAIL, "tcp.no_reply.range"),
        ((R, R, R), Status.WARN, "tcp.refused"),
        ((R, N, N), Status.WARN, "tcp.refused"),
        ((R, U, U), Status.WARN, "tcp.refused"),
        ((N, N, N), Status.FAIL, "tcp.no_reply"),
        ((N, U, N), Status.FAIL, "tcp.no_reply"),
        ((U, U, U), Status.FAIL, "tcp.unreachable"),
        ((B, O, O), Status.FAIL, "tcp.blocked_locally"),
        ((B, B, N), Status.FAIL, "tcp.blocked_locally"),
        ((E, O, O), Status.UNKNOWN, "tcp.error"),
    ],
)
def test_the_group_verdict_of_a_server(states: tuple[PortState, ...], status: Status, reason: str) -> None:
    assert verdict("NW-04", both(mixed(*states))) == (status, reason)


@pytest.mark.parametrize(
    ("one", "other", "status", "reason"),
    [
        (O, N, Status.WARN, "tcp.one_host"),
        (N, O, Status.WARN, "tcp.one_host"),
        (O, U, Status.WARN, "tcp.one_host"),
        (O, R, Status.WARN, "tcp.refused"),
        (O, B, Status.FAIL, "tcp.blocked_locally"),
        (R, N, Status.FAIL, "tcp.no_reply"),
        (N, U, Status.FAIL, "tcp.no_reply"),
    ],
)
def test_two_servers_together(one: PortState, other: PortState, status: Status, reason: str) -> None:
    assert verdict("NW-04", both(tcp(one) + SILENT, tcp(other) + SILENT)) == (status, reason)


def test_a_server_of_which_some_ports_are_filtered_does_not_excuse_a_silent_one() -> None:
    filtered = tcp(O, [2130]) + tcp(N, [2131])
    assert verdict("NW-04", both(filtered, tcp(N)))[0] is Status.FAIL


def test_every_server_is_named_with_its_ranges() -> None:
    some = tcp(O, range(2130, 2134)) + tcp(N, range(2134, 2141))
    finding = found("NW-04", both(OPEN, some))
    assert finding.found == (
        "s11.test: 2130 to 2140 reached. s12.test: 2130 to 2133 reached, but no answer within 3 s from 2134 to 2140. "
        "A filter lets only some ports through."
    )
    assert finding.values["range"] == "2134 to 2140"
    assert [one.value for one in finding.evidence] == [
        "2130 to 2140 reached",
        "2130 to 2133 reached, 2134 to 2140 no answer",
    ]


def test_the_remedy_is_about_every_server_that_fails_alike() -> None:
    some = tcp(O, range(2130, 2134)) + tcp(N, range(2134, 2141))
    values = found("NW-04", both(some)).values
    assert (values["ip"], values["range"]) == (f"{S11} and {S12}", "2134 to 2140")
    values = found("NW-04", both(some, tcp(N))).values
    assert (values["ip"], values["range"]) == (f"{S11} and {S12}", "2134 to 2140 and 2130 to 2140")
    values = found("NW-04", both(tcp(R), OPEN)).values
    assert values["ip"] == S11


def test_the_time_of_the_quickest_answer_is_told() -> None:
    ports = tuple(one.model_copy(update={"ms": 20.6 + one.port - 2130}) for one in OPEN)
    assert "2130 to 2140 reached in 21 ms" in found("NW-04", both(ports)).found


@pytest.mark.parametrize(
    ("states", "status", "reason"),
    [
        ((O, O), Status.WARN, "tcp.intercepted"),
        ((O, R), Status.WARN, "tcp.intercepted"),
        ((O, N), Status.WARN, "tcp.intercepted"),
        ((N, N), Status.FAIL, "tcp.no_reply"),
        ((R, R), Status.WARN, "tcp.refused"),
    ],
)
def test_open_proves_nothing_where_an_address_that_nobody_may_use_answers(
    states: tuple[PortState, ...], status: Status, reason: str
) -> None:
    facts = both(mixed(*states)).model_copy(update={"control": ControlFacts(test_address_connected=True)})
    assert verdict("NW-04", facts) == (status, reason)


def test_silence_on_tcp_beside_udp_that_this_computer_stopped_points_at_its_own_firewall() -> None:
    hint = "look at its own firewall first"
    assert hint in found("NW-04", both(tcp(N) + udp(B))).note
    assert hint not in found("NW-04", both(tcp(N) + udp(N))).note
    assert hint not in found("NW-04", both(tcp(O) + udp(B))).note


def test_a_file_that_says_tcp_answered_proves_nothing() -> None:
    assert verdict("NW-04", both(tcp(PortState.ANSWERED))) == (Status.UNKNOWN, "tcp.error")


def test_the_addresses_that_the_name_gives_decide() -> None:
    documented = address(S11, OPEN, from_name=False)
    named = address("198.51.100.9", tcp(N), from_document=False)
    facts = network(server("s11.test", documented, named, name_state=NameState.DIFFERENT))
    assert verdict("NW-04", facts) == (Status.FAIL, "tcp.no_reply")
    assert len(found("NW-04", facts).evidence) == 2


def test_without_a_name_the_documented_address_decides() -> None:
    documented = address(S11, OPEN, from_name=False)
    facts = network(server("s11.test", documented, name_state=NameState.NOT_FOUND, resolved=()))
    assert verdict("NW-04", facts) == (Status.PASS, "tcp.open")


def test_of_several_addresses_the_worst_decides() -> None:
    facts = network(server("s11.test", address(S11, OPEN), address(S12, tcp(R))))
    assert verdict("NW-04", facts) == (Status.WARN, "tcp.refused")


@pytest.mark.parametrize(
    ("one", "other", "status", "reason"),
    [
        ([PortState.ANSWERED], [PortState.ANSWERED], Status.PASS, "udp.answered"),
        ([PortState.ANSWERED], [N], Status.UNKNOWN, "udp.partly_answered"),
        ([N], [N], Status.UNKNOWN, "udp.silent"),
        ([R], [R], Status.FAIL, "udp.refused"),
        ([R], [N], Status.WARN, "udp.mixed"),
        ([N, R], [N, N], Status.WARN, "udp.mixed"),
        ([R], [PortState.ANSWERED], Status.WARN, "udp.partly_refused"),
        ([U], [U], Status.FAIL, "udp.unreachable"),
        ([U], [N], Status.WARN, "udp.mixed"),
        ([B], [N], Status.FAIL, "udp.blocked_locally"),
        ([E], [N], Status.UNKNOWN, "udp.error"),
    ],
)
def test_udp_over_both_servers(one: list[PortState], other: list[PortState], status: Status, reason: str) -> None:
    ports = [
        tuple(port for at, state in enumerate(states, 2120) for port in udp(state, [at])) for states in (one, other)
    ]
    assert verdict("NW-05", both(*ports)) == (status, reason)


def udp_mixed(*states: PortState) -> tuple[PortFact, ...]:
    """A UDP port in each of these states."""
    return tuple(one for number, state in enumerate(states, 2120) for one in udp(state, [number]))


def test_an_answer_on_udp_is_never_called_silence() -> None:
    some = both(udp(PortState.ANSWERED, [2120]) + udp(N, [2121]))
    assert found("NW-05", some).found == (
        "Some UDP ports answered. The others stayed silent, which is normal for UDP and proves nothing either way. "
        "s11.test: 2120 reached, 2121 no answer; s12.test: 2120 reached, 2121 no answer."
    )


def test_silence_on_udp_is_said_exactly() -> None:
    assert found("NW-05", both()).found == (
        "Sent, no answer. This is normal for UDP and proves nothing either way. It was not refused. Only SystmOne "
        "itself can confirm this port."
    )


@pytest.mark.parametrize(("cancelled", "status"), [(True, Status.SKIPPED), (False, Status.UNKNOWN)])
@pytest.mark.parametrize("check", ["NW-04", "NW-05"])
def test_ports_that_are_not_settled_are_not_judged(check: str, cancelled: bool, status: Status) -> None:
    unsettled = tcp(PortState.CANCELLED, [2130]) + udp(PortState.CANCELLED, [2120])
    facts = both(unsettled).model_copy(update={"cancelled": cancelled, "hit_cap": not cancelled})
    assert verdict(check, facts) == (status, "network.cancelled")
