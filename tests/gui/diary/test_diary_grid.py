"""The diary's grid with the keyboard and for screen readers."""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.pages.diary.board import BoardMaker
from inpatient_hub.gui.pages.diary.cells import CellKind
from inpatient_hub.gui.pages.diary.grid import DiaryGrid
from inpatient_hub.gui.pages.diary.paint import counts_that_fit, title_that_fits
from inpatient_hub.gui.pages.diary.view import Span
from inpatient_hub.gui.widgets.painting import width_of
from tests.gui.desk import Shown, heard, press
from tests.gui.diary.days import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    a_line,
    a_typical_week,
    a_view,
    a_ward_line,
    an_appointment,
    clock_at,
    done,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SUNDAY = SATURDAY + timedelta(days=1)


def show(grid: DiaryGrid, *lines: Any, span: Span = Span.WEEK) -> None:
    view = a_view(*lines, span=span)
    grid.set_times(view.today, [shift.name for shift in view.shifts])
    grid.show_board(BoardMaker(view, view.days))


def a_grid(shown: Shown, *lines: Any, span: Span = Span.WEEK, size: tuple[int, int] = (1200, 640)) -> DiaryGrid:
    grid: DiaryGrid = shown(DiaryGrid(name="Diary"), size)
    show(grid, *lines, span=span)
    grid.setFocus()
    return grid


def in_hand(grid: DiaryGrid) -> tuple[date, str]:
    cell = grid.current_cell()
    assert cell is not None
    return cell.day, cell.title


def test_the_keyboard_begins_on_today(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"), a_line("other", MONDAY))
    assert in_hand(grid) == (FRIDAY, "Ring")


def test_arrows_go_through_a_day_from_its_head_to_its_foot(shown: Shown) -> None:
    grid = a_grid(shown, an_appointment("visit", clock_at(18)), a_line("ring"), a_ward_line("drugs", "Late"))
    grid.select_day(FRIDAY)
    press(grid, Qt.Key.Key_Up)
    assert in_hand(grid) == (FRIDAY, "Today, Fri")
    seen = []
    for _ in range(3):
        press(grid, Qt.Key.Key_Down)
        seen.append(in_hand(grid)[1])
    assert seen == ["Visit", "Ring", "Drugs"]
    press(grid, Qt.Key.Key_Down)
    assert in_hand(grid) == (FRIDAY, "Drugs")


def test_j_and_k_are_arrows_too(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"), a_line("write"))
    grid.select_day(FRIDAY)
    press(grid, "j")
    assert in_hand(grid)[1] == "Write"
    press(grid, "k")
    assert in_hand(grid)[1] == "Ring"


def test_arrows_lead_to_the_same_lane_of_the_day_beside(shown: Shown) -> None:
    lines = [an_appointment("visit", clock_at(11, day=SATURDAY)), a_line("weight", SATURDAY), a_line("ring")]
    grid = a_grid(shown, *lines)
    grid.select_task("ring")
    press(grid, Qt.Key.Key_Right)
    assert in_hand(grid) == (SATURDAY, "Weight")
    press(grid, Qt.Key.Key_Right)
    assert in_hand(grid) == (SUNDAY, "Sun")


def test_an_arrow_beyond_the_last_day_asks_for_the_next_ones(shown: Shown) -> None:
    grid = a_grid(shown)
    passed = heard(grid.edge_passed)
    grid.select_day(SUNDAY)
    press(grid, Qt.Key.Key_Right)
    grid.select_day(MONDAY)
    press(grid, Qt.Key.Key_Left)
    assert passed == [1, -1]


def test_in_the_day_view_arrows_go_along_a_row_before_they_leave_the_day(shown: Shown) -> None:
    grid = a_grid(shown, *(a_line(f"task {number}") for number in range(4)), span=Span.DAY)
    passed = heard(grid.edge_passed)
    grid.select_task("task 0")
    press(grid, Qt.Key.Key_Right)
    assert in_hand(grid)[1] == "Task 1"
    press(grid, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert in_hand(grid)[1] == "Task 2"
    assert passed == [1]


def test_home_and_end_are_the_first_and_the_last_thing_of_the_day(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"), a_ward_line("drugs", "Late"), a_ward_line("doors", "Night"))
    grid.select_task("drugs")
    press(grid, Qt.Key.Key_End)
    assert in_hand(grid)[1] == "Doors"
    press(grid, Qt.Key.Key_Home)
    assert in_hand(grid)[1] == "Ring"


def test_page_keys_turn_by_a_week(shown: Shown) -> None:
    grid = a_grid(shown)
    turns = heard(grid.weeks_turned)
    press(grid, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
    assert turns == [1, -1]


def test_enter_opens_a_task_and_its_letters_say_what_is_wanted_of_it(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"))
    opened, pressed = heard(grid.item_opened), heard(grid.key_pressed)
    grid.select_task("ring")
    press(grid, Qt.Key.Key_Return, "dcshm")
    assert [cell.item.line.task.id for cell in opened] == ["ring"]
    assert [key for _cell, key in pressed] == ["D", "C", "S", "H", "M"]


def test_a_letter_on_a_head_is_left_to_the_page(shown: Shown) -> None:
    grid = a_grid(shown)
    pressed = heard(grid.key_pressed)
    grid.select_day(MONDAY)
    press(grid, "d")
    assert pressed == []


def test_enter_on_what_is_only_counted_shows_the_whole_day_and_esc_folds_it(shown: Shown) -> None:
    grid = a_grid(shown, *(a_line(f"task {number:02}") for number in range(40)))
    grid.select_day(FRIDAY)
    press(grid, Qt.Key.Key_End)
    assert in_hand(grid)[1].endswith(" more")
    press(grid, Qt.Key.Key_Return)
    assert grid.expanded == FRIDAY
    assert sum(cell.kind is CellKind.ITEM for cell in grid.cells.cells()) == 40
    cell = grid.current_cell()
    assert cell is not None
    assert cell.kind is CellKind.ITEM
    press(grid, Qt.Key.Key_Escape)
    assert grid.expanded is None
    assert in_hand(grid)[0] == FRIDAY


def test_enter_on_a_head_expands_the_day_and_folds_it(shown: Shown) -> None:
    grid = a_grid(shown, *(a_line(f"task {number:02}") for number in range(40)))
    grid.select_day(FRIDAY)
    press(grid, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert grid.expanded == FRIDAY
    assert in_hand(grid) == (FRIDAY, "Today, Fri")
    press(grid, Qt.Key.Key_Return)
    assert grid.expanded is None


def test_esc_with_nothing_expanded_is_left_to_the_window(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"))
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    grid.keyPressEvent(event)
    assert not event.isAccepted()


def test_control_and_an_arrow_move_a_task_by_a_day(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"))
    moves = heard(grid.move_wanted)
    grid.select_task("ring")
    press(grid, Qt.Key.Key_Right, Qt.Key.Key_Left, control=True)
    assert [(day, shift) for _cell, day, shift in moves] == [(SATURDAY, None), (FRIDAY - timedelta(days=1), None)]


def test_control_and_an_arrow_move_a_ward_task_by_a_shift_and_over_the_night_to_the_next_day(shown: Shown) -> None:
    grid = a_grid(shown, a_ward_line("drugs", "Late"), a_ward_line("doors", "Night"))
    moves = heard(grid.move_wanted)
    grid.select_task("drugs")
    press(grid, Qt.Key.Key_Down, Qt.Key.Key_Up, control=True)
    grid.select_task("doors")
    press(grid, Qt.Key.Key_Down, control=True)
    assert [move[1:] for move in moves] == [(FRIDAY, "Night"), (FRIDAY, "Early"), (SATURDAY, "Early")]


def test_a_task_of_no_shift_cannot_be_moved_by_one_and_that_is_said(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"))
    moves, said = heard(grid.move_wanted), heard(grid.no_shift)
    grid.select_task("ring")
    press(grid, Qt.Key.Key_Down, control=True)
    assert moves == []
    assert len(said) == 1


def test_what_is_done_is_not_moved(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring", **done()))
    moves = heard(grid.move_wanted)
    grid.select_task("ring")
    press(grid, Qt.Key.Key_Right, control=True)
    assert moves == []


def test_days_read_again_leave_what_is_in_hand_and_the_place(shown: Shown) -> None:
    lines = [a_line(f"task {number:02}") for number in range(60)]
    grid = a_grid(shown, *lines)
    grid.expand(FRIDAY)
    grid.select_task("task 50")
    place = grid.verticalScrollBar().value()
    assert place > 0
    show(grid, *lines[1:], a_line("another", MONDAY))
    assert in_hand(grid) == (FRIDAY, "Task 50")
    assert grid.verticalScrollBar().value() == place


def test_a_task_that_went_to_another_day_is_followed_there(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"))
    grid.select_task("ring")
    show(grid, a_line("ring", SATURDAY))
    assert in_hand(grid) == (SATURDAY, "Ring")


def test_where_a_task_is_gone_its_day_stays_in_hand(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring", SATURDAY))
    grid.select_task("ring")
    show(grid)
    assert in_hand(grid) == (SATURDAY, "Sat")


def test_a_screen_reader_hears_every_thing_as_a_sentence_and_finds_it_on_the_screen(shown: Shown) -> None:
    grid = a_grid(shown, a_line("capacity", due_at=clock_at(12)))
    seen = QAccessible.queryAccessibleInterface(grid)
    assert seen.role() == QAccessible.Role.List
    children = [seen.child(place) for place in range(seen.childCount())]
    texts = [child.text(QAccessible.Text.Name) for child in children]
    place = texts.index("Overdue by 4 h 42 min, 12:00, Capacity, Bed 4, Catherine Earnshaw")
    assert texts[0] == "Monday 16 November 2026: nothing. Press Enter to see all of it."
    assert children[place].rect().size() == grid.visualRect(grid.cells.index(place, 0)).size()


def test_the_model_is_a_sound_one(qtbot: QtBot, shown: Shown) -> None:
    grid = a_grid(shown, *a_typical_week())
    tester = QAbstractItemModelTester(grid.cells, QAbstractItemModelTester.FailureReportingMode.Warning)
    show(grid, a_line("ring"))
    assert tester.model() is grid.cells


def test_every_thing_lies_within_its_day_and_on_no_other(shown: Shown) -> None:
    for span in Span:
        grid = a_grid(shown, *a_typical_week(), span=span)
        rects = [(cell, grid.places.rects[cell.key]) for cell in grid.cells.cells()]
        for at, (cell, rect) in enumerate(rects):
            column = grid.places.column_at(rect.center().x())
            assert grid.board.columns[column].day == cell.day
            assert all(not rect.intersects(other) for _cell, other in rects[at + 1 :])


def test_only_fifteen_days_scroll_sideways(shown: Shown) -> None:
    assert a_grid(shown, *a_typical_week(), size=(900, 560)).horizontalScrollBar().maximum() == 0
    wide = a_grid(shown, *a_typical_week(), span=Span.FIFTEEN, size=(900, 560))
    assert wide.horizontalScrollBar().maximum() > 0
    wide.select_day(MONDAY + timedelta(days=14))
    assert wide.viewport().rect().contains(wide.visualRect(wide.currentIndex()).center())


def test_what_the_keyboard_is_on_is_scrolled_into_sight(shown: Shown) -> None:
    grid = a_grid(shown, *(a_line(f"task {number:02}") for number in range(60)))
    grid.expand(FRIDAY)
    press(grid, Qt.Key.Key_End)
    rect = grid.visualRect(grid.currentIndex())
    assert grid.places.head_height <= rect.top() <= rect.bottom() <= grid.viewport().height()
    press(grid, Qt.Key.Key_Home)
    rect = grid.visualRect(grid.currentIndex())
    assert grid.places.head_height <= rect.top()


def test_the_menu_of_a_task_names_every_key(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"))
    grid.select_task("ring")
    cell, pressed = grid.current_cell(), heard(grid.key_pressed)
    assert cell is not None
    menu = grid.menu_for(cell)
    keyed = [action.text().split("\t")[1] for action in menu.actions() if "\t" in action.text()]
    assert keyed == ["Enter", "D", "C", "S", "H", "M"]
    menu.actions()[1].trigger()
    next(action for action in menu.actions() if action.text() == "Will not be done").trigger()
    assert [key for _cell, key in pressed] == ["D", TaskWish.CANCEL]


def test_the_menu_says_what_a_key_does_to_this_task(shown: Shown) -> None:
    mine = a_line("mine", state=TaskState.CLAIMED, claimed_by="esther")
    grid = a_grid(shown, mine, a_line("ruled", clock_rule="mha.s3_ends@1"), a_line("over", state=TaskState.DONE))
    grid.set_times(FRIDAY, (), me="esther")

    def words(task_id: str) -> list[str]:
        grid.select_task(task_id)
        cell = grid.current_cell()
        assert cell is not None
        return [action.text() for action in grid.menu_for(cell).actions() if "\t" in action.text()]

    assert "Unclaim\tC" in words("mine")
    assert "Correct the date\tM" in words("ruled")
    assert words("over") == ["Open\tEnter", "Open again\tD"]


def test_a_key_held_down_acts_once(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring", state=TaskState.TO_DO))
    pressed = heard(grid.key_pressed)
    grid.select_task("ring")
    QTest.keyPress(grid, Qt.Key.Key_D)
    QTest.simulateEvent(grid, True, Qt.Key.Key_D, Qt.KeyboardModifier.NoModifier, "d", True)
    assert len(pressed) == 1


def test_where_a_day_is_narrow_what_was_done_gives_way_to_what_was_missed(shown: Shown) -> None:
    a_grid(shown, a_line("ring"))
    counts = "22 done, 1 missed, 2 late"
    assert counts_that_fit(counts, 400) == counts
    assert counts_that_fit(counts, width_of(counts, "caption") - 1) == "1 missed, 2 late"
    assert counts_that_fit("22 done", 1) == "22 done"


def test_where_a_day_is_half_seen_its_weekday_is_named_shorter_before_its_number_goes(shown: Shown) -> None:
    a_grid(shown, a_line("ring"))
    assert title_that_fits("Today, Fri", 400) == "Today, Fri"
    assert title_that_fits("Today, Fri", width_of("Fri", "small")) == "Fri"
    assert title_that_fits("Today, Fri", 1) == ""


def test_what_was_missed_is_the_last_to_be_left_out_of_the_head_of_a_day() -> None:
    for counts in ("25 done, 1 missed, 1 late", "25 done, 4 to do, 1 missed, 1 late"):
        assert counts_that_fit(counts, width_of("1 missed, 1", "caption")) == "1 missed"
