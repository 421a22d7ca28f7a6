"""The checks open beside any store and without one, with the trust's own profiles laid over those that ship."""

import os
import stat
import threading
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place, open_readiness
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.readiness import Group, Report, Status, VerdictKind
from inpatient_hub.domain.readiness_facts import Missing, MissingWhy, System
from inpatient_hub.host import paths
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.readiness.data_file import ReadinessDataError
from inpatient_hub.readiness.service import ReadinessService
from inpatient_hub.store.target import STORE_FILE
from tests.readiness.clinic import NOW, FakeNetworkTest, some_facts
from tests.store.filling import a_filled_store

PROFILES = "ward mobile home mac_guest boot_camp mac gateway iplato byod_windows byod_mac vdi site".split()


def opened(folder: Path, url: str | None = None) -> ReadinessService:
    return open_readiness(Place(data_folder=folder, database_url=url), clock=FixedClock(NOW))


def status(report: Report, check_id: str) -> Status:
    found = report.result(check_id)
    assert found is not None
    return found.status


def test_every_profile_is_offered_and_can_be_checked(tmp_path: Path) -> None:
    service = opened(tmp_path)
    assert set(service.profiles) == set(PROFILES)
    for profile_id in service.profiles:
        run = service.check(profile_id)
        assert run.report.results
        assert {one.reason for one in run.report.results} & {"rule.error", "cancelled"} == set()
        assert not run.report.verdict.network_was_run
        assert service.judge(run.facts, profile_id).results


def test_this_linux_is_told_that_systmone_needs_windows(tmp_path: Path) -> None:
    run = opened(tmp_path).check("home")
    if run.facts.system is System.LINUX:
        assert status(run.report, "OS-01") is Status.FAIL
        assert run.report.verdict.kind is VerdictKind.NOT_READY


def test_the_same_check_twice_changes_nothing(tmp_path: Path) -> None:
    opened(tmp_path).check("ward")
    run = opened(tmp_path).check("ward")
    assert run.changes == ()
    assert run.since == NOW


def test_a_sound_store_is_found_sound(tmp_path: Path) -> None:
    a_filled_store(tmp_path, patients=3)
    report = opened(tmp_path).check("ward").report
    assert (status(report, "IN-03"), status(report, "IN-05")) == (Status.PASS, Status.PASS)


def test_a_broken_store_stops_nothing_but_is_told(tmp_path: Path) -> None:
    (tmp_path / STORE_FILE).write_bytes(b"\x00 broken" * 1000)
    report = opened(tmp_path).check("ward").report
    assert status(report, "IN-03") is Status.WARN
    assert (tmp_path / STORE_FILE).read_bytes() == b"\x00 broken" * 1000


def test_a_computer_on_which_the_program_was_never_used_can_be_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "InpatientHub"
    run = opened(folder).check("ward")
    assert status(run.report, "IN-03") is Status.NOT_APPLICABLE
    assert not folder.exists()
    monkeypatch.setattr(paths, "default_data_folder", lambda: folder)
    opened(folder).check("ward")
    assert [path.name for path in folder.iterdir()] == ["readiness"]
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_database_server_is_left_alone(tmp_path: Path) -> None:
    run = opened(tmp_path, "postgresql+psycopg://user:secret@192.0.2.1/hub").check("ward")
    assert run.facts.installation is not None
    assert run.facts.installation.store == "server"
    assert "secret" not in run.report.model_dump_json() + run.facts.model_dump_json()


def test_the_trusts_own_file_is_laid_over_and_told(tmp_path: Path) -> None:
    (tmp_path / "readiness").mkdir()
    (tmp_path / "readiness" / "profiles.toml").write_text(
        "[ward.rules.HW-06.figures]\nfree_bytes = 9_000_000_000\n", encoding="utf-8"
    )
    service = opened(tmp_path)
    rule = service.profiles["ward"].rule("HW-06")
    assert rule is not None
    assert rule.figures["free_bytes"] == 9_000_000_000
    assert service.judge(some_facts(), "ward").overlay != ()


def test_a_trusts_file_that_cannot_be_used_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "readiness").mkdir()
    (tmp_path / "readiness" / "profiles.toml").write_text("[wart]\n", encoding="utf-8")
    with pytest.raises(ReadinessDataError) as refused:
        opened(tmp_path)
    assert isinstance(refused.value, HubError)
    assert "profiles.toml" in refused.value.one_line()
    assert "ward" in refused.value.one_line()


def test_a_stop_before_the_first_moment_skips_what_was_not_read(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    service = opened(tmp_path)
    report = service.check("ward", stop=stop).report
    skipped = {one.check_id for one in report.results if one.reason == "cancelled"}
    assert {"IN-01", "IN-02", "IN-03", "IN-04", "IN-05", "IN-06", "IN-07"} <= skipped
    assert not [one for one in report.results if one.status is Status.ERROR]
    assert service.last("ward") is None


def test_a_stop_in_the_network_test_leaves_no_network_check_that_looks_judged(tmp_path: Path) -> None:
    service = opened(tmp_path)
    service._network_test = FakeNetworkTest(during=threading.Event.set)
    report = service.check("home", network=True, stop=threading.Event()).report
    network = [one for one in report.results if one.group is Group.NETWORK]
    assert {one.reason for one in network if one.status is Status.SKIPPED} == {"cancelled"}
    assert {one.status for one in network} <= {Status.SKIPPED, Status.MANUAL, Status.NOT_APPLICABLE}
    assert status(report, "IN-01") is Status.PASS


def test_a_network_test_that_broke_is_an_error_and_not_a_network_that_was_not_tested(tmp_path: Path) -> None:
    facts = some_facts(missing=(Missing(path="network", why=MissingWhy.ERROR, detail="OSError"),))
    report = opened(tmp_path).judge(facts, "home")
    assert status(report, "NW-04") is Status.ERROR
    assert status(opened(tmp_path).judge(some_facts(), "home"), "NW-04") is Status.SKIPPED


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_trust_s_own_file_that_is_a_link_to_nowhere_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "readiness").mkdir()
    (tmp_path / "readiness" / "profiles.toml").symlink_to(tmp_path / "unmounted" / "profiles.toml")
    with pytest.raises(ReadinessDataError) as refused:
        opened(tmp_path)
    assert "profiles.toml" in refused.value.one_line()


def test_a_folder_that_no_system_would_take_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(HubError):
        opened(tmp_path / ("a" * 5000))
