"""The Today page by itself: what it shows of a view, and what it says when something is pressed."""

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.notes import NoteState
from inpatient_hub.gui.actions import ACTIONS, Scope, key_of
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.pages.today.page import START_KEY, TodayPage
from inpatient_hub.gui.pages.today.side_rows import run_rows
from inpatient_hub.gui.unfiled_list import COPY_KEY, FILED_KEY, NOT_FILED_KEY, UnfiledList
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from tests.fakes.steady import SteadyClock
from tests.gui.desk import Shown, click, heard, press
from tests.gui.made_up import a_view, follow_up, note_line, run_line
from tests.gui.today.at_page import THREE, a_page, acts, facts, on, press_button
from tests.gui.today.lines import appointment, since

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_appointments_stand_beside_the_list_in_time_order_with_their_keys(shown: Shown) -> None:
    lines = (appointment("late one", 19, 30), appointment("first", 15, 0), appointment("next", 17, 15))
    page = a_page(shown, a_view(tasks=(*THREE, *lines)))
    asked, opened = acts(page), heard(page.task_wanted)
    rows = page.side.appointments
    assert [(row.id, row.time, row.distance, row.muted) for row in facts(rows)] == [
        ("first", "15:00", "1 h 42 min ago", True),
        ("next", "17:15", "in 33 min", False),
        ("late one", "19:30", "", False),
    ]
    assert page.side.appointments_card.accessibleName() == "Appointments 2 left today"
    assert facts(rows)[0].sentence().endswith("not marked done")
    press(on(rows, "next"), Qt.Key.Key_D, Qt.Key.Key_Return)
    assert (asked, [task.id for task in opened]) == ([("next", TaskWish.DONE)], ["next"])


def test_the_page_comes_back_at_its_top_with_the_first_row_in_hand(shown: Shown) -> None:
    late = tuple(follow_up(f"late {number:02}", -30 + number) for number in range(25))
    view = a_view(tasks=late)
    page = a_page(shown, view, size=(1000, 500))
    rows = page.work.rows
    on(rows, "late 20")
    assert rows.verticalScrollBar().value() > 0
    page.left()
    page.hide()
    page.show()
    page.opened("")
    page.show_view(view, me="esther")
    assert (rows.current_id(), rows.verticalScrollBar().value()) == ("late 00", 0)
    assert rows.visualRect(rows.row_model().index(0)).top() >= 0, "its head is in sight"
    on(rows, "late 20")
    page.show_view(view, me="esther")
    assert rows.current_id() == "late 20", "a minute that passes leaves the place"


def test_without_an_appointment_one_line_says_so_and_which_key_adds_one(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    assert page.side.no_appointments.isVisible()
    assert not page.side.appointments_card.isVisible()


def test_what_others_did_is_shown_with_what_is_new_marked_and_opens_its_task(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    opened, seen = heard(page.task_wanted), heard(page.seen_wanted)
    page.show_changes(since(THREE[:2], unread=1))
    rows, about = page.side.changes, "Check the advocate replied, Bed 4, EARNSHAW, Catherine"
    assert [row.sentence() for row in facts(rows)] == [
        f"New: 16:32, Jane Eyre took it over from you, {about}. Press Enter to open the task.",
        f"Seen: 16:22, Jane Eyre took it over from you, {about}. Press Enter to open the task.",
    ]
    assert page.side.changes_card.accessibleName() == "Since you were last on 1 new"
    press(on(rows, "event-1"), Qt.Key.Key_Return)
    click(page.side.seen)
    assert ([task.id for task in opened], len(seen)) == (["now"], 1)
    page.show_changes(since(THREE[:2], unread=0))
    assert not page.side.seen.isVisible()


def test_many_changes_and_referrals_show_the_first_and_one_press_shows_all(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE, runs=[run_line(f"r{place}", 1, 8) for place in range(7)]))
    page.show_changes(since(THREE[:1] * 20, unread=20))
    assert [len(facts(rows)) for rows in (page.side.runs, page.side.changes)] == [6, 9]
    assert facts(page.side.changes)[-1].title == "12 more"
    press(on(page.side.changes, "fold:changes"), Qt.Key.Key_Return)
    press(on(page.side.runs, "fold:runs"), Qt.Key.Key_Return)
    assert [len(facts(rows)) for rows in (page.side.runs, page.side.changes)] == [7, 20]


def test_the_oldest_unfiled_note_stands_first_and_tells_its_age_before_its_title(shown: Shown) -> None:
    page = a_page(shown, a_view(unfiled=[note_line("old", 38), note_line("new", 6)]))
    rows = facts(page.side.unfiled)
    assert [(row.title, row.second) for row in rows] == [
        ("EARNSHAW, Catherine, bed 4", "Advocate referral, copied 38 min ago"),
        ("EARNSHAW, Catherine, bed 4", "Advocate referral, copied 6 min ago"),
    ]
    assert rows[0].sentence() == "Not filed: EARNSHAW, Catherine, bed 4, Advocate referral, copied 38 min ago"


def test_filed_is_one_press_of_the_mouse(shown: Shown) -> None:
    page = a_page(shown, a_view(unfiled=[note_line("old", 38), note_line("new", 6)]))
    filed, went = heard(page.filed_requested), heard(page.go_requested)
    press_button(page.side.unfiled, 1)
    assert (filed, went) == (["new"], [])


def test_f_a_and_x_on_an_unfiled_note_file_it_copy_it_and_leave_it_unfiled(shown: Shown) -> None:
    page = a_page(shown, a_view(unfiled=[note_line("old", 38)]))
    told = heard(page.filed_requested), heard(page.copy_again_requested), heard(page.not_filed_requested)
    press(on(page.side.unfiled, "old"), Qt.Key.Key_F, Qt.Key.Key_A, Qt.Key.Key_X)
    assert told == (["old"], [("old", 1)], ["old"])


def test_the_menu_of_an_unfiled_note_holds_all_that_its_keys_do(shown: Shown) -> None:
    page = a_page(shown, a_view(unfiled=[note_line("old", 38)]))
    menu = page.side.unfiled.menu_for(facts(page.side.unfiled)[0])
    assert [action.text() for action in menu.actions()] == ["Filed", "Copy again\tA", "Not filed…\tX"]
    menu.deleteLater()


def test_copy_of_the_window_copies_the_note_the_keyboard_is_on(shown: Shown) -> None:
    page = a_page(shown, a_view(unfiled=[note_line("old", 38)], tasks=THREE))
    copied = heard(page.copy_again_requested)
    on(page.work.rows, "now")
    page.copy()
    assert copied == []
    on(page.side.unfiled, "old")
    page.copy()
    assert copied == [("old", 1)]


def test_a_press_meant_for_a_note_that_has_just_gone_is_not_taken_for_the_next(
    shown: Shown, steady: SteadyClock
) -> None:
    page = a_page(shown, a_view(unfiled=[note_line("old", 38), note_line("new", 6)]))
    filed, said = heard(page.filed_requested), heard(page.toast_wanted)
    press_button(page.side.unfiled, 0)
    page.show_view(a_view(unfiled=[note_line("new", 6)]), me="esther")
    press_button(page.side.unfiled, 0)
    steady.seconds += 1
    press(on(page.side.unfiled, "new"), Qt.Key.Key_F)
    assert filed == ["old"]
    assert len(said) == 2
    assert said[0][0].startswith("The list moved up. Press Filed once more for ")
    steady.seconds += 1
    press_button(page.side.unfiled, 0)
    assert filed == ["old", "new"]


def test_who_chooses_the_next_note_with_the_arrows_need_not_wait(shown: Shown, steady: SteadyClock) -> None:
    three = [note_line("old", 38), note_line("mid", 12), note_line("new", 6)]
    page = a_page(shown, a_view(unfiled=three))
    filed = heard(page.filed_requested)
    press(on(page.side.unfiled, "old"), Qt.Key.Key_F)
    page.show_view(a_view(unfiled=three[1:]), me="esther")
    press(on(page.side.unfiled, "mid"), Qt.Key.Key_Down, Qt.Key.Key_F)
    assert filed == ["old", "new"]


def test_more_changes_than_are_shown_are_marked_as_read_only_when_asked(shown: Shown, qtbot: QtBot) -> None:
    lines = [follow_up(f"t{place}", 0) for place in range(20)]
    page = a_page(shown, a_view(tasks=THREE))
    page.show_changes(since(lines, unread=20))
    first = facts(page.side.changes)[0]
    assert first.title == f"Jane Eyre took it over from you: {lines[0].task.title}, Bed 4, EARNSHAW, Catherine"
    seen = heard(page.seen_wanted)
    for is_sure in (False, True):
        click(page.side.seen)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConfirmDialog)
        assert dialog.windowTitle() == "Mark all 20 as read?"
        click(dialog.verb_button if is_sure else dialog.cancel_button)
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        assert len(seen) == int(is_sure)


def test_enter_opens_an_unfiled_note(shown: Shown) -> None:
    page = a_page(shown, a_view(unfiled=[note_line("old", 38)]))
    went = heard(page.go_requested)
    press(on(page.side.unfiled, "old"), Qt.Key.Key_Return)
    assert went == [Destination(PageId.NOTE, "old")]


def test_many_unfiled_notes_show_the_six_oldest_and_lead_to_all(shown: Shown) -> None:
    page = a_page(shown, a_view(unfiled=[note_line(f"n{place}", 90 - place) for place in range(9)]))
    went = heard(page.go_requested)
    assert [row.id for row in facts(page.side.unfiled)] == [f"n{place}" for place in range(6)]
    assert page.side.all_notes.text() == "All 9"
    click(page.side.all_notes)
    assert went == [Destination(PageId.NOTES, "unfiled")]


def test_a_run_says_how_far_it_is_and_one_whose_note_is_copied_says_so() -> None:
    runs = run_rows([run_line("a", 4, 8), run_line("b", 8, 8, NoteState.COPIED)], "jane")
    assert [(row.progress.words, row.progress.done) for row in runs if row.progress] == [
        ("Step 4 of 8", 4),
        ("Note to file", 8),
    ]
    assert runs[0].second == "Bed 4, EARNSHAW, Catherine, started by you"


def test_a_press_on_a_run_or_enter_carries_on_with_it(shown: Shown) -> None:
    page = a_page(shown, a_view(runs=[run_line("a", 4, 8), run_line("b", 2, 8)]))
    went = heard(page.go_requested)
    rows = page.side.runs
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(rows.row_model().index(1)).center()
    )
    press(on(rows, "a"), Qt.Key.Key_Return)
    assert went == [Destination(PageId.RUN, "b"), Destination(PageId.RUN, "a")]


def test_with_nothing_waiting_the_page_says_so_and_offers_a_start(shown: Shown) -> None:
    page = a_page(shown, a_view())
    went, begun = heard(page.go_requested), heard(page.new_task_wanted)
    assert page.all_clear.isVisible()
    assert not page.work.isVisible()
    assert page._clear_words._sentence.text() == "Nothing is waiting on Keats Ward"
    click(page._clear_words._button)
    click(page._clear_words._second)
    assert (begun, went) == ([""], [Destination(PageId.REFERRALS)])


def test_with_only_follow_ups_the_side_says_that_every_note_is_filed(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    assert page.side.all_filed.isVisible()
    assert not page.side.unfiled_card.isVisible()
    assert page.side.no_runs.isVisible()


def test_r_starts_a_referral_from_anywhere_on_the_page(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    went = heard(page.go_requested)
    press(on(page.work.rows, "now"), Qt.Key.Key_R)
    assert went == [Destination(PageId.REFERRALS)]


def test_no_key_does_two_things_on_the_page(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    of_tasks = {key.key for row in facts(page.work.rows) for key in row.keys}
    of_notes = {FILED_KEY, COPY_KEY, NOT_FILED_KEY}
    of_page = {action.key for action in ACTIONS if action.scope is Scope.TODAY} | {key_of("search")}
    assert of_tasks == {"D", "C", "S", "H", "M"}
    assert of_page == {"N", "V", "R", "/"}
    assert START_KEY in of_page
    assert len(of_tasks | of_notes | of_page) == len(of_tasks) + len(of_notes) + len(of_page)


def test_what_was_pressed_before_the_application_is_open_is_told_once_it_is(shown: Shown) -> None:
    page: TodayPage = shown(TodayPage())
    filed, asked, opened = heard(page.filed_requested), acts(page), heard(page.task_wanted)
    page.show_view(a_view(unfiled=[note_line("old", 38)], tasks=THREE), me="")
    press(on(page.side.unfiled, "old"), Qt.Key.Key_F)
    press(on(page.work.rows, "late"), Qt.Key.Key_D, Qt.Key.Key_Return)
    assert (filed, asked, opened) == ([], [], [])
    page.set_ready()
    assert (filed, asked, [task.id for task in opened]) == (["old"], [("late", "done")], ["late"])
    page.set_ready()
    assert filed == ["old"]


def test_the_date_is_long_where_there_is_room_and_short_where_there_is_not(shown: Shown) -> None:
    page = a_page(shown, a_view(), size=(1282, 700))
    assert page.header._subtitle.text() == "Friday 20 November 2026, 16:42"
    page.resize(940, 680)
    assert page.header._subtitle.text() == "Fri 20 Nov, 16:42"


def test_loading_is_only_said_when_it_takes_a_while(shown: Shown, qtbot: QtBot) -> None:
    page: TodayPage = shown(TodayPage())
    assert not page._loading.isVisible()
    qtbot.waitUntil(page._loading.isVisible)
    page.show_view(a_view(tasks=THREE), me="esther")
    assert not page._loading.isVisible()


def test_rows_that_stay_keep_the_choice_when_the_page_is_read_again(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    on(page.work.rows, "now")
    page.show_view(a_view(tasks=THREE[1:]), me="esther")
    assert page.work.rows.current_id() == "now"


def test_the_unfiled_list_uses_its_width_for_time_and_buttons(shown: Shown) -> None:
    rows: UnfiledList = shown(UnfiledList(roomy=True), (900, 300))
    rows.show_lines([note_line("old", 38, edited=True)], a_view().at)
    row = facts(rows)[0]
    assert (row.time, row.distance) == ("16:04", "38 min ago")
    assert row.second == "Advocate referral, by Esther Summerson, edited by hand"
    assert [button.id for button in row.buttons] == ["not_filed", "copy_again", "filed"]
    rows.resize(560, 300)
    assert [button.id for button in facts(rows)[0].buttons] == ["copy_again", "filed"]
    rows.resize(300, 300)
    assert [button.id for button in facts(rows)[0].buttons] == ["filed"]


def test_the_page_is_quick_to_load_because_it_imports_nothing_heavy() -> None:
    heavy = ("pydantic", "jinja2", "sqlalchemy", "yaml", "dateutil", "inpatient_hub.store", "inpatient_hub.content")
    code = (
        "import sys, inpatient_hub.gui.pages.today.page; "
        f"print([name for name in {heavy!r} if any(m == name or m.startswith(name + '.') for m in sys.modules)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
