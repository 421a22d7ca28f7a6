"""The Diary page over a store: which days are read, and what stays in hand when something changes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt, QTimer

from inpatient_hub.domain.quick_add import ChipKind
from inpatient_hub.domain.tasks import TaskKind
from inpatient_hub.gui.desk.wishes import TaskMove
from inpatient_hub.gui.pages.diary.page import DiaryPage
from inpatient_hub.gui.pages.diary.presenter import DiaryPresenter
from inpatient_hub.host.clock import FixedClock
from tests.contracts.making import a_task, save
from tests.fakes.store import FakeStore
from tests.gui.desk import Desk, Shown, heard, press
from tests.gui.made_up import CATHY, ESTHER, WARD
from tests.gui.ward import a_ward

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Desks = Callable[..., Desk]
FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 16)


def a_store() -> FakeStore:
    store = a_ward()
    about = {"kind": TaskKind.PATIENT, "patient_id": CATHY.id}
    save(
        store,
        a_task(WARD, ESTHER, id="ring", title="Ring", due_on=FRIDAY, **about),
        a_task(WARD, ESTHER, id="write", title="Write", due_on=FRIDAY, **about),
        a_task(WARD, ESTHER, id="next", title="Next week", due_on=FRIDAY + timedelta(days=7), **about),
        a_task(WARD, ESTHER, id="drugs", title="Drugs", due_on=FRIDAY, shift="Late"),
    )
    return store


def a_page(desk: Desk, shown: Shown) -> DiaryPage:
    page: DiaryPage = shown(DiaryPage())
    DiaryPresenter(desk.context, page)
    desk.open(page)
    return page


def ids(page: DiaryPage) -> set[str]:
    return {cell.item.line.task.id for cell in page.grid.cells.cells() if cell.item is not None}


def days(page: DiaryPage) -> tuple[date, date]:
    view = page.view()
    assert view is not None
    return view.days[0].day, view.days[-1].day


def hours_pass(desk: Desk, hours: int) -> None:
    clock = desk.context.hub.clock
    assert isinstance(clock, FixedClock)
    clock.moment += timedelta(hours=hours)


def in_hand(page: DiaryPage) -> str:
    cell = page.grid.current_cell()
    assert cell is not None
    return cell.title


def test_it_opens_on_this_week_with_today_in_hand(desks: Desks, shown: Shown) -> None:
    page = a_page(desks(a_store(), ward=WARD, person=ESTHER), shown)
    assert days(page) == (MONDAY, MONDAY + timedelta(days=6))
    assert ids(page) == {"ring", "write", "drugs"}
    assert page.day_in_hand() == FRIDAY
    assert page.grid.hasFocus()


def test_v_goes_from_week_to_fifteen_days_to_the_day_in_hand(desks: Desks, shown: Shown) -> None:
    desk = desks(a_store(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    seen = []
    for _ in range(3):
        press(page.grid, "v")
        desk.settle()
        seen.append(days(page))
    assert seen == [
        (MONDAY, MONDAY + timedelta(days=14)),
        (FRIDAY, FRIDAY),
        (MONDAY, MONDAY + timedelta(days=6)),
    ]
    assert page.day_in_hand() == FRIDAY


def test_brackets_turn_the_days_and_t_comes_back(desks: Desks, shown: Shown) -> None:
    desk = desks(a_store(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    press(page.grid, "]")
    desk.settle()
    assert days(page)[0] == MONDAY + timedelta(days=7)
    assert ids(page) == {"next"}
    assert page.day_in_hand() == FRIDAY + timedelta(days=7)
    press(page.grid, "[", "[")
    desk.settle()
    assert days(page)[0] == MONDAY - timedelta(days=7)
    press(page.grid, "t")
    desk.settle()
    assert days(page)[0] == MONDAY
    assert page.day_in_hand() == FRIDAY


def test_an_arrow_leads_on_into_the_next_week(desks: Desks, shown: Shown) -> None:
    desk = desks(a_store(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    press(page.grid, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right)
    desk.settle()
    assert days(page)[0] == MONDAY + timedelta(days=7)
    assert page.day_in_hand() == MONDAY + timedelta(days=7)


def test_in_a_day_page_down_is_the_same_day_next_week(desks: Desks, shown: Shown) -> None:
    desk = desks(a_store(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    page.span_chosen.emit("day")
    desk.settle()
    press(page.grid, Qt.Key.Key_PageDown)
    desk.settle()
    assert days(page) == (FRIDAY + timedelta(days=7),) * 2


def test_a_day_gone_to_is_shown_with_its_week_and_in_hand(desks: Desks, shown: Shown) -> None:
    desk = desks(a_store(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    page.day_wanted.emit(date(2027, 1, 6))
    desk.settle()
    assert days(page) == (date(2027, 1, 4), date(2027, 1, 10))
    assert page.day_in_hand() == date(2027, 1, 6)


def test_what_changes_elsewhere_is_seen_and_what_is_in_hand_stays(desks: Desks, shown: Shown) -> None:
    desk = desks(a_store(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    page.grid.select_task("write")
    desk.context.feed.announce(desk.context.hub.tasks.complete("ring", by=ESTHER.id))
    desk.settle()
    done = next(cell for cell in page.grid.cells.cells() if cell.title == "Ring")
    assert done.icon == "circle-check"
    assert in_hand(page) == "Write"


def test_a_task_moved_stays_in_hand_on_its_new_day(desks: Desks, shown: Shown) -> None:
    desk = desks(a_store(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    page.grid.select_task("ring")
    moves = heard(page.task_move_wanted)
    press(page.grid, Qt.Key.Key_Right, control=True)
    [move] = moves
    desk.context.feed.announce(desk.context.hub.tasks.move(move.task.id, move.day, by=ESTHER.id, shift=move.shift))
    desk.settle()
    assert in_hand(page) == "Ring"
    assert page.day_in_hand() == FRIDAY + timedelta(days=1)


def test_let_go_in_the_lane_of_its_own_shift_on_another_day_a_task_keeps_its_time(desks: Desks, shown: Shown) -> None:
    store = a_store()
    at = datetime(2026, 11, 20, 20, 30, tzinfo=UTC)
    save(store, a_task(WARD, ESTHER, id="count", title="Count", due_on=FRIDAY, shift="Late", due_at=at))
    desk = desks(store, ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    page.grid.select_task("count")
    moves = heard(page.task_move_wanted)
    page.grid.move_wanted.emit(page.grid.current_cell(), FRIDAY + timedelta(days=1), "Late")
    move_as_wanted(desk, moves)
    with store.reading() as work:
        moved = work.tasks.get("count")
    assert (moved.shift, moved.due_at) == ("Late", at + timedelta(days=1))


def move_as_wanted(desk: Desk, moves: list[TaskMove]) -> None:
    [move] = moves
    desk.context.feed.announce(desk.context.hub.tasks.move(move.task.id, move.day, by=ESTHER.id, shift=move.shift))
    desk.settle()


def test_a_task_moved_past_the_days_shown_is_followed_there_and_stays_in_hand(desks: Desks, shown: Shown) -> None:
    desk = desks(a_store(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    sunday = MONDAY + timedelta(days=6)
    desk.context.feed.announce(desk.context.hub.tasks.move("ring", sunday, by=ESTHER.id))
    desk.settle()
    for key, day in ((Qt.Key.Key_Right, sunday + timedelta(days=1)), (Qt.Key.Key_Left, sunday)):
        page.grid.select_task("ring")
        moves = heard(page.task_move_wanted)
        press(page.grid, key, control=True)
        move_as_wanted(desk, moves)
        page.task_move_wanted.disconnect()
        assert (in_hand(page), page.day_in_hand()) == ("Ring", day)
        assert page.grid.hasFocus()


def test_a_task_that_was_left_alone_is_not_followed_later(desks: Desks, shown: Shown) -> None:
    desk = desks(a_store(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    sunday = MONDAY + timedelta(days=6)
    desk.context.feed.announce(desk.context.hub.tasks.move("ring", sunday, by=ESTHER.id))
    desk.settle()
    page.grid.select_task("ring")
    press(page.grid, Qt.Key.Key_Right, control=True)
    page.grid.select_task("write")
    desk.context.feed.announce(desk.context.hub.tasks.move("ring", sunday + timedelta(days=1), by=ESTHER.id))
    desk.settle()
    assert (in_hand(page), days(page)[1]) == ("Write", sunday)


def test_while_another_page_is_shown_nothing_is_read(desks: Desks, shown: Shown) -> None:
    desk = desks(a_store(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    page.left()
    views = heard(page.grid.cells.modelReset)
    desk.context.feed.announce(desk.context.hub.tasks.complete("ring", by=ESTHER.id))
    desk.settle()
    assert views == []
    page.opened("")
    desk.settle()
    assert next(cell for cell in page.grid.cells.cells() if cell.title == "Ring").icon == "circle-check"


def test_only_the_days_shown_are_read(desks: Desks, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desks(a_store(), ward=WARD, person=ESTHER)
    asked: list[tuple[date, str]] = []
    diary = desk.context.hub.diary
    week, day = diary.week, diary.day
    monkeypatch.setattr(
        type(diary), "week", lambda _self, ward, first: asked.append((first, "week")) or week(ward, first)
    )
    monkeypatch.setattr(type(diary), "day", lambda _self, ward, first: asked.append((first, "day")) or day(ward, first))
    page = a_page(desk, shown)
    page.span_chosen.emit("day")
    desk.settle()
    assert asked == [(MONDAY, "week"), (FRIDAY, "day")]


def test_after_midnight_the_days_follow(desks: Desks, shown: Shown) -> None:
    desk = desks(a_store(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    page.span_chosen.emit("day")
    desk.settle()
    hours_pass(desk, 10)
    page.findChild(DiaryPresenter).refresh()
    desk.settle()
    assert days(page) == (FRIDAY + timedelta(days=1),) * 2


def test_a_day_chosen_by_the_person_stays_after_midnight(desks: Desks, shown: Shown) -> None:
    desk = desks(a_store(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    press(page.grid, "]")
    desk.settle()
    hours_pass(desk, 10)
    page.findChild(DiaryPresenter).refresh()
    desk.settle()
    assert days(page)[0] == MONDAY + timedelta(days=7)


def test_at_the_change_of_shift_the_shift_that_is_on_duty_follows(desks: Desks, shown: Shown) -> None:
    desk = desks(a_store(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)

    def now() -> list[str]:
        return [one.label for column in page.grid.board.columns for one in column.sections if one.is_now]

    assert now() == ["Late, now"]
    hours_pass(desk, 5)
    page.findChild(DiaryPresenter).refresh()
    desk.settle()
    assert now() == ["Night, now"]


def test_a_filter_is_kept_chosen_and_removed_and_its_removal_taken_back(desks: Desks, shown: Shown) -> None:
    desk = desks(a_store(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    toasts = heard(page.toast_wanted)
    dialog = page.ask_filter()
    dialog.kinds.boxes[TaskKind.WARD].click()
    dialog.name.set_value("The ward's")
    dialog.accept()
    desk.settle()
    assert [one.name for one in desk.context.hub.diary.filters(by=ESTHER.id)] == ["The ward's"]
    assert page.toolbar.chip.facts().words == "Saved: The ward's"
    assert ids(page) == {"drugs"}
    page.toolbar.filter_cleared.emit()
    page.filter_menu().actions()[0].trigger()
    assert ids(page) == {"drugs"}
    page.filter_menu().actions()[-1].trigger()
    desk.settle()
    assert list(desk.context.hub.diary.filters(by=ESTHER.id)) == []
    sentence, undo = toasts[-1]
    assert sentence == "Filter removed: The ward's"
    undo()
    desk.settle()
    assert [one.name for one in desk.context.hub.diary.filters(by=ESTHER.id)] == ["The ward's"]


def test_a_name_that_is_no_name_is_refused_and_said(desks: Desks, shown: Shown) -> None:
    desk = desks(a_store(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    page.filter_named.emit("x" * 500, {}, "")
    desk.settle()
    assert list(desk.context.hub.diary.filters(by=ESTHER.id)) == []
    assert [error.title for error in desk.failures] != []
    desk.failures.clear()


def test_the_line_of_a_new_task_is_understood_as_that_day(desks: Desks, shown: Shown) -> None:
    desk = desks(a_store(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    lines = heard(page.new_task_wanted)
    page.grid.select_day(MONDAY + timedelta(days=6))
    press(page.grid, "n")
    [line] = lines
    understood = desk.context.hub.quick_add.read(WARD.id, f"{line}ring the brother")
    due = understood.chip(ChipKind.DUE)
    assert due is not None
    assert due.due is not None
    assert (understood.title, due.due.day, understood.doubts) == ("ring the brother", MONDAY + timedelta(days=6), ())


def test_the_page_is_read_again_at_the_turn_of_each_minute_while_it_is_shown(desks: Desks, shown: Shown) -> None:
    page = a_page(desks(a_store(), ward=WARD, person=ESTHER), shown)
    minute = page.findChild(DiaryPresenter).findChild(QTimer)
    assert minute.isActive()
    assert 0 < minute.interval() <= 60_200
    page.left()
    assert not minute.isActive()
