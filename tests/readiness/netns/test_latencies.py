"""Every column of the WES's latency table, on a line that is that slow, and one that loses packets."""

import pytest

from benchmarks.netlab.lab import Lab
from inpatient_hub.domain.readiness import Status
from inpatient_hub.domain.readiness_network import PortState
from tests.readiness.netns.running import ALL, ran

pytestmark = pytest.mark.netns


@pytest.fixture
def slow_lab(lab: Lab) -> Lab:
    """The laboratory, where slow lines can be made."""
    if lab.tun:
        pytest.skip(f"no slow line can be made here: {lab.tun}")
    return lab


@pytest.mark.parametrize(
    ("ms", "like", "status"),
    [
        (8, "similar to the WES's", Status.PASS),  # 1 GbE and Wi-Fi, 8 and 10 ms, are too near to be told apart here
        (10, "similar to the WES's", Status.PASS),
        (265, "similar to the WES's 3G column", None),  # the figure itself: a hair decides
        (652, "similar to the WES's GPRS column", Status.WARN),
        (867, "similar to the WES's BGAN column", Status.WARN),
    ],
)
def test_a_line_is_called_by_the_column_it_is_like(slow_lab: Lab, ms: int, like: str, status: Status | None) -> None:
    slow_lab.slow(ms=ms)
    run = ran(slow_lab)
    assert run.states("tcp") == {"open": 2 * ALL}
    assert run.states("udp") == {"no_reply": 2 * ALL}
    for target in run.facts.targets:
        times = target.addresses[0].latency_ms
        assert len(times) == 5
        assert ms <= sorted(times)[2] < ms * 1.1 + 60
    finding = run.found("NW-07")
    assert like in finding.found
    assert status in {None, finding.status}
    assert run.verdict("NW-04") == (Status.PASS, "tcp.open")
    assert not run.facts.hit_cap
    assert run.ms < 10_000


def test_the_wait_for_udp_follows_the_line(slow_lab: Lab) -> None:
    slow_lab.slow(ms=265)
    slow_lab.serve(udp="closed")
    run = ran(slow_lab)
    assert run.states("udp") == {"refused": 2 * ALL}
    assert run.verdict("NW-05") == (Status.FAIL, "udp.refused")
    first = min(one.ms for target in run.facts.targets for one in target.addresses[0].ports if one.ms is not None)
    assert first >= 265


def test_a_line_that_loses_a_tenth_of_the_packets_still_shows_every_port(slow_lab: Lab) -> None:
    slow_lab.slow(ms=40, loss=0.1)
    slow_lab.serve(udp="echo")
    run = ran(slow_lab)
    assert run.states("tcp") == {"open": 2 * ALL}
    answered = [
        one.state is PortState.ANSWERED
        for target in run.facts.targets
        for one in target.addresses[0].ports
        if one.protocol == "udp"
    ]
    assert sum(answered) >= ALL  # three datagrams each, so nearly all; which are lost is chance
    assert run.verdict("NW-04") == (Status.PASS, "tcp.open")
