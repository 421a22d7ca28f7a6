"""The width of a site's lines, by the WES's own table and its figures."""

import pytest

from inpatient_hub.domain.readiness import Status
from inpatient_hub.readiness.profile_files import load_profiles
from tests.readiness.network_cases import FIGURES, found, verdict


def line(users: str, kbps: str | None = None, backup: str | None = None) -> dict[str, str]:
    given = {"NW-08.users": users, "NW-08.line_kbps": kbps, "NW-08.backup_kbps": backup}
    return {key: value for key, value in given.items() if value is not None}


def test_the_figures_here_are_those_that_ship() -> None:
    rule = load_profiles()["site"].rule("NW-08")
    assert rule is not None
    assert rule.figures == FIGURES["NW-08"]


@pytest.mark.parametrize(
    ("users", "primary", "backup"),
    [
        (1, "512", "256"),
        (7, "512", "256"),
        (8, "512", "256"),
        (9, "576", "288"),
        (10, "640", "320"),
        (20, "1,280", "640"),
        (50, "3,200", "1,600"),
        (100, "6,400", "3,200"),
    ],
)
def test_the_table_of_the_wes(users: int, primary: str, backup: str) -> None:
    needed = found("NW-08", None, answers=line(str(users))).needed
    assert needed == f"{primary} Kbps, and {backup} Kbps as a backup"


@pytest.mark.parametrize(
    ("kbps", "status"), [("1279", Status.FAIL), ("1280", Status.PASS), ("1,281", Status.PASS), ("2 000", Status.PASS)]
)
def test_a_line_is_wide_enough_or_not(kbps: str, status: Status) -> None:
    assert found("NW-08", None, answers=line("20", kbps)).status is status


@pytest.mark.parametrize(("backup", "status"), [("639", Status.FAIL), ("640", Status.PASS), ("641", Status.PASS)])
def test_a_backup_line_that_is_named_has_to_be_wide_enough_too(backup: str, status: Status) -> None:
    assert found("NW-08", None, answers=line("20", "1280", backup)).status is status


@pytest.mark.parametrize("users", ["", "0", "-3", "many", "1e3", "100001", "9" * 5000, "\u0665"])
def test_what_is_no_number_of_users_is_asked_again(users: str) -> None:
    finding = found("NW-08", None, answers=line(users, "1280"))
    assert (finding.status, finding.reason) == (Status.MANUAL, "bandwidth.ask")
    assert len(finding.found) < 100


def test_without_the_line_what_is_needed_is_told() -> None:
    finding = found("NW-08", None, answers=line("20"))
    assert (finding.status, finding.reason) == (Status.MANUAL, "bandwidth.ask")
    assert "1,280 Kbps" in finding.needed


def test_nothing_was_said() -> None:
    finding = found("NW-08", None)
    assert finding.found == "How many people share the line is not known."
    assert finding.needed == "512 Kbps, and 256 Kbps as a backup; above 8 users 64 and 32 Kbps for each"


@pytest.mark.parametrize("check", ["NW-13", "NW-14", "NW-17"])
def test_what_only_people_know_is_left_to_them(check: str) -> None:
    assert verdict(check, None) == (Status.MANUAL, "manual.ask")
    assert verdict(check, None, answers={check: "yes"}) == (Status.PASS, "manual.yes")
    assert verdict(check, None, answers={check: "no"}) == (Status.FAIL, "manual.no")
