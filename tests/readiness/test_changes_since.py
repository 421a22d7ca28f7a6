"""What changed since the last check is told in a sentence each, and nothing is told that did not change."""

import pytest

from inpatient_hub.domain.readiness import CheckResult, Group, Severity, Status
from inpatient_hub.readiness.changes_since import Change, changes_since
from tests.readiness.clinic import a_result


def sentence(before: CheckResult | None, after: CheckResult | None) -> str:
    told = changes_since([before] if before else [], [after] if after else [])
    assert len(told) <= 1
    return told[0].sentence if told else ""


GOOD = a_result(found="5 GB free")
BAD = a_result(status=Status.FAIL, found="1.4 GB free for you on C:")


def test_what_became_bad_is_told_with_what_was_found() -> None:
    assert changes_since([GOOD], [BAD]) == (Change("HW-06", "Drive C is nearly full: 1.4 GB free for you on C:"),)


def test_what_was_put_right_is_told_with_what_it_was() -> None:
    assert sentence(BAD, GOOD) == "Put right: There is room on drive C (before: Drive C is nearly full)"


def test_another_kind_of_bad_is_told() -> None:
    other = a_result(status=Status.FAIL, reason="disk.full", headline="Drive C is full.", found="")
    assert sentence(BAD, other) == "Drive C is full"


def test_what_was_not_known_and_now_is_is_told() -> None:
    unknown = a_result(status=Status.UNKNOWN)
    assert sentence(unknown, GOOD) == "Now known: There is room on drive C"
    assert sentence(unknown, BAD) == "Drive C is nearly full: 1.4 GB free for you on C:"


@pytest.mark.parametrize("status", [Status.UNKNOWN, Status.ERROR, Status.MANUAL])
def test_what_can_no_longer_be_told_is_told(status: Status) -> None:
    assert sentence(GOOD, a_result(status=status)) == "Could not be told this time: There is room on drive C"
    assert sentence(a_result(status=Status.UNKNOWN, reason="x"), a_result(status=status)) == ""


@pytest.mark.parametrize("status", [Status.SKIPPED, Status.NOT_APPLICABLE])
def test_a_check_that_was_not_run_has_not_changed(status: Status) -> None:
    assert sentence(GOOD, a_result(status=status)) == ""
    assert sentence(BAD, a_result(status=status)) == ""
    assert sentence(a_result(status=status), GOOD) == ""
    assert sentence(a_result(status=status), BAD) != ""


def test_other_words_and_other_figures_are_no_change() -> None:
    assert sentence(GOOD, a_result(found="6 GB free", title="Drive C has room", headline="Drive C has room")) == ""
    assert sentence(BAD, a_result(status=Status.FAIL, found="1.3 GB free", headline="C is almost full")) == ""


def test_another_reason_to_pass_is_no_change() -> None:
    assert sentence(GOOD, a_result(reason="disk.plenty")) == ""


def test_a_rule_that_became_stricter_is_no_change_of_the_computer() -> None:
    warning = a_result(status=Status.WARN, reason=BAD.reason, severity=Severity.ADVISORY)
    assert sentence(warning, BAD) == ""
    assert sentence(BAD, warning) == ""


def test_a_new_check_is_told_only_when_it_is_bad() -> None:
    assert sentence(None, GOOD) == ""
    assert sentence(None, BAD) == "Drive C is nearly full: 1.4 GB free for you on C:"


def test_a_check_that_is_gone_is_told_only_when_it_was_bad() -> None:
    assert sentence(GOOD, None) == ""
    assert sentence(BAD, None) == "No longer checked: There is room on drive C"


def test_reminders_are_never_news() -> None:
    reminder = a_result("N-01", Status.WARN, group=Group.REMINDERS)
    assert sentence(None, reminder) == ""
    assert sentence(reminder, None) == ""


def test_what_stands_in_the_headline_is_not_said_twice() -> None:
    bad = a_result(status=Status.FAIL, headline="TCP 2134 to 2140 do not answer", found="2134 to 2140")
    assert sentence(GOOD, bad) == "TCP 2134 to 2140 do not answer"


def test_nothing_changes_between_a_run_and_itself() -> None:
    results = [a_result(f"HW-{n:02}", status) for n, status in enumerate(Status)]
    assert changes_since(results, results) == ()
