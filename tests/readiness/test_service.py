"""A person can check this computer in one word, and nothing is sent, kept or claimed that they did not ask for."""

from datetime import date
from pathlib import Path

import pytest

from inpatient_hub.domain.readiness import Status, VerdictKind
from inpatient_hub.domain.readiness_facts import DiskFacts, InstallationFacts, MemoryFacts, PlatformFacts, ScreenFacts
from inpatient_hub.readiness.collectors.part import NotAvailable, Part
from inpatient_hub.readiness.finding import Answer
from inpatient_hub.readiness.profiles import Profile
from inpatient_hub.readiness.service import Progress, UnknownProfile
from tests.readiness.clinic import GB, NOW, Clinic, FakeNetworkTest, a_profile, some_facts, statuses

# A check


def test_a_check_says_what_it_found_and_against_what(clinic: Clinic) -> None:
    run = clinic.service.check("home")
    assert statuses(run) == {
        "HW-06": Status.PASS,
        "HW-03": Status.PASS,
        "NW-04": Status.SKIPPED,
        "VD-03": Status.MANUAL,
    }
    report = run.report
    assert (report.run_id, report.app_version, report.made_at) == ("run-1", "1.2.3", NOW)
    assert (report.profile, report.profile_title, report.route) == ("home", "The home profile", "internet")
    assert report.editions == ("WES v1.1, 31 Jul 2014",)
    assert report.data_dates["windows_support"] == date(2026, 8, 22)
    assert report.computer_name == ""


def test_the_verdict_says_that_the_network_was_not_run(clinic: Clinic) -> None:
    verdict = clinic.service.check("home").report.verdict
    assert (verdict.kind, verdict.network_was_run) == (VerdictKind.AS_FAR_AS_CAN_BE_CHECKED, False)


def test_a_full_disk_makes_the_computer_not_ready(clinic: Clinic) -> None:
    clinic.free = 1 * GB
    assert clinic.service.check("home").report.verdict.kind is VerdictKind.NOT_READY


def test_what_could_not_be_read_is_a_result(clinic: Clinic) -> None:
    clinic.free = None
    run = clinic.service.check("home")
    assert statuses(run)["HW-06"] is Status.ERROR
    assert run.facts.missing[0].detail == "OSError"


def test_what_the_trusts_own_file_changed_stands_in_the_report(tmp_path: Path) -> None:
    profile = a_profile("home", overlay=("The trust asks for 8 GB of free space.",))
    assert Clinic(tmp_path, profiles=(profile,)).service.check("home").report.overlay == profile.overlay


def test_an_unknown_profile_lists_the_known_ones(clinic: Clinic) -> None:
    with pytest.raises(UnknownProfile) as raised:
        clinic.service.check("hone")
    assert "ward, home" in raised.value.message
    assert "Did you mean 'home'?" in raised.value.message
    assert "hone" in raised.value.title
    for refused in (clinic.service.choose, lambda name: clinic.service.judge(some_facts(), name)):
        with pytest.raises(UnknownProfile):
            refused("no such profile")


def test_progress_names_each_step_and_reaches_its_total(clinic: Clinic) -> None:
    told: list[Progress] = []
    clinic.service.check("home", network=True, on_progress=told.append)
    assert [one.done for one in told] == [1, 2, 3, 4]
    assert {one.total for one in told} == {4}
    assert {(one.check_id, one.label) for one in told} == {
        ("HW-06", "Read the disk"),
        ("HW-03", "Read the memory"),
        ("NW-03", "Asked for s11.tpp-uk.com"),
        ("NW-04", "Tried s11.tpp-uk.com"),
    }


def test_progress_never_passes_its_total(tmp_path: Path) -> None:
    class Talkative(FakeNetworkTest):
        def steps(self, profile: Profile) -> int:
            return 0

    told: list[Progress] = []
    Clinic(tmp_path, parts=(), network_test=Talkative()).service.check("home", network=True, on_progress=told.append)
    assert [(one.done, one.total) for one in told] == [(0, 0), (0, 0)]


def test_the_windows_screens_add_what_only_the_window_knows(clinic: Clinic) -> None:
    read = ScreenFacts(name="DISPLAY1", width=1366, height=768, bits=32)
    clinic.parts = (Part("screens", (), lambda: (read,), 10.0),)
    shown = ScreenFacts(width=1366, height=769, scale=1.25, width_mm=310, height_mm=174, is_primary=True)
    other = ScreenFacts(width=800, height=600)
    (screen,) = clinic.service.check("home", screens=(other, shown)).facts.screens
    assert screen == ScreenFacts(
        name="DISPLAY1", width=1366, height=768, bits=32, scale=1.25, width_mm=310, height_mm=174, is_primary=True
    )


def test_the_window_knows_its_clipboard_best(clinic: Clinic) -> None:
    clinic.parts = (Part("installation", ("clipboard",), lambda: InstallationFacts(clipboard="none"), 10.0),)
    installation = clinic.service.check("home", clipboard="usable").facts.installation
    assert installation is not None
    assert installation.clipboard == "usable"


def test_what_the_window_tells_is_no_longer_missing(clinic: Clinic) -> None:
    def nothing() -> tuple[ScreenFacts, ...]:
        raise NotAvailable("No screen can be seen from here.")

    clinic.parts = (Part("screens", (), nothing, 10.0),)
    assert clinic.service.check("home").facts.missing != ()
    assert clinic.service.check("home", screens=(ScreenFacts(width=1, height=1),)).facts.missing == ()


def test_without_a_drivers_word_the_windows_screens_are_taken(clinic: Clinic) -> None:
    shown = (ScreenFacts(width=1920, height=1080, scale=1.0),)
    assert clinic.service.check("home", screens=shown).facts.screens == shown


def test_a_screen_the_window_does_not_know_is_left_as_it_is(clinic: Clinic) -> None:
    read = (ScreenFacts(name="DISPLAY1", width=1366, height=768), ScreenFacts(name="DISPLAY2", width=800, height=600))
    clinic.parts = (Part("screens", (), lambda: read, 10.0),)
    shown = ScreenFacts(name="DISPLAY2", width=640, height=480, scale=2.0)
    facts = clinic.service.check("home", screens=(shown,)).facts
    assert facts.screens == (read[0], read[1].model_copy(update={"scale": 2.0}))


# Some checks again


def test_one_check_again_keeps_the_other_results(clinic: Clinic) -> None:
    clinic.service.check("home", network=True)
    clinic.free, clinic.usable = 1 * GB, 1 * GB
    clinic.later(minutes=1)
    run = clinic.service.check("home", only=frozenset({"HW-06"}))
    assert statuses(run) == {"HW-06": Status.FAIL, "HW-03": Status.PASS, "NW-04": Status.PASS, "VD-03": Status.MANUAL}
    assert [one.found for one in run.report.results if one.check_id == "HW-03"] == ["8 GB"]
    assert run.report.verdict.kind is VerdictKind.NOT_READY
    assert run.report.verdict.network_was_run
    assert clinic.service.last("home") == run.report


def test_one_check_where_nothing_was_run_yet_runs_everything(clinic: Clinic) -> None:
    assert len(clinic.service.check("home", only=frozenset({"HW-06"})).report.results) == 4


def test_results_of_another_version_are_not_mixed_with_new_ones(clinic: Clinic) -> None:
    clinic.service.check("home")
    clinic.app_version = "1.3.0"
    clinic.usable = 1 * GB
    run = clinic.opened().check("home", only=frozenset({"HW-06"}))
    assert [one.found for one in run.report.results if one.check_id == "HW-03"] == ["1 GB"]


# What changed


def test_the_first_run_tells_no_change(clinic: Clinic) -> None:
    run = clinic.service.check("home")
    assert (run.changes, run.since) == ((), None)


def test_what_changed_since_the_last_run_is_told(clinic: Clinic) -> None:
    clinic.service.check("home")
    clinic.free = 1 * GB
    clinic.later(days=3)
    run = clinic.opened().check("home")
    assert [one.sentence for one in run.changes] == ["Drive C is nearly full: 1 GB free"]
    assert run.since == NOW


def test_each_profile_has_a_last_run_of_its_own(clinic: Clinic) -> None:
    clinic.service.check("ward")
    clinic.free = 1 * GB
    assert clinic.service.check("home").changes == ()
    assert clinic.service.last("ward") != clinic.service.last("home")


def test_a_run_without_the_network_does_not_forget_how_the_network_was(clinic: Clinic) -> None:
    clinic.service.check("home", network=True)
    clinic.later(minutes=1)
    assert clinic.service.check("home").changes == ()
    clinic.later(minutes=1)
    assert clinic.service.check("home", network=True).changes == ()


# What a person says


def test_the_choice_is_remembered(clinic: Clinic) -> None:
    assert clinic.service.remembered().profile_id == ""
    clinic.service.choose("home")
    assert clinic.opened().remembered().profile_id == "home"


def test_an_answer_counts_from_then_on_and_can_be_taken_back(clinic: Clinic) -> None:
    clinic.service.answer("VD-03", "yes", by="J. Eyre")
    assert clinic.opened().remembered().answers == {"VD-03": Answer("yes", date(2026, 11, 20), "J. Eyre")}
    (result,) = [one for one in clinic.opened().check("home").report.results if one.check_id == "VD-03"]
    assert result.found == "yes by J. Eyre on 2026-11-20, seen 2026-11-20"
    clinic.service.answer("VD-03", None)
    assert clinic.service.remembered().answers == {}


def test_the_device_clock_is_started_and_stopped(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path, profiles=(a_profile("home", "N-01"),))
    clinic.service.start_device_clock(date(2026, 10, 27))
    assert clinic.service.remembered().device_authenticated_on == date(2026, 10, 27)
    (result,) = clinic.service.check("home").report.results
    assert result.found.startswith("2026-10-27")
    clinic.service.start_device_clock(None)
    assert clinic.service.remembered().device_authenticated_on is None
    assert statuses(clinic.service.check("home")) == {"N-01": Status.MANUAL}


@pytest.mark.expects_log("was not kept")
def test_a_folder_that_cannot_be_written_is_no_failure_of_a_check(tmp_path: Path) -> None:
    (tmp_path / "readiness").write_text("in the way", encoding="utf-8")
    clinic = Clinic(tmp_path)
    clinic.service.choose("home")
    run = clinic.service.check("home", network=True)
    assert clinic.service.last("home") == run.report
    assert clinic.service.network_ready_in() == 30


# Facts from elsewhere


def test_saved_facts_are_judged_as_on_their_own_day_and_without_this_computers_answers(clinic: Clinic) -> None:
    clinic.service.answer("VD-03", "yes")
    facts = some_facts(disk=DiskFacts(free_for_user=1 * GB), computer_name="WARD-7")
    clinic.later(days=400)
    report = clinic.service.judge(facts, "home")
    assert statuses(report) == {
        "HW-06": Status.FAIL,
        "HW-03": Status.UNKNOWN,
        "NW-04": Status.SKIPPED,
        "VD-03": Status.MANUAL,
    }
    assert (report.made_at, report.computer_name) == (NOW, "WARD-7")
    assert clinic.service.last("home") is None


# A first guess


def test_the_suggestion_reads_a_few_facts_only(tmp_path: Path) -> None:
    asked: list[str] = []

    def platform() -> PlatformFacts:
        asked.append("platform")
        return PlatformFacts()

    def slow() -> MemoryFacts:
        asked.append("memory")
        return MemoryFacts()

    clinic = Clinic(tmp_path, parts=(Part("platform", (), platform, 10.0), Part("memory", (), slow, 10.0)))
    assert clinic.service.suggestion().because
    assert asked == ["platform"]


def test_a_suggestion_is_always_one_of_the_profiles(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path, profiles=(a_profile("gateway"),))
    assert clinic.service.suggestion().profile_id == "gateway"
    assert "guess" in clinic.service.suggestion().because
