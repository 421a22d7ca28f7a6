"""The Today page over a store: what changes is seen, whose work it is is kept, and times stay true."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from inpatient_hub.domain.tasks import Team
from inpatient_hub.gui.minutes import MinuteHand
from inpatient_hub.gui.models.rows import RowFacts
from inpatient_hub.gui.pages.today.page import TodayPage
from inpatient_hub.gui.pages.today.presenter import TodayPresenter
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.whose import Whose
from tests.contracts.making import a_task, save
from tests.gui.desk import Desk, Shown, click, press
from tests.gui.made_up import CATHY, ESTHER, JANE, NOW, WARD
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


def owner_of(page: TodayPage, task_id: str) -> tuple[str, bool]:
    model = page.work.rows.row_model()
    row = model.row_at(model.index_of(task_id))
    assert isinstance(row, RowFacts)
    assert row.owner is not None
    return row.owner.initials, row.owner.mine


def test_opening_the_page_shows_what_waits(desks: Desks, shown: Shown) -> None:
    page = a_page(desks(a_busy_ward(), ward=WARD, person=ESTHER), shown)
    assert ids(page.work.rows) == ["late", "now"]
    assert ids(page.side.unfiled) == ["old", "new"]
    assert set(ids(page.side.runs)) == {"imha", "duty"}


def test_the_keyboard_is_on_the_follow_ups_once_the_page_is_opened(desks: Desks, shown: Shown) -> None:
    page = a_page(desks(a_busy_ward(), ward=WARD, person=ESTHER), shown)
    assert page.work.rows.hasFocus()


def test_on_a_quiet_ward_the_keyboard_is_on_what_begins_work(desks: Desks, shown: Shown) -> None:
    page = a_page(desks(a_ward(), ward=WARD, person=ESTHER), shown)
    focus = page.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "New task"


def test_what_is_done_elsewhere_is_seen_at_once_and_the_keyboard_goes_on_to_what_waits_next(
    desks: Desks, shown: Shown
) -> None:
    desk = desks(a_busy_ward(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    for task_id in ("now", "late"):
        assert page.work.rows.hasFocus()
        desk.context.feed.announce(desk.context.hub.tasks.complete(task_id, by=ESTHER.id))
        desk.settle()
    assert ids(page.work.rows) == []
    assert page.side.unfiled.hasFocus()


def test_a_claim_elsewhere_shows_whose_it_is(desks: Desks, shown: Shown) -> None:
    desk = desks(a_busy_ward(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    desk.context.feed.announce(desk.context.hub.tasks.claim("late", by=JANE.id))
    desk.settle()
    assert owner_of(page, "late") == ("JE", False)


def test_each_person_keeps_whose_work_they_look_at(desks: Desks, shown: Shown) -> None:
    store = a_busy_ward()
    desk = desks(store, ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    assert page.whose.current() == Whose.TEAM
    press(page.work.rows, Qt.Key.Key_V, Qt.Key.Key_V)
    assert page.whose.current() == Whose.MINE
    assert ids(page.work.rows) == ["now"]
    desk.context.session.set_person(JANE)
    desk.settle()
    assert page.whose.current() == Whose.TEAM
    desk.context.session.set_person(ESTHER)
    desk.settle()
    assert (page.whose.current(), ids(page.work.rows)) == (Whose.MINE, ["now"])


def test_somebody_whose_role_names_no_team_sees_the_ward_first(desks: Desks, shown: Shown) -> None:
    store = a_busy_ward()
    visitor = replace(JANE, id="visitor", name="Ada Clare", role="Volunteer")
    save(store, visitor)
    page = a_page(desks(store, ward=WARD, person=visitor), shown)
    assert page.whose.current() == Whose.WARD


def test_what_is_offered_to_another_team_is_the_wards_and_not_my_teams(desks: Desks, shown: Shown) -> None:
    store = a_busy_ward()
    save(store, a_task(WARD, ESTHER, id="ot", title="Kitchen assessment", offered_to=Team.OT))
    page = a_page(desks(store, ward=WARD, person=ESTHER), shown)
    assert "ot" not in ids(page.work.rows)
    press(page.work.rows, Qt.Key.Key_V)
    press(page.work.rows, Qt.Key.Key_V)
    assert page.whose.current() == Whose.MINE
    press(page.work.rows, Qt.Key.Key_V)
    press(page.work.rows, Qt.Key.Key_V)
    assert page.whose.current() == Whose.WARD
    assert "ot" in ids(page.work.rows)


def test_mine_holds_what_nobody_has_of_patients_whose_named_nurse_i_am(desks: Desks, shown: Shown) -> None:
    store = a_busy_ward()
    with store.writing() as work:
        work.patients.update(replace(work.patients.get(CATHY.id), named_nurse_id=ESTHER.id))
    page = a_page(desks(store, ward=WARD, person=ESTHER), shown)
    press(page.work.rows, Qt.Key.Key_V, Qt.Key.Key_V)
    assert page.whose.current() == Whose.MINE
    assert ids(page.work.rows) == ["late", "now"]


def test_what_others_did_with_mine_is_told_until_it_is_marked_as_read(desks: Desks, shown: Shown) -> None:
    store = a_busy_ward()
    desk = desks(store, ward=WARD, person=ESTHER)
    desk.context.hub.tasks.take_over("now", seen=ESTHER.id, by=JANE.id)
    page = a_page(desk, shown)
    [row] = [row for row in page.side.changes.row_model().rows() if isinstance(row, RowFacts)]
    assert row.sentence().startswith("New: 16:42, Jane Eyre took it over from you, Invite the care coordinator")
    click(page.side.seen)
    desk.settle()
    assert not page.side.seen.isVisible()
    [row] = [row for row in page.side.changes.row_model().rows() if isinstance(row, RowFacts)]
    assert row.sentence().startswith("Seen: ")


def test_nothing_of_one_person_is_left_on_the_page_for_the_next(desks: Desks, shown: Shown) -> None:
    desk = desks(a_busy_ward(), ward=WARD, person=ESTHER)
    desk.context.hub.tasks.take_over("now", seen=ESTHER.id, by=JANE.id)
    page = a_page(desk, shown)
    assert page.side.changes_card.isVisible()
    desk.context.session.set_person(None)
    assert not page.side.changes_card.isVisible()


def test_as_the_minutes_pass_what_was_due_becomes_late_and_at_the_shifts_end_the_lists_change(
    desks: Desks, shown: Shown
) -> None:
    store = a_ward()
    save(
        store,
        a_task(WARD, ESTHER, id="soon", due_at=NOW + timedelta(minutes=18)),
        a_task(WARD, ESTHER, id="night", shift="Night", due_at=NOW + timedelta(hours=14, minutes=48)),
    )
    desk = desks(store, ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    clock = desk.context.hub.clock
    presenter = page.findChild(TodayPresenter)
    assert isinstance(clock, FixedClock)
    assert presenter is not None

    def seen() -> list[tuple[object, str]]:
        rows = page.work.rows.row_model().rows()
        return [(row.id, row.distance) for row in rows if isinstance(row, RowFacts)]

    assert seen() == [("soon", "in 18 min"), ("fold:later", "")]
    for minutes, expected in (
        (17, [("soon", "in 1 min"), ("fold:later", "")]),
        (20, [("soon", "2 min late"), ("fold:later", "")]),
        (288, [("soon", "4 h 30 min late"), ("night", "")]),
    ):
        clock.moment = NOW + timedelta(minutes=minutes)
        presenter._minute.passed.emit()
        desk.settle()
        assert seen() == expected
    assert page.work._shift.text() == "Night shift, 21:00 to 07:30. 10 h left"


def test_the_minute_is_told_as_it_begins(desks: Desks) -> None:
    clock = FixedClock(NOW + timedelta(seconds=42, milliseconds=250))
    assert 17_750 <= MinuteHand(clock, desks(a_ward()).owner).left_ms() <= 17_850


def test_a_note_filed_anywhere_leaves_the_page_at_once(desks: Desks, shown: Shown) -> None:
    desk = desks(a_busy_ward(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    desk.context.feed.announce(desk.context.hub.notes.mark_filed("old", by=JANE.id))
    desk.settle()
    assert ids(page.side.unfiled) == ["new"]


def test_nothing_is_read_until_someone_is_at_the_computer_and_then_what_was_pressed_is_told(
    desks: Desks, shown: Shown
) -> None:
    desk = desks(a_busy_ward(), ward=WARD)
    page: TodayPage = shown(TodayPage())
    asked: list[tuple[str, str]] = []
    page.task_act_wanted.connect(lambda task, wish: asked.append((task.id, wish)))
    page.show_view(desk.context.hub.today.view("keats"), me="")
    TodayPresenter(desk.context, page)
    page.work.rows.setFocus()
    page.work.rows.select("late")
    press(page.work.rows, Qt.Key.Key_D)
    desk.open(page)
    assert asked == []
    desk.context.session.set_person(JANE)
    desk.settle()
    assert asked == [("late", "done")]


def test_another_person_at_the_computer_sees_their_own_disc(desks: Desks, shown: Shown) -> None:
    desk = desks(a_busy_ward(), ward=WARD, person=ESTHER)
    page = a_page(desk, shown)
    assert owner_of(page, "now") == ("ES", True)
    desk.context.session.set_person(JANE)
    desk.settle()
    assert owner_of(page, "now") == ("ES", False)


def test_a_quiet_ward_is_good_news(desks: Desks, shown: Shown) -> None:
    page = a_page(desks(a_ward(), ward=WARD, person=ESTHER), shown)
    assert page.all_clear.isVisible()
