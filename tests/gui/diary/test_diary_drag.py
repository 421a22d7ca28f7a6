"""Taking a task to another day or shift with the mouse."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from inpatient_hub.gui import announcing
from inpatient_hub.gui.pages.diary.board import BoardMaker
from inpatient_hub.gui.pages.diary.cells import CellKind
from inpatient_hub.gui.pages.diary.drag import next_shift
from inpatient_hub.gui.pages.diary.grid import DiaryGrid
from inpatient_hub.services.diary_views import LaneKind
from tests.gui.desk import Shown, heard, press
from tests.gui.diary.days import FRIDAY, MONDAY, SATURDAY, a_line, a_view, a_ward_line, done

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


class FakeReader:
    """A screen reader that is on, and keeps what it is to read."""

    def __init__(self, read: list[str]) -> None:
        self.updateAccessibility = read.append

    @staticmethod
    def isActive() -> bool:  # noqa: N802  Qt's own name
        return True


def a_grid(shown: Shown, *lines: Any) -> DiaryGrid:
    grid: DiaryGrid = shown(DiaryGrid(name="Diary"), (1200, 640))
    view = a_view(*lines)
    grid.set_times(view.today, [shift.name for shift in view.shifts])
    grid.show_board(BoardMaker(view, view.days))
    grid.setFocus()
    return grid


def middle(grid: DiaryGrid, task_id: str) -> QPoint:
    return grid.visualRect(grid.cells.index_of(grid.key_of(task_id))).center()


def in_lane(grid: DiaryGrid, day: date, lane: LaneKind, shift: str | None = None) -> QPoint:
    """A point of a day in a lane, or in one of its shifts."""
    number = [column.day for column in grid.board.columns].index(day)
    left, width = grid.places.columns[number]
    if shift is not None:
        band = next(one for one in grid.places.bands_of(number, lane) if one.section.shift == shift)
        return QPoint(left + width // 2, (band.top + band.bottom) // 2)
    top, high = grid.places.lanes[lane]
    return QPoint(left + width // 2, top + high - 4)


def take(grid: DiaryGrid, task_id: str, to: QPoint) -> None:
    """Takes hold of a task and carries it there, without letting go."""
    start = middle(grid, task_id)
    QTest.mousePress(grid.viewport(), LEFT, pos=start)
    QTest.mouseMove(grid.viewport(), start + QPoint(30, 0))
    grid_move(grid, start + QPoint(30, 0))
    grid_move(grid, to)


def grid_move(grid: DiaryGrid, to: QPoint) -> None:
    """Moves the pointer with the button held, which `QTest.mouseMove` does not say."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    place = QPointF(to)
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        QPointF(grid.viewport().mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(grid.viewport(), moved)


def let_go(grid: DiaryGrid, at: QPoint) -> None:
    QTest.mouseRelease(grid.viewport(), LEFT, pos=at)


def test_a_task_let_go_on_another_day_is_to_go_there(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"))
    moves, there = heard(grid.move_wanted), in_lane(grid, SATURDAY, LaneKind.PATIENT)
    take(grid, "ring", there)
    assert grid.drag is not None
    assert grid.drag.target is not None
    assert grid.drag.target.words == "Sat 21 Nov"
    let_go(grid, there)
    [(cell, day, shift)] = moves
    assert (cell.item.line.task.id, day, shift) == ("ring", SATURDAY, None)
    assert grid.drag is None


def test_each_step_of_a_drag_is_told_to_a_screen_reader(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"))
    told, there = heard(grid.told), in_lane(grid, SATURDAY, LaneKind.PATIENT)
    take(grid, "ring", there)
    grid_move(grid, there - QPoint(3, 3))
    grid_move(grid, in_lane(grid, MONDAY, LaneKind.PATIENT))
    grid_move(grid, there)
    let_go(grid, there)
    assert told == [
        "Holding Ring, Fri 20 Nov. Let go on another day, or press Escape to leave it",
        "Over Sat 21 Nov",
        "Not here: This day has gone by",
        "Over Sat 21 Nov",
        "Let go on Sat 21 Nov",
    ]


def test_a_drag_that_is_refused_or_given_up_is_told_too(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"))
    told, past = heard(grid.told), in_lane(grid, MONDAY, LaneKind.PATIENT)
    take(grid, "ring", past)
    let_go(grid, past)
    assert told[-1] == "Not moved: This day has gone by"
    take(grid, "ring", in_lane(grid, SATURDAY, LaneKind.PATIENT))
    press(grid, Qt.Key.Key_Escape)
    assert told[-1] == "Let go, not moved: Ring"


def test_what_cannot_be_moved_says_why_with_the_mouse_and_with_the_keys(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring", **done()))
    told = heard(grid.told)
    take(grid, "ring", in_lane(grid, SATURDAY, LaneKind.PATIENT))
    assert told == ["Not moved: it is done or off the list"]
    QTest.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert told == ["Not moved: it is done or off the list"] * 2


def test_what_is_told_is_read_out_where_a_screen_reader_is_on(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(announcing, "QAccessible", FakeReader(read))
    monkeypatch.setattr(announcing, "QAccessibleAnnouncementEvent", lambda _widget, words: words)
    grid = a_grid(shown, a_line("ring"))
    take(grid, "ring", in_lane(grid, SATURDAY, LaneKind.PATIENT))
    assert read[-1] == "Over Sat 21 Nov"


def test_where_in_the_day_a_patients_task_is_let_go_makes_no_difference(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"))
    moves, there = heard(grid.move_wanted), in_lane(grid, SATURDAY, LaneKind.WARD)
    take(grid, "ring", there)
    let_go(grid, there)
    assert [move[1:] for move in moves] == [(SATURDAY, None)]


def test_a_ward_task_goes_to_the_shift_it_is_let_go_on(shown: Shown) -> None:
    grid = a_grid(shown, a_ward_line("drugs", "Late"))
    moves, there = heard(grid.move_wanted), in_lane(grid, FRIDAY, LaneKind.WARD, "Night")
    take(grid, "drugs", there)
    assert grid.drag is not None
    assert grid.drag.target is not None
    assert grid.drag.target.words == "Fri 20 Nov, Night"
    let_go(grid, there)
    assert [move[1:] for move in moves] == [(FRIDAY, "Night")]


def test_a_day_that_has_gone_by_takes_nothing_and_says_so(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"))
    moves, there = heard(grid.move_wanted), in_lane(grid, MONDAY, LaneKind.PATIENT)
    take(grid, "ring", there)
    assert grid.drag is not None
    assert grid.drag.target is not None
    assert grid.drag.target.words == "This day has gone by"
    let_go(grid, there)
    assert moves == []


def test_let_go_where_it_was_it_goes_nowhere(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"))
    moves, there = heard(grid.move_wanted), in_lane(grid, FRIDAY, LaneKind.PATIENT)
    take(grid, "ring", there)
    let_go(grid, there)
    assert moves == []


def test_esc_lets_it_stay_where_it_was(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"))
    moves, there = heard(grid.move_wanted), in_lane(grid, SATURDAY, LaneKind.PATIENT)
    take(grid, "ring", there)
    press(grid, Qt.Key.Key_Escape)
    assert grid.drag is None
    let_go(grid, there)
    assert moves == []


def test_another_button_pressed_meanwhile_lets_it_stay_too(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"))
    moves, there = heard(grid.move_wanted), in_lane(grid, SATURDAY, LaneKind.PATIENT)
    take(grid, "ring", there)
    QTest.mousePress(grid.viewport(), Qt.MouseButton.RightButton, pos=there)
    let_go(grid, there)
    assert moves == []


def test_a_hand_that_only_trembles_moves_nothing(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"))
    start = middle(grid, "ring")
    QTest.mousePress(grid.viewport(), LEFT, pos=start)
    grid_move(grid, start + QPoint(2, 1))
    assert grid.drag is None
    let_go(grid, start + QPoint(2, 1))


def test_what_is_done_cannot_be_taken(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring", **done()))
    take(grid, "ring", in_lane(grid, SATURDAY, LaneKind.PATIENT))
    assert grid.drag is None


def test_the_place_it_would_go_to_can_be_seen(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"))
    there = in_lane(grid, SATURDAY, LaneKind.PATIENT)
    before = grid.viewport().grab().toImage()
    take(grid, "ring", there)
    assert grid.drag is not None
    assert grid.drag.target is not None
    place = grid.drag.target.rect
    corner = QPoint(place.left() + 20, place.top() + 2)
    assert grid.viewport().grab().toImage().pixel(corner) != before.pixel(corner)


def test_a_task_held_at_the_edge_brings_the_days_beyond_into_sight(shown: Shown) -> None:
    grid = a_grid(shown, *(a_line(f"task {number:02}") for number in range(60)))
    grid.expand(FRIDAY)
    assert grid.verticalScrollBar().value() == 0
    take(grid, "task 00", QPoint(middle(grid, "task 00").x(), grid.viewport().height() - 5))
    assert grid.verticalScrollBar().value() > 0


def test_a_click_on_what_is_only_counted_shows_the_whole_day(shown: Shown) -> None:
    grid = a_grid(shown, *(a_line(f"task {number:02}") for number in range(40)))
    more = next(cell for cell in grid.cells.cells() if cell.kind is CellKind.MORE)
    QTest.mouseClick(grid.viewport(), LEFT, pos=grid.visualRect(grid.cells.index_of(more.key)).center())
    assert grid.expanded == FRIDAY


def test_a_click_takes_a_task_in_hand_and_a_double_click_opens_it(shown: Shown) -> None:
    grid = a_grid(shown, a_line("ring"), a_line("write"))
    opened = heard(grid.item_opened)
    QTest.mouseClick(grid.viewport(), LEFT, pos=middle(grid, "write"))
    cell = grid.current_cell()
    assert cell is not None
    assert cell.title == "Write"
    assert opened == []
    QTest.mouseDClick(grid.viewport(), LEFT, pos=middle(grid, "write"))
    assert [one.title for one in opened] == ["Write"]


def test_after_the_night_comes_the_next_days_first_shift() -> None:
    names = ("Early", "Late", "Night")
    assert next_shift(names, "Night", FRIDAY, 1) == (SATURDAY, "Early")
    assert next_shift(names, "Early", SATURDAY, -1) == (FRIDAY, "Night")
    assert next_shift(names, "Early", FRIDAY, 1) == (FRIDAY, "Late")
