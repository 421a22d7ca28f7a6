"""The Repeats page by itself: what each time says, how the keyboard walks it, and what is wanted of a time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.recurrence import Repeat, weekly_on
from inpatient_hub.domain.series import Series, as_task, occurrences
from inpatient_hub.domain.shifts import USUAL_SHIFTS
from inpatient_hub.domain.tasks import Task, TaskKind, TaskState, Team
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.pages.repeats.grid_model import FIRST_DAY, TITLE, GridModel
from inpatient_hub.gui.pages.repeats.lines import initials, lines_of
from inpatient_hub.gui.pages.repeats.page import RepeatsPage
from inpatient_hub.gui.pages.repeats.view import RepeatsView, week_words
from inpatient_hub.gui.theme import apply_theme
from inpatient_hub.services.repeat_grid import GridRow, grid_of
from tests.gui.desk import Shown, heard, press
from tests.gui.made_up import AT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ZONE = AT.tzinfo
TODAY = AT.date()
MONDAY = date(2026, 11, 16)
FRIDAY = FIRST_DAY + 4
NAMES = {"esther": "Esther Summerson", "jane": "Jane Eyre"}
APage = Callable[..., RepeatsPage]
Fate = Callable[[Task], Task]


def a_series(series_id: str = "fridge", **changed: Any) -> Series:
    usual: dict[str, Any] = {
        "id": series_id,
        "ward_id": "keats",
        "title": "Fridge temperatures",
        "repeat": Repeat(rule="FREQ=DAILY", starts_on=date(2026, 9, 7)),
        "shifts": ("Early", "Late"),
        "offered_to": Team.HCA,
        "made_by": "jane",
        "made_at": AT - timedelta(days=60),
    }
    return Series(**usual | changed)


def done(task: Task, by: str = "jane", late: bool = False) -> Task:
    at = (task.due_at or AT) + timedelta(hours=1 if late else -1)
    return replace(task, state=TaskState.DONE, done_by=by, done_at=at)


def a_view(
    *series: Series, fates: dict[tuple[date, str | None], Fate] | None = None, resting: tuple[Series, ...] = ()
) -> RepeatsView:
    """A week in which everything that is over was done by Jane, unless its fate is another."""
    tasks: list[Task] = []
    assert ZONE is not None
    for one in series:
        for time in occurrences(one, MONDAY, TODAY, shifts=USUAL_SHIFTS, zone=ZONE):
            task = as_task(one, time, made_at=one.made_at)
            fate = (fates or {}).get((time.day, time.shift))
            tasks.append(fate(task) if fate else done(task) if time.due_at <= AT else task)
    grid = grid_of(series, tasks, MONDAY, shifts=USUAL_SHIFTS, zone=ZONE, now=AT, names=NAMES)
    rows = tuple(
        replace(row, patient_name="DURBEYFIELD, Tess", bed="7") if row.series.patient_id else row for row in grid.rows
    )
    return RepeatsView(
        grid=replace(grid, rows=rows),
        resting=tuple(GridRow(series=one, cells=()) for one in resting),
        at=AT,
        shifts=tuple(shift.name for shift in USUAL_SHIFTS),
    )


@pytest.fixture
def a_page(shown: Shown, qtbot: QtBot) -> APage:
    """Opens the page with a week, and waits until the grid has its width."""

    def open_page(view: RepeatsView, size: tuple[int, int] = (1240, 700)) -> RepeatsPage:
        page: RepeatsPage = shown(RepeatsPage(), size)
        page.show_view(view)
        page.focus_grid()
        if view.grid.rows:
            qtbot.waitUntil(lambda: page.table.width() > size[0] * 3 // 4)
        return page

    return open_page


def said(page: RepeatsPage, row: int, column: int) -> str:
    index = page.table.grid.index(row, column)
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def here(page: RepeatsPage) -> tuple[int, int]:
    index = page.table.currentIndex()
    return index.row(), index.column()


def go(page: RepeatsPage, row: int, column: int) -> None:
    page.table.setCurrentIndex(page.table.grid.index(row, column))


# What is shown


def test_each_time_is_read_out_with_its_repeat_its_day_its_shift_and_what_became_of_it(a_page: APage) -> None:
    fates: dict[tuple[date, str | None], Fate] = {
        (MONDAY, "Late"): lambda task: done(task, "esther", late=True),
        (date(2026, 11, 17), "Early"): lambda task: task,
        (date(2026, 11, 18), "Early"): lambda task: replace(task, state=TaskState.CANCELLED, reason="not_needed"),
        (TODAY, "Late"): lambda task: replace(task, state=TaskState.CLAIMED, claimed_by="esther"),
    }
    page = a_page(a_view(a_series(), fates=fates))
    assert said(page, 1, FIRST_DAY) == "Fridge temperatures, Monday 16 November, Early: done by Jane Eyre"
    assert said(page, 2, FIRST_DAY) == "Fridge temperatures, Monday 16 November, Late: done late by Esther Summerson"
    assert said(page, 1, FIRST_DAY + 1) == "Fridge temperatures, Tuesday 17 November, Early: missed"
    assert said(page, 1, FIRST_DAY + 2) == "Fridge temperatures, Wednesday 18 November, Early: taken off the list"
    assert said(page, 2, FRIDAY) == "Fridge temperatures, Friday 20 November, Late: Esther Summerson has it"
    assert said(page, 1, FRIDAY + 1) == "Fridge temperatures, Saturday 21 November, Early: to come"
    assert said(page, 1, TITLE) == (
        "Fridge temperatures, every day, HCA, this week Jane Eyre 6, Esther Summerson 1, 1 missed, 1 done late"
    )


def test_what_was_moved_or_left_out_says_so(a_page: APage) -> None:
    series = a_series(shifts=(), repeat=Repeat(rule="FREQ=DAILY", starts_on=MONDAY, left_out=(date(2026, 11, 19),)))
    fates: dict[tuple[date, str | None], Fate] = {(TODAY, None): lambda task: replace(task, due_on=date(2026, 11, 24))}
    page = a_page(a_view(series, fates=fates))
    assert said(page, 1, FRIDAY).endswith("to do, nobody has it, moved to Tue 24 Nov")
    assert said(page, 1, FRIDAY - 1).endswith("Thursday 19 November: left out")


def test_the_totals_of_the_week_stand_over_the_grid(a_page: APage) -> None:
    fates: dict[tuple[date, str | None], Fate] = {
        (MONDAY, "Late"): lambda task: done(task, late=True),
        (MONDAY, "Early"): lambda task: task,
        (TODAY, "Early"): lambda task: replace(task, lapses_at=None),
    }
    page = a_page(a_view(a_series(), fates=fates))
    words = [chip.text() for chip in (page.bar.overdue, page.bar.missed, page.bar.late)]
    assert words == ["1 overdue", "1 missed", "1 done late"]
    assert page.table.grid.day_missed(0) == (1, 1)
    page.show_view(a_view(a_series()))
    assert not any(chip.isVisible() for chip in (page.bar.overdue, page.bar.missed, page.bar.late))


def test_a_count_that_is_pressed_shows_only_what_it_counts_and_let_go_all_of_it(a_page: APage) -> None:
    night = a_series("night", title="Ligature check", shifts=("Night",))
    page = a_page(a_view(a_series(), night, fates={(MONDAY, "Early"): lambda task: task}))

    def titles() -> set[str]:
        return {line.title for line in page.table.grid.lines() if line.row is not None}

    page.bar.missed.click()
    assert titles() == {"Fridge temperatures"}
    page.show_view(a_view(a_series(), night))
    assert page.empty.isVisible()
    assert page.bar.missed.isVisible()
    page.empty.button_pressed.emit()
    assert titles() == {"Fridge temperatures", "Ligature check"}
    assert not page.bar.missed.isVisible()


def test_the_wards_repeats_come_first_by_shift_then_the_patients() -> None:
    of_tess = a_series("weight", title="Weight", kind=TaskKind.PATIENT, patient_id="tess", shifts=())
    night = a_series("night", title="Ligature check", shifts=("Night",))
    view = a_view(of_tess, night, a_series(), resting=(a_series("drill", title="Fire drill", shifts=()),))
    told = [(line.title, line.shift) for line in lines_of(view)]
    assert told == [
        ("The ward's repeats", ""),
        ("Fridge temperatures", "Early"),
        ("Fridge temperatures", "Late"),
        ("Ligature check", "Night"),
        ("Fire drill", ""),
        ("Patients' repeats", ""),
        ("Weight", ""),
    ]
    assert lines_of(view)[-1].second == "Bed 7, DURBEYFIELD, Tess, every day"


def test_a_repeat_that_does_not_fall_in_the_week_says_when_it_comes_next() -> None:
    drill = a_series("drill", shifts=(), repeat=Repeat(rule="FREQ=MONTHLY;BYMONTHDAY=7", starts_on=MONDAY))
    (_, line) = lines_of(a_view(resting=(drill,)))
    assert line.second == "on the 7th of every month, next Mon 7 Dec"


@pytest.mark.parametrize(("name", "short"), [("Jane Eyre", "JE"), ("Maria de la Cruz", "MC"), ("Cher", "C"), ("", "")])
def test_initials_are_short(name: str, short: str) -> None:
    assert initials(name) == short


def test_a_week_is_named_with_as_little_as_it_needs() -> None:
    def week(monday: date) -> str:
        return week_words(tuple(monday + timedelta(days=number) for number in range(7)))

    assert week(MONDAY) == "16 to 22 November 2026"
    assert week(date(2026, 11, 30)) == "30 November to 6 December 2026"
    assert week(date(2026, 12, 28)) == "28 December 2026 to 3 January 2027"


def test_the_model_keeps_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = GridModel()
    view = a_view(a_series(), a_series("two"))
    model.set_lines(lines_of(view), view.grid.days)
    qtmodeltester.check(model)


def test_a_ward_without_repeats_says_what_they_are_for(a_page: APage) -> None:
    page = a_page(a_view())
    wanted = heard(page.new_requested)
    assert page.empty.isVisible()
    assert not page.table.isVisible()
    page.empty.button_pressed.emit()
    assert len(wanted) == 1


# The keyboard


def test_the_keyboard_begins_on_today_and_walks_in_two_dimensions(a_page: APage) -> None:
    page = a_page(a_view(a_series(), a_series("night", title="Ligature check", shifts=("Night",))))
    assert here(page) == (1, FRIDAY)
    press(page.table, Qt.Key.Key_Down, Qt.Key.Key_Right)
    assert here(page) == (2, FRIDAY + 1)
    press(page.table, Qt.Key.Key_Down, Qt.Key.Key_Down, "k")
    assert here(page) == (2, FRIDAY + 1)
    press(page.table, *[Qt.Key.Key_Left] * 9)
    assert here(page) == (1, TITLE)  # the title stands over both lines
    press(page.table, "j")
    assert here(page) == (3, TITLE)
    press(page.table, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert here(page) == (1, TITLE)  # the head of a part is passed over


@pytest.mark.parametrize(
    ("key", "wish"), [("d", TaskWish.DONE), ("c", TaskWish.CLAIM), ("s", TaskWish.WAIT), ("m", TaskWish.MOVE)]
)
def test_a_key_wants_one_thing_of_the_time_in_hand_also_of_one_that_is_no_task_yet(
    a_page: APage, key: str, wish: TaskWish
) -> None:
    view = a_view(a_series())
    page = a_page(view)
    wanted = heard(page.task_act_wanted)
    for column in (FRIDAY, FRIDAY + 1):
        go(page, 2, column)
        press(page.table, key)
    cells = [one for one in view.grid.rows[0].cells if one.shift == "Late" and one.day >= TODAY]
    assert [(task, what) for task, what in wanted] == [(cells[0].task, wish), (cells[1].task, wish)]
    assert cells[1].task_id is None


def test_return_opens_a_time_and_on_its_title_the_repeat(a_page: APage) -> None:
    view = a_view(a_series())
    page = a_page(view)
    opened, changed = heard(page.task_wanted), heard(page.change_requested)
    press(page.table, Qt.Key.Key_Return)
    assert [task.repeat_on for task in opened] == [TODAY]
    go(page, 1, TITLE)
    press(page.table, Qt.Key.Key_Return)
    assert changed == [(view.grid.rows[0].series, None)]


def test_a_day_without_a_time_can_be_stood_on_and_nothing_happens_there(a_page: APage) -> None:
    page = a_page(a_view(a_series(shifts=(), repeat=Repeat(rule=weekly_on((4,)), starts_on=date(2026, 9, 4)))))
    acts, opened = heard(page.task_act_wanted), heard(page.task_wanted)
    press(page.table, Qt.Key.Key_Left, "d", Qt.Key.Key_Return)
    assert said(page, *here(page)) == "Fridge temperatures, Thursday 19 November 2026: not on this day"
    assert (acts, opened) == ([], [])


def test_brackets_turn_the_weeks_t_comes_back_and_n_begins_a_repeat(a_page: APage) -> None:
    page = a_page(a_view(a_series()))
    weeks, new = heard(page.week_wanted), heard(page.new_requested)
    press(page.table, "[", "]", "t", "n")
    assert (weeks, len(new)) == ([-1, 1, 0], 1)


def test_the_keyboard_stays_on_its_time_when_the_week_is_read_again(a_page: APage) -> None:
    page = a_page(a_view(a_series()))
    go(page, 2, FRIDAY + 1)
    page.show_view(a_view(a_series("aa", title="Air", shifts=("Early",)), a_series()))
    assert here(page) == (3, FRIDAY + 1)
    assert page.table.hasFocus()


# The mouse


def test_a_double_press_opens_and_the_buttons_turn_the_weeks(a_page: APage) -> None:
    page = a_page(a_view(a_series()))
    opened, weeks = heard(page.task_wanted), heard(page.week_wanted)
    place = page.table.visualRect(page.table.grid.index(2, FRIDAY)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [(task.repeat_on, task.shift) for task in opened] == [(TODAY, "Late")]
    for button in (page.bar.before, page.bar.after, page.bar.now):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert weeks == [-1, 1, 0]


def test_the_menu_of_a_time_holds_its_keys_and_what_can_be_done_with_its_repeat(a_page: APage) -> None:
    page = a_page(a_view(a_series()))

    def menu(index: QModelIndex) -> list[str]:
        return [action.text() for action in page.menu_for(index).actions() if action.text()]

    grid = page.table.grid
    of_repeat = ["Change this repeat...", "End this repeat..."]
    acts = ["Open\tEnter", "Done\tD", "Claim\tC", "Wait\tS", "Move\tM"]
    assert menu(grid.index(2, FRIDAY)) == [*acts, of_repeat[0], "Leave out Fri 20 Nov...", of_repeat[1]]
    assert menu(grid.index(2, FIRST_DAY)) == [*acts, *of_repeat]
    assert menu(grid.index(1, TITLE)) == of_repeat


def test_each_entry_of_the_menu_does_what_it_says(a_page: APage) -> None:
    view = a_view(a_series())
    page = a_page(view)
    series = view.grid.rows[0].series
    cell = next(one for one in view.grid.rows[0].cells if (one.day, one.shift) == (TODAY, "Late"))
    ears = [heard(one) for one in (page.task_act_wanted, page.change_requested, page.leave_out_requested)]
    ended, opened = heard(page.end_requested), heard(page.task_wanted)
    actions = [one for one in page.menu_for(page.table.grid.index(2, FRIDAY)).actions() if one.text()]
    for action in (actions[0], actions[1], *actions[5:]):
        action.trigger()
    assert ears == [[(cell.task, TaskWish.DONE)], [(series, cell)], [(series, cell)]]
    assert (opened, ended) == ([cell.task], [series])


# Little room


def test_where_seven_days_do_not_fit_they_move_along_with_the_keyboard(a_page: APage, qapp: QApplication) -> None:
    apply_theme(qapp, "light", 200, "compact")
    page = a_page(a_view(a_series()), size=(856, 560))
    first, last = page.table.shown_days()
    assert last - first < 3
    assert first <= 4 <= last  # today can be seen
    press(page.table, *[Qt.Key.Key_Left] * 3)
    assert here(page)[1] == FIRST_DAY + 1
    assert not page.table.isColumnHidden(FIRST_DAY + 1)
    page.bar.days_after.click()
    assert page.table.shown_days()[0] > 1
    assert not page.table.isColumnHidden(TITLE)
    shown = [at for at in range(page.table.grid.columnCount()) if not page.table.isColumnHidden(at)]
    assert sum(page.table.columnWidth(at) for at in shown) == page.table.viewport().width()


def test_the_arrows_for_days_are_only_there_when_they_are_needed(a_page: APage) -> None:
    page = a_page(a_view(a_series()))
    assert not page.bar.days_before.isVisible()
    assert page.table.shown_days() == (0, 6)
