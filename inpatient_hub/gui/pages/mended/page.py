"""Shown while the store is closed and worked on, and afterwards: what was done, what differs, and the way on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.rescue import Difference, Rescue
from inpatient_hub.gui.backup_words import Local, Row
from inpatient_hub.gui.models.table import Column, TableModel
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.mended.words import (
    TABLE_HEADS,
    backup_line,
    origin_words,
    records_words,
    summary,
    table_line,
)
from inpatient_hub.gui.theme import look_feed
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.compare_grid import CompareGrid
from inpatient_hub.gui.widgets.data_table import DataTable
from inpatient_hub.gui.widgets.icon_line import IconLine, LineIcon
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.scroll_page import ScrollPage
from inpatient_hub.gui.widgets.text_table import TextTable

_WIDEST = 820
_LIST_HEIGHT = 300


class MendedPage(Page):
    """One calm card, and under it what differs."""

    open_requested = Signal()
    save_requested = Signal()
    print_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._icon = LineIcon("hourglass", "muted", 36)
        self._title = WrapLabel("", "verdict")
        self._message = WrapLabel("")
        self._remedy = WrapLabel("", "strong")
        self._lines = QVBoxLayout()
        self.open_button = Button("Open the ward", kind="primary")
        self.save_button = Button("Save this list", icon="download")
        self.print_button = Button("Print", icon="printer")
        self._kept = IconLine("archive", "", "muted")
        self._told = IconLine("check", "", "ok-text")
        self.grid = CompareGrid(("Now", "Before"))
        self.tables = TextTable(TABLE_HEADS)
        self.list = DataTable(name="Records that are not as before")
        self._model: TableModel[Difference] = _model()
        self.list.set_model(self._model)
        self._grid_card = Card("What the ward holds")
        self._tables_card = Card("What was saved")
        self._list_card = Card("Not as before")
        self.extra = QVBoxLayout()
        """Room for something else that has to be seen to here."""
        self._build()
        self.open_button.clicked.connect(self.open_requested)
        self.save_button.clicked.connect(self.save_requested)
        self.print_button.clicked.connect(self.print_requested)
        look_feed().look_changed.connect(self._on_look_changed)
        self._on_look_changed()

    # What is shown

    def show_working(self, title: str, message: str) -> None:
        """The store is worked on: nothing can be pressed."""
        self._say("hourglass", "muted", title, message, "")
        for part in (self.open_button, self.save_button, self.print_button, self._kept, self._told):
            part.hide()
        for card in (self._grid_card, self._tables_card, self._list_card):
            card.hide()

    def show_done(self, title: str, message: str, remedy: str, rows: Sequence[Row] = ()) -> None:
        """It is done; `rows` tell what the ward holds now and held before."""
        self._say("circle-check", "ok-text", title, message, remedy)
        self._grid_card.setVisible(bool(rows))
        if rows:
            self.grid.show_rows(rows)
        self._offer_open()

    def show_failed(self, error: HubError, assurance: str) -> None:
        """It could not be done; `assurance` says how things stand."""
        self._say("alert-triangle", "act-text", error.title, f"{error.message} {assurance}".strip(), error.remedy)
        self._offer_open()

    def show_rescue(self, told: Rescue, local: Local) -> None:
        """A damaged store was saved as far as it could be."""
        sound = not told.differences and told.is_complete
        icon, token = ("circle-check", "ok-text") if sound else ("alert-triangle", "warn-text")
        remedy = "" if sound else "Compare what differs with SystmOne and the ward's paper. Save or print the list now."
        self._say(
            icon, token, "The damaged store was rescued", f"{summary(told)} {backup_line(told, local)}".strip(), remedy
        )
        kept = f"The damaged store is kept: {told.kept}"
        self._kept.set_line("archive", kept, "muted")
        self._kept.show()
        self.tables.show_rows([table_line(saved) for saved in told.tables])
        self._tables_card.show()
        self._model.set_items(told.differences)
        self._list_card.set_count(f"{len(told.differences):,}")
        self._list_card.setVisible(bool(told.differences))
        self.save_button.show()
        self.print_button.show()
        self._offer_open()

    def say_saved(self, words: str) -> None:
        """Says that the list was saved or printed."""
        self._told.set_line("check", words, "ok-text")
        self._told.show()

    def say_not_saved(self, error: HubError) -> None:
        """Says that the list was not saved, and what to do."""
        self._told.set_line("alert-circle", f"{error.title}. {error.message} {error.remedy}", "act-text")
        self._told.show()

    def words(self) -> str:
        """What the card says, for a screen reader."""
        return " ".join(label.text() for label in (self._title, self._message, self._remedy) if label.text())

    def _say(self, icon: str, token: str, title: str, message: str, remedy: str) -> None:
        self._icon.show_icon(icon, token)
        self._title.setText(title)
        self._message.setText(message)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self.setAccessibleName(self.words())

    def _offer_open(self) -> None:
        self.open_button.show()
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # How it is built

    def _build(self) -> None:
        self._grid_card.add_padded(self.grid)
        self._tables_card.add_padded(self.tables)
        self._list_card.add(self.list)
        head_card = Card()
        head_card.add_padded(self._head())
        self._sheet = QWidget()
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(head_card)
        column.addLayout(self.extra)
        for card in (self._grid_card, self._tables_card, self._list_card):
            column.addWidget(card)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(self._sheet, 100)
        centred.addStretch(1)
        scroll = ScrollPage()
        scroll.body.addLayout(centred)
        scroll.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self.show_working("", "")

    def _head(self) -> QWidget:
        words = QVBoxLayout()
        words.setSpacing(6)
        for label in (self._title, self._message, self._remedy, self._kept, self._told):
            words.addWidget(label)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.print_button, self.save_button, self.open_button):
            buttons.addWidget(button)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(6, 8, 6, 2)
        column.setSpacing(20)
        column.addLayout(top)
        column.addLayout(buttons)
        return inside

    def _on_look_changed(self) -> None:
        self._sheet.setMaximumWidth(scaled(_WIDEST))
        self.list.setMinimumHeight(scaled(_LIST_HEIGHT))


def _model() -> TableModel[Difference]:
    columns = (
        Column[Difference]("Record", lambda one: records_words(one.table), width=150),
        Column[Difference]("Number", lambda one: one.key, width=300, hide_below=560),
        Column[Difference]("What became of it", origin_words),
    )
    return TableModel(
        columns,
        item_id=lambda one: (one.table, one.key),
        accessible=lambda one: f"{records_words(one.table)} {one.key}: {origin_words(one)}",
    )
