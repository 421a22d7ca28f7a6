"""The real network test is told which servers by the profile alone, and tells in words what it tries."""

import threading
from collections.abc import Callable

import pytest

from inpatient_hub.domain.readiness_network import NetworkFacts
from inpatient_hub.readiness import probe as probing
from inpatient_hub.readiness.network_test import RealNetworkTest
from inpatient_hub.readiness.probe import PlanRefused, ProbePlan, expected_keys, plan_for
from inpatient_hub.readiness.profiles import HostSpec, PortRange, Targets
from tests.readiness.clinic import a_profile

PROFILE = a_profile(
    "home",
    targets=Targets(
        hosts=(HostSpec(name="s11.example", documented="192.0.2.61"),),
        tcp=PortRange(first=2130, last=2131),
        udp=PortRange(first=2120, last=2120),
    ),
)


def test_the_profile_and_the_stop_are_handed_on_and_each_piece_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[tuple[ProbePlan, threading.Event]] = []

    def fake(
        plan: ProbePlan, *, stop: threading.Event, on_done: Callable[[str, object], None], **_: object
    ) -> NetworkFacts:
        seen.append((plan, stop))
        for key in expected_keys(plan):
            on_done(key, None)
        return NetworkFacts(ran_for_ms=1)

    monkeypatch.setattr(probing, "probe", fake)
    told: list[tuple[str, str]] = []
    stop = threading.Event()
    found = RealNetworkTest().run(PROFILE, stop=stop, on_done=lambda check, words: told.append((check, words)))
    assert found == NetworkFacts(ran_for_ms=1)
    assert seen == [(plan_for(PROFILE), stop)]
    assert len(told) == RealNetworkTest().steps(PROFILE)
    assert ("NW-03", "Looking up s11.example") in told
    assert ("NW-04", "Trying s11.example") in told


def test_a_profile_with_impossible_targets_is_refused_before_anything_is_tried() -> None:
    mad = PROFILE.model_copy(update={"targets": Targets(tcp=PortRange(first=1, last=65_535))})
    with pytest.raises(PlanRefused):
        RealNetworkTest().steps(mad)
