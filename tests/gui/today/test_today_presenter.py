"""The Today page over a store: what is pressed is saved, and what changes elsewhere is seen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.gui.models.rows import RowFacts
from inpatient_hub.gui.pages.today.page import TodayPage
from inpatient_hub.gui.pages.today.presenter import TodayPresenter
from inpatient_hub.gui.widgets.row_list import RowList
from tests.fakes.store import FakeStore
from tests.gui.desk import Desk, Shown, heard, press
from tests.gui.made_up import ESTHER, JANE, WARD
from tests.gui.ward import a_busy_ward, a_ward

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Desks = Callable[..., Desk]


def a_page(desk: Desk, shown: Shown) -> TodayPage:
    page: TodayPage = shown(TodayPage())
    TodayPresenter(desk.context, page)
    desk.open(page)
    return page


def ids(rows: RowList) -> list[object]:
    return [row.id for row in rows.row_model().rows() if isinstance(row, RowFacts)]


def state_of(store: FakeStore, task_id: str) -> tuple[TaskState, str | None]:
    with store.reading() as work:
        task = work.tasks.get(task_id)
    return task.state, task.claimed_by


def test_opening_the_page_shows_what_waits(desks: Desks, shown: Shown) -> None:
    page = a_page(desks(a_busy_ward(), ward=WARD, person=ESTHER), shown)
    assert ids(page.follow_ups.rows) == ["late", "now"]
    assert ids(page.side.unfiled) == ["old", "new"]
    assert set(ids(page.side.runs)) == {"imha", "duty"}


def test_the_keyboard_is_on_the_follow_ups_once_the_page_is_opened(desks: Desks, shown: Shown) -> None:
    page = a_page(desks(a_busy_ward(), ward=WARD, person=ESTHER), shown)
    assert page.follow_ups.rows.hasFocus()


def test_on_a_quiet_ward_the_keyboard_is_on_the_start_of_a_referral(desks: Desks, shown: Shown) -> None:
    page = a_page(desks(a_ward(), ward=WARD, person=ESTHER), shown)
    assert page.start.hasFocus()


def test_d_saves_that_it_is_done_and_undo_opens_it_again_for_the_one_who_had_it(desks: Desks, shown: Shown) -> None:
    store = a_busy_ward()
    desk = desks(store, ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    toasts = heard(page.toast_wanted)
    page.follow_ups.rows.setFocus()
    page.follow_ups.rows.select("now")
    press(page.follow_ups.rows, Qt.Key.Key_D)
    desk.settle()
    assert state_of(store, "now")[0] is TaskState.DONE
    assert ids(page.follow_ups.rows) == ["late"]
    [(sentence, undo)] = toasts
    assert sentence == "Done: Invite the care coordinator"
    undo()
    desk.settle()
    assert state_of(store, "now") == (TaskState.CLAIMED, ESTHER.id)
    assert ids(page.follow_ups.rows) == ["late", "now"]


def test_with_the_last_follow_up_done_the_keyboard_goes_to_what_waits_next(desks: Desks, shown: Shown) -> None:
    desk = desks(a_busy_ward(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    for _ in range(2):
        assert page.follow_ups.rows.hasFocus()
        press(page.follow_ups.rows, Qt.Key.Key_D)
        desk.settle()
    assert page.side.unfiled.hasFocus()


def test_c_saves_that_it_is_claimed_and_c_once_more_that_it_is_given_back(desks: Desks, shown: Shown) -> None:
    store = a_busy_ward()
    desk = desks(store, ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    page.follow_ups.rows.setFocus()
    page.follow_ups.rows.select("late")
    press(page.follow_ups.rows, Qt.Key.Key_C)
    desk.settle()
    assert state_of(store, "late") == (TaskState.CLAIMED, ESTHER.id)
    press(page.follow_ups.rows, Qt.Key.Key_C)
    desk.settle()
    assert state_of(store, "late") == (TaskState.TO_DO, None)


def test_a_note_filed_anywhere_leaves_the_page_at_once(desks: Desks, shown: Shown) -> None:
    desk = desks(a_busy_ward(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    desk.context.feed.announce(desk.context.hub.notes.mark_filed("old", by=JANE.id))
    desk.settle()
    assert ids(page.side.unfiled) == ["new"]


def test_nothing_is_read_until_someone_is_at_the_computer_and_then_what_was_pressed_is_saved(
    desks: Desks, shown: Shown
) -> None:
    store = a_busy_ward()
    desk = desks(store, ward=WARD)
    page: TodayPage = shown(TodayPage())
    page.show_view(desk.context.hub.today.view("keats"), me="")
    TodayPresenter(desk.context, page)
    page.follow_ups.rows.setFocus()
    page.follow_ups.rows.select("late")
    press(page.follow_ups.rows, Qt.Key.Key_D)
    desk.open(page)
    assert state_of(store, "late")[0] is TaskState.TO_DO
    desk.context.session.set_person(JANE)
    desk.settle()
    assert state_of(store, "late")[0] is TaskState.DONE
    with store.reading() as work:
        assert work.tasks.get("late").done_by == JANE.id


def test_another_person_at_the_computer_sees_their_own_disc(desks: Desks, shown: Shown) -> None:
    desk = desks(a_busy_ward(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    model = page.follow_ups.rows.row_model()

    def owner() -> tuple[str, bool]:
        row = model.row_at(model.index_of("now"))
        assert isinstance(row, RowFacts)
        assert row.owner is not None
        return row.owner.initials, row.owner.mine

    assert owner() == ("ES", True)
    desk.context.session.set_person(JANE)
    desk.settle()
    assert owner() == ("ES", False)


def test_a_quiet_ward_is_good_news(desks: Desks, shown: Shown) -> None:
    page = a_page(desks(a_ward(), ward=WARD, person=ESTHER), shown)
    assert page.all_clear.isVisible()
