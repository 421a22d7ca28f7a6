"""The diary in the real window: everything with keys, and everything with the mouse."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.recurrence import Repeat
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import TaskKind
from inpatient_hub.gui.pages.diary.grid import DiaryGrid
from inpatient_hub.gui.pages.diary.toolbar import DiaryToolbar
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.services.diary_views import LaneKind
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.new_tasks import NewTask
from tests.contracts.keepers import put_empty_store
from tests.e2e.conftest import Sit
from tests.e2e.keats import at, set_up
from tests.e2e.sitting import Sitting
from tests.fakes.seat import opened_by_program

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
FRIDAY = date(2026, 11, 20)
SATURDAY = FRIDAY + timedelta(days=1)
LEFT = Qt.MouseButton.LeftButton


def a_ward_with_work(folder: Path) -> None:
    """A call for today, one for a fortnight on, drugs of the late shift, and a check that repeats each night."""
    put_empty_store(folder)
    with opened_by_program(Place(data_folder=folder), clock=at()) as hub:
        keats = set_up(hub)
        by = keats.esther

        def add(title: str, kind: TaskKind, due: Timing, patient_id: str | None = None) -> None:
            hub.tasks.add(keats.ward, NewTask(title=title, kind=kind, due=due, patient_id=patient_id), by=by)

        add("Ring brother", TaskKind.PATIENT, Timing(day=FRIDAY), keats.cathy)
        add("Care plan", TaskKind.PATIENT, Timing(day=FRIDAY + timedelta(days=14)), keats.tess)
        add("Controlled drugs", TaskKind.WARD, Timing(day=FRIDAY, shift="Late"))
        nightly = Repeat(rule="FREQ=DAILY", starts_on=SATURDAY)
        hub.series.add(keats.ward, NewSeries(title="Ligature check", repeat=nightly, shifts=("Night",)), by=by)


@pytest.fixture
def who(tmp_path: Path, sit: Sit) -> Sitting:
    """Somebody at the diary, by Ctrl+2."""
    a_ward_with_work(tmp_path)
    who = sit(tmp_path)
    who.press("Ctrl+2")
    who.wait_for("16 to 22 November 2026", "Ring brother")
    who.settle()
    return who


def grid(who: Sitting) -> DiaryGrid:
    found = [one for one in who.window.findChildren(DiaryGrid) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def place_of(who: Sitting, title: str) -> QPoint:
    """Where a task can be seen."""
    shown = grid(who)
    cell = next(one for one in shown.cells.cells() if one.title == title)
    return shown.visualRect(shown.cells.index_of(cell.key)).center()


def day_of(who: Sitting, title: str) -> date:
    """The day a task stands on."""
    return next(cell.day for cell in grid(who).cells.cells() if cell.title == title)


def go_to(who: Sitting, title: str) -> None:
    """Goes to a task of today with the arrows alone."""
    who.press("T")
    who.settle()
    who.press("Home")
    for _ in range(40):
        cell = grid(who).current_cell()
        if cell is not None and cell.title == title:
            return
        who.press("Down")
    raise AssertionError(f"the arrows never reach {title!r}")


def move_pointer(who: Sitting, to: QPoint) -> None:
    """Moves the pointer with the button held."""
    view = grid(who).viewport()
    held = Qt.KeyboardModifier.NoModifier
    where = QPointF(view.mapToGlobal(to))
    QApplication.sendEvent(
        view, QMouseEvent(QEvent.Type.MouseMove, QPointF(to), where, Qt.MouseButton.NoButton, LEFT, held)
    )


def in_lane(who: Sitting, day: date, lane: LaneKind, shift: str | None = None) -> QPoint:
    """A point of a day in a lane, or in one of its shifts."""
    shown = grid(who)
    number = [column.day for column in shown.board.columns].index(day)
    left, width = shown.places.columns[number]
    if shift is not None:
        band = next(one for one in shown.places.bands_of(number, lane) if one.section.shift == shift)
        return QPoint(left + width // 2, band.top + 4)
    top, high = shown.places.lanes[lane]
    return QPoint(left + width // 2, top + high // 2)


def drag(who: Sitting, title: str, to: QPoint, *, let_go: bool = True) -> None:
    """Takes a task and carries it there."""
    view, start = grid(who).viewport(), place_of(who, title)
    QTest.mousePress(view, LEFT, pos=start)
    move_pointer(who, start + QPoint(20, 0))
    move_pointer(who, to)
    if let_go:
        QTest.mouseRelease(view, LEFT, pos=to)
        who.settle()


def test_a_task_is_moved_by_a_day_and_by_a_shift_with_keys_and_taken_back(who: Sitting) -> None:
    go_to(who, "Ring brother")
    who.press("Ctrl+Right")
    who.wait_for("Moved to")
    who.settle()
    assert day_of(who, "Ring brother") == SATURDAY
    cell = grid(who).current_cell()
    assert cell is not None
    assert (cell.title, cell.day) == ("Ring brother", SATURDAY)
    who.press("Ctrl+Z")
    who.settle()
    who.wait(lambda: day_of(who, "Ring brother") == FRIDAY)
    go_to(who, "Controlled drugs")
    who.press("Ctrl+Down")
    who.settle()
    assert next(cell.shift for cell in grid(who).cells.cells() if cell.title == "Controlled drugs") == "Night"


def test_a_task_is_done_with_d_and_its_place_stays_in_hand(who: Sitting) -> None:
    go_to(who, "Ring brother")
    who.press("D")
    who.wait_for("Done: Ring brother")
    who.settle()
    cell = grid(who).current_cell()
    assert cell is not None
    assert (cell.title, cell.icon) == ("Ring brother", "circle-check")


def test_m_asks_when_it_is_to_be_done(who: Sitting) -> None:
    go_to(who, "Ring brother")
    who.press("M")
    who.wait(lambda: QApplication.activeModalWidget() is not None)
    who.press("Esc")
    who.wait(lambda: QApplication.activeModalWidget() is None)
    who.settle()
    assert day_of(who, "Ring brother") == FRIDAY
    who.press("Home")
    assert grid(who).hasFocus()


def test_a_task_is_dragged_to_another_day_and_taken_back(who: Sitting) -> None:
    drag(who, "Ring brother", in_lane(who, SATURDAY, LaneKind.PATIENT))
    who.wait_for("Moved to")
    assert day_of(who, "Ring brother") == SATURDAY
    who.press("Ctrl+Z")
    who.settle()
    who.wait(lambda: day_of(who, "Ring brother") == FRIDAY)


def test_a_ward_task_is_dragged_to_another_shift(who: Sitting) -> None:
    drag(who, "Controlled drugs", in_lane(who, FRIDAY, LaneKind.WARD, "Night"))
    who.wait_for("Moved to")
    assert next(cell.shift for cell in grid(who).cells.cells() if cell.title == "Controlled drugs") == "Night"


def test_a_time_of_a_repeat_that_is_no_task_yet_is_made_one_when_it_is_dragged(who: Sitting) -> None:
    drag(who, "Ligature check", in_lane(who, SATURDAY, LaneKind.WARD, "Early"))
    who.wait_for("Moved to")
    moved = [cell for cell in grid(who).cells.cells() if cell.day == SATURDAY and cell.title == "Ligature check"]
    assert [(cell.shift, cell.item.made if cell.item else None) for cell in moved] == [("Early", True)]


def test_esc_lets_what_is_dragged_stay_where_it_was(who: Sitting) -> None:
    there = in_lane(who, SATURDAY, LaneKind.PATIENT)
    drag(who, "Ring brother", there, let_go=False)
    assert grid(who).drag is not None
    who.press("Esc")
    assert grid(who).drag is None
    QTest.mouseRelease(grid(who).viewport(), LEFT, pos=there)
    who.settle()
    assert day_of(who, "Ring brother") == FRIDAY


def test_the_views_and_the_days_are_changed_with_keys(who: Sitting) -> None:
    who.press("V")
    who.wait_for("16 to 30 November 2026")
    who.press("V", "PgDown")
    who.settle()
    assert [column.day for column in grid(who).board.columns] == [FRIDAY + timedelta(days=7)]
    who.press("V", "]")
    who.wait_for("30 November to 6 December 2026", "Care plan")
    who.press("T")
    who.wait_for("16 to 22 November 2026", "Ring brother")
    who.settle()
    assert grid(who).day_in_hand() == FRIDAY


def test_the_views_and_the_days_are_changed_with_the_mouse(who: Sitting) -> None:
    who.click("15 days")
    who.wait_for("16 to 30 November 2026")
    who.click("Week")
    who.wait_for("16 to 22 November 2026")
    later = next(one for one in who.window.findChildren(Button) if one.accessibleName() == "The week after")
    QTest.mouseClick(later, LEFT)
    who.wait_for("23 to 29 November 2026")
    who.click("This week")
    who.wait_for("16 to 22 November 2026")


def test_a_filter_is_kept_chosen_and_taken_off(who: Sitting) -> None:
    who.press("/")
    who.dialog("What is to be shown?")
    who.tab_to(next(one for one in who.shown.findChildren(CheckBox) if one.text() == "Ward tasks"))
    who.press("Space")
    who.fill_in("Keep it under a name", "The ward's own")
    who.click("Show")
    who.wait_for("Saved: The ward's own", "Filter kept: The ward's own")
    who.settle()
    assert not any(cell.title == "Ring brother" for cell in grid(who).cells.cells())
    who.tab_to(next(one for one in who.window.findChildren(DiaryToolbar) if one.isVisible()).chip)
    who.press("Delete")
    assert any(cell.title == "Ring brother" for cell in grid(who).cells.cells())
    who.click("Filters")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    who.press("Down", "Return")
    who.wait_for("Saved: The ward's own")
    assert not any(cell.title == "Ring brother" for cell in grid(who).cells.cells())


def test_a_day_is_expanded_with_a_click_on_its_head_and_folded_with_esc(who: Sitting) -> None:
    head = place_of(who, "Today, Fri")
    QTest.mouseClick(grid(who).viewport(), LEFT, pos=head)
    assert grid(who).expanded == FRIDAY
    who.press("Esc")
    assert grid(who).expanded is None


def test_return_opens_everything_about_a_task_and_about_one_that_only_a_repeat_will_bring(who: Sitting) -> None:
    go_to(who, "Ring brother")
    who.press("Return")
    who.wait_for("Task: Ring brother")
    who.settle()
    who.press("Esc")
    who.settle()
    who.wait(grid(who).hasFocus)
    QTest.mouseDClick(grid(who).viewport(), LEFT, pos=place_of(who, "Ligature check"))
    who.wait_for("Task: Ligature check")


def test_n_begins_a_task_on_the_day_in_hand_and_it_is_seen_there_once_it_is_added(who: Sitting) -> None:
    go_to(who, "Ring brother")
    who.press("Right", "N")
    who.dialog("New task")
    who.type("Order the pillows")
    who.wait_for("Sat 21 Nov")
    who.press("Return")
    who.settle()
    who.wait(lambda: any(cell.title == "Order the pillows" for cell in grid(who).cells.cells()))
    assert day_of(who, "Order the pillows") == SATURDAY


def test_a_button_leads_to_the_weeks_standing_work_and_alt_left_back(who: Sitting) -> None:
    who.click("Repeats")
    who.settle()
    assert not any(one.isVisible() for one in who.window.findChildren(DiaryGrid))
    who.press("Alt+Left")
    who.wait(lambda: any(one.isVisible() for one in who.window.findChildren(DiaryGrid)))
