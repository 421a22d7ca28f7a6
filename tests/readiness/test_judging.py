"""The judge: severity, missing facts, other systems, the network, notes and the verdict."""

import pytest

from inpatient_hub.domain.readiness import Severity, Status, VerdictKind, verdict_of
from inpatient_hub.domain.readiness_facts import Facts, Missing, MissingWhy, System
from inpatient_hub.readiness.judging import judged
from inpatient_hub.readiness.knowledge import load_knowledge
from inpatient_hub.readiness.rules import LOCAL_RULES, RULES
from tests.readiness.judged import result, results
from tests.readiness.making import NOW, TODAY, good_facts, profiles

PROFILES = list(profiles())
CHECKS = load_knowledge().catalogue.checks
LOCAL_PROFILES = [id_ for id_ in PROFILES if id_ != "site"]


@pytest.mark.parametrize("profile", PROFILES)
def test_a_good_computer_has_nothing_to_fix_and_nothing_to_look_at(profile: str) -> None:
    found = results(profiles()[profile], good_facts(profile)).values()
    verdict = verdict_of(list(found), network_was_run=False)
    assert verdict.kind is VerdictKind.AS_FAR_AS_CAN_BE_CHECKED
    assert (verdict.to_fix, verdict.to_look_at) == (0, 0)


@pytest.mark.parametrize("profile", PROFILES)
def test_each_rule_of_a_profile_gives_one_result_in_the_catalogues_order(profile: str) -> None:
    spec = profiles()[profile]
    found = judged(good_facts(profile), spec, load_knowledge(), today=TODAY, answers={})
    assert [one.check_id for one in found] == [rule.check for rule in spec.rules]
    order = list(CHECKS)
    assert [one.check_id for one in found] == sorted((one.check_id for one in found), key=order.index)


def test_only_the_checks_asked_for_are_judged() -> None:
    found = judged(good_facts("ward"), profiles()["ward"], load_knowledge(), today=TODAY, answers={},
                   only={"HW-06", "HW-07"})  # fmt: skip
    assert [one.check_id for one in found] == ["HW-06", "HW-07"]


def test_every_check_in_the_catalogue_has_a_rule_or_is_about_the_network() -> None:
    assert set(LOCAL_RULES) == {check for check in CHECKS if not check.startswith("NW-")}
    assert set(RULES) <= set(CHECKS)


def test_every_check_in_the_catalogue_belongs_to_some_profile() -> None:
    assert set(CHECKS) == {rule.check for profile in profiles().values() for rule in profile.rules}


def test_a_failure_of_what_is_only_recommended_is_a_warning() -> None:
    required, recommended = result("ward", "HW-07", screens=()), None
    assert required.severity is Severity.REQUIRED
    recommended = result("byod_windows", "EN-01", security={"bitlocker": 2})
    assert (recommended.severity, recommended.status) == (Severity.RECOMMENDED, Status.WARN)
    assert not recommended.is_to_fix
    assert result("ward", "HW-06", disk={"free_for_user": 1}).is_to_fix


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("system", System)
def test_a_check_that_makes_no_sense_on_a_system_says_where_it_does(profile: str, system: System) -> None:
    for one in results(profiles()[profile], good_facts(profile, system=system)).values():
        known = System.LINUX if system is System.OTHER else system
        if known not in CHECKS[one.check_id].systems:
            assert (one.status, one.reason) == (Status.NOT_APPLICABLE, "other.system")
            assert one.headline in ("Only on Windows", "Only on a Mac")
        else:
            assert one.reason != "other.system"


@pytest.mark.parametrize(
    ("profile", "system", "status"),
    [
        ("ward", System.LINUX, Status.FAIL),
        ("ward", System.MACOS, Status.FAIL),
        ("mac", System.MACOS, Status.NOT_APPLICABLE),
        ("mac", System.LINUX, Status.FAIL),
        ("home", System.OTHER, Status.FAIL),
        ("mac", System.WINDOWS, Status.PASS),
    ],
)
def test_systmone_needs_windows(profile: str, system: System, status: Status) -> None:
    assert result(profile, "OS-01", system=system).status is status


def bare(system: System, why: MissingWhy | None) -> Facts:
    """A computer of which nothing at all is known, with or without the reason."""
    sections = "windows mac processor memory disk screens platform power smartcard office security client installation"
    missing = tuple(Missing(path=path, why=why, detail="OSError") for path in sections.split()) if why else ()
    return Facts(collected_at=NOW, app_version="0.3.0", system=system, missing=missing)


NEVER_MISSING = {
    "OS-01", "OS-12", "IE-01", "HW-15", "HW-16", "AV-03", "VD-03", "GW-04", "GW-06", "GW-07", "VM-02",
    *(check for check in CHECKS if check.startswith(("N-", "NW-"))),
}  # fmt: skip
"""Checks that need no fact from this computer, or point to another check."""


@pytest.mark.parametrize("system", [System.WINDOWS, System.MACOS])
@pytest.mark.parametrize(
    ("why", "status"),
    [
        (MissingWhy.ERROR, Status.ERROR),
        (MissingWhy.TIMED_OUT, Status.ERROR),
        (MissingWhy.UNAVAILABLE, Status.UNKNOWN),
    ],
)
def test_what_could_not_be_read_is_an_error_and_what_is_not_told_is_unknown(
    why: MissingWhy, status: Status, system: System
) -> None:
    for profile in profiles().values():
        for check, one in results(profile, bare(system, why)).items():
            if system in CHECKS[check].systems and not CHECKS[check].needs_network and check not in NEVER_MISSING:
                assert one.status is status, (profile.id, check, one)
                assert "OSError" in one.found or why is MissingWhy.TIMED_OUT


@pytest.mark.parametrize("profile", LOCAL_PROFILES)
def test_a_computer_of_which_nothing_is_known_is_neither_ready_nor_told_to_be_unfit(profile: str) -> None:
    system = System.MACOS if profiles()[profile].runs_on == "macos" else System.WINDOWS
    found = results(profiles()[profile], bare(system, None)).values()
    passed = [one.check_id for one in found if one.status is Status.PASS and one.severity is Severity.REQUIRED]
    assert set(passed) <= {"OS-01"}
    assert {one.check_id for one in found if one.is_to_fix} == set()


def test_a_required_check_that_could_not_run_makes_the_verdict_incomplete() -> None:
    facts = good_facts("ward", disk={"free_for_user": None}, missing=bare(System.WINDOWS, MissingWhy.ERROR).missing)
    verdict = verdict_of(list(results(profiles()["ward"], facts).values()), network_was_run=False)
    assert verdict.kind is VerdictKind.INCOMPLETE


@pytest.mark.parametrize("profile", PROFILES)
def test_without_a_test_of_the_network_its_checks_are_skipped_and_say_so(profile: str) -> None:
    found = results(profiles()[profile], good_facts(profile))
    for check, one in found.items():
        if CHECKS[check].needs_network and good_facts(profile).system in CHECKS[check].systems:
            assert (one.status, one.reason) == (Status.SKIPPED, "network.not_run")
            assert one.headline == "The network was not tested"


CONTRADICTIONS = [
    (1, "home", "NW-11", "contradict each other"),
    (1, "byod_windows", "NW-11", "contradict each other"),
    (2, "ward", "HW-07", "1280 x 1024"),
    (2, "byod_windows", "HW-07", "1366 x 768"),
    (3, "home", "N-04", "ask your RA team"),
    (4, "ward", "OS-02", "14 Oct 2025"),
    (5, "byod_windows", "IE-01", "Superseded"),
    (6, "mac_guest", "OS-06", "Apple silicon"),
    (7, "boot_camp", "VM-04", "Intel processors only"),
    (8, "ward", "HW-05", "prints 2 GB"),
    (9, "site", "NW-08", "8 times 64 is 512"),
    (10, "iplato", "GW-07", "damaged"),
    (11, "mobile", "NW-15", "names no server"),
    (12, "ward", "HW-04", "calls its table a recommendation"),
    (12, "gateway", "HW-06", "calls recommended"),
    (13, "home", "NW-03", "May 2020"),
]


@pytest.mark.parametrize(("number", "profile", "check", "words"), CONTRADICTIONS)
def test_where_the_documents_contradict_each_other_it_is_said_beside_the_rule(
    number: int, profile: str, check: str, words: str
) -> None:
    assert words in result(profile, check).note


@pytest.mark.parametrize("profile", PROFILES)
def test_the_vpn_rule_follows_the_route(profile: str) -> None:
    spec = profiles()[profile]
    rule = spec.rule("NW-11")
    if rule is not None:
        assert str(spec.route) in rule.note.casefold() or spec.route == "internet"
        needed = rule.severity is Severity.REQUIRED
        assert needed == (spec.route == "hscn")


def test_only_profiles_over_the_internet_know_servers_as_they_ship() -> None:
    for profile in profiles().values():
        named = [host.name for host in profile.targets.hosts]
        assert named == ([] if profile.route == "hscn" or profile.id == "mobile" else
                         ["s11.tpp-uk.com", "s12.tpp-uk.com"])  # fmt: skip
        assert profile.targets.tcp_addresses == ()


def test_reminders_are_left_to_people_and_never_count() -> None:
    found = results(profiles()["home"], good_facts("home"))
    reminders = [one for check, one in found.items() if check.startswith("N-")]
    assert {one.status for one in reminders} == {Status.MANUAL}
    assert verdict_of(reminders, network_was_run=False).not_checked == 0


def test_results_of_a_pass_have_the_title_as_their_headline_and_the_sentence_they_come_from() -> None:
    one = result("ward", "HW-06")
    assert one.headline == one.title == "There is room on drive C"
    assert one.sources[0].quote == "Hard disk space 4 GB of free space on the C drive"
    assert (one.found, one.needed) == ("180 GB free for you on C:", "at least 4 GB")
