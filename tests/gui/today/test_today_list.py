"""The list of the Today page: its keys and the mouse, what is folded, searching, and whose work it is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.services.today import TodayMore
from inpatient_hub.services.whose import Whose
from tests.gui.desk import Shown, click, heard, press
from tests.gui.made_up import AT, a_view, follow_up
from tests.gui.today.at_page import THREE, a_page, acts, facts, on

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_the_keys_of_a_task_say_what_is_wanted_and_do_nothing_themselves(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    asked = acts(page)
    press(on(page.work.rows, "now"), Qt.Key.Key_D, Qt.Key.Key_C, Qt.Key.Key_S, Qt.Key.Key_H, Qt.Key.Key_M)
    assert asked == [("now", wish) for wish in ("done", "claim", "wait", "hand_back", "move")]
    assert [row.id for row in facts(page.work.rows)][:2] == ["late", "now"]


def test_what_is_not_mine_is_handed_back_from_its_row_as_from_its_panel(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    asked = acts(page)
    press(on(page.work.rows, "late"), Qt.Key.Key_H)
    assert asked == [("late", "hand_back")]


def test_the_keys_on_the_row_in_focus_are_pressed_with_the_mouse_too(shown: Shown) -> None:
    from inpatient_hub.gui.models.row_layout import placed_keys

    page = a_page(shown, a_view(tasks=THREE))
    asked = acts(page)
    rows = on(page.work.rows, "now")
    places = placed_keys(rows.visualRect(rows.currentIndex()), facts(rows)[1])
    assert [key.key for key, _ in places] == ["D", "C", "S"]
    for _, place in places:
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert asked == [("now", "done"), ("now", "claim"), ("now", "wait")]


def test_the_press_that_brings_the_keys_up_is_none_of_them(shown: Shown) -> None:
    from inpatient_hub.gui.models.row_layout import placed_keys

    page = a_page(shown, a_view(tasks=THREE))
    asked = acts(page)
    rows = on(page.work.rows, "late")
    there = rows.visualRect(rows.row_model().index_of("now"))
    place = placed_keys(there, facts(rows)[1])[0][1].center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (rows.current_id(), asked) == ("now", [])
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [("now", "done")]


def test_the_second_press_of_a_double_press_is_none_of_the_next_rows_keys(shown: Shown) -> None:
    from inpatient_hub.gui.models.row_layout import placed_keys

    page = a_page(shown, a_view(tasks=(THREE[1], follow_up("other", 0))))
    asked = acts(page)
    rows = on(page.work.rows, "now")
    place = placed_keys(rows.visualRect(rows.currentIndex()), facts(rows)[0])[0][1].center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    page.show_view(a_view(tasks=[follow_up("other", 0)]), me="esther")
    QTest.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [("now", "done")]


def test_the_menu_of_a_task_holds_all_that_its_keys_and_its_panel_do(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    asked = acts(page)
    menu = page.work.rows.menu_for(facts(page.work.rows)[1])
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Open\tEnter",
        "Done\tD",
        "Unclaim\tC",
        "Wait\tS",
        "Hand back\tH",
        "Move\tM",
        "Done earlier",
        "Offer to a role",
        "Change",
        "Will not be done",
        "Entered in error",
    ]
    for words in ("Move\tM", "Will not be done", "Entered in error"):
        next(action for action in menu.actions() if action.text() == words).trigger()
    assert asked == [("now", TaskWish.MOVE), ("now", TaskWish.CANCEL), ("now", TaskWish.IN_ERROR)]
    menu.deleteLater()


def test_enter_and_a_double_press_open_a_task(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    opened = heard(page.task_wanted)
    press(on(page.work.rows, "now"), Qt.Key.Key_Return)
    place = page.work.rows.visualRect(page.work.rows.row_model().index_of("late")).topLeft() + QPoint(30, 10)
    QTest.mouseClick(page.work.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(page.work.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [task.id for task in opened] == ["now", "late"]


def test_n_and_the_button_begin_a_new_task(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    begun = heard(page.new_task_wanted)
    press(on(page.work.rows, "now"), Qt.Key.Key_N)
    click(page.new)
    assert begun == ["", ""]


def test_what_is_further_off_is_folded_and_opens_with_enter_or_a_press(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    rows = page.work.rows
    assert [row.id for row in facts(rows)] == ["late", "now", "fold:coming"]
    assert facts(rows)[-1].sentence() == "Next 7 days, 1 task, folded. Press Enter to open it."
    press(on(rows, "fold:coming"), Qt.Key.Key_Return)
    assert [row.id for row in facts(rows)] == ["late", "now", "fold:coming", "soon"]
    assert rows.current_id() == "fold:coming"
    place = rows.visualRect(rows.row_model().index_of("fold:coming")).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [row.id for row in facts(rows)] == ["late", "now", "fold:coming"]


def test_a_double_press_on_a_fold_leaves_it_as_a_list_or_folded_and_asks_for_nothing(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    opened, asked = heard(page.task_wanted), acts(page)
    rows = page.work.rows
    place = rows.visualRect(rows.row_model().index_of("fold:coming")).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "soon" in [row.id for row in facts(rows)]
    QTest.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (opened, asked) == ([], [])


def test_with_nothing_due_now_the_days_ahead_are_open(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE[2:]))
    assert [row.id for row in facts(page.work.rows)] == ["fold:coming", "soon"]
    assert page.work.rows.row_model().rows()[0].title == "Nothing more is due on this shift"


def test_slash_looks_for_words_in_titles_beds_and_names_and_escape_ends_it(shown: Shown, qtbot: QtBot) -> None:
    other = replace(
        THREE[0], task=replace(THREE[0].task, id="other", title="Ring housing"), bed="12", patient_name=None
    )
    page = a_page(shown, a_view(tasks=(*THREE, other)))
    rows = page.work.rows
    press(on(rows, "now"), "/")
    assert page.work.box.hasFocus()
    press(page.work.box, "ring hous")
    qtbot.waitUntil(lambda: [row.id for row in facts(rows)] == ["other"])
    press(page.work.box, Qt.Key.Key_Return)
    assert rows.hasFocus()
    press(rows, "/")
    press(page.work.box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(facts(rows)) == 4)
    press(page.work.box, Qt.Key.Key_Escape)
    assert rows.hasFocus()
    assert (page.work.box.isVisible(), page.work.look_for.isVisible()) == (False, True)


def test_looking_for_something_reaches_what_is_folded(shown: Shown, qtbot: QtBot) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    click(page.work.look_for)
    press(page.work.box, "eyre")
    qtbot.waitUntil(lambda: [row.id for row in facts(page.work.rows)] == ["soon"])


def test_words_that_nothing_has_are_told_and_cleared_with_one_press(shown: Shown, qtbot: QtBot) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    click(page.work.look_for)
    press(page.work.box, "zebra")
    qtbot.waitUntil(page.work.empty.isVisible)
    click(page.work.empty._button)
    qtbot.waitUntil(page.work.rows.isVisible)
    assert len(facts(page.work.rows)) == 3


def test_a_search_ends_when_the_page_is_left_so_that_no_work_stays_hidden(shown: Shown, qtbot: QtBot) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    click(page.work.look_for)
    press(page.work.box, "zebra")
    qtbot.waitUntil(page.work.empty.isVisible)
    page.left()
    assert len(facts(page.work.rows)) == 3


def test_letters_typed_in_the_search_are_no_keys(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    told = heard(page.new_task_wanted), heard(page.go_requested), heard(page.whose_chosen), acts(page)
    click(page.work.look_for)
    press(page.work.box, "nrvdcshm")
    assert page.work.box.text() == "nrvdcshm"
    assert told == ([], [], [], [])


def test_v_goes_through_mine_team_and_ward_and_the_switch_does_the_same(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    chosen = heard(page.whose_chosen)
    press(on(page.work.rows, "now"), Qt.Key.Key_V, Qt.Key.Key_V)
    assert page.whose.current() == Whose.TEAM
    click(page.whose._buttons[Whose.WARD])
    assert chosen == [Whose.MINE, Whose.TEAM, Whose.WARD]


def test_where_nothing_is_mine_the_ward_is_one_press_away(shown: Shown) -> None:
    page = a_page(shown, a_view(tasks=THREE))
    chosen = heard(page.whose_chosen)
    page.show_view(a_view(), me="esther", whose=Whose.MINE, more=True)
    assert page.work.empty.isVisible()
    assert page.work.empty._sentence.text() == "Nothing here is yours"
    click(page.work.empty._button)
    assert chosen == [Whose.WARD]


def test_what_is_missed_and_what_waits_for_a_second_person_is_counted_and_shown(shown: Shown) -> None:
    from inpatient_hub.domain.tasks import TaskState

    done = replace(
        THREE[0].task, id="done", state=TaskState.DONE, needs_check=True, done_by="jane", done_at=AT, claimed_by="jane"
    )
    own = replace(done, id="own", done_by="esther")
    lapsed = replace(THREE[0].task, id="gone", lapses_at=AT - timedelta(hours=2))
    more = TodayMore(
        to_check=tuple(replace(THREE[0], task=task) for task in (done, own)), missed=(replace(THREE[0], task=lapsed),)
    )
    page = a_page(shown, a_view(tasks=THREE, more=more))
    asked = acts(page)
    assert page.work.accessibleName() == "This shift 2 to do, 1 missed"
    rows = {row.id: row for row in facts(page.work.rows)}
    assert [key.words for key in rows["done"].keys] == ["confirm"]
    assert rows["own"].keys == ()
    press(on(page.work.rows, "done"), Qt.Key.Key_D)
    press(on(page.work.rows, "own"), Qt.Key.Key_D)
    press(on(page.work.rows, "fold:missed"), Qt.Key.Key_Return)
    press(on(page.work.rows, "gone"), Qt.Key.Key_D)
    assert asked == [("done", TaskWish.CHECK), ("gone", TaskWish.DONE)]
