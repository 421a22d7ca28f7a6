"""Repeats through the real window: added, done, moved on to other weeks, changed and ended, with keys and mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.recurrence import Missed, Repeat
from inpatient_hub.gui.pages.repeats.grid_table import GridTable
from inpatient_hub.services.new_series import NewSeries
from tests.e2e.conftest import Sit
from tests.e2e.keats import TODAY, a_ward, at
from tests.e2e.sitting import Sitting
from tests.fakes.seat import opened_by_program

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
FRIDGE = "Fridge temperatures, Friday 20 November, Late"
SATURDAY = "Fridge temperatures, Saturday 21 November, Late"


@pytest.fixture
def who(tmp_path: Path, sit: Sit) -> Sitting:
    """Esther at Repeats, opened with its key; one repeat is there."""
    keats = a_ward(tmp_path)
    with opened_by_program(Place(data_folder=tmp_path), clock=at()) as hub:
        new = NewSeries(
            title="Fridge temperatures",
            repeat=Repeat(rule="FREQ=DAILY", starts_on=TODAY),
            shifts=("Late",),
            missed=Missed.PILES_UP,
        )
        hub.series.add(keats.ward, new, by=keats.esther)
    sitting = sit(tmp_path)
    sitting.press("Ctrl+7")
    sitting.wait_for("Repeats", f"{FRIDGE}: to do, nobody has it")
    sitting.settle()
    return sitting


def grid(who: Sitting) -> GridTable:
    (found,) = who.window.findChildren(GridTable)
    return found


def titles(who: Sitting) -> list[str]:
    return [line.title for line in grid(who).grid.lines() if not line.is_head]


def test_with_the_keys_a_time_is_claimed_done_and_undone(who: Sitting) -> None:
    assert grid(who).hasFocus()
    who.press("C")
    who.wait_for(f"{FRIDGE}: Esther Summerson has it")
    who.press("D")
    who.wait_for(f"{FRIDGE}: done by Esther Summerson")
    who.settle()
    who.press("Ctrl+Z")
    who.wait_for(f"{FRIDGE}: Esther Summerson has it")


def test_a_time_that_is_no_task_yet_can_be_claimed(who: Sitting) -> None:
    who.press("Right", "C")
    who.wait_for(f"{SATURDAY}: Esther Summerson has it")


def test_return_opens_the_panel_of_a_time(who: Sitting) -> None:
    who.press("Return")
    who.wait_for("Task: Fridge temperatures")


def test_the_weeks_are_turned_with_the_brackets(who: Sitting) -> None:
    who.press("]")
    who.wait_for("23 to 29 November 2026", "Fridge temperatures, Monday 23 November, Late: to come")
    who.press("T")
    who.wait_for("16 to 22 November 2026", f"{FRIDGE}: to do, nobody has it")


def test_with_the_keys_a_repeat_is_added_in_plain_words(who: Sitting) -> None:
    who.press("N")
    who.dialog("What repeats?")
    who.fill_in("Task", "Fluids chart review")
    who.fill_in("How often", "On days of the week")
    who.fill_in("On these days", ["Mon", "Fri"])
    who.fill_in("On these shifts", ["Night"])
    who.wait_for("Every Monday and Friday, on Night, from 20 Nov 2026.")
    who.tab_to(who.button("Add"))
    who.press("Return")
    who.wait(lambda: titles(who) == ["Fridge temperatures", "Fluids chart review"])
    who.wait_for("Fluids chart review, Friday 20 November, Night: to do, nobody has it")


def test_with_the_keys_a_repeat_is_changed_from_now_on(who: Sitting) -> None:
    who.press(*["Left"] * 5)
    who.press("Return")
    who.dialog("Change this repeat")
    who.fill_in("On these shifts", ["Night"])
    who.tab_to(who.button("Save..."))
    who.press("Return")
    who.dialog("This one, or from now on?")
    who.press("2")
    who.tab_to(who.button("Change"))
    who.press("Return")
    who.wait_for("Fridge temperatures, Friday 20 November, Night: to do, nobody has it")
    who.settle()
    assert who.sees("Changed from Fri 20 Nov on: Fridge temperatures")


def test_with_the_mouse_a_repeat_is_opened_changed_this_once_and_ended(who: Sitting) -> None:
    table = grid(who)
    index = table.currentIndex()
    page = who.window.stack.currentWidget()
    menu = page.menu_for(index)  # type: ignore[attr-defined]
    next(one for one in menu.actions() if one.text() == "Change this repeat...").trigger()
    who.dialog("Change this repeat")
    who.fill_in("Task", "Both fridges")
    who.click("Save...")
    who.dialog("This one, or from now on?")
    who.click("Change")
    who.wait_for("Changed this once: Both fridges")
    who.settle()
    title = table.visualRect(table.grid.index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=title)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=title)
    who.dialog("Change this repeat")
    who.click("End it...")
    who.dialog("End this repeat: Fridge temperatures?")
    who.click("End it")
    who.wait_for("Ended: Fridge temperatures")
    who.settle()
    assert not who.sees(f"{SATURDAY}: to come")
