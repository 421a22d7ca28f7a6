"""Every face of the check says the same thing in the same words."""

from datetime import UTC, datetime

import pytest

from inpatient_hub.domain.readiness import Group, Severity, Status, Who, verdict_of
from inpatient_hub.readiness import report_words as words
from inpatient_hub.readiness.report_words import Standing
from tests.readiness.report_making import DISK_FULL, EVERYTHING, FINE, REMINDER, report, result


def test_every_group_person_severity_and_standing_has_words() -> None:
    assert set(words.GROUP_HEADINGS) == set(Group)
    assert set(words.WHO_WORDS) == set(Who)
    assert set(words.SEVERITY_WORDS) == set(Severity)
    assert set(words.STANDING_WORDS) == set(Standing)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("severity", Severity)
def test_the_standings_add_up_to_what_the_verdict_counts(status: Status, severity: Severity) -> None:
    one = result(status=status, severity=severity)
    verdict = verdict_of([one], network_was_run=True)
    counted = {
        Standing.TO_FIX: verdict.to_fix,
        Standing.TO_LOOK_AT: verdict.to_look_at,
        Standing.FINE: verdict.fine,
        Standing.NOT_CHECKED: verdict.not_checked,
    }
    assert counted.get(words.standing(one), 0) == (0 if status is Status.NOT_APPLICABLE else 1)
    assert sum(counted.values()) == (0 if status is Status.NOT_APPLICABLE else 1)


@pytest.mark.parametrize("status", Status)
def test_a_reminder_never_counts(status: Status) -> None:
    assert words.standing(result(status=status, group=Group.REMINDERS)) is Standing.REMINDER


@pytest.mark.parametrize("status", Status)
def test_every_status_has_words(status: Status) -> None:
    assert words.status_words(result(status=status))


def test_only_what_is_required_is_to_fix() -> None:
    assert words.status_words(result(status=Status.FAIL)) == "To fix"
    assert words.status_words(result(status=Status.FAIL, severity=Severity.ADVISORY)) == "To look at"


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ((Status.WARN, *[Status.PASS] * 7), "1 to look at, 7 fine"),
        ((Status.PASS, Status.FAIL, Status.SKIPPED, Status.UNKNOWN), "1 to fix, 1 fine, 2 not checked"),
        ((Status.NOT_APPLICABLE,), "does not apply here"),
        ((), "does not apply here"),
    ],
)
def test_a_group_is_counted_in_words(statuses: tuple[Status, ...], said: str) -> None:
    assert words.counts([result(status=status) for status in statuses]) == said


def test_reminders_are_not_counted_as_anything() -> None:
    assert words.counts([REMINDER]) == "never pass or fail"


def test_groups_come_in_the_order_of_the_headings_without_empty_ones() -> None:
    assert [group for group, _ in words.grouped(EVERYTHING)] == [
        Group.WINDOWS,
        Group.HARDWARE,
        Group.SCREEN,
        Group.PLATFORM,
        Group.NETWORK,
        Group.REMINDERS,
    ]


def test_the_worst_of_a_group_marks_it() -> None:
    assert words.worst(EVERYTHING) is Standing.TO_FIX
    assert words.worst(FINE) is Standing.FINE
    assert words.worst([]) is Standing.NOT_HERE


def test_the_gist_is_what_is_not_fine() -> None:
    assert words.gist([*FINE, DISK_FULL]) == "Drive C is nearly full"


def test_the_gist_of_a_fine_group_is_what_was_found() -> None:
    assert words.gist(FINE) == "Windows 11 24H2. C:, and 1 more"


def test_results_that_stand_alike_come_together() -> None:
    found = words.standing_as(report(), Standing.TO_FIX, Standing.TO_LOOK_AT)
    assert [one.check_id for one in found] == ["HW-06", "NW-04", "SW-02"]


def test_the_verdict_is_tallied() -> None:
    verdict = report().verdict
    assert words.tally(verdict) == "2 to fix, 1 to look at, 3 fine, 1 not checked"
    assert words.how_many_done(verdict) == "6 of 7 checks done"
    assert words.tally(verdict_of([], network_was_run=False)) == "nothing checked"


def test_a_moment_is_told_on_the_ward_s_clock() -> None:
    assert words.moment(datetime(2026, 7, 3, 13, 5, tzinfo=UTC)) == "3 Jul 2026, 14:05"


@pytest.mark.parametrize(
    ("hostile", "calm"),
    [
        ("one\r\ntwo\tthree", "one two three"),
        ("\x1b[31mred\x07", "[31mred"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        ("lone \ud800", "lone \ufffd"),
        ("", ""),
    ],
)
def test_text_from_outside_becomes_one_calm_line(hostile: str, calm: str) -> None:
    assert words.one_line(hostile) == calm


def test_a_long_text_is_cut_and_says_so() -> None:
    assert words.one_line("x" * 600) == "x" * 600
    cut = words.one_line("x" * 601)
    assert (len(cut), cut[-5:]) == (600, "x ...")


def test_the_words_never_say_that_a_computer_is_warranted() -> None:
    said = words.NOT_TPPS_WORD.replace("Warranted Environment Specification", "")
    assert "warranted" not in said.casefold()


def test_what_broke_is_told_apart_from_what_cannot_be_told() -> None:
    every = [
        result(f"X-{status}", status, group=group) for status in Status for group in (Group.WINDOWS, Group.REMINDERS)
    ]
    made = report(every)
    assert [one.status for one in words.that_broke(made)] == [Status.ERROR]
    assert [one.status for one in words.not_told(made)] == [Status.UNKNOWN, Status.MANUAL]


@pytest.mark.parametrize(
    ("ms", "said"), [(0, "less than 0.1 s"), (49, "less than 0.1 s"), (50, "0.1 s"), (2412, "2.4 s")]
)
def test_a_time_is_never_told_as_nothing(ms: int, said: str) -> None:
    assert words.took(ms) == said
