"""The list of backups, each with when it was made, what for, how big it is and where it lies."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.gui.backup_words import label_words, size_words
from inpatient_hub.gui.models.table import Column, TableModel
from inpatient_hub.gui.pages.admin.backups.view import BackupsView, made_words, row_words, where_words
from inpatient_hub.gui.theme import current_look, look_feed
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.data_table import DataTable
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.services.backups import ListedBackup

_MOST_ROWS = 8

_NOT_YOURS = "Putting a backup back is for a ward admin."
_CHOOSE = "Choose the one to look into."


class BackupListCard(Card):
    """Enter on a backup looks into it; nothing is put back without a question."""

    look_requested = Signal(str)
    """What a backup is asked for by: its name, or its path."""
    other_requested = Signal()

    def __init__(self) -> None:
        super().__init__("Backups")
        self._view: BackupsView | None = None
        self._model: TableModel[ListedBackup] | None = None
        self.table = DataTable(name="Backups")
        self.nothing = EmptyState("There is no backup yet", "The first one is made by itself, or with Back up now.")
        self.look_button = Button("Look into it and restore", icon="history")
        self.other_button = Button("Restore from a file", icon="folder")
        self._working = IconLine("hourglass", "Looking into the backup")
        self._reason = IconLine("lock", _NOT_YOURS)
        self.add(self.nothing)
        self.add(self.table)
        self.add(self._foot())
        self.table.row_activated.connect(self._on_look)
        self.table.current_changed.connect(self._on_current_changed)
        self.look_button.clicked.connect(self._on_look)
        self.other_button.clicked.connect(self.other_requested)
        look_feed().look_changed.connect(self._fit)

    def show_view(self, view: BackupsView) -> None:
        """Shows the list; the row chosen stays chosen."""
        self._view = view
        if self._model is None:
            self._model = TableModel(self._columns(), item_id=lambda one: one.file, accessible=self._spoken)
            self.table.set_model(self._model)
        self._model.set_items(view.listed)
        self.set_count(f"{len(view.listed):,}" if view.listed else "")
        self.nothing.setVisible(not view.listed)
        self.table.setVisible(bool(view.listed))
        self.other_button.setVisible(view.may_restore)
        self._fit()
        self._judge()

    def set_working(self, *, working: bool) -> None:
        """A backup is being looked into."""
        self._working.setVisible(working)
        self._judge()

    def chosen(self) -> str:
        """What the backup of the row chosen is asked for by; empty without one."""
        found = self.table.current_id()
        return found if isinstance(found, str) else ""

    def _columns(self) -> tuple[Column[ListedBackup], ...]:
        return (
            Column("Made", lambda one: made_words(one, self._shown), width=170, weight=500),
            Column("What for", lambda one: label_words(one.line), width=170),
            Column("Size", lambda one: size_words(one.line.size), width=80, hide_below=560),
            Column("Where", lambda one: where_words(one, self._shown), hide_below=420),
        )

    @property
    def _shown(self) -> BackupsView:
        if self._view is None:
            raise RuntimeError("nothing is shown yet")
        return self._view

    def _spoken(self, one: ListedBackup) -> str:
        return row_words(one, self._shown)

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.other_button)
        row.addWidget(self.look_button)
        column = QVBoxLayout(foot)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        column.addWidget(self._working)
        column.addWidget(self._reason)  # above the buttons: with large text both do not fit a line
        column.addLayout(row)
        self._working.hide()
        self._reason.hide()
        return foot

    def _fit(self) -> None:
        """As high as its rows, up to eight: then it scrolls by itself."""
        count = len(self._view.listed) if self._view else 0
        rows = max(2, min(count, _MOST_ROWS))
        self.table.setFixedHeight(scaled(32) + rows * scaled(current_look().density.table_row) + 2)

    def _judge(self) -> None:
        may = self._view is not None and self._view.may_restore
        self.look_button.setVisible(may)
        self.look_button.setEnabled(may and bool(self.chosen()) and self._working.isHidden())
        waits = may and not self.chosen() and self._view is not None and bool(self._view.listed)
        self._reason.set_line("info-circle" if may else "lock", _CHOOSE if may else _NOT_YOURS)
        self._reason.setVisible((not may or waits) and self._working.isHidden())

    def _on_current_changed(self, _file: object) -> None:
        self._judge()

    def _on_look(self, _file: object = None) -> None:
        if self._view is not None and self._view.may_restore and self.chosen() and self._working.isHidden():
            self.look_requested.emit(self.chosen())
