"""The records that are kept all the same, and why; and what was erased lately."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inpatient_hub.domain.retention import REASON_WORDS, Erasure, RecordKind
from inpatient_hub.gui.models.table import Column, TableModel
from inpatient_hub.gui.moments import day
from inpatient_hub.gui.pages.admin.records.view import RecordsView
from inpatient_hub.gui.record_words import KIND_WORDS, erased_words, row_words, why_kept
from inpatient_hub.gui.theme import current_look, look_feed
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.data_table import DataTable
from inpatient_hub.services.retention import DueLine

_MOST_ROWS = 8


def _fit(table: DataTable, count: int) -> None:
    rows = max(1, min(count, _MOST_ROWS))
    table.setFixedHeight(scaled(32) + rows * scaled(current_look().density.table_row) + 2)


class KeptCard(Card):
    """Enter on a row looks at the records: a hold is released there."""

    look_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__("Kept all the same")
        self._model: TableModel[DueLine] = TableModel(_KEPT, item_id=lambda line: line.id, accessible=row_words)
        self.table = DataTable(name="Records kept all the same")
        self.table.set_model(self._model)
        self.look_button = Button("Look at the records", icon="eye")
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 10, 14, 12)
        row.addStretch(1)
        row.addWidget(self.look_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add(self.table)
        self.add(foot)
        self.table.row_activated.connect(self._on_look)
        self.table.current_changed.connect(self._on_current_changed)
        self.look_button.clicked.connect(self._on_look)
        look_feed().look_changed.connect(self._on_look_changed)

    def show_view(self, view: RecordsView) -> None:
        """Shows the list; without one there is no card."""
        self._model.set_items(view.due.kept)
        self.set_count(f"{len(view.due.kept):,}")
        self.setVisible(bool(view.due.kept))
        self._on_look_changed()
        self._on_current_changed(None)

    def _on_look_changed(self) -> None:
        _fit(self.table, self._model.rowCount())

    def _on_current_changed(self, _row_id: object) -> None:
        self.look_button.setEnabled(bool(self._patient()))

    def _on_look(self, _row_id: object = None) -> None:
        if self._patient():
            self.look_requested.emit(self._patient())

    def _patient(self) -> str:
        line = self._model.item_at(self.table.currentIndex().row())
        return line.id if line is not None and line.kind is not RecordKind.STAFF else ""


class RecentCard(Card):
    """What was erased, without a name."""

    def __init__(self) -> None:
        super().__init__("Erased lately")
        self._view: RecordsView | None = None
        self._model: TableModel[Erasure] = TableModel(self._columns(), item_id=lambda one: one.id)
        self.table = DataTable(name="Erased lately")
        self.table.set_model(self._model)
        self.add(self.table)
        look_feed().look_changed.connect(self._on_look_changed)

    def show_view(self, view: RecordsView) -> None:
        """Shows the list; without one there is no card."""
        self._view = view
        self._model.set_items(view.due.recent)
        self.setVisible(bool(view.due.recent))
        self._on_look_changed()

    def _columns(self) -> tuple[Column[Erasure], ...]:
        return (
            Column("When", self._when, width=116),
            Column("What", erased_words, weight=500),
            Column("Why", lambda one: REASON_WORDS[one.reason], width=230, hide_below=700),
            Column("By", self._by, width=160, hide_below=520),
        )

    def _when(self, one: Erasure) -> str:
        return day(self._view.local(one.at).date()) if self._view else ""

    def _by(self, one: Erasure) -> str:
        return self._view.names.get(one.by or "", "Someone") if self._view else ""

    def _on_look_changed(self) -> None:
        _fit(self.table, self._model.rowCount())


_KEPT: tuple[Column[DueLine], ...] = (
    Column("Name", lambda line: line.name, weight=600),
    Column("What", lambda line: KIND_WORDS[line.kind], width=150, hide_below=700),
    Column("Why it is kept", why_kept),
)
