"""Rows, tables and history: models that keep Qt's rules, and lists worked by keyboard and pointer."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from inpatient_hub.gui.models.history import HistoryModel
from inpatient_hub.gui.models.row_layout import columns_of, placed_buttons
from inpatient_hub.gui.models.rows import GroupFacts, RowFacts, RowModel
from inpatient_hub.gui.models.table import TableModel
from inpatient_hub.gui.widgets.data_table import DataTable
from inpatient_hub.gui.widgets.history_list import HistoryList
from inpatient_hub.gui.widgets.palette import PaletteModel
from inpatient_hub.gui.widgets.row_list import RowList
from tests.gui.foundation import example_ward as ward
from tests.gui.foundation.example_table import BEDS, patients_table
from tests.gui.foundation.overlays import FOUND

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Shown = Callable[[QWidget], QWidget]


def _list(shown: Shown, rows: Any) -> RowList:
    listed = RowList(name="Rows")
    listed.resize(800, 500)
    shown(listed)
    listed.set_rows(rows)
    listed.select_first()
    return listed


def test_every_model_keeps_the_rules_of_qt(qtmodeltester: Any, qapp: Any) -> None:
    rows, table, history, palette = RowModel(), patients_table(qapp), HistoryModel(), PaletteModel()
    rows.set_rows(ward.shift_rows())
    history.set_items(ward.HISTORY)
    palette.set_items(FOUND)
    for model in (rows, table, history, palette):
        qtmodeltester.check(model, force_py=True)


def test_a_row_is_told_as_a_sentence() -> None:
    model = RowModel()
    model.set_rows(ward.shift_rows())
    spoken = model.index_of("capacity").data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "to do, 12:00, 4 h 42 min late, Capacity assessment before discharge meeting, "
        "Bed 4, Catherine Earnshaw, Urgent, unclaimed"
    )


def test_a_group_head_cannot_be_chosen(shown: Shown) -> None:
    listed = _list(shown, ward.shift_rows())
    assert listed.current_id() == "capacity"
    assert not listed.row_model().flags(listed.row_model().index(0)) & Qt.ItemFlag.ItemIsSelectable


def test_j_k_and_arrows_move_past_group_heads(shown: Shown, qtbot: QtBot) -> None:
    listed = _list(shown, ward.shift_rows())
    for key in (Qt.Key.Key_J, Qt.Key.Key_Down):
        qtbot.keyClick(listed, key)
    assert listed.current_id() == "housing"
    qtbot.keyClick(listed, Qt.Key.Key_K)
    assert listed.current_id() == "rights"


def test_a_key_named_by_the_row_acts_on_it_and_enter_opens_it(shown: Shown, qtbot: QtBot) -> None:
    listed = _list(shown, ward.shift_rows())
    with qtbot.waitSignal(listed.key_pressed) as pressed:
        qtbot.keyClick(listed, Qt.Key.Key_D)
    assert pressed.args == ["capacity", "D"]
    with qtbot.waitSignal(listed.row_activated) as opened:
        qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert opened.args == ["capacity"]


def test_a_letter_that_is_no_key_of_the_row_reaches_the_page(qtbot: QtBot) -> None:
    class Page(QWidget):
        typed = ""

        @override
        def keyPressEvent(self, event: Any) -> None:
            self.typed += event.text()

    page = Page()
    qtbot.addWidget(page)
    listed = RowList(name="Rows", parent=page)
    QVBoxLayout(page).addWidget(listed)
    listed.set_rows(ward.shift_rows())
    listed.select_first()
    page.show()
    qtbot.keyClick(listed, Qt.Key.Key_N)
    assert (page.typed, listed.current_id()) == ("n", "capacity")


def test_a_button_in_a_row_is_pressed_where_it_is_painted(shown: Shown, qtbot: QtBot) -> None:
    listed = _list(shown, ward.PATIENT_ROWS)
    opened = QSignalSpy(listed.row_activated)
    index = listed.row_model().index_of("p1")
    rect = listed.visualRect(index)
    columns = columns_of(ward.PATIENT_ROWS)
    placed = placed_buttons(rect.adjusted(0, 0, 0, -1), ward.PATIENT_ROWS[0], columns)
    copy, filed = (place for _button, place in placed)
    for place, name in ((copy, "copy"), (filed, "filed")):
        with qtbot.waitSignal(listed.button_pressed) as pressed:
            qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
        assert pressed.args == ["p1", name]
    qtbot.mouseDClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=filed.center())
    assert opened.count() == 0


def test_a_press_that_leaves_the_button_does_nothing(shown: Shown, qtbot: QtBot) -> None:
    listed = _list(shown, ward.PATIENT_ROWS)
    pressed = QSignalSpy(listed.button_pressed)
    rect = listed.visualRect(listed.row_model().index_of("p1"))
    columns = columns_of(ward.PATIENT_ROWS)
    (_copy, (_button, filed)) = placed_buttons(rect.adjusted(0, 0, 0, -1), ward.PATIENT_ROWS[0], columns)
    qtbot.mousePress(listed.viewport(), Qt.MouseButton.LeftButton, pos=filed.center())
    qtbot.mouseMove(listed.viewport(), QPoint(20, filed.center().y()))
    qtbot.mouseRelease(listed.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, filed.center().y()))
    assert pressed.count() == 0


def test_the_menu_of_a_row_offers_its_buttons_and_keys(shown: Shown, qtbot: QtBot) -> None:
    listed = _list(shown, (*ward.PATIENT_ROWS, *ward.shift_rows()))
    menu = listed.menu_for(ward.PATIENT_ROWS[0])
    assert [action.text() for action in menu.actions()] == ["Copy again", "Filed"]
    with qtbot.waitSignal(listed.button_pressed) as pressed:
        menu.actions()[1].trigger()
    assert pressed.args == ["p1", "filed"]
    task = ward.shift_rows()[1]
    assert isinstance(task, RowFacts)
    assert [action.text() for action in listed.menu_for(task).actions()] == ["Done\tD", "Claim\tC", "Wait\tS"]


def test_the_choice_stays_when_the_rows_are_read_again(shown: Shown) -> None:
    listed = _list(shown, ward.shift_rows())
    listed.select("housing")
    told = QSignalSpy(listed.current_changed)
    listed.set_rows((*ward.shift_rows()[1:], RowFacts("new", "A new task")))
    assert (listed.current_id(), told.count()) == ("housing", 0)


def test_the_next_row_is_chosen_when_the_chosen_one_goes(shown: Shown, qtbot: QtBot) -> None:
    listed = _list(shown, ward.PATIENT_ROWS)
    listed.select("p2")
    with qtbot.waitSignal(listed.current_changed) as told:
        listed.set_rows((ward.PATIENT_ROWS[0], ward.PATIENT_ROWS[2]))
    assert told.args == ["p3"]


def test_a_long_list_asks_for_its_next_page_once(shown: Shown, qtbot: QtBot) -> None:
    page = [RowFacts(number, f"Task {number}") for number in range(50)]
    asked: list[int] = []
    listed = _list(shown, page)
    listed.set_more(asked.append)
    listed.scrollToBottom()
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [50]
    listed.append_rows([RowFacts(50, "Task 50")])
    assert listed.row_model().rowCount() == 51


def test_a_fitting_list_is_as_high_as_its_rows(qtbot: QtBot) -> None:
    listed = RowList(name="Rows", fit=True)
    qtbot.addWidget(listed)
    listed.set_rows((GroupFacts("Overdue", "2"), *ward.UNFILED))
    assert listed.sizeHint().height() == 32 + 2 * 46


def test_a_table_sorts_by_key_and_keeps_hold_of_its_items(qapp: Any) -> None:
    model = patients_table(qapp)
    held = QPersistentModelIndex(model.index(0, 1))
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.item_at(0) == max(BEDS, key=lambda bed: bed.name)
    assert held.data() == "Emma Woodhouse"


def test_a_paged_table_asks_its_source_for_order_and_pages(qapp: Any, qtbot: QtBot) -> None:
    model: TableModel[Any] = patients_table(qapp)
    model.set_first_page(BEDS[:5], more=True)
    with qtbot.waitSignal(model.sort_wanted) as sorting:
        model.sort(1, Qt.SortOrder.DescendingOrder)
    assert sorting.args == [1, True]
    with qtbot.waitSignal(model.more_wanted) as more:
        model.fetchMore(QModelIndex())
    assert more.args == [5]
    assert not model.canFetchMore(QModelIndex())
    model.append_page(BEDS[5:], more=False)
    assert (model.rowCount(), model.canFetchMore(QModelIndex())) == (len(BEDS), False)


def test_a_table_keeps_its_row_and_fits_its_columns(shown: Shown, qtbot: QtBot) -> None:
    table = DataTable(name="Patients")
    model = patients_table(table)
    table.set_model(model)
    table.resize(1000, 400)
    shown(table)
    table.select(4)
    model.set_items(BEDS[2:])
    assert table.current_id() == 4
    for width, hidden in ((1000, False), (600, True), (260, True)):
        table.resize(width, 400)
        assert table.isColumnHidden(4) is hidden
        assert sum(table.columnWidth(at) for at in range(7) if not table.isColumnHidden(at)) == table.viewport().width()
    with qtbot.waitSignal(table.row_activated) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [4]


def test_a_list_with_the_keyboard_chooses_its_first_row_when_its_rows_come_later(shown: Shown, qtbot: QtBot) -> None:
    """As on a page that is opened for the first time: the keyboard is there before what the store holds."""
    listed, table = RowList(name="Rows"), DataTable(name="Patients")
    model = patients_table(table)
    items = [model.item_at(row) for row in range(model.rowCount())]
    model.set_items([])
    table.set_model(model)
    for waiting in (listed, table):
        waiting.resize(1000, 400)
        shown(waiting).activateWindow()
        waiting.setFocus()
        qtbot.waitUntil(waiting.hasFocus)
        assert waiting.current_id() is None
        if waiting is listed:
            listed.set_rows(ward.shift_rows())
        else:
            model.set_items(items)
    assert (listed.current_id(), table.current_id()) == ("capacity", BEDS[0].bed)


def test_a_list_without_the_keyboard_chooses_nothing_by_itself(qapp: Any) -> None:
    listed, table = RowList(name="Rows"), DataTable(name="Patients")
    model = patients_table(qapp)
    table.set_model(model)
    listed.set_rows(ward.shift_rows())
    model.set_items(BEDS)
    assert (listed.current_id(), table.current_id()) == (None, None)


def test_a_head_is_told_to_sort_and_one_without_order_is_not(shown: Shown, qtbot: QtBot) -> None:
    table = DataTable(name="Patients")
    model = patients_table(table)
    table.set_model(model)
    table.resize(1000, 400)
    shown(table)
    head = table.horizontalHeader()
    for column, first in ((1, "Amelia Sedley"), (5, "Amelia Sedley")):
        place = QPoint(head.sectionViewportPosition(column) + 10, 10)
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert model.item_at(0) is not None
        assert model.index(0, 1).data() == first


def test_history_wraps_in_the_width_it_has(shown: Shown) -> None:
    events = HistoryList(name="History", fit=True)
    events.resize(600, 400)
    shown(events)
    events.set_items(ward.HISTORY)
    wide = events.sizeHint().height()
    events.resize(260, 400)
    assert events.sizeHint().height() > wide
    assert ward.HISTORY[0].plain() == "Esther Summerson copied the note Advocate referral"
