"""Repeats over a real store's thread: weeks, adding, changing this one or from now on, leaving out, ending."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from inpatient_hub.domain.recurrence import Missed, Repeat
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.tasks import TaskKind
from inpatient_hub.gui.dialogs.patient_picker import PatientPicker
from inpatient_hub.gui.dialogs.repeat_editor import RepeatEditor
from inpatient_hub.gui.dialogs.repeat_scope import FROM_NOW_ON, THIS_ONE, EndDialog, ScopeDialog
from inpatient_hub.gui.pages.repeats.grid_model import FIRST_DAY, TITLE
from inpatient_hub.gui.pages.repeats.page import RepeatsPage
from inpatient_hub.gui.pages.repeats.presenter import RepeatsPresenter
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.repeat_grid import Became
from tests.gui.desk import Desk, Shown, heard, press
from tests.gui.made_up import CATHY, ESTHER, WARD
from tests.gui.ward import TODAY, a_ward

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Desks = Callable[..., Desk]
D = TypeVar("D", bound=QDialog)
FRIDAY = FIRST_DAY + 4


def a_desk(desks: Desks, **changed: Any) -> tuple[Desk, Series]:
    """Esther at a ward with one repeat, made before it was looked at."""
    desk = desks(a_ward(), ward=WARD, person=ESTHER)
    usual: dict[str, Any] = {
        "title": "Fridge temperatures",
        "repeat": Repeat(rule="FREQ=DAILY", starts_on=TODAY),
        "shifts": ("Late",),
        "missed": Missed.PILES_UP,
    }
    series, _ = desk.context.hub.series.add(WARD.id, NewSeries(**usual | changed), by=ESTHER.id)
    return desk, series


def a_page(desk: Desk, shown: Shown) -> RepeatsPage:
    page = RepeatsPage()
    RepeatsPresenter(desk.context, page)
    shown(page)
    desk.open(page)
    return page


def dialog(kind: type[D]) -> D:
    """The dialog of this kind that is open."""
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert len(found) == 1
    return found[0]


def titles(page: RepeatsPage) -> list[str]:
    return [line.title for line in page.table.grid.lines() if not line.is_head]


def states(page: RepeatsPage, row: int = 1) -> dict[int, Became]:
    cells = page.table.grid.lines()[row].cells
    return {one.cell.day.day: one.cell.became for one in cells if one is not None}


def open_editor(desk: Desk, page: RepeatsPage, column: int = FRIDAY) -> RepeatEditor:
    """From the menu of a time, or with Return on the title."""
    index = page.table.grid.index(1, column)
    page.table.setCurrentIndex(index)
    if column == TITLE:
        press(page.table, Qt.Key.Key_Return)
    else:
        next(one for one in page.menu_for(index).actions() if one.text().startswith("Change")).trigger()
    desk.settle()
    return dialog(RepeatEditor)


def test_opening_the_page_shows_this_week_with_the_keyboard_on_today(desks: Desks, shown: Shown) -> None:
    desk, _ = a_desk(desks)
    page = a_page(desk, shown)
    assert titles(page) == ["Fridge temperatures"]
    assert states(page) == {20: Became.OPEN, 21: Became.TO_COME, 22: Became.TO_COME}
    assert (page.table.currentIndex().row(), page.table.currentIndex().column()) == (1, FRIDAY)
    assert page.table.hasFocus()


def test_weeks_are_turned_and_this_week_is_come_back_to(desks: Desks, shown: Shown) -> None:
    desk, _ = a_desk(desks)
    page = a_page(desk, shown)
    press(page.table, "]")
    desk.settle()
    assert page.table.grid.days()[0] == date(2026, 11, 23)
    press(page.table, "[", "[")
    desk.settle()
    assert page.table.grid.days()[0] == date(2026, 11, 9)
    assert titles(page) == ["Fridge temperatures"]  # it has no time in this week, and can still be changed
    press(page.table, "t")
    desk.settle()
    assert page.table.grid.days()[0] == date(2026, 11, 16)


def test_what_is_done_elsewhere_is_read_again(desks: Desks, shown: Shown) -> None:
    desk, _ = a_desk(desks)
    page = a_page(desk, shown)
    cell = page.table.grid.cell_at(page.table.currentIndex())
    assert cell is not None
    assert cell.cell.task_id is not None
    desk.context.feed.announce(desk.context.hub.tasks.complete(cell.cell.task_id, by=ESTHER.id))
    desk.settle()
    assert states(page)[20] is Became.DONE


def test_n_adds_a_repeat_that_stands_in_the_grid_at_once(desks: Desks, shown: Shown) -> None:
    desk = desks(a_ward(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    told = heard(page.toast_wanted)
    press(page.new, "n")
    desk.settle()
    editor = dialog(RepeatEditor)
    press(editor.title.line, "Water temperature")
    editor.save_button.click()
    desk.settle()
    assert titles(page) == ["Water temperature"]
    assert not any(isinstance(one, RepeatEditor) and one.isVisible() for one in QApplication.topLevelWidgets())
    ((words, undo),) = told
    assert words == "Added: Water temperature"
    undo()
    desk.settle()
    assert (titles(page), told[-1]) == ([], ('Undone: "Added: Water temperature"', None))


def test_a_patients_repeat_is_chosen_from_the_list_and_looked_at(desks: Desks, shown: Shown) -> None:
    desk = desks(a_ward(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    page.new.click()
    desk.settle()
    editor = dialog(RepeatEditor)
    press(editor.title.line, "Weight")
    editor.whose.value_changed.emit("patient")
    desk.settle()
    dialog(PatientPicker).patient_chosen.emit(CATHY.id)
    desk.settle()
    editor.save_button.click()
    desk.settle()
    (series,) = desk.context.hub.series.of_ward(WARD.id)
    assert series.patient_id == CATHY.id
    assert "EARNSHAW, Catherine" in page.table.grid.lines()[1].second


def test_the_words_of_this_one_are_changed_and_the_repeat_stays(desks: Desks, shown: Shown) -> None:
    desk, series = a_desk(desks)
    page = a_page(desk, shown)
    told = heard(page.toast_wanted)
    editor = open_editor(desk, page)
    editor.title.set_value("Fridge temperatures, both fridges")
    editor.save_button.click()
    scope = dialog(ScopeDialog)
    assert scope.options.chosen() == (THIS_ONE,)
    scope.save_button.click()
    desk.settle()
    (kept,) = desk.context.hub.series.of_ward(WARD.id)
    assert (kept.id, kept.title) == (series.id, "Fridge temperatures")
    cell = page.table.grid.cell_at(page.table.currentIndex())
    assert cell is not None
    assert cell.cell.task is not None
    assert cell.cell.task.title == "Fridge temperatures, both fridges"
    ((words, undo),) = told
    assert words == "Changed this once: Fridge temperatures, both fridges"
    undo()
    desk.settle()
    cell = page.table.grid.cell_at(page.table.currentIndex())
    assert cell is not None
    assert cell.cell.task is not None
    assert cell.cell.task.title == "Fridge temperatures"


def test_a_rule_is_changed_from_now_on_and_not_for_this_one_alone(desks: Desks, shown: Shown) -> None:
    desk, series = a_desk(desks)
    page = a_page(desk, shown)
    editor = open_editor(desk, page, FRIDAY + 1)
    editor.shifts.set_value(("Early",))
    editor.save_button.click()
    scope = dialog(ScopeDialog)
    assert scope.options.chosen() == (FROM_NOW_ON,)
    scope.save_button.click()
    desk.settle()
    (following,) = [one for one in desk.context.hub.series.of_ward(WARD.id) if one.id != series.id]
    assert (following.follows, following.shifts, following.repeat.starts_on) == (
        series.id,
        ("Early",),
        date(2026, 11, 21),
    )


def test_a_save_without_a_change_asks_nothing(desks: Desks, shown: Shown) -> None:
    desk, _ = a_desk(desks)
    page = a_page(desk, shown)
    open_editor(desk, page, TITLE).save_button.click()
    assert not any(isinstance(one, ScopeDialog) for one in QApplication.topLevelWidgets() if one.isVisible())
    assert not any(isinstance(one, RepeatEditor) for one in QApplication.topLevelWidgets() if one.isVisible())


def test_from_its_title_one_time_alone_cannot_be_meant(desks: Desks, shown: Shown) -> None:
    desk, _ = a_desk(desks)
    page = a_page(desk, shown)
    editor = open_editor(desk, page, TITLE)
    editor.title.set_value("Fridges")
    editor.save_button.click()
    scope = dialog(ScopeDialog)
    assert scope.options.chosen() == (FROM_NOW_ON,)
    assert not scope.options._cards[0].isEnabled()
    assert "press Enter on that day in the grid, then Change" in scope.options._cards[0].facts.explanation


def test_a_change_that_somebody_else_was_quicker_with_is_told_and_nothing_is_lost(desks: Desks, shown: Shown) -> None:
    desk, series = a_desk(desks)
    page = a_page(desk, shown)
    editor = open_editor(desk, page)
    desk.context.hub.series.leave_out(series.id, date(2026, 11, 25), by=ESTHER.id)
    editor.shifts.set_value(("Early",))
    editor.save_button.click()
    scope = dialog(ScopeDialog)
    scope.save_button.click()
    desk.settle()
    assert scope.trouble.isVisible()
    assert editor.isVisible()


def test_one_day_is_left_out_after_asking(desks: Desks, shown: Shown) -> None:
    desk, _ = a_desk(desks)
    page = a_page(desk, shown)
    editor = open_editor(desk, page, FRIDAY + 1)
    editor.leave_out_button.click()
    ask = dialog(ConfirmDialog)
    assert ask.windowTitle() == "Leave out Sat 21 Nov?"
    ask.verb_button.click()
    desk.settle()
    assert states(page) == {20: Became.OPEN, 21: Became.LEFT_OUT, 22: Became.TO_COME}


def test_a_repeat_is_ended_with_its_last_day(desks: Desks, shown: Shown) -> None:
    desk, series = a_desk(desks)
    page = a_page(desk, shown)
    editor = open_editor(desk, page, TITLE)
    editor.end_button.click()
    ask = dialog(EndDialog)
    ask.last.set_value(date(2026, 11, 21))
    ask.verb_button.click()
    desk.settle()
    assert desk.context.hub.series.get(series.id).repeat.ends_on == date(2026, 11, 21)
    assert states(page) == {20: Became.OPEN, 21: Became.TO_COME}
    assert not any(isinstance(one, RepeatEditor) and one.isVisible() for one in QApplication.topLevelWidgets())


def test_a_last_day_that_cannot_be_read_ends_nothing(desks: Desks, shown: Shown) -> None:
    desk, series = a_desk(desks)
    page = a_page(desk, shown)
    page.end_requested.emit(series)
    ask = dialog(EndDialog)
    ask.last.line.setText("some day")
    ask.verb_button.click()
    desk.settle()
    assert ask.isVisible()
    assert ask.last.error()
    assert desk.context.hub.series.get(series.id).repeat.ends_on is None


def test_a_repeat_without_a_time_this_week_says_whose_it_is_and_enter_opens_it_from_any_day(
    desks: Desks, shown: Shown
) -> None:
    about: dict[str, Any] = {"kind": TaskKind.PATIENT, "patient_id": CATHY.id}
    later = TODAY + timedelta(days=14)
    desk, _ = a_desk(desks, title="Weigh", repeat=Repeat(rule="FREQ=WEEKLY", starts_on=later), **about)
    page = a_page(desk, shown)
    line = page.table.grid.lines()[1]
    assert line.second.startswith("Bed 4, EARNSHAW, Catherine, every ")
    page.table.setCurrentIndex(page.table.grid.index(1, FRIDAY))
    press(page.table, Qt.Key.Key_Return)
    desk.settle()
    assert dialog(RepeatEditor).title.value() == "Weigh"
    dialog(RepeatEditor).reject()
