"""A network test talks to what the profile names, in numbers that a good guest would knock at, and to nothing else."""

from itertools import product

import pytest

from inpatient_hub.readiness.probe import (
    PlanRefused,
    ProbeLimits,
    ProbePlan,
    check_of,
    expected_keys,
    plan_for,
    words_of,
)
from inpatient_hub.readiness.profile_files import load_profiles
from inpatient_hub.readiness.profiles import HostSpec, PortRange, Profile, Targets


def a_profile(**targets: object) -> Profile:
    return Profile(id="trust", title="Our trust", summary="", targets=Targets.model_validate(targets), rules=())


def test_servers_and_ports_come_from_the_profile() -> None:
    plan = plan_for(
        a_profile(
            hosts=[{"name": "s11.test", "documented": "192.0.2.61"}],
            tcp={"first": 2130, "last": 2132},
            udp={"first": 2120, "last": 2120},
            https_hosts=["mobile.test"],
            tcp_addresses=["192.0.2.7:443"],
        )
    )
    assert plan == ProbePlan(
        hosts=(HostSpec(name="s11.test", documented="192.0.2.61"),),
        tcp=(2130, 2131, 2132),
        udp=(2120,),
        https_hosts=("mobile.test",),
        addresses=(("192.0.2.7", 443),),
    )


def test_the_shipped_profile_for_home_tries_the_documented_ports_of_two_servers() -> None:
    plan = plan_for(load_profiles()["home"])
    assert [host.name for host in plan.hosts] == ["s11.tpp-uk.com", "s12.tpp-uk.com"]
    assert plan.tcp == tuple(range(2130, 2141))
    assert plan.udp == tuple(range(2120, 2131))


def test_every_shipped_profile_can_be_tried() -> None:
    for profile in load_profiles().values():
        plan_for(profile)


@pytest.mark.parametrize(("last", "refused"), [(99, False), (100, False), (101, True), (65_535, True)])
def test_a_hundred_ports_are_the_most(last: int, refused: bool) -> None:
    profile = a_profile(tcp=PortRange(first=1, last=last))
    if refused:
        with pytest.raises(PlanRefused, match="cannot be run"):
            plan_for(profile)
    else:
        assert len(plan_for(profile).tcp) == last


@pytest.mark.parametrize("text", ["192.0.2.7", "192.0.2.7:", "192.0.2.7:0", "192.0.2.7:65536", "237.215.5:443", "a:1"])
def test_a_single_address_must_be_whole(text: str) -> None:
    with pytest.raises(PlanRefused) as refusal:
        plan_for(a_profile(tcp_addresses=[text]))
    assert repr(text) in refusal.value.message


def test_a_documented_address_must_be_one() -> None:
    with pytest.raises(PlanRefused):
        plan_for(a_profile(hosts=[{"name": "s11.test", "documented": "s12.test"}]))


def test_the_address_that_nobody_may_use_is_tried_at_the_first_port_of_the_plan() -> None:
    assert ProbePlan(tcp=(2130, 2131)).control_port == 2130
    assert ProbePlan(addresses=(("192.0.2.7", 8443),)).control_port == 8443
    assert ProbePlan(https_hosts=("mobile.test",)).control_port == 443
    assert ProbePlan(udp=(2120,)).control_port is None


def test_names_are_asked_for_only_where_there_are_any() -> None:
    assert ProbePlan(hosts=(HostSpec(name="s11.test"),)).asks_names
    assert ProbePlan(https_hosts=("mobile.test",)).asks_names
    assert not ProbePlan(hosts=(HostSpec(name="192.0.2.61"),)).asks_names


@pytest.mark.parametrize(
    ("round_trips", "seconds"),
    [
        ([], 3.0),
        ([0.021], 0.4),
        ([0.1], 0.4),
        ([0.101], 0.404),
        ([0.04, 0.265, 5.0], 1.06),
        ([0.749], 2.996),
        ([0.751], 3.0),
    ],
)
def test_silence_lasts_four_round_trips_from_04_to_3_seconds(round_trips: list[float], seconds: float) -> None:
    assert ProbeLimits().silence_s(round_trips) == pytest.approx(seconds)


def test_every_piece_belongs_to_a_check_and_has_words() -> None:
    plan = ProbePlan(
        hosts=(HostSpec(name="s11.test"), HostSpec(name="192.0.2.62")),
        tcp=(2130,),
        udp=(2120,),
        https_hosts=("mobile.test",),
        addresses=(("192.0.2.7", 443),),
    )
    keys = expected_keys(plan)
    assert len(keys) == len(set(keys))
    assert {check_of(key) for key in keys} == {
        *(f"NW-{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 9, 12, 15)),
        "GW-07",
    }
    assert words_of("tcp s11.test 2130") == "Trying s11.test"
    assert words_of("name s11.test") == "Looking up s11.test"
    assert all(words_of(key) for key in keys)


def test_a_server_given_by_its_address_is_not_looked_up() -> None:
    keys = expected_keys(ProbePlan(hosts=(HostSpec(name="192.0.2.62"),), tcp=(2130,)))
    assert not [key for key, kind in product(keys, ("name", "control name")) if key.startswith(kind)]
