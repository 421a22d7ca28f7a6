"""The benchmark against nmap measures what it says, in a network of its own; how long it took is not asserted."""

import shutil

import pytest

from benchmarks.netlab.lab import S11, S12, Lab
from benchmarks.readiness_network import NAMES, SCENARIOS, _measured, _stopped
from tests.readiness.netns.running import ran

pytestmark = [pytest.mark.netns, pytest.mark.skipif(shutil.which("nmap") is None, reason="not installed: nmap")]


def test_nmap_and_the_test_see_the_same_open_ports(lab: Lab) -> None:
    tcp = next(one for one in SCENARIOS if one.name == "readiness.network_tcp")
    said = lab.timed(tcp.nmap)["said"]
    assert said.count("/tcp open") == ran(lab, plan=tcp.plan).states("tcp")["open"] == 22
    figure = _measured(lab, tcp, 2)
    assert len(figure.ours) == len(figure.baseline) == 2
    assert min(*figure.ours, *figure.baseline) > 0


def test_a_stop_is_measured_from_the_stop_on(lab: Lab) -> None:
    figure = _stopped(lab, 2)
    assert all(before >= 290 for before in figure.baseline)
    assert all(after < 2_500 for after in figure.ours)


def test_every_figure_is_named_once_and_asks_only_made_up_servers() -> None:
    assert len(set(NAMES)) == len(NAMES) == len(SCENARIOS) + 1
    assert all(one.nmap[-2:] == (S11, S12) for one in SCENARIOS)
