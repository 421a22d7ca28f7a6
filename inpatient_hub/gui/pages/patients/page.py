"""The Patients page: everyone on the ward, to be found, opened and added."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.models.table import TableModel
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.patients.columns import SORTED_BY, columns_for, sentence
from inpatient_hub.gui.pages.patients.emptiness import emptiness
from inpatient_hub.gui.pages.patients.toolbar import PatientsToolbar
from inpatient_hub.gui.pages.patients.view import PatientsView
from inpatient_hub.gui.theme import design_width, look_feed, page_padding
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card, Divider
from inpatient_hub.gui.widgets.data_table import DataTable
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.icon_line import LineIcon
from inpatient_hub.gui.widgets.key_hint import KeyHint
from inpatient_hub.gui.widgets.labels import text_label
from inpatient_hub.gui.widgets.page_header import PageHeader
from inpatient_hub.services.ports import PatientLine

_ROOM_FOR_MARK = 760
"""Pixels at 100 % from which the foot has room to explain the mark of similar names."""


class PatientsPage(Page):
    """Search, filter and order over a table; it shows what its presenter read."""

    query_changed = Signal(str)
    filter_chosen = Signal(str)
    order_chosen = Signal(object)
    """Carries a `PatientOrder`."""
    more_wanted = Signal()
    add_requested = Signal()
    edit_requested = Signal(str)
    """The id of the patient whose details are to be changed."""

    def __init__(self) -> None:
        super().__init__()
        self._view: PatientsView | None = None
        self._model: TableModel[PatientLine] | None = None
        self._header = PageHeader("Patients")
        self._add = Button("Add patient", kind="primary", icon="plus", key=key_of("new_patient"))
        self._toolbar = PatientsToolbar()
        self._table = DataTable(name="Patients")
        self._empty = EmptyState("")
        self._line = Divider()
        self._foot = _Foot()
        self._empty_does = ""
        self._build()
        self._connect()

    def _build(self) -> None:
        self._header.add_primary(self._add)
        card = Card()
        card.add(self._table, 1)
        card.add(self._empty, 1)
        card.add(self._line)
        card.add(self._foot)
        self._empty.hide()
        self._body = QVBoxLayout()
        self._body.setSpacing(12)
        self._body.addWidget(self._toolbar)
        self._body.addWidget(card, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._header)
        whole.addLayout(self._body, 1)
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._on_look_changed()

    def _connect(self) -> None:
        self._header.find_requested.connect(self.find_requested)
        self._add.clicked.connect(self.add_requested)
        self._toolbar.query_changed.connect(self.query_changed)
        self._toolbar.filter_chosen.connect(self.filter_chosen)
        self._toolbar.order_chosen.connect(self.order_chosen)
        self._toolbar.left_search.connect(self.focus_table)
        self._table.row_activated.connect(self._on_row_activated)
        self._table.customContextMenuRequested.connect(self._on_menu_requested)
        self._empty.button_pressed.connect(self._on_empty_pressed)
        look_feed().look_changed.connect(self._on_look_changed)
        slots: dict[str, Callable[[], None]] = {
            "new_patient": self.add_requested.emit,
            "search": self._on_search_key,
            "refer_row": self._on_referral_key,
            "edit_row": self._on_edit_key,
        }
        for action_id, slot in slots.items():
            shortcut = QShortcut(QKeySequence(key_of(action_id)), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def show_view(self, view: PatientsView) -> None:
        """Show the list; the chosen patient stays chosen, and the list stays where it was scrolled to."""
        scrolled = self._table.verticalScrollBar().value()
        chosen, before = self._table.current_id(), self._view
        model = self._model_for(view)
        self._view = view
        model.set_first_page(view.lines, more=view.next is not None)
        if chosen is not None and self._table.current_id() is None:
            self._table.select(chosen)
        if before is not None and before.asked == view.asked:
            self._table.verticalScrollBar().setValue(scrolled)
        if self._table.hasFocus() and view.lines and self._table.current_id() is None:
            self._table.selectRow(0)
        people = "1 patient" if view.on_list == 1 else f"{view.on_list:,} patients"
        self._header.set_subtitle(f"{people}, {view.ward.name}")
        self._toolbar.show_view(view)
        self._show_emptiness(view)
        self._foot.show_count(len(view.lines), view.total)
        self._foot.explain_mark(shown=any(line.patient.id in view.similar for line in view.lines))

    def append(self, lines: tuple[PatientLine, ...], *, more: bool) -> None:
        """Add the part of the list that was asked for."""
        if self._model is not None and self._view is not None:
            self._model.append_page(lines, more=more)
            self._foot.show_count(self._model.rowCount(), self._view.total)

    def clear_search(self) -> None:
        """Empty the search box."""
        self._toolbar.search.clear()

    def select(self, patient_id: str) -> None:
        """Choose a patient in the table, if they are in it, and put the keyboard there."""
        if self._table.select(patient_id):
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> str:
        """Return the id of the chosen patient, "" when there is none."""
        found = self._table.current_id()
        return "" if found is None else str(found)

    def focus_table(self) -> None:
        """Put the keyboard on the table; when there is nothing to choose, on what can be done instead: on the search
        box only where a search found nobody, as letters typed there are no keys any more."""
        if self._table.isVisibleTo(self):
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._toolbar.search.text():
            self._empty.focus_button()
        else:
            self._toolbar.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def dialog_parent(self) -> QWidget:
        """Return what a dialog of this page belongs to."""
        return self.window()

    def row_menu(self) -> QMenu:
        """Return what can be done with the chosen patient, each with its key."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Open\tEnter").triggered.connect(self._on_open_chosen)
        menu.addAction(f"Start a referral\t{key_of('refer_row')}").triggered.connect(self._on_referral_key)
        menu.addAction(f"Change details\t{key_of('edit_row')}").triggered.connect(self._on_edit_key)
        return menu

    def _model_for(self, view: PatientsView) -> TableModel[PatientLine]:
        """The model with the columns of this ward and order; a new one only when those differ from what is shown."""
        before = self._view
        if (
            self._model is not None
            and before is not None
            and (before.ward.fields, before.today, before.asked.order, before.similar)
            == (view.ward.fields, view.today, view.asked.order, view.similar)
        ):
            return self._model
        columns = columns_for(view.ward, view.today, view.asked.order, view.similar)
        model = TableModel(
            columns,
            item_id=lambda line: line.patient.id,
            accessible=lambda line: sentence(line, view.today, view.similar),
            parent=self,
        )
        old, self._model = self._model, model
        self._table.set_model(model)
        orders = [SORTED_BY.get(column.title) for column in columns]
        self._table.sort_by(orders.index(view.asked.order))
        model.more_wanted.connect(self._on_more_wanted)
        model.sort_wanted.connect(self._on_sort_wanted)
        if old is not None:
            old.deleteLater()
        return model

    def _show_emptiness(self, view: PatientsView) -> None:
        words = emptiness(view)
        had_focus = self._table.hasFocus()
        self._table.setVisible(words is None)
        self._line.setVisible(words is None)
        self._foot.setVisible(words is None)
        self._toolbar.setVisible(bool(view.ever) or bool(view.asked.query))
        self._empty.setVisible(words is not None)
        if words is not None:
            self._empty.set_words(words.sentence, words.muted, words.button)
            self._empty_does = words.does
            if had_focus:
                self.focus_table()

    def _on_more_wanted(self, _offset: int) -> None:
        self.more_wanted.emit()

    def _on_sort_wanted(self, column: int, descending: bool) -> None:
        if self._model is None or self._view is None:
            return
        order = SORTED_BY[self._model.columns()[column].title]
        if order is not self._view.asked.order:
            self.order_chosen.emit(order)
        elif descending:
            self._table.sort_by(column)  # each order has one direction

    def _on_row_activated(self, patient_id: object) -> None:
        if patient_id:
            self.go_requested.emit(Destination(PageId.PATIENT, str(patient_id)))

    def _on_open_chosen(self) -> None:
        self._on_row_activated(self.chosen())

    def _on_referral_key(self) -> None:
        if self.chosen():
            self.go_requested.emit(Destination(PageId.REFERRALS, self.chosen()))

    def _on_edit_key(self) -> None:
        if self.chosen():
            self.edit_requested.emit(self.chosen())

    def _on_search_key(self) -> None:
        self._toolbar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._toolbar.search.selectAll()

    def _on_menu_requested(self, at: QPoint) -> None:
        index = self._table.indexAt(at)
        if index.isValid():
            self._table.selectRow(index.row())
            self.row_menu().popup(self._table.viewport().mapToGlobal(at))

    def _on_empty_pressed(self) -> None:
        does = {"add": self.add_requested.emit, "clear": self.clear_search, "current": self._on_show_current}
        does[self._empty_does]()

    def _on_show_current(self) -> None:
        self.filter_chosen.emit("current")

    def _on_look_changed(self) -> None:
        side = page_padding()
        self._body.setContentsMargins(side, min(16, side), side, min(16, side))


class _Foot(QWidget):
    """The line under the table: its keys, and how much of a long list is read."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 12, 6)
        row.setSpacing(6)
        for key, words in (
            ("Enter", "open"),
            (key_of("refer_row"), "start a referral"),
            (key_of("edit_row"), "change details"),
        ):
            row.addWidget(KeyHint(key))
            row.addWidget(text_label(words, "caption", "muted"))
            row.addSpacing(8)
        row.addStretch(1)
        self._is_marked = False
        self._similar = QWidget()
        mark = QHBoxLayout(self._similar)
        mark.setContentsMargins(0, 0, 12, 0)
        mark.setSpacing(6)
        mark.addWidget(LineIcon("users", "muted"))
        mark.addWidget(text_label("similar name on the ward", "caption", "muted"))
        self._similar.hide()
        row.addWidget(self._similar)
        self._count = text_label("", "caption", "muted")
        row.addWidget(self._count)

    def explain_mark(self, *, shown: bool) -> None:
        """Say what the mark after a name means, where one is shown and there is room."""
        self._is_marked = shown
        self._settle()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        self._similar.setVisible(self._is_marked and design_width(self.width()) >= _ROOM_FOR_MARK)

    def show_count(self, held: int, total: int) -> None:
        """Say how much is read; nothing when it is all."""
        self._count.setText(f"First {held:,} of {total:,}, scroll for more" if held < total else f"{total:,} shown")
