"""A whole check, from this computer's facts to a verdict, as a person runs it: on a real Windows Python."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place, open_readiness
from inpatient_hub.domain.readiness import Status
from inpatient_hub.domain.readiness_facts import MissingWhy
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.readiness.service import ReadinessService

pytestmark = pytest.mark.win32

CLOCK = FixedClock(datetime(2026, 11, 20, 14, 5, tzinfo=UTC))


@pytest.fixture
def service(tmp_path: Path) -> ReadinessService:
    return open_readiness(Place(data_folder=tmp_path / "ward"), clock=CLOCK)


@pytest.mark.parametrize("profile", ["ward", "home", "mac_guest", "gateway", "byod_windows", "vdi"])
def test_every_check_of_a_profile_comes_to_something(service: ReadinessService, profile: str) -> None:
    run = service.check(profile)
    assert {one.path: one.detail for one in run.facts.missing if one.why is not MissingWhy.UNAVAILABLE} == {}
    told = Counter(one.status for one in run.report.results)
    assert told[Status.ERROR] == 0
    assert told[Status.PASS] > 5
    assert all(one.found or one.status in {Status.SKIPPED, Status.MANUAL} for one in run.report.results)


def test_the_checks_of_this_computer_say_what_is_so(service: ReadinessService) -> None:
    report = service.check("home").report
    passed = {one.check_id for one in report.results if one.status is Status.PASS}
    assert {"OS-08", "HW-01", "HW-04", "HW-06", "HW-07", "HW-10"} <= passed
    assert not report.verdict.network_was_run
    assert {one.status for one in report.results if one.check_id in {"NW-03", "NW-04", "NW-05"}} == {Status.SKIPPED}


def test_checking_writes_nothing_but_what_is_remembered(service: ReadinessService, tmp_path: Path) -> None:
    service.check("home")
    written = {one.relative_to(tmp_path).parts[:2] for one in tmp_path.rglob("*") if one.is_file()}
    assert written <= {("ward", "readiness")}
