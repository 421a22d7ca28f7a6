"""The Computer page as it is read and opened: verdict first, what to fix, then the rest, folded."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.readiness import CheckResult, Group, Remedy, Severity, Status, Who
from inpatient_hub.gui.pages.computer.result_rows import FoldRow
from inpatient_hub.gui.pages.computer.words import changed_words, group_mark, link_label, mark_of, verdict_mark
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.readiness.changes_since import Change
from tests.gui.computer.filled import a_page, button, labels
from tests.gui.computer.made_up import (
    FULL_DRIVE,
    OLD_OFFICE,
    REMINDERS,
    a_report,
    a_result,
    a_view,
    fine_results,
    not_ready,
)
from tests.gui.desk import Shown, click, press
from tests.gui.made_up import AT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


# What is said


def test_the_verdict_stands_first_with_the_counts_beside_it(shown: Shown) -> None:
    page = a_page(shown)
    assert page.verdict.accessibleName() == (
        "Not ready: 2 things to fix. 18 of 20 checks done today at 16:40 in 2.4 s. "
        "One thing changed since Tuesday: free space fell below the need."
    )
    chips = [one.accessibleName() for one in page.verdict.children() if one.metaObject().className() == "Chip"]
    assert chips == ["2 to fix", "1 to look at", "15 fine", "2 not checked"]


def test_each_thing_to_fix_says_who_what_was_found_what_is_needed_what_to_do_and_by_whose_words(shown: Shown) -> None:
    row = a_page(shown).to_fix.results.rows()[0]
    assert row.accessibleName() == (
        "To fix. Drive C is nearly full. found 1.4 GB free for you on C:. needed at least 4 GB. You can fix this"
    )
    assert labels(row)[:8] == [
        "Found",
        "1.4 GB free for you on C:",
        "Needed",
        "at least 4 GB",
        "Do this",
        "Empty Downloads and the recycle bin, then check this line again.",
        "Source",
        "WES, section 2.6.1, storage",
    ]


def test_the_sentence_of_a_source_is_shown_and_hidden_again(shown: Shown) -> None:
    row = a_page(shown).to_fix.results.rows()[0]
    quote = "\u201c4 GB of free space on the C drive\u201d"
    assert quote not in labels(row)
    click(button(row, "show the sentence"))
    assert labels(row)[-2:] == [quote, "v1.1 of 31 Jul 2014"]
    click(button(row, "hide the sentence"))
    assert quote not in labels(row)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("severity", Severity)
def test_red_stands_only_where_a_required_check_failed(status: Status, severity: Severity) -> None:
    mark = mark_of(a_result("X", "X", status=status, severity=severity))
    is_red = mark.token.startswith("act")
    assert is_red == (status is Status.FAIL and severity is Severity.REQUIRED)


def test_no_two_states_share_both_icon_and_words() -> None:
    kinds = [a_result("X", "X", status=status) for status in Status]
    kinds.append(a_result("X", "X", status=Status.FAIL, severity=Severity.ADVISORY))
    marks = {(mark.icon, mark.words) for mark in map(mark_of, kinds)}
    assert len(marks) == len(Status)  # an advice that failed is a thing to look at, as a warning is
    assert len({mark_of(one).words for one in kinds}) == len(Status)


def test_a_settings_page_is_offered_only_where_there_is_one(shown: Shown) -> None:
    words = [one.text() for one in a_page(shown).to_fix.findChildren(Button)]
    assert "Open Storage" in words
    page = a_page(shown, replace(not_ready(), opens_settings=False))
    assert "Open Storage" not in [one.text() for one in page.to_fix.findChildren(Button)]


@pytest.mark.parametrize(
    ("link", "label"),
    [
        ("ms-settings:storagesense", "Open Storage"),
        ("ms-settings:something", "Open Settings"),
        ("https://digital.nhs.uk/services", "Open digital.nhs.uk"),
        ("http://example.org", ""),
        ("file:///C:/x.exe", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_only_settings_and_secure_pages_have_a_button(link: str, label: str) -> None:
    assert link_label(link) == label


def test_several_who_can_help_are_named_before_what_they_do(shown: Shown) -> None:
    both = FULL_DRIVE.model_copy(
        update={"remedies": (Remedy(who=Who.YOU, text="Empty it."), Remedy(who=Who.IT, text="Fit a larger one."))}
    )
    row = a_page(shown, a_view((both,))).to_fix.results.rows()[0]
    assert "You: Empty it." in labels(row)
    assert "IT: Fit a larger one." in labels(row)
    assert row.accessibleName().endswith("You can fix this or IT")


@pytest.mark.parametrize(
    ("days", "sentences", "words"),
    [
        (0, ("Put right: there is room (before: it was full)",), "One thing changed since 16:42 today: "),
        (1, ("Free space fell",), "One thing changed since yesterday: free space fell."),
        (9, ("Windows changed", "It fell"), "2 things changed since 11 Nov 2026: Windows changed; it fell."),
        (3, ("A", "B", "C", "D", "E"), "5 things changed since Tuesday: a; b; and 3 more."),
        (3, (), ""),
    ],
)
def test_what_changed_is_told_with_the_day_it_is_counted_from(
    days: int, sentences: tuple[str, ...], words: str
) -> None:
    changes = tuple(Change("OS-02", one) for one in sentences)
    told = changed_words(a_view(fine_results(), changes=changes, compared_with=AT - timedelta(days=days)))
    assert told.startswith(words)
    assert "before" not in told


def test_what_became_worse_is_told_by_its_headline_alone() -> None:
    change = Change("HW-06", "Drive C is nearly full: 1.4 GB free for you on C:")
    view = a_view((FULL_DRIVE,), changes=(change,), compared_with=AT - timedelta(days=3))
    assert changed_words(view) == "One thing changed since Tuesday: Drive C is nearly full."


def test_the_verdicts_colour_is_the_worst_there_is() -> None:
    def mark(*results: CheckResult) -> tuple[str, str]:
        return verdict_mark(a_report(results).verdict)

    fine = fine_results()
    assert mark(*fine) == ("circle-check", "ok")
    assert mark(*fine, OLD_OFFICE) == ("alert-triangle", "warn")
    assert mark(*fine, OLD_OFFICE, FULL_DRIVE) == ("circle-x", "act")
    assert mark(*fine, a_result("X", "X", status=Status.ERROR)) == ("alert-triangle", "warn")


# Everything checked


def test_the_mark_of_a_group_is_its_worst_and_not_what_is_only_good_to_know() -> None:
    def mark(*statuses: tuple[Status, Severity]) -> str:
        return group_mark([a_result("X", "X", status=status, severity=severity) for status, severity in statuses])[0]

    fine, silent = (Status.PASS, Severity.REQUIRED), (Status.UNKNOWN, Severity.REQUIRED)
    by_the_way, not_here = (Status.UNKNOWN, Severity.INFO), (Status.NOT_APPLICABLE, Severity.REQUIRED)
    assert mark(fine, by_the_way, (Status.MANUAL, Severity.REQUIRED)) == "circle-check"
    assert mark(fine, silent) == "circle-dashed"
    assert mark(fine, silent, (Status.ERROR, Severity.REQUIRED)) == "alert-circle"
    assert mark((Status.ERROR, Severity.REQUIRED), (Status.FAIL, Severity.REQUIRED)) == "circle-x"
    assert mark(not_here, by_the_way) == "circle-dashed"
    assert mark(not_here, fine) == "circle-check"
    assert mark(not_here) == "ban"


def test_groups_are_folded_with_their_gist_and_their_counts(shown: Shown) -> None:
    card = a_page(shown).everything
    assert [head.accessibleName() for head in card.heads()][:3] == [
        "Windows and Office. Office 2021 support ended 13 Oct 2026. 1 to look at, 3 fine, folded",
        "Memory and processor. Drive C is nearly full. 1 to fix, 2 fine, folded",
        "Screen. 1366 x 768 at 100 %. 32-bit colour. 2 fine, folded",
    ]


def test_an_opened_group_shows_its_results_and_opens_what_is_not_fine(shown: Shown) -> None:
    row = a_page(shown).everything.group(Group.HARDWARE)
    click(row.head)
    assert [(one.facts().title, one.is_open()) for one in row.results.heads()] == [
        ("Drive C is nearly full", True),
        ("There is enough memory", False),
        ("The processor is fast enough", False),
    ]
    drive = row.results.rows()[0]
    seen = labels(drive)
    assert seen[seen.index("Why") + 1] == "SystmOne keeps its programs and a cache on drive C."
    assert seen[seen.index("Seen") + 1] == "Free for this user: 1 402 331 136 bytes (GetDiskFreeSpaceExW)"
    assert seen[seen.index("Needed") + 1] == "at least 4 GB (required)"
    assert seen[-1] == "HW-06"


def test_o_opens_everything_and_folds_it_again(shown: Shown) -> None:
    page = a_page(shown)
    press(page.header.check, "o")
    assert page.everything.is_all_open()
    assert page.everything.open_all.text() == "Fold all"
    press(page.header.check, "o")
    assert not any(head.is_open() for head in page.everything.heads())
    assert page.everything.open_all.text() == "Open all"


def test_arrows_go_from_line_to_line_and_open_and_fold(shown: Shown) -> None:
    page = a_page(shown)
    first, second = page.heads()[:2]
    first.setFocus()
    press(first, Qt.Key.Key_Right)
    assert first.is_open()
    press(first, Qt.Key.Key_Left)
    assert not first.is_open()
    press(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    press(second, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert first.hasFocus()
    press(first, Qt.Key.Key_Return)
    assert first.is_open()


def test_a_new_report_leaves_open_what_was_open_and_the_keyboard_where_it_was(shown: Shown, qtbot: QtBot) -> None:
    page = a_page(shown)
    row = page.everything.group(Group.WINDOWS)
    row.head.set_open(True)
    office = next(one for one in row.results.rows() if one.one.check_id == "SW-02")
    assert isinstance(office, FoldRow)
    office.head.setFocus()
    kept = row.results.rows()[0]
    newer = OLD_OFFICE.model_copy(update={"found": "Office 2019"})
    page.show_view(a_view((FULL_DRIVE, newer, *fine_results(), *REMINDERS)))
    assert row.head.is_open()
    again = next(one for one in row.results.rows() if one.one.check_id == "SW-02")
    assert isinstance(again, FoldRow)
    assert again is not office
    assert again.head.is_open()
    assert page.isActiveWindow()
    qtbot.waitUntil(again.head.hasFocus)
    assert kept in row.results.rows() or kept is office


def test_a_group_that_is_gone_from_the_report_is_gone_from_the_page(shown: Shown) -> None:
    page = a_page(shown)
    page.show_view(a_view((FULL_DRIVE,)))
    assert [head.facts().title for head in page.everything.heads()] == ["Memory and processor"]
