"""The network is tested when a person asks for it, not twice within 30 seconds, and never otherwise."""

import threading

import pytest

from inpatient_hub.domain.readiness import Status
from inpatient_hub.readiness.service import CoolDown
from tests.readiness.clinic import Clinic, statuses


def test_the_network_is_tested_only_when_it_is_asked_for(clinic: Clinic) -> None:
    clinic.service.check("home")
    clinic.service.check("home", only=frozenset({"NW-04"}))
    clinic.service.suggestion()
    assert clinic.network_test.runs == 0
    run = clinic.service.check("home", network=True)
    assert clinic.network_test.runs == 1
    assert statuses(run)["NW-04"] is Status.PASS
    assert run.report.verdict.network_was_run


def test_between_two_network_tests_there_are_thirty_seconds(clinic: Clinic) -> None:
    assert clinic.service.network_ready_in() == 0
    clinic.service.check("home", network=True)
    clinic.later(seconds=12.5)
    assert clinic.service.network_ready_in() == 17.5
    with pytest.raises(CoolDown) as raised:
        clinic.service.check("ward", network=True)
    assert raised.value.seconds == 18
    assert "Wait 18 seconds" in raised.value.remedy
    assert clinic.network_test.runs == 1
    clinic.later(seconds=17.4)
    with pytest.raises(CoolDown, match="a moment ago"):
        clinic.service.check("home", network=True)
    clinic.later(seconds=0.1)
    clinic.service.check("home", network=True)
    assert clinic.network_test.runs == 2


def test_a_restart_does_not_end_the_cool_down(clinic: Clinic) -> None:
    clinic.service.check("home", network=True)
    with pytest.raises(CoolDown):
        clinic.opened().check("home", network=True)


def test_the_cool_down_holds_nothing_else_up(clinic: Clinic) -> None:
    clinic.service.check("home", network=True)
    assert statuses(clinic.service.check("home"))["HW-06"] is Status.PASS


def test_the_cool_down_counts_from_the_end_of_a_test(clinic: Clinic) -> None:
    clinic.network_test.during = lambda stop: clinic.later(seconds=9)
    clinic.service.check("home", network=True)
    assert clinic.service.network_ready_in() == 30


def test_a_clock_that_was_put_back_keeps_nobody_waiting(clinic: Clinic) -> None:
    clinic.service.check("home", network=True)
    clinic.later(hours=-1)
    assert clinic.service.network_ready_in() == 0


@pytest.mark.expects_log("unexpected fault in network test")
def test_a_network_test_that_breaks_down_is_a_result(clinic: Clinic) -> None:
    def break_down(stop: threading.Event) -> None:
        raise ZeroDivisionError

    clinic.network_test.during = break_down
    run = clinic.service.check("home", network=True)
    assert statuses(run) == {
        "HW-06": Status.PASS,
        "HW-03": Status.PASS,
        "NW-04": Status.ERROR,
        "VD-03": Status.MANUAL,
    }
    assert not run.report.verdict.network_was_run
    assert clinic.service.network_ready_in() == 30
