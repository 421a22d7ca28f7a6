"""The Notes page over a store: what is not filed first, every other a press away, and long lists in pages."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.changes import Changes
from inpatient_hub.gui.models.rows import RowFacts
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.pages.notes.page import NotesPage
from inpatient_hub.gui.pages.notes.presenter import NotesPresenter
from inpatient_hub.gui.pages.notes.table import NotesTable
from inpatient_hub.gui.pages.notes.view import ALL, TABS, NotesView
from tests.fakes.store import FakeStore
from tests.gui.desk import Desk, Shown, click, heard, press
from tests.gui.made_up import AT, ESTHER, JANE, WARD, note_line
from tests.gui.ward import a_busy_ward, a_ward, many_notes

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Desks = Callable[..., Desk]


def a_page(desk: Desk, shown: Shown, about: str = "") -> NotesPage:
    page: NotesPage = shown(NotesPage())
    NotesPresenter(desk.context, page)
    desk.open(page, about)
    return page


def choose(desk: Desk, page: NotesPage, tab: str) -> None:
    click(page.tabs._tabs[tab])
    desk.settle()


def search(desk: Desk, page: NotesPage, qtbot: QtBot, words: str) -> None:
    with qtbot.waitSignal(page.search_changed):
        page.search.setFocus()
        press(page.search, words)
    desk.settle()


def unfiled(page: NotesPage) -> list[object]:
    return [row.id for row in page.unfiled.row_model().rows() if isinstance(row, RowFacts)]


def listed(page: NotesPage) -> list[object]:
    return [page.model.id_at(row) for row in range(page.model.rowCount())]


def counts(page: NotesPage) -> dict[str, str]:
    return {key: tab._count for key, tab in page.tabs._tabs.items()}


def desk_of(desks: Desks, store: FakeStore) -> Desk:
    return desks(store, ward=WARD, person=ESTHER)


def test_the_page_opens_on_the_notes_not_filed_yet_the_oldest_first(desks: Desks, shown: Shown) -> None:
    page = a_page(desk_of(desks, a_busy_ward()), shown)
    assert page.tabs.current() == "unfiled"
    assert unfiled(page) == ["old", "new"]
    assert page.unfiled_card.accessibleName() == "Copied, not yet filed 2, oldest 3 h"
    assert not page.table_card.isVisible()


def test_the_keyboard_is_on_the_notes_once_the_page_is_opened(desks: Desks, shown: Shown) -> None:
    desk = desk_of(desks, a_busy_ward())
    page = a_page(desk, shown)
    assert page.unfiled.hasFocus()
    choose(desk, page, "all")
    desk.open(page)
    assert page.table.hasFocus()


def test_every_tab_tells_how_many_notes_it_holds(desks: Desks, shown: Shown) -> None:
    page = a_page(desk_of(desks, a_busy_ward()), shown)
    assert counts(page) == {"unfiled": "2", "all": "5", "filed": "1", "drafts": "1", "not_filed": "1"}


def test_all_notes_are_listed_newest_first_with_their_state_in_words(desks: Desks, shown: Shown) -> None:
    desk = desk_of(desks, a_busy_ward())
    page = a_page(desk, shown)
    choose(desk, page, "all")
    assert listed(page) == ["new", "draft", "old", "filed", "unfiled"]
    told = [page.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in (1, 3)]
    assert told == [
        "Draft, Duty to refer, edited by hand, PIRRIP, Philip, bed 2, by Esther Summerson, made 15:12",
        "Filed, Section 117 meeting, DURBEYFIELD, Tess, bed 7, by Jane Eyre, made 11:42, copied 11:43, closed 11:52",
    ]


def test_a_tab_shows_only_its_own_notes(desks: Desks, shown: Shown) -> None:
    desk = desk_of(desks, a_busy_ward())
    page = a_page(desk, shown)
    seen = {}
    for tab in ("filed", "drafts", "not_filed"):
        choose(desk, page, tab)
        seen[tab] = listed(page)
    assert seen == {"filed": ["filed"], "drafts": ["draft"], "not_filed": ["unfiled"]}


def test_the_search_narrows_the_notes_and_the_counts(desks: Desks, shown: Shown, qtbot: QtBot) -> None:
    desk = desk_of(desks, a_busy_ward())
    page = a_page(desk, shown)
    search(desk, page, qtbot, "pirrip")
    assert unfiled(page) == ["old"]
    assert counts(page) == {"unfiled": "1", "all": "2", "filed": "0", "drafts": "1", "not_filed": "0"}
    choose(desk, page, "all")
    assert listed(page) == ["draft", "old"]


def test_a_search_among_the_unfiled_keeps_the_oldest_first(desks: Desks, shown: Shown, qtbot: QtBot) -> None:
    desk = desk_of(desks, a_busy_ward())
    page = a_page(desk, shown)
    search(desk, page, qtbot, "e")
    assert unfiled(page) == ["old", "new"]


def test_a_search_that_finds_nothing_says_so_and_can_be_cleared(desks: Desks, shown: Shown, qtbot: QtBot) -> None:
    desk = desk_of(desks, a_busy_ward())
    page = a_page(desk, shown)
    search(desk, page, qtbot, "heathcliff")
    assert page.empty._sentence.text() == "No note here matches 'heathcliff'"
    with qtbot.waitSignal(page.search_changed):
        click(page.empty._button)
    desk.settle()
    assert unfiled(page) == ["old", "new"]


def test_slash_goes_to_the_search_and_down_to_the_notes(desks: Desks, shown: Shown) -> None:
    page = a_page(desk_of(desks, a_busy_ward()), shown)
    page.unfiled.setFocus()
    press(page.unfiled, Qt.Key.Key_Slash)
    assert page.search.hasFocus()
    press(page.search, Qt.Key.Key_Down)
    assert page.unfiled.hasFocus()


def test_opened_about_the_unfiled_it_shows_them_whatever_was_shown_before(
    desks: Desks, shown: Shown, qtbot: QtBot
) -> None:
    desk = desk_of(desks, a_busy_ward())
    page = a_page(desk, shown)
    choose(desk, page, "all")
    search(desk, page, qtbot, "tess")
    desk.open(page, "unfiled")
    assert page.tabs.current() == "unfiled"
    assert page.search.text() == ""
    assert unfiled(page) == ["old", "new"]


def test_opened_again_it_stays_where_the_person_was(desks: Desks, shown: Shown) -> None:
    desk = desk_of(desks, a_busy_ward())
    page = a_page(desk, shown)
    choose(desk, page, "filed")
    page.left()
    desk.open(page)
    assert page.tabs.current() == "filed"
    assert listed(page) == ["filed"]


def test_every_filed_note_means_good_news_and_a_way_to_all_notes(desks: Desks, shown: Shown) -> None:
    store = a_ward()
    many_notes(store, 3)
    desk = desk_of(desks, store)
    page = a_page(desk, shown)
    assert page.empty._sentence.text() == "Every copied note is filed"
    click(page.empty._button)
    desk.settle()
    assert page.tabs.current() == ALL
    assert len(listed(page)) == 3


def test_a_ward_without_notes_says_how_one_comes_about(desks: Desks, shown: Shown) -> None:
    desk = desk_of(desks, a_ward())
    page = a_page(desk, shown)
    choose(desk, page, "all")
    went = heard(page.go_requested)
    assert page.empty._sentence.text() == "No notes yet"
    assert "last step" in page.empty._muted.text()
    click(page.empty._button)
    assert went == [Destination(PageId.REFERRALS)]


def test_every_tab_has_words_for_when_it_is_empty() -> None:
    assert all(tab.empty and tab.how.endswith(".") for tab in TABS)
    assert len({tab.empty for tab in TABS}) == len(TABS)


def test_enter_opens_a_note_from_either_list(desks: Desks, shown: Shown) -> None:
    desk = desk_of(desks, a_busy_ward())
    page = a_page(desk, shown)
    went = heard(page.go_requested)
    page.unfiled.setFocus()
    press(page.unfiled, Qt.Key.Key_Return)
    choose(desk, page, "all")
    page.table.setFocus()
    page.table.select("draft")
    press(page.table, Qt.Key.Key_Return)
    assert went == [Destination(PageId.NOTE, "old"), Destination(PageId.NOTE, "draft")]


def test_the_keys_of_an_unfiled_note_work_in_the_table_and_only_on_such_a_note(desks: Desks, shown: Shown) -> None:
    desk = desk_of(desks, a_busy_ward())
    page = a_page(desk, shown)
    choose(desk, page, "all")
    told = heard(page.filed_requested), heard(page.not_filed_requested), heard(page.copy_again_requested)
    page.table.setFocus()
    for note_id in ("new", "filed"):
        page.table.select(note_id)
        press(page.table, Qt.Key.Key_F, Qt.Key.Key_X, Qt.Key.Key_A)
    assert told == (["new"], ["new"], [("new", 1), ("filed", 1)])


def test_copy_of_the_window_copies_the_note_the_keyboard_is_on(desks: Desks, shown: Shown) -> None:
    desk = desk_of(desks, a_busy_ward())
    page = a_page(desk, shown)
    copied = heard(page.copy_again_requested)
    page.search.setFocus()
    page.copy()
    page.unfiled.setFocus()
    page.copy()
    choose(desk, page, "all")
    page.table.setFocus()
    page.table.select("filed")
    page.copy()
    assert copied == [("old", 1), ("filed", 1)]


def test_a_note_filed_from_its_row_leaves_the_unfiled_and_is_counted_as_filed(desks: Desks, shown: Shown) -> None:
    desk = desk_of(desks, a_busy_ward())
    page = a_page(desk, shown)
    page.filed_requested.connect(
        lambda note_id: desk.context.feed.announce(desk.context.hub.notes.mark_filed(note_id, by=ESTHER.id))
    )
    page.unfiled.setFocus()
    press(page.unfiled, Qt.Key.Key_F)
    desk.settle()
    assert unfiled(page) == ["new"]
    assert counts(page)["filed"] == "2"


def test_with_the_last_note_filed_the_keyboard_stays_on_the_page(desks: Desks, shown: Shown) -> None:
    desk = desk_of(desks, a_busy_ward())
    page = a_page(desk, shown)
    for note_id in ("old", "new"):
        assert page.unfiled.hasFocus()
        desk.context.feed.announce(desk.context.hub.notes.mark_not_filed(note_id, "Wrong patient", by=ESTHER.id))
        desk.settle()
    assert page.empty._button.hasFocus()


def test_a_hidden_page_reads_nothing_and_reads_again_when_it_is_opened(desks: Desks, shown: Shown) -> None:
    desk = desk_of(desks, a_busy_ward())
    page = a_page(desk, shown)
    page.left()
    desk.context.feed.announce(desk.context.hub.notes.mark_filed("old", by=JANE.id))
    desk.settle()
    assert unfiled(page) == ["old", "new"]
    desk.open(page)
    assert unfiled(page) == ["new"]


def test_a_long_list_comes_in_pages_of_two_hundred_and_none_is_missing_or_twice(
    desks: Desks, shown: Shown, qtbot: QtBot
) -> None:
    store = a_ward()
    many_notes(store, 450)
    desk = desk_of(desks, store)
    page = a_page(desk, shown)
    choose(desk, page, "all")
    batches = [page.model.rowCount()]
    page.model.rowsInserted.connect(lambda _parent, first, last: batches.append(last - first + 1))
    while page.model.canFetchMore(QModelIndex()):
        page.table.scrollToBottom()
        page.model.fetchMore(QModelIndex())
        desk.settle()
    assert batches == [200, 200, 50]
    assert listed(page) == [f"many{place:05d}" for place in reversed(range(450))]


def test_a_change_keeps_what_was_read_and_the_note_that_is_chosen(desks: Desks, shown: Shown) -> None:
    store = a_ward()
    many_notes(store, 450)
    desk = desk_of(desks, store)
    page = a_page(desk, shown)
    choose(desk, page, "all")
    page.model.fetchMore(QModelIndex())
    desk.settle()
    page.table.select("many00100")
    assert page.table.current_id() == "many00100"
    desk.context.feed.announce(Changes.of(*[(kind, "x") for kind in NotesPresenter.shows]))
    desk.settle()
    assert page.model.rowCount() == 400
    assert page.table.current_id() == "many00100"


def test_an_answer_that_comes_too_late_is_not_shown(desks: Desks, shown: Shown) -> None:
    desk = desk_of(desks, a_busy_ward())
    page = a_page(desk, shown)
    seen = []
    show = page.show_notes
    page.show_notes = lambda view: (seen.append(view.tab), show(view))  # type: ignore[method-assign]
    for tab in ("all", "filed", "drafts"):
        page.tab_chosen.emit(tab)
    desk.settle()
    assert seen == ["drafts"]


def test_counts_give_way_when_the_text_is_large(desks: Desks, shown: Shown) -> None:
    page = a_page(desk_of(desks, a_busy_ward()), shown)
    page.resize(600, 700)
    assert counts(page) == {"unfiled": "2", "all": "", "filed": "", "drafts": "", "not_filed": ""}
    page.resize(900, 700)
    assert counts(page)["all"] == "5"


def test_times_are_told_without_the_day_today_and_with_it_before(qtmodeltester: ModelTester) -> None:
    model = NotesTable()
    model.set_now(AT)
    model.set_first_page([note_line("today", 38), note_line("before", 60 * 24 * 3)], more=False)
    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    copied = titles.index("Copied")
    assert [model.index(row, copied).data() for row in range(2)] == ["16:04", "17 Nov 16:42"]
    qtmodeltester.check(model)


def test_a_page_that_was_never_filled_says_loading_after_a_while(shown: Shown, qtbot: QtBot) -> None:
    page: NotesPage = shown(NotesPage())
    qtbot.waitUntil(page._loading.isVisible)
    page.show_notes(NotesView(tab="unfiled", query="", lines=(), more=False, counts={}, at=AT))
    assert not page._loading.isVisible()
