"""The text for a help desk says what is wrong and how to put it right, and nothing about anybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.readiness import Evidence, Group, Remedy, Status, Who
from inpatient_hub.readiness.report_text import MOST_OF_A_LINE, check_text, help_desk_text
from tests.accepted import check_accepted
from tests.readiness.network_making import filtered
from tests.readiness.report_making import DISK_FULL, EVERYTHING, FINE, UDP_SILENT, report, result

NAME = "KEATS-07"


def test_the_whole_report_reads_as_it_was_accepted(accept: bool) -> None:
    check_accepted("readiness/help-desk.txt", help_desk_text(report(), filtered()), accept=accept)


def test_one_check_for_the_network_team_reads_as_it_was_accepted(accept: bool) -> None:
    check_accepted("readiness/network-team.txt", check_text(report(), "NW-04", filtered()), accept=accept)


def test_one_check_that_is_not_about_the_network_says_nothing_of_it(accept: bool) -> None:
    text = check_text(report(), "HW-06", filtered())
    assert "Free for this user: 1,400,000,000 bytes" in text
    assert "tpp-uk.com" not in text


def test_a_check_that_is_not_in_the_report_is_not_found() -> None:
    with pytest.raises(NotFound):
        check_text(report(), "HW-99")


@pytest.mark.parametrize("ticked", [False, True])
def test_the_computer_is_named_only_when_that_is_ticked(ticked: bool) -> None:
    named = report(computer_name=NAME)
    for text in (
        help_desk_text(named, filtered(), name_computer=ticked),
        check_text(named, "NW-04", filtered(), name_computer=ticked),
    ):
        assert (f"Computer: {NAME}" in text) is ticked
        assert ("10.20.30.40" in text) is ticked


def test_a_network_that_was_not_tested_is_said_and_not_listed() -> None:
    skipped = tuple(result(f"NW-{n:02}", Status.SKIPPED, group=Group.NETWORK, found="") for n in range(1, 12))
    text = help_desk_text(report((*FINE, *skipped), network=False))
    assert "The way to SystmOne was not tested, and nothing was sent over the network." in text
    assert "NW-01" not in text


def test_a_network_test_of_which_only_the_report_is_left_is_told_by_its_checks() -> None:
    text = help_desk_text(report())
    assert "NW-04 To fix: s11.tpp-uk.com and s12.tpp-uk.com: TCP 2130-2133 open" in text
    assert "NW-05 Cannot be told from here: no answer on UDP 2120-2130. This is normal for UDP" in text


def test_what_could_not_be_checked_is_named() -> None:
    broken = result("SW-01", Status.ERROR, group=Group.WINDOWS, title="Microsoft Word is installed")
    text = help_desk_text(report((*FINE, broken, UDP_SILENT)))
    assert "SW-01 Microsoft Word is installed: Could not run" in text


def test_what_the_trust_s_own_file_changed_is_said() -> None:
    text = help_desk_text(report(overlay=("HW-06 asks for 20 GB instead of 4 GB.",)))
    assert "Changed by the trust's own file: HW-06 asks for 20 GB instead of 4 GB." in text


def test_editions_and_the_later_one_are_always_said() -> None:
    for text in (help_desk_text(report(FINE)), check_text(report(), "HW-06")):
        assert "Checked against:\n  WES v1.1 of 31 Jul 2014" in text
        assert "Later editions of these documents may exist" in text


@given(st.text(max_size=2000))
def test_hostile_words_stay_one_calm_line(words: str) -> None:
    bad = result(
        "HW-06",
        Status.FAIL,
        group=Group.NETWORK,
        headline=words,
        found=words,
        needed=words,
        note=words,
        evidence=(Evidence(label=words, value=words),),
        remedies=(Remedy(who=Who.IT, text=words),),
    )
    named = report((bad,), computer_name=words, editions=(words,), overlay=(words,), profile_title=words)
    alike = report((bad.model_copy(update={"headline": "x", "found": "x", "needed": "x", "note": "x"}),))
    for text in (help_desk_text(named, name_computer=True), check_text(named, "HW-06", name_computer=True)):
        assert not any(ord(letter) < 32 and letter != "\n" for letter in text)
        assert text.splitlines() == text[:-1].split("\n")
        assert max(map(len, text.splitlines())) <= MOST_OF_A_LINE + 3
    assert help_desk_text(named).count("\n") <= help_desk_text(alike).count("\n") + 4


def test_a_very_bad_report_still_fits_a_mail() -> None:
    bad = [DISK_FULL.model_copy(update={"check_id": f"X-{n}", "found": "x" * 100_000}) for n in range(60)]
    assert len(help_desk_text(report((*EVERYTHING, *bad)), filtered())) < 120_000
