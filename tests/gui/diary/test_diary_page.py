"""The Diary page by itself: what it asks of the window, its filters, and what it says when there is nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.saved_filters import SavedFilter
from inpatient_hub.domain.tasks import TaskKind
from inpatient_hub.gui.desk.wishes import TaskMove, TaskWish
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.pages.diary.filter_dialog import FilterDialog
from inpatient_hub.gui.pages.diary.filtering import DiaryFilter, Stand
from inpatient_hub.gui.pages.diary.page import DiaryPage
from inpatient_hub.gui.pages.diary.view import DiaryView
from inpatient_hub.gui.widgets.month_grid import MonthGrid
from tests.gui.desk import Shown, click, heard, press
from tests.gui.diary.days import FRIDAY, MONDAY, SATURDAY, a_line, a_typical_week, a_view, a_ward_line, clock_at

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
NURSING = SavedFilter(id="n", staff_id="esther", name="Ward round", body={"whose": "ward", "kinds": ["ward"]})


def a_page(shown: Shown, view: DiaryView) -> DiaryPage:
    page: DiaryPage = shown(DiaryPage())
    page.opened("")
    page.show_view(view)
    return page


def ids(page: DiaryPage) -> set[str]:
    return {cell.item.line.task.id for cell in page.grid.cells.cells() if cell.item is not None}


def test_the_keyboard_is_on_the_days_once_they_are_there(shown: Shown) -> None:
    page = a_page(shown, a_view(a_line("ring")))
    assert page.grid.hasFocus()


def test_each_key_says_what_is_wanted_of_the_task_in_hand(shown: Shown) -> None:
    page = a_page(shown, a_view(a_line("ring")))
    acts, opened = heard(page.task_act_wanted), heard(page.task_wanted)
    page.grid.select_task("ring")
    press(page.grid, "dcshm", Qt.Key.Key_Return)
    assert [wish for _task, wish in acts] == [
        TaskWish.DONE,
        TaskWish.CLAIM,
        TaskWish.WAIT,
        TaskWish.HAND_BACK,
        TaskWish.MOVE,
    ]
    assert {task.id for task, _wish in acts} == {"ring"}
    assert [task.id for task in opened] == ["ring"]


def test_a_move_by_key_says_where_to(shown: Shown) -> None:
    page = a_page(shown, a_view(a_ward_line("drugs", "Late")))
    moves = heard(page.task_move_wanted)
    page.grid.select_task("drugs")
    press(page.grid, Qt.Key.Key_Right, Qt.Key.Key_Down, control=True)
    task = moves[0].task
    assert moves == [
        TaskMove(task=task, day=SATURDAY),
        TaskMove(task=task, day=FRIDAY, shift="Night"),
    ]


def test_a_patients_task_that_is_to_change_its_shift_says_why_it_does_not(shown: Shown) -> None:
    page = a_page(shown, a_view(a_line("ring")))
    errors = heard(page.error_raised)
    page.grid.select_task("ring")
    press(page.grid, Qt.Key.Key_Down, control=True)
    assert isinstance(errors[0], HubError)
    assert "belongs to no shift" in errors[0].message


def test_n_begins_a_task_on_the_day_in_hand(shown: Shown) -> None:
    page = a_page(shown, a_view(a_line("ring")))
    lines = heard(page.new_task_wanted)
    page.grid.select_day(SATURDAY)
    press(page.grid, "n")
    page.new.click()
    assert lines == ["on 21 Nov 2026 "] * 2


def test_the_page_keys_ask_for_other_days(shown: Shown) -> None:
    page = a_page(shown, a_view())
    spans, turns, now, weeks = (
        heard(page.span_chosen),
        heard(page.turned),
        heard(page.now_wanted),
        heard(page.weeks_turned),
    )
    press(page.grid, "v", "[", "]", "t", Qt.Key.Key_PageDown)
    assert (spans, turns, len(now), weeks) == (["fifteen"], [-1, 1], 1, [1])


def test_a_button_leads_to_the_repeats(shown: Shown) -> None:
    page = a_page(shown, a_view())
    gone = heard(page.go_requested)
    click(page.toolbar.repeats)
    assert gone == [Destination(PageId.REPEATS)]


def test_the_head_says_which_days_are_shown(shown: Shown) -> None:
    page = a_page(shown, a_view())
    assert page.header._subtitle.text() == "16 to 22 November 2026"


def test_counts_say_what_was_not_done_in_time_and_show_only_that(shown: Shown) -> None:
    lapsed = a_ward_line("water", "Early", MONDAY, lapses_at=clock_at(14, 30, MONDAY))
    page = a_page(shown, a_view(a_line("late", due_at=clock_at(12)), a_line("ring"), lapsed))
    overdue, missed = page.toolbar.counts[Stand.OVERDUE], page.toolbar.counts[Stand.MISSED]
    assert (overdue.text(), missed.text()) == ("1 overdue", "1 missed this week")
    assert not page.toolbar.counts[Stand.LATE].isVisible()
    click(overdue)
    assert ids(page) == {"late"}
    assert (overdue.text(), missed.text()) == ("1 overdue", "1 missed this week")
    assert page.toolbar.chip.facts().words == "Overdue"
    click(overdue)
    assert ids(page) == {"late", "ring", "water"}
    assert not page.toolbar.chip.isVisible()


def test_what_is_chosen_in_the_dialog_is_shown_and_the_cross_takes_it_off(shown: Shown) -> None:
    page = a_page(shown, a_view(a_line("ring"), a_ward_line("drugs", "Late")))
    dialog = page.ask_filter()
    dialog.kinds.boxes[TaskKind.WARD].click()
    dialog.verb_button.click()
    assert ids(page) == {"drugs"}
    assert page.toolbar.chip.isVisible()
    assert page.toolbar.chip.facts().words == "Ward tasks"
    page.toolbar.chip.setFocus()
    press(page.toolbar.chip, Qt.Key.Key_Delete)
    assert ids(page) == {"ring", "drugs"}
    assert not page.toolbar.chip.isVisible()
    assert page.toolbar.filter.hasFocus()


def test_slash_asks_what_is_to_be_shown(shown: Shown) -> None:
    page = a_page(shown, a_view(a_line("ring")))
    press(page.grid, "/")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FilterDialog)
    dialog.reject()


def test_the_patients_of_the_days_can_be_chosen_and_are_named_on_the_chip(shown: Shown) -> None:
    page = a_page(shown, a_view(a_line("ring"), a_line("other", patient_id="pip", name="Philip Pirrip", bed="2")))
    dialog = page.ask_filter()
    assert [dialog.patient.combo.itemText(row) for row in range(3)] == [
        "All patients",
        "Catherine Earnshaw, bed 4",
        "Philip Pirrip, bed 2",
    ]
    dialog.patient.set_value("pip")
    dialog.accept()
    assert ids(page) == {"other"}
    assert page.toolbar.chip.facts().words == "Philip Pirrip, bed 2"


def test_a_name_in_the_dialog_keeps_the_filter(shown: Shown) -> None:
    page = a_page(shown, a_view(a_line("ring"), a_ward_line("drugs", "Late")))
    named = heard(page.filter_named)
    dialog = page.ask_filter()
    dialog.kinds.boxes[TaskKind.WARD].click()
    dialog.name.set_value("Ward round")
    dialog.accept()
    wanted = DiaryFilter(kinds=frozenset({TaskKind.WARD}))
    assert named == [("Ward round", wanted.body(), "")]
    page.filter_kept(NURSING)
    assert page.toolbar.chip.facts().words == "Saved: Ward round"


def test_a_filter_that_was_kept_is_chosen_and_removed_from_the_menu(shown: Shown) -> None:
    page = a_page(shown, a_view(a_line("ring"), a_ward_line("drugs", "Late"), saved=[NURSING]))
    removed = heard(page.filter_removed)
    menu = page.filter_menu()
    assert [action.text() for action in menu.actions() if action.text()] == ["Ward round", "Choose what is shown…"]
    menu.actions()[0].trigger()
    assert ids(page) == {"drugs"}
    assert page.toolbar.chip.facts().words == "Saved: Ward round"
    page.filter_menu().actions()[-1].trigger()
    assert removed == [NURSING]
    assert ids(page) == {"ring", "drugs"}


def test_changing_a_kept_filter_under_its_name_takes_its_place(shown: Shown) -> None:
    page = a_page(shown, a_view(a_line("ring"), saved=[NURSING]))
    named = heard(page.filter_named)
    page.choose(NURSING)
    dialog = page.ask_filter()
    assert dialog.name.value() == "Ward round"
    dialog.stands.boxes[Stand.MISSED].click()
    dialog.accept()
    [(name, body, kept_id)] = named
    assert (name, body["stands"], kept_id) == ("Ward round", ["missed"], "n")


def test_days_without_anything_say_so_and_still_take_a_new_task(shown: Shown) -> None:
    page = a_page(shown, a_view())
    lines = heard(page.new_task_wanted)
    assert page.empty_card.isVisible()
    press(page.grid, "n")
    assert lines == ["on 20 Nov 2026 "]


def test_a_filter_that_hides_everything_says_so_and_is_taken_off_again(shown: Shown) -> None:
    page = a_page(shown, a_view(a_line("ring")))
    page.choose(NURSING)
    assert page.empty_card.isVisible()
    assert ids(page) == set()
    page.empty.button_pressed.emit()
    assert ids(page) == {"ring"}
    assert not page.empty_card.isVisible()


def test_a_filter_stays_when_the_days_are_read_again(shown: Shown) -> None:
    page = a_page(shown, a_view(*a_typical_week(), saved=[NURSING]))
    page.choose(NURSING)
    before = ids(page)
    page.show_view(a_view(*a_typical_week(), saved=[NURSING]))
    assert ids(page) == before
    assert page.toolbar.chip.facts().words == "Saved: Ward round"


def test_a_day_is_picked_from_the_month(shown: Shown) -> None:
    page = a_page(shown, a_view())
    days = heard(page.day_wanted)
    page.toolbar.pick_day()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    press(popup.findChild(MonthGrid), Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert days == [MONDAY.replace(day=23)]
