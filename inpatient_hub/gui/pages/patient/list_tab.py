"""Tabs of a patient that hold one list in a card, or say what would be there."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inpatient_hub.gui.models.history import HistoryFacts
from inpatient_hub.gui.models.rows import Row
from inpatient_hub.gui.theme import look_feed, page_padding
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.history_list import HistoryList
from inpatient_hub.gui.widgets.row_list import RowList


class CardTab(QWidget):
    """A card that fills the tab: a list that scrolls, or an empty state."""

    def __init__(self, content: QWidget, empty: EmptyState) -> None:
        super().__init__()
        self._content = content
        self.empty = empty
        card = Card()
        card.add(content, 1)
        card.add(empty, 1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(card)
        look_feed().look_changed.connect(self._on_look_changed)
        self._on_look_changed()

    def focus_first(self) -> bool:
        """Put the keyboard on the list; False when it is empty."""
        self._content.setFocus()
        return self._content.isVisibleTo(self)

    def _show(self, *, has_any: bool) -> None:
        self._content.setVisible(has_any)
        self.empty.setVisible(not has_any)

    def _on_look_changed(self) -> None:
        side = page_padding()
        self._column.setContentsMargins(side, min(16, side), side, min(16, side))


class RowTab(CardTab):
    """Rows that can be acted on."""

    def __init__(self, name: str, empty: EmptyState) -> None:
        self.rows = RowList(name=name)
        super().__init__(self.rows, empty)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self.rows.set_rows(rows)
        self._show(has_any=bool(rows))


class HistoryTab(CardTab):
    """All that happened."""

    def __init__(self, empty: EmptyState) -> None:
        self._list = HistoryList(name="History")
        super().__init__(self._list, empty)

    def show_items(self, items: Sequence[HistoryFacts]) -> None:
        """Show these events."""
        self._list.set_items(items)
        self._show(has_any=bool(items))
