"""The records that are due: ticked by a person, and erased after a second question that names their number."""

from collections.abc import Hashable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.domain.retention import RecordKind
from inpatient_hub.gui.models.table import Column, TableModel
from inpatient_hub.gui.moments import day
from inpatient_hub.gui.pages.admin.records.view import RecordsView
from inpatient_hub.gui.record_words import KIND_WORDS, kept_words, nothing_due_words, row_words
from inpatient_hub.gui.theme import current_look, look_feed
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.tick_table import TickTable
from inpatient_hub.services.retention import DueLine

_MOST_ROWS = 10


class DueCard(Card):
    """Space ticks the row in focus; Enter looks at what is kept of it."""

    erase_requested = Signal(list)
    """The ids ticked."""
    look_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__("Due to be erased")
        self._view: RecordsView | None = None
        self._ticked: set[str] = set()
        self._model: TableModel[DueLine] = TableModel(
            self._columns(), item_id=lambda line: line.id, accessible=self._row
        )
        self.table = TickTable(name="Records due to be erased")
        self.table.set_model(self._model)
        self.nothing = EmptyState("Nothing is due")
        self.all_button = Button("Tick all")
        self.look_button = Button("Look at the records", icon="eye")
        self.erase_button = Button("Erase", kind="danger", icon="trash")
        self._reason = IconLine("lock", "")
        self.add(self.nothing)
        self.add(self.table)
        self._foot = self._made_foot()
        self.add(self._foot)
        self.table.tick_pressed.connect(self._on_tick)
        self.table.row_activated.connect(self._on_look)
        self.table.verticalHeader().sectionResized.connect(self._fit)
        self.table.current_changed.connect(self._on_current_changed)
        self.all_button.clicked.connect(self._on_all)
        self.look_button.clicked.connect(self._on_look)
        self.erase_button.clicked.connect(self._on_erase)
        look_feed().look_changed.connect(self._fit)

    def show_view(self, view: RecordsView) -> None:
        """Shows the list; what is ticked stays ticked while it is due."""
        self._view = view
        self._ticked &= {line.id for line in view.due.due}
        self._model.set_items(view.due.due)
        self.set_count(f"{len(view.due.due):,}" if view.due.due else "")
        self.nothing.set_words("Nothing is due", nothing_due_words(view.due.later, view.due.next_on))
        for widget in (self.table, self._foot):
            widget.setVisible(bool(view.due.due))
        self.nothing.setVisible(not view.due.due)
        self._fit()
        self._judge()

    def ticked(self) -> list[str]:
        """The ids ticked, in the order shown."""
        lines = self._view.due.due if self._view else ()
        return [line.id for line in lines if line.id in self._ticked]

    def _columns(self) -> tuple[Column[DueLine], ...]:
        return (
            Column("Name", lambda line: line.name, weight=600, wraps=True, tick=lambda line: line.id in self._ticked),
            Column("What", lambda line: KIND_WORDS[line.kind], width=150, hide_below=560),
            Column("Last done", lambda line: day(line.last_on), width=116, hide_below=700),
            Column("Period over", lambda line: day(line.due_on), lambda line: line.due_on, width=116),
            Column("Kept here", kept_words, width=240, hide_below=860),
        )

    def _row(self, line: DueLine) -> str:
        return f"{'Ticked' if line.id in self._ticked else 'Not ticked'}, {row_words(line)}"

    def _made_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.all_button)
        row.addStretch(1)
        row.addWidget(self.look_button)
        row.addWidget(self.erase_button)
        column = QVBoxLayout(foot)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        column.addWidget(self._reason)
        column.addLayout(row)
        return foot

    def _fit(self) -> None:
        """As high as its rows, up to ten: then it scrolls by itself. A long name takes two lines: whose records are
        erased is never cut."""
        count = len(self._view.due.due) if self._view else 0
        rows = max(2, min(count, _MOST_ROWS)) * scaled(current_look().density.table_row)
        if count <= _MOST_ROWS:
            rows = max(rows, self.table.verticalHeader().length())
        self.table.setFixedHeight(scaled(32) + rows + 2)

    def _judge(self) -> None:
        may = self._view is not None and self._view.may_erase
        count, total = len(self._ticked), self._model.rowCount()
        self.all_button.set_label("Untick all" if count and count == total else "Tick all")
        self.erase_button.setVisible(may)
        self.erase_button.setEnabled(bool(count))
        self.erase_button.set_label(f"Erase {count:,}" if count else "Erase")
        self.look_button.setEnabled(bool(self._patient()))
        reason = "" if count else "Tick what is to be erased."
        self._reason.set_line("lock" if not may else "info-circle", reason if may else "Erasing is for a senior admin.")
        self._reason.setVisible(not may or not count)

    def _redraw(self) -> None:
        self.table.viewport().update()
        self._judge()

    def _on_tick(self, row_id: Hashable) -> None:
        if isinstance(row_id, str):
            self._ticked ^= {row_id}
            self._redraw()

    def _on_all(self) -> None:
        lines = self._view.due.due if self._view else ()
        everything = {line.id for line in lines}
        self._ticked = set() if self._ticked == everything else everything
        self._redraw()

    def _on_current_changed(self, _row_id: object) -> None:
        self._judge()

    def _on_look(self, _row_id: object = None) -> None:
        if self._patient():
            self.look_requested.emit(self._patient())

    def _patient(self) -> str:
        """The id of the patient in the row chosen; there is nothing more to look at of somebody who left."""
        chosen = self.table.current_id()
        lines = self._view.due.due if self._view else ()
        found = (line.id for line in lines if line.id == chosen and line.kind is not RecordKind.STAFF)
        return next(found, "")

    def _on_erase(self) -> None:
        if self.ticked():
            self.erase_requested.emit(self.ticked())
