"""The Today page by itself: what it shows of a view, and what it says when something is pressed."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.tasks import Priority
from inpatient_hub.gui.models.row_layout import columns_of, placed_buttons
from inpatient_hub.gui.models.rows import GroupFacts, RowFacts
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.pages.today.page import START_KEY, TodayPage
from inpatient_hub.gui.pages.today.rows import follow_up_rows
from inpatient_hub.gui.unfiled_list import COPY_KEY, FILED_KEY, NOT_FILED_KEY, UnfiledList
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.services.today import TodayView
from tests.gui.desk import Shown, click, heard, press
from tests.gui.made_up import ESTHER, JANE, a_view, follow_up, note_line, run_line

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def a_page(shown: Shown, view: TodayView, *, size: tuple[int, int] = (1240, 700)) -> TodayPage:
    page: TodayPage = shown(TodayPage(), size)
    page.show_view(view, me="esther")
    page.set_ready()
    return page


def facts(rows: RowList) -> list[RowFacts]:
    return [row for row in rows.row_model().rows() if isinstance(row, RowFacts)]


def press_button(rows: RowList, row: int, button: int = -1) -> None:
    """Presses a button of a row with the mouse; the last one unless told otherwise."""
    index = rows.row_model().index(row)
    rect = rows.visualRect(index)
    place = placed_buttons(rect, facts(rows)[row], columns_of(facts(rows)))[button][1].center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))


def on(rows: RowList, item_id: str) -> RowList:
    rows.setFocus()
    assert rows.select(item_id)
    return rows


THREE = (
    follow_up("late", -2, priority=Priority.URGENT),
    follow_up("now", 0, claimed_by=ESTHER),
    follow_up("soon", 3, claimed_by=JANE),
)


def test_follow_ups_stand_under_overdue_due_today_and_the_next_seven_days(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    rows = page.follow_ups.rows.row_model().rows()
    heads = [(row.title, row.count) for row in rows if isinstance(row, GroupFacts)]
    assert heads == [("Overdue", "1"), ("Due today", "1"), ("Next 7 days", "1")]
    times = [(row.time, row.distance, row.time_token) for row in facts(page.follow_ups.rows)]
    assert times == [
        ("Wed 18 Nov", "2 days late", "act-text"),
        ("Today", "", "text"),
        ("Mon 23 Nov", "in 3 days", "text"),
    ]
    assert page.follow_ups.accessibleName() == "Follow-ups 3 to do"


def test_a_group_with_nothing_in_it_is_left_out_and_nothing_overdue_is_said() -> None:
    rows = follow_up_rows(a_view(tasks=THREE[1:2]), "esther")
    assert [row.title for row in rows] == ["Due today", "Check the advocate replied"]


def test_nothing_overdue_is_said_beside_the_count(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE[1:]))
    assert page.follow_ups.accessibleName() == "Follow-ups 2 to do, nothing overdue"


def test_a_follow_up_is_a_sentence_for_a_screen_reader() -> None:
    rows = [row for row in follow_up_rows(a_view(tasks=THREE), "esther") if isinstance(row, RowFacts)]
    assert [row.sentence() for row in rows] == [
        "Overdue by 2 days, Check the advocate replied, Bed 4, EARNSHAW, Catherine, urgent, unclaimed",
        "Due today, Check the advocate replied, Bed 4, EARNSHAW, Catherine, claimed by you",
        "Due in 3 days, Check the advocate replied, Bed 4, EARNSHAW, Catherine, claimed by Jane Eyre",
    ]


def test_a_row_shows_the_keys_that_work_on_it_and_no_other() -> None:
    rows = [row for row in follow_up_rows(a_view(tasks=THREE), "esther") if isinstance(row, RowFacts)]
    assert [[(key.key, key.words) for key in row.keys] for row in rows] == [
        [("D", "done"), ("C", "claim")],
        [("D", "done"), ("C", "give back")],
        [("D", "done")],
    ]


def test_d_on_a_follow_up_says_that_it_is_done(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    done = heard(page.done_requested)
    press(on(page.follow_ups.rows, "now"), Qt.Key.Key_D)
    assert done == ["now"]


@pytest.mark.parametrize(
    ("task_id", "claimed", "given_back"), [("late", ["late"], []), ("now", [], ["now"]), ("soon", [], [])]
)
def test_c_claims_what_nobody_has_and_gives_back_what_is_mine(
    shown: Shown, task_id: str, claimed: list[str], given_back: list[str]
) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    told = heard(page.claim_requested), heard(page.give_back_requested)
    press(on(page.follow_ups.rows, task_id), Qt.Key.Key_C)
    assert told == (claimed, given_back)


def test_the_buttons_of_the_head_do_the_same_to_the_row_chosen(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    done, given_back = heard(page.done_requested), heard(page.give_back_requested)
    assert not page.follow_ups.done.isVisible()
    on(page.follow_ups.rows, "now")
    assert page.follow_ups.claim.text() == "Give back"
    click(page.follow_ups.claim)
    click(page.follow_ups.done)
    assert (done, given_back) == (["now"], ["now"])
    on(page.follow_ups.rows, "soon")
    assert not page.follow_ups.claim.isVisible()


def test_enter_on_a_follow_up_opens_its_patient(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    went = heard(page.go_requested)
    press(on(page.follow_ups.rows, "soon"), Qt.Key.Key_Return)
    assert went == [Destination(PageId.PATIENT, "cathy")]


def test_the_oldest_unfiled_note_stands_first_and_tells_its_age_before_its_title(shown: Shown) -> None:
    page = a_page(shown, a_view(unfiled=[note_line("old", 38), note_line("new", 6)]))
    rows = facts(page.side.unfiled)
    assert [(row.title, row.second) for row in rows] == [
        ("EARNSHAW, Catherine, bed 4", "Copied 38 min ago, Advocate referral"),
        ("EARNSHAW, Catherine, bed 4", "Copied 6 min ago, Advocate referral"),
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
    on(page.follow_ups.rows, "now")
    page.copy()
    assert copied == []
    on(page.side.unfiled, "old")
    page.copy()
    assert copied == [("old", 1)]


def test_a_press_meant_for_a_note_that_has_just_gone_is_not_taken_for_the_next(shown: Shown, qtbot: QtBot) -> None:
    page = a_page(shown, a_view(unfiled=[note_line("old", 38), note_line("new", 6)]))
    filed = heard(page.filed_requested)
    press_button(page.side.unfiled, 0)
    page.show_view(a_view(unfiled=[note_line("new", 6)]), me="esther")
    press_button(page.side.unfiled, 0)
    assert filed == ["old"]
    qtbot.waitUntil(lambda: page.side.unfiled._since_moved.elapsed() > 650)
    press_button(page.side.unfiled, 0)
    assert filed == ["old", "new"]


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
    from inpatient_hub.gui.pages.today.rows import run_rows

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
    went = heard(page.go_requested)
    assert page.all_clear.isVisible()
    assert not page.follow_ups.isVisible()
    assert page._clear_words._sentence.text() == "Nothing is waiting on Keats Ward"
    click(page._clear_words._button)
    assert went == [Destination(PageId.REFERRALS)]


def test_with_only_follow_ups_the_side_says_that_every_note_is_filed(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    assert page.side.all_filed.isVisible()
    assert not page.side.unfiled_card.isVisible()
    assert page.side.no_runs.isVisible()


def test_r_starts_a_referral_from_anywhere_on_the_page(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    went = heard(page.go_requested)
    press(on(page.follow_ups.rows, "now"), Qt.Key.Key_R)
    assert went == [Destination(PageId.REFERRALS)]


def test_no_key_does_two_things_on_the_page() -> None:
    view = a_view(tasks=THREE)
    of_rows = {key.key for row in follow_up_rows(view, "esther") if isinstance(row, RowFacts) for key in row.keys}
    of_notes = {FILED_KEY, COPY_KEY, NOT_FILED_KEY}
    assert of_rows == {"D", "C"}
    assert not of_rows & of_notes
    assert START_KEY not in of_rows | of_notes


def test_what_was_pressed_before_the_application_is_open_is_told_once_it_is(shown: Shown) -> None:
    page: TodayPage = shown(TodayPage())
    filed, done, went = heard(page.filed_requested), heard(page.done_requested), heard(page.go_requested)
    page.show_view(a_view(unfiled=[note_line("old", 38)], tasks=THREE), me="")
    press(on(page.side.unfiled, "old"), Qt.Key.Key_F)
    press(on(page.follow_ups.rows, "late"), Qt.Key.Key_D, Qt.Key.Key_Return)
    assert (filed, done, went) == ([], [], [])
    page.set_ready()
    assert (filed, done, went) == (["old"], ["late"], [Destination(PageId.PATIENT, "cathy")])
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
    on(page.follow_ups.rows, "now")
    page.show_view(a_view(tasks=THREE[1:]), me="esther")
    assert page.follow_ups.rows.current_id() == "now"


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
    heavy = ("pydantic", "jinja2", "sqlalchemy", "yaml", "inpatient_hub.store", "inpatient_hub.content")
    code = (
        "import sys, inpatient_hub.gui.pages.today.page; "
        f"print([name for name in {heavy!r} if any(m == name or m.startswith(name + '.') for m in sys.modules)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
