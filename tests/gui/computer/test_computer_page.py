"""The Computer page as it is seen and used: verdict first, what to fix, then the rest, folded."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QWidget
from pytestqt.exceptions import TimeoutError as TooLate
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.readiness import CheckResult, Group, Remedy, Severity, Status, Who
from inpatient_hub.domain.readiness_network import NetworkFacts, PortState
from inpatient_hub.gui.pages.computer.answers import AnswerForm
from inpatient_hub.gui.pages.computer.page import ComputerPage
from inpatient_hub.gui.pages.computer.result_rows import FoldRow
from inpatient_hub.gui.pages.computer.view import ComputerView
from inpatient_hub.gui.pages.computer.way_words import sections, sent_words, sentence_of
from inpatient_hub.gui.pages.computer.words import changed_words, link_label, mark_of, verdict_mark
from inpatient_hub.gui.theme import apply_theme
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.readiness.finding import Answer
from tests.gui.computer.made_up import (
    ASKED_TPP,
    FULL_DRIVE,
    HOME,
    OLD_OFFICE,
    REMINDERS,
    TARGETS,
    WARD,
    a_network,
    a_report,
    a_result,
    a_view,
    fine_results,
    not_ready,
    ports,
)
from tests.gui.desk import Shown, click, heard, press
from tests.gui.made_up import AT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(autouse=True)
def _kept() -> Iterator[None]:
    """Keeps the pages of a test until its end: a part of one does not keep the whole."""
    yield
    KEPT.clear()


KEPT: list[ComputerPage] = []


NOT_RUN = a_result("NW-01", "There is a way to the network", group=Group.NETWORK, status=Status.SKIPPED)


def a_page(shown: Shown, view: ComputerView | None = None, size: tuple[int, int] = (1282, 730)) -> ComputerPage:
    page: ComputerPage = shown(ComputerPage(), size)
    KEPT.append(page)
    page.show_profiles((HOME, WARD), suggested="home")
    page.show_view(view or not_ready())
    return page


def labels(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


def button(widget: QWidget, words: str) -> Button:
    return next(one for one in widget.findChildren(Button) if one.text() == words and one.isVisible())


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
    ("days", "changes", "words"),
    [
        (0, ("Put right: there is room",), "One thing changed since 16:42 today: Put right: there is room."),
        (1, ("Free space fell",), "One thing changed since yesterday: free space fell."),
        (9, ("Windows changed", "It fell"), "2 things changed since 11 Nov 2026: Windows changed; it fell."),
        (3, ("A", "B", "C", "D", "E"), "5 things changed since Tuesday: A; B; C; and 2 more."),
        (3, (), ""),
    ],
)
def test_what_changed_is_told_with_the_day_it_is_counted_from(days: int, changes: tuple[str, ...], words: str) -> None:
    view = a_view(fine_results(), changes=changes, compared_with=AT - timedelta(days=days))
    told = changed_words(view)
    assert told == words or told.lower() == words.lower()


def test_the_verdicts_colour_is_the_worst_there_is() -> None:
    def mark(*results: CheckResult) -> tuple[str, str]:
        return verdict_mark(a_report(results).verdict)

    fine = fine_results()
    assert mark(*fine) == ("circle-check", "ok")
    assert mark(*fine, OLD_OFFICE) == ("alert-triangle", "warn")
    assert mark(*fine, OLD_OFFICE, FULL_DRIVE) == ("circle-x", "act")
    assert mark(*fine, a_result("X", "X", status=Status.ERROR)) == ("alert-triangle", "warn")


# Everything checked


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
    assert seen[-1] == "Free for this user: 1 402 331 136 bytes (GetDiskFreeSpaceExW)"


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


# The way to SystmOne


def test_before_the_press_it_says_what_would_be_sent_and_to_whom(shown: Shown) -> None:
    page = a_page(shown, a_view((NOT_RUN, *fine_results())))
    seen = labels(page.way)
    assert "Nothing has been sent yet. One press would try:" in seen
    assert "s11.tpp-uk.com and s12.tpp-uk.com" in seen
    assert "2130-2140: 11 connections each, closed at once, empty" in seen
    assert page.way.test.face().kind == "primary"
    assert page.header.check.face().kind == "plain"
    assert "look like one" in page.way.test.toolTip()


def test_what_would_be_sent_follows_the_profile() -> None:
    assert dict(sent_words(TARGETS))["UDP"] == "2120-2130: a few empty packets to each port"
    https = TARGETS.model_copy(update={"hosts": (), "https_hosts": ("mobile.example.org",)})
    assert [label for label, _ in sent_words(https)] == ["To", "HTTPS", "Control", "Proxy"]


def test_a_profile_without_servers_says_so_and_still_looks_at_the_network(shown: Shown, qtbot: QtBot) -> None:
    page = a_page(shown, a_view((NOT_RUN, *fine_results()), profile=WARD))
    seen = labels(page.way)
    assert "This profile names no server to try" in seen
    assert "no server of SystmOne" in seen
    assert page.way.test.text() == "Look at the network"
    done = NOT_RUN.model_copy(update={"status": Status.PASS, "headline": "There is a way to the network"})
    page.show_view(a_view((done, *fine_results()), profile=WARD, network=NetworkFacts(ran_for_ms=3.0)))
    qtbot.waitUntil(lambda: {"What the checks came to", "There is a way to the network"} <= set(labels(page.way)))


def test_a_profile_of_which_nothing_needs_the_network_offers_no_test(shown: Shown) -> None:
    page = a_page(shown, a_view(fine_results(), profile=WARD))
    assert not page.way.test.isVisible()
    assert page.header.check.face().kind == "primary"
    assert "was not tested" not in page.verdict.line.text()


def test_afterwards_each_server_has_its_lines_in_whole_sentences() -> None:
    view = not_ready()
    (first, _second) = sections(view.network, view.report, ())
    assert [sentence_of(first, line) for line in first.lines][:4] == [
        "s11.tpp-uk.com, Name: as documented, fine",
        "s11.tpp-uk.com, TCP 2130 to 2133: open, fine",
        "s11.tpp-uk.com, TCP 2134 to 2140: no reply, to fix",
        "s11.tpp-uk.com, UDP 2120 to 2130: silent, which is normal for UDP and proves nothing, not checked",
    ]
    assert first.trailing == "38 ms"


def test_silent_ports_are_amber_where_no_required_check_failed_over_them() -> None:
    view = a_view(fine_results(), network=a_network(2133))
    (first, _second) = sections(view.network, view.report, ())
    assert [line.token for line in first.lines][:3] == ["ok-text", "ok-text", "warn-text"]


def test_a_server_with_two_addresses_says_which_is_which() -> None:
    network = a_network()
    target = network.targets[0]
    other = target.addresses[0].model_copy(
        update={"address": "198.51.100.9", "from_document": False, "ports": ports(2130, 2140, "tcp", PortState.REFUSED)}
    )
    two = network.model_copy(
        update={"targets": (target.model_copy(update={"addresses": (*target.addresses, other)}), network.targets[1])}
    )
    titles = [section.title for section in sections(two, a_report(fine_results()), ())]
    assert titles == ["s11.tpp-uk.com (62.255.177.61)", "s11.tpp-uk.com (198.51.100.9)", "s12.tpp-uk.com"]


# Answers


def a_form(qtbot: QtBot, one: CheckResult, **changed: object) -> AnswerForm:
    form = AnswerForm(one, a_view((one,), **changed))
    qtbot.addWidget(form)
    form.show()
    return form


def test_a_question_for_a_person_is_answered_in_place_with_who_did_it(qtbot: QtBot) -> None:
    form = a_form(qtbot, ASKED_TPP, by="Esther Summerson")
    told = heard(form.answered)
    click(next(one for one in form.field("VD-03").findChildren(QAbstractButton) if one.text() == "Yes"))
    assert told == [("VD-03", "yes", "Esther Summerson")]


def test_an_answer_says_who_gave_it_and_can_be_taken_back(qtbot: QtBot) -> None:
    said = Answer("yes", AT.date(), "Jane Eyre")
    form = a_form(qtbot, ASKED_TPP, answers={"VD-03": said})
    told = heard(form.answered)
    assert "Said 20 Nov 2026 by Jane Eyre" in labels(form)
    assert form.field("VD-03").value() is True
    click(button(form, "Take back"))
    assert told == [("VD-03", None, "")]


def test_the_line_of_a_site_is_typed_in_figures(qtbot: QtBot) -> None:
    line = a_result("NW-08", "The line is wide enough", group=Group.SITE, status=Status.MANUAL)
    form = a_form(qtbot, line)
    told = heard(form.answered)
    users = form.field("NW-08.users").entry
    press(users, "many", Qt.Key.Key_Return)
    assert told == []
    users.clear()  # type: ignore[attr-defined]
    press(users, "20", Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert told == [("NW-08.users", "20", "")]


def test_the_call_board_is_picked_from_those_that_are_warranted(qtbot: QtBot) -> None:
    board = a_result(
        "HW-16", "The call board", status=Status.MANUAL, needed="Jayex LCD Digital Signage, Numed Envisage"
    )
    field = a_form(qtbot, board).field("HW-16")
    combo = field.control
    offered = [combo.itemText(row) for row in range(combo.count())]  # type: ignore[attr-defined]
    assert offered == ["Jayex LCD Digital Signage", "Numed Envisage", "Another one", "There is no call board"]


def test_what_the_program_saw_for_itself_is_not_asked(shown: Shown) -> None:
    page = a_page(shown, a_view((ASKED_TPP.model_copy(update={"status": Status.PASS}), *fine_results())))
    page.everything.toggle_all()
    assert page.findChildren(AnswerForm) == []


# Sizes and looks


SIZES = [((940, 682), 100), ((1282, 730), 100), ((1836, 1042), 100), ((940, 682), 200), ((1282, 730), 200)]


def everything_open(shown: Shown, size: tuple[int, int]) -> ComputerPage:
    page = a_page(shown, size=size)
    page.everything.toggle_all()
    for head in page.to_look_at.results.heads():
        head.set_open(True)
    page.reminders.more.set_open(True)
    QApplication.sendPostedEvents()
    return page


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_nothing_is_cut_and_nothing_lies_to_the_side(
    shown: Shown, qapp: QApplication, qtbot: QtBot, size: tuple[int, int], scale: int
) -> None:
    apply_theme(qapp, "light", scale, "auto")
    page = everything_open(shown, size)
    with suppress(TooLate):  # what is still wrong after that is told below
        qtbot.waitUntil(lambda: not cut(page) and not outside(page))
    assert page.width() == size[0]
    assert (cut(page), outside(page)) == ([], [])


def cut(page: QWidget) -> list[str]:
    """What has less room than its words need."""
    shown = [one for one in page.findChildren(QWidget) if one.isVisible()]
    buttons = [one.text() for one in shown if isinstance(one, Button) and one.width() < one.sizeHint().width()]
    wrapped = [one for one in shown if isinstance(one, WrapLabel) and one.height() < one.heightForWidth(one.width())]
    return [*buttons, *(one.text() for one in wrapped)]


def outside(page: QWidget) -> list[str]:
    """What lies beside the widget it belongs to."""
    return [_name(one) for one in page.findChildren(QWidget) if one.isVisible() and _is_outside(one)]


def test_the_side_cards_go_under_in_a_narrow_window_the_network_before_what_is_only_read(shown: Shown) -> None:
    page = a_page(shown, size=(940, 682))

    def top(widget: QWidget) -> int:
        return widget.mapTo(page, widget.rect().topLeft()).y()

    assert top(page.to_look_at) < top(page.way) < top(page.everything) < top(page.reminders)
    page.resize(1282, 730)
    assert page.way.mapTo(page, page.way.rect().topLeft()).x() > page.everything.width()


@pytest.mark.parametrize("size", [(940, 682), (600, 682)])
def test_what_has_no_room_in_the_head_is_in_its_menu(shown: Shown, size: tuple[int, int]) -> None:
    page = a_page(shown, size=(1282, 730))
    header = page.header
    header.resize(size[0], header.height())
    words = [action.text().partition("\t")[0] for action in header.menu().actions()]
    hidden = [one for one in (header.profile, header.desk_text) if not one.isVisible()]
    assert ("Text for the help desk" in words) == (header.desk_text in hidden)
    assert ("Checked as: Ward workstation, internet" in words) == (header.profile in hidden)
    assert "Open the facts of another computer" in words


def test_every_stop_of_the_keyboard_has_a_name_and_a_visible_focus(shown: Shown) -> None:
    page = everything_open(shown, (1282, 730))
    stops = [
        one
        for one in page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.isEnabled() and not one.focusProxy()
    ]
    assert len(stops) > 30
    assert [type(one).__name__ for one in stops if not _name(one)] == []
    for number, one in enumerate(stops):
        stops[number - 1].setFocus(Qt.FocusReason.TabFocusReason)
        before = one.grab().toImage()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        assert one.grab().toImage() != before, _name(one)


def test_no_two_buttons_of_the_page_are_read_out_alike(shown: Shown) -> None:
    page = a_page(shown)
    names = [one.accessibleName() for one in page.findChildren(Button) if one.isVisible()]
    assert sorted(names) == sorted(set(names))


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def _is_outside(child: QWidget) -> bool:
    parent = child.parentWidget()
    if parent is None or child.isWindow() or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return False
    return child.geometry().right() > parent.width() or child.geometry().left() < 0
