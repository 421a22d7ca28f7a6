"""A check from a shell: the exit code and the first line say the same, and nothing is sent that nobody asked for."""

import _thread
import io
import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from inpatient_hub.cli.check_run import THREAD
from inpatient_hub.domain.readiness import Report
from inpatient_hub.host.identity import computer_name
from inpatient_hub.readiness.profiles import Profile
from tests.cli.conftest import Done, Shell
from tests.readiness.clinic import GB, Clinic, a_profile

Check = Callable[..., Done]

REQUIRED_LOCAL = (a_profile("ward", "HW-06", "HW-03"), a_profile("home", "HW-06", "HW-03"))


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    """A healthy computer under the test's hand."""
    return Clinic(tmp_path / "kept")


@pytest.fixture
def check(shell: Shell, clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Runs `inpatient-hub check` on that computer."""
    monkeypatch.setattr("inpatient_hub.bootstrap.open_readiness", lambda place: clinic.service, raising=False)
    return lambda *arguments: shell("check", *arguments)


# What it comes to


def test_a_computer_that_meets_everything_is_ready_and_0(check: Check, clinic: Clinic) -> None:
    clinic.profiles = REQUIRED_LOCAL
    clinic.service = clinic.opened()
    done = check("--profile", "home")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == "This computer is ready"


def test_a_computer_is_ready_as_far_as_can_be_checked_and_0(check: Check) -> None:
    done = check("--profile", "home")
    assert done.code == 0
    assert done.out.splitlines()[0] == "This computer is ready as far as can be checked"


def test_a_computer_that_is_not_ready_is_1_with_what_to_do_and_who(check: Check, clinic: Clinic) -> None:
    clinic.free = 1 * GB
    done = check("--profile", "home")
    assert done.code == 1
    lines = done.out.splitlines()
    assert lines[0] == "Not ready: 1 thing to fix"
    start = lines.index("To fix")
    assert lines[start : start + 5] == [
        "To fix",
        "  HW-06  Drive C is nearly full (You can fix this)",
        "    Found    1 GB free",
        "    Needed   at least 4 GB",
        "    Do this  Free some.",
    ]
    assert start < lines.index("Everything checked")


def test_an_unknown_profile_is_2_and_lists_the_known_ones(check: Check) -> None:
    for arguments in (("--profile", "hone"), ("--profile", "hone", "--only", "HW-06")):
        done = check(*arguments)
        assert (done.code, done.out) == (2, "")
        assert "Did you mean 'home'? The profiles are: ward, home." in done.err
        assert len(done.err.splitlines()) == 1


def test_a_required_check_that_could_not_run_is_3(check: Check, clinic: Clinic) -> None:
    clinic.free = None
    done = check("--profile", "home")
    assert done.code == 3
    assert done.out.splitlines()[0] == "Cannot say yet: 1 required check could not run"


# The network


def test_without_network_none_is_tested_and_the_output_says_how(check: Check, clinic: Clinic) -> None:
    done = check("--profile", "home")
    assert clinic.network_test.runs == 0
    said = "The way to SystmOne was not tested, and nothing was sent over the network. To test it, add --network."
    assert said in done.out.splitlines()


def test_with_network_it_is_tested_once(check: Check, clinic: Clinic) -> None:
    done = check("--profile", "home", "--network")
    assert (done.code, clinic.network_test.runs) == (0, 1)
    assert "was not tested" not in done.out


def test_a_second_test_within_half_a_minute_is_3_and_says_how_long(check: Check, clinic: Clinic) -> None:
    check("--profile", "home", "--network")
    done = check("--profile", "home", "--network")
    assert (done.code, done.out, clinic.network_test.runs) == (3, "", 1)
    assert "Wait 30 seconds" in done.err
    clinic.clock.moment += timedelta(seconds=31)
    assert check("--profile", "home", "--network").code == 0


def test_ctrl_c_stops_the_network_test_and_prints_what_is_known(check: Check, clinic: Clinic) -> None:
    def press(stop: threading.Event) -> None:
        _thread.interrupt_main()
        assert stop.wait(30)

    clinic.network_test.during = press
    clinic.free = 1 * GB
    done = check("--profile", "home", "--network")
    assert done.code == 130
    assert done.out.splitlines()[0] == "Not ready: 1 thing to fix"
    assert "You stopped the check: what was not known by then was left out." in done.out
    assert "Traceback" not in done.err


@pytest.fixture
def never(clinic: Clinic) -> Iterator[threading.Event]:
    """Ends what a test made endless."""
    end = threading.Event()
    yield end
    end.set()
    for thread in threading.enumerate():
        if thread.name == THREAD:
            thread.join(30)


def test_a_second_ctrl_c_leaves_at_once(check: Check, clinic: Clinic, never: threading.Event) -> None:
    def deaf(stop: threading.Event) -> None:
        _thread.interrupt_main()
        assert stop.wait(30)
        _thread.interrupt_main()
        assert never.wait(30)

    clinic.network_test.during = deaf
    done = check("--profile", "home", "--network")
    assert (done.code, done.out, done.err) == (130, "", "")


def test_ctrl_c_means_afterwards_what_it_meant_before(check: Check) -> None:
    before = signal.getsignal(signal.SIGINT)
    check("--profile", "home")
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.expects_log("unexpected fault in the command check check")
def test_a_fault_on_the_other_thread_is_a_fault_of_the_program(
    check: Check, clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no such luck")

    monkeypatch.setattr(clinic.service, "check", broken)
    done = check("--profile", "home", "--data-dir", str(tmp_path))
    assert done.code == 70
    assert "Traceback" not in done.err


# Which profile


def test_without_a_profile_the_one_that_fits_is_taken_and_it_says_why(check: Check) -> None:
    done = check()
    assert "The home profile, over the internet." in done.out
    assert "This is only a guess" in done.out
    assert "--profile NAME" in done.out


def test_a_profile_chosen_before_comes_first(check: Check, clinic: Clinic) -> None:
    clinic.service.choose("ward")
    done = check()
    assert "The ward profile" in done.out
    assert "This profile was chosen for this computer before." in done.out


def test_naming_a_profile_chooses_it_for_this_time_only(check: Check, clinic: Clinic) -> None:
    check("--profile", "ward")
    assert clinic.service.remembered().profile_id == ""


# Faces


def test_json_is_the_report_and_nothing_else(check: Check) -> None:
    done = check("--profile", "home", "--json")
    report = Report.model_validate_json(done.out)
    assert (report.profile, done.err) == ("home", "")
    assert done.out == json.dumps(json.loads(done.out), sort_keys=True, indent=2) + "\n"


def test_html_is_written_beside_the_output(check: Check, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    done = check("--profile", "home", "--html", str(file))
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert done.err == f"Written: {file}\n"
    assert done.out.startswith("This computer is ready as far as can be checked\n")


@pytest.mark.parametrize("option", ["--html", "--save-facts"])
def test_a_file_that_cannot_be_written_is_3_after_the_verdict(check: Check, tmp_path: Path, option: str) -> None:
    file = tmp_path / "no such folder" / "file"
    done = check("--profile", "home", option, str(file))
    assert done.code == 3
    assert done.out.startswith("This computer is ready as far as can be checked\n")
    assert "not" in done.err
    assert file.name in done.err
    assert len(done.err.splitlines()) == 1


def test_a_file_that_cannot_be_written_does_not_hide_that_the_computer_is_not_ready(
    check: Check, clinic: Clinic, tmp_path: Path
) -> None:
    clinic.free = 1 * GB
    assert check("--profile", "home", "--html", str(tmp_path)).code == 1


def test_the_computer_is_named_only_when_asked(check: Check, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    facts = tmp_path / "facts.json"
    where = ("--html", str(file), "--save-facts", str(facts))
    quiet = check("--profile", "home", "--json", *where)
    assert quiet.json["computer_name"] == ""
    assert "Computer:" not in file.read_text(encoding="utf-8")
    assert json.loads(facts.read_text(encoding="utf-8"))["computer_name"] == ""
    named = check("--profile", "home", "--json", "--name-computer", *where)
    assert named.json["computer_name"] == computer_name()
    assert f"Computer: {computer_name()}" in file.read_text(encoding="utf-8")
    assert json.loads(facts.read_text(encoding="utf-8"))["computer_name"] == computer_name()
    assert f"Computer: {computer_name()}" in check("--profile", "home", "--name-computer").out


def test_what_changed_since_the_last_time_is_told(check: Check, clinic: Clinic) -> None:
    assert "Changed since" not in check("--profile", "home").out
    clinic.free = 1 * GB
    lines = check("--profile", "home").out.splitlines()
    assert lines[lines.index("Changed since the last time") + 1] == "  Drive C is nearly full: 1 GB free"


def test_progress_is_shown_to_a_person_only(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check("--profile", "home").err == ""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    seen = Terminal()
    monkeypatch.setattr(sys, "stderr", seen)
    check("--profile", "home")
    shown = [line.strip() for line in seen.getvalue().split("\r")]
    assert "1 of 2  Read the disk" in shown
    assert "\n" not in seen.getvalue()
    assert seen.getvalue().endswith("\r")
    assert shown[-2] == ""


# Some checks only


def test_only_some_checks_are_told_in_full(check: Check, clinic: Clinic) -> None:
    clinic.free = 1 * GB
    done = check("--profile", "home", "--only", "hw-06")
    assert done.code == 1
    assert "HW-06  Drive C is nearly full: To fix" in done.out
    assert "    Why      SystmOne keeps files there." in done.out
    assert "HW-03" not in done.out


def test_checks_that_are_fine_alone_do_not_make_a_computer_ready(check: Check, clinic: Clinic) -> None:
    clinic.free = 1 * GB
    done = check("--profile", "home", "--only", "HW-03")
    assert done.code == 0
    assert done.out.splitlines()[0] == "Nothing to fix in HW-03"
    verdict = check("--profile", "home", "--only", "HW-03", "--json").json["verdict"]
    assert verdict["kind"] == "as_far_as_can_be_checked"
    assert verdict["fine"] == 1


def test_a_check_that_the_profile_has_not_is_2_and_lists_those_it_has(check: Check) -> None:
    done = check("--profile", "home", "--only", "HW-99")
    assert (done.code, done.out) == (2, "")
    assert "The profile home has no check HW-99. It has: HW-06, HW-03, NW-04, VD-03." in done.err


# Usage


@pytest.mark.parametrize(
    "arguments",
    [
        ("--facts", "x.json", "--network"),
        ("--facts", "x.json", "--save-facts", "y.json"),
        ("--list", "--network"),
        ("--list", "--only", "HW-06"),
        ("--list", "--html", "x.html"),
        ("--profile",),
        ("--nonsense",),
        ("HW-06",),
    ],
)
def test_what_does_not_go_together_is_2(check: Check, clinic: Clinic, arguments: tuple[str, ...]) -> None:
    done = check(*arguments)
    assert (done.code, done.out, clinic.network_test.runs) == (2, "", 0)
    assert "usage: inpatient-hub" in done.err


def test_the_exit_codes_are_in_the_help(check: Check, shell: Shell) -> None:
    text = check("--help").out
    for line in ("  0    ready", "  1    not ready", "  2    usage", "  3    not known", "  130  stopped"):
        assert line in text
    assert "'check' has its own" in shell("--help").out


# Hostile words


def test_hostile_words_cannot_steer_the_terminal(check: Check, clinic: Clinic) -> None:
    hostile = Profile.model_validate(
        {**a_profile("home").model_dump(), "title": "\x1b[2J\rready\u202e", "documents": ("a\nb\x07",)}
    )
    clinic.profiles = (hostile,)
    clinic.service = clinic.opened()
    out = check().out
    assert not any(ord(letter) < 32 and letter != "\n" for letter in out)
    assert "\u202e" not in out
    assert "Checked against\n  a b\n" in out
