"""My tasks by itself: what its cards say, and what is wanted when one is dragged or a key is pressed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.shifts import USUAL_SHIFTS
from inpatient_hub.domain.tasks import DayPart, Priority, Task, TaskEvent, TaskEventKind, TaskKind, TaskState, Team
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.models.rows import GroupFacts, RowFacts
from inpatient_hub.gui.pages.my_tasks.cards import card_of, due_of, when_of
from inpatient_hub.gui.pages.my_tasks.page import MyTasksPage
from inpatient_hub.gui.pages.my_tasks.view import Column, MyTasksView
from inpatient_hub.services.my_work import MyTask, MyTasks
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.since_last_on import WhatChanged
from tests.e2e.dragging import move
from tests.gui.desk import Shown, heard, press
from tests.gui.made_up import AT, NOW

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TODAY = AT.date()
APage = Callable[..., MyTasksPage]


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    return AT.replace(hour=hour, minute=minute) + timedelta(days=days)


def a_task(task_id: str = "one", **changed: Any) -> Task:
    usual: dict[str, Any] = {
        "id": task_id,
        "ward_id": "keats",
        "kind": TaskKind.PATIENT,
        "title": "Ring the brother",
        "state": TaskState.CLAIMED,
        "patient_id": "cathy",
        "due_on": TODAY,
        "claimed_by": "esther",
        "created_by": "jane",
        "created_at": NOW - timedelta(days=2),
    }
    return Task(**usual | changed)


def mine(task_id: str = "one", from_whom: str | None = None, **changed: Any) -> MyTask:
    task = a_task(task_id, **changed)
    line = TaskLine(task=task, patient_name="EARNSHAW, Catherine", bed="4", claimed_by_name="Esther Summerson")
    return MyTask(line=line, from_whom=from_whom)


def waiting(task_id: str, chase: int = 2, **changed: Any) -> MyTask:
    waits: dict[str, Any] = {
        "state": TaskState.WAITING,
        "waiting_on": "housing",
        "chase_on": TODAY + timedelta(days=chase),
    }
    return mine(task_id, **waits | changed)


def done(task_id: str, when: datetime, **changed: Any) -> MyTask:
    return mine(task_id, **{"state": TaskState.DONE, "done_by": "esther", "done_at": when} | changed)


def taken(task_id: str) -> WhatChanged:
    event = TaskEvent(id=f"e{task_id}", task_id=task_id, kind=TaskEventKind.TAKEN_OVER, by="jane", at=NOW)
    did = "took it over from Esther Summerson"
    return WhatChanged(at=NOW, who="Jane Eyre", did=did, line=mine(task_id).line, event=event)


def a_view(
    to_do: tuple[MyTask, ...] = (),
    waits: tuple[MyTask, ...] = (),
    did: tuple[MyTask, ...] = (),
    gone: tuple[WhatChanged, ...] = (),
) -> MyTasksView:
    return MyTasksView(work=MyTasks(to_do=to_do, waiting=waits, done=did, taken_from_me=gone), at=AT)


@pytest.fixture
def a_page(shown: Shown, qtbot: QtBot) -> APage:
    """Opens the page with a person's work, and waits until its columns have their places."""

    def open_page(view: MyTasksView, size: tuple[int, int] = (1240, 700)) -> MyTasksPage:
        page: MyTasksPage = shown(MyTasksPage(), size)
        page.show_view(view)
        page.focus_list()

        def settled() -> bool:
            columns = [one for one in page.board.columns.values() if one.isVisible()]
            return len({one.x() for one in columns}) == len(columns) and columns[0].width() * len(columns) <= size[0]

        qtbot.waitUntil(settled)
        return page

    return open_page


def ids(page: MyTasksPage, column: Column) -> list[object]:
    rows = page.board.columns[column].list.row_model().rows()
    return [row.id for row in rows if isinstance(row, RowFacts)]


BOARD = a_view((mine("a"), mine("b")), (waiting("w"),), (done("d", at(15)),))


# What a card says


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"due_at": at(17)}, ("Today, 17:00", "in 18 min", "text")),
        ({"due_at": at(12)}, ("Today, 12:00", "4 h 42 min late", "act-text")),
        ({"shift": "Late", "due_at": at(21, 30)}, ("Today, Late", "in 4 h 48 min", "text")),
        ({"shift": "Late", "due_at": at(17)}, ("Today, 17:00", "in 18 min", "text")),
        ({"due_at": at(0) + timedelta(days=1)}, ("Today", "", "text")),
        ({"due_on": TODAY - timedelta(days=1), "due_at": at(0)}, ("Thu 19 Nov", "1 day late", "act-text")),
        ({"due_on": TODAY + timedelta(days=1), "day_part": DayPart.MORNING}, ("Tomorrow, morning", "", "text")),
        ({"due_on": date(2026, 11, 27)}, ("Fri 27 Nov", "in 7 days", "text")),
        ({"due_on": date(2026, 11, 18)}, ("Wed 18 Nov", "2 days late", "act-text")),
        ({"due_on": None}, ("No day", "", "subtle")),
        ({"due_at": at(12), "lapses_at": at(13)}, ("Today, 12:00", "missed", "muted")),
    ],
)
def test_when_a_task_is_due_is_said_in_words(changed: dict[str, Any], said: tuple[str, str, str]) -> None:
    assert tuple(due_of(a_task(**changed), AT, USUAL_SHIFTS)) == said


def test_what_waits_says_when_to_ask_again_and_amber_only_when_that_day_has_come() -> None:
    assert tuple(when_of(waiting("w", 3).line.task, AT)) == ("Chase Mon 23 Nov", "in 3 days", "text")
    assert tuple(when_of(waiting("w", -1).line.task, AT)) == ("Chase Thu 19 Nov", "1 day late", "warn-text")


def test_a_card_is_read_out_whole() -> None:
    card = card_of(mine("a", "Jane Eyre", due_at=at(12), priority=Priority.URGENT), AT)
    assert card.sentence() == (
        "Overdue, Today, 12:00, 4 h 42 min late, Ring the brother, Bed 4, EARNSHAW, Catherine, Urgent, "
        "Taken over from Jane Eyre"
    )


def test_what_waits_and_is_late_says_both() -> None:
    card = card_of(waiting("w", 3, due_at=at(14)), AT)
    assert card.trailing == "Waiting on housing"
    assert [chip.spoken for chip in card.chips] == ["Due today, 14:00"], "not late while it rests"
    card = card_of(waiting("w", 0, due_at=at(14)), AT)
    assert [chip.spoken for chip in card.chips] == ["Due today, 14:00, 2 h 42 min late"]


def test_what_is_done_stands_under_its_day_the_latest_first(a_page: APage) -> None:
    did = (done("d", at(15)), done("e", at(9)), done("f", at(9, days=-1)), done("g", at(9, days=-4)))
    page = a_page(a_view(did=did))
    rows = page.board.columns[Column.DONE].list.row_model().rows()
    heads = [(row.title, row.count) for row in rows if isinstance(row, GroupFacts)]
    assert heads == [("Today", "2"), ("Yesterday", "1"), ("Mon 16 Nov", "1")]


def test_what_is_mine_and_offered_to_a_role_says_so_until_it_is_done() -> None:
    card = card_of(waiting("w", 0, offered_to=Team.NURSING), AT)
    assert "Offered to Nursing" in [chip.words for chip in card.chips]
    card = card_of(done("d", at(15), offered_to=Team.NURSING), AT)
    assert card.chips == ()


def test_late_and_unchecked_work_that_is_done_says_so() -> None:
    card = card_of(done("d", at(15), due_at=at(14), needs_check=True), AT)
    assert [chip.words for chip in card.chips] == ["Done late", "A second person has to confirm it"]


def test_the_head_counts_what_is_overdue_and_what_is_to_be_chased(a_page: APage) -> None:
    page = a_page(a_view((mine("a", due_at=at(12)), mine("b")), (waiting("w", -1), waiting("x", 2))))
    assert (page.late.facts().words, page.chase.facts().words) == ("1 overdue", "1 to chase")
    page.show_view(a_view((mine("b"),)))
    assert not page.late.isVisible()
    assert not page.chase.isVisible()


def test_what_somebody_took_over_is_told_once_each_and_unfolds(a_page: APage) -> None:
    page = a_page(a_view(gone=(taken("x"), taken("y"), taken("x"))))
    assert [row.sentence() for row in page.taken.rows.row_model().rows()] == [
        "16:42, Ring the brother, Jane Eyre has it now. Bed 4, EARNSHAW, Catherine"
    ]
    page.taken.fold.click()
    assert [row.id for row in page.taken.rows.row_model().rows() if isinstance(row, RowFacts)] == ["x", "y"]
    page.show_view(a_view())
    assert not page.taken.isVisible()


# Keys


@pytest.mark.parametrize(
    ("key", "wish"),
    [
        ("d", TaskWish.DONE),
        ("s", TaskWish.WAIT),
        ("c", TaskWish.CLAIM),
        ("h", TaskWish.HAND_BACK),
        ("m", TaskWish.MOVE),
    ],
)
def test_each_key_wants_one_thing_of_the_card_in_hand(a_page: APage, key: str, wish: TaskWish) -> None:
    page = a_page(BOARD)
    wanted = heard(page.task_act_wanted)
    press(page.board.columns[Column.TO_DO].list, Qt.Key.Key_Down, key)
    assert [(task.id, what) for task, what in wanted] == [("b", wish)]


def test_what_is_done_can_only_be_opened_again(a_page: APage) -> None:
    page = a_page(BOARD)
    wanted = heard(page.task_act_wanted)
    column = page.board.columns[Column.DONE].list
    column.setFocus()
    press(column, "s", "c", "h", "m", "d")
    assert [(task.id, what) for task, what in wanted] == [("d", TaskWish.DONE)]


def test_return_opens_the_panel_of_the_card(a_page: APage) -> None:
    page = a_page(BOARD)
    wanted = heard(page.task_wanted)
    press(page.board.columns[Column.TO_DO].list, Qt.Key.Key_Return)
    assert [task.id for task in wanted] == ["a"]


def test_left_and_right_go_between_columns_and_pass_over_an_empty_one(a_page: APage) -> None:
    page = a_page(a_view((mine("a"),), (), (done("d", at(15)),)))
    lists = [page.board.columns[column].list for column in Column]
    press(lists[0], Qt.Key.Key_Right)
    assert lists[2].hasFocus()
    press(lists[2], Qt.Key.Key_Right)
    assert lists[2].hasFocus()
    press(lists[2], Qt.Key.Key_Left)
    assert lists[0].hasFocus()


def test_n_begins_a_task(a_page: APage) -> None:
    page = a_page(BOARD)
    wanted = heard(page.new_task_wanted)
    press(page.board.columns[Column.TO_DO].list, "n")
    assert wanted == [""]


def test_the_keyboard_stays_on_the_card_when_the_work_is_read_again(a_page: APage) -> None:
    page = a_page(BOARD)
    column = page.board.columns[Column.TO_DO].list
    press(column, Qt.Key.Key_Down)
    page.show_view(a_view((mine("a"), mine("c"), mine("b"))))
    assert (column.current_id(), column.hasFocus()) == ("b", True)


def test_the_keyboard_goes_on_to_another_column_when_its_own_is_empty(a_page: APage) -> None:
    page = a_page(a_view((mine("a"),), (waiting("w"),)))
    page.show_view(a_view((), (waiting("w"), waiting("a"))))
    assert page.board.columns[Column.WAITING].list.hasFocus()


def test_an_empty_board_says_what_to_do(a_page: APage) -> None:
    page = a_page(a_view())
    assert page.new.hasFocus()
    wanted = heard(page.new_task_wanted)
    empty = page.board.columns[Column.TO_DO].empty
    assert empty.isVisible()
    empty.button_pressed.emit()
    assert wanted == [""]


# The mouse


def test_the_menu_of_a_waiting_card_ends_the_wait_without_dragging(a_page: APage) -> None:
    page = a_page(BOARD)
    wanted = heard(page.task_act_wanted)
    cards = page.board.columns[Column.WAITING].list
    (row,) = cards.row_model().rows()
    assert isinstance(row, RowFacts)
    menu = cards.menu_for(row)
    next(one for one in menu.actions() if one.text() == "It came: carry on").trigger()
    assert [(task.id, what) for task, what in wanted] == [("w", TaskWish.CARRY_ON)]


def drag(page: MyTasksPage, task_id: str, source: Column, to: Column, *, let_go: bool = True) -> None:
    """Takes a card with the mouse and lets it go over another column."""
    cards = page.board.columns[source].list
    start = cards.visualRect(cards.row_model().index_of(task_id)).center()
    target = page.board.columns[to]
    over = cards.viewport().mapFromGlobal(target.mapToGlobal(target.rect().center()))
    QTest.mousePress(cards.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in (start + QPoint(20, 5), over):
        move(cards.viewport(), step)
    if let_go:
        QTest.mouseRelease(cards.viewport(), Qt.MouseButton.LeftButton, pos=over)


@pytest.mark.parametrize(
    ("task_id", "source", "to", "wish"),
    [
        ("b", Column.TO_DO, Column.DONE, TaskWish.DONE),
        ("b", Column.TO_DO, Column.WAITING, TaskWish.WAIT),
        ("w", Column.WAITING, Column.DONE, TaskWish.DONE),
        ("w", Column.WAITING, Column.TO_DO, TaskWish.CARRY_ON),
        ("d", Column.DONE, Column.TO_DO, TaskWish.DONE),
    ],
)
def test_a_card_dragged_to_another_column_wants_what_the_column_means(
    a_page: APage, task_id: str, source: Column, to: Column, wish: TaskWish
) -> None:
    page = a_page(BOARD)
    wanted = heard(page.task_act_wanted)
    drag(page, task_id, source, to)
    assert [(task.id, what) for task, what in wanted] == [(task_id, wish)]
    assert ids(page, source) != []  # the page changes nothing by itself


def test_nothing_is_wanted_when_a_card_is_dropped_where_it_was_or_may_not_go(a_page: APage) -> None:
    page = a_page(BOARD)
    wanted = heard(page.task_act_wanted)
    drag(page, "b", Column.TO_DO, Column.TO_DO)
    drag(page, "d", Column.DONE, Column.WAITING)
    assert wanted == []


def test_escape_gives_a_drag_up(a_page: APage, qtbot: QtBot) -> None:
    page = a_page(BOARD)
    wanted = heard(page.task_act_wanted)
    drag(page, "b", Column.TO_DO, Column.DONE, let_go=False)
    cards = page.board.columns[Column.TO_DO].list
    press(cards, Qt.Key.Key_Escape)
    QTest.mouseRelease(cards.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(900, 100))
    assert wanted == []
    assert not cards.is_dragging


def test_a_press_that_hardly_moves_is_no_drag(a_page: APage) -> None:
    page = a_page(BOARD)
    cards = page.board.columns[Column.TO_DO].list
    start = cards.visualRect(cards.row_model().index_of("b")).center()
    QTest.mousePress(cards.viewport(), Qt.MouseButton.LeftButton, pos=start)
    move(cards.viewport(), start + QPoint(2, 2))
    assert not cards.is_dragging
    QTest.mouseRelease(cards.viewport(), Qt.MouseButton.LeftButton, pos=start)
    assert cards.current_id() == "b"


def test_a_double_press_opens_the_panel(a_page: APage) -> None:
    page = a_page(BOARD)
    wanted = heard(page.task_wanted)
    cards = page.board.columns[Column.TO_DO].list
    place = cards.visualRect(cards.row_model().index_of("b")).center()
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [task.id for task in wanted] == ["b"]


# Little room


def test_a_narrow_window_shows_one_column_under_a_switch(a_page: APage) -> None:
    page = a_page(BOARD, size=(620, 600))
    board = page.board
    assert board.switch.isVisible()
    assert [column for column in Column if board.columns[column].isVisible()] == [Column.TO_DO]
    press(board.columns[Column.TO_DO].list, Qt.Key.Key_Right)
    assert [column for column in Column if board.columns[column].isVisible()] == [Column.WAITING]
    assert board.columns[Column.WAITING].list.hasFocus()
    page.resize(1240, 700)
    assert all(board.columns[column].isVisible() for column in Column)


def test_a_card_can_be_dropped_on_the_switch(a_page: APage) -> None:
    page = a_page(BOARD, size=(620, 600))
    wanted = heard(page.task_act_wanted)
    cards = page.board.columns[Column.TO_DO].list
    start = cards.visualRect(cards.row_model().index_of("b")).center()
    part = page.board.switch._buttons[Column.DONE]
    over = cards.viewport().mapFromGlobal(part.mapToGlobal(part.rect().center()))
    QTest.mousePress(cards.viewport(), Qt.MouseButton.LeftButton, pos=start)
    move(cards.viewport(), start - QPoint(0, 30))
    move(cards.viewport(), over)
    QTest.mouseRelease(cards.viewport(), Qt.MouseButton.LeftButton, pos=over)
    assert [(task.id, what) for task, what in wanted] == [("b", TaskWish.DONE)]


def test_cards_never_lie_over_one_another(a_page: APage) -> None:
    long = "Ring the community mental health team about the discharge meeting, and send the form again"
    view = a_view(tuple(mine(str(n), "Jane Eyre", title=long if n % 2 else "Ring") for n in range(8)))
    page = a_page(view)
    cards = page.board.columns[Column.TO_DO].list
    rects = [cards.visualRect(cards.row_model().index(n)) for n in range(8)]
    assert all(one.bottom() < other.top() for one, other in pairwise(rects))
    assert rects[1].height() > rects[0].height()
